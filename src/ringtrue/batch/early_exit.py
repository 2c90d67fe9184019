"""Which hosts of a column need a check: the early exit, for all of them at once (numpy).

A host is left out only where no stage of the search and no detector that inspects hosts can find
anything: `ringtrue.batch.table` answers ``unknown`` without asking `Checker.check`, which would say
the same. Each condition stands in the file of its stage or detector, beside the one for a single
host and made of the same constants:

* ``compare_columns(pairings)`` of a detector says which pairings of hosts with names its
  ``compare`` may find something in; without it, all of those that it judges;
* ``inspect_columns(batch)`` says which hosts its ``inspect`` may find something in; without it,
  each host is asked by itself.

It errs to one side alone: a host that cannot be read at once is checked.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING
from weakref import proxy

import numpy as np

from ringtrue import data
from ringtrue.batch.bait_words import BaitWords
from ringtrue.batch.hashes import HashSet, Numbered, Sums, hash_of, hashes_of
from ringtrue.batch.hosts_column import HYPHEN, Hosts
from ringtrue.batch.hyphen_parts import Parts
from ringtrue.batch.names_column import Groups, NamesColumn
from ringtrue.batch.near_names import NearNames
from ringtrue.batch.pairings import Flags, Pairings, Tables
from ringtrue.batch.spans import CORE, Spans
from ringtrue.batch.views import View, paired_views, plain_view
from ringtrue.batch.windows import GRAM, Windows
from ringtrue.detectors.plan import Plan
from ringtrue.detectors.registry import TABLE, Row, module_of
from ringtrue.kinds.facets import DomainName
from ringtrue.kinds.platforms import account_hosts
from ringtrue.model import ContactPoint
from ringtrue.reading import TextReading, is_strained
from ringtrue.search import hyphen_parts
from ringtrue.search.matches import MAX_MATCHES
from ringtrue.text import words
from ringtrue.text.hosts import hosting_places
from ringtrue.text.skeleton import plain_key
from ringtrue.text.suffix import private_suffixes, split

if TYPE_CHECKING:
    import pyarrow as pa

    from ringtrue.directory.directory import Directory

MOST = 32_768
"""Hosts looked at together: what they take should stay in the processor's caches."""
_DEEPEST = 5
"""Labels of the longest listed place that is looked for; hosts with more labels are kept."""
_ELSEWHERE = ("", "unicode", "listed")
"""Signs (`Row.inspects`) that no host has which is read here and not listed ..."""
_BELOW = ("subdomain", "parted")
"""... and those that only hosts with labels below the registered one have."""
_CUT = 6
"""Letters of the shortest name that is looked for where a dot cuts it in two."""


class Batch:
    """A batch of hosts, as a detector's `inspect_columns` sees it."""

    def __init__(self, hosts: Hosts, spans: Spans, tables: Tables, hosted: np.ndarray) -> None:
        self.hosts, self.spans, self.tables = hosts, spans, tables
        self.hosted = hosted
        """Per host: it stands on a hosting platform or below a private suffix."""
        self.kept = hosts.unread.copy()
        """Per host: it is known by now to need a check."""


