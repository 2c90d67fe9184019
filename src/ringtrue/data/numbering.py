"""Regenerate the tables of numbering plans from the installed libphonenumber.

    python -m ringtrue.data.numbering

Writes ``numbering_plans.tsv`` (how numbers are dialled, a row a region) and
``numbering_types.tsv`` (which numbers are valid, where and of which type, a row a country code)
beside this module; the same release of `phonenumbers` gives the same bytes.

libphonenumber tells the type of a number by trying regular expressions, for North America some
three hundred. Here they are followed all at once, digit by digit, until no further digit matters,
and what comes out is one small automaton a country code, its equal states joined.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import phonenumbers

from ringtrue.data.digit_patterns import DIGITS, NONE, Pattern
from ringtrue.data.states import ASK, BASE, NOTHING, STEP

_HERE = Path(__file__).parent
_LONGEST, _SHORTEST = 15, 4
"""Digits of a national number that are asked for; others are left to libphonenumber."""
_TYPES = (
    ("premium_rate", "premium"),
    ("toll_free", "toll_free"),
    ("shared_cost", "shared_cost"),
    ("voip", "other"),
    ("personal_number", "other"),
    ("pager", "other"),
    ("uan", "shared_cost"),
    ("voicemail", "other"),
    ("fixed_line", "fixed"),
    ("mobile", "mobile"),
)
"""In the order in which libphonenumber tries them. Numbers that are both fixed and mobile count as
fixed, and those at one rate for the whole country (Japan's 0570, Korea's 1588) as shared cost."""


@cache
def _pattern(source: str) -> Pattern:
    return Pattern(source)


class Region:
    """The patterns of one region, and where a prefix of a number leads in all of them."""

    def __init__(self, metadata: Any, name: str, *, shares: bool) -> None:
        general = metadata.general_desc
        self.name = name
        self.lengths = frozenset(general.possible_length)
        leading = metadata.leading_digits if shares else None
        self.leading = _pattern(leading) if leading else None
        """First digits that are this region's alone, where several share a country code."""
        self.general = _pattern(general.national_number_pattern)
        self.types = [
            (_pattern(desc.national_number_pattern), frozenset(desc.possible_length), kind)
            for attribute, kind in _TYPES
            if not (attribute == "mobile" and metadata.same_mobile_and_fixed_line_pattern)
            if (desc := getattr(metadata, attribute)) is not None and desc.national_number_pattern
        ]

    def start(self) -> tuple[Any, ...]:
        lead = self.leading.first if self.leading else NONE
        return lead, False, self.general.first, tuple(p.first for p, *_ in self.types)

    def step(self, state: tuple[Any, ...], digit: str) -> tuple[Any, ...]:
        lead, led, general, types = state
        if self.leading is not None and not led:
            lead = self.leading.step(lead, digit)
            led = self.leading.ends(lead)
            lead = NONE if led else lead
        after = tuple(p.step(s, digit) for (p, *_), s in zip(self.types, types, strict=True))
        return lead, led, self.general.step(general, digit), after

    def type_of(self, state: tuple[Any, ...], length: int) -> str:
        """The type of a whole number; empty when it is not valid here."""
        if length not in self.lengths or not self.general.ends(state[2]):
            return ""
        for (pattern, lengths, kind), states in zip(self.types, state[3], strict=True):
            if (not lengths or length in lengths) and pattern.ends(states):
                return kind
        return ""


