"""What ringtrue asks of ada, answered by the browser itself: both read the WHATWG URL standard.

Where browsers are known to stray from the standard, and ada does not, they are led back:
Chromium escapes ``|`` in paths, ``'`` before the host and ``*`` in it, and opens hosts with spaces;
Firefox refuses hosts with signs that the standard allows. What Firefox holds for a broken label
(``xn--a``, ``ñ!``) stays refused: it opens nothing.
"""

from __future__ import annotations

import re

from js import URL as _URL  # the platform's own
from pyodide.ffi import JsException

_PREFIX = "xn--"
_PARTS = re.compile(r"([^:]*:?[/\\\s]*)((?:[^/\\?#]*@)?)([^/\\?#]*)(.*)", re.DOTALL)
"""Everything up to the authority, user, host with port, the rest."""
_HOST_SIGNS = "!\"$&'()*+,;=_`{}~"
"""Signs that no standard forbids in a host (WHATWG URL, section 3.1)."""
_ESCAPED = re.compile("%2[0-9a-f]|%[357][0-9a-f]|%60", re.IGNORECASE)
_WORD = "zqx"


class URL:
    """A parsed URL. Raises `ValueError` for what a browser does not open."""

    def __init__(self, text: str) -> None:
        text.encode()  # a lone surrogate is refused, as ada does; a browser would replace it
        asked, signs = _with_words(text)
        try:
            read = _URL.new(asked)
        except JsException as error:
            raise ValueError(f"Invalid input: {text[:100]!r}") from error
        self.href: str = read.href
        self.hostname: str = read.hostname
        for word, sign in signs:
            self.href = self.href.replace(word, sign)
            self.hostname = self.hostname.replace(word, sign)
        if "%" in self.hostname and read.protocol in ("http:", "https:", "ws:", "wss:", "ftp:"):
            raise ValueError(f"Invalid input: {text[:100]!r}")


def _with_words(text: str) -> tuple[str, list[tuple[str, str]]]:
    """`text` with words for signs that browsers read in ways of their own, and the words."""
    if not any(sign in text for sign in ("|", "%", *_HOST_SIGNS)):
        return text, []
    parts = _PARTS.match(text)
    if parts is None or _WORD in text.lower():
        return text, []
    head, user, host, rest = parts.groups()
    host = _ESCAPED.sub(lambda at: _unescaped(at[0]), host)
    signs: list[tuple[str, str]] = []

    def worded(part: str, which: str) -> str:
        for sign in which:
            if sign in part:
                word = f"{_WORD}{len(signs)}{_WORD}"
                signs.append((word, sign))
                part = part.replace(sign, word)
        return part

    # Labels of other scripts keep their signs: in an A-label a word would be encoded with the rest.
    labels = [
        worded(label, _HOST_SIGNS) if label.isascii() and label[:4].lower() != _PREFIX else label
        for label in host.split(".")
    ]
    return head + worded(user, "'") + ".".join(labels) + worded(rest, "|"), signs


def _unescaped(escape: str) -> str:
    sign = chr(int(escape[1:], 16))
    return sign if sign in _HOST_SIGNS else escape


def idna_to_ascii(label: str) -> bytes:
    """The A-label of a label; `ValueError` when IDNA does not allow it."""
    return URL(f"https://{label}.example/").hostname.removesuffix(".example").encode()


def idna_to_unicode(label: str) -> str:
    """The letters of an A-label (RFC 3492)."""
    if not label.startswith(_PREFIX):
        return label
    return label[len(_PREFIX) :].encode("ascii").decode("punycode")
