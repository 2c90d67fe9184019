"""hidden_destination: a short link that does not show where it leads.

What it does
    Notes hosts of link shorteners. Nothing is fetched, so the answer stays unknown, and says so.
    Invite codes of messengers are noted by opaque_invite.

Why it matters
    Short links are in honest newsletters and in most smishing messages alike; only the place
    behind them could be judged.

Examples
    https://bit.ly/3xAmple, https://tinyurl.com/example

Not flagged
    The shorteners' own front pages, brands' own listed short domains, ordinary links.

References
    The shorteners and where their list comes from: data/hosts_shorteners.txt.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import DirectoryView, Inquiry
from ringtrue.kinds.facets import DomainName, UrlRest
from ringtrue.model import ContactPoint, Evidence, Family
from ringtrue.text.hosts import is_shortener

STRENGTH = 0.25
"""A weak sign: it supports a claim or another finding."""


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    facets = inquiry.contact.facets
    host = facets[0] if facets else None
    if not isinstance(host, DomainName) or not is_shortener(host.host):
        return
    rest = next((f for f in facets if isinstance(f, UrlRest)), None)
    if rest is None or not rest.path.strip("/"):
        return
    yield _evidence(host.host)


def may(contact: ContactPoint, directory: DirectoryView) -> bool:
    host = contact.facets[0]
    return isinstance(host, DomainName) and is_shortener(host.host)


def _evidence(host: str) -> Evidence:
    return Evidence(
        code="hidden_destination",
        family=Family.HOSTING,
        strength=STRENGTH,
        details={"host": host},
    )
