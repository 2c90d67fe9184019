"""Hashes of any spans of a text, for many spans at once, and sets of hashes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np

# Of this process alone: nobody can make up a host whose parts have the hashes of words.
_BASE = int.from_bytes(os.urandom(8), "little") >> 3 << 3 | 5
_INVERSE = pow(_BASE, -1, 1 << 64)
_LEAST, _MOST = 12, 22
"""Bits of the smallest and of the largest bitmap of a set."""


@cache
def _powers(size: int) -> tuple[np.ndarray, np.ndarray]:
    """Powers of the base and of its inverse modulo 2**64."""
    return _running(_BASE, size), _running(_INVERSE, size)


def _running(base: int, size: int) -> np.ndarray:
    factors = np.full(size, base, np.uint64)
    factors[0] = 1
    return np.cumprod(factors, dtype=np.uint64)


class Sums:
    """Hashes of any spans of a text, each in a few operations: differences of running sums."""

    __slots__ = ("_inverse", "_sums")

    def __init__(self, text: np.ndarray) -> None:
        # One size for all texts of a batch, so that the powers are made once.
        size = 1 << max(12, (len(text) + 1).bit_length())
        powers, self._inverse = _powers(size)
        self._sums = np.zeros(len(text) + 1, np.uint64)
        np.cumsum(text * powers[: len(text)], out=self._sums[1:])

    def of(self, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
        """The hash of each ``text[start:end]``; ends past the text count as its end."""
        ends = np.minimum(ends, len(self._sums) - 1)
        hashes: np.ndarray = self._sums.take(ends)
        hashes -= self._sums.take(starts)
        hashes *= self._inverse.take(starts)
        return hashes


def hash_of(text: str) -> int:
    """What `Sums` gives for `text` (ASCII)."""
    total, power = 0, 1
    for code in text.encode("ascii"):
        total += code * power
        power = power * _BASE % (1 << 64)
    return total % (1 << 64)


def hashes_of(texts: Sequence[str]) -> np.ndarray:
    """`hash_of` for many texts (ASCII)."""
    joined = np.frombuffer("\n".join([*texts, ""]).encode("ascii"), np.uint8)
    ends = np.flatnonzero(joined == ord("\n"))
    starts = np.zeros_like(ends)
    starts[1:] = ends[:-1] + 1
    return Sums(joined).of(starts, ends)


class HashSet:
    """Hashes that many others are held against: a bitmap first, then the sorted hashes."""

    __slots__ = ("_bitmap", "_shift", "sorted")

    def __init__(self, hashes: Iterable[int] | np.ndarray) -> None:
        if not isinstance(hashes, np.ndarray):
            hashes = np.array(list(hashes), np.uint64)
        self.sorted = np.unique(hashes)
        bits = max(_LEAST, min(_MOST, (8 * len(self.sorted) + 1).bit_length()))
        self._shift = np.uint64(64 - bits)
        self._bitmap = np.zeros(1 << bits, bool)
        self._bitmap[self._slots(self.sorted)] = True

    def _slots(self, hashes: np.ndarray) -> np.ndarray:
        slots: np.ndarray = (hashes * np.uint64(0xD6E8FEB86659FD93)) >> self._shift
        return slots

    def holds(self, hashes: np.ndarray) -> np.ndarray:
        """For each of `hashes`, whether it is one of the set."""
        found = np.zeros(len(hashes), bool)
        found[self.find(hashes)[0]] = True
        return found

    def find(self, hashes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Places of those of `hashes` that are in the set, and of each its place in `sorted`."""
        # `take` costs a third of an index in brackets.
        places = np.flatnonzero(self._bitmap.take(self._slots(hashes).view(np.int64)))
        if not len(places) or not len(self.sorted):
            return places[:0], places[:0]
        hashes = hashes.take(places)
        at = np.minimum(np.searchsorted(self.sorted, hashes), len(self.sorted) - 1)
        real = np.flatnonzero(self.sorted.take(at) == hashes)
        return places.take(real), at.take(real)
