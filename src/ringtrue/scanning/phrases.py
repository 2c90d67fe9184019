"""Finds phrases of a table in a text, in one pass, however many there are.

The phrases become one pattern in the shape of a trie, so a position of the text costs the same
for ten phrases as for ten thousand. Latin words count only as whole words (a plural is fine),
Chinese ones anywhere, because Chinese puts no spaces between words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Generic, TypeVar

T = TypeVar("T")
_GAP = re.compile(r"[\s\-_]+")
_WORD = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_END = ""


def _fold(phrase: str) -> str:
    return _GAP.sub(" ", phrase.strip().lower())


def _pattern(node: dict[str, Any], previous: str, first: bool) -> str:
    """The pattern of a trie node; `previous` is the character that leads to it."""
    branches = []
    for char, child in sorted(node.items()):
        if char == _END:
            continue
        text, last, here = "", char, child
        piece = r"[\s\-_]{1,3}" if char == " " else re.escape(char)
        if first and char in _WORD:  # behind its letter: the pattern keeps a literal start
            piece += rf"(?<![a-z0-9_]{piece})"
        text += piece
        while len(here) == 1 and _END not in here:
            ((last, here),) = here.items()
            text += r"[\s\-_]{1,3}" if last == " " else re.escape(last)
        branches.append(text + _pattern(here, last, False))
    if _END in node:
        branches.append(r"(?:e?s)?(?![a-z0-9_])" if previous in _WORD else "")
    return branches[0] if len(branches) == 1 and not first else f"(?:{'|'.join(branches)})"


class Phrases(Generic[T]):
    """A compiled table of phrases, each with a value."""

    def __init__(self, rows: Iterable[tuple[str, T]]) -> None:
        self._values: dict[str, T] = {}
        trie: dict[str, Any] = {}
        for phrase, value in rows:
            folded = _fold(phrase)
            if folded and folded not in self._values:
                self._values[folded] = value
                node = trie
                for char in folded:
                    node = node.setdefault(char, {})
                node[_END] = {}
        self._find = re.compile(_pattern(trie, "", True) if trie else r"(?!)")

    def find(
        self, low: str, start: int = 0, end: int | None = None
    ) -> Iterator[tuple[int, int, T]]:
        """Phrases in the lower-cased text, left to right, longest first, never overlapping."""
        stop = len(low) if end is None else end
        for match in self._find.finditer(low, max(0, start), stop):
            found = _fold(match[0])
            value = self._values.get(found)
            for cut in (1, 2):  # a plural
                if value is None:
                    value = self._values.get(found[:-cut])
            if value is not None:
                yield match.start(), match.end(), value

    def any(self, low: str, start: int = 0, end: int | None = None) -> bool:
        """Whether any phrase stands in the span."""
        return next(self.find(low, start, end), None) is not None

    def match(self, low: str, start: int) -> int:
        """End of the phrase that begins at `start`, or `start` when none does."""
        found = self._find.match(low, start)
        return found.end() if found else start
