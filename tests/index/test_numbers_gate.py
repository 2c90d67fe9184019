"""The early way out of the number index: it never leaves where the long way finds something."""

from __future__ import annotations

import random

import pytest

from ringtrue import Directory, parse
from ringtrue.errors import UnparseableContact
from ringtrue.index import numbers
from ringtrue.kinds.facets import PhoneNumber

OFFICIAL = (
    "+18005550142", "+448005550142", "+8640088201420", "95588", "+864008820142", "+33800555014",
    "+498005550142", "+14155550142", "+4420794600180",
)  # fmt: skip


@pytest.fixture(scope="module")
def directory() -> Directory:
    rows = [
        ("acme", "Acme", "phone", value, "CN" if value == "95588" else "") for value in OFFICIAL
    ]
    return Directory.from_rows(rows)


def _varied(dice: random.Random) -> str:
    digits = dice.choice(OFFICIAL)
    for _ in range(dice.randint(0, 2)):
        at = dice.randrange(1, len(digits))
        digits = digits[:at] + dice.choice("0123456789") + digits[at + 1 :]
    codes = (
        "+1",
        "+44",
        "+86",
        "+7",
        "+881",
        "+1900",
        "+1888",
        "+86400",
        "86",
        "0086",
        "17951",
        "",
    )
    return dice.choice(codes) + digits.removeprefix("+")[dice.choice((0, 1, 2, 4)) :]


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_lost(directory: Directory, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(seed)
    index, found = directory.numbers, 0
    for _ in range(1_500):
        try:
            contact = parse(_varied(dice), "phone")
        except UnparseableContact:
            continue
        for facet in contact.facets:
            assert isinstance(facet, PhoneNumber)
            early = index.candidates(facet, frozenset())
            with monkeypatch.context() as patch:
                patch.setattr(numbers.NumberIndex, "may_have_near", lambda *_: True)
                assert early == index.candidates(facet, frozenset())
            found += bool(early)
    assert found > 20
