"""Names a few edits away: symmetric deletion over the first letters (Garbe 2012).

Two names within `k` edits (optimal string alignment) share a string that is left of their first
seven letters when up to `k` are taken out. The strings are made and hashed as rows of bytes, in C
(`itertools.combinations`), and the hashes point into one table of name ids with chains (30 bytes or
so an entry, where a dict of strings takes 150). Two strings of one hash only cost a comparison.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import combinations

from ringtrue.model import Name
from ringtrue.text.edits import distance, plain_osa, within

PREFIX = 7
"""Letters of a name that the index holds."""
MAX_KEPT = 4096
"""Answers that are kept."""
MAX_TRIED = 200
"""Names that one text is compared with, and entries of one chain: bounds the work on lists of
near-identical names."""
CROWD = -1
"""Stands for a distance where more names were near by their letters than are compared."""
_FEW = 12
_PATIENCE = 60
"""Texts that are looked for among all of a few thousand names before a table is made: about what
making it costs."""
_BITS = 7
_TAG = 40
"""Bit of a hash from which sixteen tell its entries from others of its slot."""
_SLOTS, _LARGE, _HUGE = 2, 300_000, 5_000_000
"""Slots an entry, at least; entries up to which a set says at once that nothing is near, and from
which a slot an entry must do."""


def edit_limit(length: int) -> int:
    """Edits tolerated for a name of `length` letters.

    Of 305 genuine brand labels 49 have another brand's within one edit and 127 within two,
    so short names tolerate none, and two edits take ten letters.

    >>> [edit_limit(n) for n in (3, 4, 5, 9, 10)]
    [0, 0, 1, 1, 2]
    """
    return 0 if length < 5 else 1 if length < 10 else 2


class NearIndex:
    """Immutable once built; `names` of five letters and more, each text of a brand once."""

    __slots__ = ("near",)

    def __init__(self, names: Iterable[Name], *, patient: bool = False) -> None:
        # The table does not know of what is kept: a directory that is let go is gone at once.
        table = _Patient(list(names)) if patient else _Table(names)
        self.near = lru_cache(MAX_KEPT)(table.near)
        """Names within their `edit_limit` of a key, not equal to it, and the distance (or `CROWD`).
        The words of the trade (``login``, ``support``) come again and again."""


class _Patient:
    """Looks through all names while little is asked, and makes the table when it pays: for the
    shipped list, in a process that checks one address. Where no crowd is met, as there, both give
    the same answers.

    Letters tell most names apart: an edit changes the set of letters by two at most.
    """

    __slots__ = ("_asked", "_by_length", "_names", "_table")

    def __init__(self, names: list[Name]) -> None:
        self._names = names
        self._asked = 0
        self._by_length: dict[int, list[tuple[int, Name]]] | None = None
        self._table: _Table | None = None

    def near(self, probe: str) -> tuple[tuple[Name, int], ...]:
        if self._table is not None:
            return self._table.near(probe)
        self._asked += 1
        if self._asked > _PATIENCE:
            self._table = _Table(self._names)
            return self._table.near(probe)
        if self._by_length is None:
            self._by_length = _by_length(self._names)
        size, letters, found = len(probe), _letters(probe), []
        for length in range(max(5, size - 2), size + 3):
            limit = edit_limit(length)
            if abs(length - size) > limit:
                continue
            for mask, name in self._by_length.get(length, ()):
                if (mask ^ letters).bit_count() <= 2 * limit:
                    edits = plain_osa(probe, name.key, score_cutoff=limit)
                    if 0 < edits <= limit:
                        found.append((name, edits))
        return tuple(found)


def _by_length(names: list[Name]) -> dict[int, list[tuple[int, Name]]]:
    found: dict[int, list[tuple[int, Name]]] = {}
    seen: set[tuple[str, str]] = set()
    for name in names:
        if edit_limit(len(name.key)) and (name.brand_id, name.key) not in seen:
            seen.add((name.brand_id, name.key))
            found.setdefault(len(name.key), []).append((_letters(name.key), name))
    return found


def _letters(text: str) -> int:
    """The set of letters as bits; letters of other scripts share some."""
    mask = 0
    for char in text:
        mask |= 1 << (ord(char) & 63)
    return mask


class _Table:
    """The strings left of the names, hashed."""

    __slots__ = ("_chain", "_heads", "_ids", "_left", "_mask", "_names", "_numbers", "_tags")

    def __init__(self, names: Iterable[Name]) -> None:
        from array import array

        kept: list[Name] = []
        done: set[tuple[str, str]] = set()
        for name in names:
            if edit_limit(len(name.key)) and (name.brand_id, name.key) not in done:
                done.add((name.brand_id, name.key))
                kept.append(name)
        del done  # as much as all that follows
        self._left = _ways({len(name.key) for name in kept})
        entries = sum(30 if len(name.key) >= 10 else 9 for name in kept)
        slots = entries * _SLOTS if entries < _HUGE else entries
        self._numbers: set[int] | None = set() if entries < _LARGE else None
        self._names = kept
        self._mask = mask = (1 << slots.bit_length()) - 1
        self._heads = heads = array("I", [0]) * (mask + 1)
        self._chain, self._ids, self._tags = array("I", [0]), array("I", [0]), array("H", [0])
        chain, ids, tags = self._chain, self._ids, self._tags
        depth = bytearray(mask + 1)
        # The last name first: chains are read from their newest entry on.
        for at in range(len(kept) - 1, -1, -1):
            word = kept[at].key
            left = set((_left_by_two if len(word) >= 10 else _left_by_one)(_start(word)))
            if self._numbers is not None:
                self._numbers |= left
            for number in left:
                slot = number & mask
                if depth[slot] == MAX_TRIED:
                    continue
                depth[slot] += 1
                chain.append(heads[slot])
                ids.append(at)
                tags.append(number >> _TAG & 0xFFFF)
                heads[slot] = len(ids) - 1

    def near(self, probe: str) -> tuple[tuple[Name, int], ...]:
        left = self._left.get(len(probe))
        if left is None:
            return ()
        heads, mask, numbers = self._heads, self._mask, left(_start(probe))
        if self._numbers is not None:
            if self._numbers.isdisjoint(numbers):
                return ()
            numbers = [number for number in numbers if number in self._numbers]
        hits = [(entry, number) for number in numbers if (entry := heads[number & mask])]
        return tuple(self._among(hits, probe)) if hits else ()

    def _among(self, hits: list[tuple[int, int]], probe: str) -> Iterator[tuple[Name, int]]:
        tried, crowded = self._tried(hits)
        for name, edits in _compared(probe, tried):
            if 0 < edits <= edit_limit(len(name.key)):
                yield name, edits
        if crowded:
            yield tried[-1], CROWD

    def _tried(self, hits: list[tuple[int, int]]) -> tuple[list[Name], bool]:
        """Names that share a string with the text, and whether there are more of them."""
        chain, ids, tags, names = self._chain, self._ids, self._tags, self._names
        seen: dict[int, None] = {}
        for entry, number in hits:
            tag = number >> _TAG & 0xFFFF
            while entry:
                if tags[entry] == tag:
                    if len(seen) == MAX_TRIED:
                        return [names[at] for at in seen], True
                    seen[ids[entry]] = None
                entry = chain[entry]
        return [names[at] for at in seen], False


def _compared(probe: str, names: list[Name]) -> Iterator[tuple[Name, int]]:
    if len(names) > _FEW:  # as a row: one call instead of many
        found = within(probe, [name.key for name in names], 2)
        return ((names[at], edits) for at, edits in found)
    size, osa = len(probe), distance()
    return (
        (name, osa(probe, name.key, score_cutoff=2))
        for name in names
        if -2 <= len(name.key) - size <= 2
    )


def _ways(lengths: set[int]) -> dict[int, Callable[[bytes], list[int]]]:
    """For the length of a text: what to take out of it to meet a name of one of `lengths`."""
    found: dict[int, Callable[[bytes], list[int]]] = {}
    for size in range(4, max(lengths, default=0) + 3):
        near_by = {length for length in lengths if abs(length - size) <= edit_limit(length)}
        if near_by:
            long = any(edit_limit(length) == 2 for length in near_by)
            short_of = {8: _left_one_short, 9: _left_two_short}
            found[size] = short_of.get(size, _left_by_two) if long else _left_by_one
    return found


def _start(text: str) -> bytes:
    """The first letters as bytes; what is not ASCII shares a few numbers."""
    text = text[:PREFIX]
    if text.isascii():
        return text.encode("ascii")
    return bytes([ord(char) if char.isascii() else ord(char) % 127 + 1 for char in text])


def _left_by_one(start: bytes) -> list[int]:
    """Hashes of a text's start, and of what is left of it without one letter."""
    return [hash((*start,)), *map(hash, combinations(start, len(start) - 1))]