class EarlyExit:
    """The early exit of one directory. Building it takes a second for 10,000 brands."""

    def __init__(self, directory: Directory) -> None:
        self._directory, self._index = proxy(directory), directory.names
        listed = {*directory.hosts(), *account_hosts()}
        self._listed = _set_of(listed)
        self._hosting = _set_of({*hosting_places(), *private_suffixes()})
        self._names = names = NamesColumn(directory.protected)
        accounts = {name.replace(".", "").replace("-", "") for name in directory.account_names()}
        self._tables = Tables(names, BaitWords(), _dictionary(), _sites(), _set_of(accounts))
        addresses = sorted(_flat(directory) - set(names.forms))
        both = _flat(directory).intersection(names.forms)
        self._forms = [*names.forms, *addresses]
        self._is_address = np.array(
            [form in both for form in names.forms] + [True] * len(addresses)
        )
        self._windows = Windows(self._forms)
        tiny = [at for at, form in enumerate(names.forms) if len(form) < GRAM]
        self._tiny = Numbered(hashes_of([names.forms[at] for at in tiny]), tiny)
        self._stems = [form for form in self._index.keys.ascii_stems if len(form) > 1]
        self._near = NearNames(directory.protected)
        self._by_key = Groups([names.by_key.get(key, ()) for key in self._near.keys])
        self._parts = Parts({(a, b) for row in self._index.hyphened.values() for _, a, b in row})
        sites = {n.text for n in directory.protected if n.origin != "handle"}
        self._turned = _set_of(_turned(sites))
        hosts = [row for row in TABLE if DomainName in row.reads and not row.only_claimed]
        inspecting = [row for row in hosts if row.inspects not in _ELSEWHERE]
        self._inspect = [found for row in inspecting if (found := _form(row, "inspect_columns"))]
        rest = [row for row in inspecting if _form(row, "inspect_columns") is None]
        self._ask_all = any(row.inspects not in _BELOW for row in rest)
        self._plan = Plan(frozenset(row.code for row in TABLE if row not in rest))
        self._compare = [(row, _form(row, "compare_columns")) for row in hosts if row.compares]

    def keeps(self, contacts: pa.StringArray) -> np.ndarray:
        """For each of `contacts` (no nulls, plain ``string`` type) whether it needs a check.

        Where the answer is False, `Checker.check` without claims says ``unknown``, with the score 0
        and without evidence.
        """
        parts = [self._kept(contacts.slice(start, MOST)) for start in range(0, len(contacts), MOST)]
        return np.concatenate(parts) if parts else np.zeros(0, bool)

    def _kept(self, contacts: pa.StringArray) -> np.ndarray:
        hosts = Hosts.of(contacts)
        spans = Spans.of(hosts.text, hosts.row, hosts.starts[hosts.inner], hosts.ends[hosts.inner])
        parents = np.flatnonzero(hosts.after)  # no listed place is an ending
        row = hosts.label_row.take(parents)
        ends = hosts.sums.of(hosts.starts.take(parents), hosts.row_end.take(row))
        hosted = np.zeros(hosts.size, bool)
        hosted[row.take(self._hosting.find(ends)[0])] = True
        batch = Batch(hosts, spans, self._tables, hosted)
        kept = batch.kept
        kept[row.take(self._listed.find(ends)[0])] = True
        kept[hosts.label_row[hosts.after >= _DEEPEST]] = True
        for inspect in self._inspect:
            kept |= inspect(batch)
        self._one_by_one(hosts, kept)
        self._worn_parts(hosts, spans, kept)
        self._whole(hosts, kept)
        self._compared(batch)
        return kept

    def _one_by_one(self, hosts: Hosts, kept: np.ndarray) -> None:
        """What has no column form, asked about each host that it may speak about. (A worse spelling
        counts in strained hosts: they are kept.)"""
        asked = np.full(hosts.size, self._ask_all) | hosts.below
        for row in np.flatnonzero(asked & ~kept).tolist():
            host = hosts.host(row)
            labels, suffix, private = split(host)
            if not labels:
                kept[row] = True  # an ending of several labels
                continue
            facet = DomainName(host, suffix, f"{labels[-1]}.{suffix}", labels, private)
            contact = ContactPoint("domain", host, host, (facet,), ("handle:@",))
            strained = len(labels) > 1 and is_strained(labels)
            kept[row] = strained or self._plan.finders(contact, self._directory)

    def _compared(self, batch: Batch) -> None:
        """Names in the hosts, and what the detectors may find in each pairing."""
        hosts, kept = batch.hosts, batch.kept
        found = _Found(self._names)
        spans = batch.spans.and_(self._cores(hosts, kept))
        self._look(hosts, plain_view(hosts), spans, found, kept)
        for view in paired_views(hosts, kept):
            self._look(hosts, view, spans, found, kept)
        row, start, end, name, distance = found.all()
        # With so many names a check says that it did not compare them all.
        kept |= np.bincount(row, minlength=hosts.size) >= MAX_MATCHES
        some = np.flatnonzero(~kept[row])
        columns = tuple(column.take(some) for column in (row, start, end, name, distance))
        pairings = Pairings(hosts, self._tables, columns, batch.hosted, found.addresses())
        kept[pairings.row[self._may_tell(pairings)]] = True

    def _may_tell(self, found: Pairings) -> Flags:
        told = np.zeros(len(found.row), bool)
        for row, columns in self._compare:
            if columns is not None:
                told |= columns(found)
            else:
                told |= np.logical_or.reduce([_is_how(found, how) for how in row.compares])
        # Of a name that a dot cuts only long ones count, of two or three letters whole pieces.
        told &= ~found.cut | (found.size >= _CUT)
        return told & ((found.size >= GRAM) | found.whole | found.token)

    def _look(
        self, hosts: Hosts, view: View, spans: Spans, found: _Found, kept: np.ndarray
    ) -> None:
        """Names in one view: inside, as a short piece, a few edits away."""
        sums = Sums(view.letters)
        begin, end, form = self._windows.find(view.letters, sums)
        start, stop = view.starts[begin], view.ends[end - 1]
        row = hosts.row[start]
        address = self._is_address.take(form)
        found.add_addresses(row[address], start[address], stop[address])
        named = np.flatnonzero(form < len(self._names.forms))
        found.add(row[named], start[named], stop[named], self._names.by_form, form[named])
        if self._stems:
            self._short_inside(view, hosts, kept)
        rows = ~kept if view.rows is None else view.rows & ~kept
        spans = spans.only(np.flatnonzero(rows.take(spans.row)))
        starts, ends = view.places(spans.start), view.places(spans.end)
        short = np.flatnonzero(ends - starts < GRAM)
        held, form = self._tiny.find(sums.of(starts[short], ends[short]))
        at = short[held]
        found.add(spans.row[at], spans.start[at], spans.end[at], self._names.by_form, form)
        near = self._near.find(view.letters, starts, ends)
        kept[spans.row[near.crowded]] = True
        at = near.at
        found.add(
            spans.row[at], spans.start[at], spans.end[at], self._by_key, near.key, near.distance
        )  # fmt: skip

    def _short_inside(self, view: View, hosts: Hosts, kept: np.ndarray) -> None:
        raw = view.letters.tobytes()
        for stem in self._stems:
            at = raw.find(form := stem.encode("ascii"))
            while at >= 0:
                kept[hosts.row[view.starts[at]]] = True
                at = raw.find(form, at + 1)

    def _cores(self, hosts: Hosts, kept: np.ndarray) -> Spans:
        """What is left of labels when a bait word is taken off an end (`candidates.cores`)."""
        at = np.flatnonzero(hosts.inner & (hosts.ends - hosts.starts >= 3 + 5))
        at = at[~kept[hosts.label_row[at]]]
        starts, ends = hosts.starts[at], hosts.ends[at]
        some, size = self._tables.baits.heavy.heads(hosts, starts, ends)
        first = starts[some] + size
        first += hosts.text[first] == HYPHEN
        others, size = self._tables.baits.heavy.tails(hosts, starts, ends)
        last = ends[others] - size
        last -= hosts.text[last - 1] == HYPHEN
        a, b = np.concatenate((first, starts[others])), np.concatenate((ends[some], last))
        long = b - a >= 5
        a, b = a[long], b[long]
        return Spans(a, b, hosts.row[a], np.full(len(a), CORE, np.int8))

    def _whole(self, hosts: Hosts, kept: np.ndarray) -> None:
        """Words in the other order: of a label, of a host."""
        at = np.flatnonzero(hosts.inner)
        first, last = hosts.place[hosts.starts[at]], hosts.place[hosts.ends[at]]
        kept[hosts.label_row[at[self._turned.holds(hosts.bare_sums.of(first, last))]]] = True
        kept |= self._turned.holds(hosts.whole())

    def _worn_parts(self, hosts: Hosts, spans: Spans, kept: np.ndarray) -> None:
        """Hyphenated labels, one part of which is a part of a hyphenated name."""
        for label in self._parts.labels(hosts, spans, kept).tolist():
            if hyphen_parts.find(TextReading(hosts.label(label), self._index)):
                kept[hosts.label_row[label]] = True


