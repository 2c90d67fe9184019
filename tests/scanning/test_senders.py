"""Heads of mails: senders however they are written, forged ones, never official."""

from __future__ import annotations

import pytest

from ringtrue import Checker
from ringtrue.scanning.inputs import read
from ringtrue.scanning.mail_head import check_message

CHECKER = Checker()
TAIL = "To: me@example.com\nSubject: Hello\nContent-Type: text/plain\n\nSee below.\n"


def scanned(head: str, tail: str = TAIL):
    return CHECKER.scan(read(f"{head}\n{tail}".encode(), "x.eml"))


FORGED = [
    "Costco Bonanza <win@mail.shop.example >",
    "Home Depot _Many thanks_ ,_<a@shop.example>",
    "Coinbase Support <root@vps-1042>",
    "PayPal <localhost>",
    "PayPal",
    "ups.com [US] <a@mail.shop.example>",
    "https://www.paypal.com/ <a@mail.shop.example>",
    '"PayPal, Inc." <a@mail.shop.example>',
    "=?utf-8?q?PayPal?= <a@mail.shop.example>",
    "a@mail.shop.example (PayPal)",
]
HONEST = [
    "Ann Lee <ann@rivergarden.example>",
    "ann@rivergarden.example",
    "Ann Lee <root@vps-1042>",
    "rivergarden.example <news@mail.rivergarden.example>",
    "Rivergarden, the shop <shop@rivergarden.example>",
    "cron <root@localhost>",
    '"Lee, Ann" <ann@rivergarden.example>',
    "Ann Lee <ann@rivergarden.example >",
    "=?utf-8?q?Ann?= <ann@rivergarden.example>",
    "ann@rivergarden.example (Ann)",
]


@pytest.mark.parametrize("sender", FORGED)
def test_a_brand_that_is_shown_is_judged_whatever_the_address_is(sender):
    assert scanned(f"From: {sender}").status.value in ("suspicious", "impersonation")
    if "=?" not in sender:
        message = check_message(sender, checker=CHECKER)
        assert message.status.value in ("suspicious", "impersonation")


@pytest.mark.parametrize("sender", HONEST)
def test_other_senders_are_not_accused(sender):
    assert scanned(f"From: {sender}").status.value in ("unknown", "invalid")
    assert check_message(sender, checker=CHECKER).status.value in ("unknown", "invalid")


def test_a_mail_is_never_official():
    report = scanned('From: "PayPal" <service@paypal.com>')
    assert [c.verdict.status.value for c in report.contacts] == ["official"]
    assert report.status.value == "unknown"


def test_a_second_from_and_a_sender_are_judged_too():
    report = scanned("From: Ann <ann@rivergarden.example>\nFrom: PayPal <a@shop.example>")
    assert report.status.value == "impersonation"
    report = scanned("From: Ann <ann@rivergarden.example>\nSender: PayPal <a@shop.example>")
    assert report.status.value == "impersonation"


def test_the_sender_of_an_attached_mail_is_judged():
    inner = f"From: PayPal <a@shop.example>\n{TAIL}"
    report = scanned(
        "From: Ann <ann@rivergarden.example>",
        f"Subject: Fwd\nContent-Type: message/rfc822\n\n{inner}",
    )
    assert report.status.value == "impersonation"


@pytest.mark.parametrize(
    ("results", "sender", "status"),
    [
        ("mx.example.org; dmarc=fail header.from=paypal.com", "PayPal <service@paypal.com>",
         "suspicious"),
        ("mx.example.org; spf=fail; dkim=none", "PayPal <service@paypal.com>", "suspicious"),
        ("mx.example.org; spf=pass; dkim=pass; dmarc=pass", "PayPal <service@paypal.com>",
         "unknown"),
        ("mx.example.org; spf=fail; dkim=pass", "PayPal <service@paypal.com>", "unknown"),
        ("mx.example.org; dmarc=fail", "Ann <ann@rivergarden.example>", "unknown"),
        ("", "PayPal <service@paypal.com>", "unknown"),
    ],
)  # fmt: skip
def test_a_server_that_says_forged_counts_against_a_brands_sender(results, sender, status):
    report = scanned(f"Authentication-Results: {results}\nFrom: {sender}")
    assert report.status.value == status
    failed = [f.details["server"] for f in report.findings if f.code == "auth_failed"]
    assert failed == (
        ["mx.example.org"] if "fail" in results and "dkim=pass" not in results else []
    )


