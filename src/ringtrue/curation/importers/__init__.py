"""Importers: what others have gathered, read as proposals. Nothing here ever vouches.

    for found in importers.read("nsi", ["wikidata.json"], today="2026-11-23"):
        ...  # a Proposal, or an Unread with its reason

A proposal becomes an allowlist only through a person (`ringtrue.curation.proposals` writes the
files to review), or one name of a *known* table that silences false alarms
(`ringtrue.directory.known`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ringtrue.curation.importers import (
    datenanfragen,
    domain_lists,
    metamask,
    nsi,
    rows,
    site,
    twofactorauth,
    vcards,
    wellknown,
    wikidata,
)
from ringtrue.curation.importers.base import Format, Found, Origin, Proposal, Unread
from ringtrue.errors import AllowlistError
from ringtrue.progress import over

__all__ = ["FORMATS", "Found", "Origin", "Proposal", "Unread", "read"]

FORMATS: tuple[Format, ...] = (
    rows.FORMAT,
    metamask.FORMAT,
    nsi.FORMAT,
    twofactorauth.FORMAT,
    datenanfragen.FORMAT,
    vcards.FORMAT,
    wikidata.FORMAT,
    wellknown.FORMAT,
    domain_lists.V2FLY,
    domain_lists.PROGRAMS,
    site.FORMAT,
)


def read(
    name: str,
    paths: Collection[str],
    *,
    today: str,
    ref: str = "",
    date: str = "",
    region: str = "",
) -> Iterator[Found]:
    """Everything that the files at `paths` hold in the format `name`.

    `ref` and `date` name the source where a file cannot, `region` the country of national
    numbers. A file that cannot be read is one `Unread`, and the next one follows.
    Raises `AllowlistError` for a format that does not exist.
    """
    chosen = next((f for f in FORMATS if f.name == name), None)
    if chosen is None:
        known = ", ".join(f.name for f in FORMATS)
        raise AllowlistError(f"{name!r} is no format; use one of: {known}")
    for path in over(paths):
        origin = Origin(path, ref, date, today, region)
        found = False
        try:
            for item in chosen.read(origin):
                found = True
                yield item
        except AllowlistError as error:
            where = f"{path}:{error.line}" if error.line else path
            yield Unread(where, "", str(error).removeprefix(f"{where}: "))
        else:
            if not found:  # silence would pass for a file that was read
                why = f"holds nothing that the format {name!r} knows; see that it is of that format"
                yield Unread(path, "", why)
