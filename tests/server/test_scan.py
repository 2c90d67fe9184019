"""``POST /v1/scan``: texts, pages, and what is read of a page."""

from __future__ import annotations

from typing import Any

import pytest
from serving import Server

FAKE = "https://examplewallet-support.example/login"
TEXT = f"Example Wallet support: {FAKE} or +1 800 555 0142. Send your seed phrase."


def _statuses(report: dict[str, Any]) -> dict[str, str]:
    return {c["raw"]: c["verdict"]["status"] for c in report["contacts"]}


def test_a_text(server: Server) -> None:
    report = server.ask("POST", "/v1/scan", {"text": TEXT, "lang": "zh"}).json()
    assert report["status"] == "impersonation"
    assert _statuses(report)[FAKE] == "impersonation"
    assert _statuses(report)["+1 800 555 0142"] == "official"
    first = report["contacts"][0]
    assert TEXT[first["start"] : first["end"]] == first["raw"]
    assert "不在" in first["verdict"]["advice"][0]
    assert report["red_flags"]


def test_a_page_with_its_address(server: Server) -> None:
    page = f'<title>Example Wallet</title><p>Help</p><a href="{FAKE}">examplewallet.example</a>'
    body = {"html": page, "url": "https://examp1ewallet.example/"}
    report = server.ask("POST", "/v1/scan", body).json()
    assert report["address"]["status"] == "impersonation"
    assert _statuses(report) == {"examplewallet.example": "official", FAKE: "impersonation"}
    for contact in report["contacts"]:
        assert report["text"][contact["start"] : contact["end"]] == contact["raw"]


@pytest.mark.parametrize("body", [{}, {"text": "a", "html": "b"}, {"text": None}])
def test_text_or_html(server: Server, body: dict[str, Any]) -> None:
    answer = server.ask("POST", "/v1/scan", body)
    assert (answer.status, answer.json()["field"]) == (422, "text")


def test_more_contacts_than_are_judged_are_noted(server: Server) -> None:
    text = " ".join(f"https://shop-{n}.example/" for n in range(1100))
    report = server.ask("POST", "/v1/scan", {"text": text}).json()
    assert len(report["contacts"]) == 1000
    assert [note["code"] for note in report["notes"]] == ["contacts_cut"]
