"""Names a few edits away: symmetric deletion over the first letters (Garbe 2012).

Two names within `k` edits (optimal string alignment) share a string that is left of their first
seven letters when up to `k` are taken out (`ringtrue.index.deletions`). Each hash of one points
to a run of name ids in one row of all (23 bytes or so an entry, where a dict of strings takes 150).
Two strings of one hash only cost a comparison.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import accumulate

from ringtrue.index.deletions import beginning, edit_limit, strings, ways
from ringtrue.model import Name
from ringtrue.text.edits import distance, plain_osa, within

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.index.prepared import Prepared

MAX_KEPT = 4096
"""Answers that are kept."""
MAX_TRIED = 200
"""Names that one text is compared with, and ids of one run: bounds the work on lists of
near-identical names."""
CROWD = -1
"""Stands for a distance where more names were near by their letters than are compared."""
_FEW = 12
_LONGEST = 255
"""Lengths are kept as bytes; longer names count as so long."""
_BANDS = (6, 7, 8, 9, 11, 14)
"""The longest names of the first six of seven bands of lengths."""
_MANY, _BUSY = 7, 1 << 7
"""Names of a slot, and the bit that tells so: without such a slot a text meets no `MAX_TRIED`."""
_PATIENCE = 60
"""Texts that are looked for among all of a few thousand names before a table is made: about what
making it costs."""
_TAG = 40
"""Bit of a hash from which sixteen tell its ids from others of its slot."""
_SLOTS, _LARGE, _HUGE = 2, 300_000, 5_000_000
"""Slots an entry, at least; entries up to which a set says at once that nothing is near, and from
which a slot an entry must do."""


class NearIndex:
    """Immutable once built; `names` of five letters and more, each text of a brand once."""

    __slots__ = ("_table", "near")

    def __init__(self, names: Iterable[Name] | Prepared) -> None:
        # The table does not know of what is kept: a directory that is let go is gone at once.
        self._table = table = _Table(names) if isinstance(names, Iterable) else _Patient(names)
        self.near = lru_cache(MAX_KEPT)(table.near)
        """Names within their `edit_limit` of a key, not equal to it, and the distance (or `CROWD`).
        The words of the trade (``login``, ``support``) come again and again."""

    def prepare(self) -> None:
        """Makes the table now: for whoever knows that much will be asked."""
        if isinstance(self._table, _Patient):
            self._table.table()


class _Patient:
    """Looks through all names while little is asked, and makes the table when it pays: for the
    shipped list, in a process that checks one address. Where no crowd is met, as there, both give
    the same answers.

    Letters tell most names apart: an edit changes the set of letters by two at most.
    """

    __slots__ = ("_asked", "_masked", "_prepared", "_table")

    def __init__(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self._asked = 0
        self._masked: dict[int, list[tuple[int, str, int]]] = {}
        self._table: _Table | None = None

    def near(self, probe: str) -> tuple[tuple[Name, int], ...]:
        if self._table is not None:
            return self._table.near(probe)
        self._asked += 1
        if self._asked > _PATIENCE:
            return self.table().near(probe)
        size, letters, found = len(probe), letters_of(probe), []
        for length in range(max(5, size - 2), size + 3):
            limit = edit_limit(length)
            if abs(length - size) > limit:
                continue
            row = self._masked.get(length)
            if row is None:
                row = self._masked[length] = self._prepared.of_length(length)
            for mask, key, at in row:
                if (mask ^ letters).bit_count() <= 2 * limit:
                    edits = plain_osa(probe, key, score_cutoff=limit)
                    if 0 < edits <= limit:
                        found.append((self._prepared.name(at), edits))
        return tuple(found)

    def table(self) -> _Table:
        """What is asked from now on."""
        if self._table is None:
            self._table = _Table(self._prepared.names())
        return self._table


def by_length(names: Iterable[Name]) -> dict[int, list[Name]]:
    """Names that bear an edit by the length of their key, each key of a brand once."""
    found: dict[int, list[Name]] = {}
    seen: set[tuple[str, str]] = set()
    for name in names:
        if edit_limit(len(name.key)) and (name.brand_id, name.key) not in seen:
            seen.add((name.brand_id, name.key))
            found.setdefault(len(name.key), []).append(name)
    return found


def letters_of(text: str) -> int:
    """The set of letters as bits; letters of other scripts share some."""
    mask = 0
    for char in text:
        mask |= 1 << (ord(char) & 63)
    return mask


class _Table:
    """The strings left of the names, hashed: for each slot of hashes a run of name ids, all runs in
    one row. A run lies in one place of memory, where the entries of a chain lie in as many."""

    __slots__ = ("_bands", "_counts", "_ids", "_keys", "_left", "_mask", "_names", "_numbers",
                 "_sizes", "_starts", "_tags")  # fmt: skip

    def __init__(self, names: Iterable[Name]) -> None:
        from array import array

        kept: list[Name] = []
        done: set[tuple[str, str]] = set()
        for name in names:
            if edit_limit(len(name.key)) and (name.brand_id, name.key) not in done:
                done.add((name.brand_id, name.key))
                kept.append(name)
        del done  # as much as all that follows
        self._left = ways({len(name.key) for name in kept})
        self._sizes = bytes(min(len(name.key), _LONGEST) for name in kept)
        entries = sum(30 if len(name.key) >= 10 else 9 for name in kept)
        width = entries * _SLOTS if entries < _HUGE else entries
        self._numbers: set[int] | None = set() if entries < _LARGE else None
        self._names, self._keys = kept, [name.key for name in kept]
        self._mask = mask = (1 << width.bit_length()) - 1
        self._counts = counts = bytearray(mask + 1)
        self._bands = bands = bytearray(mask + 1 if self._numbers is not None else 0)
        banded = {size: _band(size) for size in set(map(len, self._keys))}
        for word in self._keys:
            left, band = strings(word), banded[len(word)]
            for number in left:
                slot = number & mask
                if counts[slot] < MAX_TRIED:
                    counts[slot] += 1
            if self._numbers is not None:
                self._numbers |= left
                for slot in [number & mask for number in left]:
                    bands[slot] |= band if counts[slot] < _MANY else band | _BUSY
        self._starts = starts = array("I", accumulate(counts, initial=0))
        self._ids = ids = array("I", [0]) * starts[-1]
        self._tags = tags = array("H", [0]) * starts[-1]
        spare = counts[:]
        # The last name first, and runs from their ends: the last names of a full run are in it.
        # Hashed anew, for to keep all hashes takes as much memory as the table.
        for at in range(len(kept) - 1, -1, -1):
            for number in strings(self._keys[at]):
                slot = number & mask
                if room := spare[slot]:
                    spare[slot] = room = room - 1
                    ids[starts[slot] + room] = at
                    tags[starts[slot] + room] = number >> _TAG & 0xFFFF

    def near(self, probe: str) -> tuple[tuple[Name, int], ...]:
        left = self._left.get(len(probe))
        if left is None:
            return ()
        mask, counts, numbers = self._mask, self._counts, left(beginning(probe))
        low, high, bands = _reach(len(probe))
        if self._numbers is None:
            found = self._named([slot for n in numbers if counts[slot := n & mask]])
            many = len(found) >= MAX_TRIED
        elif self._numbers.isdisjoint(numbers):
            return ()
        else:
            of_slot, numbers = self._bands, [n for n in numbers if n in self._numbers]
            slots = [slot for n in numbers if of_slot[slot := n & mask] & bands]
            if not slots:
                return ()
            found = self._named(slots)
            many = max([of_slot[slot] for slot in slots]) >= _BUSY and self._are_many(numbers)
        if many:
            tried, crowded = self._tried(numbers)
            near = self._compared(probe, tried)
            return (*near, (self._names[tried[-1]], CROWD)) if crowded else tuple(near)
        sizes = self._sizes
        few = [at for at in found if low <= sizes[at] <= high]
        return tuple(self._compared(probe, few)) if few else ()

    def _are_many(self, numbers: list[int]) -> bool:
        """Whether `MAX_TRIED` names share a slot with the text, of any length."""
        slots = [number & self._mask for number in numbers]
        if sum(map(self._counts.__getitem__, slots)) < MAX_TRIED:
            return False
        return len(self._named(slots)) >= MAX_TRIED

    def _named(self, slots: list[int]) -> set[int]:
        """Ids of the names of some slots: all of them, or enough to tell that they are too many."""
        starts, counts, ids = self._starts, self._counts, self._ids
        found: set[int] = set()
        for slot in slots:
            if count := counts[slot]:
                begin = starts[slot]
                found.update(ids[begin : begin + count])
                if len(found) >= MAX_TRIED:
                    break
        return found

    def _tried(self, numbers: list[int]) -> tuple[list[int], bool]:
        """The first names that share a string with the text, by their tags, and whether there are
        more of them: those that only share a slot with it are no crowd."""
        starts, counts, ids, tags = self._starts, self._counts, self._ids, self._tags
        seen: dict[int, None] = {}
        for number in numbers:
            begin, tag = starts[number & self._mask], number >> _TAG & 0xFFFF
            end = begin + counts[number & self._mask]
            size = end - begin
            if len(seen) + size <= MAX_TRIED and tags[begin:end].count(tag) == size:
                seen.update(dict.fromkeys(ids[begin:end]))  # names that are nearly the same
                continue
            for at, mark in zip(ids[begin:end], tags[begin:end], strict=True):
                if mark != tag:
                    continue
                if len(seen) == MAX_TRIED:
                    return list(seen), True
                seen[at] = None
        return list(seen), False

    def _compared(self, probe: str, tried: list[int]) -> list[tuple[Name, int]]:
        """Those of some names that are within their limits."""
        keys, names = self._keys, self._names
        if len(tried) > _FEW:  # as a row: one call instead of many
            near = within(probe, [keys[at] for at in tried], 2)
            found = [(tried[place], edits) for place, edits in near]
        else:
            osa = distance()
            found = [(at, osa(probe, keys[at], score_cutoff=2)) for at in tried]
        return [(names[at], edits) for at, edits in found if 0 < edits <= edit_limit(len(keys[at]))]


def _band(length: int) -> int:
    """A bit for the lengths of names that are about so long: it tells of a slot whether any name of
    it is as long as the text that is looked for."""
    return 1 << sum(length > last for last in _BANDS)


@cache
def _reach(size: int) -> tuple[int, int, int]:
    """The least and the greatest length of names that a text of `size` letters can be near to, and
    the bands of these lengths, and of busy slots."""
    near_by = [n for n in range(5, size + 3) if abs(n - size) <= edit_limit(n)]
    bands = _BUSY
    for length in near_by:
        bands |= _band(length)
    return min(near_by[0], _LONGEST), min(near_by[-1], _LONGEST), bands
