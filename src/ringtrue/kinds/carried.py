"""What a link carries behind its host: addresses, however they are spelled.

A server decodes a parameter once, twice or from base64, takes ``/\\x`` for ``//x`` and a bare host
for an address; an app opens the link inside its own scheme. So every value is read in each of these
ways. The work is bounded: so many rounds, so many addresses, and past them the reading says that it
is not whole.
"""

from __future__ import annotations

import re
from base64 import b32decode
from binascii import a2b_base64
from collections.abc import Iterator
from functools import cache
from html import unescape

from ringtrue.kinds.facets import UrlRest
from ringtrue.kinds.host import ada
from ringtrue.kinds.url import decoded as _decoded
from ringtrue.records import record
from ringtrue.text.hosts import hosting_of
from ringtrue.text.suffix import is_delegated

ROUNDS = 3
"""Times that a value is percent-decoded at most."""
MAX_LENGTH = 1_000
"""Decoded characters of a link behind its host; nobody vouches for what a longer one carries."""
MAX_TOKENS = 8
"""Values of one part that are tried as base64."""
MAX_ADDRESSES = 8
"""Addresses of one link."""
MAX_BARE = 12
"""Names with dots in one reading that are looked at: most are files and versions."""
_SIGNS = str.maketrans(
    {
        "\\": "/", "／": "/", "＼": "/", "⁄": "/", "∕": "/", "⧸": "/",
        "\0": " ", "。": ".", "．": ".", "｡": ".", "：": ":", "＠": "@", "？": "?", "＃": "#",
    }
)  # fmt: skip
_CONTROLS = re.compile("[\x01-\x08\x0b-\x1f\x7f\u200b-\u200f\u2060\ufeff\t\n\r]")
_ESCAPED = re.compile(r"%u00([0-9a-fA-F]{2})|\\u00([0-9a-fA-F]{2})|\\x([0-9a-fA-F]{2})")
_REST = r"[^\s&;,\"'<>|{}()]{1,300}"
_SCHEMED = re.compile(rf"(?<![a-z0-9+.-])(?:https?|wss?|ftp):/*({_REST})", re.IGNORECASE)
_SLASHED = re.compile(rf"(?:(?:^|[^a-zA-Z0-9/])//|///)/*({_REST})")
_SCRIPT = re.compile(
    r"(?:^|[=&?#;/,])\s*(javascript|vbscript|data|blob|file|view-source):", re.IGNORECASE
)
_BARE = re.compile(
    r"(?:^|[\s=/;:,&?#|(\[{\"'*!$~])[.@]?((?:[^\W_](?:[\w-]{0,62})\.){1,8}[^\W\d_][\w-]{1,62})\.?"
    r"(?=$|[\s/:?#&;,)|\"'\]}=])"
)
_IP = re.compile(r"(?:^|[\s=/;,&?#|(\[{\"'@])((?:\d{1,3}\.){3}\d{1,3})(?=$|[\s/:?#&;,)|\"'\]}=])")
_IPV6 = re.compile(r"(?:^|[\s=/;,&?#|({\"'@])(\[[0-9a-fA-F]{0,4}(?::[0-9a-fA-F.]{0,15}){2,8}\])")
_OF_URLS = str.maketrans("-_", "+/")
_TAIL = re.compile(r"[^\s&;,\"'<>|]*")
_SHORTEST = 12
_TOKEN = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,6}")
_HEX = re.compile(r"(?:0x)?((?:[0-9a-f]{2}){8,})", re.IGNORECASE)
_BASE32 = re.compile(r"[A-Z2-7]{16,}")
_FILES = frozenset(
    """
    html htm php aspx asp jsp js css json xml txt pdf png jpg jpeg gif svg webp ico md py sh rs pl
    zip mov mp4 mp3 so cc ps app do go java ts tsx jsx map woff woff2 ttf csv xls xlsx doc docx ppt
    pptx apk exe dmg pkg ipa cfm cgi action shtml xhtml rss atom yml yaml toml ini log bin gz tar rb
    page
    """.split()  # noqa: SIM905
)
"""Endings of files; as the ending of a bare host they prove nothing."""


_LEADS = ("/", ":")
"""What follows a host where a path or a port does."""
_REVERSED = frozenset({"com", "org", "net", "io"})
"""How ids of apps begin (``com.example.web``), and no host."""


@record
class Address:
    """An address inside a link."""

    text: str
    """As a browser would be given it, with its scheme."""
    stated: bool
    """A scheme or two slashes say that it is one; else it only has the form of a host."""

    @property
    def host(self) -> str:
        """The host as it is written."""
        return re.split(r"[/?#:]", self.text[8:], maxsplit=1)[0].rpartition("@")[2].lower()


UNREAD = Address("", False)
"""Instead of what was not looked at."""


@record
class Carried:
    """What a link carries."""

    addresses: tuple[Address, ...]
    script: str
    """The scheme of a script or a page that stands in a value; mostly empty."""
    whole: bool
    """Everything was read; else there was more than is read."""


