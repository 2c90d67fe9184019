"""URLs and bare domains, read the way a browser reads them (WHATWG URL, by ada).

The host that a browser would open is found first and everything else works on it; raw
strings never reach another parser. A second, RFC 3986 reading of the same string is kept,
because where two readings differ somebody is being misled.
"""

from __future__ import annotations

from functools import cache

from ringtrue.errors import UnparseableContact
from ringtrue.kinds.facets import DomainName, IpAddress, UrlRest
from ringtrue.kinds.plain_url import MAX_HOST, MAX_LABEL, Opened, is_plain_host, plainly
from ringtrue.kinds.platforms import APP_STORES, links_of, may_have_links
from ringtrue.model import ContactPoint
from ringtrue.records import replace
from ringtrue.text.redirectors import destination
from ringtrue.text.suffix import split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType


@cache
def _ada() -> ModuleType:
    """ada, imported for the first URL or host that is not plain."""
    import ada_url

    return ada_url


MAX_URL = 8192
"""Characters; longer strings are no contact point that a person was handed."""
MAX_WRAPPED = 3
"""Redirectors that are followed, one in another: nothing is fetched, the link says it all."""

_DOTS = str.maketrans({"。": ".", "．": ".", "｡": "."})  # UTS #46, section 4: label separators
_WEB = ("http", "https", "ws", "wss", "ftp")


def parse(raw: str, region: str | None = None, *, wrapped: int = MAX_WRAPPED) -> ContactPoint:
    """A URL (kind ``url``) or, when nothing but a host was given, a domain (kind ``domain``).

    A link to a profile or an app page becomes the account or app it names, and a redirector's
    link (at most `wrapped` of them, one in another) the contact point that it leads to.
    Raises `UnparseableContact`.
    """
    text = raw.strip()
    if is_plain_host(text):
        return bare(text, raw)
    if not text:
        raise UnparseableContact("empty", raw)
    if len(text) > MAX_URL:
        raise UnparseableContact("too_long", raw, limit=MAX_URL)
    if (plain := plainly(text)) is not None:
        return _everyday(plain, raw, region, wrapped)
    has_scheme = _scheme(text) != ""
    if not has_scheme:
        text = "https:" + text if text.startswith(("//", "\\\\")) else "https://" + text
    try:
        url = plainly(text) or Opened.of(_ada().URL(text).href)
    except (ValueError, UnicodeError) as error:
        raise UnparseableContact(_reason(text), raw) from error
    if url.scheme not in _WEB:
        return _other_scheme(url, raw)
    if not url.host:
        raise UnparseableContact("bad_host", raw)
    leads = wrapped and (url.query or len(url.path) > 1)
    inner = destination(url.host, url.path, url.query) if leads else None
    if inner is not None:
        return _unwrapped(inner, raw, region, wrapped)
    spelled = _rfc3986_host(text)
    facet = domain_name(url.host, raw=raw, spelled=spelled)
    path, query, fragment = _decode(url.path), _decode(url.query), _decode(url.fragment)
    special = _profile(url.host.rstrip("."), path, query, fragment, raw)
    if special is not None and not url.userinfo:
        return special
    tail = query or fragment or url.userinfo or url.port
    if not has_scheme and path in ("", "/") and not tail:
        if isinstance(facet, IpAddress) and raw.count(".") != 3 and "[" not in raw:
            raise UnparseableContact("unrecognised", raw)  # 123.45 is a price, not an address
        if isinstance(facet, DomainName) and "." not in facet.host:
            raise UnparseableContact("unrecognised", raw)  # a word; a URL may name an intranet host
        return ContactPoint("domain", raw, url.host.rstrip("."), (facet,))
    rest = UrlRest(
        scheme=url.scheme,
        path=path,
        query=query,
        fragment=fragment,
        userinfo=_decode(url.userinfo),
        port=url.port,
        rfc3986_host=spelled,
    )
    return ContactPoint("url", raw, url.href, (facet, rest))


def _everyday(url: Opened, raw: str, region: str | None, wrapped: int) -> ContactPoint:
    """What `parse` makes of a URL in its normal form already: every reader reads its host alike."""
    host, path = url.host, url.path
    inner = destination(host, path, "") if wrapped and len(path) > 1 else None
    if inner is not None:
        return _unwrapped(inner, raw, region, wrapped)
    special = _profile(host, path, "", "", raw)
    if special is not None:
        return special
    rest = UrlRest(url.scheme, path, "", "", "", "", host)
    return ContactPoint("url", raw, url.href, (plain_name(host), rest))


def bare(host: str, raw: str, readings: tuple[str, ...] = ()) -> ContactPoint:
    """The domain (or account) of a host that `is_plain_host`; `readings` are its other ones."""
    if may_have_links(host) and links_of(host)[1]:
        special = _profile(host, "", "", "", raw)
        if special is not None:
            return special
    return ContactPoint("domain", raw, host, (plain_name(host),), readings)


