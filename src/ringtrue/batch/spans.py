"""Labels and their pieces as spans: what `ringtrue.text.pieces` finds, for a whole batch."""

from __future__ import annotations

import numpy as np

from ringtrue.batch.hosts_column import HYPHEN, kinds, ranges
from ringtrue.records import record

LABEL, TOKEN, RUN, PAIR, CORE = range(5)
"""Kinds of spans: labels, pieces between hyphens, runs of letters or digits, neighbouring
pieces as one, and what a bait word leaves of a label."""


@record
class Spans:
    """Spans of a text with marks."""

    start: np.ndarray
    end: np.ndarray
    row: np.ndarray
    kind: np.ndarray

    def only(self, wanted: np.ndarray) -> Spans:
        """The spans at these places."""
        return Spans(
            self.start.take(wanted), self.end.take(wanted), self.row.take(wanted),
            self.kind.take(wanted),
        )  # fmt: skip

    def and_(self, others: Spans) -> Spans:
        """These and the others."""
        return Spans(
            np.concatenate((self.start, others.start)),
            np.concatenate((self.end, others.end)),
            np.concatenate((self.row, others.row)),
            np.concatenate((self.kind, others.kind)),
        )

    @classmethod
    def of(
        cls, text: np.ndarray, row: np.ndarray, label_start: np.ndarray, label_end: np.ndarray
    ) -> Spans:
        """Spans of these labels of a text with dots, hyphens and an `END` after each host."""
        label_row = row.take(label_end)
        # Labels with a hyphen or a digit fall into pieces; most have none.
        odd = (text == HYPHEN) | ((text >= ord("0")) & (text <= ord("9")))
        count = np.zeros(len(text) + 1, np.int32)
        np.cumsum(odd, out=count[1:])
        parted = count.take(label_end) > count.take(label_start)
        pieces = [(label_start, label_end, label_row, np.full(len(label_row), LABEL, np.int8))]
        if parted.any():
            pieces += _pieces(text, row, label_start[parted], label_end[parted])
        return cls(*(np.concatenate(column) for column in zip(*pieces, strict=True)))


def _pieces(
    text: np.ndarray, row: np.ndarray, starts: np.ndarray, ends: np.ndarray
) -> list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]:
    """Pieces of these labels, each span once: what is a whole label is none of its pieces."""
    at = ranges(starts, ends + 1)  # with the mark after each label
    bytes_ = text.take(at)
    kind = kinds(bytes_)
    change = np.flatnonzero(kind[1:] != kind[:-1]) + 1
    first, last = np.concatenate(([0], change[:-1])), change  # the last run is of marks
    real = np.flatnonzero(kind.take(first))
    first, last = first.take(real), last.take(real)
    opens = first == 0
    opens |= kind.take(first - 1) == 0
    closes = kind.take(last) == 0
    part = np.flatnonzero(~(opens & closes))  # of a token of letters and digits
    found = [(first.take(part), last.take(part), RUN)]
    first, last = first[opens], last[closes]
    leads = first == 0
    leads |= bytes_.take(first - 1) != HYPHEN
    ends_ = bytes_.take(last) != HYPHEN
    token = np.flatnonzero(~(leads & ends_))
    found.append((first.take(token), last.take(token), TOKEN))
    # Two neighbours in one label: nothing but a row of hyphens between them.
    near = ~ends_[:-1] & ~leads[1:] & ~(leads[:-1] & ends_[1:])
    rows = row.take(at.take(first))
    near = np.flatnonzero(near & (rows[1:] == rows[:-1]))
    found.append((first.take(near), last.take(near + 1), PAIR))
    return [
        (at.take(a), at.take(b - 1) + 1, row.take(at.take(a)), np.full(len(a), kind, np.int8))
        for a, b, kind in found
    ]
