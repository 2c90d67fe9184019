"""open_redirect: an official URL that sends the visitor on to a stranger.

What it does
    Finds a web address of somebody else in an official URL (in its query, fragment, path or user
    name, however it is encoded) and says where the visitor would end. Nobody vouches for such a
    link; where nothing but the form of a host says that it leads on, nobody is accused either.

Why it matters
    The first host is genuine, so readers and filters relax; the second one is the trap.

Examples
    https://www.binance.com/redirect?url=https://binance-help.example/,
    https://metamask.io/#/\\\\x.example, https://okx.com/download?deeplink=okx://x/url?u=x.example

Not flagged
    Targets that the same brand lists, and popular sites of others (share and sign-in links).

References
    CWE-601; WHATWG URL.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import Inquiry
from ringtrue.errors import UnparseableContact
from ringtrue.kinds import links
from ringtrue.kinds.carried import Address, carried
from ringtrue.kinds.facets import DomainName, IpAddress, UrlRest
from ringtrue.model import Evidence, Family
from ringtrue.text.hosts import hosting_of, is_shortener
from ringtrue.text.user_pages import user_page
from ringtrue.text.words import popular_rank

FOREIGN = 0.55


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    rest = inquiry.contact.part(UrlRest)
    if rest is None or inquiry.owner is None:
        return
    found = carried(rest)
    unstated = "" if found.whole else "…"  # a reason not to vouch, no more
    for address in found.addresses:
        target, listed = _stranger(address, inquiry)
        if target and address.stated and not listed:
            yield _evidence(target, FOREIGN, inquiry.owner.brand_id)
            return
        unstated = unstated or target
    if found.script:
        yield _evidence(f"{found.script}:", FOREIGN, inquiry.owner.brand_id)
    elif unstated:
        yield _evidence(unstated, 0.0, "")


def _stranger(address: Address, inquiry: Inquiry) -> tuple[str, bool]:
    """The host, or the account, that the address leads to, empty when it is no stranger's; and
    whether its host is listed all the same: a page on it that anybody may have made is a reason not
    to vouch, no more."""
    try:
        contact = links.parse(address.text)
    except UnparseableContact:
        return address.text[8:80], False
    if inquiry.directory.owner(contact) is not None:
        return "", False
    host = contact.facets[0]
    if isinstance(host, IpAddress):
        return host.address, False
    if not isinstance(host, DomainName):
        return contact.canonical[:80], False
    if inquiry.directory.is_official_domain(host.host) is not None:
        return host.host, True
    rest = contact.part(UrlRest)
    if popular_rank(host.registrable) is not None and not (
        hosting_of(host.host)
        or is_shortener(host.host)
        or (rest is not None and user_page(host.host, rest.path, rest.query, rest.fragment))
    ):
        return "", False
    return host.host, False


def _evidence(target: str, strength: float, brand_id: str) -> Evidence:
    return Evidence(
        code="open_redirect",
        family=Family.PAYLOAD,
        strength=strength,
        details={"target": target},
        brand_id=brand_id,
    )