class Automaton:
    """What a national number of one country code is: states by digits, equal ones joined."""

    def __init__(self, regions: list[tuple[str, Any]]) -> None:
        self._regions = [Region(m, name, shares=len(regions) > 1) for name, m in regions]
        main = regions[0][1]
        prefix = main.national_prefix_for_parsing
        self._trunk = Pattern(prefix, loose=True) if prefix else None
        self._rewrites = main.national_prefix_transform_rule is not None
        self.labels: dict[str, int] = {NOTHING: 0}
        self._told: dict[tuple[Any, int], tuple[str | None, ...]] = {}
        self.ends: dict[tuple[int, ...], int] = {(): 0}
        """By what they say: a label, or -1, by the count of digits to come. Digits themselves
        matter no longer."""
        self.states: dict[tuple[int, ...], int] = {}
        self._numbered: dict[tuple[Any, int], int] = {}
        self.first = self._number(self._start(), 0)

    def _start(self) -> tuple[Any, ...]:
        trunk = self._trunk.first if self._trunk else NONE
        dialled = self._trunk is not None and self._trunk.ends(trunk)
        behind = self._regions[0].general.first if dialled else NONE
        return tuple(r.start() for r in self._regions), trunk, dialled, behind

    def _step(self, state: tuple[Any, ...], digit: str) -> tuple[Any, ...]:
        """`dialled`: what is dialled at home before numbers stands in front; `behind`: where the
        rest of the digits leads when it is left out."""
        regions, trunk, dialled, behind = state
        general = self._regions[0].general
        if self._trunk is not None:
            trunk, behind = self._trunk.step(trunk, digit), general.step(behind, digit)
            if self._trunk.ends(trunk):
                dialled, behind = True, behind | general.first
        moved = tuple(r.step(s, digit) for r, s in zip(self._regions, regions, strict=True))
        return moved, trunk, dialled, behind

    def _label(self, state: tuple[Any, ...], length: int) -> str:
        """``GB fixed``, `NOTHING` where no such number exists, `ASK` where a rule of libphonenumber
        may rewrite the digits."""
        regions, _, dialled, behind = state
        main = self._regions[0]
        if not _SHORTEST <= length <= _LONGEST:
            return ASK
        if dialled and (
            self._rewrites or not main.general.ends(regions[0][2]) or main.general.ends(behind)
        ):
            return ASK
        for region, own in zip(self._regions, regions, strict=True):
            if region.leading is not None and not own[1]:
                continue
            kind = region.type_of(own, length)
            if kind or region.leading is not None:
                return f"{region.name} {kind}" if kind else NOTHING
        return NOTHING

    def _tell(self, state: tuple[Any, ...], length: int) -> tuple[str | None, ...]:
        """By the count of digits to come: the label when it is the same whatever they are."""
        found = self._told.get((state, length))
        if found is None:
            rest: list[str | None] = []
            if length < _LONGEST:
                below = [self._tell(self._step(state, d), length + 1) for d in DIGITS]
                rest = [
                    label[0] if len(set(label)) == 1 else None for label in zip(*below, strict=True)
                ]
            found = self._told[state, length] = (self._label(state, length), *rest)
        return found

    def _number(self, state: tuple[Any, ...], length: int) -> int:
        """The state's number, ends negative: they come first in the table."""
        slot = state, length
        found = self._numbered.get(slot)
        if found is None:
            told = self._tell(state, length)
            if length and None not in told:
                end = tuple(self._id(label) if label and label != ASK else -1 for label in told)
                found = -1 - self.ends.setdefault(end, len(self.ends))
            else:
                # A national number that begins with a zero is libphonenumber's to read (Italy).
                below = [
                    -1
                    if not length and d == "0"
                    else self._number(self._step(state, d), length + 1)
                    for d in DIGITS
                ]
                own = self._label(state, length)
                row = (*below, -1 if own == ASK else self._id(own))
                found = self.states.setdefault(row, len(self.states))
            self._numbered[slot] = found
        return found

    def _id(self, label: str) -> int:
        return self.labels.setdefault(label, len(self.labels))

    def fields(self) -> Iterator[str]:
        """Labels, ends and states as fields of the table's row."""
        shift = len(self.ends)
        yield "|".join(self.labels)
        yield "|".join("".join(chr(BASE + 1 + label) for label in end) for end in self.ends)
        yield str(shift + self.first)
        rows = (
            [*(-1 - to if to < 0 else shift + to for to in row[:-1]), row[-1] + 1]
            for row in self.states
        )
        yield "".join(chr(BASE + n) for row in rows for n in row)


def _head(what: str, columns: str, *more: str) -> str:
    rows = [
        what,
        f"Source: libphonenumber's metadata, PyPI package phonenumbers {phonenumbers.__version__}",
        "Licence: Apache-2.0",
        *more,
        f"Columns, tab-separated: {columns}",
        "Generated by: python -m ringtrue.data.numbering",
    ]
    return "".join(f"# {row}\n" for row in rows)


def plans_table() -> str:
    """The bytes of ``numbering_plans.tsv``."""
    rows = []
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        metadata: Any = phonenumbers.PhoneMetadata.metadata_for_region(region, None)
        general = metadata.general_desc
        rows.append(
            (
                region,
                str(metadata.country_code),
                ",".join(map(str, general.possible_length)),
                ",".join(map(str, general.possible_length_local_only)),
                metadata.national_prefix_for_parsing or "",
                "rewrites" if metadata.national_prefix_transform_rule is not None else "",
                metadata.international_prefix or "",
                general.national_number_pattern,
            )
        )
    head = _head(
        "Numbering plans: how the numbers of a region are dialled, as regular expressions.",
        "region (ISO 3166), country code, digits of a number, digits of one that",
        *("is dialled in its area only, what is dialled first at home, whether that rewrites",),
    )
    return head + "".join("\t".join(row) + "\n" for row in rows)


def types_row(code: int) -> tuple[str, ...]:
    """The fields of a country code in ``numbering_types.tsv``."""
    names = phonenumbers.COUNTRY_CODE_TO_REGION_CODE[code]
    if names == ("001",):
        found = [("", phonenumbers.PhoneMetadata.metadata_for_nongeo_region(code, None))]
    else:
        found = [(n, phonenumbers.PhoneMetadata.metadata_for_region(n, None)) for n in names]
    regions = [(name, metadata) for name, metadata in found if metadata is not None]
    return str(code), regions[0][0], *Automaton(regions).fields()


def types_table() -> str:
    """The bytes of ``numbering_types.tsv``."""
    rows = [types_row(code) for code in sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)]
    head = _head(
        "Numbering plans: what a national number is, a small automaton a country code.",
        "country code, its main region, labels, ends, first state, states",
        f"A state is {STEP} characters, each a number: its code point less U+{BASE:04X}. The first",
        "ten say what follows by the next digit, ends before states; the last is the label of a",
        "number that is over here, and an end has one for each count of digits to come. Labels",
        "are counted from one: zero leaves the number to libphonenumber.",
    )
    return head + "".join("\t".join(row) + "\n" for row in rows)


def main() -> None:
    for name, text in (
        ("numbering_plans.tsv", plans_table()),
        ("numbering_types.tsv", types_table()),
    ):
        (_HERE / name).write_text(text, encoding="utf-8")
        print(f"{name}: {len(text.encode()):,} bytes")


if __name__ == "__main__":
    main()
