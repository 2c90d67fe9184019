"""Hyphenated labels with one part of a hyphenated name: ``etc-maisei`` for etc-meisai.

`ringtrue.search.hyphen_parts` compares the other parts; here it is told for a whole batch which
labels hold a part beside which something stands that is about as long as the other one.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ringtrue.batch.hashes import HashSet, hash_of
from ringtrue.batch.hosts_column import HYPHEN, Hosts
from ringtrue.batch.spans import RUN, TOKEN, Spans
from ringtrue.search.hyphen_parts import MAX_EDITS

_LONGEST = 63


class Parts:
    """Parts of hyphenated names."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        """`pairs`: first and second part of each name."""
        after: dict[int, int] = {}
        before: dict[int, int] = {}
        for first, second in pairs:
            if len(first) > 2 and first.isascii():
                at = hash_of(first)
                after[at] = after.get(at, 0) | _about(len(second))
            if len(second) > 2 and second.isascii():
                at = hash_of(second)
                before[at] = before.get(at, 0) | _about(len(first))
        self._known = HashSet(after.keys() | before.keys())
        hashes = self._known.sorted.tolist()
        self._after = np.array([after.get(known, 0) for known in hashes], np.uint64)
        """Per part: how long what follows it may be, a bit each ..."""
        self._before = np.array([before.get(known, 0) for known in hashes], np.uint64)
        """... and what stands before it."""

    def labels(self, hosts: Hosts, spans: Spans, kept: np.ndarray) -> np.ndarray:
        """The labels of hosts that are not `kept` in which a name may be."""
        text = hosts.text
        pieces = (spans.kind == TOKEN) | (spans.kind == RUN)
        at = np.flatnonzero(pieces)
        start, end = spans.start.take(at), spans.end.take(at)
        follows = text.take(np.maximum(start - 1, 0)) == HYPHEN
        leads = text.take(end) == HYPHEN
        some = np.flatnonzero((follows | leads) & ~kept.take(spans.row.take(at)))
        held, part = self._known.find(hosts.sums.of(start.take(some), end.take(some)))
        some = some.take(held)
        first, last = start.take(some), end.take(some)
        fits = np.zeros(len(some), bool)
        for kind in (TOKEN, RUN):
            of_kind = np.flatnonzero(spans.kind == kind)
            begin, stop = spans.start.take(of_kind), spans.end.take(of_kind)
            if not len(begin):
                continue
            place = np.minimum(np.searchsorted(begin, last + 1), len(begin) - 1)
            beside = leads.take(some) & (begin.take(place) == last + 1)
            fits |= beside & _has(self._after.take(part), (stop - begin).take(place))
            place = np.minimum(np.searchsorted(stop, first - 1), len(stop) - 1)
            beside = follows.take(some) & (stop.take(place) == first - 1)
            fits |= beside & _has(self._before.take(part), (stop - begin).take(place))
        return np.unique(hosts.labels_of(first[fits]))


def _about(size: int) -> int:
    """The lengths of what may be worn from so many letters, a bit each."""
    return sum(1 << min(n, _LONGEST) for n in range(max(0, size - MAX_EDITS), size + MAX_EDITS + 1))


def _has(bits: np.ndarray, size: np.ndarray) -> np.ndarray:
    found: np.ndarray = (
        bits >> np.minimum(size, _LONGEST).astype(np.uint64) & np.uint64(1)
    ).astype(bool)
    return found
