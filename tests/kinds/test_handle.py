"""Accounts: one canonical form for every way to write one, and never one for two accounts."""

from __future__ import annotations

import time

import pytest

from ringtrue import Checker, Directory, Status, parse
from ringtrue.errors import UnparseableContact
from ringtrue.kinds import PLATFORM_KINDS
from ringtrue.kinds.facets import HandleName, PhoneNumber
from ringtrue.kinds.platforms import by_prefix, is_platform_host, links_of, parameter, platforms
from ringtrue.model import ContactPoint


def facet(contact: ContactPoint) -> HandleName:
    first = contact.facets[0]
    assert isinstance(first, HandleName)
    return first


SAME_ACCOUNT = {
    "x:@examplewallet": [
        "x:@ExampleWallet",
        "x:examplewallet",
        "twitter: @ExampleWallet",
        "推特:ExampleWallet",
        "https://x.com/ExampleWallet",
        "x.com/ExampleWallet/",
        "http://www.twitter.com/ExampleWallet?s=20",
        "https://mobile.twitter.com/examplewallet",
        "https://x.com/@ExampleWallet",
        "https://x.com/intent/user?screen_name=ExampleWallet",
        "https://twitter.com/intent/follow?screen_name=ExampleWallet&tw_p=x",
        "x: https://x.com/ExampleWallet",
    ],
    "telegram:@examplewallet": [
        "telegram:@ExampleWallet",
        "tg:examplewallet",
        "电报:examplewallet",
        "t.me/ExampleWallet",
        "https://t.me/s/examplewallet",
        "https://t.me/examplewallet/45",
        "https://t.me/examplewallet?start=ref",
        "https://telegram.me/examplewallet#x",
        "https://telegram.dog/examplewallet",
        "https://examplewallet.t.me",
        "https://examplewallet.t.me/45",
        "tg://resolve?domain=ExampleWallet",
        "tg:resolve?domain=examplewallet&start=1",
        "telegram:t.me/examplewallet",
        "telegram:https://t.me/examplewallet",
    ],
    "facebook:@examplewallet": [
        "facebook:ExampleWallet",
        "https://www.facebook.com/e.x.a.m.p.l.e.wallet",
        "fb:Example.Wallet",
        "https://www.facebook.com/Example.Wallet/about",
        "https://www.facebook.com/messages/t/example.wallet",
        "https://m.facebook.com/example.wallet",
        "https://zh-cn.facebook.com/example.wallet",
        "https://fb.com/example.wallet",
        "https://fb.me/example.wallet",
        "https://m.me/example.wallet",
    ],
    "facebook:@100012345678": [
        "https://www.facebook.com/profile.php?id=100012345678",
        "https://www.facebook.com/people/Example-Wallet/100012345678/",
        "https://www.facebook.com/pages/Example-Wallet/100012345678",
        "https://www.facebook.com/Example-Wallet-100012345678/",
        "https://www.facebook.com/p/Example-Wallet-100012345678/",
        "fb://profile/100012345678",
    ],
    "instagram:@example.wallet": [
        "ig:Example.Wallet",
        "https://www.instagram.com/example.wallet/?hl=en",
        "https://instagram.com/_u/example.wallet",
        "https://www.instagram.com/stories/example.wallet/123/",
        "https://ig.me/m/example.wallet",
    ],
    "youtube:@examplewallet": [
        "https://www.youtube.com/@ExampleWallet/videos",
        "油管:@ExampleWallet",
    ],
    "youtube:@c/examplewallet": ["https://www.youtube.com/c/ExampleWallet", "yt:c/ExampleWallet"],
    "youtube:@user/examplewallet": ["https://youtube.com/user/ExampleWallet"],
    "youtube:@UC0123456789abcdefghijAB": [
        "https://www.youtube.com/channel/UC0123456789abcdefghijAB/about",
        "youtube:UC0123456789abcdefghijAB",
    ],
    "medium:@examplewallet": [
        "https://medium.com/@ExampleWallet",
        "https://examplewallet.medium.com/a-post-0142",
    ],
    "medium:@pub/examplewallet": ["https://medium.com/ExampleWallet", "medium:pub/examplewallet"],
    "reddit:@examplewallet": [
        "https://www.reddit.com/r/ExampleWallet/",
        "https://old.reddit.com/r/examplewallet/new",
        "reddit:r/ExampleWallet",
        "reddit:ExampleWallet",
    ],
    "reddit:@u/examplewallet": [
        "https://www.reddit.com/user/ExampleWallet/",
        "https://reddit.com/u/examplewallet",
        "reddit:u/ExampleWallet",
        "reddit:/user/ExampleWallet",
    ],
    "github:@example-wallet": [
        "https://github.com/Example-Wallet",
        "https://github.com/orgs/example-wallet/repositories",
        "gh:example-wallet",
    ],
    "weibo:@1234567890": [
        "https://weibo.com/u/1234567890",
        "https://weibo.com/1234567890?tabtype=home",
        "sinaweibo://userinfo?uid=1234567890",
        "https://m.weibo.cn/u/1234567890",
        "https://m.weibo.cn/profile/1234567890",
    ],
    "weibo:@示例钱包": ["https://weibo.com/n/示例钱包", "微博:示例钱包", "微博：@示例钱包"],
    "discord:@NKPM8TxFQ0": [
        "https://discord.gg/NKPM8TxFQ0",
        "https://discord.com/invite/NKPM8TxFQ0",
        "https://discordapp.com/invite/NKPM8TxFQ0?event=1",
        "discord:NKPM8TxFQ0",
    ],
    "linkedin:@example-wallet": [
        "https://www.linkedin.com/company/example-wallet/posts/",
        "https://de.linkedin.com/company/example-wallet",
        "领英:example-wallet",
    ],
    "linkedin:@in/example-wallet": [
        "https://www.linkedin.com/in/example-wallet",
        "https://uk.linkedin.com/in/example-wallet/",
        "linkedin:in/example-wallet",
    ],
    "tiktok:@example.wallet": [
        "https://www.tiktok.com/@Example.Wallet?lang=en",
        "tiktok:example.wallet",
    ],
    "line:@example": [
        "https://line.me/R/ti/p/@example",
        "https://line.me/R/ti/p/%40example",
        "https://line.me/ti/p/@example",
        "https://page.line.me/example",
        "line:@example",
    ],
    "line:@~example": ["https://line.me/ti/p/~example", "line://ti/p/~example", "line:~example"],
    "qq:@12345678": [
        "QQ:12345678",
        "https://wpa.qq.com/msgrd?v=3&uin=12345678&site=qq&menu=yes",
        "mqqwpa://im/chat?chat_type=wpa&uin=12345678",
        "https://user.qzone.qq.com/12345678",
    ],
    "wechat:@examplewallet": [
        "微信:ExampleWallet",
        "wx:examplewallet",
        "weixin://contacts/profile/examplewallet",
    ],
    "wechat:@示例钱包": ["wechat:示例钱包", "微信: 示例 钱包"],
}


