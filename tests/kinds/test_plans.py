"""The compiled numbering plans against libphonenumber, the oracle: never another answer."""

from __future__ import annotations

import random

import phonenumbers
import pytest

from ringtrue.kinds import plans

_TYPES = {0: "fixed", 1: "mobile", 2: "fixed", 3: "toll_free", 4: "premium", 5: "shared_cost"}
_TYPES[9] = "shared_cost"


def oracle(text: str, region: str | None) -> plans.Placed | None:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    kind = phonenumbers.number_type(number)
    if kind == phonenumbers.PhoneNumberType.UNKNOWN:
        return None
    code = number.country_code
    assert code is not None
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    home = phonenumbers.region_code_for_number(number) or ""
    return plans.Placed(
        code,
        e164[1 + len(str(code)) :],
        home if home.isalpha() else "",
        _TYPES.get(kind, "other"),
    )


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


@pytest.mark.parametrize("digits", ["", "0", "999", "800", "80012345678", "1", "86", "888123"])
def test_odd_digits(digits: str) -> None:
    placed = plans.international(digits)
    assert placed is None or placed == oracle(f"+{digits}", None)
