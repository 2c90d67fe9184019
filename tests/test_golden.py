"""Verdicts that must not drift: status, brand and evidence codes by the shipped directory."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from ringtrue import Checker

ROWS = tomllib.loads(Path(__file__).with_name("golden.toml").read_text(encoding="utf-8"))["verdict"]
CHECKER = Checker(today=date(2026, 11, 23))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['contact']} {row.get('claims', '')}")
def test_golden(row: dict) -> None:
    verdict = CHECKER.check(row["contact"], claims=row.get("claims"), region=row.get("region"))
    assert verdict.status.value == row["status"], verdict.evidence
    assert {e.code for e in verdict.evidence} == set(row["codes"])
    if row["status"] == "official":
        assert verdict.brand is not None
        assert verdict.brand.id == row["brand"]
        assert verdict.score == 0.0
        assert verdict.assurance is not None
    elif "brand" in row:
        assert verdict.imitates is not None
        assert verdict.imitates.brand.id == row["brand"]


def test_the_same_question_gets_the_same_answer() -> None:
    for row in ROWS:
        first = CHECKER.check(row["contact"], claims=row.get("claims"), region=row.get("region"))
        again = CHECKER.check(row["contact"], claims=row.get("claims"), region=row.get("region"))
        assert first.to_dict() == again.to_dict()


def test_an_old_statement_stops_speaking() -> None:
    asked = {"raw": "+1 800 555 0199", "claims": "phantom"}
    codes = {
        year: {e.code for e in Checker(today=date(year, 12, 1)).check(**asked).evidence}
        for year in (2026, 2029)
    }
    assert "closed_channel" in codes[2026]
    assert "closed_channel" not in codes[2029]
