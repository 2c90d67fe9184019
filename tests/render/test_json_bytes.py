"""Answers put together from kept surroundings are byte for byte what encoding the whole gives."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ringtrue import Checker, Directory, Status, Verdict
from ringtrue.model import Assurance, BrandRef, ContactPoint
from ringtrue.render import json_bytes
from ringtrue.render.json_bytes import verdict_bytes

HERE = Path(__file__).parent.parent
LANGUAGES = ("en", "zh", "zh-TW", "fr")
ODD = [
    "stranger.example", "https://stranger.example/\x00raw", "\x00canonical", '"\\.example',
    "STRANGER.example", "https://钱包.example/路", "XXXX-XXXXXXX", "", "a@stranger.example",
    "+1 800 555 0199", "x:@nobody_here", "@nobody_here", "a" * 5000, "a\u2028b.example",
]  # fmt: skip


def _rows(name: str) -> list[dict[str, Any]]:
    return list(tomllib.loads((HERE / name).read_text(encoding="utf-8"))["verdict"])


def _same(verdict: Verdict) -> None:
    for lang in LANGUAGES:
        whole = msgspec.json.encode(verdict.to_dict(lang))
        assert verdict_bytes(verdict, lang) == whole
        assert verdict_bytes(verdict, lang) == whole  # from what was kept


def test_of_the_shipped_list() -> None:
    checker = Checker()
    listed = [c.value for brand in checker.directory.brands.values() for c in brand.contacts]
    contacts = [row["contact"] for row in _rows("golden.toml")] + ODD + listed[::7]
    found = {_checked(checker, contact).status for contact in contacts}
    assert found == set(Status)


def _checked(checker: Checker, contact: str) -> Verdict:
    verdict = checker.check(contact)
    _same(verdict)
    return verdict


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2026, 12, 1), date(2030, 1, 1)])
def test_of_every_state_of_a_listing(day: date) -> None:
    checker = Checker(Directory.load(HERE / "golden_listing"), today=day)
    for row in _rows("golden_listing.toml"):
        if "own" not in row:
            _same(checker.check(row["contact"], claims=row.get("claims")))


def test_whatever_an_answer_tells_has_surroundings_of_its_own() -> None:
    """All differ in one thing that stands outside the strings."""
    contact = ContactPoint("domain", "a.example", "a.example")
    brand, level = BrandRef("a", "A"), "brand"
    dated = Assurance("brand", "2026-01-01", "2026-02-01", ("s",))
    official = (Status.OFFICIAL, 0.0, "a.example", contact, brand, None, ())
    verdicts = [
        Verdict(Status.UNKNOWN, 0.0, "a.example", contact),
        Verdict(Status.UNKNOWN, 0.0, "a.example", contact, directory_version="2"),
        Verdict(Status.UNKNOWN, 0.25, "a.example", contact),
        Verdict(Status.SUSPICIOUS, 0.0, "a.example", contact),
        Verdict(Status.UNKNOWN, 0.0, "a.example", ContactPoint("url", "a.example", "a.example")),
        Verdict(Status.UNKNOWN, 0.0, "a", ContactPoint("x", "a", "a", readings=("telegram:a",))),
        Verdict(Status.UNKNOWN, 0.0, "a.example", contact, brand),
        Verdict(*official),
        Verdict(*official[:4], BrandRef("b", "A"), None, ()),
        Verdict(*official[:4], BrandRef("a", "B"), None, ()),
        Verdict(*official, dated),
        Verdict(*official, Assurance("register", "2026-01-01", "2026-02-01", ("s",))),
        Verdict(*official, Assurance(level, "2026-01-02", "2026-02-01", ("s",))),
        Verdict(*official, Assurance(level, "2026-01-01", "2026-02-02", ("s",))),
        Verdict(*official, Assurance(level, "2026-01-01", "2026-02-01", ("s", "t"))),
        Verdict(*official, Assurance(level, "2026-01-01", "2026-02-01", ("s",), stale=True)),
    ]
    for verdict in verdicts * 2:
        _same(verdict)
    assert len({verdict_bytes(verdict) for verdict in verdicts}) == len(verdicts)


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_bytes, "MOST_SHAPES", 10)
    monkeypatch.setattr(json_bytes, "_shapes", {})
    contact = ContactPoint("domain", "a.example", "a.example")
    for version in range(35):
        _same(Verdict(Status.UNKNOWN, 0.0, "a", contact, directory_version=str(version)))
        assert len(json_bytes._shapes) <= 10
