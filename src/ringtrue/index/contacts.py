"""Brands and their contacts as arrays: any one contact is opened without the others.

Layout (`ringtrue.data.arrays`), every section's name after ``list.``: ``text`` holds all strings
one after the other, and everything else names them by number (``text.at``: where each begins).
Rows of several numbers stand one after the other; ``X.at`` says where the row of each begins.

- ``source``: reference, grade, date, quote. ``form``: what contacts have in common (`_FORM`), and
  ``form.for``: whom such contacts speak for and whom they serve (`_FOR`).
- ``brand.id`` (a table of strings), ``brand`` (name; 1: everyday word, 2: not reviewed),
  ``brand.alias``, ``brand.kind``, ``brand.common`` (names that are everyday words), ``brand.named``
  (language, name); ``brand.contact.at``, ``brand.closed.at``, ``brand.complete.at``,
  ``brand.never.at``: the contacts, the closed channels, the complete kinds and the requests never
  made of each, in order.
- ``contact``: brand, form, value, corroborated, note; ``contact.source``. ``closed``: channel,
  statement, source, date, date, region. ``complete``: kind, source, date, date, region.
  ``never``: request, statement, source, date, date, channel, region.
- Look-ups: ``host`` (a table of strings; also hosts that accounts have as their own) and ``other``
  (lines, with their kind), what is asked for, and the contacts of each (``host.of``, ``other``);
  ``called``: names of accounts that somebody has reviewed, and the look-up in ``other`` of the
  first of that name; ``package``: ids of apps; ``number``: contacts that are looked up as telephone
  numbers are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Mapping

from ringtrue.data.arrays import Arrays, Strings, pack, strings
from ringtrue.errors import AllowlistError
from ringtrue.index.gc_pause import no_collection
from ringtrue.index.rows import Mapped, Numbered, Rows, Texts, lines, opener, runs
from ringtrue.index.rows import texts as text_sections
from ringtrue.kinds.platforms import platforms
from ringtrue.kinds.registry import PLATFORM_KINDS, WEB_KINDS, is_number
from ringtrue.model import Brand, ClosedChannel, Complete, Listed, NeverAsks, Source

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ringtrue.data.arrays import Section

    Numbers = Sequence[int]
    _Form = tuple[str, list[Any], list[Any]]
    """What contacts have in common: their kind, the rest of `_FORM`, and `_FOR`."""

_FORM = (
    "kind", "match", "path", "purpose", "use", "region", "status", "since", "until",
    "successor", "verified_on", "review_by",
)  # fmt: skip
_FOR = ("scope", "audience")
_OF_A_LIST = ("list", "names", "near", "swapped", "hyphened")
"""What the names of the sections of a list begin with, those of its names among them."""
_SOURCE, _BRAND, _CONTACT, _CLOSED, _COMPLETE, _NEVER = 4, 2, 5, 6, 5, 7
"""Numbers of a row."""


_BLOCK = 256
"""Brands that share what they are opened with, where none is kept."""


class Contacts:
    """A list of brands, opened as far as it is asked for; what was opened is kept."""

    def __init__(self, arrays: Arrays, feed: str = "") -> None:
        """`feed`: the one that the list came from, which every contact names among its sources.
        Raises `AllowlistError` when the file holds no list."""
        self.arrays = arrays
        self._feed = (Source(f"feed {feed}", "", ""),) if feed else ()
        self.version = arrays.text("list.version")
        self._texts = Texts(arrays, "list.text")
        self._sources: dict[int, Source] = {}
        self._forms: dict[int, _Form] = {}
        self._contacts: dict[int, Listed] = {}
        self._brands: dict[str, Brand] = {}
        self._ids: Mapping[str, int] | None = None
        self._tables: dict[str, Numbers] = {}
        self._tells_complete = "list.complete" in arrays
        """Lists that were compiled earlier do not tell of which kinds they are complete."""
        self._tells_names = "list.brand.named" in arrays
        """Nor what a brand is called in other languages, nor which aliases are everyday words."""
        self._tells_for = "list.form.for" in arrays
        """Nor whom a contact speaks for and serves, nor what a brand never asks for."""

    @classmethod
    def of(cls, brands: Iterable[Brand], version: str = "") -> Contacts:
        """The same layout, made in memory. Raises `AllowlistError` for what cannot be listed."""
        brands = list(brands)
        made = cls(Arrays(pack({"list.version": version, **sections(brands)}), "the list"))
        made._brands = {brand.id: brand for brand in brands}  # opened already
        made._contacts = dict(enumerate(row for brand in brands for row in brand.contacts))
        return made

    def alone(self) -> Arrays:
        """The sections of the list, without others that stand in the same file."""
        return self.arrays.part(lambda name: name.partition(".")[0] in _OF_A_LIST)

    # -- what is listed --------------------------------------------------------------------

    def hosts(self) -> Mapping[str, list[Listed]]:
        """Listings by the host that they name."""
        return Mapped(Strings(self.arrays, "list.host"), self._opener("host.of"))

    def others(self) -> Rows[tuple[str, str]]:
        """Listings that are neither hosts nor numbers, by kind and value."""
        kinds, numbers = self._lines("other.kinds"), self._numbers("other.kind")
        slots = zip(map(kinds.__getitem__, numbers), self._lines("other"), strict=True)
        return Rows(slots, self._opener("other"))

    def called(self) -> dict[str, int]:
        """Which row of `others` has the first account of each name, by `PLATFORM_KINDS`; names on
        Facebook also behind its mark (``facebook:``)."""
        return dict(zip(self._lines("called"), self._numbers("called.row"), strict=True))

    def other(self, row: int) -> list[Listed]:
        """The listings of one row of `others`."""
        return self._opener("other")(row)

    def packages(self) -> frozenset[str]:
        """Ids of apps that are written like hosts."""
        return frozenset(self._lines("package"))

    def numbered(self) -> list[Listed]:
        """Listings that are looked up as telephone numbers are, in the order of the list."""
        return [self._contact(at) for at in self._numbers("number")]

    # -- brands ----------------------------------------------------------------------------

    def ids(self) -> Mapping[str, int]:
        """The place of each brand, by its id, in the order of the list."""
        if self._ids is None:
            self._ids = Mapped(Strings(self.arrays, "list.brand.id"), int)
        return self._ids

    def brand(self, brand_id: str) -> Brand:
        """The brand with this id. Raises KeyError."""
        found = self._brands.get(brand_id)
        if found is None:
            found = self._brands[brand_id] = self._brand(brand_id, self.ids()[brand_id])
        return found

    def of_kind(self, kind: str) -> frozenset[str]:
        """Ids of the brands of one kind (`ringtrue.model.Brand.kind`)."""
        numbers, starts = self._numbers("brand.kind"), self._numbers("brand.kind.at")
        sought = {number for number in set(numbers) if self._texts[number] == kind}
        names = Strings(self.arrays, "list.brand.id")
        return frozenset(
            names[bisect_right(starts, at) - 1]
            for at, number in enumerate(numbers)
            if number in sought
        )

    def spellings(self) -> Iterator[tuple[str, tuple[str, ...], bool, bool]]:
        """Of each brand its id, its name and aliases, whether the name is an everyday word, and
        whether somebody has reviewed it: otherwise it has its aliases alone, and without them
        stays away."""
        for brand_id, at in self.ids().items():
            name, flags = self._row("brand", _BRAND, at)
            names, reviewed = self._words("brand.alias", at), not flags & 2
            if reviewed:
                names = self._texts[name], *names
            if names:
                yield brand_id, names, bool(flags & 1), reviewed

    @no_collection()
    def brands(self) -> list[Brand]:
        """All brands, in order, for whoever needs all: every row is looked through. Raises
        `AllowlistError` for what no `sections` has written."""
        try:
            self._check_starts("text.at", len(self.arrays.raw("list.text")))
            words = ("brand.common", "brand.named") if self._tells_names else ()
            for name in ("brand.alias", "brand.kind", "contact.source", *words):
                self._check_starts(f"{name}.at", len(self._numbers(name)))
            sizes = {"contact": _CONTACT, "closed": _CLOSED}
            if self._tells_complete:
                sizes["complete"] = _COMPLETE
            if self._tells_for:
                sizes["never"] = _NEVER
            for name, size in sizes.items():
                self._check_starts(f"brand.{name}.at", len(self._numbers(name)) // size)
            if len(set(self.ids())) != len(self.ids()):
                raise ValueError("a brand stands twice")
            return [self.brand(brand_id) for brand_id in self.ids()]
        except AllowlistError:
            raise
        except (ValueError, IndexError, KeyError, TypeError, OverflowError) as error:
            raise AllowlistError(
                f"cannot be read ({type(error).__name__}); build it anew", file=self.arrays.file
            ) from error

    def passing(self) -> Iterator[Brand]:
        """All brands, in order, those that are not open already for a moment only: a server that
        looks through a list of 100,000 once keeps none of it."""
        for at, (brand_id, place) in enumerate(self.ids().items()):
            if at % _BLOCK == 0:
                aside = Contacts(self.arrays)
                aside._feed = self._feed
            yield self._brands.get(brand_id) or aside._brand(brand_id, place)

    def _check_starts(self, name: str, size: int) -> None:
        """Rows must follow each other, or a small file could make a large list."""
        starts = list(self._numbers(name))
        if starts[0] != 0 or starts[-1] != size or starts != sorted(starts):
            raise ValueError(name)

    def _brand(self, brand_id: str, at: int) -> Brand:
        name, flags = self._row("brand", _BRAND, at)
        contacts, closed = self._span("brand.contact", at), self._span("brand.closed", at)
        complete = self._span("brand.complete", at) if self._tells_complete else ()
        named = self._words("brand.named", at) if self._tells_names else ()
        never = self._span("brand.never", at) if self._tells_for else ()
        return Brand(
            id=brand_id,
            name=self._texts[name],
            aliases=self._words("brand.alias", at),
            common_word=bool(flags & 1),
            contacts=tuple([self._contact(number) for number in contacts]),
            closed_channels=tuple([self._closed(number) for number in closed]),
            kind=self._words("brand.kind", at),
            complete=tuple([self._complete(number) for number in complete]),
            common_names=self._words("brand.common", at) if self._tells_names else (),
            names=tuple(zip(named[::2], named[1::2], strict=True)),
            never_asks=tuple([self._never(number) for number in never]),
            protects=not flags & 4,
            tier="own" if flags & 2 else "register" if flags & 8 else "vouches",
            head=bool(flags & 16),
        )

    # -- rows ------------------------------------------------------------------------------

    def _opener(self, name: str) -> Callable[[int], list[Listed]]:
        return opener(self.arrays, f"list.{name}", self._contact)

    def _contact(self, at: int) -> Listed:
        found = self._contacts.get(at)
        if found is None:
            brand, form, value, corroborated, note = self._row("contact", _CONTACT, at)
            starts, texts = self._numbers("contact.source.at"), self._texts
            sources = self._numbers("contact.source")[starts[at] : starts[at + 1]]
            cited = tuple([self._source(source) for source in sources])
            kind, shared, whom = self._form(form)
            given: list[Any] = [texts[brand], kind, texts[value], *shared]
            given += cited + self._feed, corroborated == 1, texts[note], *whom
            found = self._contacts[at] = Listed(*given)
        return found

    def _closed(self, at: int) -> ClosedChannel:
        channel, statement, source, *rest = self._row("closed", _CLOSED, at)
        said = self._texts[channel], self._texts[statement]
        return ClosedChannel(*said, self._source(source), *map(self._texts.__getitem__, rest))

    def _complete(self, at: int) -> Complete:
        kind, source, *rest = self._row("complete", _COMPLETE, at)
        texts = map(self._texts.__getitem__, rest)
        return Complete(self._texts[kind], self._source(source), *texts)

    def _never(self, at: int) -> NeverAsks:
        request, statement, source, *rest = self._row("never", _NEVER, at)
        said = self._texts[request], self._texts[statement]
        return NeverAsks(*said, self._source(source), *map(self._texts.__getitem__, rest))

    def _source(self, at: int) -> Source:
        found = self._sources.get(at)
        if found is None:
            found = Source(*map(self._texts.__getitem__, self._row("source", _SOURCE, at)))
            self._sources[at] = found
        return found

    def _form(self, at: int) -> _Form:
        found = self._forms.get(at)
        if found is None:
            words = [*self._row("form", len(_FORM), at)]
            if self._tells_for:
                words += self._row("form.for", len(_FOR), at)
            kind, *more = map(self._texts.__getitem__, words)
            rest = len(_FORM) - 1
            found = self._forms[at] = kind, more[:rest], more[rest:]
        return found

    def _row(self, name: str, size: int, at: int) -> Numbers:
        row = self._numbers(name)[at * size : at * size + size]
        if len(row) != size:
            raise IndexError(at)
        return row

    def _words(self, name: str, at: int) -> tuple[str, ...]:
        numbers = self._numbers(name)
        return tuple([self._texts[numbers[n]] for n in self._span(name, at)])

    def _span(self, name: str, at: int) -> range:
        starts = self._numbers(f"{name}.at")
        return range(starts[at], starts[at + 1])

    def _numbers(self, name: str) -> Numbers:
        found = self._tables.get(name)
        if found is None:
            found = self._tables[name] = self.arrays.numbers(f"list.{name}")
        return found

    def _lines(self, name: str) -> list[str]:
        return self.arrays.lines(f"list.{name}")


class Brands(Mapping[str, Brand]):
    """The brands of a list by id, each opened when it is asked for."""

    __slots__ = ("_contacts", "_ids")

    def __init__(self, contacts: Contacts) -> None:
        self._contacts, self._ids = contacts, contacts.ids()

    def __getitem__(self, brand_id: str) -> Brand:
        return self._contacts.brand(brand_id)

    def __contains__(self, brand_id: object) -> bool:
        return brand_id in self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


# -- writing -------------------------------------------------------------------------------------


def sections(brands: Iterable[Brand], longest_quote: int | None = None) -> dict[str, Section]:
    """The sections of a list. Longer quotes are cut. Raises `AllowlistError` for what cannot be
    listed."""
    brands = list(brands)
    texts, forms, sources = Numbered(), Numbered(), Numbered()
    rows: dict[str, list[int]] = {
        name: [] for name in ("brand", "brand.alias", "brand.kind", "brand.common", "brand.named",
                              "contact", "contact.source", "closed", "complete", "never")
    }  # fmt: skip
    starts: dict[str, list[int]] = {
        name: [0] for name in ("brand.alias", "brand.kind", "brand.common", "brand.named",
                               "brand.contact", "brand.closed", "brand.complete", "brand.never",
                               "contact.source")
    }  # fmt: skip
    hosts: dict[str, list[int]] = {}
    others: dict[tuple[str, str], list[int]] = {}
    reviewed: set[tuple[str, str]] = set()
    numbers: list[int] = []

    def cite(source: Source) -> int:
        quote = source.quote
        if longest_quote is not None and len(quote) > longest_quote:
            quote = quote[: longest_quote - 1] + "…"
        return sources[texts[source.ref], texts[source.grade], texts[source.date], texts[quote]]

    at = 0
    for brand in brands:
        flags = brand.common_word | (brand.tier == "own") << 1 | (not brand.protects) << 2
        flags |= (brand.tier == "register") << 3 | brand.head << 4
        rows["brand"] += texts[brand.name], flags
        rows["brand.alias"] += map(texts.__getitem__, brand.aliases)
        rows["brand.kind"] += map(texts.__getitem__, brand.kind)
        rows["brand.common"] += map(texts.__getitem__, brand.common_names)
        rows["brand.named"] += [texts[text] for pair in brand.names for text in pair]
        for listed in brand.contacts:
            form = forms[tuple([texts[getattr(listed, name)] for name in (*_FORM, *_FOR)])]
            rows["contact"] += (
                texts[listed.brand_id], form, texts[listed.value], int(listed.corroborated),
                texts[listed.note],
            )  # fmt: skip
            rows["contact.source"] += map(cite, listed.sources)
            starts["contact.source"].append(len(rows["contact.source"]))
            if listed.kind in WEB_KINDS:
                hosts.setdefault(listed.value, []).append(at)
            elif is_number(listed):
                numbers.append(at)
            else:
                others.setdefault((listed.kind, listed.value), []).append(at)
                if brand.tier != "own":
                    reviewed.add((listed.kind, listed.value))
                platform = platforms().get(listed.kind)
                if platform is not None and (pages := platform.pages_of(listed.value)):
                    hosts.setdefault(pages, []).append(at)
            at += 1
        for off in brand.closed_channels:
            rows["closed"] += (
                texts[off.channel], texts[off.statement], cite(off.source),
                texts[off.verified_on], texts[off.review_by], texts[off.region],
            )  # fmt: skip
        for whole in brand.complete:
            rows["complete"] += (
                texts[whole.kind], cite(whole.source), texts[whole.verified_on],
                texts[whole.review_by], texts[whole.region],
            )  # fmt: skip
        for never in brand.never_asks:
            rows["never"] += (
                texts[never.request], texts[never.statement], cite(never.source),
                texts[never.verified_on], texts[never.review_by], texts[never.over],
                texts[never.region],
            )  # fmt: skip
        for name in ("brand.alias", "brand.kind", "brand.common", "brand.named"):
            starts[name].append(len(rows[name]))
        starts["brand.contact"].append(at)
        starts["brand.closed"].append(len(rows["closed"]) // _CLOSED)
        starts["brand.complete"].append(len(rows["complete"]) // _COMPLETE)
        starts["brand.never"].append(len(rows["never"]) // _NEVER)
    lines([*hosts, *(brand.id for brand in brands)])  # no line breaks in what is looked up
    kinds = Numbered()
    called = _called(others, reviewed)
    found: dict[str, Section] = {
        **text_sections("text", texts),
        "source": [number for row in sources for number in row],
        "form": [number for row in forms for number in row[: len(_FORM)]],
        "form.for": [number for row in forms for number in row[len(_FORM) :]],
        **rows,
        **{f"{name}.at": row for name, row in starts.items()},
        **strings("brand.id", (brand.id for brand in brands)),
        **strings("host", hosts),
        **runs("host.of", hosts.values()),
        "other": lines(value for _, value in others),
        "other.kind": [kinds[kind] for kind, _ in others],
        "other.kinds": lines(kinds),
        **runs("other", others.values()),
        "called": lines(called),
        "called.row": list(called.values()),
        "package": lines(value for kind, value in others if kind == "play_package"),
        "number": numbers,
    }
    return {f"list.{name}": section for name, section in found.items()}


def _called(
    others: Iterable[tuple[str, str]], reviewed: Container[tuple[str, str]]
) -> dict[str, int]:
    """See `Contacts.called`."""
    order = {kind: at for at, kind in enumerate(PLATFORM_KINDS)}
    accounts = [(order[kind], row, value) for row, (kind, value) in enumerate(others)
                if kind in order and (kind, value) in reviewed]  # fmt: skip
    called: dict[str, int] = {}
    for at, row, value in sorted(accounts):
        called.setdefault(value, row)
        if PLATFORM_KINDS[at] == "facebook":
            called.setdefault(f"facebook:{value}", row)
    return called
