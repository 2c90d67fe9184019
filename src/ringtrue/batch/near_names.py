"""Names a few edits away, for many texts at once: by the parts of `ringtrue.index.near`, hashed.

What shares a part with a text is held against its letters as a set, and what is left is compared
letter by letter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from ringtrue.batch.hashes import Numbered, Sums, hashes_of
from ringtrue.batch.hosts_column import ranges
from ringtrue.batch.names_column import ascii_key
from ringtrue.index.near import MAX_TRIED, edit_limit, looked_up, parts_of
from ringtrue.model import Name
from ringtrue.reading import MAX_TEXT
from ringtrue.records import record

_BITS = np.left_shift(np.uint64(1), (np.arange(256) & 63).astype(np.uint64))
"""A bit for each letter."""


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
    """Keys of names that bear an edit, by their parts.

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
        self._lengths = np.array([*map(len, self.keys), 0], np.int64)
        self._limits = np.array([*(edit_limit(len(key)) for key in self.keys), 0], np.int64)
        self._sites = np.array([*(key in sites for key in self.keys), False])
        self._bags = np.array([*map(_bag, self.keys), 0], np.uint64)
        parted = [parts_of(key) for key in self.keys]
        self._tables: list[Numbered] = []
        """Numbers of heads, of tails and of middles, by their hashes."""
        rows: list[list[int]] = []
        for kind in range(3):
            table: dict[str, list[int]] = {}
            for at, parts in enumerate(parted):
                for part in dict.fromkeys(parts[kind]):
                    table.setdefault(part, []).append(at)
            self._tables.append(
                Numbered(hashes_of(list(table)), range(len(rows), len(rows) + len(table)))
            )
            rows += table.values()
        by_length = [sorted(row, key=lambda at: len(self.keys[at])) for row in rows]
        self._names = np.array([at for row in by_length for at in row] or [0], np.int64)
        """Names of the parts, those of one part by their lengths ..."""
        counts_of = np.zeros((len(rows) + 1, MAX_TEXT + 4), np.int32)
        for number, row in enumerate(rows):
            for at in row:
                counts_of[number, min(len(self.keys[at]), MAX_TEXT + 2) + 1] += 1
        ends = np.cumsum(counts_of.sum(1))
        ends[1:], ends[0] = ends[:-1].copy(), 0
        self._starts = np.cumsum(counts_of, axis=1) + ends[:, None]
        """... and per part and length: where names that are as long, or longer, begin."""
        behind = [sum(counts[self.keys[at]] for at in row) for row in rows]
        self._behind = np.array([*behind, 0], np.float64)
        lengths = set(map(len, self.keys))
        self._spans: list[tuple[Numbered, int, int, np.ndarray]] = []
        """Table, begin and end of what is looked up (negative ones from the end), and for the
        length of a text whether it is."""
        self._reach = np.zeros((2, MAX_TEXT + 1), np.int64)
        """For the length of a text: of the shortest name that may be near, and past the longest."""
        for size in range(MAX_TEXT + 1):
            heads, tails, middles, low, high = looked_up(size, lengths) or ((), (), (), 0, 0)
            self._reach[:, size] = low, min(high + 1, MAX_TEXT + 3)
            for kind, begin, end in (
                *((0, 0, each) for each in heads),
                *((1, -each, 0) for each in tails),
                *((2, *each) for each in middles),
            ):
                self._asked(self._tables[kind], begin, end)[size] = True

    def _asked(self, table: Numbered, begin: int, end: int) -> np.ndarray:
        for known, *span, sizes in self._spans:
            if known is table and span == [begin, end]:
                return sizes
        self._spans.append((table, begin, end, np.zeros(MAX_TEXT + 1, bool)))
        return self._spans[-1][3]

    def find(
        self, text: np.ndarray, starts: np.ndarray, ends: np.ndarray, sums: Sums | None = None
    ) -> Near:
        """For each ``text[start:end]`` (folded letters): names that are near, and not the same.
        `sums`: those of `text`, when they are there already."""
        sums, sizes = sums or Sums(text), np.minimum(ends - starts, MAX_TEXT)
        asked, parts = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for table, begin, end, wanted in self._spans:
            at = np.flatnonzero(wanted.take(sizes))
            first = starts.take(at) if begin >= 0 else ends.take(at)
            length = end - begin if begin >= 0 else -begin
            held, part = table.find(sums.short(first + begin, length))
            asked.append(at.take(held))
            parts.append(part)
        at, part = np.concatenate(asked), np.concatenate(parts)
        behind = np.bincount(at, self._behind.take(part), len(starts))
        low, high = self._reach.take(sizes.take(at), axis=1)
        first, last = self._starts[part, low], self._starts[part, high]
        some = np.flatnonzero(last > first)
        if len(some):
            first, last = first.take(some), last.take(some)
            at = np.repeat(at.take(some), last - first)
            name = self._names.take(ranges(first, last))
        else:
            at = name = at[:0]
        gap = np.abs(sizes.take(at) - self._lengths.take(name))
        fits = np.flatnonzero(self._sites.take(name) & (gap <= self._limits.take(name)))
        at, name = at.take(fits), name.take(fits)
        # One edit takes one letter away and adds one, at most.
        letters = _bags(text, starts, ends, at)
        alike = _ones(letters.take(at) ^ self._bags.take(name)) <= 2 * self._limits.take(name)
        pairs = _distinct(at[alike] * np.int64(len(self.keys)) + name[alike])
        at, name = pairs // len(self.keys), pairs % len(self.keys)
        distance = self._distances(text, starts, ends, at, name)
        near = (distance > 0) & (distance <= self._limits.take(name))
        return Near(at[near], name[near], distance[near], np.flatnonzero(behind > MAX_TRIED))

    def _distances(
        self, text: np.ndarray, starts: np.ndarray, ends: np.ndarray, at: np.ndarray,
        name: np.ndarray,
    ) -> np.ndarray:  # fmt: skip
        """Edits (optimal string alignment) between texts and names; 3 or more count as 3."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import cpdist

        whole = text.tobytes().decode("latin-1")
        seen = [whole[a:b] for a, b in zip(starts[at].tolist(), ends[at].tolist(), strict=True)]
        if not seen:
            return np.zeros(0, np.uint8)
        keys = [self.keys[i] for i in name.tolist()]
        found: np.ndarray = cpdist(seen, keys, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
        return found


def _bag(text: str) -> int:
    """The letters of a text, a bit each."""
    found = 0
    for code in text.encode("ascii"):
        found |= 1 << (code & 63)
    return found


def _bags(text: np.ndarray, starts: np.ndarray, ends: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """`_bag` of these spans; of the others 0."""
    found = np.zeros(len(starts), np.uint64)
    asked = np.zeros(len(starts), bool)
    asked[wanted] = True
    some = np.flatnonzero(asked)
    if len(some):
        lengths = (ends - starts)[some]
        letters = text.take(ranges(starts[some], ends[some]))
        first = np.cumsum(lengths) - lengths
        found[some] = np.bitwise_or.reduceat(_BITS.take(letters), first)
    return found


def _ones(bags: np.ndarray) -> np.ndarray:
    """How many bits of each are set (numpy 1 has no function for it)."""
    if hasattr(np, "bitwise_count"):
        return np.asarray(np.bitwise_count(bags))
    found = bags - (bags >> np.uint64(1) & np.uint64(0x5555555555555555))
    pairs = np.uint64(0x3333333333333333)
    found = (found & pairs) + (found >> np.uint64(2) & pairs)
    found = (found + (found >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    count: np.ndarray = (found * np.uint64(0x0101010101010101) >> np.uint64(56)).astype(np.int64)
    return count


def _distinct(numbers: np.ndarray) -> np.ndarray:
    """Each number once (sorting takes a third of the time of `numpy.unique`)."""
    numbers.sort()
    fresh = np.ones(len(numbers), bool)
    fresh[1:] = numbers[1:] != numbers[:-1]
    found: np.ndarray = numbers[fresh]
    return found
