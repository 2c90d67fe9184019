"""What people leave about a contact is no part of it; what could be one stays."""

from __future__ import annotations

import pytest

from ringtrue import Checker, Directory, Status, parse
from ringtrue.kinds.wrapping import unwrapped

CHECKER = Checker(
    Directory.from_rows(
        [
            ("ex", "Example", "domain", "wallet.example"),
            ("ex", "Example", "x", "examplewallet"),
            ("ex", "Example", "discord", "examplewallet"),
            ("ex", "Example", "email", "help@wallet.example"),
        ]
    )
)


@pytest.mark.parametrize(
    "text",
    [
        '"https://wallet.example/"', "(wallet.example)", "【wallet.example】。", "`wallet.example`",
        "**wallet.example**", "<https://wallet.example/a>", "view-source:https://wallet.example/",
        "hxxps://wallet[.]example", "wallet.example,", "wallet.example!", "«wallet.example»",
        "[wallet.example](https://wallet.example)", "[Example](https://wallet.example/help)",
        "（help@wallet.example）", "`help@wallet.example`",
        "“x:@examplewallet”", "(x:@examplewallet)",
    ],
)  # fmt: skip
def test_a_wrapped_contact_is_that_contact(text: str) -> None:
    verdict = CHECKER.check(text)
    assert verdict.status is Status.OFFICIAL
    assert verdict.raw == text


@pytest.mark.parametrize(
    "text",
    [
        "(800) 555-0142", "[wallet.example](https://other.example)", '"a" and "b"', "(a) b (c)",
        "discord:@examplewallet.", "x:@examplewallet!", "[::1]",
        '"help@wallet.example" <desk@x.example>',
        "https://wallet.example/a_(b)", "wallet.example..",
    ],
)  # fmt: skip
def test_what_could_be_a_part_of_it_stays(text: str) -> None:
    assert unwrapped(text) == text


def test_another_account_is_not_made_the_listed_one() -> None:
    assert CHECKER.check("discord:@examplewallet.").status is not Status.OFFICIAL


def test_layers_of_wrapping_are_taken_off_and_then_no_more() -> None:
    assert parse("((((wallet.example))))").canonical == "wallet.example"
    assert unwrapped("(" * 1000 + "a" + ")" * 1000).count("(") > 900
