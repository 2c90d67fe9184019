"""Labels and their pieces as spans: what `ringtrue.text.pieces` finds, for a whole batch."""

from __future__ import annotations

import numpy as np

from ringtrue.records import record
from ringtrue.sieve.text import DOT, HYPHEN, ranges

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
        """The spans where `wanted` says so."""
        return Spans(self.start[wanted], self.end[wanted], self.row[wanted], self.kind[wanted])

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
        label_row = row[label_end]
        # Labels with a hyphen or a digit fall into pieces; most have none.
        odd = (text == HYPHEN) | ((text >= ord("0")) & (text <= ord("9")))
        count = np.concatenate(([0], np.cumsum(odd)))
        parted = count[label_end] > count[label_start]
        pieces = [(label_start, label_end, label_row, np.full(len(label_row), LABEL))]
        if parted.any():
            pieces += _pieces(text, row, label_start[parted], label_end[parted])
        return cls(*(np.concatenate(column) for column in zip(*pieces, strict=True)))


def _pieces(
    text: np.ndarray, row: np.ndarray, starts: np.ndarray, ends: np.ndarray
) -> list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]:
    at = ranges(starts, ends + 1)  # with the mark after each label
    bytes_ = text.take(at)
    kind = np.where(bytes_ < ord("-"), 0, np.where(bytes_ >= ord("a"), 2, 1))
    kind[(bytes_ == HYPHEN) | (bytes_ == DOT)] = 0
    rows = row.take(at)
    found = []
    for by_kind in (False, True):  # tokens, then runs of one kind
        inside = kind if by_kind else (kind > 0).astype(kind.dtype)
        change = np.flatnonzero(np.diff(inside, prepend=0, append=0))
        first, last = change[:-1], change[1:]
        real = inside[first] > 0
        first, last = first[real], last[real]
        begin, stop = at[first], at[last - 1] + 1
        found.append((begin, stop, rows[first], np.full(len(begin), RUN if by_kind else TOKEN)))
        if not by_kind and len(begin) > 1:
            # Two neighbours in one label: nothing but a row of hyphens between them.
            near = rows[first[1:]] == rows[first[:-1]]
            near &= bytes_[first[1:] - 1] == HYPHEN
            found.append(
                (begin[:-1][near], stop[1:][near], rows[first[1:]][near],
                 np.full(int(near.sum()), PAIR))
            )  # fmt: skip
    return found
