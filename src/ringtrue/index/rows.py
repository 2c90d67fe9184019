"""Tables of rows in a file of arrays: what is asked for by a string, and strings by number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from ringtrue.data.arrays import Arrays, Strings, strings
from ringtrue.errors import AllowlistError

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from typing import Any, TypeVar

    from ringtrue.data.arrays import Section

    K = TypeVar("K")
    V = TypeVar("V")


MOST_OPENED = 20_000
"""Rows of a table that may all be opened beforehand: each takes a kilobyte or more."""


class Rows(dict["K", "Any"]):
    """Values by what they are asked for: numbers of rows, each opened when it is asked for."""

    __slots__ = ("_opened",)

    def __init__(self, keys: Iterable[K], opened: Callable[[int], Any]) -> None:
        keys = list(keys)
        super().__init__(zip(keys, range(len(keys)), strict=True))
        self._opened = opened

    def __getitem__(self, key: K) -> Any:
        found = super().__getitem__(key)
        if type(found) is int:
            found = self[key] = self._opened(found)
        return found

    def get(self, key: K, default: Any = None) -> Any:
        return self[key] if key in self else default  # noqa: SIM401 - it is this method

    def __iter__(self) -> Iterator[K]:  # what copies a dict then asks for the values, as it must
        return super().__iter__()

    def items(self) -> Any:
        return [(key, self[key]) for key in self]

    def values(self) -> Any:
        return [self[key] for key in self]


class Mapped(Mapping["str", "Any"]):
    """The same as `Rows` for strings, found in the file itself: nothing is read to open it."""

    __slots__ = ("_opened", "_read", "_table")

    def __init__(self, table: Strings, opened: Callable[[int], Any]) -> None:
        self._table, self._opened = table, opened
        self._read: dict[int, Any] = {}

    def __getitem__(self, key: str) -> Any:
        row = self._table.find(key)
        if row is None:
            raise KeyError(key)
        return self._row(row)

    def _row(self, row: int) -> Any:
        found = self._read.get(row)
        if found is None:
            found = self._read[row] = self._opened(row)
        return found

    def get(self, key: str, default: Any = None) -> Any:
        row = self._table.find(key)
        return default if row is None else self._row(row)

    def items(self) -> Any:
        return [(key, self._row(row)) for row, key in enumerate(self._table)]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in self._table

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)


class Texts(dict[int, str]):
    """Strings by number, each read when it is asked for."""

    __slots__ = ("_arrays", "_name", "_open")

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._arrays, self._name = arrays, name
        self._open: tuple[memoryview, Sequence[int]] | None = None

    def __missing__(self, number: int) -> str:
        if self._open is None:
            starts = self._arrays.numbers(f"{self._name}.at")
            self._open = self._arrays.raw(self._name), starts
        whole, starts = self._open
        row = whole[starts[number] : starts[number + 1]]
        found = self[number] = str(row, "utf-8", "surrogatepass")
        return found


def opener(arrays: Arrays, name: str, one: Callable[[int], V]) -> Callable[[int], list[V]]:
    """What opens a row of `runs`, each number by `one`."""
    starts, rows = arrays.numbers(f"{name}.at"), arrays.numbers(f"{name}.row")

    def opened(row: int) -> list[V]:
        return [one(at) for at in rows[starts[row] : starts[row + 1]]]

    return opened


# -- writing -------------------------------------------------------------------------------------


class Numbered(dict["Any", int]):
    """Different values by number, in the order of their first use."""

    def __missing__(self, value: Any) -> int:
        number = self[value] = len(self)
        return number


def texts(name: str, rows: Iterable[str]) -> dict[str, Section]:
    """The sections of `Texts`."""
    rows = list(rows)
    lengths = (len(row.encode("utf-8", "surrogatepass")) for row in rows)
    return {name: "".join(rows), f"{name}.at": starts(lengths)}


def hashed(name: str, rows: Mapping[str, Sequence[int]]) -> dict[str, Section]:
    """The sections of a table of rows of numbers: its keys as `Strings`, where each row begins, and
    the numbers of all."""
    return {**strings(name, rows), **runs(f"{name}.of", rows.values())}


def runs(name: str, rows: Iterable[Sequence[int]]) -> dict[str, Section]:
    """Rows of numbers one after the other, and where each begins."""
    rows = list(rows)
    every = [number for row in rows for number in row]
    return {f"{name}.at": starts(map(len, rows)), f"{name}.row": every}


def starts(lengths: Iterable[int]) -> list[int]:
    found = [0]
    for length in lengths:
        found.append(found[-1] + length)
    return found


def lines(rows: Iterable[str]) -> str:
    rows = list(rows)
    text = "\n".join(rows)
    if text.count("\n") != max(len(rows) - 1, 0) or rows == [""]:
        wrong = next((row for row in rows if "\n" in row), "")
        raise AllowlistError(f"{wrong!r} cannot be listed; correct the value", file="the list")
    return text
