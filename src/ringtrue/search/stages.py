"""The search for the names that one text may resemble: its stages, in order.

A stage is a module with a `find` and the necessary condition of it: `SIGNS` of a reading, one of
which the text must have (0: any text), told once for all stages. That a text resembles nothing is
never told by a rule of its own: it is what is left when no condition holds or nothing is found.
"""

from __future__ import annotations

from collections.abc import Callable

from ringtrue.index.names import NameIndex
from ringtrue.reading import EVERY_SIGN, TextReading
from ringtrue.search import bait_off, few_edits, hyphen_parts, inside, short_pieces, swapped, whole
from ringtrue.search.matches import NameMatch, best_of

MEMO_WORDS, MEMO_LETTERS = 4096, 24
"""Words whose matches are kept, and letters of the longest of them."""
Find = Callable[[TextReading], list[NameMatch]]

EXACT: tuple[tuple[int, Find], ...] = (
    (whole.SIGNS, whole.find),
    (swapped.SIGNS, swapped.find),
    (inside.SIGNS, inside.find),
    (short_pieces.SIGNS, short_pieces.find),
)
"""Spelled so, or to the eye."""
EVERY: tuple[tuple[int, Find], ...] = (
    *EXACT,
    (few_edits.SIGNS, few_edits.find),
    (hyphen_parts.SIGNS, hyphen_parts.find),
)
"""And few edits away."""


def _by_signs(stages: tuple[tuple[int, Find], ...]) -> tuple[tuple[Find, ...], ...]:
    """The stages that may find something in a text, by its signs."""
    return tuple(
        tuple(find for needed, find in stages if not needed or needed & signs)
        for signs in range(EVERY_SIGN + 1)
    )


_EXACT, _EVERY = _by_signs(EXACT), _by_signs(EVERY)


def matches(reading: TextReading, *, near: bool = True) -> list[NameMatch]:
    """Protected names that a text may resemble, best first; `near`: few edits away too."""
    if len(reading.letters) < 2:
        return []
    found: list[NameMatch] = []
    for find in (_EVERY if near else _EXACT)[reading.signs]:
        if more := find(reading):
            found = found + more if found else more
    return best_of(found) if found else found


def matches_of_registered(label: TextReading) -> list[NameMatch]:
    """`matches` of a registered label, and of what is left when a bait word is taken off an end."""
    found = matches(label)
    if near := bait_off.find(label):
        close = {_slot(match) for match in found if match.how != "wide"}
        more = [match for match in near if _slot(match) not in close]
        told = {_slot(match) for match in more}
        found = [match for match in found if match.how != "wide" or _slot(match) not in told] + more
    return found


def _slot(match: NameMatch) -> tuple[str, str]:
    return match.name.brand_id, match.name.text


def matches_of_word(text: str, names: NameIndex, *, near: bool = True) -> list[NameMatch]:
    """`matches` of a label below the registered one or of a word of a link, kept in a memo:
    ``www``, ``mail`` and ``login`` come again and again. Nobody may change what is given."""
    memo = names.memo_near if near else names.memo_exact
    found = memo.get(text)
    if found is None:
        found = matches(TextReading(text, names), near=near)
        if len(text) <= MEMO_LETTERS:
            if len(memo) >= MEMO_WORDS:
                memo.clear()
            memo[text] = found
    return found
