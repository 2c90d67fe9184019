"""The curated tables of prefixes and habits, held against libphonenumber's numbering plans."""

from __future__ import annotations

import phonenumbers
import pytest
from phonenumbers import PhoneNumberType

from ringtrue import data
from ringtrue.kinds.numbering import resolve

FREE = {PhoneNumberType.TOLL_FREE, PhoneNumberType.SHARED_COST, PhoneNumberType.UAN}
TAILS = (*(digit + "345678912" for digit in "0123456789"), "5550142391", "8888888888")


def types_of(country: str, prefix: str, length: int) -> set[int]:
    """Types of the valid numbers behind a prefix; `length` of the subscriber number, 0: any."""
    found = set()
    for digits in [length] if length else range(4, 9):
        for tail in TAILS:
            number = phonenumbers.parse(f"+{country}{prefix}{tail[:digits]}")
            if phonenumbers.is_valid_number(number):
                found.add(phonenumbers.number_type(number))
    return found


FAMILIES = [
    (country, prefix, int(length))
    for _, country, prefixes, length in data.table("tollfree_families.tsv")
    for prefix in prefixes.split("|")
]


@pytest.mark.parametrize(("country", "prefix", "length"), FAMILIES)
def test_a_family_is_free_or_at_one_rate(country: str, prefix: str, length: int) -> None:
    assert types_of(country, prefix, length) & FREE


SWAPS = [
    (country, prefix, int(length))
    for country, _, prefixes, length in data.table("premium_swaps.tsv")
    for prefix in prefixes.split("|")
]


@pytest.mark.parametrize(("country", "prefix", "length"), SWAPS)
def test_a_premium_prefix_costs(country: str, prefix: str, length: int) -> None:
    found = types_of(country, prefix, length)
    assert PhoneNumberType.PREMIUM_RATE in found or (country, prefix) == ("81", "570")
    assert PhoneNumberType.TOLL_FREE not in found


HABITS = [
    (country, lead, tuple(int(n) for n in shape.split("-")))
    for country, leads, shapes in data.table("number_habits.tsv")
    for lead in leads.split("|")
    for shape in shapes.split("|")
]


@pytest.mark.parametrize(("country", "lead", "groups"), HABITS)
def test_a_habit_is_that_of_valid_numbers(country: str, lead: str, groups: tuple[int, ...]) -> None:
    found = set()
    for tail in (second + tail for second in "123456789" for tail in TAILS):
        digits = (lead + tail * 2)[: sum(groups)]
        found |= {n.region for n in resolve(digits, groups=groups) if n.valid}
    assert country in found
