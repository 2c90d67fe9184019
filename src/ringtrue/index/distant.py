"""Looser likeness to protected names: spellings worn down beyond the limits of slips.

Asked only about hosts whose shape is suspicious already (`far`), and about hyphenated names one
part of which is exact (`parted_in`). Built when the first text needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, KeysView
from functools import cached_property, lru_cache, partial
from itertools import chain, pairwise

from ringtrue.index.matches import NameMatch, Row, first_of, row
from ringtrue.index.near import MAX_KEPT
from ringtrue.model import Name
from ringtrue.text.edits import osa, within
from ringtrue.text.pieces import compact, pieces
from ringtrue.text.skeleton import key

_Like = dict[str, tuple[list[Name], list[str], list[int]]]

_MAX_LIKE = 64
_MAX_BUCKET = 256
"""Names of one bucket that are compared: bounds the work."""


class WornNames:
    """Names by their first letter and length, and by the parts of those that have two."""

    def __init__(self, rows: Callable[[], Iterable[tuple[Name, ...]]]) -> None:
        """`rows` gives the names, in rows of equal text."""
        self._rows = rows

    def parts(self) -> KeysView[str]:
        """Every part of a hyphenated name."""
        return self._parted.keys()

    def pairs(self) -> set[tuple[str, str]]:
        """Both parts of the names that `parted_in` finds."""
        return {(first, second) for found in self._parted.values() for _, first, second in found}

    def parted_in(self, text: str) -> list[Row]:
        """``etc-maisei`` for etc-meisai: one part of a hyphenated name exact, the other worn."""
        every, found = pieces(text), []
        if self.parts().isdisjoint([text[a:b] for a, b in every]):
            return []
        spans = [(a, b) for a, b in every if "-" not in text[a:b]][:8]
        for (a, b), (c, d) in pairwise(spans):
            if b + 1 != c:
                continue
            for name, first, second in self._parted.get(text[a:b], ()):
                if first == text[a:b] and 0 < (edits := osa(text[c:d], second, 2)) <= 2:
                    found.append(row(name, "part", a, d, edits))
            for name, first, second in self._parted.get(text[c:d], ()):
                if second == text[c:d] and 0 < (edits := osa(text[a:b], first, 2)) <= 2:
                    found.append(row(name, "part", a, d, edits))
        return found

    def far(self, text: str) -> list[NameMatch]:
        """Names that `text`, or a piece of it, may have been worn down from: two edits from six
        letters, three from ten, the first letter the same. Looser than `NameIndex.matches`, so
        only for hosts whose shape is suspicious already.
        """
        spans = {(0, len(text)), *pieces(text)} if text else set()
        return first_of([match for span in sorted(spans) for match in self._far_span(text, *span)])

    def prepare(self) -> None:
        """Builds now what is otherwise built when the first text needs it."""
        _ = self._far_from, self._parted

    def _far_span(self, text: str, start: int, end: int) -> list[Row]:
        probe = key(compact(text[start:end]))
        if len(probe) < 5:
            return []
        return [row(name, "far", start, end, edits) for name, edits in self._far_from(probe)]

    @cached_property
    def _far_from(self) -> Callable[[str], tuple[tuple[Name, int], ...]]:
        """Names that a key may have been worn down from, and by how many edits. Kept: the words of
        the trade come again and again. (It knows of the table alone: see `NearIndex`.)"""
        return lru_cache(MAX_KEPT)(partial(_far_from, self._like))

    @cached_property
    def _like(self) -> _Like:
        """By first letter: names and their keys by length, and where each length begins."""
        like: dict[tuple[str, int], list[Name]] = {}
        for name in chain.from_iterable(self._rows()):
            if len(name.key) >= 5 and name.origin != "handle":
                bucket = like.setdefault((name.key[0], len(name.key)), [])
                if len(bucket) < _MAX_LIKE:
                    bucket.append(name)
        found: _Like = {}
        for (letter, length), bucket in sorted(like.items()):
            known, keys, begins = found.setdefault(letter, ([], [], []))
            begins += [len(known)] * (length + 1 - len(begins))
            known += bucket
            keys += [name.key for name in bucket]
        for known, _, begins in found.values():
            begins.append(len(known))
        return found

    @cached_property
    def _parted(self) -> dict[str, list[tuple[Name, str, str]]]:
        """Names of two parts by each part, where the other has four letters or more."""
        parted: dict[str, list[tuple[Name, str, str]]] = {}
        for name in chain.from_iterable(self._rows()):
            first, second = parts_of(name)
            if not second or "-" in second or name.origin != "domain":
                continue
            for part, other in ((first, second), (second, first)):
                bucket = parted.setdefault(part, [])
                if len(part) >= 3 and len(other) >= 4 and len(bucket) < _MAX_BUCKET:
                    bucket.append((name, first, second))
        return parted


def parts_of(name: Name) -> tuple[str, str]:
    """What stands before and after the first hyphen of the official label."""
    first, _, second = name.official.partition(".")[0].partition("-")
    return first, second


def _far_from(like: _Like, probe: str) -> tuple[tuple[Name, int], ...]:
    limit = (len(probe) >= 5) + (len(probe) >= 6) + (len(probe) >= 10)
    found = like.get(probe[0])
    if found is None:
        return ()
    names, keys, begins = found
    size, last = len(probe), len(begins) - 1
    first = begins[min(size - limit, last)]
    few = keys[first : begins[min(size + limit + 1, last)]]
    near = within(probe, few, limit) if few else ()
    return tuple((names[first + at], edits) for at, edits in near if edits)
