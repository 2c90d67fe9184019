"""Stage: names of two and three letters, which count only as a whole piece of the text."""

from __future__ import annotations

from ringtrue.index.substrings import GRAM
from ringtrue.reading import TextReading
from ringtrue.search.matches import NameMatch
from ringtrue.text.pieces import pieces


def holds(reading: TextReading) -> bool:
    """Whether the text has pieces, and such names are listed."""
    return bool(reading.names.short) and not reading.text.isalpha()


def find(reading: TextReading) -> list[NameMatch]:
    """Short names that stand between separators or at borders of digits."""
    text, short = reading.text, reading.names.short
    return [
        NameMatch(name, "token", start, end)
        for start, end in pieces(text)
        if end - start <= GRAM and (start, end) != (0, len(text))
        for name in short.get(text[start:end], ())
    ]
