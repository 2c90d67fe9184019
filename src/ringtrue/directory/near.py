"""Names a few edits away: symmetric deletion over the first letters (Garbe 2012).

Two names within `k` edits (optimal string alignment) share a string that is left of their first
seven letters when up to `k` are taken out. Each such string is one whole number, seven bits a
letter, so that taking a letter out is arithmetic; the numbers hash into one table of name ids with
chains (30 bytes or so an entry, where a dict of strings takes 150).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from ringtrue.model import Name
from ringtrue.text.edits import osa, within

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
_BITS = 7
_TAG = 0xFFFFFFFF
_SPARSE, _DENSE, _LARGE = 16, 4, 600_000
"""Slots an entry: a probe looks at thirty, so most should be empty; large tables save memory."""


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

    def __init__(self, names: Iterable[Name]) -> None:
        # The table does not know of what is kept: a directory that is let go is gone at once.
        self.near = lru_cache(MAX_KEPT)(_Table(names).near)
        """Names within their `edit_limit` of a key, not equal to it, and the distance (or `CROWD`).
        The words of the trade (``login``, ``support``) come again and again."""


class _Table:
    """The strings left of the names, hashed."""

    __slots__ = (
        "_chain",
        "_edits",
        "_heads",
        "_ids",
        "_names",
        "_size",
        "_tags",
    )

    def __init__(self, names: Iterable[Name]) -> None:
        kept: list[Name] = []
        done: set[tuple[str, str]] = set()
        for name in names:
            if edit_limit(len(name.key)) and (name.brand_id, name.key) not in done:
                done.add((name.brand_id, name.key))
                kept.append(name)
        self._edits: dict[int, int] = {}
        """Letters to take out of a text of this length: as many as a name near it tolerates."""
        for length in sorted({len(name.key) for name in kept}):
            limit = edit_limit(length)
            for near_by in range(length - limit, length + limit + 1):
                self._edits[near_by] = max(limit, self._edits.get(near_by, 0))
        entries = sum(30 if len(name.key) >= 10 else 9 for name in kept)
        self._names = kept
        self._size = size = entries * (_SPARSE if entries < _LARGE else _DENSE) + 1
        self._heads = heads = array("I", bytes(4 * size))
        self._chain, self._ids, self._tags = array("I", [0]), array("I", [0]), array("I", [0])
        chain, ids, tags = self._chain, self._ids, self._tags
        depth = bytearray(size)
        # The last name first: chains are read from their newest entry on.
        for at in range(len(kept) - 1, -1, -1):
            for number in set(deleted(kept[at].key, edit_limit(len(kept[at].key)))):
                slot = number % size
                if depth[slot] == MAX_TRIED:
                    continue
                depth[slot] += 1
                chain.append(heads[slot])
                ids.append(at)
                tags.append(number // size & _TAG)
                heads[slot] = len(ids) - 1

    def near(self, probe: str) -> tuple[tuple[Name, int], ...]:
        edits = self._edits.get(len(probe))
        if edits is None:
            return ()
        heads, size = self._heads, self._size
        numbers = deleted(probe, edits)
        hits = [(entry, number) for number in numbers if (entry := heads[number % size])]
        return tuple(self._among(hits, probe)) if hits else ()

    def _among(self, hits: list[tuple[int, int]], probe: str) -> Iterator[tuple[Name, int]]:
        tried, crowded = self._tried(hits)
        for name, distance in _compared(probe, tried):
            if 0 < distance <= edit_limit(len(name.key)):
                yield name, distance
        if crowded:
            yield tried[-1], CROWD

    def _tried(self, hits: list[tuple[int, int]]) -> tuple[list[Name], bool]:
        """Names that share a string with the text, and whether there are more of them."""
        chain, ids, tags = self._chain, self._ids, self._tags
        seen: dict[int, None] = {}
        for entry, number in hits:
            tag = number // self._size & _TAG
            while entry:
                if len(seen) == MAX_TRIED:
                    return [self._names[at] for at in seen], True
                if tags[entry] == tag:
                    seen[ids[entry]] = None
                entry = chain[entry]
        return [self._names[at] for at in seen], False


def _compared(probe: str, names: list[Name]) -> Iterator[tuple[Name, int]]:
    if len(names) > _FEW:  # as a row: one call instead of many
        found = within(probe, [name.key for name in names], 2)
        return ((names[at], distance) for at, distance in found)
    return ((name, osa(probe, name.key, 2)) for name in names)


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
