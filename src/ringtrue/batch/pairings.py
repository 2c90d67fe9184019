"""Names that were found in hosts: each pairing of a span with a name, as columns.

A detector's column form (``compare_columns`` in its file) is asked about all pairings of a batch
at once and says where its ``compare`` may find something. What it asks of a pairing is here, what
it concludes is in its file.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from ringtrue.batch.hosts_column import Hosts, is_letter
from ringtrue.index.near import slip_limit
from ringtrue.kinds.host import plain_name
from ringtrue.model import Candidate, Name
from ringtrue.search.matches import MAX_MATCHES
from ringtrue.text.pairs import surprises

if TYPE_CHECKING:
    from ringtrue.batch.early_exit import Tables

Column = Any
"""An array with a value for each pairing (what numpy's operators give has no type) ..."""
Flags = Any
"""... and one with a truth value for each."""


MANY_EDITS = 9
"""Stands for the one edit of a name that a span begins or ends with: beyond what rules judge."""
_HOWS = ("same", "key", "token", "token_key", "near", "near_token", "wide")


@cache
def pair_surprises() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The surprise of each pair of bytes, of each at a beginning and at an end; of what is no
    letter and no digit the greatest."""
    table = surprises()
    found = np.full((256, 256), max(table.values()))
    for pair, nats in table.items():
        for a in _written(pair[0]):
            for b in _written(pair[1]):
                found[a, b] = nats
    return found, found[ord("#")], found[:, ord("#")]


def _written(sign: str) -> bytes:
    """A sign of the table, which has one for all digits."""
    return b"0123456789" if sign == "0" else sign.encode("ascii")


def _most_edits(name: Name) -> int:
    return slip_limit(len(name.text))


class Pairings:
    """Pairings of spans of hosts with names, one row each."""

    def __init__(
        self,
        hosts: Hosts,
        tables: Tables,
        found: tuple[np.ndarray, ...],
        hosted: np.ndarray,
        addresses: tuple[np.ndarray, ...],
    ) -> None:
        self.hosts, self.tables = hosts, tables
        self.row, self.start, self.end, self.name, self.distance = found
        """The host, the span in the text of all hosts (hyphens and dots included), the number of
        the name, and edits between it and the letters of the span."""
        self._hosted = hosted
        self.hosted = hosted.take(self.row)
        """The host stands on a hosting platform or below a private suffix."""
        self.addresses = addresses
        """Official hosts, their letters in a row, that stand in these hosts: host, start, end."""

    def only(self, at: np.ndarray) -> Pairings:
        """The pairings at these places."""
        columns = (self.row, self.start, self.end, self.name, self.distance)
        some = tuple(column.take(at) for column in columns)
        return Pairings(self.hosts, self.tables, some, self._hosted, self.addresses)

    def crowded(self) -> Column:
        """The hosts with so many names that a check says so: as many, of those that rules judge,
        as one text is compared with."""
        names = np.int64(len(self.tables.names.names) + 1)
        many = np.bincount(self.row, minlength=self.hosts.size) >= MAX_MATCHES
        some = (many.take(self.row) & ~self.wide).nonzero()[0]
        pairs = np.unique(self.row.take(some) * names + self.name.take(some))
        return (np.bincount(pairs // names, minlength=1) >= MAX_MATCHES).nonzero()[0]

    def candidate(self, at: int) -> Candidate | None:
        """One pairing as a single check has it; None where it stands in no label before the
        ending."""
        row, low = int(self.row[at]), int(self.low[at])
        seen = plain_name(self.hosts.host(row))
        depth = seen.host.count(".", 0, low - int(self.hosts.row_start[row]))
        if self.cut[at] or depth >= len(seen.labels):
            return None
        name = self.tables.names.names[int(self.name[at])]
        return Candidate(
            seen, name.brand_id, "subdomain" if depth < len(seen.labels) - 1 else "label",
            seen.labels[depth], next(how for how in _HOWS if getattr(self, how)[at]), name, None,
            int(self.start[at]) - low, int(self.end[at]) - low, int(self.edits[at]),
        )  # fmt: skip

    # -- of the name ------------------------------------------------------------------------

    def told(self, question: Callable[[Name], int]) -> Column:
        """``question(name)``, a number, for each pairing; a name is asked once in its life."""
        return self.tables.names.told(question, self.name)

    def measured(self, question: Callable[[Name], float], at: np.ndarray) -> Column:
        """``question(name)``, a fraction, for the pairings `at`."""
        return self.tables.names.measured(question, self.name.take(at))

    def are(self, question: Callable[[Name], bool]) -> Flags:
        """Whether ``question(name)`` is true, for each pairing."""
        return self.told(question).astype(bool)

    @cached_property
    def size(self) -> Column:
        """Letters of the name's text."""
        found: np.ndarray = self.tables.names.sizes.take(self.name)
        return found

    # -- where it stands --------------------------------------------------------------------

    @cached_property
    def first(self) -> Column:
        """The span's first letter, among the letters of all hosts ..."""
        return self.hosts.place.take(self.start)

    @cached_property
    def last(self) -> Column:
        """... and the one after its last."""
        return self.hosts.place.take(self.end)

    @cached_property
    def _label(self) -> Column:
        return self.hosts.labels_of(self.start)

    @cached_property
    def low(self) -> Column:
        """Where the label of the span begins ..."""
        return self.hosts.starts.take(self._label)

    @cached_property
    def high(self) -> Column:
        """... and ends."""
        return self.hosts.ends.take(self._label)

    @cached_property
    def cut(self) -> Flags:
        """A dot stands in the span."""
        return np.asarray(self.end > self.high)

    @cached_property
    def below(self) -> Flags:
        """The host has labels below the registered one."""
        return self.hosts.below.take(self.row)

    @cached_property
    def in_label(self) -> Flags:
        """It stands in a label before the ending: in the registered one, or below it."""
        return self.hosts.inner.take(self._label) & ~self.cut

    @cached_property
    def leads(self) -> Flags:
        """Its label begins with it, or with ``www-`` and it."""
        found = self.start - self.low == len("www-")
        for step, letter in enumerate(b"www-"):
            found &= self.hosts.text.take(self.low + step, mode="clip") == letter
        return np.asarray(found | (self.start == self.low))

    @cached_property
    def beside(self) -> Column:
        """Letters and digits of its label beside it."""
        place = self.hosts.place
        return place.take(self.high) - place.take(self.low) - (self.last - self.first)

    @cached_property
    def letters_beside(self) -> Column:
        """Letters of its label beside it, digits not counted."""
        count = np.concatenate(([0], np.cumsum(is_letter(self.hosts.text))))
        of_label = count.take(self.high) - count.take(self.low)
        return of_label - count.take(self.end) + count.take(self.start)

    @cached_property
    def drawn_beside(self) -> Flags:
        """A digit with a letter behind it stands in its label, beside it."""
        text = self.hosts.text
        digits = (text >= ord("0")) & (text <= ord("9"))
        drawn = digits[:-1] & is_letter(text[1:])
        count = np.concatenate(([0], np.cumsum(drawn), [drawn.sum()]))
        of_label = count.take(self.high) - count.take(self.low)
        return np.asarray(of_label > count.take(self.end) - count.take(self.start))

    @cached_property
    def whole(self) -> Flags:
        """It is all of its label."""
        return (self.beside == 0) & ~self.cut

    @cached_property
    def letter_before(self) -> Flags:
        """A letter of the same label stands before it ..."""
        return ~self.leads & is_letter(self.hosts.text.take(np.maximum(self.start - 1, 0)))

    @cached_property
    def letter_after(self) -> Flags:
        """... and behind it."""
        return is_letter(self.hosts.text.take(self.end))

    @cached_property
    def after_www(self) -> Flags:
        """Its label begins with www, and it with the letter behind."""
        found = self.start - self.low == len("www")
        for back in range(1, 1 + len("www")):
            found &= self.hosts.text.take(np.maximum(self.start - back, 0)) == ord("w")
        return np.asarray(found)

    @cached_property
    def separated(self) -> Flags:
        """A hyphen or dot stands among its letters (of all of its label, where it is all of it)."""
        start = np.where(self.whole, self.low, self.start)
        end = np.where(self.whole, self.high, self.end)
        return np.asarray(end - start > self.last - self.first)

    # -- how it is like the name (`ringtrue.model.Candidate.how`) ------------------------------

    @cached_property
    def edits(self) -> Column:
        """The edits that a single check tells."""
        return np.where(self.distance == MANY_EDITS, 1, self.distance)

    @cached_property
    def _exact(self) -> Flags:
        seen = self.hosts.bare_sums.of(self.first, self.last)
        return (self.distance == 0) & (seen == self.tables.names.text_hashes.take(self.name))

    @cached_property
    def same(self) -> Flags:
        return self._exact & self.whole

    @cached_property
    def token(self) -> Flags:
        return self._exact & ~self.whole

    @cached_property
    def key(self) -> Flags:
        return (self.distance == 0) & ~self._exact & self.whole

    @cached_property
    def token_key(self) -> Flags:
        return (self.distance == 0) & ~self._exact & ~self.whole

    @cached_property
    def near(self) -> Flags:
        return (self.distance > 0) & self.whole & ~self.wide

    @cached_property
    def near_token(self) -> Flags:
        return (self.distance > 0) & ~self.whole & ~self.wide

    @cached_property
    def wide(self) -> Flags:
        """(What a piece begins or ends with counts as near too: it is looked at once more.)"""
        return np.asarray(self.distance > self.told(_most_edits))

    # -- what stands there ------------------------------------------------------------------

    @cached_property
    def heaviest(self) -> Column:
        """The heaviest bait word in its label beside it, an index of `bait_words.WEIGHTS`."""
        return self.tables.baits.beside(self.hosts, self.start, self.end, self._label)

    def text_at(self, place: np.ndarray) -> Column:
        """The characters at these places of the text."""
        return self.hosts.text.take(place)

    def spans(self, at: np.ndarray) -> list[tuple[str, str, int, int]]:
        """Of the pairings `at` the label, what follows it in its host, and where in the label the
        name stands."""
        low, high = self.low.take(at), self.high.take(at)
        stop = self.hosts.row_end.take(self.row.take(at))
        start, end = self.start.take(at) - low, self.end.take(at) - low
        columns = [column.tolist() for column in (low, high, stop, start, end)]
        text = self.hosts.text.tobytes().decode("ascii", "replace")
        return [
            (text[a:b], text[b + 1 : c], first, last)
            for a, b, c, first, last in zip(*columns, strict=True)
        ]

    def letter(self, place: np.ndarray) -> Column:
        """The letters at these places among all letters, as they are compared one by one ..."""
        return self.hosts.bare.take(place, mode="clip")

    def raw_letter(self, place: np.ndarray) -> Column:
        """... and as they are written."""
        return self.hosts.text.take(self.hosts.letters.take(place, mode="clip"))

    def is_text(
        self, first: np.ndarray, last: np.ndarray, question: Callable[[Name], str], at: np.ndarray
    ) -> Flags:
        """Whether the letters from `first` to `last` are ``question(name)`` of the pairings `at`;
        none where that is empty."""
        wanted = self.tables.names.hashes(question, self.name.take(at))
        return (wanted > 0) & (self.hosts.bare_sums.of(first, last) == wanted)

    def are_words(self, start: np.ndarray, end: np.ndarray) -> Flags:
        """Which of these spans are words of the dictionary."""
        return self.tables.words.holds(self.hosts.sums.of(start, end))

    def are_sites(self, start: np.ndarray, end: np.ndarray) -> Flags:
        """Which of these spans are called like a popular site under .com."""
        return self.tables.sites.holds(self.hosts.sums.of(start, end))

    def ends_as(self, question: Callable[[Name], str]) -> Flags:
        """Whether the last label of its host is ``question(name)``."""
        hosts = self.hosts
        last = np.flatnonzero(hosts.after == 0)
        hashes = hosts.sums.of(hosts.starts.take(last), hosts.ends.take(last))
        return hashes.take(self.row) == self.tables.names.hashes(question, self.name)

    def surprise(self, at: np.ndarray) -> Column:
        """What `ringtrue.text.pairs.surprise` says of the letters of the pairings `at`."""
        _, begin, end = pair_surprises()
        first, last = self.first.take(at), self.last.take(at)
        letters, sums = self._surprises
        found = sums.take(np.maximum(last - 1, first)) - sums.take(first)
        return found + begin.take(letters.take(first)) + end.take(letters.take(last - 1))

    @cached_property
    def _surprises(self) -> tuple[np.ndarray, np.ndarray]:
        """All letters of the hosts, and sums of the surprise of their pairs before each."""
        letters = self.hosts.text.take(self.hosts.letters)
        pairs = pair_surprises()[0][letters[:-1], letters[1:]]
        return letters, np.concatenate(([0.0], np.cumsum(pairs), [0.0]))

    def ends_in(self, endings: frozenset[str]) -> Flags:
        """Whether the last label of its host is one of these."""
        hosts = self.hosts
        last = np.flatnonzero(hosts.after == 0)
        hashes = hosts.sums.of(hosts.starts.take(last), hosts.ends.take(last))
        return self.tables.set_of(endings).holds(hashes).take(self.row)
