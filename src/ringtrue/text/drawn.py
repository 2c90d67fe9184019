"""Letters that are drawn by others: digits for letters (``c01nb4s3``), two letters for one
(``nn`` for m, ``ri`` for n). What is read so counts only where it is a protected name, or a bait
word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ringtrue.text.baits import tables
from ringtrue.text.skeleton import key
from ringtrue.text.tables import of_tables

_DIGITS = str.maketrans("0134578", "oleastb")
_PAIRS = (("nn", "m"), ("ri", "n"), ("lb", "b"))
LEAST_BAIT = 4
"""Letters of the shortest bait word that is drawn."""
MAX_TEXT = 40
"""Characters of the longest name that is read otherwise."""


def may_be_drawn(text: str) -> bool:
    """Whether `text` holds anything that `readings` reads otherwise: most do not."""
    return any(pair in text for pair, _ in _PAIRS) or not text.isalpha()


def readings(text: str) -> Iterator[str]:
    """What a piece of letters and digits (case-folded, no separators) may be drawn for, other than
    itself; digits at its end alone are a number.

    >>> list(readings("c01nb4s3")), list(readings("sannsung")), list(readings("metamask24"))
    (['colnbase'], ['samsung'], [])
    """
    if len(text) > MAX_TEXT or not text.isascii():
        return
    plain = text
    if not text.rstrip("0123456789").isalpha():
        plain = text.translate(_DIGITS)
        if plain.isalpha():
            yield plain
        else:
            plain = text
    for pair, letter in _PAIRS:
        if pair in plain:
            plain = plain.replace(pair, letter)
            yield plain


def drawn_bait(piece: str) -> str:
    """The bait word that a piece with digits among its letters is drawn for; else an empty string.

    >>> drawn_bait("supp0rt"), drawn_bait("ver1fy"), drawn_bait("support24"), drawn_bait("web3js")
    ('support', 'verify', '', '')
    """
    if len(piece) > MAX_TEXT or piece.rstrip("0123456789").isalpha() or not piece.isascii():
        return ""
    return _baits().get(key(piece.translate(_DIGITS)), "")


@of_tables
@cache
def _baits() -> dict[str, str]:
    """Bait words that weigh something by their keys."""
    words = (word for word in tables().heavy if len(word) >= LEAST_BAIT)
    return {key(word): word for word in words if word.isascii() and word.isalpha()}
