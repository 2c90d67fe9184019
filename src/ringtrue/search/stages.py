"""The search for the names that one text may resemble: its stages, in order.

A stage is a module with a necessary condition (`holds`) and a `find`. That a text resembles nothing
is never told by a rule of its own: it is what is left when no condition holds or nothing is found.
"""

from __future__ import annotations

from collections.abc import Callable

from ringtrue.reading import TextReading
from ringtrue.search import few_edits, hyphen_parts, inside, short_pieces, swapped, whole
from ringtrue.search.matches import NameMatch, best_of

Stage = tuple[Callable[[TextReading], bool], Callable[[TextReading], list[NameMatch]]]

EXACT: tuple[Stage, ...] = (
    (whole.holds, whole.find),
    (swapped.holds, swapped.find),
    (inside.holds, inside.find),
    (short_pieces.holds, short_pieces.find),
)
"""Spelled so, or to the eye."""
EVERY: tuple[Stage, ...] = (
    *EXACT,
    (few_edits.holds, few_edits.find),
    (hyphen_parts.holds, hyphen_parts.find),
)
"""And few edits away."""


def matches(reading: TextReading, *, near: bool = True) -> list[NameMatch]:
    """Protected names that a text may resemble, best first; `near`: few edits away too."""
    if len(reading.letters) < 2:
        return []
    found: list[NameMatch] = []
    for holds, find in EVERY if near else EXACT:
        if holds(reading):
            found += find(reading)
    return best_of(found)
