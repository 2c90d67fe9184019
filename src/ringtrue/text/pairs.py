"""How name-like a string is, by its letter pairs: ``amazon`` reads, ``tqhnglx`` does not.

A table of how often one letter follows another in popular names and frequent words gives every
pair a surprise (the negative natural logarithm of its share); the oddness of a string is their
mean. Names made by a program (domain generation algorithms) stand out, and so do initials, so
oddness supports other signs and proves nothing alone. References: Antonakakis et al., USENIX
Security 2012; Yadav et al., IMC 2010.
"""

from __future__ import annotations

from functools import cache, lru_cache
from operator import add

from ringtrue import data

ALPHABET = "abcdefghijklmnopqrstuvwxyz0#"
"""Letters, any digit as 0, and # for both ends."""
MAX_TEXT = 63
"""Characters looked at: as many as a DNS label has."""

_SHAPE: dict[int, str | None] = {code: None for code in range(128) if chr(code) not in ALPHABET}
_SHAPE |= {ord(digit): "0" for digit in "0123456789"}


def shaped(text: str) -> str:
    """`text` in the letters of the table, hyphens left out.

    >>> shaped("a1-b2")
    '#a0b0#'
    """
    text = text[:MAX_TEXT]
    if not text.isascii():
        text = "".join("0" if c.isdigit() else c for c in text if c.isdigit() or c.isascii())
    return f"#{text.translate(_SHAPE)}#"


@cache
def surprises() -> dict[str, float]:
    """The surprise of each pair of the `ALPHABET`."""
    from math import log

    rows = [row.split(" ") for row in data.lines("letter_pairs.txt")]
    found: dict[str, float] = {}
    for first, row in zip(rows[0], rows[1:], strict=True):
        counts = [int(field) for field in row]
        whole = sum(counts) + len(counts)
        for second, count in zip(rows[0], counts, strict=True):
            found[first + second] = -log((count + 1) / whole)
    return found


@lru_cache(maxsize=16384)
def surprise(text: str) -> float:
    """How surprising `text` (lower case) is as a name, in nats: the sum over its letter pairs, ends
    included. A name of common pairs is met again by chance, one of rare pairs hardly ever."""
    return _sum(shaped(text))


def _sum(shape: str) -> float:
    if len(shape) < 3:
        return 0.0
    return sum(map(surprises().__getitem__, map(add, shape, shape[1:])))


def oddness(text: str) -> float:
    """Mean surprise of the letter pairs of `text` (lower case), ends included; 0 when empty.

    >>> oddness("wallet") < 3 < oddness("tqhnglx")
    True
    """
    shape = shaped(text)
    return _sum(shape) / max(1, len(shape) - 1)
