"""Stage, of whole hosts: names that a dot cuts in two (``myetherwall.et.com``), exactly or in
look-alike letters, so that a label or a word begins or ends with them.
"""

from __future__ import annotations

from ringtrue.reading import TextReading
from ringtrue.search import inside, swapped, whole
from ringtrue.search.matches import NameMatch, best_of

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.batch.pairings import Flags, Pairings


MIN_LETTERS = 6
"""Letters of the shortest name that is looked for across dots."""


def find(reading: TextReading) -> list[NameMatch]:
    """Names that a dot cuts well in a host (`HostReading.whole`), best first."""
    text = reading.text
    found = [match for stage in (whole, swapped, inside) for match in stage.find(reading)]
    return best_of([match for match in found if _is_cut_well(text, match.start, match.end)])


def _is_cut_well(text: str, start: int, end: int) -> bool:
    """Whether a dot cuts a span, and a label or a word begins or ends with it: in
    ``scotia[bank.com.m]x`` it is cut at no such place."""
    return "." in text[start:end] and (_is_border(text, start) or _is_border(text, end))


def _is_border(text: str, at: int) -> bool:
    return at in (0, len(text)) or text[at - 1] in ".-" or text[at] in ".-"


def counts(found: Pairings) -> Flags:
    """Pairings with names that no dot cuts, or with long ones."""
    return ~found.cut | (found.size >= MIN_LETTERS)
