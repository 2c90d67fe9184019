"""Names a few edits away, for many texts at once (`ringtrue.directory.near` for one).

A text and a name within `k` edits share a string that is left of their first seven letters when up
to `k` are taken out. The hash of such a string is a sum, one term a letter, so that those of all 29
strings of a text are sums of a few running sums. Bits of a table tell which of them any name has;
what is left is compared letter by letter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from ringtrue.directory.near import MAX_TRIED, PREFIX, edit_limit
from ringtrue.model import Name
from ringtrue.records import record

_WEIGHTS = np.array(
    [0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F, 0x165667B1, 0xD3A2646D, 0xFD7046C5], np.uint32
)
_LEAST, _MOST = 15, 25
_SPARSE = 256
"""Bits of the table for each string of a name: a text is looked up thirty times."""
_CROWD = 10 * MAX_TRIED
"""Names behind the strings of one text from which they are not even counted."""


@record
class Near:
    """Texts and names that are near each other."""

    at: np.ndarray
    """Index of the text among those that were asked about."""
    key: np.ndarray
    """Index of the name's key (`NearNames.keys`)."""
    distance: np.ndarray
    crowded: np.ndarray
    """Indices of texts with more names about them than are compared for one."""


class NearNames:
    """Keys of names of five letters and more, by what is left of their first letters.

    Names of accounts count among those that one text is compared with, but no host resembles them.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        counts: Counter[str] = Counter()
        sites = set()
        for name in names:
            if edit_limit(len(name.key)):
                counts[key := ascii_key(name.key)] += 1
                if name.origin != "handle":
                    sites.add(key)
        self.keys = sorted(counts)
        self._counts = np.array([counts[k] for k in self.keys], np.int64)
        self._sites = np.array([k in sites for k in self.keys], bool)
        self._lengths = np.array([len(k) for k in self.keys], np.int64)
        self._limits = np.where(self._lengths >= 10, 2, 1)
        self._bags = np.array([_bag(k) for k in self.keys], np.uint64)
        hashes, named = self._strings()
        order = np.argsort(hashes, kind="stable")
        self._names = named[order]
        self._hashes, first = np.unique(hashes[order], return_index=True)
        self._first = np.append(first, len(self._names))
        self._behind = np.concatenate(([0], np.cumsum(self._counts[self._names])))
        bits = max(_LEAST, min(_MOST, (_SPARSE * len(self._hashes)).bit_length()))
        self._shift, self._table = np.uint32(32 - bits), np.zeros(1 << bits - 3, np.uint8)
        slots = self._hashes >> self._shift
        np.bitwise_or.at(self._table, slots >> np.uint32(3), _bit(slots))

    def _strings(self) -> tuple[np.ndarray, np.ndarray]:
        """Hashes of what may be left of every name, and whose they are."""
        hashes: list[np.ndarray] = [np.zeros(0, np.uint32)]
        names: list[np.ndarray] = [np.zeros(0, np.int64)]
        groups: dict[tuple[int, int], list[int]] = {}
        for at, key in enumerate(self.keys):
            groups.setdefault((min(len(key), PREFIX), edit_limit(len(key))), []).append(at)
        for (size, most), members in groups.items():
            letters = np.array([list(self.keys[at][:size].encode()) for at in members], np.uint8)
            found = np.stack([*_left(letters.T, most)])
            order = np.sort(found, axis=0)
            fresh = np.ones(order.shape, bool)
            fresh[1:] = order[1:] != order[:-1]
            hashes.append(order[fresh])
            names.append(np.broadcast_to(np.array(members), order.shape)[fresh])
        return np.concatenate(hashes), np.concatenate(names)

    def find(self, text: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> Near:
        """For each ``text[start:end]`` (folded letters): names that are near, and not the same."""
        sizes = ends - starts
        asked: list[np.ndarray] = [np.zeros(0, np.int64)]
        hashes: list[np.ndarray] = [np.zeros(0, np.uint32)]
        for size in range(4, PREFIX + 2):
            # A text of seven letters may be a name of eight, but not one of ten.
            at = np.flatnonzero(sizes == size if size <= PREFIX else sizes > PREFIX)
            if not len(at):
                continue
            columns = [text[starts[at] + step] for step in range(min(size, PREFIX))]
            for left in _left(columns, 1 if size <= PREFIX else 2):
                slots = left >> self._shift
                hits = np.flatnonzero(self._table[slots >> np.uint32(3)] & _bit(slots))
                asked.append(at[hits])
                hashes.append(left[hits])
        return self._compared(text, starts, ends, np.concatenate(asked), np.concatenate(hashes))

    def _compared(
        self, text: np.ndarray, starts: np.ndarray, ends: np.ndarray, at: np.ndarray,
        hashes: np.ndarray,
    ) -> Near:  # fmt: skip
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import cpdist

        none = np.zeros(0, np.int64)
        if not len(at) or not self.keys:
            return Near(none, none, none, none)
        slot = np.minimum(np.searchsorted(self._hashes, hashes), len(self._hashes) - 1)
        real = self._hashes[slot] == hashes
        at, slot = at[real], slot[real]
        first, count = self._first[slot], self._first[slot + 1] - self._first[slot]
        behind = self._behind[self._first[slot + 1]] - self._behind[first]
        # A name may be counted once for each string that it shares with the text.
        many = np.bincount(at, weights=behind, minlength=len(starts))
        tried = many >= _CROWD
        few = ~tried[at]
        at, first, count = at[few], first[few], count[few]
        text_at = np.repeat(at, count)
        offset = np.arange(len(text_at)) - np.repeat(np.cumsum(count) - count, count)
        name = self._names[np.repeat(first, count) + offset]
        crowd = np.flatnonzero(many[text_at] >= MAX_TRIED)
        if len(crowd):
            pairs = _distinct(text_at[crowd] * len(self.keys) + name[crowd])
            behind = self._counts[pairs % len(self.keys)]
            crowded = np.bincount(pairs // len(self.keys), behind, len(starts))
            tried |= crowded >= MAX_TRIED
        gap = np.abs((ends - starts)[text_at] - self._lengths[name])
        alike = (gap <= self._limits[name]) & self._sites[name]
        text_at, name = text_at[alike], name[alike]
        pairs = _distinct(text_at * len(self.keys) + name)
        text_at, name = pairs // len(self.keys), pairs % len(self.keys)
        bags = _bags(text, starts, ends, text_at)
        # One edit takes one letter away and adds one, at most.
        alike = _ones(bags ^ self._bags[name]) <= 2 * self._limits[name]
        text_at, name = text_at[alike], name[alike]
        seen = [
            text[a:b].tobytes().decode("latin-1")
            for a, b in zip(starts[text_at].tolist(), ends[text_at].tolist(), strict=True)
        ]
        if not seen:
            return Near(none, none, none, np.flatnonzero(tried))
        distance = cpdist(
            seen, [self.keys[i] for i in name.tolist()], scorer=OSA.distance, score_cutoff=2,
            dtype=np.uint8,
        )  # fmt: skip
        near = (distance > 0) & (distance <= self._limits[name])
        return Near(text_at[near], name[near], distance[near], np.flatnonzero(tried))


def ascii_key(key: str) -> str:
    """`key` with a mark that no host has for each foreign letter: as far away as that letter."""
    return key.encode("ascii", "replace").decode("ascii")


def _left(columns: list[np.ndarray] | np.ndarray, most: int) -> list[np.ndarray]:
    """Hashes of texts, of which a column holds the letters at one place each, and of what is left
    of each without up to `most` letters (`ringtrue.directory.near` does so for one)."""
    size = len(columns)
    found, zero = [], np.zeros(len(columns[0]), np.uint32)
    # sums[back][i]: of the letters before i, each moved `back` places to the front.
    sums: list[list[np.ndarray]] = []
    for back in range(most + 1):
        row = [zero]
        for at in range(size):
            term = columns[at] * _WEIGHTS[at - back] if at >= back else zero
            row.append(row[-1] + term)
        sums.append(row)
    found.append(sums[0][size])
    ends = [row[size] for row in sums]
    for first in range(size):
        head = sums[0][first] - sums[1][first + 1]
        found.append(head + ends[1])
        if most > 1:
            for second in range(first + 1, size):
                between = head + sums[1][second]
                found.append(between + (ends[2] - sums[2][second + 1]))
    return found


def _distinct(numbers: np.ndarray) -> np.ndarray:
    """Each number once (sorting takes a third of the time of `numpy.unique`)."""
    numbers.sort()
    fresh = np.ones(len(numbers), bool)
    fresh[1:] = numbers[1:] != numbers[:-1]
    found: np.ndarray = numbers[fresh]
    return found


def _bit(slots: np.ndarray) -> np.ndarray:
    bit: np.ndarray = np.left_shift(np.uint8(1), (slots & np.uint32(7)).astype(np.uint8))
    return bit


def _bag(text: str) -> int:
    """The letters of a text, a bit each."""
    found = 0
    for code in text.encode("ascii"):
        found |= 1 << (code & 63)
    return found


def _bags(text: np.ndarray, starts: np.ndarray, ends: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """`_bag` of these spans."""
    lengths = (ends - starts)[wanted]
    borders = np.cumsum(lengths)
    total = int(borders[-1]) if len(borders) else 0
    at = np.arange(total) + np.repeat(starts[wanted] - (borders - lengths), lengths)
    bits = np.left_shift(np.uint64(1), (text[at] & 63).astype(np.uint64))
    found: np.ndarray = np.bitwise_or.reduceat(bits, borders - lengths) if total else bits
    return found


def _ones(bags: np.ndarray) -> np.ndarray:
    """How many bits of each are set (numpy 1 has no function for it)."""
    found = bags - (bags >> np.uint64(1) & np.uint64(0x5555555555555555))
    pairs = np.uint64(0x3333333333333333)
    found = (found & pairs) + (found >> np.uint64(2) & pairs)
    found = (found + (found >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    count: np.ndarray = (found * np.uint64(0x0101010101010101) >> np.uint64(56)).astype(np.int64)
    return count
