"""Every row file beside this test, run through the whole pipeline."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from ringtrue import Checker, Directory
from ringtrue.model import Evidence

HERE = Path(__file__).parent


def _rows(kind: str) -> list[object]:
    params: list[object] = []
    for path in sorted(HERE.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for number, row in enumerate(table[kind], 1):
            official = tuple(tuple(line) for line in row.get("official", table["official"]))
            params.append(
                pytest.param(path.stem, official, row, id=f"{path.stem}-{number}-{row['why']}")
            )
    return params


@cache
def _checker(official: tuple[tuple[str, ...], ...]) -> Checker:
    return Checker(Directory.from_rows(official))


def _evidence(official: tuple[tuple[str, ...], ...], row: dict[str, str]) -> tuple[Evidence, ...]:
    verdict = _checker(official).check(
        row["contact"], row.get("kind"), row.get("claims"), row.get("region")
    )
    return verdict.evidence


@pytest.mark.parametrize(("code", "official", "row"), _rows("fires"))
def test_fires(code: str, official: tuple, row: dict) -> None:
    found = [e for e in _evidence(official, row) if e.code == code]
    assert found, f"{row['contact']} gives no {code}"
    if "brand" in row:
        assert row["brand"] in {e.brand_id for e in found}


@pytest.mark.parametrize(("code", "official", "row"), _rows("quiet"))
def test_stays_quiet(code: str, official: tuple, row: dict) -> None:
    found = [e for e in _evidence(official, row) if e.code == code]
    assert all(e.strength < 0.5 for e in found), f"{row['contact']} gives {found}"
    assert not found or code in BELOW_SUSPICION, f"{row['contact']} gives {found}"


BELOW_SUSPICION = {"target_embedding", "typosquatting", "combosquatting", "tld_swap", "brand_in_path", "soundsquatting"}
"""Detectors that may note a resemblance without raising suspicion."""
