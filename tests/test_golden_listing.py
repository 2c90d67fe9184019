"""Each state of a listing has its verdict: assurance, expiry, retirement, paths, regions, use."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from ringtrue import Checker, Directory, Policy
from ringtrue.curation.lint import lint
from ringtrue.judging.trust import LISTING_CODES

HERE = Path(__file__).parent
ROWS = tomllib.loads((HERE / "golden_listing.toml").read_text(encoding="utf-8"))["verdict"]
DIRECTORY = Directory.load(HERE / "golden_listing")
SOME_DAY = date(2026, 3, 1)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["why"])
def test_golden_listing(row: dict) -> None:
    directory = DIRECTORY
    if "own" in row:
        directory = directory | Directory.from_rows([row["own"]])
    policy = Policy(
        min_assurance=row.get("min_assurance", "register"), grace_days=row.get("grace_days", 90)
    )
    checker = Checker(directory, policy, today=row.get("today", SOME_DAY))
    verdict = checker.check(row["contact"], claims=row.get("claims"), region=row.get("region"))
    assert verdict.status.value == row["status"], (verdict.evidence, verdict.problem)
    assert {e.code for e in verdict.evidence} == set(row.get("codes", ()))
    assert (verdict.assurance is not None) == (row["status"] == "official")
    if verdict.assurance is not None:
        assert verdict.score == 0.0
        assert verdict.assurance.level == row.get("level", verdict.assurance.level)
        assert verdict.assurance.verified_on == row.get("since", verdict.assurance.verified_on)
        assert verdict.assurance.stale == row.get("stale", False)
    assert row.get("says", "") in " ".join(verdict.advice("en")), verdict.advice("en")


def test_every_state_has_a_row() -> None:
    shown = {code for row in ROWS for code in row.get("codes", ())}
    assert set(LISTING_CODES) <= shown
    assert {row.get("level") for row in ROWS} >= {"brand", "corroborated", "register", "own"}


def test_the_list_itself_is_sound() -> None:
    assert [str(f) for f in lint([HERE / "golden_listing"])] == []
