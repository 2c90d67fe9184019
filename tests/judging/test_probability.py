"""Scores are shares of fakes, kind by kind: they rise, and cross no threshold."""

from __future__ import annotations

import pytest

from ringtrue import Policy, parse
from ringtrue.judging.calibration import asked_as, probability

STEPS = [step / 200 for step in range(201)]
CONTACTS = {
    "host": "metamsk.example", "account": "x:@metamsk", "shown": "MetaMsk (x:@vorn142)",
    "mail": "help@metamsk.example",
}  # fmt: skip


@pytest.mark.parametrize("kind", CONTACTS)
def test_a_higher_score_is_never_worth_less_and_keeps_its_status(kind: str) -> None:
    contact, policy = parse(CONTACTS[kind]), Policy()
    assert asked_as(contact) == kind
    worth = [probability(contact, step) for step in STEPS]
    assert worth == sorted(worth)
    assert worth[0] == 0.0
    for step, share in zip(STEPS, worth, strict=True):
        assert policy.status(step, named=True) is policy.status(share, named=True)


def test_kinds_that_nothing_was_fitted_to_keep_their_score() -> None:
    assert probability(parse("+18005550142"), 0.3) == 0.3
