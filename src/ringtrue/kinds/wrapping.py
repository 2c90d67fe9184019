"""What people leave about a contact when they copy it: brackets, quotes, stars, a full stop.

Only what surrounds the whole string and can be no part of a contact is taken away, so the same
contact is read whoever wrote it down.
"""

from __future__ import annotations

from functools import cache

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    import re

_OPENING, _CLOSING = "\"'`“‘„«‹([{<（【「『《〈［＜*_~|", "\"'`”’“»›)]}>）】」』》〉］＞*_~|"
_PAIRS = dict(zip(_OPENING, _CLOSING, strict=True))
ENDS = ",;!?，。；！？、…"
"""What ends a sentence and no contact; a full stop is looked at apart."""
_MOST = 6
_MOST_INSIDE = 40
"""Brackets within a pair that are matched one by one."""
_SOURCE = "view-source:"
_STATED = r"[^\s:：]{1,24}[:：](?!//)\S{1,300}"
_IPV6 = r"\[[0-9a-fA-F:.%]+\]"
_DOT = r"\[\.\]|\(\.\)|\{\.\}|\[[dD][oO][tT]\]"
_MARKDOWN = r"!?\[([^\[\]()]{0,200})\]\(<?([^\s<>()]{4,2000})>?\)"


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """Compiled on first need: a plain link needs none, and importing `re` takes time."""
    import re

    return re.compile(text)


def unwrapped(text: str, stated: bool = False) -> str:
    """`text` (stripped) without what is left about it; `stated`: somebody said which kind it is,
    and a sign at its end may belong to it.

    >>> unwrapped("【https://wallet.example】。"), unwrapped("hxxps://wallet[.]example")
    ('https://wallet.example', 'https://wallet.example')
    >>> unwrapped("(800) 555 0142"), unwrapped("[wallet.example](https://other.example)")
    ('(800) 555 0142', '[wallet.example](https://other.example)')
    """
    first, last = text[0], text[-1]
    if (first.isalnum() or first in "+/@") and (last.isalnum() or last in "/>") and "[" not in text:
        return text if text[:1] not in "vhVH" else _plain(text)
    for _ in range(_MOST):
        before = text
        text = text if stated else _without_ends(text).strip()
        if len(text) > 2 and _PAIRS.get(text[0]) == text[-1] and _is_pair(text):
            text = text[1:-1].strip()
        if text == before or not text:
            break
    link = _pattern(_MARKDOWN).fullmatch(text) if text[:1] in "[!" else None
    if link is not None and _says_so(link[1], link[2]):
        text = link[2]
    return _plain(text) if text else before


def _plain(text: str) -> str:
    """Without ``view-source:`` and without what makes a link harmless to click."""
    if text[: len(_SOURCE)].lower() == _SOURCE and text[len(_SOURCE) :].lower().startswith("http"):
        text = text[len(_SOURCE) :]
    harmless = text[:4].lower() == "hxxp"
    if harmless:
        text = "http" + text[4:]
    head = text if harmless else text.partition("://")[2].partition("/")[0] or text
    if (" " not in text and "[" in head) or "(.)" in head:  # in a path they are signs as any
        text = _pattern(_DOT).sub(".", text).replace("[:]//", "://").replace("[://]", "://")
    return text


def _without_ends(text: str) -> str:
    if _pattern(_STATED).fullmatch(text):
        return text  # ``x:@name.``: what it should be is said, and this is not it
    text = text.rstrip(ENDS)
    return text[:-1] if text[-1:] == "." and text[-2:-1] != "." else text


def _is_pair(text: str) -> bool:
    """Whether the first sign opens what the last one closes, and nothing else."""
    opening, closing, inner = text[0], text[-1], text[1:-1]
    if _pattern(_IPV6).fullmatch(text):
        return False
    if opening == closing:
        return opening not in inner or opening in "*_~"
    if opening not in inner and closing not in inner:
        return True
    marks = _pattern(f"[\\{opening}\\{closing}]").findall(inner)
    depth = 0
    for char in marks[: _MOST_INSIDE + 1]:
        depth += (char == opening) - (char == closing)
        if depth < 0:
            return False
    return depth == 0 and len(marks) <= _MOST_INSIDE


def _says_so(shown: str, link: str) -> bool:
    """What a link shows is a name, or the address itself; else two addresses are in it."""
    return "." not in shown or shown.strip().lower().rstrip("/") in link.lower()