def plain_name(host: str) -> DomainName:
    """The facet of a host that `is_plain_host`."""
    before, suffix, private = split(host)
    registrable = host if len(before) < 2 else f"{before[-1]}.{suffix}"
    return DomainName(host, suffix, registrable, before, private)


def _unwrapped(inner: str, raw: str, region: str | None, wrapped: int) -> ContactPoint:
    try:
        contact = parse(inner, region, wrapped=wrapped - 1)
    except UnparseableContact as problem:
        raise UnparseableContact(problem.code, raw, **problem.details) from problem
    return replace(contact, raw=raw)


def domain_name(host: str, raw: str = "", spelled: str = "") -> DomainName | IpAddress:
    """The facet of a host name in any spelling. Raises `UnparseableContact`.

    >>> domain_name("www.MetaMask.io").registrable
    'metamask.io'
    """
    ascii_host = _browser_host(host, raw)
    if ascii_host.startswith("[") or ascii_host.rpartition(".")[2].isdigit():
        return IpAddress(ascii_host, spelled or host)
    ascii_host = ascii_host.rstrip(".")
    if not ascii_host or len(ascii_host) > MAX_HOST:
        raise UnparseableContact("bad_host", raw or host)
    if any(not label or len(label) > MAX_LABEL for label in ascii_host.split(".")):
        raise UnparseableContact("bad_host", raw or host)
    before, suffix, private = split(ascii_host)
    registrable = f"{before[-1]}.{suffix}" if before and suffix else ascii_host
    labels = before
    if "xn--" in ascii_host:
        labels = tuple(_unicode(label) if label.startswith("xn--") else label for label in before)
    return DomainName(ascii_host, suffix, registrable, labels, private)


def _browser_host(host: str, raw: str) -> str:
    plain = host.isascii() and host.islower() and host.replace(".", "").replace("-", "").isalnum()
    if plain and "xn--" not in host and not host.rpartition(".")[2].isdigit():
        return host  # only letters, digits, dots and hyphens: what is written is what opens
    try:
        name: str = _ada().URL(f"https://{host.translate(_DOTS)}/").hostname
        return name
    except (ValueError, UnicodeError) as error:
        raise UnparseableContact(_reason(host), raw or host) from error


def _unicode(label: str) -> str:
    try:
        shown: str = _ada().idna_to_unicode(label)
        return shown
    except (ValueError, UnicodeError):
        return label


def _scheme(text: str) -> str:
    """The scheme of `text` when it really has one; ``host:port`` has none."""
    head, colon, tail = text.partition(":")
    if not colon or not head or not head[0].isalpha() or not head.isascii() or len(head) > 32:
        return ""
    if not head.replace("+", "").replace("-", "").replace(".", "").isalnum():
        return ""
    if tail.startswith(("//", "\\\\", "/\\", "\\/")):
        return head.lower()
    if head.lower() in (*_WEB, "data", "javascript", "blob", "file", "view-source"):
        return head.lower()
    return ""


def _rfc3986_host(text: str) -> str:
    """The host by RFC 3986, appendix B, as urllib and many filters read it."""
    authority = text.partition("//")[2]
    for end in "/?#":
        authority = authority.partition(end)[0]
    host = authority.rpartition("@")[2]
    if host.startswith("["):
        return host.partition("]")[0].lower() + "]"
    return host.partition(":")[0].lower()


def _decode(text: str) -> str:
    """Percent-decoded, odd bytes replaced."""
    if "%" not in text:
        return text
    from urllib.parse import unquote

    return unquote(text, errors="replace")


def _profile(host: str, path: str, query: str, fragment: str, raw: str) -> ContactPoint | None:
    if not host.endswith(APP_STORES) and not links_of(host)[1]:
        return None  # most hosts: what reads accounts and apps need not be imported
    from ringtrue.kinds import app, handle

    return app.from_url(host, path, query, fragment, raw) or handle.from_url(
        host, path, query, fragment, raw
    )


def _other_scheme(url: Opened, raw: str) -> ContactPoint:
    """``data:``, ``javascript:``, ``file:`` and schemes of apps: no host to compare."""
    rest = UrlRest(
        scheme=url.scheme,
        path=_decode(url.path)[:MAX_URL],
        query=_decode(url.query),
        fragment=_decode(url.fragment),
        userinfo="",
        port="",
        rfc3986_host="",
    )
    return ContactPoint("url", raw, url.href, (rest,))


def _reason(text: str) -> str:
    lowered = text.lower()
    if "xn--" in lowered:
        return "bad_punycode"
    if any(ord(c) < 32 or ord(c) == 127 for c in text):
        return "control_characters"
    return "bad_host"
