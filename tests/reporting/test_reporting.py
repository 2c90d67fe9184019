"""Complaints, STIX and XARF: what stands in them, that the formats' own libraries read them, and
that nothing foreign becomes active."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from ringtrue import Checker, RingtrueError
from ringtrue.cli import main
from ringtrue.messages.catalogue import languages
from ringtrue.reporting.complaint import ADDRESSEES, complaint
from ringtrue.reporting.stix import bundle

CHECKER = Checker()
NOW = datetime(2026, 12, 1, 12, 30, tzinfo=UTC)
FAKES = (
    "https://rnetamask.io/login",
    "tokenpocket-support.example",
    "help@coinbase-desk.example",
    "telegram:@tokenpocket_helpdesk_77",
)


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("to", ADDRESSEES)
@pytest.mark.parametrize("fake", FAKES)
def test_a_complaint_says_what_when_why_and_the_real_one(fake: str, to: str, lang: str) -> None:
    verdict = CHECKER.check(fake)
    assert verdict.is_alarm, fake
    told = complaint(verdict, CHECKER.directory, to, NOW, lang)
    assert "2026-12-01 12:30 UTC" in told
    assert verdict.imitates is not None
    assert verdict.imitates.value in told
    assert verdict.contact is not None
    assert f"`{verdict.contact.canonical}`" in told
    assert "ringtrue check" in told
    assert "?" not in told.replace("`", "").split("ringtrue check")[0], told


@pytest.mark.parametrize(
    "hostile",
    [
        "https://rnetamask.io/`](https://evil.example)",
        "https://rnetamask.io/<script>alert(1)</script>",
        "https://rnetamask.io/\u202e@team",
        "https://rnetamask.io/a b' ; rm -rf ~ '",
    ],
)
def test_nothing_foreign_is_active_in_a_complaint(hostile: str) -> None:
    told = complaint(CHECKER.check(hostile), CHECKER.directory, "platform", NOW)
    assert "\u202e" not in told
    markdown = pytest.importorskip("markdown", reason="needs the extra [dev]")
    page = markdown.markdown(told)
    assert "<script>" not in page
    assert "<a " not in page


def test_stix_is_read_by_its_library_and_the_same_each_time() -> None:
    stix2 = pytest.importorskip("stix2", reason="needs the extra [report]")
    findings = [(CHECKER.check(fake), NOW) for fake in FAKES]
    made = bundle(findings)
    assert made == bundle(findings)
    read = stix2.parse(json.dumps(made))
    kinds = [one.type for one in read.objects]
    assert kinds.count("indicator") == len(FAKES)
    assert {"identity", "relationship", "url", "domain-name", "email-addr"} <= set(kinds)
    assert bundle([(CHECKER.check("stranger.example"), NOW)])["objects"] == []


def test_a_quote_does_not_break_out_of_a_pattern() -> None:
    stix2 = pytest.importorskip("stix2", reason="needs the extra [report]")
    made = bundle([(CHECKER.check("https://rnetamask.io/x' OR url:value = 'y"), NOW)])
    patterns = [one["pattern"] for one in made["objects"] if one["type"] == "indicator"]
    assert len(stix2.parse(json.dumps(made)).objects) == len(made["objects"])
    assert all(p.replace("\\'", "").count("'") == 2 for p in patterns)


def test_xarf_is_valid_and_refuses_what_it_has_no_place_for() -> None:
    xarf = pytest.importorskip("xarf", reason="needs the extra [report]")
    from ringtrue.reporting.xarf import report

    made = report(CHECKER.check("https://rnetamask.io/login"), "Acme", "abuse@acme.example")
    again = xarf.parse(made)
    assert not again.errors
    assert (made["type"], made["target_brand"]) == ("phishing", "MetaMask")
    with pytest.raises(RingtrueError, match="no host"):
        report(CHECKER.check("telegram:@tokenpocket_helpdesk_77"), "Acme", "abuse@acme.example")


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "https://rnetamask.io/login", "--to", "brand", "--lang", "zh"]) == 0
    assert "MetaMask" in capsys.readouterr().out
    assert main(["report", "stranger.example"]) == 3
    assert "nothing to report" in capsys.readouterr().err
    assert main(["report", "https://rnetamask.io/", "--format", "xarf"]) == 2
    assert "--reporter" in capsys.readouterr().err
