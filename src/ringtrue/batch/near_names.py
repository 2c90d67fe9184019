"""Names a few edits away, for many texts at once (`ringtrue.index.near` for one).

A text and a name within `k` edits share a string that is left of their first seven letters when up
to `k` are taken out. Where it takes two to make one, both edits are among these letters (or the
next two), so that a name of ten letters and the text end with the same letter. The hash of such a
string is a sum, one term a letter, so that those of all 29 strings of a text are sums of a few
running sums. Bits of a table tell which of them any name has; what is left is compared letter by
letter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from ringtrue.batch.letters import (
    NEVER,
    bag,
    bags,
    end_bits,
    length_bits,
    near_lengths,
    ones,
    strings_left,
)
from ringtrue.index.near import edit_limit
from ringtrue.model import Name
from ringtrue.records import record

_LEAST, _MOST = 15, 21
_SPARSE = 64
"""Slots of the table for each string of a name: a text is looked up thirty times."""
_TAIL, _WIDE_TAIL = 5, 7
"""Last letters of a text, and those of a name two edits away among which they are."""
_FIRST_BITS = 19
_STRINGS = 29
"""Of a text, at most."""
_KEPT = 100_000
"""First letters of texts about which it is kept whether there is a crowd of names."""
PREFIX = 7
"""First letters of a text and of a name that are looked at."""
MAX_TRIED = 200
"""Names behind the strings of one text from which it is kept: some may be left out of a check."""
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
        self._limits = np.array([edit_limit(len(k)) for k in self.keys], np.int64)
        self._bags = np.array([bag(k) for k in self.keys], np.uint64)
        self._tails = np.array([bag(k[-_TAIL:]) for k in self.keys], np.uint64)
        self._wide_tails = np.array([bag(k[-_WIDE_TAIL:]) for k in self.keys], np.uint64)
        lasts = np.array([ord(k[-1]) for k in self.keys], np.uint8)
        hashes, named, shorter = self._strings()
        order = np.argsort(hashes, kind="stable")
        self._names = named[order]
        self._hashes, first = np.unique(hashes[order], return_index=True)
        self._first = np.append(first, len(self._names))
        behind = np.concatenate(([0], np.cumsum(self._counts[self._names])))
        self._behind = (behind[self._first[1:]] - behind[self._first[:-1]]).astype(np.float64)
        self._crowds: dict[tuple[bytes, int], bool] = {}
        self._dense = self._behind >= MAX_TRIED / _STRINGS
        """Per string: whether its names are so many that a text with it may have a crowd."""
        ends = np.where(shorter[order], end_bits(lasts)[self._names], end_bits(None))
        self._fit = self._sites[self._names] * (
            near_lengths(self._lengths, self._limits)[self._names] | ends
        )
        """Per name of a string: the lengths of the texts that it may be near, and their last
        letters, a bit each (`ringtrue.batch.letters`) ..."""
        self._fits = np.zeros(len(self._hashes), np.uint64)
        """... and per string, of all its names."""
        if len(first):
            self._fits = np.bitwise_or.reduceat(self._fit, first)
        bits = max(_LEAST, min(_MOST, (_SPARSE * len(self._hashes)).bit_length()))
        self._shift, self._table = np.uint32(32 - bits), np.zeros(1 << bits, bool)
        self._table[self._hashes >> self._shift] = True
        every = np.arange(1 << _FIRST_BITS, dtype=np.uint32)
        places = np.searchsorted(self._hashes >> np.uint32(32 - _FIRST_BITS), every)
        self._from = np.minimum(places, max(0, len(self._hashes) - 1)).astype(np.int32)

    def _strings(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Hashes of what may be left of every name, whose they are, and whether two letters were
        taken out (of equal ones of a name, the one with fewer taken out counts)."""
        hashes: list[np.ndarray] = [np.zeros(0, np.uint32)]
        names: list[np.ndarray] = [np.zeros(0, np.int64)]
        shorter: list[np.ndarray] = [np.zeros(0, bool)]
        groups: dict[tuple[int, int], list[int]] = {}
        for at, key in enumerate(self.keys):
            groups.setdefault((min(len(key), PREFIX), edit_limit(len(key))), []).append(at)
        for (size, most), members in groups.items():
            letters = np.array([list(self.keys[at][:size].encode()) for at in members], np.uint8)
            found = np.stack(strings_left(letters.T, most))
            order = np.argsort(found, axis=0, kind="stable")
            found = np.take_along_axis(found, order, axis=0)
            fresh = np.ones(found.shape, bool)
            fresh[1:] = found[1:] != found[:-1]
            hashes.append(found[fresh])
            names.append(np.broadcast_to(np.array(members), found.shape)[fresh])
            shorter.append((order >= 1 + size)[fresh])
        return np.concatenate(hashes), np.concatenate(names), np.concatenate(shorter)

    def find(self, text: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> Near:
        """For each ``text[start:end]`` (folded letters): names that are near, and not the same."""
        sizes = ends - starts
        asked: list[np.ndarray] = [np.zeros(0, np.int64)]
        hashes: list[np.ndarray] = [np.zeros(0, np.uint32)]
        for size in range(4, PREFIX + 4):
            longest = size == PREFIX + 3  # shorter ones are names of ten letters by more letters
            at = np.flatnonzero(sizes >= size if longest else sizes == size)
            if not len(at):
                continue
            first = starts[at]
            columns = [text.take(first + step) for step in range(min(size, PREFIX))]
            for left in strings_left(columns, 1 if size <= PREFIX else 2, size - PREFIX - 1):
                hits = np.flatnonzero(self._table.take(left >> self._shift))
                asked.append(at.take(hits))
                hashes.append(left.take(hits))
        at, string = self._known(np.concatenate(asked), np.concatenate(hashes))
        return self._compared(text, starts, ends, at, string)

    def _known(self, at: np.ndarray, hashes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Those of `hashes` that are strings of names, as indices of these strings."""
        string = self._from.take(hashes >> np.uint32(32 - _FIRST_BITS))
        last = len(self._hashes) - 1
        rest = np.flatnonzero((self._hashes.take(string) < hashes) & (string < last))
        while len(rest):  # as often as strings share their first bits
            string[rest] += 1
            here = string.take(rest)
            rest = rest[(self._hashes.take(here) < hashes.take(rest)) & (here < last)]
        real = self._hashes.take(string) == hashes
        return at[real], string[real]

    def _compared(
        self, text: np.ndarray, starts: np.ndarray, ends: np.ndarray, at: np.ndarray,
        string: np.ndarray,
    ) -> Near:  # fmt: skip
        none = np.zeros(0, np.int64)
        if not len(at):
            return Near(none, none, none, none)
        tried = self._crowded(text, starts, ends, at, string)
        wanted = length_bits(ends - starts) | end_bits(text.take(ends - 1))
        wanted[tried] = NEVER
        asked = wanted.take(at)
        fits = np.flatnonzero(self._fits.take(string) & asked == asked)
        at, entry = self._entries(at.take(fits), string.take(fits))
        asked = wanted.take(at)
        fits = np.flatnonzero(self._fit.take(entry) & asked == asked)
        at, name = at.take(fits), self._names.take(entry.take(fits))
        # One edit takes one letter away and adds one, at most.
        letters = bags(text, starts, ends, at)
        alike = ones(letters.take(at) ^ self._bags.take(name)) <= 2 * self._limits.take(name)
        at, name = at[alike], name[alike]
        # Its last letters stand among a few more of the other's last ones.
        tails = bags(text, np.maximum(starts, ends - _TAIL), ends, at)
        wide = bags(text, np.maximum(starts, ends - _WIDE_TAIL), ends, at)
        most = self._limits.take(name)
        alike = ones(tails.take(at) & ~self._wide_tails.take(name)) <= most
        alike &= ones(self._tails.take(name) & ~wide.take(at)) <= most
        pairs = _distinct(at[alike] * np.int64(len(self.keys)) + name[alike])
        at, name = pairs // len(self.keys), pairs % len(self.keys)
        distance = self._distances(text, starts, ends, at, name)
        near = (distance > 0) & (distance <= self._limits[name])
        return Near(at[near], name[near], distance[near], np.flatnonzero(tried))

    def _entries(self, at: np.ndarray, string: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Each text with each name of its strings, as an index of `_names`."""
        first = self._first.take(string)
        count = self._first.take(string + 1) - first
        shift = (first + count - np.cumsum(count)).astype(np.int32)
        entry = np.repeat(shift, count)
        entry += np.arange(len(entry), dtype=np.int32)
        return np.repeat(at.astype(np.int32), count), entry

    def _crowded(
        self, text: np.ndarray, starts: np.ndarray, ends: np.ndarray, at: np.ndarray,
        string: np.ndarray,
    ) -> np.ndarray:  # fmt: skip
        """Per text: there are more names about it than are compared for one."""
        size = len(starts)
        asked = np.zeros(size, bool)
        asked[at.take(np.flatnonzero(self._dense.take(string)))] = True
        some = np.flatnonzero(asked.take(at))
        if not len(some):
            return asked
        # A name may be counted once for each string that it shares with the text.
        at, string = at.take(some), string.take(some)
        many = np.bincount(at, weights=self._behind.take(string), minlength=size)
        tried: np.ndarray = many >= _CROWD
        rows = np.flatnonzero((many >= MAX_TRIED) & ~tried).tolist()
        # The strings of a text depend on its first letters and its length, and these come again.
        firsts = [text[starts[r] : min(starts[r] + PREFIX, ends[r])].tobytes() for r in rows]
        lengths = np.minimum(ends[rows] - starts[rows], PREFIX + 3).tolist()
        told = self._crowds if len(self._crowds) < _KEPT else {}
        keys = list(zip(firsts, lengths, strict=True))
        new = {key: row for key, row in zip(keys, rows, strict=True) if key not in told}
        if new:
            crowds = self._behind_each(at, string, list(new.values()), size) >= MAX_TRIED
            told.update(zip(new, crowds.tolist(), strict=True))
        self._crowds = told
        tried[rows] = [told[key] for key in keys]
        return tried

    def _behind_each(
        self, at: np.ndarray, string: np.ndarray, rows: list[int], size: int
    ) -> np.ndarray:
        """How many names share a string with each of the texts `rows`."""
        asked = np.zeros(size, bool)
        asked[rows] = True
        here = np.flatnonzero(asked.take(at))
        text_at, entry = self._entries(at.take(here), string.take(here))
        pairs = _distinct(text_at * np.int64(len(self.keys)) + self._names[entry])
        behind = self._counts[pairs % len(self.keys)]
        return np.bincount(pairs // len(self.keys), behind, size).take(rows)

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


def ascii_key(key: str) -> str:
    """`key` with a mark that no host has for each foreign letter: as far away as that letter."""
    return key.encode("ascii", "replace").decode("ascii")


def _distinct(numbers: np.ndarray) -> np.ndarray:
    """Each number once (sorting takes a third of the time of `numpy.unique`)."""
    numbers.sort()
    fresh = np.ones(len(numbers), bool)
    fresh[1:] = numbers[1:] != numbers[:-1]
    found: np.ndarray = numbers[fresh]
    return found
