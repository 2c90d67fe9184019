"""Finds phrases of a table in a text, in one pass, however many there are.

Latin phrases are found by their first word, which a dictionary answers; other phrases become one
pattern in the shape of a trie. So a position of the text costs the same for ten phrases as for ten
thousand. Latin words count only as whole words (a plural is fine), Chinese ones anywhere, because
Chinese puts no spaces between words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar

from ringtrue.text.wordplaces import Places

T = TypeVar("T")
_GAP = re.compile(r"[\s\-_]+")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_WORD = re.compile(r"[a-z0-9]+")
_END = ""
_SIGNS = "[ ·.*_~/\u2010-\u2015❤♥\u2600-\u27bf\U0001f300-\U0001faff]"
_APART = _SIGNS + "{0,2}"
"""What stands between two characters of a word to hide it: 微♥信."""
_HIDING = re.compile(_SIGNS)
Words = Places
"""Where the words of a text begin."""


def _fold(phrase: str) -> str:
    return _GAP.sub(" ", phrase.strip().lower())


def _piece(before: str, char: str, loose: bool) -> str:
    """The pattern of one character behind another."""
    if char == " ":
        return r"[\s\-_]{1,3}"
    apart = loose and before and before != " " and not (before.isascii() and char.isascii())
    return (_APART if apart else "") + re.escape(char)


def _pattern(node: dict[str, Any], before: str, loose: bool) -> str:
    """The pattern of a trie node; `before` are the two characters that lead to it."""
    branches = []
    for char, child in sorted(node.items()):
        if char == _END:
            continue
        text, here, last = _piece(before[-1:], char, loose), child, (before + char)[-2:]
        while len(here) == 1 and _END not in here:
            ((char, here),) = here.items()
            text += _piece(last[-1:], char, loose)
            last = (last + char)[-2:]
        branches.append(text + _pattern(here, last, loose))
    if _END in node:
        # One letter behind another script needs no border: 加Vname.
        latin = before[-1:] in _LETTERS and (len(before) < 2 or before[-2].isascii())
        branches.append(r"(?:e?s)?(?![a-z0-9_])" if latin else "")
    return branches[0] if len(branches) == 1 and before else f"(?:{'|'.join(branches)})"


def _trie(phrases: Iterable[str]) -> dict[str, Any]:
    trie: dict[str, Any] = {}
    for phrase in phrases:
        node = trie
        for char in phrase:
            node = node.setdefault(char, {})
        node[_END] = {}
    return trie


def _compiled(phrases: Iterable[str], loose: bool = False) -> re.Pattern[str]:
    trie = _trie(phrases)
    return re.compile(_pattern(trie, "", loose) if trie else r"(?!)")


class Phrases(Generic[T]):
    """A compiled table of phrases, each with a value.

    With `loose`, signs between the characters of a word that is not Latin do not hide it.
    """

    def __init__(self, rows: Iterable[tuple[str, T]], *, loose: bool = False) -> None:
        self._values: dict[str, T] = {}
        for phrase, value in rows:
            folded = _fold(phrase)
            if folded:
                self._values.setdefault(folded, value)
        latin = [p for p in self._values if p[0] in _LETTERS]
        self._loose = loose
        self._others = _compiled((p for p in self._values if p[0] not in _LETTERS), loose)
        signs = {p[0] for p in self._values if p[0] not in _LETTERS}
        self._ascii_signs = "".join(sorted(filter(str.isascii, signs)))
        self._groups: dict[str, list[str]] = {}
        for phrase in latin:
            first = _WORD.match(phrase)
            assert first is not None
            plural = ("", "s", "es") if first.end() == len(phrase) else ("",)
            for ending in plural:
                self._groups.setdefault(first[0] + ending, []).append(phrase)
        self._by_word: dict[str, re.Pattern[str]] = {}

    @property
    def first_words(self) -> frozenset[str]:
        """The words with which a Latin phrase can begin."""
        return frozenset(self._groups)

    def find(
        self, low: str, start: int = 0, end: int | None = None, words: Words | None = None
    ) -> Iterator[tuple[int, int, T]]:
        """Phrases in the lower-cased text, left to right, longest first, never overlapping.

        `words`, when the caller has them (`text.wordplaces`), save reading the text again.
        """
        start, stop = max(0, start), len(low) if end is None else end
        latin, other = self._may_hold(low, start, stop, words)
        spans: list[tuple[int, int]] = []
        if other:
            spans = [match.span() for match in self._others.finditer(low, start, stop)]
        if latin:
            spans += self._latin(low, start, stop, words)
            spans.sort(key=lambda span: (span[0], -span[1]))
        last = 0
        for first, after in spans:
            if first < last:
                continue
            found = _fold(low[first:after])
            value = self._values.get(found)
            for cut in (1, 2):  # a plural
                if value is None:
                    value = self._values.get(found[:-cut])
            if value is None and self._loose:
                value = self._values.get(_HIDING.sub("", found))
            if value is not None:
                last = after
                yield first, after, value

    def _may_hold(
        self, low: str, start: int, stop: int, words: Words | None = None
    ) -> tuple[bool, bool]:
        """Whether Latin phrases may stand in the span, and whether others may."""
        part = low if start == 0 and stop >= len(low) else low[start:stop]
        latin = words is not None or not self._groups.keys().isdisjoint(_WORD.findall(part))
        return latin, not part.isascii() or any(map(part.__contains__, self._ascii_signs))

    def _latin(
        self, low: str, start: int, stop: int, words: Words | None
    ) -> Iterator[tuple[int, int]]:
        if words is not None:
            for word in self._groups.keys() & words.keys():
                pattern = self._pattern(word)
                for at in words[word]:
                    if start <= at and not (at and low[at - 1] == "_"):
                        match = pattern.match(low, at, stop)
                        if match is not None:
                            yield match.span()
            return
        for token in _WORD.finditer(low, start, stop):
            if token[0] in self._groups:
                at = token.start()
                if at and (low[at - 1] in _LETTERS or low[at - 1] == "_"):
                    continue
                match = self._pattern(token[0]).match(low, at, stop)
                if match is not None:
                    yield match.span()

    def _pattern(self, word: str) -> re.Pattern[str]:
        """The phrases that begin with a word, as a pattern; made when the word is first met."""
        pattern = self._by_word.get(word)
        if pattern is None:
            pattern = self._by_word[word] = _compiled(self._groups[word], self._loose)
        return pattern

    def any(self, low: str, start: int = 0, end: int | None = None) -> bool:
        """Whether any phrase stands in the span."""
        start, stop = max(0, start), len(low) if end is None else end
        return any(self._may_hold(low, start, stop)) and (
            next(self.find(low, start, stop), None) is not None
        )

    def match(self, low: str, start: int) -> int:
        """End of the phrase that begins at `start`, or `start` when none does."""
        if low[start : start + 1] in _LETTERS:
            if start and (low[start - 1] in _LETTERS or low[start - 1] == "_"):
                return start
            token = _WORD.match(low, start)
            if token is None or token[0] not in self._groups:
                return start
            found = self._pattern(token[0]).match(low, start)
        else:
            found = self._others.match(low, start)
        return found.end() if found else start


class Spots:
    """Where the phrases of some tables stand in a text: read once, when first asked."""

    def __init__(self, low: str, words: Words | None = None) -> None:
        self._low, self._words = low, words
        self._found: dict[int, tuple[list[int], list[tuple[int, int]]]] = {}

    def within(self, phrases: Phrases[Any], start: int, end: int) -> Sequence[tuple[int, int]]:
        """Spans of the phrases that lie inside ``start:end``, in order."""
        held = self._found.get(id(phrases))
        if held is None:
            spans = [(a, b) for a, b, _ in phrases.find(self._low, words=self._words)]
            held = self._found[id(phrases)] = ([a for a, _ in spans], spans)
        starts, spans = held
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        while last > first and spans[last - 1][1] > end:
            last -= 1
        return spans[first:last] if last > first else ()
