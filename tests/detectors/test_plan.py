"""What a detector says it reads, held against what it finds when it is shown everything."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from ringtrue import Directory, parse
from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.plan import Plan
from ringtrue.detectors.registry import TABLE, module_of
from ringtrue.errors import UnparseableContact
from ringtrue.model import Claim
from ringtrue.search.candidates import candidates

TABLES = sorted(Path(__file__).parent.glob("*.toml"))
PLAN = Plan()
MODULES = {row.code: module_of(row.code) for row in TABLE}
INSPECTS = {row.code: MODULES[row.code].inspect for row in TABLE if row.inspects}


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_nothing_is_found_outside_of_what_a_detector_reads(path: Path) -> None:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    looked = 0
    for row in (*table["fires"], *table["quiet"]):
        directory = Directory.from_rows(tuple(map(tuple, row.get("official", table["official"]))))
        try:
            contact = parse(row["contact"], row.get("kind"), row.get("region"))
        except UnparseableContact:
            continue
        brand = directory.brand_for(row["claims"]) if row.get("claims") else None
        claims = (Claim(brand.id),) if brand else ()
        owner = directory.owner(contact, row.get("region"))
        inquiry = Inquiry(contact, directory, claims, row.get("region"), owner)
        planned = PLAN.inspectors(contact, claimed=bool(claims), official=False)
        for code, inspect in INSPECTS.items():
            if inspect not in planned:
                assert list(inspect(inquiry)) == [], code
                looked += 1
        for candidate in candidates(directory, contact, inquiry.claimed):
            comparers = PLAN.comparers(candidate) + PLAN.comparers(candidate, second=True)
            assert comparers, candidate.how
    assert looked, "the table holds no contact that can be read"


def test_a_plan_leaves_out_what_is_disabled() -> None:
    contact = parse("support-wallet-help.example")
    everything = PLAN.inspectors(contact, claimed=False, official=False)
    fewer = Plan(frozenset({"bait"})).inspectors(contact, claimed=False, official=False)
    assert len(fewer) == len(everything) - 1


@pytest.mark.parametrize(
    ("claimed", "official", "code", "runs"),
    [
        (False, False, "unlisted_claim", False),
        (True, False, "unlisted_claim", True),
        (False, True, "mixed_script", False),
        (False, False, "mixed_script", False),
        (False, False, "userinfo_spoof", False),
        (False, False, "bait", True),
        (False, True, "obfuscated_number", False),
    ],
)
def test_which_detectors_a_domain_needs(
    claimed: bool, official: bool, code: str, runs: bool
) -> None:
    contact = parse("acme.example")
    planned = PLAN.inspectors(contact, claimed=claimed, official=official)
    assert (INSPECTS[code] in planned) is runs


@pytest.mark.parametrize(
    ("host", "code"),
    [("xn--80ak6aa92e.example", "mixed_script"), ("a.b.acme.example", "embedded_suffix")],
)
def test_what_a_host_shows_at_a_glance(host: str, code: str) -> None:
    inspect = INSPECTS[code]
    assert inspect in PLAN.inspectors(parse(host), claimed=False, official=False)
    for plain in ("acme.example", "www.acme.example"):
        assert inspect not in PLAN.inspectors(parse(plain), claimed=False, official=False)
