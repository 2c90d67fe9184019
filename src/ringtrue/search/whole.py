"""Stage: the text is a protected name, letter for letter or to the eye (equal confusable keys)."""

from __future__ import annotations

from ringtrue.reading import HOLDS, SHORT, TextReading
from ringtrue.search.matches import NameMatch
from ringtrue.text.skeleton import strip_marks

SIGNS = HOLDS | SHORT


def find(reading: TextReading) -> list[NameMatch]:
    """Names with this text, their marks left out as hosts and accounts do (``creditmutuel``), and
    others with this key."""
    names, letters, size = reading.names, reading.letters, len(reading.text)
    found = [NameMatch(name, "same", 0, size) for name in names.by_text.get(letters, ())]
    for name in names.by_key.get(reading.key, ()):
        official = name.text
        if official != letters:
            bare = official if official.isascii() else strip_marks(official)
            found.append(NameMatch(name, "same" if bare == letters else "key", 0, size))
    return found
