"""Stage, of labels below strained hosts: a spelling worn down beyond the limits of slips."""

from __future__ import annotations

from ringtrue.reading import TextReading
from ringtrue.search.matches import NameMatch, first_of
from ringtrue.text.pieces import compact, pieces
from ringtrue.text.skeleton import key


def holds(reading: TextReading) -> bool:
    """Whether there are letters."""
    return bool(reading.text)


def find(reading: TextReading) -> list[NameMatch]:
    """Names that the text, or a piece of it, may have been worn down from."""
    text, near = reading.text, reading.names.distant.near
    spans = sorted({(0, len(text)), *pieces(text)})
    return first_of(
        [
            NameMatch(name, "far", start, end, edits)
            for start, end in spans
            for name, edits in near(key(compact(text[start:end])))
        ]
    )
