"""Sheets as text (RFC 4180 and its kin): commas, semicolons, tabs or strokes between cells.

Cells stand apart: a claim in one says nothing about another, and a link ends with its cell.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator

from ringtrue.scanning.document import Builder, Document

SEPARATORS = ",;\t|"
_LOOKED_AT = 50
"""Lines by which a sheet is told."""
MAX_CELL = 1_000_000
"""Characters of a cell, as the format's reader allows them."""
_ALIKE = 0.9
"""Share of the lines that must have as many cells as most have."""
_WORDY = 60
"""Characters; where more stand between two commas, these are commas of sentences."""
_BETWEEN_WORDS = re.compile(r"[^\s,][,;] ?[a-z]{2}")
_CELL = re.compile(r'\A(?:"[^"]*"|[^,;\t|"]*)*\Z')


def separator_of(lines: list[str], *, sure: bool = False) -> str:
    """What stands between the cells of some lines; empty when they are no sheet.

    `sure`: somebody says that they are one, and the sign that most lines share is taken.
    """
    lines = [line for line in lines[:_LOOKED_AT] if line.strip()]
    best, found = 0.0, ""
    for sign in SEPARATORS:
        counts = Counter(_bare(line).count(sign) for line in lines)
        times, alike = counts.most_common(1)[0] if counts else (0, 0)
        if not times:
            times, alike = max(((t, c) for t, c in counts.items() if t), default=(0, 0))
            if not sure:
                continue
        share = alike / max(1, len(lines))
        if times and share > best:
            best, found = share, sign
    if sure:
        return found
    if len(lines) < 2 or best < _ALIKE or (found == "," and _is_prose(lines)):
        return ""
    return found


def _bare(line: str) -> str:
    """The line without what stands in quotes."""
    return re.sub(r'"[^"]*"', '""', line) if '"' in line else line


def _is_prose(lines: list[str]) -> bool:
    """Commas with a space behind them, or sentences between them."""
    spaced = sum(", " in _bare(line) for line in lines)
    longest = max(len(cell) for line in lines for cell in _bare(line).split(","))
    return spaced * 2 > len(lines) or longest > _WORDY


def is_table(text: str) -> bool:
    """Whether the lines of a text that nobody calls a sheet look like those of one: two sentences
    with a comma each do by chance."""
    lines = [line for line in text[:20_000].split("\n", _LOOKED_AT)[:_LOOKED_AT] if line.strip()]
    found = separator_of(lines)
    return found == "\t" or (bool(found) and len(lines) > 2)


def cells(text: str, separator: str) -> Iterator[list[str]]:
    """Rows of cells; a quote that nobody closes ends with its line."""
    if text.count('"') % 2:
        for line in text.splitlines():
            yield from csv.reader([line], delimiter=separator)
        return
    yield from csv.reader(text.splitlines(keepends=True), delimiter=separator)


def read_table(text: str, separator: str = "") -> Document | None:
    """A line a row, a tab between cells; None where the text is no sheet after all."""
    head = text[:20_000].split("\n", _LOOKED_AT)[:_LOOKED_AT]
    separator = separator or separator_of(head, sure=True)
    if not separator:
        return None
    out = Builder("document")
    before = csv.field_size_limit(MAX_CELL)
    try:
        for row in cells(text, separator):
            if out.full:
                break
            out.line("\t".join(" ".join(cell.split()) for cell in row))
    except csv.Error:  # a cell longer than the limit, or a stray line end
        return None
    finally:
        csv.field_size_limit(before)
    return out.done()
