"""open_redirect: an official URL that sends the visitor on to a stranger.

What it does
    Finds a web address of somebody else in the query of an official URL, or in a known
    redirector, and says where the visitor would end.

Why it matters
    The first host is genuine, so readers and filters relax; the second one is the trap.

Examples
    https://www.binance.com/redirect?url=https://binance-help.example/

Not flagged
    Targets that the same brand lists, and popular sites of others (share and sign-in links).

References
    CWE-601; WHATWG URL.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import Inquiry
from ringtrue.errors import UnparseableContact
from ringtrue.kinds.facets import DomainName, UrlRest
from ringtrue.kinds.host import domain_name
from ringtrue.model import Evidence, Family
from ringtrue.text.words import popular_rank

FOREIGN = 0.55


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    rest = inquiry.contact.part(UrlRest)
    if rest is None or inquiry.owner is None:
        return
    for pair in rest.query.split("&")[:40]:
        value = pair.partition("=")[2].strip().lower()
        if not value.startswith(("http://", "https://", "//")):
            continue
        host = value.partition("//")[2]
        for end in "/?#\\":
            host = host.partition(end)[0]
        try:
            target = domain_name(host.rpartition("@")[2].partition(":")[0])
        except UnparseableContact:
            continue
        name = target.host if isinstance(target, DomainName) else target.address
        if isinstance(target, DomainName) and popular_rank(target.registrable) is not None:
            continue
        if inquiry.directory.is_official_domain(name) is not None:
            continue
        yield Evidence(
            code="open_redirect",
            family=Family.PAYLOAD,
            strength=FOREIGN,
            details={"target": name},
            brand_id=inquiry.owner.brand_id,
        )
        return
