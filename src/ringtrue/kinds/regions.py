"""Countries of readers: ISO 3166 codes, and what people write instead of them."""

from __future__ import annotations

from functools import cache

from ringtrue import data
from ringtrue.errors import UnknownRegion

_SAME = {"UK": "GB", "EL": "GR"}
"""Codes in common use that are none."""


def country_code(region: str | None) -> str | None:
    """`region` as a code in capitals; None when none is given. Raises `UnknownRegion`.

    >>> country_code("cn"), country_code("uk"), country_code(None)
    ('CN', 'GB', None)
    """
    if not region:
        return None
    code = region.upper()
    if code in codes():
        return _SAME.get(code, code)
    raise UnknownRegion(
        f"{region[:40]!r} is no country code{_meant(region)}; give ISO 3166 (CN, US)"
    )


_UNION = "EU"
"""Reserved in ISO 3166: whoever reads in one of its countries may say so."""


@cache
def codes() -> frozenset[str]:
    """Every code that `country_code` takes in capitals, common wrong ones too."""
    return frozenset([line[:2] for line in data.lines("country_names.tsv")]) | {_UNION, *_SAME}


def _meant(name: str) -> str:
    """The code of a country that was named in any language of the table, as a hint."""
    wanted = name.casefold()
    for code, *names in data.table("country_names.tsv"):
        if any(each.casefold() == wanted for each in names):
            return f" (did you mean {code}?)"
    return ""
