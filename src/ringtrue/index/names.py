"""The tables of protected names that the stages of `ringtrue.search` ask.

The index only holds; the stages find, and detectors judge. Looser tables are built when the first
text needs them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from ringtrue.data.arrays import Arrays, Strings, pack
from ringtrue.index import edges, near, substrings
from ringtrue.index.edges import Edges
from ringtrue.index.near import NearIndex
from ringtrue.index.rows import MOST_OPENED, Mapped, Numbered, Texts, hashed, opener, texts
from ringtrue.index.substrings import GRAM, KeyTable
from ringtrue.model import Name
from ringtrue.text.skeleton import plain_key
from ringtrue.text.words import segment

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.data.arrays import Section
    from ringtrue.index.distant import DistantNames
    from ringtrue.search.matches import NameMatch

    Named = Mapped
    Part = Callable[[Iterable[tuple[int, Name]]], dict[str, Section]]

SWAPPED = range(8, 25)
"""Letters of the names that are looked for with their two words in the other order."""
MAX_BUCKET = 256
"""Hyphenated names of one part that are compared: bounds the work."""
_SIZE, _TEXTS = 7, 5
"""Numbers of a name, in the order of its fields, and how many of them name strings; then flags."""


class _Opened(dict[int, Name]):
    """Names by their numbers, each opened when it is first asked for."""

    def __init__(self, arrays: Arrays) -> None:
        self.fields, self._texts = arrays.numbers("names.field"), Texts(arrays, "names.string")

    def __missing__(self, number: int) -> Name:
        row = self.fields[number * _SIZE : number * _SIZE + _SIZE]
        given = map(self._texts.__getitem__, row[:_TEXTS])
        found = self[number] = Name(*given, *(flag == 1 for flag in row[_TEXTS:]))  # type: ignore[arg-type]
        return found

    def in_parts(self, number: int) -> tuple[Name, str, str]:
        """A hyphenated name and its two parts."""
        name = self[number]
        return name, *_parts(name)


class NameIndex:
    """The tables in a file of arrays, each opened when it is first asked for, as each name is.

    Of the shipped list the build has made them all; of another list those that are seldom asked
    for are made, in memory, when they are."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self._opened = _Opened(arrays)
        self.name = self._opened.__getitem__  # no table holds the index: no cycle keeps it
        """The name of a number, in the order of the list."""
        self.short = self._named(arrays, "names.short")
        """Names of two or three ASCII letters by their text: they count as a whole piece only."""
        self.memo_near: dict[str, list[NameMatch]] = {}
        """Matches of words that come again and again (`ringtrue.search.stages`)."""
        self.memo_exact: dict[str, list[NameMatch]] = {}
        self.memo_idle: dict[tuple[str, int, int, str, int], bool] = {}
        """Pairings of such words in which nothing is found (`ringtrue.detectors.plan`)."""

    @classmethod
    def of(cls, names: Iterable[Name]) -> NameIndex:
        """The index of some names, made in memory."""
        names = list(names)
        made = cls(Arrays(pack(sections(names)), "the names"))
        made._opened.update(enumerate(names))
        return made

    def listed(self) -> list[Name]:
        """Every name, in the order of the list."""
        return [self.name(at) for at in range(len(self._opened.fields) // _SIZE)]

    def names(self) -> Iterable[Name]:
        """Every name of two letters and more, those of equal text together."""
        return (name for _, name in self.numbered())

    def numbered(self) -> Iterable[tuple[int, Name]]:
        """`names` with their numbers."""
        numbers = self._arrays.numbers("names.text.of.row")
        return ((number, self.name(number)) for number in numbers)

    def _named(self, arrays: Arrays, name: str) -> Named:
        return Mapped(Strings(arrays, name), opener(arrays, f"{name}.of", self.name))

    def _with(self, part: str, made: Part) -> Arrays:
        """The file that holds a table: the one that is there, or one that is made now."""
        if part in self._arrays:
            return self._arrays
        return Arrays(pack(made(self.numbered())), "the names")

    @cached_property
    def by_text(self) -> Named:
        """Names by their folded text."""
        return self._named(self._arrays, "names.text")

    @cached_property
    def by_key(self) -> Named:
        """Names by their confusable key, and by that without its pairs of letters."""
        return self._named(self._arrays, "names.key")

    @cached_property
    def keys(self) -> KeyTable:
        """Where keys stand in a text."""
        return KeyTable(self._arrays, self.by_key)

    @cached_property
    def swapped(self) -> Named:
        """Names of two words by what they are with the words in the other order."""
        return self._named(self._with("swapped", _swapped), "swapped")

    @cached_property
    def near(self) -> NearIndex:
        """Names by the parts that few edits leave."""
        return NearIndex(self._with("near.key", near.sections), self.name)

    @cached_property
    def edges(self) -> Edges:
        """How many names share their beginnings and their ends."""
        return Edges(self._with("edges.head", edges.sections))

    @cached_property
    def hyphened(self) -> Named:
        """Names of two hyphenated parts (three letters and more, the other four) by each part, with
        both parts."""
        arrays = self._with("hyphened", _hyphened)
        opened = opener(arrays, "hyphened.of", self._opened.in_parts)
        return Mapped(Strings(arrays, "hyphened"), opened)

    @cached_property
    def distant(self) -> DistantNames:
        """Names by first letter and length, for spellings worn down beyond the limits of slips."""
        from ringtrue.index.distant import DistantNames

        return DistantNames(self.names())

    def prepare(self) -> None:
        """Opens now what is otherwise opened when it is first asked for: tables that are open are
        plain dicts, which answer without a call of ours."""
        tables = vars(self)
        for table in ("by_text", "by_key", "swapped", "hyphened", "short"):
            if len(rows := getattr(self, table)) <= MOST_OPENED:
                tables[table] = dict(rows.items())
        self.near.prepare()
        _ = self.keys, self.distant


# -- making ---------------------------------------------------------------------------------------


def sections(names: Sequence[Name]) -> dict[str, Section]:
    """The names and what every text is asked about. What is written with a line break is looked for
    nowhere."""
    strings = Numbered()
    fields: list[int] = []
    by_text: dict[str, list[int]] = {}
    by_key: dict[str, list[int]] = {}
    short: dict[str, list[int]] = {}
    forms: list[tuple[str, bool]] = []
    for number, name in enumerate(names):
        text, key = name.text, name.key
        fields += (
            strings[text], strings[key], strings[name.brand_id], strings[name.origin],
            strings[name.official], int(name.common), int(name.famous),
        )  # fmt: skip
        if len(text) < 2 or "\n" in text or "\n" in key:
            continue
        by_text.setdefault(text, []).append(number)
        foreign = not text.isascii()
        if len(key) < GRAM and not foreign:
            by_key.setdefault(key, []).append(number)
            short.setdefault(text, []).append(number)
            continue
        for form in dict.fromkeys((key, plain_key(text))):
            by_key.setdefault(form, []).append(number)
            forms.append((form, foreign))
    return {
        "names.field": fields,
        **texts("names.string", strings),
        **hashed("names.text", by_text),
        **hashed("names.key", by_key),
        **hashed("names.short", short),
        **substrings.sections(forms),
    }


def all_sections(names: Sequence[Name]) -> dict[str, Section]:
    """All tables, for the build."""

    made = sections(names)
    numbered = list(NameIndex(Arrays(pack(made))).numbered())
    for part in (_swapped, near.sections, _hyphened, edges.sections):
        made |= part(numbered)
    return made


def _swapped(names: Iterable[tuple[int, Name]]) -> dict[str, Section]:
    found: dict[str, list[int]] = {}
    for number, name in names:
        if len(name.text) in SWAPPED and name.origin != "handle":
            words = segment(name.text)
            if words and len(words) == 2:
                found.setdefault(words[1] + words[0], []).append(number)
    return hashed("swapped", found)


def _hyphened(names: Iterable[tuple[int, Name]]) -> dict[str, Section]:
    found: dict[str, list[int]] = {}
    for number, name in names:
        first, second = _parts(name)
        if not second or "-" in second or name.origin != "domain":
            continue
        for part, other in ((first, second), (second, first)):
            bucket = found.setdefault(part, [])
            if len(part) >= 3 and len(other) >= 4 and len(bucket) < MAX_BUCKET:
                bucket.append(number)
    return hashed("hyphened", found)


def _parts(name: Name) -> tuple[str, str]:
    """What stands before and after the first hyphen of the official label."""
    first, _, second = name.official.partition(".")[0].partition("-")
    return first, second
