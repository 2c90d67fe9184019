"""Digits in groups are read the short way; the long way, which a scheme makes, says the same."""

from __future__ import annotations

import random

import pytest

from ringtrue.errors import UnparseableContact
from ringtrue.kinds import phone

_BEGINNINGS = (
    "", "+1", "+44", "+86", "+49", "+39", "86", "0086", "00", "0", "010", "400", "800", "1800",
    "95", "96110", "17951", "1", "(", "(0", "+", "2024", "20",
)  # fmt: skip


def _written(dice: random.Random) -> str:
    text = dice.choice(_BEGINNINGS)
    for _ in range(dice.randint(1, 5)):
        group = "".join(dice.choices("0123456789", k=dice.choice((1, 2, 3, 3, 4, 4, 7))))
        text += dice.choice(("", " ", "-", ") ", " (", "-(", ")-", " - ")) + group
    return text.strip()


def _read(text: str) -> tuple[object, ...]:
    try:
        found = phone.parse(text)
    except UnparseableContact as problem:
        return problem.code, problem.details.get("reason")
    return found.canonical, found.facets, found.readings


@pytest.mark.parametrize("seed", range(8))
def test_the_short_way_says_what_the_long_way_says(seed: int) -> None:
    dice = random.Random(seed)
    short = 0
    for _ in range(1_000):
        text = _written(dice)
        if not phone.is_plain(text):
            continue
        short += 1
        short_way, long_way = _read(text), _read("tel:" + text)
        if long_way[0] != "placeholder":  # a mask is looked for in the text with its scheme
            assert short_way == long_way, text
    assert short > 300


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("+1 415 555 0132", True),
        ("(415) 555-0132", True),
        ("95588", True),
        ("1234567890", True),
        ("12", False),
        ("2024-05-17", False),
        ("(12)34", False),
        ("+12", False),
        ("415.555.0132", False),
        ("415 555 0132 x4", False),
        ("(415) 555 (0132)", False),
        ("4" * 300, False),
    ],
)
def test_what_is_plain(text: str, plain: bool) -> None:
    assert phone.is_plain(text) is plain
