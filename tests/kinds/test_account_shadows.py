"""What looks like an official account in its link, and is another one."""

from __future__ import annotations

import pytest

from ringtrue import Checker, Directory, Status

OFFICIAL = [
    ("ex", "Example Wallet", "reddit", "ExampleWallet"),
    ("ex", "Example Wallet", "linkedin", "example-wallet"),
    ("ex", "Example Wallet", "telegram", "examplewallet"),
    ("ex", "Example Wallet", "qq", "12345678"),
    ("ex", "Example Wallet", "play_package", "com.examplewallet"),
    ("ex", "Example Wallet", "phone", "+18005550142"),
    ("ex", "Example Wallet", "line", "examplewallet"),
    ("ex", "Example Wallet", "wechat", "examplewallet"),
    ("ex", "Example Wallet", "youtube", "UC0123456789abcdefghijAB"),
    ("ex", "Example Wallet", "discord", "NKPM8TxFQ0"),
]
SHADOWS = {
    "another kind of name": [
        "https://reddit.com/user/ExampleWallet",
        "https://www.linkedin.com/in/example-wallet",
        "https://line.me/ti/p/~examplewallet",
        "https://discord.com/users/NKPM8TxFQ0",
        "https://www.youtube.com/@UC0123456789abcdefghijAB",
    ],
    "a post that anybody may have written": [
        "https://x.com/examplewallet/status/1234567890",
        "https://www.reddit.com/r/ExampleWallet/comments/abc/title",
    ],
    "a name at another server": ["@examplewallet@mastodon.social", "bluesky:@examplewallet"],
    "a code that reads like the name": [
        "https://lin.ee/ExampleWallet",
        "https://u.wechat.com/ExampleWallet",
        "https://t.me/joinchat/ExampleWallet",
        "https://t.me/+examplewallet",
        "https://discord.gg/nkpm8txfq0",
    ],
    "a parameter hidden from the reader": [
        "https://wpa.qq.com/msgrd?x=1%26uin=12345678&uin=87654321",
        "https://wpa.qq.com/msgrd?uin=12345678&uin=87654321",
        "https://wpa.qq.com/msgrd?uin=12345678" + "&x=1" * 60 + "&uin=87654321",
        "https://api.whatsapp.com/send?x=1%26phone=18005550142&phone=18005550199",
        "https://play.google.com/store/apps/details?x=1%26id=com.examplewallet&id=com.other",
        "tg://resolve?domain=examplewallet&domain=other_desk",
    ],
    "a parameter where the path decides": [
        "https://chat.whatsapp.com/AbCdEfGhIjKl?phone=18005550142",
        "https://wa.me/18005550199?phone=18005550142",
        "tg://join?invite=AbCdEf0142&domain=examplewallet",
        "https://line.me/R/ti/g/AbCdEf0142/@examplewallet",
    ],
}


@pytest.mark.parametrize("raw", [raw for raws in SHADOWS.values() for raw in raws])
def test_shadows_of_official_accounts_are_never_official(raw: str) -> None:
    assert Checker(Directory.from_rows(OFFICIAL)).check(raw).status is not Status.OFFICIAL


@pytest.mark.parametrize("row", OFFICIAL, ids=lambda row: row[2])
def test_the_official_accounts_themselves_are(row: tuple[str, ...]) -> None:
    checker = Checker(Directory.from_rows(OFFICIAL))
    assert checker.check(row[3], row[2]).status is Status.OFFICIAL
