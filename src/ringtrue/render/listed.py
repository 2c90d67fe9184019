"""Whether every contact of some kinds in a text is on the list: for whoever publishes contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringtrue.kinds import APP_KINDS, KINDS, PLATFORM_KINDS, WEB_KINDS
from ringtrue.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ringtrue.scanning.report import ScannedContact, ScanReport

GROUPS: dict[str, frozenset[str]] = {
    "none": frozenset(),
    "web": frozenset(WEB_KINDS),
    "account": frozenset(PLATFORM_KINDS),
    "app": frozenset(APP_KINDS),
    "all": frozenset(KINDS),
}
"""Names for several kinds."""


def kinds_of(names: Iterable[str]) -> frozenset[str]:
    """The kinds that names of kinds and of `GROUPS` stand for. Raises `ValueError` naming what is
    neither.

    >>> sorted(kinds_of(["phone", "none"]))
    ['phone']
    """
    found: set[str] = set()
    for name in names:
        if name not in KINDS and name not in GROUPS:
            known = ", ".join([*GROUPS, *KINDS])
            raise ValueError(f"{name!r} is no kind of contact; use some of: {known}")
        found |= GROUPS.get(name, {name})
    return frozenset(found)


def unlisted(report: ScanReport, kinds: frozenset[str]) -> list[ScannedContact]:
    """The contacts of a report that are of one of `kinds` and not official, and those of any kind
    that impersonate or are suspicious, in order. What is no contact at all is none of them."""
    return [
        contact
        for contact in report.contacts
        if contact.verdict.is_alarm
        or (
            contact.verdict.contact is not None
            and contact.verdict.contact.kind in kinds
            and contact.verdict.status not in (Status.OFFICIAL, Status.INVALID)
        )
    ]
