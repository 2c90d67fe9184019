"""Bait words at the ends of labels: what is left may be near a name, or all of it is bait."""

from __future__ import annotations

import numpy as np

from ringtrue.directory.candidates import cores
from ringtrue.directory.names import NameIndex
from ringtrue.sieve.near import NearNames
from ringtrue.sieve.spans import Spans, folded_pairs
from ringtrue.sieve.text import HYPHEN, HashSet, Hosts, hash_of
from ringtrue.text import words

_SHORTEST, _LONGEST = 3, 13
"""Letters of a bait word that is taken off (`ringtrue.directory.candidates.cores`)."""


class Baits:
    """Finds labels that begin or end with a bait word."""

    def __init__(self, index: NameIndex) -> None:
        self._index = index
        heavy = {w for w in words.bait_words("high", "medium") if w.isascii()}
        heavy = {w for w in heavy if _SHORTEST <= len(w) <= _LONGEST}
        every = {w for w in words.bait_words() if w.isascii() and len(w) >= 2}
        self._heavy = HashSet([hash_of(w) for w in heavy])
        self._every = HashSet([hash_of(w) for w in every])
        self._longest = max(map(len, every))
        self._first = HashSet([hash_of(w[:2]) for w in every])
        self._last = HashSet([hash_of(w[-2:]) for w in every])

    def marks(
        self, hosts: Hosts, spans: Spans, plain: np.ndarray, near: NearNames, kept: np.ndarray
    ) -> None:
        """Sets `kept` where the rest beside a bait word is near a name, or is bait too."""
        at = np.flatnonzero(hosts.inner & (hosts.ends - hosts.starts >= 2))
        at = at[~kept[hosts.label_row[at]]]
        starts, ends = hosts.starts[at], hosts.ends[at]
        pieces = np.flatnonzero(spans.hyphenated & (spans.width >= 2) & ~kept[spans.row])
        all_starts = np.concatenate((starts, spans.start[pieces]))
        all_ends = np.concatenate((ends, spans.end[pieces]))
        begins, finishes, cores = self._edges(hosts, all_starts, all_ends, len(at))
        labels = np.searchsorted(hosts.ends, all_starts[begins & finishes])
        for label in np.unique(labels).tolist():
            if _begs(hosts.label(label)):
                kept[hosts.label_row[label]] = True
        self._cores(hosts, plain, near, *cores, kept)

    def _edges(
        self, hosts: Hosts, starts: np.ndarray, ends: np.ndarray, labels: int
    ) -> tuple[np.ndarray, np.ndarray, tuple[np.ndarray, np.ndarray]]:
        """Which spans begin and which end with a bait word or a digit; and, for the first `labels`
        of them, what is left when a heavy one is taken off."""
        begins = hosts.text[starts] < ord("a")
        finishes = hosts.text[ends - 1] < ord("a")
        first: list[np.ndarray] = []
        last: list[np.ndarray] = []
        for side, short in ((0, self._first), (1, self._last)):
            edge = (starts, starts + 2) if side == 0 else (ends - 2, ends)
            some = np.flatnonzero(short.holds(hosts.sums.of(*edge)))
            for size in range(2, self._longest + 1):
                some = some[(ends - starts)[some] >= size]
                a, b = starts[some], ends[some]
                hashes = hosts.sums.of(*((a, a + size) if side == 0 else (b - size, b)))
                (finishes if side else begins)[some[self._every.holds(hashes)]] = True
                if _SHORTEST <= size <= _LONGEST:
                    hit = self._heavy.holds(hashes) & (b - a - size >= 5) & (some < labels)
                    rest = _rest(hosts.text, a[hit], b[hit], size, side)
                    first.append(rest[0])
                    last.append(rest[1])
        return begins, finishes, (np.concatenate(first), np.concatenate(last))

    def _cores(
        self, hosts: Hosts, plain: np.ndarray, near: NearNames, starts: np.ndarray,
        ends: np.ndarray, kept: np.ndarray,
    ) -> None:  # fmt: skip
        if not len(starts):
            return
        rows = hosts.row[starts]
        paired = folded_pairs(hosts)
        place = np.cumsum(plain != HYPHEN) - (plain != HYPHEN)
        bare = plain[plain != HYPHEN]
        kept[rows[near.holds(bare, place[starts], place[ends])]] = True
        labels = np.searchsorted(hosts.ends, starts)
        for label in np.unique(labels[paired[rows] & ~kept[rows]]).tolist():
            text = hosts.label(label)
            if any(self._index.near_span(text, *span) for span in cores(text)):
                kept[hosts.label_row[label]] = True


def _rest(
    text: np.ndarray, starts: np.ndarray, ends: np.ndarray, size: int, side: int
) -> tuple[np.ndarray, np.ndarray]:
    """What stands beside the bait word, without the hyphen between."""
    if side == 0:
        starts = starts + size
        return starts + (text[starts] == HYPHEN), ends
    ends = ends - size
    return starts, ends - (text[ends - 1] == HYPHEN)


def _begs(label: str) -> bool:
    """Two heavy words (`ringtrue.detectors.bait`)."""
    found = [pair for piece in label.split("-") for pair in words.split_bait(piece) or ()]
    return sum(weight == "high" for _, weight in found) >= 2
