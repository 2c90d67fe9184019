"""Letters of texts as numbers: hashes of what is left without some, and which of them occur."""

from __future__ import annotations

import numpy as np

from ringtrue.batch.hosts_column import ranges

_WEIGHTS = np.array(
    [0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F, 0x165667B1, 0xD3A2646D, 0xFD7046C5], np.uint32
)
_BITS = np.left_shift(np.uint64(1), (np.arange(256) & 63).astype(np.uint64))
"""A bit for each letter."""
LONGEST = 31
"""Letters of the longest texts that are told apart by a bit; bits above are for last letters."""
NEVER = np.uint64((1 << 64) - 1)
"""No text has all lengths and all last letters."""
_ANY_END = np.uint64((1 << 64) - (1 << 32))
_END_BITS = np.left_shift(np.uint64(1), (32 + (np.arange(256) & 31)).astype(np.uint64))


def strings_left(
    columns: list[np.ndarray] | np.ndarray, most: int, free: int = 2
) -> list[np.ndarray]:
    """Hashes of texts, of which a column holds the letters at one place each, and of what is left
    of each without up to `most` letters (`ringtrue.index.near` does so for one). `free`: how
    many of two may be any, the others are the last ones. Where two are out comes last."""
    size = len(columns)
    found, shorter, zero = [], [], np.zeros(len(columns[0]), np.uint32)
    # sums[back][i]: of the letters before i, each moved `back` places to the front.
    sums: list[list[np.ndarray]] = []
    for back in range(most + 1):
        row = [zero]
        for at in range(size):
            term = columns[at] * _WEIGHTS[at - back] if at >= back else zero
            row.append(row[-1] + term)
        sums.append(row)
    found.append(sums[0][size])
    ends = [row[size] for row in sums]
    for first in range(size):
        head = sums[0][first] - sums[1][first + 1]
        found.append(head + ends[1])
        if most == 1 or (not free and first < size - 2):
            continue
        for second in range(first + 1 if free > 1 else size - 1, size):
            if second > first:
                between = head + sums[1][second]
                shorter.append(between + (ends[2] - sums[2][second + 1]))
    return found + shorter


def bag(text: str) -> int:
    """The letters of a text, a bit each."""
    found = 0
    for code in text.encode("ascii"):
        found |= 1 << (code & 63)
    return found


def bags(text: np.ndarray, starts: np.ndarray, ends: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """`bag` of these spans; of the others 0."""
    found = np.zeros(len(starts), np.uint64)
    asked = np.zeros(len(starts), bool)
    asked[wanted] = True
    some = np.flatnonzero(asked)
    if len(some):
        lengths = (ends - starts)[some]
        letters = text.take(ranges(starts[some], ends[some]))
        first = np.cumsum(lengths) - lengths
        found[some] = np.bitwise_or.reduceat(_BITS.take(letters), first)
    return found


def end_bits(letters: np.ndarray | None) -> np.ndarray:
    """The bits of these last letters, or of any."""
    found: np.ndarray = np.asarray(_ANY_END) if letters is None else _END_BITS.take(letters)
    return found


def length_bits(lengths: np.ndarray) -> np.ndarray:
    """The bit of each of these lengths."""
    bits: np.ndarray = np.uint64(1) << np.minimum(lengths, LONGEST).astype(np.uint64)
    return bits


def near_lengths(lengths: np.ndarray, limits: np.ndarray) -> np.ndarray:
    """Bits of the lengths of texts that may be near a name of each of these lengths, which
    tolerates so many edits."""
    sizes = np.arange(LONGEST + 1)
    gap = np.abs(np.minimum(lengths, LONGEST)[:, None] - sizes)
    near = gap <= limits[:, None]
    bits: np.ndarray = (near * (np.uint64(1) << sizes.astype(np.uint64))).sum(1, dtype=np.uint64)
    return bits


def ones(bags: np.ndarray) -> np.ndarray:
    """How many bits of each are set (numpy 1 has no function for it)."""
    if hasattr(np, "bitwise_count"):
        return np.asarray(np.bitwise_count(bags))
    found = bags - (bags >> np.uint64(1) & np.uint64(0x5555555555555555))
    pairs = np.uint64(0x3333333333333333)
    found = (found & pairs) + (found >> np.uint64(2) & pairs)
    found = (found + (found >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    count: np.ndarray = (found * np.uint64(0x0101010101010101) >> np.uint64(56)).astype(np.int64)
    return count
