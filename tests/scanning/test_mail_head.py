"""A mail head judged as a whole."""

from __future__ import annotations

import json

import pytest

from ringtrue import Checker, Directory, UnknownBrand, check_message
from ringtrue.scanning.mail_head import check_message as with_checker

CHECKER = Checker(
    Directory.from_rows(
        [
            ("acmewallet", "AcmeWallet", "domain", "acmewallet.example"),
            ("acmewallet", "AcmeWallet", "email", "help@acmewallet.example"),
            ("acmewallet", "AcmeWallet", "email", "desk@acmewallet-mail.example.org"),
            ("acmebank", "Acme Bank", "domain", "acmebank.example"),
        ]
    )
)
OFFICIAL = "AcmeWallet <help@acmewallet.example>"


def findings(**fields: str) -> tuple[str, set[str]]:
    found = with_checker(**fields, checker=CHECKER)  # type: ignore[arg-type]
    return found.status.value, {finding.code for finding in found.report.findings}


def test_a_display_name_that_the_address_does_not_keep() -> None:
    status, _ = findings(from_="AcmeWallet Support <desk@mail.example>", text="Hello")
    assert status == "impersonation"


@pytest.mark.parametrize(
    "from_",
    [
        "AcmeWallet Support: desk@mail.example, two@mail.example;",
        "desk(AcmeWallet)@mail.example",
        "help@acmewallet.example, desk@mail.example",
        "acmewallet+support@gmail.com",
    ],
)
def test_names_in_groups_comments_lists_and_tags(from_: str) -> None:
    assert findings(from_=from_, text="Hello")[0] == "impersonation"


def test_an_answer_that_goes_elsewhere() -> None:
    status, codes = findings(
        from_=OFFICIAL, reply_to="acmewallet.help@gmail.com", text="Please answer."
    )
    assert status == "impersonation"
    assert "reply_elsewhere" in codes


def test_a_text_that_speaks_for_a_brand_which_the_sender_is_not() -> None:
    found = with_checker(
        "desk@mail.example",
        subject="AcmeWallet official support",
        text="We are the AcmeWallet support team. Send us your recovery phrase.",
        checker=CHECKER,
    )
    assert found.status.value in ("suspicious", "impersonation")
    assert [flag.category for flag in found.report.red_flags]
    assert "unlisted_claim" in {item.code for item in found.sender.evidence}


@pytest.mark.parametrize(
    "fields",
    [
        {"from_": "Bob <bob@corp.example>", "text": "See you at ten."},
        {"from_": OFFICIAL, "text": "Your statement is ready."},
        {"from_": f"{OFFICIAL} via mailer.example", "text": "Your statement is ready."},
        {"from_": OFFICIAL, "reply_to": "desk@acmewallet-mail.example.org", "text": "Hi."},
        {"from_": "news@em123.sendgrid.net", "text": "Your statement is ready."},
        {"from_": "Team: a@corp.example, b@corp.example;", "text": "See you at ten."},
        {"from_": OFFICIAL, "reply_to": OFFICIAL, "text": "Thank you for writing."},
        {"from_": "J. Ledger <j.ledger@university.example>", "text": "The seminar is on Monday."},
    ],
)
def test_ordinary_mail_is_unknown_and_never_official(fields: dict[str, str]) -> None:
    assert findings(**fields) == ("unknown", set())


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Re: AcmeWallet", "I moved my coins off AcmeWallet yesterday."),
        ("Question about my AcmeWallet account", "Did you get the refund?"),
        ("Your order paid with AcmeWallet", "You paid 20.00 by AcmeWallet. Thank you."),
        ("Thanks for your AcmeWallet payment", "You paid 20.00."),
        ("Your AcmeWallet accountant", "See you at ten."),
        (
            "AcmeWallet announces its third quarter",
            "AcmeWallet sold more. AcmeWallet said so. AcmeWallet rose. https://weekly.example/a",
        ),
        ("[AcmeWallet/extension] Build fails (#12)", "The AcmeWallet build fails on main."),
        ("我的AcmeWallet账户", "昨天我把AcmeWallet关了。"),
    ],
)
def test_who_writes_about_a_brand_is_not_accused(subject: str, text: str) -> None:
    assert findings(from_="Bob <bob@corp.example>", subject=subject, text=text)[0] == "unknown"


@pytest.mark.parametrize(
    "subject",
    [
        "AcmeWallet: withdrawal on hold",
        "[AcmeWallet] New sign-in",
        "【AcmeWallet】系统升级通知",
        "Your AcmeWallet account has been limited",
        "Verify your AcmeWallet wallet",
        "AcmeWallet support: verify now",
        "您的AcmeWallet账户异常",
        "Ihr AcmeWallet-Konto",
    ],
)
def test_who_writes_in_its_voice_is_suspicious(subject: str) -> None:
    text = "Log in at https://desk.example/login"
    for sender in ("Service <no-reply@desk.example>", "no-reply@desk.example"):
        said = findings(from_=sender, subject=subject, text=text)[0]
        assert said in ("suspicious", "impersonation"), sender
    assert findings(from_=OFFICIAL, subject=subject, text="Hello.")[0] == "unknown"


def test_odd_fields_are_answered() -> None:
    for odd in ("", "no address", "a" * 5000, "\ud800@x.example", "<<<>>>", "\r\nBcc: x@y.example"):
        found = with_checker(odd, reply_to=odd or None, text=odd, checker=CHECKER)
        assert found.status.value in ("unknown", "invalid", "suspicious")


def test_claims_of_the_caller_count() -> None:
    found = with_checker("desk@mail.example", claims="AcmeWallet", checker=CHECKER)
    assert "unlisted_claim" in {item.code for item in found.sender.evidence}
    with pytest.raises(UnknownBrand):
        with_checker("desk@mail.example", claims="Nobody Inc", checker=CHECKER)


def test_the_shipped_directory_answers_and_json_is_plain() -> None:
    found = check_message("TokenPocket Support <desk@mail.example>", text="hi")
    told = json.loads(json.dumps(found.to_dict("zh")))
    assert told["status"] == "impersonation"
    assert told["sender"]["status"] == "impersonation"
    assert told["reply_to"] is None


def test_a_sender_that_is_not_the_brand_the_caller_names() -> None:
    other = with_checker(OFFICIAL, claims="acmebank", checker=CHECKER)
    assert other.sender.status.value == "suspicious"
    assert {e.code for e in other.sender.evidence} == {"unlisted_claim"}
    same = with_checker(OFFICIAL, claims="acmewallet", checker=CHECKER)
    assert same.sender.status.value == "official"