class _Found:
    """Collects names that stand in hosts, and official hosts in hosts."""

    def __init__(self, names: NamesColumn) -> None:
        none = np.zeros(0, np.int64)
        self._names = names
        self._parts = [(none, none, none, none, none)]
        self._addresses = [(none, none, none)]

    def add(
        self, row: np.ndarray, start: np.ndarray, end: np.ndarray, groups: Groups,
        group: np.ndarray, distance: np.ndarray | None = None,
    ) -> None:  # fmt: skip
        """Every name of these groups, one a span."""
        at, name = groups.of(group)
        edits = np.zeros(len(at), np.int64) if distance is None else distance.take(at)
        self._parts.append((row.take(at), start.take(at), end.take(at), name, edits))

    def add_addresses(self, row: np.ndarray, start: np.ndarray, end: np.ndarray) -> None:
        self._addresses.append((row, start, end))

    def all(self) -> tuple[np.ndarray, ...]:
        return tuple(np.concatenate(column) for column in zip(*self._parts, strict=True))

    def addresses(self) -> tuple[np.ndarray, ...]:
        return tuple(np.concatenate(column) for column in zip(*self._addresses, strict=True))


def _form(row: Row, name: str) -> Callable[..., np.ndarray] | None:
    found: Callable[..., np.ndarray] | None = getattr(module_of(row.code), name, None)
    return found


def _is_how(found: Pairings, how: str) -> Flags:
    """Whether a pairing is of this kind; of kinds that are looked for host by host none is."""
    flags: Flags = getattr(found, how, np.zeros(len(found.row), bool))
    return flags


def _set_of(texts: set[str] | frozenset[str]) -> HashSet:
    return HashSet(hash_of(text) for text in texts if text.isascii())


def _flat(directory: Directory) -> set[str]:
    """Official hosts without dots and hyphens: ``lineme``."""
    hosts = (host for host in directory.hosts() if host.isascii())
    flat = {plain_key(host.replace(".", "").replace("-", "")) for host in hosts}
    return {form for form in flat if len(form) >= GRAM}


def _turned(texts: set[str]) -> set[str]:
    """Names of two words with the words in the other order."""
    found = set()
    for text in texts:
        pair = words.segment(text) if 8 <= len(text) <= 24 else None
        if pair and len(pair) == 2:
            found.add(pair[1] + pair[0])
    return found


@cache
def _dictionary() -> HashSet:
    found = {word for word in data.text("words.txt").split() if word.isascii()}
    return HashSet(hashes_of([word for word in found if words.is_word(word)]))


@cache
def _sites() -> HashSet:
    labels = set(words.popular_labels().split())
    known = [at for at in labels if at.isascii() and words.popular_rank(f"{at}.com") is not None]
    return HashSet(hashes_of(known))
