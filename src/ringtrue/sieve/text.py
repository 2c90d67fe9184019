"""Host names as arrays: their letters in one row, their labels and pieces as spans of it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from ringtrue.records import record
from ringtrue.text.suffix import double_suffixes

if TYPE_CHECKING:
    import pyarrow as pa

LONGEST = 80
"""Characters of a host that is read; longer ones are kept."""
SHORTEST = 3
DOT, HYPHEN, END = ord("."), ord("-"), ord("\n")
_LETTER, _DIGIT, _MARK = 1, 2, 3
_BASE = 0x9E3779B97F4A7C15 | 1
_INVERSE = pow(_BASE, -1, 1 << 64)


@cache
def _classes() -> np.ndarray:
    table = np.zeros(256, np.uint8)
    table[ord("a") : ord("z") + 1] = _LETTER
    table[ord("0") : ord("9") + 1] = _DIGIT
    table[[DOT, HYPHEN, END]] = _MARK
    return table


@cache
def _powers(size: int) -> tuple[np.ndarray, np.ndarray]:
    """Powers of the base and of its inverse modulo 2**64."""
    return _running(_BASE, size), _running(_INVERSE, size)


def _running(base: int, size: int) -> np.ndarray:
    factors = np.full(size, base, np.uint64)
    factors[0] = 1
    return np.cumprod(factors, dtype=np.uint64)


class Sums:
    """Hashes of any spans of a text, each in a few operations: differences of running sums."""

    __slots__ = ("_inverse", "_sums")

    def __init__(self, text: np.ndarray) -> None:
        # One size for all texts of a batch, so that the powers are made once.
        size = 1 << max(12, (len(text) + 1).bit_length())
        powers, self._inverse = _powers(size)
        self._sums = np.zeros(len(text) + 1, np.uint64)
        np.cumsum(text * powers[: len(text)], out=self._sums[1:])

    def of(self, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
        """The hash of each ``text[start:end]``; ends past the text count as its end."""
        ends = np.minimum(ends, len(self._sums) - 1)
        hashes: np.ndarray = (self._sums[ends] - self._sums[starts]) * self._inverse[starts]
        return hashes


def hash_of(text: str) -> int:
    """What `Sums` gives for `text` (ASCII)."""
    total = 0
    for at, code in enumerate(text.encode("ascii")):
        total += code * pow(_BASE, at, 1 << 64)
    return total % (1 << 64)


class HashSet:
    """Hashes that many others are held against: a bitmap first, then the sorted hashes."""

    __slots__ = ("_bitmap", "_shift", "_sorted")

    def __init__(self, hashes: set[int] | list[int]) -> None:
        self._sorted = np.unique(np.array(sorted(set(hashes)), np.uint64))
        bits = max(12, min(22, (8 * len(self._sorted) + 1).bit_length()))
        self._shift = np.uint64(64 - bits)
        self._bitmap = np.zeros(1 << bits, bool)
        self._bitmap[self._slots(self._sorted)] = True

    def _slots(self, hashes: np.ndarray) -> np.ndarray:
        return (hashes * np.uint64(0xD6E8FEB86659FD93)) >> self._shift

    def holds(self, hashes: np.ndarray) -> np.ndarray:
        """For each of `hashes`, whether it is one of the set."""
        found: np.ndarray = self._bitmap[self._slots(hashes)]
        places = np.flatnonzero(found)
        if len(places) and len(self._sorted):
            at = np.minimum(np.searchsorted(self._sorted, hashes[places]), len(self._sorted) - 1)
            found[places] = self._sorted[at] == hashes[places]
        return found


@cache
def _doubles() -> HashSet:
    return HashSet([hash_of(suffix) for suffix in double_suffixes()])


@record
class Hosts:
    """A batch of hosts. `text` holds their bytes, each host with an `END` after it."""

    size: int
    unread: np.ndarray
    """Per host: it is no plain host (see `ringtrue.kinds.url.is_plain_host`)."""
    text: np.ndarray
    row: np.ndarray
    """Per byte of `text`: the index of its host."""
    sums: Sums
    """Of `text`."""
    starts: np.ndarray
    """Per label, the last one of a host included: where it begins in `text` ..."""
    ends: np.ndarray
    """... and where the mark after it stands."""
    label_row: np.ndarray
    after: np.ndarray
    """Per label: how many labels follow it in its host."""
    row_end: np.ndarray
    """Per host: where its `END` stands."""
    inner: np.ndarray
    """Per label: it stands before the suffix (where that has more than two labels, some of the
    suffix's own count too)."""

    @classmethod
    def of(cls, contacts: pa.StringArray) -> Hosts:
        """The hosts of an Arrow array of type ``string`` without nulls."""
        size = len(contacts)
        offsets = np.frombuffer(contacts.buffers()[1], np.int32)
        offsets = offsets[contacts.offset : contacts.offset + size + 1].astype(np.int64)
        raw = contacts.buffers()[2]
        data = np.frombuffer(raw, np.uint8) if raw is not None else np.zeros(0, np.uint8)
        lengths = np.diff(offsets)
        unread = (lengths < SHORTEST) | (lengths > LONGEST)
        lengths = np.where(unread, 0, lengths)  # such a host is empty here, and kept
        row_end = np.cumsum(lengths + 1) - 1
        row = np.repeat(np.arange(size, dtype=np.int32), lengths + 1)
        source = np.arange(len(row)) - np.repeat(row_end - lengths - offsets[:-1], lengths + 1)
        source[row_end] = 0
        text = data[source] if len(data) else np.zeros(len(row), np.uint8)
        text[text == END] = 0
        text[row_end] = END
        classes = _classes()[text]
        unread[row[classes == 0]] = True
        ends = np.flatnonzero((text == DOT) | (text == END))
        starts = np.empty_like(ends)
        starts[:1], starts[1:] = 0, ends[:-1] + 1
        label_row = row[ends]
        width = ends - starts
        unread[label_row[(width == 0) | (width > 63)]] = True
        count = np.bincount(label_row, minlength=size)
        unread |= count < 2
        after = np.cumsum(count)[label_row] - 1 - np.arange(len(ends))
        head = text[starts]
        unread[label_row[(after == 0) & (_classes()[head] != _LETTER)]] = True
        marked = starts[(head == ord("x")) & (width >= 4)]
        coded = (text[marked + 1] == ord("n")) & (text[marked + 2] == HYPHEN)
        coded &= text[marked + 3] == HYPHEN
        unread[row[marked[coded]]] = True
        sums = Sums(text)
        second = np.flatnonzero(after == 1)
        double = _doubles().holds(sums.of(starts[second], row_end[label_row[second]]))
        inner = after > 0
        inner[second[double]] = False
        return cls(
            size, unread, text, row, sums, starts, ends, label_row, after, row_end, inner
        )  # fmt: skip

    def label(self, at: int) -> str:
        """The text of a label."""
        return self.text[self.starts[at] : self.ends[at]].tobytes().decode("ascii", "replace")
