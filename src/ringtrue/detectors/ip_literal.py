"""ip_literal: a number where the name of a site should stand.

What it does
    Notes hosts that are IP addresses, and raises suspicion when the address is spelled in a way
    that only machines read: one decimal number, hexadecimal or octal parts.

Why it matters
    No brand hands out bare addresses, and ``http://3405803783/`` hides even that it is one.

Examples
    http://0xCB007107/login, http://3405803783/, http://0313.0.0161.07/

Not flagged
    Addresses of private networks and of this machine; plain dotted addresses are a weak sign.

References
    WHATWG URL, section 3.5 (IPv4 parser); RFC 1918; RFC 6943 section 3.1.1.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import Inquiry
from ringtrue.kinds.facets import IpAddress
from ringtrue.model import Evidence, Family

DISGUISED = 0.6
PLAIN = 0.25


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    for facet in inquiry.contact.facets:
        if not isinstance(facet, IpAddress) or _is_private(facet.address):
            continue
        spelled = facet.spelled.rstrip(".")
        disguised = "[" not in facet.address and spelled != facet.address and _odd(spelled)
        yield Evidence(
            code="ip_literal",
            family=Family.HOSTING,
            strength=DISGUISED if disguised else PLAIN,
            details={"address": facet.address, "spelled": spelled[:60]},
        )


def _odd(spelled: str) -> bool:
    """Hexadecimal, octal or fewer than four parts; fullwidth digits are a matter of keyboard."""
    parts = spelled.split(".")
    return len(parts) != 4 or any(
        part.lower().startswith("0x") or (part.startswith("0") and len(part) > 1) for part in parts
    )


def _is_private(address: str) -> bool:
    from ipaddress import ip_address

    try:
        parsed = ip_address(address.strip("[]"))
    except ValueError:
        return False
    return parsed.is_loopback or parsed.is_link_local or _in_private_use(str(parsed))


def _in_private_use(address: str) -> bool:
    """RFC 1918 and RFC 4193; documentation addresses count as public ones."""
    first, _, rest = address.partition(".")
    second = rest.partition(".")[0]
    if first == "172":
        return second.isdigit() and 16 <= int(second) <= 31
    return first == "10" or (first, second) == ("192", "168") or address[:2] in ("fc", "fd")
