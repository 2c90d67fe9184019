"""platform_unnamed: an account name without its platform, looked up on every one.

What it does
    Says that ``@name`` was looked up on every platform that can have such a name, where it is
    listed and where it is not. A name that is listed on some platforms only is ``unknown``: which
    account is meant, nobody has said.

Why it matters
    The same name belongs to somebody else on the next platform. An answer for X is no answer
    for Telegram.

Examples
    @examplewallet, "Example Wallet (@examplewallet)"

Not flagged
    Accounts with their platform (x:@name), profile links.

References
    Which platforms can have such a name, and where that was read: data/platforms.tsv.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import DirectoryView, Inquiry
from ringtrue.kinds.facets import HandleName
from ringtrue.model import DetailValue, Evidence, Family


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    contact = inquiry.contact
    facet = contact.facets[0] if contact.facets else None
    if not isinstance(facet, HandleName) or facet.platform:
        return
    listed: list[str] = []
    unlisted: list[str] = []
    for reading in contact.readings:
        (listed if _is_listed(reading, inquiry.directory) else unlisted).append(reading)
    details: dict[str, DetailValue] = {
        "platforms": len(contact.readings),
        "listed": ", ".join(listed[:6]),
    }
    if listed:
        details["unlisted"] = tuple(unlisted)
    yield Evidence("platform_unnamed", Family.LISTING, 0.0, details)


def _is_listed(reading: str, directory: DirectoryView) -> bool:
    platform, _, name = reading.partition(":@")
    if directory.accounts(platform, name):
        return True
    # A site's own name is its account there: DNS proves it.
    return platform == "bluesky" and directory.is_official_domain(name) is not None
