"""Hosts and URLs that are written in their normal form already: what is written is what opens.

Most are. A pattern, or a look by hand, tells them from those that a browser would change; `url`
reads the others.
"""

from __future__ import annotations

from ringtrue.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable

MAX_HOST = 253
"""Octets of a DNS name (RFC 1035, section 2.3.4)."""
MAX_LABEL = 63
_HOST = r"(?:[a-z0-9-]{1,63}\.){1,60}[a-z][a-z0-9-]{0,62}"
_URL = rf"(https?)://({_HOST})((?:/[A-Za-z0-9_-]{{1,200}}){{0,20}}/?)"
_FEW = 40
"""Hosts and links that are read by hand before patterns are compiled: a process that checks one
contact does not pay for importing `re`."""


class _Patterns:
    """The patterns above, once they pay; a test holds `_by_hand` and `_url_by_hand` to them."""

    asked = 0
    host: Callable[[str], re.Match[str] | None] | None = None
    url: Callable[[str], re.Match[str] | None]


def _count() -> None:
    _Patterns.asked += 1
    if _Patterns.asked >= _FEW:
        import re

        _Patterns.url = re.compile(_URL).fullmatch
        _Patterns.host = re.compile(_HOST).fullmatch


def is_plain_host(text: str) -> bool:
    """A host of ASCII labels and nothing else, which every reader reads alike: it is what opens.

    (WHATWG URL, section 3.5: no letter to map, no percent, no A-label, no number at its end.)
    """
    fits = _Patterns.host
    if fits is None:
        return _by_hand(text)
    return len(text) <= MAX_HOST and fits(text) is not None and "xn--" not in text


def _by_hand(text: str) -> bool:
    _count()
    labels, bare = text.split("."), text.replace(".", "").replace("-", "")
    if not text.isascii() or not text.islower() or not bare.isalnum() or "xn--" in text:
        return False
    if not 2 <= len(labels) <= 61 or not labels[-1][:1].isalpha() or len(text) > MAX_HOST:
        return False
    return "" not in labels and max(map(len, labels)) <= MAX_LABEL


def plainly(text: str) -> Opened | None:
    """A URL in its normal form already, its host plain and nothing in its path that a browser
    would change (WHATWG URL, section 4.4: no dots, no marks); None for any other."""
    if _Patterns.host is None:
        return _url_by_hand(text)
    found = _Patterns.url(text)
    if found is None or not is_plain_host(found[2]):
        return None
    path = found[3] or "/"
    return Opened(f"{found[1]}://{found[2]}{path}", found[1], "", found[2], "", path, "", "")


def _url_by_hand(text: str) -> Opened | None:
    scheme, _, rest = text.partition("://")
    host, _, path = rest.partition("/")
    if scheme not in ("http", "https") or not _by_hand(host):
        return None
    if path:
        letters = path.replace("/", "").replace("-", "").replace("_", "")
        segments = path.removesuffix("/").split("/")
        if not path.isascii() or (letters and not letters.isalnum()):
            return None
        if len(segments) > 20 or not all(0 < len(segment) <= 200 for segment in segments):
            return None
    return Opened(f"{scheme}://{host}/{path}", scheme, "", host, "", f"/{path}", "", "")


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


def _after_bracket(host: str) -> tuple[str, str, str]:
    head, bracket, tail = host.partition("]")
    return head + bracket, ":", tail[1:]
