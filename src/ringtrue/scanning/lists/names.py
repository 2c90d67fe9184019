"""Names of lists: what one is, without what makes it harmless, wild or rooted."""

from __future__ import annotations

import re

from ringtrue.records import record

MAX_LINE = 8_192
"""Characters of a line that are kept, and of a name."""


@record
class Entry:
    """A name of a list, or a row that holds none."""

    number: int
    """Line, or place among the values of JSON, from 1; 0 for the list as a whole."""
    text: str
    """The name, refanged; of a row without one, the row."""
    why: str = ""
    """Why the row is not read; empty for a name."""


HEADS = (
    "domain", "domain_name", "host", "hostname", "fqdn", "url", "link", "website", "site", "name",
    "indicator", "value", "address", "域名", "网址", "链接", "主机", "网站",
)  # fmt: skip
"""Heads of columns of names, the likelier first."""

_REST = re.compile("[/?#]")
_SPACE = re.compile(r"\s")
_BREAKS = re.compile(r"[\s;,|\"<>^`{}\\]")
_HOST = re.compile(
    r"(?:[a-z][a-z0-9+.-]{1,20}://)?(?:[^\s/@:]{1,64}@)?"
    r"[\w-](?:[\w-]|[.](?=[\w-])){0,252}\.(?:[a-z\u0080-\U0010ffff]{2,63}|xn--[\w-]{1,59})\.?"
    r"(?::\d{1,5})?(?:[/?#][^\s]*)?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}(?:[:/].*)?|\[[0-9a-fA-F:.]+\].*")
_DEFANGED = re.compile(
    r"\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\[:\]|^h(?:xx|XX|\*\*)p", re.IGNORECASE
)


def why_no_name(text: str) -> str:
    """Why `text` cannot be a host or an address with one; empty when it can.

    >>> why_no_name("coinbase.com"), why_no_name("coinbase.com;2026"), why_no_name("2")
    ('', "holds ';', which no name does", 'has no dot')
    """
    begin = text.find("://") + 3 if "://" in text else 0
    rest = _REST.search(text, begin)
    host = text[begin : rest.start()] if rest is not None else text[begin:]
    if found := _BREAKS.search(host) or _SPACE.search(text):
        return f"holds {found[0]!r}, which no name does"
    if not host:
        return "has no host"
    if "." not in host and "@" not in host and "。" not in host and host.count(":") < 2:
        return "has no dot"
    return ""


def refanged(text: str) -> str:
    """``hxxp://evil[.]example`` as it was before somebody made it harmless."""
    if "[" not in text and "(" not in text and "{" not in text and text[:1] not in "hH":
        return text
    return _DEFANGED.sub(_as_it_was, text)


def _as_it_was(sign: re.Match[str]) -> str:
    if sign[0][0] in "hH":
        return "http"
    return ":" if ":" in sign[0] else "."


PLAIN = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+")


def bare(name: str) -> str:
    """A name without the marks of a wildcard, a suffix and the root."""
    if PLAIN.fullmatch(name):
        return name
    name = name.strip("\"'`,").removeprefix("+.").removeprefix("*.")
    if name[:1] == "." and name[1:2] not in (".", "/"):
        name = name[1:]
    return refanged(name).removesuffix(".")


def is_name(cell: str) -> bool:
    cell = refanged(cell.strip().strip("\"'"))
    return bool(_HOST.fullmatch(cell) or _ADDRESS.fullmatch(cell)) and not why_no_name(cell)
