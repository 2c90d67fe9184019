"""One file of named arrays, opened by mapping it: the compiled index.

Layout, all numbers little-endian, sections at multiples of eight bytes::

    ringtrue arrays 1 SIZE CRC32 LENGTH\\n     SIZE bytes in all; the table below: checksum, LENGTH
    NAME TYPE OFFSET LENGTH CRC32\\n           one line a section
    sections

TYPE is ``s`` for text (UTF-8) and ``B``, ``H`` or ``I`` for unsigned numbers of one, two or four
bytes (codes of `array` and `struct`, and numpy's). A section is checked against its CRC-32 when it
is first touched; opening reads nothing but the table. A checksum tells damage, not deceit.

`Strings` is a table of strings in such a file, found by an open-addressed hash (CRC-32 of the
UTF-8 bytes, which is the same in every process, language and vector) without reading the others.
"""

from __future__ import annotations

import sys
from binascii import crc32
from itertools import pairwise

from ringtrue.errors import AllowlistError

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from mmap import mmap

    Section = str | Sequence[int]

FORMAT = 1
_MARK = b"ringtrue arrays"
_ALIGN = 8
_REMEDY = "build it anew (make demo) or install ringtrue again"


class Arrays:
    """The sections of one file. Immutable, safe to share; pickles as the bytes of the whole."""

    __slots__ = ("_bytes", "_checked", "_table", "file")

    def __init__(self, data: bytes | memoryview | mmap, file: str = "the index") -> None:
        """`file` names it in errors. Raises `AllowlistError` for what is not such a file."""
        self.file = file
        self._bytes = memoryview(data)
        self._checked: dict[str, memoryview] = {}
        self._table: dict[str, tuple[str, int, int, int]] = {}
        try:
            self._read_table()
        except AllowlistError:
            raise
        except (ValueError, IndexError) as error:
            raise self._broken("is damaged in its head") from error

    @classmethod
    def open(cls, path: str) -> Arrays:
        """Maps a file. Raises `AllowlistError` when it cannot be read or is no such file."""
        import mmap

        try:
            with open(path, "rb") as file:
                data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError as error:
            raise AllowlistError(
                f"cannot be read ({error.strerror}); {_REMEDY}", file=path
            ) from error
        except ValueError as error:  # an empty file cannot be mapped
            raise AllowlistError(f"is empty; {_REMEDY}", file=path) from error
        return cls(data, path)

    def _read_table(self) -> None:
        start = bytes(self._bytes[:64])
        head = start.partition(b"\n")[0].split(b" ")
        if b" ".join(head[:2]) != _MARK:
            raise AllowlistError(f"is no index of ringtrue's; {_REMEDY}", file=self.file)
        if head[2] != b"%d" % FORMAT:
            have = head[2].decode("ascii", "replace")
            why = f"has format {have}, this ringtrue reads format {FORMAT}; {_REMEDY}"
            raise AllowlistError(why, file=self.file)
        size, check, length = int(head[3]), int(head[4], 16), int(head[5])
        if len(self._bytes) != size:
            raise self._broken(f"has {len(self._bytes)} bytes instead of {size}")
        begin = start.index(b"\n") + 1
        table = self._bytes[begin : begin + length]
        if crc32(table) != check:
            raise ValueError("table")
        for line in str(table, "utf-8").split("\n")[:-1]:
            name, kind, offset, extent, checksum = line.split(" ")
            self._table[name] = kind, int(offset), int(extent), int(checksum, 16)

    def __contains__(self, name: str) -> bool:
        return name in self._table

    def __reduce__(self) -> tuple[type[Arrays], tuple[bytes, str]]:
        return Arrays, (bytes(self._bytes), self.file)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Arrays) and self._bytes == other._bytes

    __hash__ = None  # type: ignore[assignment]

    def names(self) -> list[str]:
        """The names of all sections, in order."""
        return list(self._table)

    def raw(self, name: str) -> memoryview:
        """The bytes of a section, without a copy. Raises `AllowlistError` when it is missing or
        damaged."""
        found = self._checked.get(name)
        if found is None:
            if name not in self._table:
                raise self._broken(f"has no section {name!r}")
            _, offset, length, checksum = self._table[name]
            found = self._bytes[offset : offset + length]
            if len(found) != length or crc32(found) != checksum:
                raise self._broken(f"is damaged in its section {name!r}")
            self._checked[name] = found
        return found

    def numbers(self, name: str) -> Sequence[int]:
        """A section of numbers, without a copy (``numpy.asarray`` of it makes none either)."""
        raw, kind = self.raw(name), self._table[name][0]
        if kind == "s":
            raise self._broken(f"holds text in its section {name!r}")
        if sys.byteorder == "big":
            from array import array

            turned = array(kind, bytes(raw))
            turned.byteswap()
            raw = memoryview(turned)
        try:
            return raw.cast("B").cast(kind)  # type: ignore[call-overload, no-any-return]
        except (TypeError, ValueError) as error:
            raise self._broken(f"is damaged in its section {name!r}") from error

    def text(self, name: str) -> str:
        """A section of text."""
        try:
            return str(self.raw(name), "utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            raise self._broken(f"is damaged in its section {name!r}") from error

    def lines(self, name: str) -> list[str]:
        """The lines of a section of text; none of an empty one."""
        text = self.text(name)
        return text.split("\n") if text else []

    def part(self, keep: Callable[[str], bool]) -> Arrays:
        """The sections whose names pass a test, in a file of their own, in memory."""
        found: dict[str, Section] = {}
        for name, (kind, *_) in self._table.items():
            if keep(name):
                found[name] = self.text(name) if kind == "s" else self.numbers(name)
        return Arrays(pack(found), self.file)

    def verify(self) -> None:
        """Checks every section now. Raises `AllowlistError`."""
        for name in self._table:
            self.raw(name)

    def _broken(self, what: str) -> AllowlistError:
        return AllowlistError(f"{what}; {_REMEDY}", file=self.file)


class Strings:
    """A table of strings, each by its number, and the number of each."""

    __slots__ = ("_bytes", "_ends", "find")

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._bytes, self._ends = arrays.raw(name), arrays.numbers(f"{name}.at")
        self.find: Callable[[str], int | None] = _finder(
            self._bytes, self._ends, arrays.numbers(f"{name}.slots")
        )
        """The number of a string; None when it is not in the table."""

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> str:
        """The string of that number. Raises IndexError."""
        if not 0 <= number < len(self._ends) - 1:
            raise IndexError(number)
        row = self._bytes[self._ends[number] : self._ends[number + 1]]
        return str(row, "utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        return map(self.__getitem__, range(len(self)))

    def place(self, text: str, low: int = 0) -> int:
        """Of a table in order: how many strings of it, `low` at least, come before `text`."""
        row, high = text.encode("utf-8", "surrogatepass"), len(self)
        rows, ends = self._bytes, self._ends
        while low < high:
            at = (low + high) // 2
            if rows[ends[at] : ends[at + 1]].tobytes() < row:
                low = at + 1
            else:
                high = at
        return low

    def __contains__(self, text: str) -> bool:
        return self.find(text) is not None

    def prepare(self) -> None:
        """Reads the table into a dict, which answers several times as fast as the file does."""
        self.find = self.numbers().get

    def numbers(self) -> dict[str, int]:
        """The number of every string."""
        whole = str(self._bytes, "utf-8", "surrogatepass")
        ends = self._ends
        rows = [whole[a:b] for a, b in pairwise(ends)] if whole.isascii() else list(self)
        return dict(zip(rows, range(len(rows)), strict=True))


def _finder(
    rows: memoryview, ends: Sequence[int], slots: Sequence[int]
) -> Callable[[str], int | None]:
    """`Strings.find`. A slot holds the number of a string plus one in its low bits, which has room
    for all of them, and above these the bits of its hash, so that few other strings are read."""
    mask, low = len(slots) - 1, _bits(len(ends) - 1)
    numbers = (1 << low) - 1

    def find(text: str) -> int | None:
        row = text.encode("utf-8", "surrogatepass")
        number = crc32(row)
        at = number & mask
        while slot := slots[at]:
            if not (slot ^ number) >> low:
                found = slot & numbers
                if rows[ends[found - 1] : ends[found]] == row:
                    return found - 1
            at = at + 1 & mask
            if at == number & mask:
                break  # every slot is taken: no build writes that, a hostile list may
        return None

    return find


def _bits(count: int) -> int:
    return count.bit_length()


def strings(name: str, rows: Iterable[str]) -> dict[str, Section]:
    """The sections of a table of different strings, numbered in their order."""
    from array import array

    encoded = [row.encode("utf-8", "surrogatepass") for row in rows]
    if len(set(encoded)) != len(encoded):
        raise ValueError(f"{name}: a string stands twice")
    ends, low = [0], _bits(len(encoded))
    slots = array("I", bytes(4 << (len(encoded) * 2).bit_length()))
    mask = len(slots) - 1
    for number, row in enumerate(encoded, 1):
        ends.append(ends[-1] + len(row))
        hashed = crc32(row)
        at = hashed & mask
        while slots[at]:
            at = at + 1 & mask
        slots[at] = hashed >> low << low | number
    return {name: b"".join(encoded).decode("utf-8", "surrogatepass"), f"{name}.at": ends,
            f"{name}.slots": slots}  # fmt: skip


def pack(sections: Mapping[str, Section]) -> bytes:
    """The file of these sections: text, or numbers of at most 32 bits, in the smallest type that
    holds all of them. Equal sections in equal order give equal bytes."""
    from array import array

    rows: list[tuple[str, str, bytes]] = []
    for name, section in sections.items():
        if isinstance(section, str):
            rows.append((name, "s", section.encode("utf-8", "surrogatepass")))
            continue
        most = max(section, default=0)
        kind = "B" if most < 1 << 8 else "H" if most < 1 << 16 else "I"
        made = array(kind, section)
        if sys.byteorder == "big":
            made.byteswap()
        rows.append((name, kind, made.tobytes()))
    size = sum(64 + len(name) + 8 for name, _, _ in rows)  # of the table, at most
    begin = -(-(64 + size) // _ALIGN) * _ALIGN
    lines, body, at = [], [], begin
    for name, kind, data in rows:
        lines.append(f"{name} {kind} {at} {len(data)} {crc32(data):08x}\n")
        padded = -len(data) % _ALIGN
        body.append(data + bytes(padded))
        at += len(data) + padded
    table = "".join(lines).encode()
    head = b"%b %d %d %08x %d\n" % (_MARK, FORMAT, at, crc32(table), len(table))
    return b"".join([head + table + b"\0" * (begin - len(head) - len(table)), *body])
