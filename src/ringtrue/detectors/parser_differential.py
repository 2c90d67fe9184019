r"""parser_differential: two standards read two hosts from one URL.

What it does
    Compares the host that a browser opens (WHATWG) with the host that RFC 3986 readers see
    (many filters, logs and chat previews). If they differ, the URL is never official.

Why it matters
    ``https://evil.example\@icbc.com.cn`` is icbc.com.cn to a filter and evil.example to a browser.

Examples
    https://evil.example\@icbc.com.cn/, https:\\evil.example/..., hosts split by tabs

Not flagged
    Capitals, internationalised and fullwidth spellings of the same host, IP spellings.

References
    WHATWG URL section 4.4; RFC 3986 appendix B; Orange Tsai, A New Era of SSRF, 2017.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import Inquiry
from ringtrue.errors import UnparseableContact
from ringtrue.kinds.facets import DomainName, IpAddress, UrlRest
from ringtrue.kinds.host import domain_name
from ringtrue.model import Evidence, Family

OFFICIAL = 0.95
DIFFERENT = 0.6
_MOST_SHOWN = 300
"""Characters of the end of a host, as it is written, that are read; no name is longer."""


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    facets = inquiry.contact.facets
    rest = next((f for f in facets if isinstance(f, UrlRest)), None)
    host = facets[0] if facets else None
    if rest is None or not isinstance(host, DomainName | IpAddress):
        return
    opened = host.host if isinstance(host, DomainName) else host.address
    other = rest.rfc3986_host.rstrip(".")
    if not other or other == opened:
        return
    if len(other) > _MOST_SHOWN:
        other = other[:100] + other[-_MOST_SHOWN:]  # its end is what a filter matches
    other = _normal(other)
    if other == opened or not other.strip():
        return
    # ``x.example\\.binance.com``: whoever matches suffixes sees what stands after the backslash.
    brand = inquiry.directory.is_official_domain(other.rpartition("\\")[2].strip("."))
    yield Evidence(
        code="parser_differential",
        family=Family.DECEPTION,
        strength=OFFICIAL if brand else DIFFERENT,
        details={"host": opened, "other": other[:100]},
        brand_id=brand or "",
    )


def _normal(host: str) -> str:
    """The usual spelling of a host; a backslash is kept, for it is the whole difference."""
    if "\\" not in host:
        try:
            read = domain_name(host)
            return read.host if isinstance(read, DomainName) else read.address
        except UnparseableContact:
            pass
    return "".join(c for c in host if c.isprintable())
