"""Words that stand inside a text: the first letters from a table, then whole hashes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ringtrue.batch.hashes import Numbered, Sums, in_a_row
from ringtrue.batch.hosts_column import by_bits

GRAM = 4
_WIDE = 6
"""Letters of a second look at longer words."""
_LEAST, _MOST = 16, 20
"""Bits of the tables of beginnings."""
_SPARSE = 64
_LONGEST = 63


class Windows:
    """Words of ASCII letters and digits, of `GRAM` characters (or of `least`) and more."""

    def __init__(self, words: Sequence[str], least: int = GRAM) -> None:
        self._least = least
        numbers = [at for at, word in enumerate(words) if len(word) >= least]
        text, starts, ends = in_a_row([words[at] for at in numbers])
        self._words = Numbered(Sums(text).of(starts, ends), numbers)
        lengths = ends - starts
        self._sizes = np.unique(lengths[lengths >= _LONGEST]).tolist()
        heads = len({words[at][:least] for at in numbers})
        bits = max(_LEAST, min(_MOST, (_SPARSE * heads).bit_length()))
        self._shift = np.uint32(32 - bits)
        self._heads, self._wides, self._ends = (np.zeros(1 << bits, bool) for _ in range(3))
        # The lengths of words: of those under `_WIDE` letters by their heads, of others by more.
        self._short, self._long = np.zeros(1 << bits, np.uint8), np.zeros(1 << bits, np.uint64)
        if not numbers:
            return
        slots = self._slots(text)
        self._heads[slots.take(starts)] = True
        self._ends[self._end(slots, starts, lengths)] = True
        short = lengths < _WIDE
        bit = np.left_shift(1, lengths[short]).astype(np.uint8)
        np.bitwise_or.at(self._short, slots.take(starts[short]), bit)
        wide = self._wide(slots, starts[~short])
        self._wides[wide] = True
        long = np.minimum(lengths[~short], _LONGEST).astype(np.uint64)
        np.bitwise_or.at(self._long, wide, np.left_shift(np.uint64(1), long))

    def find(
        self, text: np.ndarray, sums: Sums | None = None
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Where in `text` (a mark after each host) words begin, where they end (the character
        after), and which they are. `sums`: those of `text`, when they are there already."""
        if len(text) < self._least:
            none = np.zeros(0, np.int64)
            return none, none, none
        slots = self._slots(text)
        begins = np.flatnonzero(self._heads.take(slots))
        lengths = self._short.take(slots.take(begins)).astype(np.uint64)
        roomy = begins[: np.searchsorted(begins, len(text) - _WIDE, side="right")]
        wide = self._wide(slots, roomy)
        some = np.flatnonzero(self._wides.take(wide))
        lengths[some] |= self._long.take(wide.take(some))
        begin, size = by_bits(begins, lengths)
        begin, size = self._unbounded(begin, size)
        inside = np.flatnonzero(begin + size <= len(text))
        begin, size = begin.take(inside), size.take(inside)
        ends = np.flatnonzero(self._ends.take(self._end(slots, begin, size)))
        begin, end = begin.take(ends), (begin + size).take(ends)
        held, which = self._words.find((sums or Sums(text)).of(begin, end))
        return begin.take(held), end.take(held), which

    def _unbounded(self, begin: np.ndarray, size: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """These places and sizes, and every size that one bit stands for."""
        if not self._sizes:
            return begin, size
        rest = size < _LONGEST
        long = begin[~rest]
        begins = [begin[rest], *(long for _ in self._sizes)]
        sizes = [size[rest], *(np.full(len(long), each) for each in self._sizes)]
        return np.concatenate(begins), np.concatenate(sizes)

    def _slots(self, text: np.ndarray) -> np.ndarray:
        """A number for every `least` bytes in a row."""
        count = len(text) - self._least + 1
        if self._least == GRAM:
            text = np.ascontiguousarray(text)
            run = np.ndarray((count,), "<u4", text.data, strides=(1,))
        else:
            run = np.zeros(count, np.uint32)
            for step in range(self._least):
                run = run << np.uint32(8) | text[step : step + count]
        slots: np.ndarray = (run * np.uint32(0x9E3779B1)) >> self._shift
        return slots

    def _wide(self, slots: np.ndarray, begins: np.ndarray) -> np.ndarray:
        """A number for `_WIDE` bytes in a row, made of those of its first and last ones."""
        first, last = slots.take(begins), slots.take(begins + (_WIDE - self._least))
        mixed: np.ndarray = (first ^ (last * np.uint32(5))) & np.uint32(len(self._wides) - 1)
        return mixed

    def _end(self, slots: np.ndarray, begins: np.ndarray, sizes: np.ndarray) -> np.ndarray:
        """A number for the first and the last bytes of words of these sizes."""
        mixed: np.ndarray = slots.take(begins + (sizes - self._least)) * np.uint32(5)
        mixed ^= slots.take(begins)
        mixed += sizes.astype(np.uint32) * np.uint32(0x9E3779B1)
        mixed &= np.uint32(len(self._ends) - 1)
        return mixed
