"""Which hosts of a column need a check: the early exit, for all of them at once (numpy).

A host is left out only where no stage of the search and no detector that inspects hosts can find
anything: `ringtrue.batch.table` answers ``unknown`` without asking `Checker.check`, which would say
the same. Each condition stands in the file of its stage or detector, beside the one for a single
host and made of the same constants:

* ``compare_columns(pairings)`` of a detector says which pairings of hosts with names its
  ``compare`` may find something in; without it, all of those that it judges. `WEIGHED` ones are
  then asked themselves;
* ``inspect_columns(batch)`` says which hosts its ``inspect`` may find something in; without it,
  each host is asked by itself;
* ``columns`` of a stage notes the names that it finds in a batch, or says which hosts it may find
  any in; without it, its ``find`` is asked about each host.

It errs to one side alone: a host that cannot be read at once is checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING
from weakref import proxy

import numpy as np

from ringtrue import data
from ringtrue.batch.bait_words import BaitWords
from ringtrue.batch.hashes import HashSet, Numbered, Sums, hash_of, hashes_of
from ringtrue.batch.hosts_column import Hosts
from ringtrue.batch.hyphen_parts import Parts
from ringtrue.batch.names_column import Groups, NamesColumn
from ringtrue.batch.near_names import NearNames
from ringtrue.batch.pairings import MANY_EDITS, Flags, Pairings
from ringtrue.batch.spans import Spans
from ringtrue.batch.views import View, paired_views, plain_view
from ringtrue.batch.windows import GRAM, Windows
from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.likeness import by_itself
from ringtrue.detectors.plan import Compare, Plan
from ringtrue.detectors.registry import INSIDE, SAME, TABLE, Row, module_of
from ringtrue.judging.policy import MAX_CANDIDATES
from ringtrue.kinds.facets import DomainName
from ringtrue.kinds.platforms import account_hosts
from ringtrue.model import Candidate, ContactPoint
from ringtrue.reading import TextReading, is_strained
from ringtrue.search import (
    across,
    bait_off,
    few_edits,
    hyphen_parts,
    inside,
    short_pieces,
    swapped,
    whole,
)
from ringtrue.search.stages import EVERY
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
WEIGHED = ("homograph", "typosquatting", "resemblance")
"""Detectors whose `compare` is asked about what their columns leave: it finds nothing in a third of
it or more, and takes a tenth of the time of a check."""
_ELSEWHERE = ("", "unicode", "listed")
"""Signs (`Row.inspects`) that no host has which is read here and not listed ..."""
_BELOW = ("subdomain", "parted")
"""... and those that only hosts with labels below the registered one have."""
STAGES = (inside, short_pieces, few_edits, bait_off, swapped, hyphen_parts, across)
"""Stages of the search that have a column form: ``columns(look)`` of the spans of a view notes
names, ``columns(batch)`` tells which hosts are to be checked, ``counts`` which pairings count. What
`whole` finds is found by `inside` and `short_pieces`; of others each host is asked by itself."""


class Tables:
    """What stages and detectors look up, made once for a directory."""

    def __init__(self, directory: Directory) -> None:
        index = directory.names
        self.index, self.directory = index, proxy(directory)
        self.names = names = NamesColumn(directory.protected)
        self.baits = BaitWords()
        self.words, self.sites = _dictionary(), _sites()
        """Words of the dictionary, and names of popular sites under .com."""
        accounts = (name.replace(".", "").replace("-", "") for name in directory.account_names())
        self.accounts = set_of(accounts)
        """Names of listed accounts without dots and hyphens."""
        flat = _flat(directory)
        addresses = sorted(flat - set(names.forms))
        self.windows = Windows([*names.forms, *addresses])
        """Forms of names, and after them official hosts without their dots."""
        known = [form in flat for form in names.forms]
        self.is_address = np.array(known + [True] * len(addresses))
        """Which of these are such hosts, whatever else they are."""
        short = [at for at, form in enumerate(names.forms) if len(form) < GRAM]
        self.short = Numbered(hashes_of([names.forms[at] for at in short]), short)
        """Forms of names of less than four letters."""
        self.stems = [form for form in index.keys.ascii_stems if len(form) > 1]
        """Short forms that are found inside others."""
        self.near = NearNames(directory.protected)
        self.by_key = Groups([names.by_key.get(key, ()) for key in self.near.keys])
        """Names by the number of their key in `near`."""
        self.swapped = set_of(index.swapped)
        pairs = {(first, second) for row in index.hyphened.values() for _, first, second in row}
        self.parts = Parts(pairs)
        self._sets: dict[frozenset[str], HashSet] = {}

    def set_of(self, texts: frozenset[str]) -> HashSet:
        """A set of these, made once."""
        if texts not in self._sets:
            self._sets[texts] = set_of(texts)
        return self._sets[texts]


class Batch:
    """A batch of hosts, as stages and detectors that inspect hosts see it."""

    def __init__(self, hosts: Hosts, tables: Tables, hosted: np.ndarray) -> None:
        self.hosts, self.tables = hosts, tables
        self.spans = Spans.of(
            hosts.text, hosts.row, hosts.starts[hosts.inner], hosts.ends[hosts.inner]
        )
        """Labels before the ending, and their pieces."""
        self.hosted = hosted
        """Per host: it stands on a hosting platform or below a private suffix."""
        self.kept = hosts.unread.copy()
        """Per host: it is known by now to need a check."""
        none = np.zeros(0, np.int64)
        self._found, self._addresses = [(none,) * 5], [(none,) * 3]

    def rows_of(self, labels: np.ndarray) -> np.ndarray:
        """Per host: it has one of these labels."""
        found = np.zeros(self.hosts.size, bool)
        found[self.hosts.label_row[labels]] = True
        return found

    def open_labels(self) -> np.ndarray:
        """Labels before the endings of hosts that are not kept."""
        hosts = self.hosts
        at: np.ndarray = np.flatnonzero(hosts.inner & ~self.kept.take(hosts.label_row))
        return at

    def note(
        self, start: np.ndarray, end: np.ndarray, groups: Groups, group: np.ndarray,
        distance: np.ndarray | None = None,
    ) -> None:  # fmt: skip
        """Pairs each span of the text with every name of its group."""
        at, name = groups.of(group)
        start, end = start.take(at), end.take(at)
        edits = np.zeros(len(at), np.int64) if distance is None else distance.take(at)
        self._found.append((self.hosts.row.take(start), start, end, name, edits))

    def note_addresses(self, start: np.ndarray, end: np.ndarray) -> None:
        """Official hosts without their dots stand in these spans of the text."""
        self._addresses.append((self.hosts.row.take(start), start, end))

    def pairings(self) -> Pairings:
        """What was noted of hosts that are not kept."""
        found = tuple(np.concatenate(column) for column in zip(*self._found, strict=True))
        # With so many names a check may say that it did not compare them all.
        self.kept |= np.bincount(found[0], minlength=self.hosts.size) > MAX_CANDIDATES
        some = np.flatnonzero(~self.kept[found[0]])
        found = tuple(column.take(some) for column in found)
        addresses = tuple(np.concatenate(column) for column in zip(*self._addresses, strict=True))
        return Pairings(self.hosts, self.tables, found, self.hosted, addresses)


class Look:
    """A view of the letters of a batch, and the spans of those of its hosts that are not kept."""

    def __init__(self, batch: Batch, view: View, spans: Spans) -> None:
        rows = ~batch.kept if view.rows is None else view.rows & ~batch.kept
        self.batch, self.tables, self.view = batch, batch.tables, view
        self.sums = Sums(view.letters)
        self.spans = spans.only(np.flatnonzero(rows.take(spans.row)))
        self.starts, self.ends = view.places(self.spans.start), view.places(self.spans.end)
        """Where each span begins and ends in the letters of the view."""

    def keep(self, at: np.ndarray) -> None:
        """The hosts of these spans need a check."""
        self.batch.kept[self.spans.row.take(at)] = True

    def note(
        self, at: np.ndarray, groups: Groups, group: np.ndarray, distance: np.ndarray | None = None
    ) -> None:
        """Pairs each of these spans with every name of its group."""
        self.batch.note(self.spans.start.take(at), self.spans.end.take(at), groups, group, distance)

    def note_glued(self) -> None:
        """Pairs each span without separators with the names that it may begin or end with."""
        whole = np.flatnonzero(self.spans.end - self.spans.start == self.ends - self.starts)
        starts, ends = self.starts.take(whole), self.ends.take(whole)
        at, key, first, last = self.tables.near.glued(self.view.letters, starts, ends, self.sums)
        shift = self.spans.start.take(whole.take(at)) - starts.take(at)
        edits = np.full(len(at), MANY_EDITS)  # beyond what rules judge
        self.batch.note(first + shift, last + shift, self.tables.by_key, key, edits)


class EarlyExit:
    """The early exit of one directory. Building it takes a second for 10,000 brands."""

    def __init__(self, directory: Directory) -> None:
        self._directory, self._tables = proxy(directory), Tables(directory)
        self._listed = set_of({*directory.hosts(), *account_hosts()})
        self._hosting = set_of({*hosting_places(), *private_suffixes()})
        hosts = [row for row in TABLE if DomainName in row.reads and not row.only_claimed]
        inspecting = [row for row in hosts if row.inspects not in _ELSEWHERE]
        self._inspect = [found for row in inspecting if (found := _form(row, "inspect_columns"))]
        rest = [row for row in inspecting if _form(row, "inspect_columns") is None]
        self._plan = Plan(frozenset(row.code for row in TABLE if row not in rest))
        self._compare = [
            (row, _form(row, "compare_columns"), row.compares <= SAME | INSIDE)
            for row in sorted(hosts, key=lambda row: (row.second, row.code in WEIGHED))
            if row.compares
        ]
        """Detectors with their column forms, and whether they judge no slips."""
        formed = {stage.find for stage in (whole, *STAGES)}
        self._stages = [find for _, find in EVERY if find not in formed]
        self._ask_all = bool(self._stages) or any(row.inspects not in _BELOW for row in rest)

    def keeps(self, contacts: pa.StringArray) -> np.ndarray:
        """For each of `contacts` (no nulls, plain ``string`` type) whether it needs a check.

        Where the answer is False, `Checker.check` without claims says ``unknown``, with the score 0
        and without evidence.
        """
        parts = [self._kept(contacts.slice(start, MOST)) for start in range(0, len(contacts), MOST)]
        return np.concatenate(parts) if parts else np.zeros(0, bool)

    def _kept(self, contacts: pa.StringArray) -> np.ndarray:
        hosts = Hosts.of(contacts)
        parents = np.flatnonzero(hosts.after)  # no listed place is an ending
        row = hosts.label_row.take(parents)
        ends = hosts.sums.of(hosts.starts.take(parents), hosts.row_end.take(row))
        hosted = np.zeros(hosts.size, bool)
        hosted[row.take(self._hosting.find(ends)[0])] = True
        batch = Batch(hosts, self._tables, hosted)
        batch.kept[row.take(self._listed.find(ends)[0])] = True
        batch.kept[hosts.label_row[hosts.after >= _DEEPEST]] = True
        for tells in (*self._inspect, hyphen_parts.columns, swapped.columns):
            batch.kept |= tells(batch)
        self._one_by_one(hosts, batch.kept)
        spans = batch.spans.and_(bait_off.columns(batch))
        for view in (plain_view(hosts), *paired_views(hosts, batch.kept)):
            look = Look(batch, view, spans)
            inside.columns(look)
            short_pieces.columns(look)
            few_edits.columns(look)
        found = batch.pairings()
        batch.kept[found.crowded()] = True
        batch.kept[found.row[found.hosted]] = True  # columns do not know all endings of platforms
        batch.kept[found.row[self._may_tell(found)]] = True
        return batch.kept

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
            kept[row] = (
                (len(labels) > 1 and is_strained(labels))
                or bool(self._plan.finders(contact, self._directory))
                or (bool(self._stages) and any(map(self._finds, (*labels, host))))
            )

    def _finds(self, text: str) -> bool:
        """Whether a stage without a column form may find anything in a text."""
        reading = TextReading(text, self._tables.index)
        return any(find(reading) for find in self._stages)

    def _weighed(
        self, row: Row, columns: Callable[..., np.ndarray] | None, found: Pairings
    ) -> Flags:
        """Where a detector finds something, of each host the first pairing."""
        compare: Compare = getattr(module_of(row.code), "compare")  # noqa: B009
        hosts: set[int] = set()
        told = np.zeros(len(found.row), bool)
        for at in _asked(row, columns, found).nonzero()[0].tolist():
            if (host := int(found.row[at])) in hosts:
                continue
            candidate = found.candidate(at)
            if candidate is None or _finds(compare, candidate, self._directory):
                told[at] = True
                hosts.add(host)
        return told

    def _may_tell(self, found: Pairings) -> Flags:
        counts = across.counts(found) & short_pieces.counts(found)
        told, spelled = np.zeros(len(found.row), bool), found.distance == 0
        for row, columns, only_spelled in self._compare:
            if row.code in WEIGHED:
                kept = np.zeros(found.hosts.size, bool)
                kept[found.row[told]] = True
                rest = np.flatnonzero(counts & ~kept.take(found.row))
                told[rest] = self._weighed(row, columns, found.only(rest))
            elif only_spelled:
                told |= _asked(row, columns, found) & spelled & counts
            else:
                told |= _asked(row, columns, found) & counts
        return told


def _finds(compare: Compare, candidate: Candidate, directory: Directory) -> bool:
    """Whether a detector finds something in a pairing, or in what stands there by itself."""
    facet = candidate.seen
    assert isinstance(facet, DomainName)
    contact = ContactPoint("domain", facet.host, facet.host, (facet,))
    inquiry = Inquiry(contact, directory)
    if compare(candidate, inquiry) is not None:
        return True
    alone = by_itself(candidate) if candidate.how == "near_token" else None
    return alone is not None and compare(alone, inquiry) is not None


def _form(row: Row, name: str) -> Callable[..., np.ndarray] | None:
    found: Callable[..., np.ndarray] | None = getattr(module_of(row.code), name, None)
    return found


def _asked(row: Row, columns: Callable[..., np.ndarray] | None, found: Pairings) -> Flags:
    """Where a detector may find something; without a column form in all pairings that it judges."""
    if columns is not None:
        return columns(found)
    return np.logical_or.reduce([_is_how(found, how) for how in row.compares])


def _is_how(found: Pairings, how: str) -> Flags:
    """Whether a pairing is of this kind; of kinds that are looked for host by host none is."""
    flags: Flags = getattr(found, how, np.zeros(len(found.row), bool))
    return flags


def set_of(texts: Iterable[str]) -> HashSet:
    """A set of those of `texts` that are ASCII."""
    return HashSet(hash_of(text) for text in texts if text.isascii())


def _flat(directory: Directory) -> set[str]:
    """Official hosts without dots and hyphens: ``lineme``."""
    hosts = (host for host in directory.hosts() if host.isascii())
    flat = {plain_key(host.replace(".", "").replace("-", "")) for host in hosts}
    return {form for form in flat if len(form) >= GRAM}


@cache
def _dictionary() -> HashSet:
    found = {word for word in data.text("words.txt").split() if word.isascii()}
    return HashSet(hashes_of([word for word in found if words.is_word(word)]))


@cache
def _sites() -> HashSet:
    labels = set(words.popular_labels().split())
    known = [at for at in labels if at.isascii() and words.popular_rank(f"{at}.com") is not None]
    return HashSet(hashes_of(known))
