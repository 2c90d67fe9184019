"""What a reviewer is told to look at next."""

from __future__ import annotations

from datetime import date

import pytest

from ringtrue.curation.reviewing import due
from ringtrue.model import Brand, ClosedChannel, Complete, Listed, Source

TODAY = date(2026, 11, 23)
OWN = Source("https://acme.example/contact", "A", "2026-11")
OWN_TOO = Source("acme/app@1:README.md", "A2", "2026-11")
REGISTER = Source("ccxt@4.5.90:ccxt/acme.py", "B", "2026-11")
SAME_REGISTER = Source("ccxt@4.5.91:ccxt/acme.py", "B", "2026-11")


def found(*sources: Source, review_by: str = "2027-05-22", status: str = "active") -> list[tuple]:
    listed = Listed(
        "acme", "domain", "acme.example", review_by=review_by, sources=sources, status=status  # type: ignore[arg-type]
    )  # fmt: skip
    rows = due([Brand("acme", "Acme", contacts=(listed,))], TODAY, 30)
    return [(row.why, row.days, row.source) for row in rows]


@pytest.mark.parametrize(
    ("review_by", "days"),
    [("2026-12-24", None), ("2026-12-23", 30), ("2026-11-23", 0), ("2026-10-01", -53)],
)
def test_what_expires(review_by: str, days: int | None) -> None:
    rows = [row[:2] for row in found(OWN, REGISTER, review_by=review_by)]
    assert rows == ([] if days is None else [("expires", days)])


@pytest.mark.parametrize(
    ("sources", "witness"),
    [
        ((OWN,), "the brand"),
        ((OWN, OWN_TOO), "the brand"),
        ((REGISTER, SAME_REGISTER), "ccxt"),
        ((OWN, REGISTER), None),
    ],
)
def test_who_stands_alone(sources: tuple[Source, ...], witness: str | None) -> None:
    assert found(*sources) == ([("one_source", 180, witness)] if witness else [])


@pytest.mark.parametrize("status", ["legacy", "retired", "revoked"])
def test_what_vouches_for_nothing_is_left_alone(status: str) -> None:
    assert found(OWN, review_by="2026-11-01", status=status) == []


def test_what_waits_for_a_person_is_told_once() -> None:
    assert found(OWN, review_by="2026-11-01", status="unverified") == [("unverified", -22, "")]


def test_closed_channels_expire_too_and_the_most_urgent_comes_first() -> None:
    channel = ClosedChannel("phone", "no phone", OWN, "2025-11-25", "2026-11-25")
    late = Listed("acme", "x", "acme", review_by="2026-11-24", sources=(OWN, REGISTER))
    rows = due([Brand("acme", "Acme", contacts=(late,), closed_channels=(channel,))], TODAY, 30)
    assert [(row.kind, row.value, row.days) for row in rows] == [
        ("x", "acme", 1),
        ("closed_channel", "phone", 2),
    ]


def test_what_is_complete_expires_too() -> None:
    whole = Complete("x", OWN, "2026-06-01", "2026-11-25")
    rows = due([Brand("acme", "Acme", complete=(whole,))], TODAY, 30)
    assert [(row.kind, row.value, row.days) for row in rows] == [("complete", "x", 2)]
    assert due([Brand("acme", "Acme", complete=(whole,))], TODAY, 1) == []


def test_rows_of_the_caller_never_expire() -> None:
    own = Brand("acme", "Acme", contacts=(Listed("acme", "x", "acme"),))
    assert due([own], TODAY, 3650) == []
