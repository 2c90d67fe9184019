"""The tables of protected names that the stages of `ringtrue.search` ask.

The index only holds; the stages find, and detectors judge. Looser tables are built when the first
text needs them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import chain

from ringtrue.index.near import NearIndex
from ringtrue.index.substrings import GRAM, KeyTable, put
from ringtrue.model import Name
from ringtrue.text.skeleton import plain_key
from ringtrue.text.words import segment

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.index.distant import DistantNames
    from ringtrue.index.slips import SlipIndex

    Named = dict[str, tuple[Name, ...]]

SWAPPED = range(8, 25)
"""Letters of the names that are looked for with their two words in the other order."""
MAX_BUCKET = 256
"""Hyphenated names of one part that are compared: bounds the work."""


class NameIndex:
    """Immutable once built, but for the tables that it builds on first need."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.by_text: Named = {}
        """Names by their folded text."""
        self.keys = KeyTable()
        """Names by their confusable key, and where keys stand in a text."""
        self.by_key: Named = self.keys.by_key
        self.short: Named = {}
        """Names of two or three ASCII letters by their text: they count as a whole piece only."""
        for name in names:
            if len(name.text) < 2:
                continue
            alone = (name,)
            put(self.by_text, name.text, alone)
            foreign = not name.text.isascii()
            if len(name.key) < GRAM and not foreign:
                put(self.by_key, name.key, alone)
                put(self.short, name.text, alone)
                continue
            for form in dict.fromkeys((name.key, plain_key(name.text))):
                self.keys.add(form, alone, foreign=foreign)
        self.keys.settle()

    def names(self) -> Iterable[Name]:
        """Every name, those of equal text together."""
        return chain.from_iterable(self.by_text.values())

    @cached_property
    def swapped(self) -> Named:
        """Names of two words by what they are with the words in the other order."""
        found: Named = {}
        for text, names in self.by_text.items():
            if len(text) not in SWAPPED:
                continue
            sites = tuple(name for name in names if name.origin != "handle")
            words = segment(text) if sites else None
            if words and len(words) == 2:
                turned = words[1] + words[0]
                found[turned] = found.get(turned, ()) + sites
        return found

    @cached_property
    def near(self) -> NearIndex:
        """Names by the parts that few edits leave."""
        return NearIndex(self.names())

    @cached_property
    def hyphened(self) -> dict[str, list[tuple[Name, str, str]]]:
        """Names of two hyphenated parts (three letters and more, the other four) by each part, with
        both parts."""
        found: dict[str, list[tuple[Name, str, str]]] = {}
        for name in self.names():
            first, _, second = name.official.partition(".")[0].partition("-")
            if not second or "-" in second or name.origin != "domain":
                continue
            for part, other in ((first, second), (second, first)):
                bucket = found.setdefault(part, [])
                if len(part) >= 3 and len(other) >= 4 and len(bucket) < MAX_BUCKET:
                    bucket.append((name, first, second))
        return found

    @cached_property
    def distant(self) -> DistantNames:
        """Names by first letter and length, for spellings worn down beyond the limits of slips."""
        from ringtrue.index.distant import DistantNames

        return DistantNames(self.names())

    @cached_property
    def slips(self) -> SlipIndex:
        """Account names that bear two slips."""
        from ringtrue.index.slips import SlipIndex

        return SlipIndex(self.names())

    def prepare(self) -> None:
        """Builds now what is otherwise built when the first text needs it."""
        _ = self.swapped, self.near, self.hyphened, self.distant, self.slips
