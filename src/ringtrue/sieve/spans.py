"""Labels and their pieces as spans: what `ringtrue.text.pieces` finds, for a whole batch."""

from __future__ import annotations

from functools import cache

import numpy as np

from ringtrue.records import record
from ringtrue.sieve.text import DOT, HYPHEN, Hosts
from ringtrue.text.skeleton import plain_key

_PAIRS = (("r", "n"), ("v", "v"), ("c", "l"))


@cache
def _folded() -> np.ndarray:
    """`plain_key` of every byte; marks stay."""
    table = np.arange(256, dtype=np.uint8)
    for code in range(128):
        table[code] = ord(plain_key(chr(code))[:1] or "\0")
    return table


def fold(text: np.ndarray) -> np.ndarray:
    """The plain key of a text, byte by byte."""
    folded: np.ndarray = _folded()[text]
    return folded


def folded_pairs(hosts: Hosts) -> np.ndarray:
    """Per host: its letters, marks left out, hold a pair that looks like one letter."""
    kept = (hosts.text != DOT) & (hosts.text != HYPHEN)
    letters, rows = hosts.text[kept], hosts.row[kept]
    found = np.zeros(hosts.size, bool)
    for first, second in _PAIRS:
        hits = (letters[:-1] == ord(first)) & (letters[1:] == ord(second))
        found[rows[:-1][hits]] = True
    return found


@record
class Spans:
    """Labels, pieces between hyphens, runs of letters or digits,
    and neighbouring pieces as one."""

    start: np.ndarray
    end: np.ndarray
    row: np.ndarray
    hyphenated: np.ndarray
    """The span is a piece between hyphens."""

    @property
    def width(self) -> np.ndarray:
        """Bytes, hyphens of a label or pair included."""
        width: np.ndarray = self.end - self.start
        return width

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
        pieces = [(label_start, label_end, label_row, np.zeros(len(label_row), bool))]
        if parted.any():
            pieces += _pieces(text, row, label_start[parted], label_end[parted])
        return cls(*(np.concatenate(column) for column in zip(*pieces, strict=True)))


def _pieces(
    text: np.ndarray, row: np.ndarray, starts: np.ndarray, ends: np.ndarray
) -> list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]:
    lengths = ends - starts + 1  # with the mark after each label
    borders = np.cumsum(lengths)
    at = np.arange(borders[-1]) + np.repeat(starts - (borders - lengths), lengths)
    bytes_ = text[at]
    kind = np.where(bytes_ < ord("-"), 0, np.where(bytes_ >= ord("a"), 2, 1))
    kind[(bytes_ == HYPHEN) | (bytes_ == DOT)] = 0
    rows = row[at]
    found = []
    for by_kind in (False, True):  # tokens, then runs of one kind
        inside = kind if by_kind else (kind > 0).astype(kind.dtype)
        change = np.flatnonzero(np.diff(inside, prepend=0, append=0))
        first, last = change[:-1], change[1:]
        real = inside[first] > 0
        first, last = first[real], last[real]
        begin, stop = at[first], at[last - 1] + 1
        found.append((begin, stop, rows[first], np.full(len(begin), not by_kind)))
        if not by_kind and len(begin) > 1:
            # Two neighbours in one label: nothing but a row of hyphens between them.
            near = rows[first[1:]] == rows[first[:-1]]
            near &= bytes_[first[1:] - 1] == HYPHEN
            found.append(
                (begin[:-1][near], stop[1:][near], rows[first[1:]][near],
                 np.zeros(int(near.sum()), bool))
            )  # fmt: skip
    return found