@pytest.mark.parametrize(
    ("canonical", "raw"),
    [(canonical, raw) for canonical, raws in SAME_ACCOUNT.items() for raw in raws],
)
def test_every_form_of_an_account_is_the_account(canonical: str, raw: str) -> None:
    contact = parse(raw.replace("：", ":"))
    assert contact.canonical == canonical
    assert contact.kind == canonical.partition(":")[0]
    assert parse(canonical).canonical == canonical


OPAQUE = {
    "telegram:@+AbCdEf0142": [
        "https://t.me/+AbCdEf0142",
        "https://t.me/joinchat/AbCdEf0142",
        "tg://join?invite=AbCdEf0142",
        "telegram:+AbCdEf0142",
    ],
    "whatsapp:@+AbCdEfGhIjKl": [
        "https://chat.whatsapp.com/AbCdEfGhIjKl",
        "https://chat.whatsapp.com/invite/AbCdEfGhIjKl",
        "https://wa.me/message/AbCdEfGhIjKl",
        "https://www.whatsapp.com/channel/AbCdEfGhIjKl",
    ],
    "whatsapp:@+AbCdEfGhIjKlMnOpQrSt01": ["whatsapp:AbCdEfGhIjKlMnOpQrSt01"],
    "line:@+AbCdEf1": ["https://lin.ee/AbCdEf1", "https://line.me/R/ti/p/AbCdEf1"],
    "wechat:@+AbCdEf": ["https://u.wechat.com/AbCdEf"],
    "wechat:@+kfc0123abc": ["https://work.weixin.qq.com/kfid/kfc0123abc"],
    "qq:@+AbCdEf": ["https://qm.qq.com/q/AbCdEf"],
}


@pytest.mark.parametrize(
    ("canonical", "raw"), [(canonical, raw) for canonical, raws in OPAQUE.items() for raw in raws]
)
def test_invite_codes_are_opaque_and_keep_their_capitals(canonical: str, raw: str) -> None:
    contact = parse(raw)
    assert contact.canonical == canonical
    assert facet(contact).opaque
    assert parse(canonical).canonical == canonical
    assert facet(parse(canonical)).opaque


@pytest.mark.parametrize(
    ("code", "opaque"),
    [
        ("NKPM8TxFQ0", True),
        ("XErMcTq", True),
        ("3ZDjGBNv0R", True),
        ("imToken", False),
        ("examplewallet", False),
        ("EXAMPLES", False),
        ("MetaMask", False),
        ("OKXhelp", False),
    ],
)
def test_drawn_invite_codes_are_told_from_chosen_ones(code: str, opaque: bool) -> None:
    assert facet(parse(f"discord:{code}")).opaque is opaque


