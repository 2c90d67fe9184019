"""Domains of the records that a brand's file cites: what comes in, and what stays out."""

from __future__ import annotations

from pathlib import Path

import pytest

from ringtrue.curation import own_domains
from ringtrue.curation.importers import Proposal
from ringtrue.directory.allowlist import read, read_text

TODAY = "2026-12-01"
REF = "register@1:file.json#Q1"
ACME = """schema = 1
id = "acmebank"
name = "Acmebank"
kind = ["bank"]

contacts = [
  { kind = "domain", value = "acmebank.com", use = "link", region = "global", status = "active", verified_on = "2026-11-01", review_by = "2027-04-01", sources = ["register"] },
]

sources = [
  { id = "register", ref = "register@1:file.json#Q1", grade = "B", date = "2026-09-18" },
  { id = "shared", ref = "list@1:all.json", grade = "B", date = "2026-09-18" },
]
"""  # noqa: E501


def site(value: str, ref: str = REF, kind: str = "website") -> Proposal:
    return Proposal("Q1", "Acmebank", kind, value, "f:1", ref, "B", "2026")


def owned(folder: Path, *proposals: Proposal) -> list[str]:
    """The own domains of the brand after an import; a second one adds nothing."""
    file = folder / "acmebank.toml"
    file.write_text(ACME, encoding="utf-8")
    other = ACME.replace("acmebank", "otherco").replace("Acmebank", "Otherco").replace("#Q1", "#Q2")
    (folder / "otherco.toml").write_text(other, encoding="utf-8")
    count = own_domains.add(proposals, folder, TODAY)
    assert own_domains.add(proposals, folder, TODAY) == 0
    values = [v for row in read(read_text(file)).data.own_domains for v in row.values]
    assert len(values) == count
    return values


@pytest.mark.parametrize("value", ["https://www.acmebank.de/x", "acmebank-asia.com"])
def test_a_site_of_the_cited_record_comes_in(tmp_path: Path, value: str) -> None:
    assert len(owned(tmp_path, site(value), site(value))) == 1


@pytest.mark.parametrize(
    "given",
    [
        site("https://acmebank.com"),  # listed
        site("https://otherco.com"),  # another brand's
        site("https://d1a2b3.example.com"),  # bears no name of it
        site("https://acmebank.github.io"),  # anybody may have a name there
        site("https://acmebank.de", ref="register@1:file.json#Q9"),  # a namesake's record
        site("https://acmebank.de", ref="list@1:all.json"),  # two brands cite this file whole
        site("acmebank-outlet.com", kind="domain"),  # a bare list: seized from forgers, perhaps
        site("@acmebank", kind="x"),
    ],
)
def test_what_stays_out(tmp_path: Path, given: Proposal) -> None:
    assert owned(tmp_path, given) == []


def test_of_a_bare_list_the_very_name_comes_in(tmp_path: Path) -> None:
    assert owned(tmp_path, site("acmebank.fr", kind="domain")) == ["acmebank.fr"]
