"""Lists of names as people publish them, read by one reader: a name, and where it stands.

A name a line; hosts files; Adblock, dnsmasq, Unbound and rule lists of proxies; zone files and
response policy zones; sheets with a head or without (``rank,name``, an id first, semicolons); JSON
and JSON lines (crt.sh, certificate streams, deny lists). Names may be defanged, wild (``*.``) or
rooted. What a list is, its first rows say; its encoding, its bytes (`ringtrue.scanning.decoding`).
"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterator
from typing import Protocol

from ringtrue.scanning.lists.json_lists import json_line, json_whole, names_of
from ringtrue.scanning.lists.lines import Lines
from ringtrue.scanning.lists.names import MAX_LINE, PLAIN, Entry, bare, refanged, why_no_name
from ringtrue.scanning.lists.shapes import SAMPLE, ColumnMissing, Shape, is_list, shape_of
from ringtrue.scanning.lists.sheets import rows_of

__all__ = [
    "SAMPLE",
    "ColumnMissing",
    "Entry",
    "Lines",
    "Shape",
    "Unread",
    "entries",
    "is_list",
    "names_of",
    "refanged",
    "shape_of",
    "why_no_name",
]

BLOCK = 1 << 20
"""Bytes that are read at once."""
MAX_JSON = 256 << 20
"""Bytes of a list in JSON, which is read whole."""


class Bytes(Protocol):
    """What a list is read from."""

    def read(self, size: int = -1, /) -> bytes: ...


def entries(
    stream: Bytes, column: str = "", *, whole: bool = False, shape: Shape | None = None,
    sample: bytes = b"",
) -> Iterator[Entry]:  # fmt: skip
    """Every row of a list. `sample` are bytes that were read already, by which `shape` was told.

    `whole`: a plain line may be any contact, with all its words; else it is a name, and a row that
    cannot hold one says why. Raises `ColumnMissing`.
    """
    if shape is None:
        sample = stream.read(SAMPLE)
        shape = shape_of(sample, column, more=len(sample) == SAMPLE)
    found = _found(stream, shape, sample, whole)
    if whole:
        yield from (entry for entry in found if entry.text)
        return
    for entry in found:
        why = entry.why or (not PLAIN.fullmatch(entry.text) and why_no_name(entry.text))
        yield Entry(entry.number, entry.text, why) if why else entry


def _found(stream: Bytes, shape: Shape, sample: bytes, whole: bool) -> Iterator[Entry]:
    if shape.kind == "json":
        raw = sample + stream.read(MAX_JSON)
        yield from json_whole(raw.decode(shape.encoding, "replace").lstrip("\ufeff"))
        return
    lines = _numbered(stream, sample, shape.encoding)
    if shape.kind == "table":
        yield from _cells(lines, shape)
        return
    if shape.kind == "json_lines":
        for number, line in lines:
            if line.strip():
                yield from json_line(number, line)
        return
    reader = Lines(whole=whole)
    for number, line in lines:
        for name in reader.names(line):
            yield Entry(number, name)


def _numbered(stream: Bytes, sample: bytes, encoding: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers, each cut at `MAX_LINE`."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    number, rest, block = 0, "", sample or stream.read(BLOCK)
    while block:
        following = stream.read(BLOCK)
        text = rest + decoder.decode(block, final=not following)
        lines = text.split("\n")
        rest = lines.pop() if following else ""
        if len(rest) > 4 * MAX_LINE:
            rest = rest[: 4 * MAX_LINE]
        for line in lines:
            number += 1
            yield number, line[: 4 * MAX_LINE] if len(line) > MAX_LINE else line
        block = following
    if rest:
        yield number + 1, rest


def _cells(lines: Iterator[tuple[int, str]], shape: Shape) -> Iterator[Entry]:
    first = True
    for number, row in rows_of(lines, shape.separator):
        if first and any(cell.strip() for cell in row):
            first = False
            if shape.head:
                continue
        if shape.column >= len(row):
            if any(cell.strip() for cell in row):
                yield Entry(number, " ".join(row)[:200], f"has no column {shape.column + 1}")
            continue
        name = row[shape.column].strip("\ufeff \t")
        if name and not name.startswith("#"):
            yield Entry(number, bare(name[:MAX_LINE]))


class Unread:
    """Rows that were not read: how many, and the first ones with their reasons."""

    SHOWN = 3

    def __init__(self) -> None:
        self.count = 0
        self.rows = 0
        """Rows in all, read or not."""
        self.first: list[str] = []
        self._reasons: Counter[str] = Counter()

    def add(self, file: str, entry: Entry) -> None:
        self.count += 1
        if self._reasons[entry.why] == 0 and len(self.first) < self.SHOWN:
            self.first.append(f"{file}:{entry.number}: {entry.text[:60]!r} {entry.why}")
        self._reasons[entry.why] += 1

    @property
    def most(self) -> bool:
        """More than half of the rows."""
        return self.count * 2 > self.rows

    def told(self) -> str:
        """How many, and the first reasons."""
        return f"{self.count:,} of {self.rows:,} rows hold no name ({'; '.join(self.first)})"
