"""The report as a whole."""

from __future__ import annotations

import json

import pytest

from ringtrue import Checker, Directory, data
from ringtrue.model import Status
from ringtrue.scanning import MAX_TEXT, scan_text


def test_the_example_page(judge):
    text = data.text("example_page.txt")
    report = scan_text(text, judge)
    assert report.status is Status.SUSPICIOUS
    assert report.score > 0.9
    assert [(c.brand_id, c.strength) for c in report.claims] == [("tokenpocket", "speaks_for")]
    raws = [c.raw for c in report.contacts]
    assert raws[:4] == [
        "XXXX-XXXXXXX",
        "+1（８００）５５５－Ｏ１４２",
        "tp_kefu0142",
        "@TokenPocket_Help_Desk",
    ]
    assert "https://tokenpocket-support.example/ticket?id=20261120" in raws
    assert "hxxps://tpwallet-kefu[.]example/login" in raws
    assert "https://www.tokenpocket.pro" in raws
    assert all(text[c.start : c.end] == c.raw for c in report.contacts)
    assert all(claim == "tokenpocket" for _, _, claim, _ in judge.asked)
    asked_for = {flag.category for flag in report.red_flags if flag.severity == "critical"}
    assert asked_for >= {"secret", "remote-access", "payment-demand", "secrecy", "wallet-ruse"}
    assert "otp" not in asked_for
    assert "otp" in {flag.category for flag in report.warnings}


def test_the_example_page_judged_by_a_small_list():
    directory = Directory.from_rows(
        [
            ("tokenpocket", "TokenPocket", "domain", "tokenpocket.pro"),
            ("tokenpocket", "TokenPocket", "alias", "TP钱包"),
            ("tokenpocket", "TokenPocket", "alias", "TPWallet"),
        ]
    )
    report = scan_text(data.text("example_page.txt"), Checker(directory))
    found = {contact.raw: contact.verdict.status for contact in report.contacts}
    assert report.status is Status.IMPERSONATION
    assert found["XXXX-XXXXXXX"] is Status.INVALID
    assert found["https://www.tokenpocket.pro"] is Status.OFFICIAL
    assert found["https://tokenpocket-support.example/restore"] is Status.IMPERSONATION
    assert Status.OFFICIAL not in {s for raw, s in found.items() if "tokenpocket.pro" not in raw}
    (claim,) = report.claims
    assert (claim.brand_id, claim.strength) == ("tokenpocket", "speaks_for")
    assert "false-capability" in {f.category for f in report.red_flags if f.severity == "high"}


def test_a_placeholder_is_an_invalid_contact(judge):
    (contact,) = scan_text("投诉电话为XXXX-XXXXXXX，", judge).contacts
    assert contact.verdict.status is Status.INVALID
    assert contact.verdict.problem == "placeholder"


def test_a_contact_is_reported_once_with_its_count(judge):
    report = scan_text("https://x.example/a 和 https://x.example/a，https://X.example/a", judge)
    assert [(c.raw, c.count) for c in report.contacts] == [("https://x.example/a", 3)]


@pytest.mark.parametrize(
    ("status", "text", "expected"),
    [
        (Status.IMPERSONATION, "https://x.example/", Status.IMPERSONATION),
        (Status.SUSPICIOUS, "https://x.example/", Status.SUSPICIOUS),
        (Status.OFFICIAL, "https://x.example/", Status.OFFICIAL),
        (Status.OFFICIAL, "https://x.example/ 电话 XXXX-XXXXXXX", Status.INVALID),
        (Status.OFFICIAL, "TP钱包客服 https://x.example/ 请把助记词发给我", Status.SUSPICIOUS),
        (Status.UNKNOWN, "hello", Status.UNKNOWN),
    ],
)
def test_status(judge, status, text, expected):
    judge.status = status
    judge.score = 0.9 if status is Status.IMPERSONATION else 0.6 * (status is Status.SUSPICIOUS)
    assert scan_text(text, judge).status is expected


def test_weak_flags_alone_change_nothing(judge):
    report = scan_text("请尽快联系官方客服，退款会马上处理", judge)
    assert report.red_flags
    assert report.status is Status.UNKNOWN


def test_what_was_not_read_is_noted(judge):
    assert [n.code for n in scan_text(" ", judge).notes] == ["empty_text"]
    report = scan_text("a@b.example " * 20, judge, max_contacts=5)
    assert [(n.code, dict(n.details)) for n in report.notes] == [("contacts_cut", {"limit": 5})]
    assert scan_text("。" * (MAX_TEXT + 1), judge).notes[0].code == "text_cut"


def test_the_dictionary_is_json(judge):
    report = scan_text(data.text("example_page.txt"), judge)
    stubbed = report.to_dict()
    again = json.loads(json.dumps(stubbed))
    assert again["schema"] == 1
    assert set(again) == {
        "schema", "status", "score", "form", "address", "contacts", "claims", "findings",
        "red_flags", "warnings", "next_steps", "hotlines", "notes", "directory_version", "official",
        "advice",
    }  # fmt: skip
    assert again["contacts"][0]["raw"] == "XXXX-XXXXXXX"


@pytest.mark.parametrize(
    "text",
    ["", "\0", "\ud800", "\u202e" * 1000, "." * 10_000, "🙂" * 1000, "http://[::1", "9" * 300],
)
def test_odd_text_is_no_error(judge, text):
    assert scan_text(text, judge).status in (Status.UNKNOWN, Status.INVALID)
