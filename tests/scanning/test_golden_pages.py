"""Whole pages, as somebody meets them who searches for a wallet's customer service."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from ringtrue import Checker, Directory
from ringtrue.messages.next_steps import next_steps
from ringtrue.scanning.inputs import read

HERE = Path(__file__).parent
PAGES = tomllib.loads((HERE / "golden_pages.toml").read_text("utf-8"))["page"]
CHECKER = Checker(
    Directory.from_rows(
        [
            ("tokenpocket", "TokenPocket", "domain", "tokenpocket.pro"),
            ("tokenpocket", "TokenPocket", "alias", "TP钱包"),
            ("tokenpocket", "TokenPocket", "alias", "TPWallet"),
            ("weibo", "Weibo", "domain", "weibo.com"),
            ("weibo", "Weibo", "alias", "微博"),
            ("facebook", "Facebook", "domain", "facebook.com"),
        ]
    )
)


def test_every_page_has_its_report():
    assert {page["file"] for page in PAGES} == {path.name for path in (HERE / "pages").iterdir()}


@pytest.mark.parametrize("page", PAGES, ids=[page["file"] for page in PAGES])
@pytest.mark.parametrize("directory", ["small", "shipped"])
def test_the_report(page, directory):
    checker = CHECKER if directory == "small" else Checker()
    raw = (HERE / "pages" / page["file"]).read_bytes()
    report = checker.scan(read(raw, page["file"]))
    assert report.status.value == page["status"]
    speaking = [claim.brand_id for claim in report.claims if claim.strength == "speaks_for"]
    assert speaking == page["speaks_for"]
    assert [[c.raw, c.verdict.status.value] for c in report.contacts] == page["contacts"]
    high = {f.category for f in report.red_flags if f.severity in ("critical", "high")}
    assert sorted(high) == page["flags"]
    assert next_steps(report) == page["steps"]
