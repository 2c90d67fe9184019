"""The shipped list as a sheet of text, in which one contact is found without opening the rest.

Making objects of the whole list takes longer than all else that a process needs which checks one
address. The build writes the list a second time, a line a contact below its brand; a look-up is a
search for the line, and only the brand that has it is read. `ringtrue.directory.lazy` makes a
directory of it.

Layout: a first line ``MARK VERSION SHA256 CRC32 SIZE SIZE`` (the hash that stands in the compiled
directory whose copy this is, the checksum of all below, and the bytes of the first two parts), then
contacts, forms and sources, as in `ringtrue.index.compiled`. Lines of contacts::

    \\x1e id  name  common-word  aliases  kinds
    value  form  sources  corroborated  note
    \\x1d channel  statement  source  verified_on  review_by  region

Fields stand between tabs, what a field holds several of between ``\\x1f``.
"""

from __future__ import annotations

import os

from ringtrue.index import compiled
from ringtrue.model import Brand, ClosedChannel, Listed, Source

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from collections.abc import Iterable

FILE = "directory_sheet.txt"
"""Its name among the package's data files, beside `compiled.FILE`."""
_MARK = b"ringtrue-sheet-1"
_BRAND, _CLOSED, _AND = "\x1e", "\x1d", "\x1f"
_BEGIN = f"\n{_BRAND}".encode()


class Sheet:
    """A list that is read as far as it is asked for. Immutable, but for what it keeps."""

    def __init__(self, version: str, contacts: bytes, forms: bytes, sources: bytes) -> None:
        self.version = version
        self._text = contacts  # as bytes: to decode them takes longer than ten look-ups
        self._forms, self._sources = forms, sources
        self._tables: tuple[list[str], list[Source | str]] | None = None
        self._brands: dict[str, Brand] = {}

    def listed(self, value: str) -> list[Listed]:
        """Every contact with this value, in any kind, in the order of the list."""
        if not value.isprintable():
            return []
        text, row, found = self._text, f"\n{value}\t".encode(), []
        at = text.find(row)
        while at >= 0:
            brand = self._read(text.rfind(_BEGIN, 0, at + 1))
            found += [listed for listed in brand.contacts if listed.value == value]
            at = text.find(row, self._end(at))
        return found

    def brand(self, brand_id: str) -> Brand | None:
        """The brand with this id."""
        known = self._brands.get(brand_id)
        if known is not None or not brand_id.isprintable():
            return known
        at = self._text.find(f"\n{_BRAND}{brand_id}\t".encode())
        return None if at < 0 else self._read(at)

    def brands(self) -> list[Brand]:
        """All brands, in order."""
        found = []
        at = 0
        while at < len(self._text):
            found.append(self._read(at))
            at = self._end(at)
        return found

    def _end(self, at: int) -> int:
        """Where the brand ends whose lines begin before `at` or there."""
        end = self._text.find(_BEGIN, at + 1)
        return len(self._text) if end < 0 else end

    def _read(self, at: int) -> Brand:
        """The brand whose lines begin at `at`."""
        rows = self._text[at + 2 : self._end(at)].decode().split("\n")
        brand_id, name, common, aliases, kinds = rows[0].split("\t")
        known = self._brands.get(brand_id)
        if known is not None:
            return known
        forms = self._opened()[0]
        contacts, closed = [], []
        for row in rows[1:]:
            if row[0] == _CLOSED:
                channel, statement, source, *rest = row[1:].split("\t")
                closed.append(ClosedChannel(channel, statement, self._source(source), *rest))
                continue
            value, form, sources, corroborated, note = row.split("\t")
            cited = tuple([self._source(n) for n in sources.split(_AND)]) if sources else ()
            kind, *more = forms[int(form)].split("\t")
            more += cited, corroborated == "1", note  # type: ignore[arg-type]
            contacts.append(Listed(brand_id, kind, value, *more))  # type: ignore[arg-type]
        brand = Brand(
            id=brand_id,
            name=name,
            common_word=common == "1",
            aliases=_several(aliases),
            kind=_several(kinds),
            contacts=tuple(contacts),
            closed_channels=tuple(closed),
        )
        return self._brands.setdefault(brand_id, brand)

    def _opened(self) -> tuple[list[str], list[Source | str]]:
        """The forms, each a line, and the sources, each a line until it is asked for."""
        if self._tables is None:
            forms, sources = self._forms.decode(), self._sources.decode()
            self._tables = forms.split("\n"), [*sources.split("\n")]
        return self._tables

    def _source(self, number: str) -> Source:
        table, at = self._opened()[1], int(number)
        source = table[at]
        if isinstance(source, str):
            source = table[at] = Source(*source.split("\t"))
        return source


