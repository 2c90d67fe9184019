"""Host names as arrays: their letters in one row, their labels as spans of it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from ringtrue.batch.hashes import HashSet, Sums, hash_of
from ringtrue.records import record
from ringtrue.text.skeleton import plain_key
from ringtrue.text.suffix import double_suffixes

if TYPE_CHECKING:
    import pyarrow as pa

LONGEST = 80
"""Characters of a host that is read; longer ones are kept."""
SHORTEST = 3
DOT, HYPHEN, END = ord("."), ord("-"), ord("\n")
_LETTER, _DIGIT, _MARK = 1, 2, 3


@cache
def _classes() -> np.ndarray:
    table = np.zeros(256, np.uint8)
    table[ord("a") : ord("z") + 1] = _LETTER
    table[ord("0") : ord("9") + 1] = _DIGIT
    table[[DOT, HYPHEN]] = _MARK
    return table


@cache
def _plain() -> bytes:
    return np.flatnonzero(_classes()).astype(np.uint8).tobytes()


@cache
def _folded() -> np.ndarray:
    """`plain_key` of every byte; marks stay."""
    table = np.arange(256, dtype=np.uint8)
    for code in range(128):
        table[code] = ord(plain_key(chr(code))[:1] or "\0")
    return table


def fold(text: np.ndarray) -> np.ndarray:
    """The plain key of a text, byte by byte."""
    folded: np.ndarray = _folded().take(text)
    return folded


def kinds(text: np.ndarray) -> np.ndarray:
    """1 for letters, 2 for digits, 0 for marks."""
    found: np.ndarray = _kinds().take(text)
    return found


@cache
def _kinds() -> np.ndarray:
    table: np.ndarray = _classes() % _MARK
    return table


def is_letter(text: np.ndarray) -> np.ndarray:
    found: np.ndarray = (text >= ord("a")) & (text <= ord("z"))
    return found


def is_mark(text: np.ndarray) -> np.ndarray:
    """1 where no letter and no digit stands."""
    found: np.ndarray = text < ord("0")
    return found


def ranges(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Every place from each start to the end beside it, one after the other; none may be empty."""
    lengths = ends - starts
    borders = np.cumsum(lengths)
    found: np.ndarray = np.arange(borders[-1]) + np.repeat(starts - (borders - lengths), lengths)
    return found


