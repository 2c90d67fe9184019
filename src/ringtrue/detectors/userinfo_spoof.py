"""userinfo_spoof: a name before the @ of a URL that a browser throws away.

What it does
    Everything between ``//`` and the last ``@`` is a user name, not a host. If it reads like
    a host or names a brand, it was put there to be read as one.

Why it matters
    ``https://www.icbc.com.cn@203.0.113.7/`` opens 203.0.113.7.

Examples
    https://coinbase.com@198.51.100.4/login, https://support.metamask.io%40x.example@y.example/

Not flagged
    Plain user names of developers and FTP links (https://git@host.example/repo).

References
    WHATWG URL, section 4.4 (authority state); RFC 3986 section 7.6.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import Inquiry
from ringtrue.kinds.facets import DomainName, UrlRest
from ringtrue.model import Evidence, Family

OFFICIAL = 0.95
HOST_LIKE = 0.6


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    for facet in inquiry.contact.facets:
        if not isinstance(facet, UrlRest) or not facet.userinfo:
            continue
        shown = facet.userinfo.partition(":")[0].partition("@")[0].lower().strip("/\\")
        host = inquiry.contact.facets[0]
        real = host.host if isinstance(host, DomainName) else getattr(host, "address", "")
        brand = inquiry.directory.is_official_domain(shown) if "." in shown else None
        if brand is None and "." not in shown:
            continue
        if inquiry.owner is not None and brand == inquiry.owner.brand_id:
            continue
        yield Evidence(
            code="userinfo_spoof",
            family=Family.DECEPTION,
            strength=OFFICIAL if brand else HOST_LIKE,
            details={"shown": shown[:100], "host": real},
            brand_id=brand or "",
        )
