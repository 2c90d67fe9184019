"""Each technique of telephone fraud and its honest twin, with what is said in both languages."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from ringtrue import Checker, Directory
from ringtrue.messages.catalogue import UNSAID, languages
from ringtrue.model import ClosedChannel, Source
from ringtrue.render.text import verdict_text

TABLE = tomllib.loads(Path(__file__).with_name("golden_phones.toml").read_text(encoding="utf-8"))
ROWS = [
    pytest.param(row, id=f"{technique['name']}-{side}-{row['contact']}-{row.get('claims', '')}")
    for technique in TABLE["technique"]
    for side in ("attack", "twin")
    for row in technique[side]
]


def _checker() -> Checker:
    directory = Directory.from_rows(TABLE["official"])
    source = Source("help.example/statement", "A", "2026-11-23")
    closed = {
        brand_id: ClosedChannel(channel, statement, source, "2026-11-23", "")
        for brand_id, channel, statement in TABLE["closed"]
    }
    return Checker(
        Directory(
            replace(brand, closed_channels=(closed[brand.id],)) if brand.id in closed else brand
            for brand in directory.brands.values()
        )
    )


CHECKER = _checker()


@pytest.mark.parametrize("row", ROWS)
def test_golden(row: dict) -> None:
    verdict = CHECKER.check(row["contact"], claims=row.get("claims"), region=row.get("region"))
    assert verdict.status.value == row["status"], verdict.evidence
    assert {evidence.code for evidence in verdict.evidence} == set(row.get("codes", ()))
    if "brand" in row:
        if row["status"] == "official":
            assert verdict.brand is not None
            assert verdict.brand.id == row["brand"]
        else:
            assert verdict.imitates is not None
            assert verdict.imitates.brand.id == row["brand"]
    if "readings" in row:
        assert verdict.to_dict()["readings"] == row["readings"]


@pytest.mark.parametrize("row", ROWS)
def test_every_language_says_it_whole(row: dict) -> None:
    verdict = CHECKER.check(row["contact"], claims=row.get("claims"), region=row.get("region"))
    told = set()
    for lang in languages():
        said = " ".join(verdict.advice(lang))
        text = verdict_text(verdict, lang)
        assert said
        for unsaid in (f" {UNSAID} ", f"“{UNSAID}”", "{", "[["):
            assert unsaid not in text.replace(verdict.raw, "")
        told.add(said)
    assert len(told) == len(languages())


def test_every_technique_has_both_sides() -> None:
    for technique in TABLE["technique"]:
        assert technique["attack"], technique["name"]
        assert technique["twin"], technique["name"]
