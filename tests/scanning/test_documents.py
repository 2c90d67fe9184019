"""Long texts credit and link: what only holds a brand's name is no fake there, what is disguised
or asks for trust still is."""

from __future__ import annotations

import pytest

from ringtrue import Checker

CHECKER = Checker()
LINE = "We wrote this text about many things, and none of them is a shop or a bank of any kind.\n"
LONG = LINE * 15


def accused(line: str) -> list[str]:
    report = CHECKER.scan(f"{LONG}{line}\n{LONG}")
    return [
        c.raw for c in report.contacts if c.verdict.status.value in ("suspicious", "impersonation")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "See https://google-auth.readthedocs.io for the Google client.",
        "https://netflix-codes.com lists hidden categories.",
        "Docs: https://microsoft.github.io/river-essentials/en/",
        "Read https://quietriver.substack.com/p/what-chatgpt-told-my-cat about ChatGPT.",
        "![](https://www.google.com/s2/favicons?domain=https://quietriver.example/)",
        "Run `tools/opensea-token-holders.sh` or opensea-token-holders.sh from OpenSea.",
        "See [the docs](docs/mcp-server-tronlink.md) and [more](mcp-tronlink-signer.md#part).",
        "Imports com.apple.security.network before com.coinbase.wallet.quiet",
        r"It must match ^https://www\.paypal\.com/.*$ in the file",
        "12345 is your code @www.paypal.service.example.com #12345",
        "-- Sebastian Green <do2ksm@linkt.de>  Sat, 20 Mar 2004",
        "Copyright 2019, Leo Green <leogreen@qiyi.com>",
        "Thanks to cegreen(at)yahoo-inc(dot)com.",
        "Reported by Orange Green (@orange_8361) of a university",
        "Contact Booking.com about it, then Booking.com answers.",
        "- Added Ethereum Name Service (ENS) support. ([#14477](https://github.com/quiet/river/1))",
    ],
)
def test_what_holds_a_name_is_credited(line):
    assert accused(line) == []


@pytest.mark.parametrize(
    ("line", "fake"),
    [
        ("Log in to Coinbase at https://coinbase-login.net/x", "https://coinbase-login.net/x"),
        ("Get MetaMask from https://metamaskk.io", "https://metamaskk.io"),
        ("Get MetaMask from https://metаmask.io", "https://metаmask.io"),
        (
            "It is at https://www.paypal.com.quiet-verify.top/x",
            "https://www.paypal.com.quiet-verify.top/x",
        ),
        ("Coinbase support: https://quiet-river.example/a", "https://quiet-river.example/a"),
        ("Write to help@coinbase-login.net", "help@coinbase-login.net"),
        ("The TokenPocket hotline is +1 888 555 0142", "+1 888 555 0142"),
    ],
)
def test_what_is_disguised_or_claimed_is_accused(line, fake):
    assert accused(line) == [fake]


def test_requests_that_a_long_text_names_are_no_request():
    talk = "The SMS code, the private key and remote control are described; enter the password. "
    assert CHECKER.scan(LONG + talk * 3 + LONG).status.value == "unknown"


@pytest.mark.parametrize("before", ["", "# Notice\n\n", "---\ntitle: x\n---\n"])
@pytest.mark.parametrize(
    "behind", ["", "\n## a\n## b", "\n\ngit clone x", "\nPermission is hereby granted, free."]
)
def test_a_line_of_a_document_makes_a_message_none(before: str, behind: str) -> None:
    message = "PayPal Alert: your account is limited. Verify now: https://desk-77.example/a"
    assert CHECKER.scan(f"{before}{message}{behind}").status.value == "impersonation"
