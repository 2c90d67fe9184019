"""Numbering plans, compiled: where a full number belongs and of which type it is.

libphonenumber answers the same (``parse``, ``number_type``, ``region_code_for_number``) in a fifth
of a millisecond, for it looks at every form that people write, and in a tenth of a second the first
time. Here come digits only, and plain ones: whatever needs one of its rules for rewriting numbers
is left to it. Its patterns are followed as they are, in tables that a command makes of them
(`ringtrue.data.numbering`), and it is the oracle in the tests.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ringtrue import data
from ringtrue.data.states import BASE, NOTHING, STEP


class Placed(NamedTuple):
    """A number that is read as it is written."""

    country_code: int
    national: str
    region: str
    """ISO 3166, empty for codes that belong to no country. The code's main one when not valid."""
    number_type: str
    """Empty when there is no such number."""


class Plan(NamedTuple):
    """How the numbers of one region are dialled at home."""

    country_code: str
    general: str
    """What every number looks like, a pattern as the others."""
    lengths: frozenset[int]
    local: frozenset[int]
    """Lengths that are dialled within an area only."""
    trunk: str
    """What is dialled before a national number."""
    abroad: str
    """What is dialled before a number of another country."""
    rewrites: bool
    """The plan rewrites numbers behind that prefix."""

    def fits(self, digits: str) -> bool:
        """Whether the region has national numbers of such digits."""
        return re.fullmatch(self.general, digits) is not None

    def without_trunk(self, digits: str) -> str | None:
        """`digits` without what is dialled before them at home; None when that is not plain."""
        found = re.match(self.trunk, digits) if self.trunk else None
        if found is None:
            return digits if len(digits) in self.lengths else None
        if self.rewrites and found.re.groups and found[found.re.groups] is not None:
            return None
        rest = digits[found.end() :]
        if self.fits(digits):
            # It may be a part of the number: so it is where nothing valid is left without it.
            return digits if not self.fits(rest) else None
        return rest if len(rest) in self.lengths and len(rest) not in self.local else None


class Types(NamedTuple):
    """What the national numbers of one country code are: an automaton that reads their digits."""

    country_code: int
    region: str
    labels: tuple[tuple[str, str] | None, ...]
    """Region and type; None where there is no such number."""
    ends: tuple[str, ...]
    """Labels by the count of digits to come, where they depend on nothing else."""
    first: int
    states: str

    def placed(self, national: str) -> Placed | None:
        """The number; None when it is not plainly one or none."""
        at, states, plain = self.first, self.states, len(self.ends)
        left = len(national)
        for digit in national:
            at = ord(states[(at - plain) * STEP + ord(digit) - 48]) - BASE
            left -= 1
            if at < plain:
                end = self.ends[at]
                label = ord(end[left]) - BASE - 1 if left < len(end) else -1
                break
        else:
            label = ord(states[(at - plain) * STEP + STEP - 1]) - BASE - 1
        if label < 0:
            return None
        region, kind = self.labels[label] or (self.region, "")
        return Placed(self.country_code, national, region, kind)


def international(digits: str) -> Placed | None:
    """The number behind a plus; None when it is not plainly one or none.

    >>> international("442079460018")
    Placed(country_code=44, national='2079460018', region='GB', number_type='fixed')
    >>> international("12125550").number_type, international("4402079460018")
    ('', None)
    """
    for length in (1, 2, 3):
        types = of_code(digits[:length])
        if types is not None:
            return types.placed(digits[length:])
    return None


def national(digits: str, region: str) -> Placed | None:
    """The number as it is dialled in `region`; None when it is not plainly one or none.

    >>> national("02079460018", "GB")
    Placed(country_code=44, national='2079460018', region='GB', number_type='fixed')
    """
    plan = of_region(region)
    if plan is None:
        return None
    if plan.abroad and re.match(plan.abroad, digits):
        return None
    if digits.startswith(plan.country_code) and not plan.fits(digits):
        return None  # the country code may stand in front
    rest = plan.without_trunk(digits)
    types = of_code(plan.country_code) if rest is not None else None
    return types.placed(rest) if types is not None and rest is not None else None


@cache
def country_codes() -> dict[str, str]:
    """Every country code -> its main region, empty where it belongs to no country."""
    return {code: fields.partition("\t")[0] for code, fields in _rows().items()}


@cache
def of_code(code: str) -> Types | None:
    """The automaton of a country code; None where there is no such code."""
    fields = _rows().get(code)
    if fields is None:
        return None
    region, labels, ends, first, states = fields.split("\t")
    told = (label.partition(" ") for label in labels.split("|"))
    return Types(
        int(code),
        region,
        tuple(None if where == NOTHING else (where, kind) for where, _, kind in told),
        tuple(ends.split("|")),
        int(first),
        states,
    )


@cache
def _rows() -> dict[str, str]:
    """The rest of its row by country code: taken apart when a number of that code comes."""
    parted = (line.partition("\t") for line in data.lines("numbering_types.tsv"))
    return {code: fields for code, _, fields in parted}


@cache
def of_region(region: str) -> Plan | None:
    """The plan of a country; None where libphonenumber has none."""
    for row in data.table("numbering_plans.tsv"):
        if row[0] == region:
            _, code, lengths, local, trunk, rewrites, abroad, general = row
            return Plan(
                code,
                general,
                frozenset(map(int, lengths.split(","))),
                frozenset(map(int, local.split(","))) if local else frozenset(),
                trunk,
                abroad,
                bool(rewrites),
            )
    return None
