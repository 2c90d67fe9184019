"""The compiled numbering plans against libphonenumber, the oracle: never another answer."""

from __future__ import annotations

import random
from functools import cache

import phonenumbers
import pytest

from ringtrue import data
from ringtrue.data import numbering
from ringtrue.kinds import plans

_TYPES = {0: "fixed", 1: "mobile", 2: "fixed", 3: "toll_free", 4: "premium", 5: "shared_cost"}
_TYPES[9] = "shared_cost"


def oracle(text: str, region: str | None) -> plans.Placed | None:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    kind = phonenumbers.number_type(number)
    code = number.country_code
    assert code is not None
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    valid = kind != phonenumbers.PhoneNumberType.UNKNOWN
    home = phonenumbers.region_code_for_number(number) if valid else None
    home = home or phonenumbers.region_code_for_country_code(code)
    return plans.Placed(
        code,
        e164[1 + len(str(code)) :],
        home if home.isalpha() else "",
        _TYPES.get(kind, "other") if valid else "",
    )


@cache
def examples() -> list[tuple[str, str, str]]:
    """Region, digits with the country code, digits as they are dialled at home."""
    found = []
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        for kind in range(11):
            number = phonenumbers.example_number_for_type(region, kind)
            if number is not None:
                home = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
                abroad = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
                found.append((region, abroad[1:], "".join(c for c in home if c.isdigit())))
    return found


def test_every_country_and_type_and_numbers_one_digit_away() -> None:
    dice = random.Random(7)
    asked = answered = 0
    for region, abroad, home in examples():
        spoilt = dice.randrange(len(abroad))
        for digits in (
            abroad,
            abroad[:spoilt] + dice.choice("0123456789") + abroad[spoilt + 1 :],
            abroad + dice.choice("0123456789"),
            abroad[:2] + "0" + abroad[2:],
        ):
            placed = plans.international(digits)
            assert placed is None or placed == oracle(f"+{digits}", None), digits
        for digits in (home, home[1:], "0" + home, home + "1"):
            placed = plans.national(digits, region)
            assert placed is None or placed == oracle(digits, region), (digits, region)
        asked += 2
        answered += (plans.international(abroad) is not None) + (
            plans.national(home, region) is not None
        )
    assert answered > 0.9 * asked  # what is left to libphonenumber is the exception


@pytest.mark.parametrize("code", sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE))
def test_random_digits_of_every_country_code(code: int) -> None:
    dice = random.Random(code)
    plain = 0
    for _ in range(60):
        length = dice.choice((5, 7, 8, 8, 9, 9, 10, 10, 11, 12))
        digits = f"{code}{dice.randrange(1, 10)}" + "".join(
            dice.choices("0123456789", k=length - 1)
        )
        placed = plans.international(digits)
        plain += placed is not None
        assert placed is None or placed == oracle(f"+{digits}", None), digits
    plan = plans.of_region(plans.country_codes()[str(code)])
    assert plain > 5 or (plan is not None and plan.rewrites)


@pytest.mark.parametrize("digits", ["", "0", "999", "800", "80012345678", "1", "86", "888123"])
def test_odd_digits(digits: str) -> None:
    placed = plans.international(digits)
    assert placed is None or placed == oracle(f"+{digits}", None)


def test_the_country_codes_are_libphonenumbers() -> None:
    codes = phonenumbers.COUNTRY_CODE_TO_REGION_CODE
    main = {str(code): found[0].removeprefix("001") for code, found in codes.items()}
    assert plans.country_codes() == main


def test_the_plans_are_what_the_command_writes() -> None:
    assert data.text("numbering_plans.tsv") == numbering.plans_table()


@pytest.mark.parametrize("code", [7, 27, 33, 39, 44, 49, 52, 61, 86, 852, 882, 971])
def test_the_types_are_what_the_command_writes(code: int) -> None:
    rows = [row for row in data.table("numbering_types.tsv") if row[0] == str(code)]
    assert rows == [list(numbering.types_row(code))]
