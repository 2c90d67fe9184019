"""Looser likeness to protected names: spellings worn down beyond the limits of slips.

Asked only about hosts whose shape is suspicious already (`far`), and about hyphenated names one
part of which is exact (`parted_in`). Built when the first text needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, KeysView
from functools import cached_property
from itertools import chain, pairwise

from ringtrue.directory.limits import MAX_MATCHES
from ringtrue.directory.matches import NameMatch, rank_of
from ringtrue.model import Name
from ringtrue.text.edits import osa, within
from ringtrue.text.pieces import compact, pieces
from ringtrue.text.skeleton import key

_MAX_LIKE = 64
_MAX_BUCKET = 256
"""Names of one bucket that are compared: bounds the work."""


class WornNames:
    """Names by their first letter and length, and by the parts of those that have two."""

    def __init__(self, rows: Iterable[tuple[Name, ...]]) -> None:
        """`rows`: names in rows of equal text, a view that can be walked again."""
        self._rows = rows

    def parts(self) -> KeysView[str]:
        """Every part of a hyphenated name."""
        return self._parted.keys()

    def parted_in(self, text: str) -> list[NameMatch]:
        """``etc-maisei`` for etc-meisai: one part of a hyphenated name exact, the other worn."""
        found = []
        spans = [span for span in pieces(text) if "-" not in text[slice(*span)]][:8]
        for (a, b), (c, d) in pairwise(spans):
            if b + 1 != c:
                continue
            for name, first, second in self._parted.get(text[a:b], ()):
                if first == text[a:b] and 0 < (edits := osa(text[c:d], second, 2)) <= 2:
                    found.append(NameMatch(name, "part", a, d, edits))
            for name, first, second in self._parted.get(text[c:d], ()):
                if second == text[c:d] and 0 < (edits := osa(text[a:b], first, 2)) <= 2:
                    found.append(NameMatch(name, "part", a, d, edits))
        return found

    def far(self, text: str) -> list[NameMatch]:
        """Names that `text`, or a piece of it, may have been worn down from: two edits from six
        letters, three from ten, the first letter the same. Looser than `NameIndex.matches`, so
        only for hosts whose shape is suspicious already.
        """
        spans = {(0, len(text)), *pieces(text)} if text else set()
        found = [match for span in sorted(spans) for match in self._far_span(text, *span)]
        return sorted(found, key=rank_of)[:MAX_MATCHES]

    def _far_span(self, text: str, start: int, end: int) -> Iterator[NameMatch]:
        probe = key(compact(text[start:end]))
        limit = (len(probe) >= 5) + (len(probe) >= 6) + (len(probe) >= 10)
        if not limit:
            return
        like = self._like.get(probe[0])
        if like is None:
            return
        names, keys, begins = like
        size, last = len(probe), len(begins) - 1
        first = begins[min(size - limit, last)]
        few = keys[first : begins[min(size + limit + 1, last)]]
        for at, distance in within(probe, few, limit) if few else ():
            if distance:
                yield NameMatch(names[first + at], "far", start, end, distance)

    @cached_property
    def _like(self) -> dict[str, tuple[list[Name], list[str], list[int]]]:
        """By first letter: names and their keys by length, and where each length begins."""
        like: dict[tuple[str, int], list[Name]] = {}
        for name in chain.from_iterable(self._rows):
            if len(name.key) >= 5 and name.origin != "handle":
                bucket = like.setdefault((name.key[0], len(name.key)), [])
                if len(bucket) < _MAX_LIKE:
                    bucket.append(name)
        found: dict[str, tuple[list[Name], list[str], list[int]]] = {}
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
        for name in chain.from_iterable(self._rows):
            first, _, second = name.official.partition(".")[0].partition("-")
            if not second or "-" in second or name.origin != "domain":
                continue
            for part, other in ((first, second), (second, first)):
                bucket = parted.setdefault(part, [])
                if len(part) >= 3 and len(other) >= 4 and len(bucket) < _MAX_BUCKET:
                    bucket.append((name, first, second))
        return parted