def _left_by_two(start: bytes) -> list[int]:
    """So, and without two letters."""
    size = len(start)
    return [
        hash((*start,)),
        *map(hash, combinations(start, size - 1)),
        *map(hash, combinations(start, size - 2)),
    ]


def _left_one_short(start: bytes) -> list[int]:
    """Of a text of eight letters: two edits make one of ten only by putting two letters in, so the
    text itself loses none but those that they push out of the first seven."""
    return [hash((*start,)), hash((*start[:-2],)), *map(hash, combinations(start, PREFIX - 1))]


def _left_two_short(start: bytes) -> list[int]:
    """Of nine letters: one of two edits puts a letter in, which may push out another."""
    return [
        hash((*start,)),
        *map(hash, combinations(start, PREFIX - 1)),
        *map(hash, combinations(start[:-1], PREFIX - 2)),
    ]


def deleted(text: str, most: int) -> list[int]:
    """Numbers of the first letters of `text`, and of what is left of them without one or two.

    >>> deleted("ab", 1) == [*deleted("ab", 0), *deleted("b", 0), *deleted("a", 0)]
    True
    """
    text = text[:PREFIX]
    number = 0
    if text.isascii():
        for code in text.encode("ascii"):
            number = number << _BITS | code
    else:
        for char in text:
            number = number << _BITS | (ord(char) if char.isascii() else ord(char) % 127 + 1)
    found = [number]
    if most:
        size = len(text)
        found += [number >> up << down | number & low for up, down, low in _cuts(size)]
        if most > 1:
            cuts = _cuts(size - 1)
            for first, single in enumerate(found[1:]):
                # The second letter stands before the first one: each pair once.
                found += [single >> up << down | single & low for up, down, low in cuts[:first]]
    return found


@cache
def _cuts(size: int) -> tuple[tuple[int, int, int], ...]:
    """For each letter of a text of `size`: how its number is cut in two around it."""
    return tuple(
        (_BITS * (size - i), _BITS * (size - 1 - i), (1 << _BITS * (size - 1 - i)) - 1)
        for i in range(size)
    )
