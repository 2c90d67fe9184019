"""Stage: names of two and three letters, which count only as a whole piece of the text."""

from __future__ import annotations

from ringtrue.index.substrings import GRAM
from ringtrue.reading import PARTED, TextReading
from ringtrue.search.matches import NameMatch
from ringtrue.text.pieces import pieces

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.batch.early_exit import Look
    from ringtrue.batch.pairings import Flags, Pairings


SIGNS = PARTED


def find(reading: TextReading) -> list[NameMatch]:
    """Short names that stand between separators or at borders of digits."""
    text, short = reading.text, reading.names.short
    found: list[NameMatch] = []
    for start, end in pieces(text):
        if end - start > min(GRAM, len(text) - 1):
            continue
        if names := short.get(text[start:end]):
            found += [NameMatch(name, "token", start, end) for name in names]
    return found


def columns(look: Look) -> None:
    """Column form: notes the short names whose keys are pieces of labels, or all of one."""
    short = (look.ends - look.starts < GRAM).nonzero()[0]
    hashes = look.sums.of(look.starts.take(short), look.ends.take(short))
    held, form = look.tables.short.find(hashes)
    look.note(short.take(held), look.tables.names.by_form, form)


def counts(found: Pairings) -> Flags:
    """Pairings of names that are no short ones, or stand as they are spelled, or as all of a
    label."""
    return (found.size >= GRAM) | found.whole | found.token
