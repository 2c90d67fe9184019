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
from ringtrue.index.near import (
    BESIDE,
    GLUED,
    MAX_TRIED,
    PART,
    edit_limit,
    lengths_near,
    parts_of,
)
from ringtrue.model import Name
from ringtrue.reading import MAX_TEXT
from ringtrue.records import record
from ringtrue.text.skeleton import plain_key

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
            for key in dict.fromkeys((name.key, plain_key(name.text))):
                if edit_limit(len(key)):
                    counts[key := ascii_key(key)] += 1
                    if name.origin != "handle":
                        sites.add(key)
        self.keys = sorted(counts)
        self._lengths = np.array([*map(len, self.keys), 0], np.int64)
        self._limits = np.array([*(edit_limit(len(key)) for key in self.keys), 0], np.int64)
        self._sites = np.array([*(key in sites for key in self.keys), False])
        self._bags = np.array([*map(_bag, self.keys), 0], np.uint64)
        parted = [parts_of(key) for key in self.keys]
        self._tables: list[Numbered] = []
        """Numbers of beginnings and of ends, by their hashes."""
        rows: list[list[int]] = []
        ends_at: list[int] = []
        for kind in range(2):
            table: dict[str, list[int]] = {}
            for at, parts in enumerate(parted):
                for part in parts[kind]:
                    table.setdefault(part, []).append(at)
            self._tables.append(
                Numbered(hashes_of(list(table)), range(len(rows), len(rows) + len(table)))
            )
            rows += table.values()
            ends_at.append(len(rows))
        self._heads = ends_at[0]
        """Numbers of parts below it are of beginnings."""
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
        self._many = np.array([*(counts[key] for key in self.keys), 0], np.float64)
        """Names of each key."""
        lengths = set(map(len, self.keys))
        self._reach = np.zeros((2, MAX_TEXT + 1), np.int64)
        """For the length of a text: of the shortest name that may be near, and past the longest."""
        for size in range(MAX_TEXT + 1):
            low, high = lengths_near(size, lengths) or (0, -1)
            self._reach[:, size] = low, min(high + 1, MAX_TEXT + 3)

    def find(
        self, text: np.ndarray, starts: np.ndarray, ends: np.ndarray, sums: Sums | None = None
    ) -> Near:
        """For each ``text[start:end]`` (folded letters): names that are near, and not the same.
        `sums`: those of `text`, when they are there already."""
        sums, sizes = sums or Sums(text), np.minimum(ends - starts, MAX_TEXT)
        at, part = self._parts(sums, starts, ends)
        low, high = self._reach.take(sizes.take(at), axis=1)
        at, name = self._each(*self._named(at, part, low, high))
        behind = np.bincount(at, self._many.take(name), len(starts))
        longer, limit = sizes.take(at) - self._lengths.take(name), self._limits.take(name)
        fits = np.flatnonzero(self._sites.take(name) & (np.abs(longer) <= limit))
        at, name, longer, limit = (each.take(fits) for each in (at, name, longer, limit))
        # One edit takes one letter away and adds one, at most; what is longer has letters added.
        seen, known = _bags(text, starts, ends, at).take(at), self._bags.take(name)
        alike = _ones(known & ~seen) <= limit - np.maximum(longer, 0)
        alike &= _ones(seen & ~known) <= limit + np.minimum(longer, 0)
        at, name = at[alike], name[alike]
        distance = self._distances(text, starts, ends, at, name)
        near = (distance > 0) & (distance <= self._limits.take(name))
        return Near(at[near], name[near], distance[near], np.flatnonzero(behind > MAX_TRIED))

    def glued(
        self, text: np.ndarray, starts: np.ndarray, ends: np.ndarray, sums: Sums
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Names that ``text[start:end]`` may begin or end with, an edit away: the index of the
        text, the number of the key, and from where up to where in the text it stands."""
        sizes = ends - starts
        long = np.flatnonzero((sizes >= GLUED + BESIDE) & (sizes <= MAX_TEXT))
        at, part = self._parts(sums, starts.take(long), ends.take(long))
        at = long.take(at)
        high = np.minimum(sizes.take(at) - BESIDE + 1, MAX_TEXT + 3)
        pairs = []
        for kind in (part < self._heads, part >= self._heads):
            some = np.flatnonzero(kind)
            least = np.full(len(some), GLUED)
            of, name = self._named(at.take(some), part.take(some), least, high.take(some))
            some = np.flatnonzero(self._sites.take(name))
            pairs.append(self._each(of.take(some), name.take(some)))
        leading = pairs[0][0]
        at, name = (np.concatenate(column) for column in zip(*pairs, strict=True))
        leads = np.arange(len(at)) < len(leading)
        length = self._lengths.take(name)
        first = np.where(leads, starts.take(at), ends.take(at) - length)
        last = first + length
        letters = _bags(text, first, last, np.arange(len(first)))
        alike = np.flatnonzero(_ones(letters ^ self._bags.take(name)) <= 3)
        near = self._apart(text, first.take(alike), last.take(alike), name.take(alike))
        told = (near > 0) & (near <= 2)
        some = alike[told]
        at, name, first, last = at.take(some), name.take(some), first.take(some), last.take(some)
        leads = leads.take(some)
        more = np.where(near[told] == 1, 0, 9)
        for step in (-1, 1):  # a letter left out, or one put in
            apart = self._apart(text, first - step * ~leads, last + step * leads, name)
            more[(more == 9) & (apart == 1)] = step
        told = more < 9
        at, name, more, leads = at[told], name[told], more[told], leads[told]
        return at, name, first[told] - more * ~leads, last[told] + more * leads

    def _apart(
        self, text: np.ndarray, first: np.ndarray, last: np.ndarray, name: np.ndarray
    ) -> np.ndarray:
        """Edits between these spans and names."""
        return self._distances(text, first, last, np.arange(len(first)), name)

    def _parts(
        self, sums: Sums, starts: np.ndarray, ends: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """The texts that have parts of names, and the number of each part."""
        sizes = np.minimum(ends - starts, PART)
        asked, parts = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        short = np.flatnonzero(sizes < PART)  # only these have parts that lack no letter
        for table, first in zip(self._tables, (starts, ends - sizes), strict=True):
            whole, *less = sums.less(first, sizes, PART)
            held, part = table.find(whole.take(short))
            asked.append(short.take(held))
            parts.append(part)
            for hashes in less:
                held, part = table.find(hashes)
                asked.append(held)
                parts.append(part)
        return np.concatenate(asked), np.concatenate(parts)

    def _named(
        self, at: np.ndarray, part: np.ndarray, low: np.ndarray, high: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """The names of these parts that have `low` letters and more, but fewer than `high`."""
        first, last = self._starts[part, low], self._starts[part, high]
        some = np.flatnonzero(last > first)
        if not len(some):
            return at[:0], at[:0]
        first, last = first.take(some), last.take(some)
        at = np.repeat(at.take(some), last - first)
        return at, self._names.take(ranges(first, last))

    def _each(self, at: np.ndarray, name: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Each pair once."""
        pairs = _distinct(at * np.int64(len(self.keys)) + name)
        return pairs // len(self.keys), pairs % len(self.keys)

    def _distances(
        self, text: np.ndarray, starts: np.ndarray, ends: np.ndarray, at: np.ndarray,
        name: np.ndarray,
    ) -> np.ndarray:  # fmt: skip
        """Edits (optimal string alignment) between texts and names; 3 or more count as 3."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import cpdist

        if not len(at):
            return np.zeros(0, np.uint8)
        whole = text.tobytes().decode("latin-1")
        fresh = np.ones(len(at), bool)  # a text is compared with several names in a row
        fresh[1:] = at[1:] != at[:-1]
        each = at[fresh]
        spans = zip(starts.take(each).tolist(), ends.take(each).tolist(), strict=True)
        texts = [whole[a:b] for a, b in spans]
        seen = [texts[i] for i in (np.cumsum(fresh) - 1).tolist()]
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
