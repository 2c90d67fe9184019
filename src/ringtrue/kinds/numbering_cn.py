"""The Chinese numbering plan, as far as libphonenumber leaves it to its caller: short codes.

MIIT's plan: 95xxx(x) and 95105xxx nation-wide, 96xxx(x) regional, 12xxx and 11xxxx public
services, 10xxx(x) carriers, 1xx emergency, 106... short messages. A short code stands alone, or
behind an area code where it is served by region; behind a country code it reaches nothing, which
is why callers with forged numbers show ``+86 95588``.
"""

from __future__ import annotations

import re

SHORT = re.compile(
    r"95\d{3,4}|95105\d{3}|96\d{3,4}|12\d{3}|10\d{3,4}|11[068]\d{3}|1[012]\d|106\d{5,17}"
)
MOBILE = re.compile(r"1[3-9]\d{9}")
SERVICE = re.compile(r"[48]00\d{7}")
_AREA = r"0(?:10|2\d|[3-9](?!00)\d\d)"
FIXED = re.compile(_AREA + r"[2-9]\d{6,7}")
STATED = re.compile(r"86(?:1[3-9]\d{9}|400\d{7}|(?:10|2\d|[3-9](?!00)\d\d)[2-9]\d{6,7})")
"""A full number with its country code in front and no plus."""
AREA_SERVICE = re.compile(_AREA + r"(?:96\d{3,4}|12\d{3}|100(?:0[01]|10|86))")
"""Served by region: the regional codes, public services and the carriers' desks."""
_AREA_NATIONAL = re.compile(_AREA + r"(95\d{3,4})")
"""A nation-wide code behind an area code."""
_AREA_POLICE = re.compile(_AREA + r"(96110)")
CARRIER = re.compile(r"(?:17951|17911|17909|12593)(?=\d{5,13}$)")
"""Prefixes that choose a carrier for the call."""
_NATIONWIDE_BY_AREA = re.compile(_AREA + r"(96110|12\d{3})")


def behind_prefix(digits: str, *, stated: bool) -> str:
    """The short code at the end of `digits` that a prefix hides, or an empty string.

    `digits` begin after the country code; `stated`: there was one. The police's anti-fraud code
    shows as area code and 96110, and never with a country code.

    >>> behind_prefix("95588", stated=True), behind_prefix("95588", stated=False)
    ('95588', '')
    >>> behind_prefix("01095588", stated=False), behind_prefix("1795196110", stated=False)
    ('95588', '96110')
    >>> behind_prefix("02196110", stated=False), behind_prefix("2196110", stated=True)
    ('', '96110')
    """
    carrier = CARRIER.match(digits)
    rest = digits[carrier.end() :] if carrier else digits
    if (carrier or stated) and SHORT.fullmatch(rest) and len(rest) <= 8:
        return rest
    area = rest if rest.startswith("0") or not stated else "0" + rest
    found = _AREA_NATIONAL.fullmatch(area)
    if found is None and (carrier or stated):
        found = _AREA_POLICE.fullmatch(area)
    return found[1] if found else ""


def nationwide(national: str) -> str:
    """The nation-wide code that an area code stands before, rightly so, else an empty string.

    >>> nationwide("02196110"), nationwide("057196588"), nationwide("02165551234")
    ('96110', '', '')
    """
    found = _NATIONWIDE_BY_AREA.fullmatch(national)
    return found[1] if found else ""


def is_area_before(digits: str) -> bool:
    """Whether an area code alone stands before a nation-wide code (``01095588``)."""
    return _AREA_NATIONAL.fullmatch(digits) is not None
