"""The parts of a text in which a claim binds: clause, sentence or cell, line, list under a head.

"Brand A: 95588" on one line says nothing about the number on the next. A part is looked for around
one place, within a bounded reach, so that a text costs its length whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

REACH = 400
"""Characters to either side of a contact in which its sentence and line are looked for."""
HEAD_REACH = 600
"""Characters before a contact in which the head of its list is looked for."""
MOST_HEADS = 12
"""Lines above that are looked at for one."""
MOST_LINES = 64
"""Lines of which a text keeps what they are wrapped into."""
_WRAPPED = 45
"""Characters of a line that breaks because it is full, not because it ends."""
_NEAR = 64
"""Characters before a place that are looked at first."""
_SHORT = 60
"""Characters of a line that can be a head."""
_CLAUSE = re.compile(r"[,，、]|\sand\s|\sor\s")
_SENTENCE = re.compile(r"[.!?](?=\s|$|[^\x00-\x7f])|[。！？!?；;\t|│]|\n")
_LINE = re.compile("\n")
_ITEM = re.compile(
    r"\s*(?:[-*•·+#>|=]|\d{1,3}[.)、:]|[(（][0-9a-z一二三四五六七八九十]|[一二三四五六七八九十]{1,3}、)"
)
_GOES_ON = re.compile(r"[ \t]*[a-z0-9+(<\"']")
_CELLS = re.compile(r"\S *\t\s*\S")
_ENDED = re.compile(r"[.。!?！？:：;；]\s*$")


def rows_of(plain: str, offered: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Where the rows of a sheet begin that have a contact of their own, when there are several:
    what one says of a brand is no word on the next. `offered` are spans of contacts, or of the
    words that lead to them."""
    found = set()
    for start, end in offered:
        first = plain.rfind("\n", max(0, start - REACH), start) + 1
        last = plain.find("\n", end, end + REACH)
        if _CELLS.search(plain, first, last if last >= 0 else end + REACH):
            found.add(first)
    return frozenset(found) if len(found) > 1 else frozenset()


class Blocks:
    """Parts of one text around a span."""

    def __init__(self, plain: str) -> None:
        self._plain = plain
        self._lines: dict[tuple[int, int], tuple[int, int]] = {}
        """Memo of `_wrapped_line`, emptied at `MOST_LINES`; a cached method would be a cycle."""

    def clause(self, start: int, end: int, sentence: tuple[int, int]) -> tuple[int, int]:
        """Between commas of the `sentence`."""
        return self._within(_CLAUSE, start, end, *sentence)

    def sentence(self, start: int, end: int, line: tuple[int, int]) -> tuple[int, int]:
        """The sentence, item or cell of the `line`; one that is wrapped at the end of a full line
        goes on."""
        return self._within(_SENTENCE, start, end, *line)

    def line(self, start: int, end: int) -> tuple[int, int]:
        """The line, with those that it is wrapped into."""
        plain = self._plain
        first = plain.rfind("\n", max(0, start - REACH), start) + 1 or max(0, start - REACH)
        last = plain.find("\n", end, end + REACH)
        span = first, last if last >= 0 else min(len(plain), end + REACH)
        if span not in self._lines:
            if len(self._lines) >= MOST_LINES:
                self._lines.clear()
            self._lines[span] = self._wrapped_line(*span)
        return self._lines[span]

    def _wrapped_line(self, first: int, last: int) -> tuple[int, int]:
        plain = self._plain
        floor, ceiling = max(0, first - REACH), last + REACH
        while first > floor and self._is_soft(first - 1):
            first = max(floor, plain.rfind("\n", floor, first - 1) + 1)
        while last < min(ceiling, len(plain)) and self._is_soft(last):
            after = plain.find("\n", last + 1, ceiling)
            last = after if after >= 0 else min(len(plain), ceiling)
        return first, last

    def _is_soft(self, at: int) -> bool:
        """Whether the line break at `at` only wraps a sentence."""
        plain = self._plain
        if plain[at : at + 1] != "\n" or not _GOES_ON.match(plain, at + 1):
            return False
        start = plain.rfind("\n", max(0, at - REACH), at) + 1
        if at - start < _WRAPPED or _ITEM.match(plain, at + 1):
            return False
        return not _ENDED.search(plain, max(start, at - 3), at)

    def _within(
        self, mark: re.Pattern[str], start: int, end: int, first: int, last: int
    ) -> tuple[int, int]:
        """The part of ``first:last`` around the span, cut at the marks nearest to it."""
        plain = self._plain
        left, right = -1, last
        for floor in (max(first, start - _NEAR), first):
            for found in mark.finditer(plain, floor, start):
                if found[0] != "\n" or not self._is_soft(found.start()):
                    left = found.end()
            if left >= 0:
                break
        left = max(left, first)
        for found in mark.finditer(plain, end, last):
            if found[0] != "\n" or not self._is_soft(found.start()):
                right = found.start()
                break
        return left, right

    def heads(self, start: int) -> Iterator[tuple[int, int]]:
        """Lines above the one that holds `start`, nearest first, under which it may stand: until a
        line that is a head of another kind of thing begins a new part."""
        plain = self._plain
        floor = max(0, start - HEAD_REACH)
        last = plain.rfind("\n", floor, start)
        for _ in range(MOST_HEADS):
            if last <= floor:
                return
            first = plain.rfind("\n", floor, last)
            yield first + 1 if first >= 0 else floor, last
            last = first

    def is_head(self, first: int, last: int, *, marked: bool = False) -> bool:
        """Whether a line can be the head of what stands under it; `marked`: and says so."""
        line = self._plain[first:last].strip()
        if line.startswith("#"):
            return True
        if line[-1:] in (":", "："):
            return len(line) <= 2 * _SHORT
        return not marked and 0 < len(line) <= _SHORT and not _ENDED.search(line)
