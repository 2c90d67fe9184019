"""Stage: the text, a piece of it or two neighbouring pieces are few edits from a protected name."""

from __future__ import annotations

from ringtrue.index.substrings import GRAM
from ringtrue.reading import TextReading
from ringtrue.search.matches import NameMatch, nearby
from ringtrue.text.pieces import Span, compact, pairs, pieces
from ringtrue.text.skeleton import ASCII_KEY, key

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ringtrue.batch.early_exit import Look


SIGNS = 0
"""None is needed: names are looked up by parts of the text."""


def find(reading: TextReading) -> list[NameMatch]:
    """Names within their limit of edits (`ringtrue.index.near.edit_limit`), and those that the text
    begins or ends with, an edit away."""
    near, text, end = reading.names.near, reading.text, len(reading.text)
    found: list[NameMatch] = []
    met, stuck = near.both(reading.key)
    if not (met or stuck or reading.plain) and text.isalpha():
        return found  # most labels
    by_letter = len(reading.key) == len(reading.letters) and text.isascii()
    for name, edits in met:
        found.append(nearby(name, "near", 0, end, edits))
    if reading.plain and (met := near.near(reading.plain)):
        # Folding rn to m or cl to d can hide a plain slip: ``sirnlabs`` lacks an i.
        found += [nearby(name, "near", 0, end, edits) for name, edits in met]
    if text.isalpha():
        if stuck and by_letter:
            found += [NameMatch(at.name, "wide", at.start, at.end, at.edits) for at in stuck]
        return found
    marked = text.translate(ASCII_KEY) if by_letter else ""  # the key of each piece is in it
    spans: Sequence[Span] = pieces(text)
    if len(reading.letters) < len(text) - 1:  # two separators, or more
        spans = [*spans, *pairs(text)]
    for a, b in spans:
        if b - a < GRAM or b - a == end:
            continue
        piece = marked[a:b] if by_letter else key(compact(text[a:b]))
        if not piece.isalnum():
            piece = compact(piece)
        met, stuck = near.both(piece)
        if met:
            found += [nearby(name, "near_token", a, b, edits) for name, edits in met]
        if stuck and by_letter and b - a == len(piece):
            found += [
                NameMatch(at.name, "wide", a + at.start, a + at.end, at.edits) for at in stuck
            ]
    return found


def columns(look: Look) -> None:
    """Column form: notes the names few edits from labels, their pieces, and two neighbouring ones,
    and those that labels and pieces without separators begin or end with; keeps hosts with more
    names about them than are compared."""
    tables = look.tables
    near = tables.near.find(look.view.letters, look.starts, look.ends, look.sums)
    look.keep(near.crowded)
    look.note(near.at, tables.by_key, near.key, near.distance)
    if look.view.rows is None:  # pairs of letters are not read as one there
        look.note_glued()
