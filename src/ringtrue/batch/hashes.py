"""Hashes of any spans of a text, for many spans at once, and sets of hashes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

# Of this process alone: nobody can make up a host whose parts have the hashes of words.
_FACTORS = tuple(int.from_bytes(os.urandom(8), "little") | 1 for _ in range(2))
_FIRST, _NEXT = (np.uint64(factor) for factor in _FACTORS)
_WORD = 8
"""Bytes that are hashed at once."""
_SHIFT = 29
_SIZES = np.array([(1 << (8 * size)) - 1 for size in range(_WORD + 1)], np.uint64)
"""What of eight bytes belongs to a span that ends so many bytes on."""
_LEAST, _MOST = 12, 22
"""Bits of the smallest and of the largest bitmap of a set."""


class Sums:
    """Hashes of any spans of a text, each in a few operations: eight bytes at once, the next eight
    mixed in where a span is longer."""

    __slots__ = ("_size", "_words")

    def __init__(self, text: np.ndarray) -> None:
        self._size = len(text)
        padded = np.zeros(len(text) + _WORD, np.uint8)
        padded[: len(text)] = text
        # The eight bytes from each place on.
        self._words = np.ndarray((len(text) + 1,), "<u8", padded.data, strides=(1,)).copy()

    def of(self, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
        """The hash of each ``text[start:end]``; ends past the text count as its end."""
        size = np.minimum(ends, self._size)
        size -= starts
        np.maximum(size, 0, out=size)
        hashes: np.ndarray = self._words.take(starts)
        hashes &= _SIZES.take(np.minimum(size, _WORD))
        hashes *= _FIRST
        done, rest = 0, np.flatnonzero(size > _WORD)
        starts, size = starts.take(rest), size.take(rest)
        while len(rest):
            done += _WORD
            more = self._words.take(starts + done)
            more &= _SIZES.take(np.minimum(size - done, _WORD))
            mixed = hashes.take(rest)
            mixed ^= mixed >> np.uint64(_SHIFT)
            more += mixed
            more *= _NEXT
            hashes[rest] = more
            some = np.flatnonzero(size > done + _WORD)
            rest, starts, size = rest.take(some), starts.take(some), size.take(some)
        return hashes

    def less(self, starts: np.ndarray, sizes: np.ndarray, most: int) -> Iterator[np.ndarray]:
        """The hash of each ``text[start : start + size]`` of up to eight bytes of the text, and
        then, for each place up to the longest (`most`), that without the byte at the place."""
        words = self._words.take(starts)
        words &= _SIZES.take(sizes)
        yield words * _FIRST
        for at in range(most):
            low = _SIZES[at]
            yield ((words & low) | ((words >> np.uint64(8)) & ~low)) * _FIRST


def hash_of(text: str) -> int:
    """What `Sums` gives for `text` (ASCII)."""
    raw = text.encode("ascii")
    first, following = _FACTORS
    found = int.from_bytes(raw[:_WORD], "little") * first % (1 << 64)
    for at in range(_WORD, len(raw), _WORD):
        word = int.from_bytes(raw[at : at + _WORD], "little")
        found = ((found ^ (found >> _SHIFT)) + word) * following % (1 << 64)
    return found


def in_a_row(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The bytes of texts (ASCII) with a newline after each, and where each begins and ends."""
    joined = np.frombuffer("\n".join([*texts, ""]).encode("ascii"), np.uint8)
    ends = np.flatnonzero(joined == ord("\n"))
    starts = np.zeros_like(ends)
    starts[1:] = ends[:-1] + 1
    return joined, starts, ends


def hashes_of(texts: Sequence[str]) -> np.ndarray:
    """`hash_of` for many texts (ASCII)."""
    joined, starts, ends = in_a_row(texts)
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


class Numbered:
    """Hashes of texts, each with the number of its text."""

    def __init__(self, hashes: np.ndarray, numbers: Sequence[int]) -> None:
        known, first = np.unique(hashes, return_index=True)
        self._set = HashSet(known)
        self._numbers = np.array([*numbers, 0], np.int64).take(first)

    def find(self, hashes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Places of those of `hashes` that are known, and the numbers of these."""
        held, which = self._set.find(hashes)
        return held, self._numbers.take(which)
