"""Words that stand inside a text: the first letters from a table, then whole hashes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ringtrue.sieve.hashes import HashSet, Sums, hash_of

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
        by_length: dict[int, dict[int, int]] = {}
        heads, wides = set(), set()
        for at, word in enumerate(words):
            if len(word) >= least:
                by_length.setdefault(len(word), {})[hash_of(word)] = at
                heads.add(word[:least])
                if len(word) >= _WIDE:
                    wides.add(word[:_WIDE])
        bits = max(_LEAST, min(_MOST, (_SPARSE * len(heads)).bit_length()))
        self._shift = np.uint32(32 - bits)
        self._heads = np.zeros(1 << bits, bool)
        self._lengths = np.zeros(1 << bits, np.uint64)
        self._wides = np.zeros(1 << bits, bool)
        self._sizes: list[tuple[int, HashSet, np.ndarray]] = []
        for size, found in sorted(by_length.items()):
            hashes = HashSet(found)
            self._sizes.append((size, hashes, np.array([found[int(h)] for h in hashes.sorted])))
        for word in words:
            if len(word) >= least:
                slot = self._slots(_bytes(word))[0]
                self._heads[slot] = True
                self._lengths[slot] |= np.uint64(1 << min(len(word), _LONGEST))
        for word in wides:
            self._wides[self._wide(self._slots(_bytes(word)), np.zeros(1, np.int64))] = True

    def find(
        self, text: np.ndarray, sums: Sums | None = None
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Where in `text` (a mark after each host) words begin, where they end (the character
        after), and which they are. `sums`: those of `text`, when they are there already."""
        none = np.zeros(0, np.int64)
        found = [(none, none, none)]
        if len(text) >= self._least and self._sizes:
            slots = self._slots(text)
            begins = np.flatnonzero(self._heads.take(slots))
            lengths = self._lengths.take(slots.take(begins))
            wide = begins + (_WIDE - self._least) < len(slots)
            wide[wide] = self._wides.take(self._wide(slots, begins[wide]))
            lengths[~wide] &= np.uint64((1 << _WIDE) - 1)
            sums = sums or Sums(text)
            long = np.flatnonzero(lengths >> np.uint64(_WIDE))
            some = begins, lengths
            for size, words, ids in self._sizes:
                if size >= _WIDE and len(long) < len(some[0]):
                    some = begins[long], lengths[long]  # few
                here = some[0][(some[1] >> np.uint64(min(size, _LONGEST))) & np.uint64(1) == 1]
                here = here[here + size <= len(text)]
                if len(here):
                    hashes = sums.of(here, here + size)
                    held = words.holds(hashes)
                    here = here[held]
                    found.append((here, here + size, ids[words.nearest(hashes[held])]))
        begin, end, which = (np.concatenate(column) for column in zip(*found, strict=True))
        return begin, end, which

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


def _bytes(word: str) -> np.ndarray:
    return np.frombuffer(word.encode("ascii"), np.uint8)
