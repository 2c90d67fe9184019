"""Links and bare domains: what the string is, read as a browser reads it, or what it leads to.

A link to a profile or an app's page is the account or the app that it names, and a redirector's
link the contact point that it leads to: nothing is fetched, the link says it all.
"""

from __future__ import annotations

from functools import cache

from ringtrue.errors import AllowlistError, UnparseableContact
from ringtrue.kinds.facets import DomainName, IpAddress, UrlRest
from ringtrue.kinds.host import domain_name, is_plain_host, plain_name
from ringtrue.kinds.platforms import APP_STORES, account_hosts, links_of
from ringtrue.kinds.registry import LINKED, Kind, kind_of_module, value_of
from ringtrue.kinds.url import WEB_SCHEMES, Opened, has_scheme, plain_rest, rfc3986_host
from ringtrue.model import ContactPoint, Listed
from ringtrue.records import replace
from ringtrue.text.redirectors import destination, redirecting_hosts
from ringtrue.text.suffix import SPECIAL, is_delegated

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ringtrue.kinds.registry import Lists

MAX_URL = 8192
"""Octets; longer strings are no contact point that a person was handed, and servers refuse them."""
MAX_WRAPPED = 3
"""Redirectors that are followed, one in another."""
APPS_ALONE = ".android"
"""An ending of the root zone under which its holder has no sites, and many apps' ids end so."""
_LONGEST_NAME = 30
"""Characters of the longest account name with dots on the platforms that have them."""
_MOST_TELLING = 6
"""Labels of the longest of those hosts."""
_DOTS = ".。．｡:/\\"


def parse(raw: str, region: str | None = None, *, wrapped: int = MAX_WRAPPED) -> ContactPoint:
    """A URL (kind ``url``) or, when nothing but a host was given, a domain (kind ``domain``).

    Of a link to a profile or an app, that account or app; of a redirector's link (at most
    `wrapped` of them, one in another), the contact point that it leads to.
    Raises `UnparseableContact`.

    >>> parse("https://www.MetaMask.io").canonical, parse("MetaMask.io").canonical
    ('https://www.metamask.io/', 'metamask.io')
    >>> parse("https://t.me/name").canonical
    'telegram:@name'
    """
    text = raw.strip()
    if (rest := plain_rest(text)) is not None:
        return plain_link(rest, raw, region, wrapped)
    if is_plain_host(text):
        return bare(text, raw)
    if not text:
        raise UnparseableContact("empty", raw)
    if len(text) > MAX_URL or (
        not text.isascii() and len(text.encode("utf-8", "replace")) > MAX_URL
    ):
        raise UnparseableContact("too_long", raw, limit=MAX_URL)
    if not text.isprintable() and has_scheme(joined := _joined(text)):
        text = joined  # a browser takes them out before it looks for a scheme (section 4.4)
    if has_scheme(text):
        return _opened(text, raw, region, wrapped, stated=True)
    text = "https:" + text if text.startswith(("//", "\\\\")) else "https://" + text
    if (rest := plain_rest(text)) is None:
        return _opened(text, raw, region, wrapped, stated=False)
    return (
        bare(rest.rfc3986_host, raw) if rest.path == "/" else plain_link(rest, raw, region, wrapped)
    )


def _joined(text: str) -> str:
    return text.replace("\t", "").replace("\n", "").replace("\r", "")


def bare(host: str, raw: str, readings: tuple[str, ...] = ()) -> ContactPoint:
    """The domain (or account) of a host that `is_plain_host`; `readings` are its other ones."""
    telling = _telling_hosts()
    parent = host
    while parent not in telling:  # `_may_mean_more`, without a call: most hosts end here
        parent = parent.partition(".")[2]
        if not parent:
            return ContactPoint("domain", raw, host, (plain_name(host),), readings)
    if _may_mean_more(host) and links_of(host)[1]:
        named = _named(host, "", "", "", raw)
        if named is not None:
            return named
    return ContactPoint("domain", raw, host, (plain_name(host),), readings)


