"""URLs, taken apart the way a browser does it (WHATWG URL, by ada).

The host that a browser would open is found first and everything else works on it; raw strings
never reach another parser. A second, RFC 3986 reading of the host is kept, because where two
readings differ somebody is being misled. What a link means (a site, an account, an app, or where a
redirector leads) is told in `ringtrue.kinds.links`.
"""

from __future__ import annotations

from binascii import a2b_qp
from functools import cache

from ringtrue.errors import UnparseableContact
from ringtrue.kinds.facets import UrlRest
from ringtrue.kinds.host import ada, fault, is_plain_host
from ringtrue.records import record

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    import re

WEB_SCHEMES = ("http", "https", "ws", "wss", "ftp")
"""Schemes whose URLs have a host that is looked up."""
_HOSTLESS = ("data", "javascript", "blob", "file", "view-source")
_MOST_SEGMENTS, _LONGEST_SEGMENT = 20, 200
MAX_PART = 2_000
"""Characters of each part of a link behind its host that are decoded: more fits into no address bar
and is never vouched for, and each of the readers of what is decoded would pay for it."""
MAX_SPELLED = 1_000
"""Characters of a host as it is written: its 253 octets, most of them percent-encoded."""


def plain_rest(text: str) -> UrlRest | None:
    """The parts of a web link in its normal form already: its host plain, and nothing in its path
    that a browser would change (WHATWG URL, section 4.4: no dots, no marks). None for any other.

    The `UrlRest.rfc3986_host` is the host that opens; the canonical form is scheme, host and path.
    """
    scheme, _, after = text.partition("://")
    if scheme != "https" and scheme != "http":
        return None
    host, _, path = after.partition("/")
    if not is_plain_host(host):
        return None
    if path:
        letters = path.replace("/", "").replace("-", "").replace("_", "")
        if not (letters.isalnum() or not letters) or not path.isascii():
            return None
        if path[0] == "/" or "//" in path:
            return None
        if len(path) > _LONGEST_SEGMENT or path.count("/") >= _MOST_SEGMENTS:
            segments = path.removesuffix("/").split("/")
            if len(segments) > _MOST_SEGMENTS or max(map(len, segments)) > _LONGEST_SEGMENT:
                return None
    return UrlRest(scheme, "/" + path, "", "", "", "", host)


@record
class Opened:
    """The parts of a URL, still percent-encoded, taken from its normal form.

    ada has written that form (WHATWG URL, section 4.5), so its marks stand where they must:
    in it no userinfo holds ``/``, ``?``, ``#`` or a second ``@``. Asking ada for each part takes
    as long again as parsing.
    """

    href: str
    scheme: str
    userinfo: str
    host: str
    port: str
    path: str
    query: str
    fragment: str

    @classmethod
    def of(cls, href: str) -> Opened:
        """The parts of `href`, a URL in the form that ada writes."""
        before, _, fragment = href.partition("#")
        before, _, query = before.partition("?")
        scheme, _, rest = before.partition(":")
        if not rest.startswith("//"):
            return cls(href, scheme, "", "", "", rest, query, fragment)
        authority, slash, path = rest[2:].partition("/")
        userinfo, _, host = authority.rpartition("@")
        port = ""
        if not host.endswith("]"):
            host, _, port = host.partition(":") if host[:1] != "[" else _after_bracket(host)
        return cls(href, scheme, userinfo, host, port, slash + path, query, fragment)

    @classmethod
    def read(cls, text: str, raw: str) -> Opened:
        """What a browser makes of `text`, which has a scheme. Raises `UnparseableContact` about
        `raw` for what it does not open."""
        if len(text) > MAX_SPELLED and len(_spelled_host(text)) > MAX_SPELLED:
            raise UnparseableContact("bad_host", raw)
        try:
            return cls.of(ada().URL(text).href)
        except (ValueError, UnicodeError) as error:
            raise UnparseableContact(fault(text), raw) from error

    def rest(self, rfc3986_host: str = "") -> UrlRest:
        """All but the host, percent-decoded as far as it is read."""
        parts = self.path, self.query, self.fragment, self.userinfo
        path, query, fragment, userinfo = [decoded(part[:MAX_PART]) for part in parts]
        cut = max(map(len, parts)) > MAX_PART
        return UrlRest(self.scheme, path, query, fragment, userinfo, self.port, rfc3986_host, cut)


def _after_bracket(host: str) -> tuple[str, str, str]:
    head, bracket, tail = host.partition("]")
    return head + bracket, ":", tail[1:]


def _spelled_host(text: str) -> str:
    """About the host of `text`, as it is written: what stands before the first slash of any kind
    behind the scheme and its slashes, and behind the last ``@`` in it."""
    authority = text.partition(":")[2].lstrip("/\\")
    for end in "/\\?#":
        authority = authority.partition(end)[0]
    return authority.rpartition("@")[2]


def has_scheme(text: str) -> bool:
    """Whether `text` begins with a scheme; ``host:port`` has none."""
    head, colon, tail = text.partition(":")
    if not colon or not head or not head[0].isalpha() or not head.isascii() or len(head) > 32:
        return False
    if not head.replace("+", "").replace("-", "").replace(".", "").isalnum():
        return False
    slashes = tail.startswith(("//", "\\\\", "/\\", "\\/"))
    return slashes or head.lower() in WEB_SCHEMES + _HOSTLESS


def rfc3986_host(text: str) -> str:
    """The host by RFC 3986, appendix B, as urllib and many filters read it."""
    authority = text.partition("//")[2]
    for end in "/?#":
        authority = authority.partition(end)[0]
    host = authority.rpartition("@")[2]
    if host.startswith("["):
        return host.partition("]")[0].lower() + "]"
    return host.partition(":")[0].lower()


def decoded(text: str) -> str:
    """`text` percent-decoded, odd bytes replaced: as `urllib.parse.unquote`, which takes twenty
    times as long where a link is long and made of little else.

    >>> decoded("%E4%BA%BA%zz+%2f"), decoded("a%FFb")
    ('人%zz+/', 'a\ufffdb')
    """
    if "%" not in text:
        return text
    raw = text.encode("utf-8", "surrogatepass")
    raw = _stray().sub(b"%25", raw).replace(b"=", b"%3D")
    raw = raw.replace(b"\n", b"%0A").replace(b"\r", b"%0D")
    # Quoted-printable is the same with another sign, and its decoder is written in C.
    return a2b_qp(raw.replace(b"%", b"=")).decode("utf-8", "replace")


@cache
def _stray() -> re.Pattern[bytes]:
    import re  # most links need none

    return re.compile(rb"%(?![0-9A-Fa-f]{2})")
