"""Every row file beside this test, run through the whole pipeline."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path

import pytest

from ringtrue import Checker, Directory, Verdict
from ringtrue.detectors.registry import TABLE, module_of
from ringtrue.model import ClosedChannel, Complete, Source

HERE = Path(__file__).parent


def _rows(kind: str) -> list[object]:
    params: list[object] = []
    for path in sorted(HERE.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for number, row in enumerate(table[kind], 1):
            official = tuple(tuple(line) for line in row.get("official", table["official"]))
            closed = tuple(tuple(line) for line in table.get("closed", ()))
            cited = tuple(table.get("cited", ()))
            complete = tuple(tuple(line) for line in table.get("complete", ()))
            name = f"{path.stem}-{number}-{row['why']}"
            params.append(
                pytest.param(path.stem, (official, closed, cited, complete), row, id=name)
            )
    return params


Lines = tuple[tuple[str, ...], ...]
Lists = tuple[Lines, Lines, tuple[str, ...], Lines]
"""Official contacts, closed channels; brands whose contacts cite a source, as gathered lists do;
kinds of which a brand's list is complete."""


@cache
def _checker(lists: Lists) -> Checker:
    official, closed, cited, complete = lists
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
            contacts=tuple(
                replace(listed, sources=(source,)) if brand.id in cited else listed
                for listed in brand.contacts
            ),
            complete=tuple(
                Complete(kind, source, "2026-11-23", "")
                for owner, kind in complete
                if owner == brand.id
            ),
        )
        for brand in directory.brands.values()
    ]
    return Checker(Directory(brands))


def _verdict(lists: Lists, row: dict[str, str]) -> Verdict:
    return _checker(lists).check(
        row["contact"], row.get("kind"), row.get("claims"), row.get("region")
    )


@pytest.mark.parametrize(("code", "lists", "row"), _rows("fires"))
def test_fires(code: str, lists: Lists, row: dict) -> None:
    verdict = _verdict(lists, row)
    found = [e for e in verdict.evidence if e.code == code]
    assert found, f"{row['contact']} gives no {code}"
    assert verdict.status.value == row["status"], verdict.evidence
    if "brand" in row:
        assert row["brand"] in {e.brand_id for e in found}


@pytest.mark.parametrize(("code", "lists", "row"), _rows("quiet"))
def test_stays_quiet(code: str, lists: Lists, row: dict) -> None:
    verdict = _verdict(lists, row)
    found = [e for e in verdict.evidence if e.code == code]
    assert all(e.strength < 0.5 for e in found), f"{row['contact']} gives {found}"
    assert not found or code in BELOW_SUSPICION, f"{row['contact']} gives {found}"
    assert verdict.status.value == row["status"], verdict.evidence


BELOW_SUSPICION = {
    "brand_in_path",
    "combosquatting",
    "freemail_brand",
    "handle_affix",
    "handle_padding",
    "platform_swap",
    "soundsquatting",
    "target_embedding",
    "tld_swap",
    "typosquatting",
}
"""Detectors that may note a resemblance without raising suspicion."""


# -- what the pages say ----------------------------------------------------------------------------

STATES = [
    ("never official", {"suspicious", "impersonation", "unknown", "invalid"}),
    ("never makes a contact suspicious", {"official", "unknown"}),
    ("no impersonation", {"official", "unknown", "suspicious"}),
    ("below suspicion", {"unknown"}),
    ("stays unknown", {"unknown"}),
    ("suspici", {"suspicious"}),
    ("impersonation", {"impersonation"}),
]
"""What a sentence of a page says of the status: the first words that stand in it count."""


def _sentences(code: str) -> list[str]:
    page = " ".join((module_of(code).__doc__ or "").split())
    return re.split(r"(?<=[.!?]) (?=[A-Z])", page)


def _stated(sentence: str) -> set[str]:
    return next((allowed for said, allowed in STATES if said in sentence), set())


@pytest.mark.parametrize("code", [row.code for row in TABLE])
def test_a_status_that_a_page_states_is_met_by_a_row_that_quotes_it(code: str) -> None:
    table = tomllib.loads((HERE / f"{code}.toml").read_text(encoding="utf-8"))
    rows = [row for row in table["fires"] + table["quiet"] if "page" in row]
    for sentence in filter(_stated, _sentences(code)):
        quoting = [row for row in rows if row["page"] in sentence]
        assert quoting, f"a row must show what the page of {code} says: {sentence}"
        assert {row["status"] for row in quoting} <= _stated(sentence), sentence
    for row in rows:
        assert any(row["page"] in sentence for sentence in _sentences(code)), row


@pytest.mark.parametrize("code", [row.code for row in TABLE])
def test_a_page_names_no_file_that_is_not_shipped(code: str) -> None:
    page = module_of(code).__doc__ or ""
    assert not re.search(r"DESIGN|of the design|README|CONTRIBUTING|benchmarks/|tests/|docs/", page)
    for name in re.findall(r"(?:data/)?([a-z0-9_]+\.(?:tsv|txt|toml|json|py))\b", page):
        assert resources.files("ringtrue.data").joinpath(name).is_file(), name