def dump(data: bytes) -> bytes:
    """The sheet of a compiled directory; empty when a field holds what would break a line."""
    version, brands = compiled.load(data)
    forms: dict[tuple[str, ...], int] = {}
    sources: dict[tuple[str, ...], int] = {}
    lines: list[tuple[str, ...]] = []
    for brand in brands:
        aliases, kinds = _AND.join(brand.aliases), _AND.join(brand.kind)
        lines.append((_BRAND + brand.id, brand.name, f"{brand.common_word:d}", aliases, kinds))
        for row in brand.contacts:
            form = forms.setdefault(compiled.form_of(row), len(forms))
            cited = _AND.join(str(_number(source, sources)) for source in row.sources)
            lines.append((row.value, str(form), cited, f"{row.corroborated:d}", row.note))
        for off in brand.closed_channels:
            number = str(_number(off.source, sources))
            dates = off.verified_on, off.review_by, off.region
            lines.append((_CLOSED + off.channel, off.statement, number, *dates))
    contacts = "".join("\n" + "\t".join(line) for line in lines).encode()
    kept = _joined(forms)
    body = contacts + kept + _joined(sources)
    head = b" ".join(
        (_MARK, version.encode(), compiled.hash_of(data), checksum(body).encode(),
         b"%d" % len(contacts), b"%d" % len(kept))
    )  # fmt: skip
    made = head + b"\n" + body
    asked = (name for brand in brands for name in (brand.id, *(c.value for c in brand.contacts)))
    return made if all(map(str.isprintable, asked)) and _gives_back(made, data, brands) else b""


def _gives_back(made: bytes, data: bytes, brands: list[Brand]) -> bool:
    try:
        found = load(made, compiled.hash_of(data))
        return found is not None and found.brands() == brands
    except (ValueError, IndexError, TypeError):
        return False  # a field was cut in two


def load_default() -> Sheet | None:
    """The sheet of the shipped list; None when there is none, it is damaged, or another's."""
    path = compiled.default_file()
    try:
        with open(path, "rb") as file:
            wanted = compiled.hash_of(file.read(1000))
        with open(os.path.join(os.path.dirname(path), FILE), "rb") as file:
            return load(file.read(), wanted)
    except OSError:
        return None


def load(data: bytes, wanted: bytes) -> Sheet | None:
    """The sheet of the compiled directory whose hash is `wanted`; None when it is damaged."""
    head, _, body = data.partition(b"\n")
    fields = head.split(b" ")
    if len(fields) != 6 or fields[0] != _MARK or not wanted or fields[2] != wanted:
        return None
    if fields[3] != checksum(body).encode() or not (fields[4].isdigit() and fields[5].isdigit()):
        return None
    first = int(fields[4])
    second = first + int(fields[5])
    return Sheet(fields[1].decode(), body[:first], body[first:second], body[second:])


def _number(source: Source, sources: dict[tuple[str, ...], int]) -> int:
    return sources.setdefault((source.ref, source.grade, source.date, source.quote), len(sources))


def _joined(rows: Iterable[tuple[str, ...]]) -> bytes:
    return "\n".join("\t".join(row) for row in rows).encode()


def _several(field: str) -> tuple[str, ...]:
    return tuple(field.split(_AND)) if field else ()


def checksum(body: bytes) -> str:
    """A checksum against damage; whoever means to deceive could change it too."""
    from binascii import crc32

    return f"{crc32(body):08x}"