def by_bits(places: np.ndarray, bits: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each of `places` with the number of each bit that is set beside it."""
    found, numbers = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    some = np.flatnonzero(bits)
    places, bits = places.take(some), bits.take(some).astype(np.uint64)
    while len(bits):
        low = bits & (~bits + np.uint64(1))
        found.append(places)
        # The exponent of a power of two, as a float holds it.
        numbers.append((low.astype(np.float64).view(np.int64) >> 52) - 1023)
        bits ^= low
        some = np.flatnonzero(bits)
        places, bits = places.take(some), bits.take(some)
    return np.concatenate(found), np.concatenate(numbers)


@cache
def _doubles() -> HashSet:
    return HashSet(hash_of(suffix) for suffix in double_suffixes() if suffix.isascii())


@record
class Hosts:
    """A batch of hosts. `text` holds their bytes, each host with an `END` after it."""

    size: int
    unread: np.ndarray
    """Per host: it is no plain host (see `ringtrue.kinds.host.is_plain_host`)."""
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
    row_start: np.ndarray
    row_end: np.ndarray
    """Per host: where its `END` stands."""
    inner: np.ndarray
    """Per label: it stands before the suffix (where that has more than two labels, some of the
    suffix's own count too)."""
    below: np.ndarray
    """Per host: labels stand below the registered one, other than a lone www."""
    bare: np.ndarray
    """`text` without dots and hyphens, as plain keys."""
    bare_sums: Sums
    """Sums of the letters of `text` without dots and hyphens, as they are written."""
    letters: np.ndarray
    """Per byte of `bare`: where it stands in `text`."""
    place: np.ndarray
    """Per byte of `text`: where it, or what follows it, stands in `bare`."""

    @classmethod
    def of(cls, contacts: pa.StringArray) -> Hosts:
        """The hosts of an Arrow array of type ``string`` without nulls."""
        size = len(contacts)
        contacts, unread = _readable(contacts)
        text, row_end = _joined(contacts)
        row_start = np.concatenate(([0], row_end[:-1] + 1)) if size else row_end
        row = np.repeat(np.arange(size, dtype=np.int32), row_end + 1 - row_start)
        dots = text == DOT
        marks = dots | (text == END)
        ends = np.flatnonzero(marks)
        starts = np.empty_like(ends)
        starts[:1], starts[1:] = 0, ends[:-1] + 1
        label_row = row.take(ends)
        width = ends - starts
        bad = (width == 0) | (width > 63)
        count = np.bincount(label_row, minlength=size)
        after = np.cumsum(count).take(label_row) - 1 - np.arange(len(ends))
        head = text.take(starts)
        bad |= (after == 0) & ~is_letter(head)
        unread[label_row[bad]] = True
        unread |= count < 2
        marked = np.flatnonzero((text[2:-1] == HYPHEN) & (text[3:] == HYPHEN))  # xn--
        if len(marked):
            begins = np.zeros(len(text), bool)
            begins[starts] = True
            coded = begins[marked] & (text[marked] == ord("x")) & (text[marked + 1] == ord("n"))
            unread[row[marked[coded]]] = True
        sums = Sums(text)
        second = np.flatnonzero(after == 1)
        double = _doubles().holds(sums.of(starts[second], row_end[label_row[second]]))
        inner = after > 0
        inner[second[double]] = False
        before = np.bincount(label_row[inner], minlength=size)
        below = (before > 2) | ((before == 2) & ~_begin_with_www(text, row_start))
        shown = ~dots & (text != HYPHEN)
        letters = np.flatnonzero(shown)
        place = np.zeros(len(text) + 1, np.int32)
        np.cumsum(shown, out=place[1:])
        raw = text.take(letters)
        return cls(
            size, unread, text, row, sums, starts, ends, label_row, after, row_start, row_end,
            inner, below, fold(raw), Sums(raw), letters, place,
        )  # fmt: skip

    def label(self, at: int) -> str:
        """The text of a label."""
        return self.text[self.starts[at] : self.ends[at]].tobytes().decode("ascii", "replace")

    def labels_of(self, places: np.ndarray) -> np.ndarray:
        """The labels in which these places of `text` stand."""
        return np.searchsorted(self.ends, places)

    def is_mark(self, places: np.ndarray) -> np.ndarray:
        """Whether a dot, a hyphen or the end of a host stands at these places (-1: before all)."""
        return is_mark(self.text.take(places, mode="wrap"))

    def whole(self) -> np.ndarray:
        """Hash of the letters of each host, without dots and hyphens."""
        first, last = self.place.take(self.row_start), self.place.take(self.row_end)
        return self.bare_sums.of(first, last)

    def host(self, row: int) -> str:
        """The text of a host."""
        part = self.text[self.row_start[row] : self.row_end[row]]
        return part.tobytes().decode("ascii", "replace")


def _begin_with_www(text: np.ndarray, starts: np.ndarray) -> np.ndarray:
    found = np.ones(len(starts), bool)
    for at, char in enumerate(b"www."):
        found &= text.take(starts + at, mode="clip") == char
    return found


def _readable(contacts: pa.StringArray) -> tuple[pa.StringArray, np.ndarray]:
    """`contacts` with nothing for those that no host can be, and which these are."""
    import pyarrow as pa
    import pyarrow.compute as pc

    offsets = _offsets(contacts)
    data = np.frombuffer(contacts.buffers()[2] or b"", np.uint8)[offsets[0] : offsets[-1]]
    lengths = np.diff(offsets)
    unread = (lengths < SHORTEST) | (lengths > LONGEST)
    # To take all that is plain out of the bytes is the quickest way to see that nothing is left.
    if data.tobytes().translate(None, _plain()):
        strange = np.flatnonzero(_classes().take(data) == 0)
        unread[np.searchsorted(offsets[1:] - offsets[0], strange, side="right")] = True
    if unread.any():
        contacts = pc.if_else(pa.array(unread), "", contacts)
    return contacts, unread


def _joined(contacts: pa.StringArray) -> tuple[np.ndarray, np.ndarray]:
    """The bytes of all hosts with an `END` after each, and where these stand."""
    import pyarrow.compute as pc

    joined = pc.binary_join_element_wise(contacts, "", chr(END))
    offsets = _offsets(joined)
    data = np.frombuffer(joined.buffers()[2] or b"", np.uint8)[offsets[0] : offsets[-1]]
    return data, (offsets[1:] - offsets[0] - 1).astype(np.int64)


def _offsets(contacts: pa.StringArray) -> np.ndarray:
    offsets = np.frombuffer(contacts.buffers()[1] or bytes(4), np.int32)
    return offsets[contacts.offset : contacts.offset + len(contacts) + 1]
