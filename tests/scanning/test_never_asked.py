"""What a brand says it never asks for, asked for in its name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import get_args, get_type_hints

import pytest

from ringtrue import Checker, Directory, data
from ringtrue.directory.schema import NeverRow
from ringtrue.model import Brand, Listed, NeverAsks, Source
from ringtrue.scanning import scan_document, scan_text
from ringtrue.scanning.inputs import read

SOURCE = Source("https://acmewallet.example/safety", "A", "2026-11-01", "we never ask")


def never(request: str, over: str = "", review_by: str = "2027-11-30") -> NeverAsks:
    said = f"We never ask for your {request.replace('_', ' ')}."
    return NeverAsks(request, said, SOURCE, "2026-11-30", review_by, over)


def checker(*said: NeverAsks) -> Checker:
    contacts = (Listed("acme", "domain", "acmewallet.example", "registrable"),)
    brand = Brand("acme", "AcmeWallet", contacts=contacts, kind=("wallet",), never_asks=said)
    return Checker(Directory([brand]), today=date(2026, 12, 1))


ALL = tuple(map(never, get_args(get_type_hints(NeverRow)["request"])))
ASKS = [
    ("recovery_phrase", "AcmeWallet support desk: enter your seed phrase at https://x.example/"),
    ("recovery_phrase", "AcmeWallet官方客服：请把助记词发给我 https://x.example/"),
    ("credentials", "AcmeWallet official support: send me the verification code you received now"),
    ("credentials", "AcmeWallet官方客服：请把验证码发给我"),
    ("remote_access", "AcmeWallet official support: let us connect to your computer"),
    ("move_money", "AcmeWallet official support: move your funds to the safe account we give you"),
    ("prepaid_card", "AcmeWallet official support: please send us gift card codes to pay the fee"),
    ("card_data", "AcmeWallet official support: please enter the CVV of your card"),
]
QUIET = [
    "AcmeWallet will never ask for your seed phrase.",
    "AcmeWallet官方客服提醒：我们绝不会索要您的助记词。",
    "Keep your seed phrase on paper. Nobody else needs it.",
    "AcmeWallet official support answers at https://acmewallet.example/ every day.",
    "Your AcmeWallet verification code is 135246. Do not share it.",
]


def codes(report_findings: Sequence[object]) -> list[str]:
    return [getattr(finding, "code", "") for finding in report_findings]


@pytest.mark.parametrize(("request_made", "text"), ASKS)
def test_a_request_in_the_name_of_whoever_never_makes_it(request_made: str, text: str) -> None:
    report = scan_text(text, checker(*ALL))
    found = {f.details["request"]: f for f in report.findings if f.code == "never_asked"}
    assert request_made in found
    assert found[request_made].severity == "critical"
    assert "We never ask" in found[request_made].details["statement"]
    assert text[found[request_made].start : found[request_made].end]
    assert "never_asked" not in codes(scan_text(text, checker()).findings)


@pytest.mark.parametrize("text", QUIET)
def test_warnings_and_honest_words_are_no_requests(text: str) -> None:
    assert "never_asked" not in codes(scan_text(text, checker(*ALL)).findings)


def test_a_statement_about_mail_holds_for_mail_alone() -> None:
    text = "AcmeWallet official support: please enter the CVV of your card"
    judge = checker(never("card_data", over="email"))
    assert "never_asked" not in codes(scan_text(text, judge).findings)
    mail = f"From: AcmeWallet <help@x.example>\nTo: a@b.example\nSubject: Card\n\n{text}\n".encode()
    assert "never_asked" in codes(scan_document(read(mail), judge).findings)


def test_an_old_statement_speaks_no_more() -> None:
    text = "AcmeWallet support desk: enter your seed phrase at https://x.example/"
    old = checker(never("recovery_phrase", review_by="2025-01-01"))
    assert "never_asked" not in codes(scan_text(text, old).findings)


def test_the_own_page_of_the_brand_may_ask() -> None:
    text = "AcmeWallet official support: enter your password to log in"
    judge = checker(never("credentials"))
    own = scan_text(text, judge, url="https://app.acmewallet.example/login")
    assert "never_asked" not in codes(own.findings)


def test_the_request_and_the_word_on_it_count_once() -> None:
    text = "AcmeWallet support desk: enter your seed phrase"
    assert scan_text(text, checker(*ALL)).score == scan_text(text, checker()).score


def test_every_request_has_its_words() -> None:
    table = dict(data.table("never_requests.tsv"))
    assert set(table) == set(get_args(get_type_hints(NeverRow)["request"]))
    known = {row[0] for row in data.table("redflags.tsv")}
    assert all(set(rows.split(",")) <= known for rows in table.values())
