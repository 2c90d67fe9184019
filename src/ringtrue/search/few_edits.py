"""Stage: the text, a piece of it or two neighbouring pieces are few edits from a protected name."""

from __future__ import annotations

from ringtrue.index.substrings import GRAM
from ringtrue.reading import TextReading
from ringtrue.search.matches import NameMatch, nearby
from ringtrue.text.pieces import compact, pairs, pieces
from ringtrue.text.skeleton import ASCII_KEY, key

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.batch.early_exit import Look


SIGNS = 0
"""None is needed: names are looked up by parts of the text."""


def find(reading: TextReading) -> list[NameMatch]:
    """Names within their limit of edits (`ringtrue.index.near.edit_limit`)."""
    near, text, end = reading.names.near.near, reading.text, len(reading.text)
    found: list[NameMatch] = []
    if met := near(reading.key):
        found = [nearby(name, "near", 0, end, edits) for name, edits in met]
    if reading.plain and (met := near(reading.plain)):
        # Folding rn to m or cl to d can hide a plain slip: ``sirnlabs`` lacks an i.
        found += [nearby(name, "near", 0, end, edits) for name, edits in met]
    if text.isalpha():
        return found
    by_letter = len(reading.key) == len(reading.letters) and text.isascii()
    marked = text.translate(ASCII_KEY) if by_letter else ""  # the key of each piece is in it
    spans = [span for span in pieces(text) if span != (0, end) and span[1] - span[0] >= GRAM]
    for a, b in spans + pairs(text):
        piece = compact(marked[a:b]) if by_letter else key(compact(text[a:b]))
        if met := near(piece):
            found += [nearby(name, "near_token", a, b, edits) for name, edits in met]
    return found


def columns(look: Look) -> None:
    """Column form: notes the names few edits from labels, their pieces, and two neighbouring ones;
    keeps hosts with more names about them than are compared."""
    tables = look.tables
    near = tables.near.find(look.view.letters, look.starts, look.ends, look.sums)
    look.keep(near.crowded)
    look.note(near.at, tables.by_key, near.key, near.distance)
