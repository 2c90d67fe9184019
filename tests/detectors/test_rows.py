"""Every row file beside this test, run through the whole pipeline."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from ringtrue import Checker, Directory
from ringtrue.model import ClosedChannel, Evidence, Source

HERE = Path(__file__).parent


def _rows(kind: str) -> list[object]:
    params: list[object] = []
    for path in sorted(HERE.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for number, row in enumerate(table[kind], 1):
            official = tuple(tuple(line) for line in row.get("official", table["official"]))
            closed = tuple(tuple(line) for line in table.get("closed", ()))
            name = f"{path.stem}-{number}-{row['why']}"
            params.append(pytest.param(path.stem, (official, closed), row, id=name))
    return params


Lists = tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]


@cache
def _checker(lists: Lists) -> Checker:
    official, closed = lists
    directory = Directory.from_rows(official)
    source = Source("help.example/statement", "A", "2026-11-23")
    brands = [
        replace(
            brand,
            closed_channels=tuple(
                ClosedChannel(channel, statement, source, "2026-11-23", "")
                for brand_id, channel, statement in closed
                if brand_id == brand.id
            ),
        )
        for brand in directory.brands.values()
    ]
    return Checker(Directory(brands))


def _evidence(official: Lists, row: dict[str, str]) -> tuple[Evidence, ...]:
    verdict = _checker(official).check(
        row["contact"], row.get("kind"), row.get("claims"), row.get("region")
    )
    return verdict.evidence


@pytest.mark.parametrize(("code", "official", "row"), _rows("fires"))
def test_fires(code: str, official: Lists, row: dict) -> None:
    found = [e for e in _evidence(official, row) if e.code == code]
    assert found, f"{row['contact']} gives no {code}"
    if "brand" in row:
        assert row["brand"] in {e.brand_id for e in found}


@pytest.mark.parametrize(("code", "official", "row"), _rows("quiet"))
def test_stays_quiet(code: str, official: Lists, row: dict) -> None:
    found = [e for e in _evidence(official, row) if e.code == code]
    assert all(e.strength < 0.5 for e in found), f"{row['contact']} gives {found}"
    assert not found or code in BELOW_SUSPICION, f"{row['contact']} gives {found}"


BELOW_SUSPICION = {
    "brand_in_path",
    "combosquatting",
    "handle_affix",
    "handle_padding",
    "platform_swap",
    "soundsquatting",
    "target_embedding",
    "tld_swap",
    "typosquatting",
}
"""Detectors that may note a resemblance without raising suspicion."""
