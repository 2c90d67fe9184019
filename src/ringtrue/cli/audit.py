"""``ringtrue audit``: where a brand's own site contradicts its list, or itself."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from ringtrue.cli.defaults import directory_of
from ringtrue.cli.exits import ALARM, OFFICIAL
from ringtrue.cli.streams import Stop, put, put_json, tell
from ringtrue.curation import importers
from ringtrue.curation.auditing import Contradiction, audit
from ringtrue.errors import AllowlistError
from ringtrue.messages.shown import shown

_SAID = {
    "unread": "proves nothing: {why}",
    "unlisted": "the site publishes it, and the list does not have it",
    "not_vouched": "the site publishes it, and the list calls it {why}",
    "unpublished": "the list vouches for it, and the site's contacts file does not name it",
    "closed": "the list says that the brand does not use this channel",
    "alone": "a page names it, and the site's contacts file does not",
}


def run(options: Namespace) -> int:
    """Prints each contradiction; exit code 1 when there is one."""
    if not Path(options.folder).is_dir():
        raise Stop(
            f"{options.folder}: no such folder; save the site first, ringtrue fetches nothing"
        )
    directory = directory_of(options.allowlist)
    host = (urlsplit(options.ref).hostname or "").removeprefix("www.")
    owner = directory.is_official_domain(host) if host else None
    named = (
        directory.brand_for(options.brand) if options.brand else directory.brands.get(owner or "")
    )
    if named is None:
        who = options.brand or options.ref
        raise Stop(f"{who}: no such brand; name one of `ringtrue brands` with --brand")
    today = date.today().isoformat()
    try:
        found = list(importers.read("site", [options.folder], today=today, ref=options.ref))
    except AllowlistError as error:
        raise Stop(str(error)) from error
    told = audit(found, named)
    for one in told:
        if options.json:
            put_json({"schema": 1, "brand": named.id, **_fields(one)})
        else:
            what = f"{one.kind} {one.value}".strip()
            put(shown(f"{one.where}: {what}: {_SAID[one.code].format(why=one.why)}", 600))
    tell(f"{len(found)} statements of {host or options.ref}, {len(told)} to look at")
    return ALARM if told else OFFICIAL


def _fields(one: Contradiction) -> dict[str, str]:
    return {"code": one.code, "kind": one.kind, "value": one.value, "where": one.where,
            "why": one.why}  # fmt: skip