OURS = "mx.example.org"
GENUINE = "PayPal <service@paypal.com>"


def confirmed(*fields: str, servers: tuple[str, ...] = (OURS,)) -> list[dict]:
    source = "\r\n".join((*fields, *TAIL.split("\n"))).encode()
    report = CHECKER.scan(read(source, "x.eml", servers=servers))
    assert report.status.value != "official"
    return [dict(note.details) for note in report.notes if note.code == "sender_confirmed"]


@pytest.mark.parametrize(
    "results",
    [
        "mx.example.org; dmarc=pass header.from=paypal.com",
        "MX.example.org 1; spf=pass; dkim=pass (2048 bit) header.d=paypal.com;"
        " dmarc=pass (p=REJECT) header.from=paypal.com",
    ],
)
def test_a_named_server_confirms_a_genuine_sender(results):
    said = confirmed(f"Authentication-Results: {results}", f"From: {GENUINE}")
    assert said == [{"server": OURS, "domain": "paypal.com"}]


@pytest.mark.parametrize(
    "fields",
    [
        (f"From: {GENUINE}",),
        ("Authentication-Results: mx.evil.example; dmarc=pass header.from=paypal.com",
         f"From: {GENUINE}"),
        ("Authentication-Results: mx.example.org; dmarc=pass header.from=evil.example",
         f"From: {GENUINE}"),
        ("Authentication-Results: mx.example.org; dmarc=pass", f"From: {GENUINE}"),
        ("Authentication-Results: mx.example.org; spf=pass smtp.mailfrom=paypal.com",
         f"From: {GENUINE}"),
        ("Authentication-Results: mx.example.org; dmarc=fail header.from=paypal.com",
         "Authentication-Results: mx.example.org; dmarc=pass header.from=paypal.com",
         f"From: {GENUINE}"),
        ('Authentication-Results: mx.example.org; spf=pass smtp.mailfrom="a; dmarc=pass'
         ' header.from=paypal.com"', f"From: {GENUINE}"),
        ("Authentication-Results: mx.example.org; spf=pass (; dmarc=pass header.from=paypal.com)",
         f"From: {GENUINE}"),
        ("Authentication-Results: mx.example.org; dmarc=fail; dmarc=pass header.from=paypal.com",
         f"From: {GENUINE}"),
        ("Authentication-Results: mx.example.org; dmarc=pass header.from=paypal.com",
         f"From: {GENUINE}", "From: Ann <ann@rivergarden.example>"),
        ("Authentication-Results: mx.example.org; dmarc=pass header.from=paypal.com",
         "From: PayPal <service@paypal.com>, Ann <ann@rivergarden.example>"),
        ("Authentication-Results: mx.example.org; dmarc=pass header.from=rivergarden.example",
         "From: Ann <ann@rivergarden.example>"),
    ],
)  # fmt: skip
def test_nobody_else_and_nothing_else_confirms_a_sender(fields):
    assert confirmed(*fields) == []


def test_without_named_servers_nothing_confirms():
    field = "Authentication-Results: mx.example.org; dmarc=pass header.from=paypal.com"
    assert confirmed(field, f"From: {GENUINE}", servers=()) == []


@pytest.mark.parametrize(
    ("sender", "status"),
    [
        ('"Trust Wallet" <noreply@mtn.com>', "suspicious"),
        ('"FedEx pakket" <desk@malwarebytes.com>', "suspicious"),
        ("MTN <noreply@mtn.com>", "official"),
        ("Trust Wallet at MTN <noreply@mtn.com>", "official"),  # it says whose mail it is
        ("Spotify <service@paypal.com>", "official"),  # a platform's mail tells of others
        ("Halifax <x@lloydsbank.com>", "official"),  # one trade, one house
    ],
)
def test_a_listed_brands_name_at_another_listed_brands_address(sender, status):
    assert Checker().check(sender, "email").status.value == status
