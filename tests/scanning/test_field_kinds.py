"""Kinds of texts that public reports tell of, each with a twin that must stay quiet."""

from __future__ import annotations

import pytest

from ringtrue import Checker, Directory

CHECKER = Checker(
    Directory.from_rows(
        [
            ("acme", "Acmewallet", "domain", "acmewallet.com"),
            ("acme", "Acmewallet", "phone", "+12025550100"),
            ("acme", "Acmewallet", "wechat", "acmewallet"),
            ("acme", "Acmewallet", "alias", "极讯钱包"),
            ("bank", "示例银行", "phone", "95588", "CN"),
            ("tele", "Telecorp", "domain", "telecorp.com"),
        ]
    )
)


@pytest.mark.parametrize(
    ("accused", "quiet"),
    [
        (
            "Acmewallet help line 1⇒855⇒555⇒0142",
            "| Acmewallet | 855 | 555 | 0142 |\n| Telecorp | 1 | 2 | 3 |",
        ),
        (
            "Acmewallet billing department: +1 855-555-0142",
            "Acmewallet support in our library is tested by +1 855-555-0142",
        ),
        (
            "Acmewallet support: +1 855-555-0142",
            "Hello Acmewallet support, I am at 855-555-0142",
        ),
        (
            "¿Cómo hablar con una persona en Acmewallet? Llame al +34 910 000 142",
            "Me gusta Acmewallet. Llámame al +34 910 000 142",
        ),
        (
            "Log in at [www.acmewallet.com](https://rivergarden.example/x)",
            "Log in at [![www.acmewallet.com](https://www.acmewallet.com/a.svg)](https://oak.example/)",
        ),
    ],
)
def test_kinds(accused: str, quiet: str) -> None:
    assert CHECKER.scan(accused).status.value == "suspicious"
    assert CHECKER.scan(quiet).status.value in ("unknown", "official")


def test_a_number_and_a_messenger_that_nobody_lists_are_a_fake_desk() -> None:
    both = CHECKER.scan("极讯钱包客服电话 400-000-0142 微信 jxqb0142", region="CN")
    assert both.status.value == "impersonation"
    assert CHECKER.scan("极讯钱包客服电话 400-000-0142", region="CN").status.value == "suspicious"


@pytest.mark.parametrize("text", ["示例银行[95588]", "示例银行｜95588", "示例银行→95588"])
def test_a_hotline_behind_any_sign(text: str) -> None:
    assert CHECKER.scan(text, region="CN").status.value == "official"
    assert not CHECKER.scan(text.replace("示例银行", "今日排号"), region="CN").contacts
