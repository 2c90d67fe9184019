"""The index of the shipped list's names as the build left it, opened without making the names.

Making two thousand names and the tables of `ringtrue.index.names` takes longer than all else
that a process needs which checks one address. The build runs the same code and writes its tables
down; here they are read back with a few splits, and a name is made when it is asked for.

Layout: sections between ``\\x1d``: the names (a line each, fields between tabs), then the tables of
`NameIndex` and what its looser indexes are made from. A table is its forms, a line each, ``\\x1e``,
and a line for each form: numbers of names, or the number of a row of lengths.
"""

from __future__ import annotations

from ringtrue.index.near import by_length, letters_of
from ringtrue.index.substrings import KeyTable
from ringtrue.model import Name

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from ringtrue.index.names import NameIndex

_SECTION, _HALF, _AND = "\x1d", "\x1e", "\x1f"


class Prepared:
    """The tables of one list of names. Safe to share: names that are made are kept."""

    def __init__(self, body: bytes) -> None:
        """Raises ValueError when a section is missing."""
        rows, texts, keys, short, lengths, grams, wide, stems, inside, letters, parted, near = (
            body.split(_SECTION.encode())
        )
        self._rows: list[Any] = rows.split(b"\n")
        self._near = {int(line.partition(b"\t")[0]): line for line in near.split(b"\n") if line}
        self._lengths = [tuple(map(int, row.split(b","))) for row in lengths.split(b"\n") if row]
        self._keys, self._short, self._sized = keys, short, (grams, wide, stems)
        self._stems = inside
        self._texts, self._letters, self._parted = texts, letters, parted

    def name(self, at: int) -> Name:
        """The name of that place."""
        found = self._rows[at]
        if type(found) is bytes:
            fields: list[Any] = found.decode().split("\t")
            fields[5:] = [flag == "1" for flag in fields[5:]]
            found = self._rows[at] = Name(*fields)
        return found  # type: ignore[no-any-return]

    def names(self) -> list[Name]:
        """All names, in order."""
        return [self.name(at) for at in range(len(self._rows))]

    def keys(self) -> KeyTable:
        """What stands for `NameIndex._keys`."""
        tables = [dict(_rows(section, self._lengths)) for section in self._sized]
        stems = set(self._stems.decode().split("\n")) - {""}
        return KeyTable.opened(_Asked(_table(self._keys), self._named), tables, stems)

    def short(self) -> dict[str, tuple[Name, ...]]:
        """What stands for `NameIndex._short`."""
        return _Asked(_table(self._short), self._named)

    def by_text(self) -> dict[str, tuple[Name, ...]]:
        """What stands for `NameIndex._by_text`."""
        return _Asked(_table(self._texts), self._named)

    def letters(self) -> frozenset[str]:
        """What stands for `NameIndex._sorted`."""
        return frozenset(self._letters.decode().split("\n")) - {""}

    def parted(self) -> dict[str, list[tuple[Name, str, str]]]:
        """What stands for `WornNames._parted`."""
        return _Asked(_table(self._parted), self._in_parts)

    def of_length(self, length: int) -> list[tuple[int, str, int]]:
        """The letters (`near.letters_of`), keys and places of the names of that length which bear
        an edit."""
        line = self._near.get(length)
        if line is None:
            return []
        _, places, keys, letters = line.decode().split("\t")
        numbers = map(int, letters.split(",")), map(int, places.split(","))
        return list(zip(numbers[0], keys.split(_AND), numbers[1], strict=True))

    def _named(self, places: str) -> tuple[Name, ...]:
        return tuple([self.name(int(at)) for at in places.split(",")])

    def _in_parts(self, places: str) -> list[tuple[Name, str, str]]:
        from ringtrue.index.distant import parts_of

        return [(name, *parts_of(name)) for name in self._named(places)] if places else []


