"""Stage: the text is a protected name, letter for letter or to the eye (equal confusable keys)."""

from __future__ import annotations

from ringtrue.reading import TextReading
from ringtrue.search.matches import NameMatch


def holds(reading: TextReading) -> bool:
    """Whether `find` may find anything: exactly then it does."""
    names = reading.names
    return reading.letters in names.by_text or reading.key in names.by_key


def find(reading: TextReading) -> list[NameMatch]:
    """Names with this text, and others with this key."""
    names, letters, size = reading.names, reading.letters, len(reading.text)
    found = [NameMatch(name, "same", 0, size) for name in names.by_text.get(letters, ())]
    return found + [
        NameMatch(name, "key", 0, size)
        for name in names.by_key.get(reading.key, ())
        if name.text != letters
    ]
