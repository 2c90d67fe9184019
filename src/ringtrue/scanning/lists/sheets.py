"""Sheets: rows of cells, whatever is quoted."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

MAX_SPAN = 20
"""Lines that one row of a sheet may take."""


def rows_of(lines: Iterable[tuple[int, str]], separator: str) -> Iterator[tuple[int, list[str]]]:
    """Rows of cells (RFC 4180). A quotation that does not end within `MAX_SPAN` lines spoils its
    own line and no other."""
    waiting: list[tuple[int, str]] = []
    lines = iter(lines)
    while True:
        number, line = waiting.pop(0) if waiting else next(lines, (0, ""))
        if not number:
            return
        line = line.rstrip("\r")
        if '"' not in line:
            if line:
                yield number, line.split(separator)
            continue
        record = [line]
        while sum(part.count('"') for part in record) % 2 and len(record) < MAX_SPAN:
            if len(waiting) < len(record):
                following = next(lines, None)
                if following is None:
                    break
                waiting.append(following)
            record.append(waiting[len(record) - 1][1].rstrip("\r"))
        if sum(part.count('"') for part in record) % 2:
            record = [line]
        else:
            del waiting[: len(record) - 1]
        try:
            yield number, next(csv.reader(["\n".join(record)], delimiter=separator), [])
        except csv.Error:
            yield number, line.split(separator)
