"""Names a few edits away, for many texts at once (`ringtrue.directory.near` for one)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ringtrue.directory.near import PREFIX, deleted, edit_limit
from ringtrue.sieve.text import HashSet

CROWDED = 64
"""Names behind one number from which nothing is compared: the text is kept."""
_BITS = 7


class NearNames:
    """Keys of names of five letters and more, by what is left of their first letters."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = sorted(k for k in keys if edit_limit(len(k)) and k.isascii())
        self._lengths = np.array([len(k) for k in self._keys], np.int64)
        numbers: list[int] = []
        names: list[int] = []
        for at, name in enumerate(self._keys):
            left = set(deleted(name, edit_limit(len(name))))
            numbers += left
            names += [at] * len(left)
        order = np.argsort(np.array(numbers, np.uint64), kind="stable")
        self._names = np.array(names, np.int64)[order]
        self._numbers, self._first = np.unique(
            np.array(numbers, np.uint64)[order], return_index=True
        )
        self._first = np.append(self._first, len(self._names))
        self._set = HashSet(set(numbers))

    def holds(self, text: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
        """For each ``text[start:end]`` (folded letters): a name is near, and not the very same."""
        found = np.zeros(len(starts), bool)
        sizes = ends - starts
        for size in range(4, PREFIX + 1):
            at = np.flatnonzero(sizes == size if size < PREFIX else sizes >= PREFIX)
            if size < PREFIX:
                self._look(text, starts, ends, at, size, 1, found)
            else:
                longer = sizes[at] > PREFIX
                self._look(text, starts, ends, at[~longer], size, 1, found)
                self._look(text, starts, ends, at[longer], size, 2, found)
        return found

    def _look(
        self, text: np.ndarray, starts: np.ndarray, ends: np.ndarray, at: np.ndarray,
        size: int, most: int, found: np.ndarray,
    ) -> None:  # fmt: skip
        if not len(at) or not self._keys:
            return
        number = np.zeros(len(at), np.uint64)
        for step in range(size):
            number = number << np.uint64(_BITS) | text[starts[at] + step]
        for left in _left(number, size, most):
            hits = np.flatnonzero(self._set.holds(left))
            hits = hits[~found[at[hits]]]
            if len(hits):
                self._compare(text, starts, ends, at[hits], left[hits], found)

    def _compare(
        self, text: np.ndarray, starts: np.ndarray, ends: np.ndarray, at: np.ndarray,
        numbers: np.ndarray, found: np.ndarray,
    ) -> None:  # fmt: skip
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import cpdist

        slot = np.searchsorted(self._numbers, numbers)
        first, count = self._first[slot], self._first[slot + 1] - self._first[slot]
        found[at[count > CROWDED]] = True
        few = count <= CROWDED
        at, first, count = at[few], first[few], count[few]
        if not len(at):
            return
        probe = np.repeat(at, count)
        offset = np.arange(len(probe)) - np.repeat(np.cumsum(count) - count, count)
        name = self._names[np.repeat(first, count) + offset]
        sizes = (ends - starts)[probe]
        limit = np.where(self._lengths[name] >= 10, 2, 1)
        alike = np.abs(sizes - self._lengths[name]) <= limit
        probe, name, limit = probe[alike], name[alike], limit[alike]
        if not len(probe):
            return
        raw = text.tobytes().decode("latin-1") if len(probe) > 64 else None
        seen = [
            raw[a:b] if raw is not None else text[a:b].tobytes().decode("latin-1")
            for a, b in zip(starts[probe].tolist(), ends[probe].tolist(), strict=True)
        ]
        distance = cpdist(
            seen, [self._keys[i] for i in name.tolist()], scorer=OSA.distance, score_cutoff=2,
            dtype=np.uint8,
        )  # fmt: skip
        found[probe[(distance > 0) & (distance <= limit)]] = True


def _left(number: np.ndarray, size: int, most: int) -> list[np.ndarray]:
    """`ringtrue.directory.near.deleted`, for a column of numbers of `size` letters."""
    found = [number]
    found += [_cut(number, size, at) for at in range(size)]
    if most > 1:
        for first in range(size):
            found += [_cut(found[1 + first], size - 1, second) for second in range(first)]
    return found


def _cut(number: np.ndarray, size: int, at: int) -> np.ndarray:
    up, down = np.uint64(_BITS * (size - at)), np.uint64(_BITS * (size - 1 - at))
    return (number >> up) << down | number & np.uint64((1 << int(down)) - 1)
