"""Every fault that an allowlist's schema finds, not the first alone: its place, what is wrong, and
what to write instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Literal, get_args, get_origin

import msgspec

from ringtrue.directory import schema
from ringtrue.records import record

ROWS: dict[str, type[msgspec.Struct]] = {
    "contacts": schema.ContactRow,
    "closed_channels": schema.ClosedRow,
    "complete": schema.CompleteRow,
    "own_domains": schema.OwnRow,
    "never_asks": schema.NeverRow,
    "sources": schema.SourceRow,
}
"""The arrays of a file and what their rows are."""
MAX_FAULTS = 200
"""Faults of one file that are told."""
_REMEDIES = (
    ("Invalid enum value", "use one of the values that allowlists/README.md lists"),
    ("matching regex", "write it in that form"),
    ("length", "keep to that length"),
    ("Expected `str`", "write it in quotes"),
    ("Expected `array`", "write a list in square brackets"),
    ("Expected `bool`", "write true or false without quotes"),
    ("", "see the schema in allowlists/README.md"),
)


@record
class SchemaFault:
    """One value, field or row that does not fit."""

    section: str
    """Field of the file, or the array in which it stands."""
    index: int | None
    """Row of the array."""
    field: str
    """Field of the row."""
    message: str
    remedy: str

    @property
    def place(self) -> str:
        """``contacts[3].value``."""
        row = "" if self.index is None else f"[{self.index}]"
        return f"{self.section}{row}" + (f".{self.field}" if self.field else "")


def faults_of(plain: Mapping[str, Any]) -> list[SchemaFault]:
    """The faults of a file that was read as TOML, in the order of its schema."""
    found: list[SchemaFault] = []
    for fault in _faults(plain):
        found.append(fault)
        if len(found) >= MAX_FAULTS:
            break
    return found


def _faults(plain: Mapping[str, Any]) -> Iterator[SchemaFault]:
    for field, message, remedy in _of(plain, schema.BrandFile, frozenset(ROWS)):
        yield SchemaFault(field, None, "", message, remedy)
    for section, kind in ROWS.items():
        rows = plain.get(section, [])
        if not isinstance(rows, list):
            said = f"Expected `array`, got `{_name(rows)}`"
            yield SchemaFault(section, None, "", said, "write a list in square brackets")
            continue
        for index, row in enumerate(rows):
            if not isinstance(row, dict):
                said = f"Expected `object`, got `{_name(row)}`"
                yield SchemaFault(section, index, "", said, "write a row in braces")
                continue
            for field, message, remedy in _of(row, kind, frozenset()):
                yield SchemaFault(section, index, field, message, remedy)


def _of(
    row: Mapping[str, Any], kind: type[msgspec.Struct], apart: frozenset[str]
) -> Iterator[tuple[str, str, str]]:
    """Field, message and remedy of each fault; fields in `apart` are looked at elsewhere."""
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    for name, value in row.items():
        if name not in fields:
            near = get_close_matches(name, fields, 1, 0.6)
            remedy = f"did you mean {near[0]!r}?" if near else "remove it or correct its spelling"
            yield name, f"Object contains unknown field `{name[:80]}`", remedy
        elif name not in apart:
            try:
                msgspec.convert(value, type=fields[name].type)
            except msgspec.ValidationError as error:
                said = str(error).partition(" - at `$")[0]
                yield name, said, _remedy(said, value, fields[name].type)
    for name, field in fields.items():
        if field.required and name not in row:
            yield name, f"Object missing required field `{name}`", "add it"


def _remedy(said: str, value: Any, kind: Any) -> str:
    options = [option for option in _options(kind) if isinstance(option, str) and option]
    if "Invalid enum value" in said and options:
        near = [
            match
            for text in (value if isinstance(value, list) else [value])
            if isinstance(text, str) and text not in options
            for match in get_close_matches(text, options, 1, 0.5)
        ]
        if near:
            return f"did you mean {near[0]!r}?"
    return next(remedy for sign, remedy in _REMEDIES if sign in said)


def _options(kind: Any) -> tuple[Any, ...]:
    """The values of a `Literal`, also inside of a list of it."""
    if get_origin(kind) is Literal:
        return get_args(kind)
    return tuple(option for part in get_args(kind) for option in _options(part))


def _name(value: Any) -> str:
    return {str: "str", int: "int", bool: "bool", float: "float"}.get(type(value), "object")