NUMBERS = [
    ("https://wa.me/18005550142", "whatsapp"),
    ("https://wa.me/+18005550142?text=hello", "whatsapp"),
    ("https://api.whatsapp.com/send?phone=18005550142", "whatsapp"),
    ("https://api.whatsapp.com/send/?phone=%2B1%20800%20555%200142", "whatsapp"),
    ("whatsapp://send?phone=%2B18005550142", "whatsapp"),
    ("whatsapp:+1 (800) 555-0142", "whatsapp"),
    ("https://t.me/+18005550142", "telegram"),
    ("tg://resolve?phone=18005550142", "telegram"),
]


@pytest.mark.parametrize(("raw", "via"), NUMBERS)
def test_a_messenger_link_with_a_number_is_that_number(raw: str, via: str) -> None:
    contact = parse(raw)
    assert (contact.kind, contact.canonical) == ("phone", "+18005550142")
    first = contact.facets[0]
    assert isinstance(first, PhoneNumber)
    assert first.via == via


NO_ACCOUNT = [
    "https://x.com/home",
    "https://x.com/i/lists/1",
    "https://x.com/share?text=x",
    "https://x.com/example-wallet",
    "https://x.com/this_name_is_too_long_for_it",
    "https://t.me/share/url?url=https://x.example",
    "https://t.me/proxy?server=x.example",
    "https://t.me/addstickers/example",
    "https://www.facebook.com/sharer.php?u=https://x.example",
    "https://www.facebook.com/groups/123",
    "https://www.instagram.com/p/AbCdEf/",
    "https://www.youtube.com/watch?v=AbCdEf",
    "https://www.youtube.com/channel/ExampleWallet",
    "https://github.com/example/repository",
    "https://github.com/features",
    "https://discord.com/channels/1/2",
    "https://t.me.example/examplewallet",
    "https://x.com@x.example/examplewallet",
    "tg://user?id=123456",
]


@pytest.mark.parametrize("raw", NO_ACCOUNT)
def test_other_pages_stay_urls(raw: str) -> None:
    assert parse(raw).kind == "url"


IMPOSSIBLE = [
    ("x:@example-wallet", "characters"),
    ("x:@this_name_is_too_long_for_it", "1-15"),
    ("telegram:@abc", "4-32"),
    ("telegram:@1example", "first letter"),
    ("telegram:@example_", "ends"),
    ("github:@-example", "ends"),
    ("qq:0123456", "digits"),
    ("qq:example", "digits"),
    ("qq:1234", "5-11"),
    ("instagram:@example wallet", "characters"),
    ("telegram:t.me.example/name", "link"),
    ("telegram:x.com/name", "link"),
    ("whatsapp:example", "digits"),
    ("@", "1-100"),
    ("@" + "a" * 101, "1-100"),
]


@pytest.mark.parametrize(("raw", "rule"), IMPOSSIBLE)
def test_impossible_names_say_which_rule(raw: str, rule: str) -> None:
    with pytest.raises(UnparseableContact) as error:
        parse(raw)
    assert error.value.code == "bad_handle"
    assert error.value.details["rule"] == rule


def test_capital_i_survives_in_raw() -> None:
    assert facet(parse("@ExampIeWallet")).raw == "ExampIeWallet"
    assert facet(parse("https://x.com/ExampIeWallet")).raw == "ExampIeWallet"
    assert facet(parse("@ExampIeWallet")).platform == ""


def test_a_kind_gives_the_platform() -> None:
    assert parse("ExampleWallet", "telegram").canonical == "telegram:@examplewallet"
    assert parse("@ExampleWallet", "x").canonical == "x:@examplewallet"
    assert parse("https://t.me/ExampleWallet", "telegram").canonical == "telegram:@examplewallet"


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


def test_tables_agree() -> None:
    for platform in platforms().values():
        assert by_prefix(platform.name) is platform
        assert platform.source, f"{platform.name}: where was its grammar read?"
        assert set(platform.not_first + platform.not_last + platform.not_twice) <= set(
            platform.extra
        )
        assert platform.least <= platform.most
        for host in platform.hosts:
            shown = host.replace("*", "name").replace("??", "uk")
            assert is_platform_host(shown)
            if host not in ("liff.line.me", "redd.it", "call.whatsapp.com"):
                assert links_of(shown)[1], f"{shown} has no form of link"
    assert set(platforms()) == set(PLATFORM_KINDS)
    assert not is_platform_host("notx.com")
    assert not is_platform_host("t.me.example")


def test_parameters_that_contradict_each_other_say_nothing() -> None:
    assert parameter("id=a&ID=a", "id") == "a"
    assert parameter("id=a&ID=b", "id") == ""
    assert parameter("", "id") == ""


@pytest.mark.parametrize("unit", ["/a", "&uin=1", "@", "+", "%26", "/u/", "?", ":", "～", "微"])
def test_hostile_text_costs_little(unit: str) -> None:
    started = time.perf_counter()
    for start in ("telegram:", "reddit:", "https://wpa.qq.com/msgrd?", "tg://resolve?", "line:"):
        try:
            parse(start + unit * (8000 // len(unit)))
        except UnparseableContact:
            continue
    assert time.perf_counter() - started < 1.0
