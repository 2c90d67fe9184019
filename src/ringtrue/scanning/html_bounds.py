"""The source of a page, cut so that a parser's time and memory stay in bounds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ringtrue.scanning.html_parts import tags

MAX_DEPTH = 480
"""Elements inside each other; browsers stop at 512, and what is deeper is read without nesting.
The parser's time grows with the square of the depth."""
MAX_STYLED = 8
"""Formatting elements that are open: a parser opens all of them again in every block."""
MAX_ATTRIBUTES = 400
"""Attributes of one tag; the parser's time grows with their square."""
MAX_SHARE = 36
"""Bytes of a parser's tree for each of the source, above which a page is parsed in parts."""
PART = 16 * 1024 * 1024
"""Bytes of such a part's tree."""
_ELEMENT, _TEXT, _VALUE = 190, 150, 280
"""Bytes that Lexbor takes for an element, a text and an attribute (measured)."""
_SMALL = 20_000
"""Characters of a source in which too many attributes cost nothing yet."""
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]{0,100000})")
_ATTRIBUTE = re.compile(
    r"[\s/]{0,1000}[^\s/>=][^\s/>=]{0,100000}(?:\s{0,100}=\s{0,100}(?:\"[^\"]*\"|'[^']*'|[^\s>\"'][^\s>]*))?"
)
_CELLS = ("td", "th", "caption")
_DEEP = 60
"""Elements inside each other from which a stray end tag is left out."""


class Bounded(NamedTuple):
    """The parts of a source, one for nearly all pages, and what was left out of it."""

    parts: list[str]
    deep: bool = False
    """Start tags that lie deeper than `MAX_DEPTH`."""
    cut: bool = False
    """Attributes of a tag beyond `MAX_ATTRIBUTES`."""


def bounded(source: str) -> Bounded:
    """The source without what makes a parser slow, in parts when its tree would be too large.

    What a parser opens again is counted too: formatting that is not closed in its block goes on in
    the next one (HTML, section 13.2.4.3), and only the end of a table's cell ends it.
    """
    if len(source) <= _SMALL and source.count("<") <= MAX_DEPTH:
        return Bounded([source])
    depth = _Depth()
    kept: list[str] = []
    starts: list[tuple[int, str]] = []
    """Where parts begin in `kept`, and in what."""
    deep = cut = False
    last = read = held = 0
    for tag in _TAG.finditer(source):
        start, at = tag.span()
        if start < read:  # in the value of an attribute
            continue
        keeps, count, most = depth.keeps(tag[2].lower(), end=bool(tag[1])), 0, 0
        while (one := _ATTRIBUTE.match(source, at)) is not None and one.end() > at:
            at, count = one.end(), count + 1
            if count == MAX_ATTRIBUTES:
                most = at
        read = at
        if not keeps:
            end = source.find(">", at, at + 2_000)
            if end >= 0:
                if start > last:
                    # What stands before it may begin a tag, which must not go on behind it.
                    kept += [source[last:start], "" if source[start - 1] == ">" else " "]
                last, deep = end + 1, True
            continue
        if held > PART * (len(starts) + 1):
            kept.append(source[last:start])
            starts.append((len(kept), depth.around))
            last = start
        if count > MAX_ATTRIBUTES:
            kept.append(source[last:most])
            last, cut = at, True
        if not tag[1]:
            held += _ELEMENT + _VALUE * min(count, MAX_ATTRIBUTES) + depth.again
        held += _TEXT * (source[at + 1 : at + 2] != "<")
    kept.append(source[last:])
    if held <= MAX_SHARE * len(source):
        starts = []
    ends = [*(at for at, _ in starts), len(kept)]
    begins = [(0, ""), *starts]
    parts = [
        "".join((around, *kept[at:end])) for (at, around), end in zip(begins, ends, strict=True)
    ]
    return Bounded(parts, deep, cut)


class _Depth:
    """How deep a parser is in its tree, by the tags so far."""

    def __init__(self) -> None:
        self._free = tags("open_end") | tags("void")
        self._formatting = tags("formatting")
        self._open: list[tuple[str, int]] = []
        """Elements, and how much formatting was open before each."""
        self._count: Counter[str] = Counter()
        self._styles: Counter[str] = Counter()
        self._styled = 0

    @property
    def again(self) -> int:
        """Bytes of the formatting that a parser opens again in a block."""
        return self._styled * (_ELEMENT + _VALUE)

    @property
    def around(self) -> str:
        """What a part begins in: cells stand in a table alone."""
        return "<table>" if self._count["table"] else ""

    def keeps(self, name: str, *, end: bool) -> bool:
        """Takes in a tag; whether it is worth its place."""
        if name in self._formatting:
            return self._format(name, end=end)
        if name in _CELLS and self._count["table"]:
            self._close(_CELLS, "table")
            if end:
                return True
        elif name in self._free:
            return True
        elif end:
            if not self._count[name]:  # costs a parser a look through all that is open
                return len(self._open) < _DEEP
            self._close((name,))
            return True
        if len(self._open) + self._styled >= MAX_DEPTH:
            return False
        self._open.append((name, self._styled))
        self._count[name] += 1
        return True

    def _format(self, name: str, *, end: bool) -> bool:
        if not end:
            if self._styled >= MAX_STYLED:
                return False
            self._styles[name] += 1
            self._styled += 1
        elif self._styles[name] and self._styled:
            self._styles[name] -= 1
            self._styled -= 1
        else:
            return self._styled + len(self._open) < _DEEP
        return True

    def _close(self, names: Sequence[str], floor: str = "") -> None:
        """Closes the innermost of the named elements, with what is in it; none beyond `floor`."""
        for at in range(len(self._open) - 1, -1, -1):
            name, styled = self._open[at]
            if name in names:
                for inner, _ in self._open[at:]:
                    self._count[inner] -= 1
                del self._open[at:]
                if name in _CELLS or name == "table":
                    self._styled = min(self._styled, styled)
                return
            if name == floor:
                return
