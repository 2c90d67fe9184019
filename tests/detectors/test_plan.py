"""What a detector says it reads, held against what it finds when it is shown everything."""

from __future__ import annotations

import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from ringtrue import Directory, parse
from ringtrue.detectors import DETECTORS
from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.plan import GROUPS, INSPECTING, OFFICIAL, SIGNS, Plan
from ringtrue.errors import UnparseableContact
from ringtrue.model import Claim

TABLES = sorted(Path(__file__).parent.glob("*.toml"))
PLAN = Plan()


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
        for detector in DETECTORS:
            if detector.inspect is not None and detector.inspect not in planned:
                assert list(detector.inspect(inquiry)) == [], detector.code
                looked += 1
        for candidate in directory.candidates(contact, claims):
            compared = PLAN.comparers(candidate)
            for detector in DETECTORS:
                if detector.compare is not None and detector.compare not in compared:
                    assert detector.compare(candidate, inquiry) is None, detector.code
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
        (False, False, "bait", True),
        (False, True, "obfuscated_number", False),
    ],
)
def test_which_detectors_a_domain_needs(
    claimed: bool, official: bool, code: str, runs: bool
) -> None:
    contact = parse("acme.example")
    planned = PLAN.inspectors(contact, claimed=claimed, official=official)
    inspect = next(d.inspect for d in DETECTORS if d.code == code)
    assert (inspect in planned) is runs


@pytest.mark.parametrize(
    ("host", "code"),
    [("xn--80ak6aa92e.example", "mixed_script"), ("www.acme.example", "embedded_suffix")],
)
def test_what_a_host_shows_at_a_glance(host: str, code: str) -> None:
    inspect = next(d.inspect for d in DETECTORS if d.code == code)
    assert inspect in PLAN.inspectors(parse(host), claimed=False, official=False)
    assert inspect not in PLAN.inspectors(parse("acme.example"), claimed=False, official=False)


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_is_imported_for_all_that_its_detectors_read(group: str) -> None:
    for detector in import_module(f"ringtrue.detectors.{group}").DETECTORS:
        assert set(detector.reads) <= GROUPS[group], detector.code
        assert detector.reads or (detector.only_claimed and group == "of_claims"), detector.code


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_is_imported_for_every_sign_that_its_detectors_need(group: str) -> None:
    for detector in import_module(f"ringtrue.detectors.{group}").DETECTORS:
        if detector.inspect is not None:
            assert detector.needs in SIGNS.get(group, {detector.needs}), detector.code
        assert detector.compare is None or group not in INSPECTING, detector.code
        assert not detector.on_official or group in OFFICIAL, detector.code


def test_the_registry_holds_every_group() -> None:
    every = [d for g in GROUPS for d in import_module(f"ringtrue.detectors.{g}").DETECTORS]
    assert every == list(DETECTORS)