def bare_text(text: str) -> ContactPoint:
    """A host that `is_plain_host`, of which nobody said what it is.

    >>> bare_text("example.wallet").readings, bare_text("www.example.wallet").readings
    (('handle:@example.wallet',), ())
    >>> bare_text("com.example.wallet7").kind, bare_text("com.example.dev").kind
    ('play_package', 'domain')
    """
    if text.count(".") > 1:
        return _package(text) or bare(text, text)
    return bare(text, text, _readings(text))


def _package(text: str) -> ContactPoint | None:
    """The app that a name turned round is (``com.brand.android``), which no site can be called:
    it begins with an ending and does not end in one that strangers have names under."""
    if (
        text.count(".") < 2  # most names: the rest need not be asked
        or "/" in text
        or (is_delegated(text) and not _ends_as_app(text))
        or not is_delegated(text.partition(".")[0])
    ):
        return None
    if text.rpartition(".")[2] in SPECIAL:
        return None
    try:
        app: ContactPoint = kind_of_module("app").parse(text, None, "play_package")
    except UnparseableContact:
        return None
    return replace(app, raw=text, readings=(f"domain:{text.lower()}",))


def _ends_as_app(text: str) -> bool:
    """``com.brand.android``, and ``com.brand.android.gm``, which nobody calls a site."""
    before, _, last = text.rpartition(".")
    return text.endswith(APPS_ALONE) or (before.endswith(APPS_ALONE) and len(last) == 2)


def is_link(text: str) -> bool:
    """A scheme or two slashes, or a host in small letters: nothing else looks so."""
    if "://" in text[:40] or text.startswith(("//", "\\\\")):
        return True
    return _is_small(text) and "." in text and not text.rpartition(".")[2].isdigit()


def looks_like(text: str) -> bool:
    """A dot of any width, a slash or a colon somewhere, or letters in punycode."""
    return any(sign in text for sign in _DOTS) or "xn--" in text.lower()


def read(text: str, region: str | None = None) -> ContactPoint:
    """`parse` for a string whose shape alone told that it is a link: a bare domain may be an
    account's name as well. Raises `UnparseableContact`."""
    head = text.partition("/")[0]
    if not is_link(text) and (head.split(maxsplit=1) or [head]) != [head]:
        raise UnparseableContact("unrecognised", text)
    contact = parse(text, region)
    if contact.kind == "domain" and (app := _package(text) or _package(contact.canonical)):
        return replace(app, raw=text)
    readings = _readings(text) if contact.kind == "domain" and _is_small(text) else ()
    return replace(contact, readings=readings) if readings else contact


def _readings(host: str) -> tuple[str, ...]:
    """What a bare domain could be besides: an account, on platforms with dots in their names."""
    if host.count(".") != 1 or len(host) > _LONGEST_NAME or "-" in host:
        return ()
    return ("handle:@" + host,)


def _is_small(text: str) -> bool:
    return text.isascii() and text.islower() and text.replace(".", "").replace("-", "").isalnum()


def plain_link(
    rest: UrlRest, raw: str, region: str | None, wrapped: int = MAX_WRAPPED
) -> ContactPoint:
    """What a link in its normal form (`ringtrue.kinds.url.plain_rest`) means: every reader reads
    its host alike."""
    host, path = rest.rfc3986_host, rest.path
    if _may_mean_more(host):
        inner = destination(host, path, "") if wrapped and len(path) > 1 else None
        if inner is not None:
            return _unwrapped(inner, raw, region, wrapped)
        named = _named(host, path, "", "", raw)
        if named is not None:
            return named
    return ContactPoint("url", raw, f"{rest.scheme}://{host}{path}", (plain_name(host), rest))


