"""Detectors of an application's own, given with the policy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ringtrue import Checker, Directory, Evidence, Policy
from ringtrue.detectors.base import Inquiry
from ringtrue.kinds.facets import DomainName
from ringtrue.model import Family

LIST = Directory.from_rows([("acme", "Acme Bank", "domain", "acmebank.example")])


def house_rule(inquiry: Inquiry) -> Iterator[Evidence]:
    host = inquiry.contact.part(DomainName)
    if host is not None and host.label.endswith("zz"):
        says = f"Names like {host.label} were reported to us."
        yield Evidence("house_rule", Family.DECEPTION, 0.7, {"says": says})


CHECKER = Checker(LIST, Policy(detectors=(house_rule,)))


def test_it_is_asked_of_strangers_and_speaks() -> None:
    verdict = CHECKER.check("https://quietzz.example/")
    assert verdict.status == "suspicious"
    assert [e.code for e in verdict.evidence] == ["house_rule"]
    assert "Names like quietzz were reported to us." in verdict.advice("zh")
    assert CHECKER.check("https://quiet.example/").status == "unknown"
    assert Checker(LIST).check("https://quietzz.example/").status == "unknown"


def test_what_is_listed_stays_official() -> None:
    listed = Directory.from_rows([("zz", "Buzz", "domain", "buzz.example")])
    assert Checker(listed, Policy(detectors=(house_rule,))).check("buzz.example").is_official


def test_a_table_is_judged_alike() -> None:
    pa = pytest.importorskip("pyarrow", reason="needs the extra [arrow]")
    from ringtrue.batch import check_table

    names = [f"quiet{n}.example" for n in range(3000)] + ["quietzz.example"]
    table = check_table(pa.table({"name": names}), "name", checker=CHECKER)
    assert table.column("status").to_pylist()[-1] == "suspicious"
    assert table.column("status").to_pylist().count("suspicious") == 1
