"""A text as a reader sees it, with the way back to the text as it was given.

Scanning works on a view: invisible characters taken out, every compatibility character replaced
by its plain one (``４`` by ``4``, ``ℂ`` by ``C``), letter for letter, so that a span of the view is
a span of the text. Characters whose plain form is longer (``⑩``) stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

from ringtrue.records import record
from ringtrue.scanning.phrases import Phrases, Spots

# Default-ignorable code points, bidi controls, variation selectors and the keycap (UAX #44,
# DerivedCoreProperties): what a reader does not see must not split what a reader sees.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u20e3\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]+"
)
# A full-width comma ends a URL where an ASCII one may belong to it: sentence marks stay.
_KEEP = frozenset("，！？；（）：～")
# What NFKC may change: neither ASCII nor a common Han character or mark of Chinese texts.
_UNUSUAL = re.compile(
    "[^\x00-\x7f\u2014\u2018-\u201d\u3001-\u3011\u4e00-\u9fff\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\uff5e]+"
)
_CACHE_LIMIT = 20_000


class _Plain(dict[int, str]):
    """str.translate table that is filled on demand; bounded, since input chooses the keys."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = char if char in _KEEP else unicodedata.normalize("NFKC", char)
        if plain == "\u2010":  # the hyphen, and the one at which no line breaks
            plain = "-"
        if len(plain) != 1:
            plain = char
        if len(self) < _CACHE_LIMIT:
            self[code] = plain
        return plain


_PLAIN = _Plain()


@record
class View:
    """A text and its plain reading."""

    text: str
    """As given."""
    plain: str
    """Invisible characters removed, compatibility characters folded, case kept."""
    low: str
    """`plain` in lower case; the same length."""
    starts: tuple[int, ...] = (0,)
    """Positions in `plain` from which `shifts` apply."""
    shifts: tuple[int, ...] = (0,)
    """How many characters of `text` were removed before that position."""
    spots: Spots = Spots("")
    """Where the phrases of tables stand in `low`."""

    @classmethod
    def of(cls, text: str) -> View:
        """The view of `text`; linear in its length."""
        starts, shifts, plain = [0], [0], text
        if not text.isascii():
            kept, end, removed = [], 0, 0
            for match in _INVISIBLE.finditer(text):
                kept.append(text[end : match.start()])
                removed += match.end() - match.start()
                end = match.end()
                starts.append(end - removed)
                shifts.append(removed)
            plain = "".join((*kept, text[end:])) if kept else text
            plain = _UNUSUAL.sub(lambda run: run[0].translate(_PLAIN), plain)
        low = plain.lower()
        if len(low) != len(plain):  # a few capitals (İ) have a longer small form
            low = "".join(c if len(c.lower()) != 1 else c.lower() for c in plain)
        return cls(text, plain, low, tuple(starts), tuple(shifts), Spots(low))

    def says(self, phrases: Phrases[str], start: int, end: int) -> bool:
        """Whether a phrase stands in the span."""
        return bool(self.spots.within(phrases, start, end))

    def origin(self, position: int) -> int:
        """Index in `text` of the character at `position` of the view."""
        return position + self.shifts[bisect_right(self.starts, position) - 1]

    def inside(self, position: int) -> int:
        """Index in the view of the character at `position` of `text`."""
        if len(self.starts) == 1:
            return position
        at = bisect_right(self._origins(), position) - 1
        floor = self.starts[at]
        ceiling = self.starts[at + 1] if at + 1 < len(self.starts) else len(self.plain)
        return max(floor, min(position - self.shifts[at], ceiling))

    def _origins(self) -> list[int]:
        return [start + shift for start, shift in zip(self.starts, self.shifts, strict=True)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Span in `text` of a non-empty span of the view."""
        first, last = self.origin(start), self.origin(end - 1) + 1
        while self.text[last : last + 1] in ("\ufe0f", "\u20e3"):  # of the last digit: 2️⃣
            last += 1
        return first, last
