"""Stage: the two words of a protected name in the other order (``pocket-token``)."""

from __future__ import annotations

from ringtrue.reading import TextReading
from ringtrue.search.matches import NameMatch


def holds(reading: TextReading) -> bool:
    """Whether `find` may find anything: exactly then it does."""
    return reading.letters in reading.names.swapped


def find(reading: TextReading) -> list[NameMatch]:
    """Names that the text is with their words changed over."""
    names = reading.names.swapped.get(reading.letters, ())
    return [NameMatch(name, "swapped", 0, len(reading.text)) for name in names]
