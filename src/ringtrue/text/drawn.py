"""Letters that are drawn by others: digits for letters (``c01nb4s3``), two letters for one
(``nn`` for m, ``ri`` for n). What is read so counts only where it is a protected name."""

from __future__ import annotations

from collections.abc import Iterator

_DIGITS = str.maketrans("0134578", "oleastb")
_PAIRS = (("nn", "m"), ("ri", "n"), ("lb", "b"))
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
