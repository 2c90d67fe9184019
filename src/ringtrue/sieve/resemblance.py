"""Hosts that need a check because of what they are called: every way of `NameIndex`, for all hosts.

Names are found with a few passes over all letters. Most names that were found say nothing: some by
rules that hold for a whole batch (`ringtrue.sieve.rules`), the others because the detectors, asked
about just these names, leave them alone (`ringtrue.sieve.closer`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ringtrue.model import Name
from ringtrue.reading import TextReading
from ringtrue.search import hyphen_parts
from ringtrue.search.matches import MAX_MATCHES
from ringtrue.sieve.baits import Baits
from ringtrue.sieve.closer import Closer, Hit
from ringtrue.sieve.hashes import HashSet, Sums, hash_of
from ringtrue.sieve.hits import Found, Hits
from ringtrue.sieve.names import Forms
from ringtrue.sieve.near import NearNames
from ringtrue.sieve.rules import Sizes, telling
from ringtrue.sieve.spans import Spans
from ringtrue.sieve.text import Hosts
from ringtrue.sieve.views import View, paired_views, plain_view
from ringtrue.sieve.windows import GRAM, Windows
from ringtrue.sieve.worn import Parts
from ringtrue.text import words

if TYPE_CHECKING:
    from ringtrue.directory.directory import Directory


class Resemblance:
    """Tests of names against those that a directory protects."""

    def __init__(self, directory: Directory) -> None:
        self._index = directory.names
        self._forms = Forms(directory)
        self._windows = Windows(self._forms.texts)
        self._stems = [form for form in self._index.keys.ascii_stems if len(form) > 1]
        self._near = NearNames(directory.protected)
        self._named = [self._forms.near(key) for key in self._near.keys]
        self._near_counts = np.array([len(names) for names in self._named] or [0])
        self._short = Sizes(self._named)
        self._parts = Parts({(a, b) for row in self._index.hyphened.values() for _, a, b in row})
        sites = {n.text for n in directory.protected if n.origin != "handle"}
        self._turned = HashSet(hash_of(text) for text in _turned(sites))
        self._bait = Baits()
        self._closer = Closer(directory)

    def marks(self, hosts: Hosts, kept: np.ndarray) -> None:
        """Sets `kept` where a host resembles a listed name, or begs for trust without one."""
        spans = Spans.of(hosts.text, hosts.row, hosts.starts[hosts.inner], hosts.ends[hosts.inner])
        self._bait.marks(hosts, spans, kept)
        self._worn_parts(hosts, spans, kept)
        self._whole(hosts, kept)
        found = Found(hosts)
        spans = spans.and_(self._bait.cores(hosts, kept))
        self._look(hosts, plain_view(hosts), spans, found, kept)
        for view in paired_views(hosts, kept):
            self._look(hosts, view, spans, found, kept)
        hits = found.all(kept)
        # With so many names a check says that it did not compare them all.
        kept |= np.bincount(hits.row, weights=hits.count, minlength=hosts.size) >= MAX_MATCHES
        hits = hits.only(~kept[hits.row])
        hits, sure = telling(hosts, hits, self._forms, self._short, self._bait)
        # To ask about those of which nearly all are told of would be work done twice.
        kept[hits.row[sure]] = True
        self._closely(hosts, hits.only(~kept[hits.row]), kept)

    def _look(self, hosts: Hosts, view: View, spans: Spans, found: Found, kept: np.ndarray) -> None:
        """Names in one view: inside, as a short piece, a few edits away."""
        sums = Sums(view.letters)
        begin, end, form = self._windows.find(view.letters, sums)
        row = hosts.row[view.starts[begin]]
        found.add(
            row, view.starts[begin], view.ends[end - 1], form, self._forms.counts[form]
        )  # fmt: skip
        if self._stems:
            self._short_inside(view, hosts, kept)
        rows = ~kept if view.rows is None else view.rows & ~kept
        spans = spans.only(np.flatnonzero(rows.take(spans.row)))
        starts, ends = view.places(spans.start), view.places(spans.end)
        short = np.flatnonzero(ends - starts < GRAM)
        form = self._forms.tiny(sums.of(starts[short], ends[short]))
        tiny = form >= 0
        found.add(
            spans.row[short][tiny], spans.start[short][tiny], spans.end[short][tiny], form[tiny],
            self._forms.counts[form[tiny]],
        )  # fmt: skip
        near = self._near.find(view.letters, starts, ends)
        kept[spans.row[near.crowded]] = True
        at = near.at
        found.add(
            spans.row[at],
            spans.start[at],
            spans.end[at],
            near.key,
            self._near_counts[near.key],
            near.distance,
        )

    def _short_inside(self, view: View, hosts: Hosts, kept: np.ndarray) -> None:
        raw = view.letters.tobytes()
        for stem in self._stems:
            at = raw.find(form := stem.encode("ascii"))
            while at >= 0:
                kept[hosts.row[view.starts[at]]] = True
                at = raw.find(form, at + 1)

    def _whole(self, hosts: Hosts, kept: np.ndarray) -> None:
        """Words in the other order: of a label, of a host."""
        sums = hosts.bare_sums
        at = np.flatnonzero(hosts.inner)
        turned = self._turned.holds(
            sums.of(hosts.place[hosts.starts[at]], hosts.place[hosts.ends[at]])
        )
        kept[hosts.label_row[at[turned]]] = True
        whole = sums.of(hosts.place[hosts.row_start], hosts.place[hosts.row_end])
        kept |= self._turned.holds(whole)

    def _worn_parts(self, hosts: Hosts, spans: Spans, kept: np.ndarray) -> None:
        """Hyphenated labels, one part of which is a part of a hyphenated name."""
        for label in self._parts.labels(hosts, spans, kept).tolist():
            if hyphen_parts.find(TextReading(hosts.label(label), self._index)):
                kept[hosts.label_row[label]] = True

    def _closely(self, hosts: Hosts, hits: Hits, kept: np.ndarray) -> None:
        """Sets `kept` where a detector says something about one of `hits`."""
        order = np.argsort(hits.row, kind="stable")
        hits = hits.only(order)
        columns = [c.tolist() for c in (hits.row, hits.start, hits.end, hits.form, hits.distance)]
        pairings: dict[int, list[Hit]] = {}
        for row, start, end, form, distance in zip(*columns, strict=True):
            first = int(hosts.row_start[row])
            names: tuple[Name, ...] = self._named[form] if distance else self._forms.names[form]
            pairings.setdefault(row, []).append((start - first, end - first, names, distance))
        for row, asked in pairings.items():
            kept[row] = self._closer.tells(hosts.host(row), asked)


def _turned(texts: set[str]) -> set[str]:
    """Names of two words with the words in the other order."""
    found = set()
    for text in texts:
        pair = words.segment(text) if 8 <= len(text) <= 24 else None
        if pair and len(pair) == 2:
            found.add(pair[1] + pair[0])
    return found
