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


@pytest.mark.parametrize(
    ("accused", "quiet"),
    [
        ("Call +1 855-555-0142 to speak with Acmewallet", "Call +1 855-555-0142 about Acmewallet"),
        ("Acmewallet support ➊➑➎➎➎➎➎⓿➊➍➋", "Acmewallet support, page ➊➑"),
    ],
)
def test_kinds_that_were_written_later(accused: str, quiet: str) -> None:
    assert CHECKER.scan(accused).status.value in ("suspicious", "impersonation")
    assert CHECKER.scan(quiet).status.value == "unknown"


@pytest.mark.parametrize(
    ("fraud", "honest"),
    [
        (
            "Hola mamá, se me rompió el móvil. Mi nuevo número, mensaje a +34 610 000 142",
            "Hola mamá, mi nuevo número es +34 610 000 142",
        ),
        (
            "Mama, mein Handy ist kaputt, schreib mir auf WhatsApp +49 151 00000142",
            "Mama, meine neue Nummer ist +49 151 00000142",
        ),
        (
            "贷款额度已批，放款前先交保证金，加微信 dk_0142",
            "贷款咨询请到网点，电话 010-5550-0142",
        ),
    ],
)
def test_schemes_without_a_brand(fraud: str, honest: str) -> None:
    assert CHECKER.scan(fraud).status.value == "suspicious"
    assert CHECKER.scan(honest).status.value == "unknown"


def test_the_brands_own_host_beside_a_desk_names_it() -> None:
    assert CHECKER.scan("acmewallet.com support: call 1-855-555-0142").status.value == "suspicious"
    assert CHECKER.scan("See acmewallet.com. My number: 855-555-0142").status.value == "unknown"


def test_who_plants_more_than_a_thousand_numbers_has_been_told_of() -> None:
    lines = (f"Acmewallet support: +1 855 555 {n:04}." for n in range(1_010))
    report = CHECKER.scan("\n".join(lines))
    assert len(report.contacts) == 1_000
    assert [(note.code, note.details["limit"]) for note in report.notes] == [("contacts_cut", 1000)]