def _opened(text: str, raw: str, region: str | None, wrapped: int, *, stated: bool) -> ContactPoint:
    """What a link in any other form means; `stated`: its scheme was written."""
    url = Opened.read(text, raw)
    if url.scheme not in WEB_SCHEMES:  # of an app, or data: and the like: no host to compare
        rest = replace(url.rest(), userinfo="", port="")
        return ContactPoint("url", raw, url.href, (rest,))
    if not url.host:
        raise UnparseableContact("bad_host", raw)
    host = url.host.rstrip(".")
    means_more = _may_mean_more(host)
    leads = means_more and wrapped and (url.query or len(url.path) > 1)
    inner = destination(url.host, url.path, url.query) if leads else None
    if inner is not None:
        return _unwrapped(inner, raw, region, wrapped)
    spelled = rfc3986_host(text)
    name, rest = domain_name(url.host, raw=raw, spelled=spelled), url.rest(spelled)
    if means_more and not (url.userinfo or rest.cut):  # what is cut off may name another one
        named = _named(host, rest.path, rest.query, rest.fragment, raw)
        if named is not None:
            return named
    tail = url.query or url.fragment or url.userinfo or url.port
    if stated or rest.path not in ("", "/") or tail:
        return ContactPoint("url", raw, url.href, (name, rest))
    if isinstance(name, IpAddress):
        if raw.count(".") != 3 and "[" not in raw:
            raise UnparseableContact("unrecognised", raw)  # 123.45 is a price, not an address
    elif "." not in name.host:
        raise UnparseableContact("unrecognised", raw)  # a word; a URL may name an intranet host
    return ContactPoint("domain", raw, host, (name,))


def _unwrapped(inner: str, raw: str, region: str | None, wrapped: int) -> ContactPoint:
    try:
        contact = parse(inner, region, wrapped=wrapped - 1)
    except UnparseableContact as problem:
        raise UnparseableContact(problem.code, raw, **problem.details) from problem
    return replace(contact, raw=raw)


@cache
def _telling_hosts() -> frozenset[str]:
    """Hosts whose links, or those of what stands below them, may name an account or an app, or lead
    elsewhere."""
    return account_hosts().union(redirecting_hosts(), APP_STORES)


def _may_mean_more(host: str) -> bool:
    """Whether a link to `host` may be more than a site's: few are."""
    telling = _telling_hosts()
    if host.count(".") >= _MOST_TELLING:
        host = ".".join(host.rsplit(".", _MOST_TELLING)[-_MOST_TELLING:])
    while host not in telling:
        host = host.partition(".")[2]
        if not host:
            return False
    return True


def _named(host: str, path: str, query: str, fragment: str, raw: str) -> ContactPoint | None:
    """The app or account that a link names. `path`, `query` and `fragment` are decoded."""
    if not host.endswith(APP_STORES) and not links_of(host)[1]:
        return None  # what reads accounts and apps need not be imported
    found = (kind_of_module(name).of_link(host, path, query, fragment, raw) for name in LINKED)
    return next(filter(None, found), None)


def _owners(contact: ContactPoint, lists: Lists, region: str | None) -> list[Listed]:
    """Listings of the host, or of what it stands below, whose path covers the link; of a name that
    no site can have, the app that is called so, written without its store."""
    host = contact.facets[0]
    if not isinstance(host, DomainName):
        return []
    if contact.kind == "url" and isinstance(rest := contact.facets[1], UrlRest):
        return lists.on_host(host.host, rest.path, rest.query, rest.fragment)
    found = lists.on_host(host.host)
    if not found and contact.kind == "domain":
        app = lists.named("play_package", host.host)
        return [] if app and is_delegated(host.host) else app
    return found


def _listed(contact: ContactPoint, kind: str, region: str) -> dict[str, str]:
    if kind not in KIND.names:
        return {"value": value_of(contact)}  # a link of a platform that names no account
    host = contact.part(DomainName)
    if host is None or contact.kind not in ("domain", "url"):
        raise AllowlistError("is no domain; list a link under the platform it belongs to")
    if not host.labels:
        raise AllowlistError(
            f"{host.host} is a public suffix, whose names belong to strangers; "
            "list the host below it"
        )
    if kind == "domain":
        return {"value": host.host, "match": "registrable"}
    rest = contact.part(UrlRest) if kind == "url" else None
    return {"value": host.host} | ({"path": rest.path.rstrip("/")} if rest is not None else {})


KIND = Kind(
    names=("domain", "host", "url"),
    facets=frozenset({DomainName, IpAddress, UrlRest}),
    sample="https://wallet.example/login",
    parse=lambda text, region, name: parse(text, region),
    read=read,
    owners=_owners,
    by_host=True,
    listed=_listed,
)