class _Asked(dict[str, "Any"]):
    """A table whose values are lines of the file until they are asked for."""

    __slots__ = ("_made",)

    def __init__(self, rows: Iterable[tuple[str, str]], made: Callable[[str], Any]) -> None:
        super().__init__(rows)
        self._made = made

    def get(self, form: str, default: Any = None) -> Any:
        return self[form] if form in self else default  # noqa: SIM401 - it is this method

    def __getitem__(self, form: str) -> Any:
        found = super().__getitem__(form)
        if type(found) is str:
            found = self[form] = self._made(found)
        return found

    def whole(self) -> dict[str, Any]:
        """The table with all of its values, for whoever asks often."""
        return {form: self[form] for form in self}

    def values(self) -> Any:
        return self.whole().values()

    def items(self) -> Any:
        return self.whole().items()

    def __eq__(self, other: object) -> bool:
        return self.whole() == other

    def __ne__(self, other: object) -> bool:
        return self.whole() != other

    __hash__ = None


def dump(names: Iterable[Name]) -> bytes:
    """The tables of `names`, for `Prepared`; empty when a field holds what would break a line."""
    from ringtrue.index.names import NameIndex

    names = list(names)
    index = NameIndex(names)
    place = {id(name): at for at, name in enumerate(names)}
    lengths: dict[tuple[int, ...], int] = {}

    def named(rows: Mapping[str, Iterable[Name]]) -> str:
        return _joined((form, _numbers(place[id(n)] for n in row)) for form, row in rows.items())

    def sized(rows: Mapping[str, tuple[int, ...]]) -> str:
        numbered = [(form, lengths.setdefault(row, len(lengths))) for form, row in rows.items()]
        return _joined((form, str(number)) for form, number in numbered)

    by_size = [sized(table) for table in index._keys.tables()]
    parted = {part: [name for name, _, _ in row] for part, row in index._worn._parted.items()}
    near = (
        (str(length), _numbers(place[id(n)] for n in row), _AND.join(n.key for n in row),
         _numbers(letters_of(n.key) for n in row))
        for length, row in by_length(names).items()
    )  # fmt: skip
    sections = [
        "\n".join("\t".join(_fields(name)) for name in names),
        *(named(table) for table in (index._by_text, index._by_key, index._short)),
        "\n".join(_numbers(row) for row in lengths),
        *by_size,
        "\n".join(sorted(index.stems)),
        "\n".join(sorted(index._sorted)),
        named(parted),
        "\n".join("\t".join(line) for line in near),
    ]
    body = _SECTION.join(sections).encode()
    return body if _gives_back(body, names, index) else b""


def _gives_back(body: bytes, names: list[Name], index: NameIndex) -> bool:
    """Whether the same tables are read back."""
    try:
        read = Prepared(body)
        return differing(index, type(index).opened(read)) == [] and read.names() == names
    except ValueError:
        return False  # a field was cut in two


def differing(one: NameIndex, other: NameIndex) -> list[str]:
    """The tables that two indexes have not in common."""
    found = [t for t in ("_by_text", "_by_key", "_short", "_sorted", "stems")
             if getattr(one, t) != getattr(other, t)]  # fmt: skip
    found += ["_keys"] if one._keys.tables() != other._keys.tables() else []
    return found + (["_parted"] if one._worn._parted != other._worn._parted else [])


def _table(section: bytes) -> Iterable[tuple[str, str]]:
    return zip(*_halves(section), strict=True)


def _rows(section: bytes, rows: list[tuple[int, ...]]) -> Iterable[tuple[str, tuple[int, ...]]]:
    forms, numbers = _halves(section)
    return zip(forms, map(rows.__getitem__, map(int, numbers)), strict=True)


def _halves(section: bytes) -> tuple[list[str], list[str]]:
    if not section:
        return [], []
    forms, rows = section.decode().split(_HALF)
    return forms.split("\n"), rows.split("\n")


def _joined(rows: Iterable[tuple[str, str]]) -> str:
    return _HALF.join("\n".join(half) for half in zip(*rows, strict=True))


def _numbers(row: Iterable[int]) -> str:
    return ",".join(map(str, row))


def _fields(name: Name) -> tuple[str, ...]:
    common, famous = f"{name.common:d}", f"{name.famous:d}"
    return name.text, name.key, name.brand_id, name.origin, name.official, common, famous