def carried(rest: UrlRest) -> Carried:
    """The addresses in the query, fragment, path and user name of a link.

    >>> from ringtrue.kinds.url import Opened
    >>> link = Opened.of("https://a.example/x?u=%252F%252Fb.example").rest()
    >>> carried(link).addresses
    (Address(text='https://b.example', stated=True),)
    """
    found: dict[str, Address] = {}
    script, whole = "", True
    if is_overlong(rest):
        return Carried((), "", False)
    for part in (rest.query, rest.fragment, rest.path, rest.userinfo):
        if len(part) < 4:
            continue
        for text in readings(part):
            if "(tokens)" in text[:8]:
                whole = False
                continue
            if ":" in text and (match := _SCRIPT.search(text)):
                script = script or match[1].lower()
            for address in addresses(text, part is rest.path):
                if address is UNREAD or len(found) >= MAX_ADDRESSES:
                    return Carried(tuple(found.values()), script, False)
                known = found.get(address.text)
                if known is None or not known.stated:
                    found[address.text] = address
    return Carried(tuple(found.values()), script, whole)


def is_overlong(rest: UrlRest) -> bool:
    """Whether a link is longer than what is read of one."""
    parts = (rest.query, rest.fragment, rest.path, rest.userinfo)
    return rest.cut or sum(map(len, parts)) > MAX_LENGTH


def readings(part: str) -> list[str]:
    """What a part of a link says: as it stands and decoded, again and again, then what base64 in it
    says; ``(tokens)`` at the end when there was more of that than is read."""
    found = [_plain(part)]
    for _ in range(ROUNDS):
        text = _decoded(part)
        if text == part:
            break
        part = text
        found.append(_plain(part))
    if "%" in part and _decoded(part) != part:
        found.append("(tokens)")
    tokens = _TOKEN.findall(part)
    for token in tokens[:MAX_TOKENS]:  # a slash is a letter of base64, or none
        pieces = dict.fromkeys([token, *token.split("/")[:8]])
        inner = [_unpacked(piece) for piece in pieces if len(piece) >= _SHORTEST]
        found += [_plain(_decoded(text)) for text in inner if text]
    if len(tokens) > MAX_TOKENS:
        found.append("(tokens)")
    return list(dict.fromkeys(found))


def _plain(text: str) -> str:
    """Without control characters, with the usual signs."""
    if "&" in text and (";" in text or "&#" in text):
        text = unescape(text)  # as a page that shows it would
    if "\\" in text or "%u" in text:
        text = _ESCAPED.sub(lambda m: chr(int(m[1] or m[2] or m[3], 16)), text)
    return _CONTROLS.sub("", text).translate(_SIGNS)


def _unpacked(token: str, again: bool = True) -> str:
    """What `token` says when it is base16, base32 or base64 (RFC 4648), once or twice, of a text
    with an address in it; else nothing."""
    bare = token.rstrip("=")
    try:
        if (hexed := _HEX.fullmatch(bare)) is not None:
            text = bytes.fromhex(hexed[1]).decode("ascii")
        elif _BASE32.fullmatch(bare) is not None:
            text = b32decode(bare + "=" * (-len(bare) % 8)).decode("ascii")
        else:
            bare = bare.translate(_OF_URLS)
            text = a2b_base64(bare + "=" * (-len(bare) % 4)).decode("ascii")
    except ValueError:
        return ""
    if not text.isprintable():
        return ""
    if "." in text or ":" in text:
        return text
    return _unpacked(text, False) if again and _TOKEN.fullmatch(text) else ""


def addresses(text: str, path: bool = False) -> Iterator[Address]:
    """Those of one reading, `UNREAD` at the end when there is more than is read; `path`: it is of a
    path, where files are."""
    for pattern in (_SCHEMED, _SLASHED):
        for at, match in enumerate(pattern.finditer(text)):
            if at >= MAX_ADDRESSES:
                yield UNREAD
                return
            rest = match[1].lstrip("/")
            if rest[:1] not in "?#":
                yield Address(f"https://{rest}", True)
    for at, match in enumerate(_BARE.finditer(text) if "." in text else ()):
        if at >= MAX_BARE:
            yield UNREAD
            return
        host = match[1].lower()
        ending = host.rpartition(".")[2]
        after = text[match.end(1) : match.end(1) + 300]
        if path and ending in _FILES and after[:1] != "/" and not hosting_of(host):
            continue
        before = text[max(0, match.start(1) - 14) : match.start(1)]
        if "utm_" in before or (host.partition(".")[0] in _REVERSED and after[:1] not in _LEADS):
            continue
        if _is_ending(ending, host):
            tail = _TAIL.match(after)
            yield Address(f"https://{host}{tail[0] if tail else ''}", False)
    for match in _IP.finditer(text) if text.count(".") > 2 else ():
        if all(int(octet) < 256 for octet in match[1].split(".")):
            yield Address(f"https://{match[1]}", False)
    for match in _IPV6.finditer(text) if "[" in text else ():
        yield Address(f"https://{match[1]}", False)


def _is_ending(ending: str, host: str) -> bool:
    if ending in _reserved():
        return True
    if not host.isascii():
        try:
            host = ada().idna_to_ascii(host).decode("ascii")
        except ValueError:
            return False
    return is_delegated(host)


@cache
def _reserved() -> frozenset[str]:
    """Endings that no registry gives out, but tests and attackers' notes do (RFC 2606)."""
    return frozenset({"example", "test", "onion", "local", "internal", "invalid"})
