"""The strings that are left of a word when letters are taken out of its beginning, hashed.

Two words within `edit_limit` edits share one of them (symmetric deletion, Garbe 2012). They are
made and hashed as rows of bytes, in C (`itertools.combinations`).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

PREFIX = 7
"""Letters of a word that are looked at."""


def edit_limit(length: int) -> int:
    """Edits tolerated for a name of `length` letters.

    Of 305 genuine brand labels 49 have another brand's within one edit and 127 within two,
    so short names tolerate none, and two edits take ten letters.

    >>> [edit_limit(n) for n in (3, 4, 5, 9, 10)]
    [0, 0, 1, 1, 2]
    """
    return 0 if length < 5 else 1 if length < 10 else 2


def ways(lengths: set[int]) -> dict[int, Callable[[bytes], list[int]]]:
    """For the length of a text: what to take out of it to meet a name of one of `lengths`."""
    found: dict[int, Callable[[bytes], list[int]]] = {}
    for size in range(4, max(lengths, default=0) + 3):
        near_by = {length for length in lengths if abs(length - size) <= edit_limit(length)}
        if near_by:
            long = any(edit_limit(length) == 2 for length in near_by)
            short_of = {8: _left_one_short, 9: _left_two_short}
            found[size] = short_of.get(size, _left_by_two) if long else _left_by_one
    return found


def strings(word: str) -> set[int]:
    """Hashes under which a name is found."""
    return set((_left_by_two if len(word) >= 10 else _left_by_one)(beginning(word)))


def beginning(text: str) -> bytes:
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
