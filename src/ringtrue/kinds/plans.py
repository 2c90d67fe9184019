"""Numbering plans, compiled: where a full number belongs and of which type it is.

libphonenumber answers the same (``parse``, ``number_type``, ``region_code_for_number``) in a fifth
of a millisecond, for it looks at every form that people write. Here come digits only, and plain
ones: whatever needs one of its rules for rewriting numbers is left to it. Its patterns are used
as they are, compiled once for each country, and it is the oracle in the tests.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

_TYPES = (
    ("premium_rate", "premium"),
    ("toll_free", "toll_free"),
    ("shared_cost", "shared_cost"),
    ("voip", "other"),
    ("personal_number", "other"),
    ("pager", "other"),
    ("uan", "shared_cost"),
    ("voicemail", "other"),
)
"""In the order in which libphonenumber tries them, before fixed lines and mobiles."""


class Placed(NamedTuple):
    """A valid number."""

    country_code: int
    national: str
    region: str
    """ISO 3166, empty for codes that belong to no country."""
    number_type: str


class Plan(NamedTuple):
    """The numbers of one region."""

    region: str
    country_code: int
    leading: re.Pattern[str] | None
    """First digits that are this region's alone, where several share a country code."""
    general: re.Pattern[str]
    lengths: frozenset[int]
    local: frozenset[int]
    """Lengths that are dialled within an area only."""
    types: tuple[tuple[re.Pattern[str], frozenset[int], str], ...]
    trunk: re.Pattern[str] | None
    """What is dialled before a national number."""
    abroad: re.Pattern[str] | None
    """What is dialled before a number of another country."""
    rewrites: bool
    """The plan rewrites numbers behind that prefix."""

    def without_trunk(self, digits: str) -> str | None:
        """`digits` without what is dialled before them at home; None when that is not plain."""
        found = self.trunk.match(digits) if self.trunk is not None else None
        if found is None:
            return digits if len(digits) in self.lengths else None
        if self.rewrites and found.re.groups and found[found.re.groups] is not None:
            return None
        rest = digits[found.end() :]
        if self.general.fullmatch(digits) is not None:
            # It may be a part of the number: so it is where nothing valid is left without it.
            return digits if self.general.fullmatch(rest) is None else None
        return rest if len(rest) in self.lengths and len(rest) not in self.local else None

    def type_of(self, national: str) -> str:
        """The type of a national number; an empty string when it is not valid here."""
        length = len(national)
        if length not in self.lengths or self.general.fullmatch(national) is None:
            return ""
        for pattern, lengths, name in self.types:
            if (not lengths or length in lengths) and pattern.fullmatch(national):
                return name
        return ""


def international(digits: str) -> Placed | None:
    """The number behind a plus; None when it is not valid, or not plainly so.

    >>> international("442079460018"), international("8695588")
    (Placed(country_code=44, national='2079460018', region='GB', number_type='fixed'), None)
    """
    for length in (1, 2, 3):
        plans = of_code(digits[:length])
        if plans:
            national = digits[length:]
            rest = plans[0].without_trunk(national)
            if rest is not None and rest != national:
                return None  # libphonenumber decides whether that zero was dialled in vain
            return _placed(plans, national) if rest is not None else None
    return None


def national(digits: str, region: str) -> Placed | None:
    """The number as it is dialled in `region`; None when it is not valid, or not plainly so.

    >>> national("02079460018", "GB")
    Placed(country_code=44, national='2079460018', region='GB', number_type='fixed')
    """
    plan = of_region(region)
    if plan is None:
        return None
    if plan.abroad is not None and plan.abroad.match(digits):
        return None
    if digits.startswith(str(plan.country_code)) and plan.general.fullmatch(digits) is None:
        return None  # the country code may stand in front
    rest = plan.without_trunk(digits)
    return _placed(of_code(str(plan.country_code)), rest) if rest is not None else None


def _placed(plans: Sequence[Plan], national: str) -> Placed | None:
    if national[:1] == "0" or not 4 <= len(national) <= 15:
        return None  # a zero that belongs to the number, as in Italy
    for plan in plans:
        if plan.leading is not None and len(plans) > 1:
            if plan.leading.match(national) is None:
                continue
            kind = plan.type_of(national)
            return _of(plan, national, kind) if kind else None
        if kind := plan.type_of(national):
            return _of(plan, national, kind)
    return None


def _of(plan: Plan, national: str, kind: str) -> Placed:
    return Placed(plan.country_code, national, plan.region, kind)


@cache
def of_code(code: str) -> tuple[Plan, ...]:
    """The plans that share a country code, the main one first; none where there is no such code."""
    import phonenumbers

    if not code.isdigit() or code[0] == "0":
        return ()
    regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(int(code), ())
    if regions == ("001",):
        metadata = phonenumbers.PhoneMetadata.metadata_for_nongeo_region(int(code), None)
        return (_compiled(metadata, ""),) if metadata is not None else ()
    return tuple(plan for region in regions if (plan := of_region(region)) is not None)


@cache
def of_region(region: str) -> Plan | None:
    """The plan of a country; None where libphonenumber has none."""
    import phonenumbers

    if region not in phonenumbers.SUPPORTED_REGIONS:
        return None
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region, None)
    return _compiled(metadata, region) if metadata is not None else None


def _compiled(metadata: Any, region: str) -> Plan:
    types = [_described(getattr(metadata, desc), name) for desc, name in _TYPES]
    types.append(_described(metadata.fixed_line, "fixed"))
    if not metadata.same_mobile_and_fixed_line_pattern:
        types.append(_described(metadata.mobile, "mobile"))
    general = metadata.general_desc
    return Plan(
        region,
        metadata.country_code,
        re.compile(metadata.leading_digits) if metadata.leading_digits else None,
        re.compile(general.national_number_pattern),
        frozenset(general.possible_length),
        frozenset(general.possible_length_local_only),
        tuple(entry for entry in types if entry is not None),
        _prefix(metadata.national_prefix_for_parsing),
        _prefix(metadata.international_prefix),
        metadata.national_prefix_transform_rule is not None,
    )


def _prefix(pattern: str | None) -> re.Pattern[str] | None:
    return re.compile(pattern) if pattern else None


def _described(desc: Any, name: str) -> tuple[re.Pattern[str], frozenset[int], str] | None:
    if desc is None or not desc.national_number_pattern:
        return None
    return re.compile(desc.national_number_pattern), frozenset(desc.possible_length), name
