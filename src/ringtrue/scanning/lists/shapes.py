"""What a list is, told by its first rows."""

from __future__ import annotations

import json
from typing import Literal

from ringtrue.records import record
from ringtrue.scanning.decoding import encoding_of
from ringtrue.scanning.formats.tables import separator_of
from ringtrue.scanning.lists.lines import is_rule
from ringtrue.scanning.lists.names import HEADS, is_name
from ringtrue.scanning.lists.sheets import MAX_SPAN, rows_of

SAMPLE = 1 << 16
"""Bytes by which a list is told."""
_LOOKED_AT = 200
"""Rows by which the column of the names is found."""
Kind = Literal["plain", "rules", "table", "json", "json_lines"]


@record
class Shape:
    """What a list is."""

    kind: Kind = "plain"
    encoding: str = "utf-8"
    separator: str = ""
    column: int = 0
    """Of a sheet: where the names stand, from 0."""
    head: bool = False
    """Of a sheet: its first row names the columns."""


class ColumnMissing(ValueError):
    """The column that was asked for is not there, or several are."""


_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


def shape_of(sample: bytes, column: str = "", *, more: bool = False) -> Shape:
    """What the list is that begins with `sample`; `more`: it goes on behind it.

    Raises `ColumnMissing` when a sheet has no column of that name, or several.
    """
    encoding = _encoding(sample)
    text = sample.decode(encoding, "replace").lstrip("\ufeff")
    lines = text.splitlines()
    if more and len(lines) > 1:
        del lines[-1]
    rows = [line for line in lines[: 2 * _LOOKED_AT] if line.strip()]
    if text.lstrip()[:1] in ("{", "["):
        one_a_line = len(rows) > 1 and all(_is_object(line) for line in rows[:2])
        if one_a_line or _is_json(text, more=more):
            return Shape("json_lines" if one_a_line else "json", encoding)
    told = _whole_rows([line for line in rows if line.lstrip()[:1] != "#"])
    if sum(map(is_rule, told)) * 2 > len(told):
        return Shape("rules", encoding)
    separator = _separator(told, sure=bool(column))
    if separator:
        return _table(told, separator, column, encoding)
    return Shape("plain", encoding)


def _whole_rows(lines: list[str]) -> list[str]:
    """Lines, with those put together over which a quotation runs that ends."""
    rows: list[str] = []
    at = 0
    while at < len(lines):
        span, marks = 1, lines[at].count('"')
        while marks % 2 and span < MAX_SPAN and at + span < len(lines):
            marks += lines[at + span].count('"')
            span += 1
        span = 1 if marks % 2 else span
        rows.append(" ".join(lines[at : at + span]))
        at += span
    return rows


def is_list(sample: bytes) -> Shape | None:
    """The shape of a list that begins with `sample`; None when its lines are names as they are, or
    too few to tell."""
    shape = shape_of(sample, more=not sample.endswith(b"\n"))
    rows = sum(1 for line in sample[:SAMPLE].splitlines() if line.strip())
    if rows < 2 and shape.kind != "json":
        return None
    plain = shape.kind == "plain" and shape.encoding in ("utf-8", "utf-8-sig")
    return None if plain else shape


def _encoding(sample: bytes) -> str:
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    try:
        sample[: len(sample) - 3 if len(sample) >= SAMPLE else None].decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(sample) - 3:
            return encoding_of(sample) or "utf-8"
    for encoding, zeros in (("utf-16-le", sample[1:400:2]), ("utf-16-be", sample[:400:2])):
        if zeros.count(0) * 2 > len(zeros) > 3:
            return encoding
    return "utf-8"


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _is_json(text: str, *, more: bool) -> bool:
    """A list or an object, and no ``[Adblock Plus 2.0]`` or ``[section]``."""
    head = text.lstrip()
    if head[0] == "{":
        return head[1:].lstrip()[:1] in ('"', "}", "")
    return head[1:].lstrip()[:1] in ('"', "{", "[", "]")


def _separator(lines: list[str], *, sure: bool) -> str:
    if sure:
        return separator_of(lines, sure=True)
    if len(lines) == 1:  # a sheet of one row: a name, and something else that is none
        for sign in ",;\t|":
            cells = lines[0].split(sign)
            if len(cells) > 1 and sum(map(is_name, cells)) == 1:
                return sign
        return ""
    return separator_of(lines)


def _table(lines: list[str], separator: str, column: str, encoding: str) -> Shape:
    rows = [cells for _, cells in rows_of(enumerate(lines, 1), separator)][:_LOOKED_AT]
    width = max(map(len, rows), default=0)
    names = [cell.strip() for cell in rows[0]] if rows else []
    if column:
        if names.count(column) == 1:
            return Shape("table", encoding, separator, names.index(column), True)
        if column.isdecimal() and 1 <= int(column) <= width:
            return Shape("table", encoding, separator, int(column) - 1, not _has_name(rows[0]))
        many = "no column" if column not in names else "several columns"
        raise ColumnMissing(f"{many} {column!r}; has {', '.join(names)}")
    shares = [
        sum(is_name(row[at]) for row in rows[1:] or rows if at < len(row)) for at in range(width)
    ]
    folded = [name.lower().replace(" ", "_") for name in names]

    def fitness(at: int) -> tuple[int, int, int]:
        known = folded[at] if at < len(folded) else ""
        return shares[at], -HEADS.index(known) if known in HEADS else -len(HEADS), -at

    best = max(range(width), key=fitness, default=0)
    if 2 * shares[best] < len(rows[1:] or rows) and not set(folded) & set(HEADS):
        return Shape("plain", encoding)  # commas of something else
    head = best < len(names) and not is_name(names[best]) and not _has_name(rows[0])
    return Shape("table", encoding, separator, best, head and len(rows) > 0)


def _has_name(row: list[str]) -> bool:
    return any(map(is_name, row))
