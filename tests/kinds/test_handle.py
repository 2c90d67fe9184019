"""Accounts: posts, readings, impossible names, and never one form for two accounts."""

from __future__ import annotations

import time

import pytest

from ringtrue import Checker, Directory, Status, parse
from ringtrue.errors import UnparseableContact
from ringtrue.kinds import PLATFORM_KINDS
from ringtrue.kinds.facets import HandleName
from ringtrue.kinds.platforms import by_prefix, is_platform_host, links_of, parameter, platforms
from ringtrue.model import ContactPoint


def facet(contact: ContactPoint) -> HandleName:
    first = contact.facets[0]
    assert isinstance(first, HandleName)
    return first


POSTS = {
    "x:@+post/1234567890": [
        "https://x.com/ExampleWallet/status/1234567890",
        "https://twitter.com/somebody_0142/status/1234567890?s=20",
        "https://x.com/i/web/status/1234567890",
    ],
    "tiktok:@+post/12345": ["https://www.tiktok.com/@example.wallet/video/12345"],
    "instagram:@+post/AbCdEf": ["https://www.instagram.com/example.wallet/p/AbCdEf/"],
    "reddit:@+post/abc": [
        "https://old.reddit.com/r/examplewallet/comments/abc/x",
        "https://redd.it/abc",
    ],
    "medium:@+post/a-story-0142": [
        "https://medium.com/@examplewallet/a-story-0142",
        "https://medium.com/examplewallet/a-story-0142",
    ],
    "threads:@+post/AbCdEf": ["https://www.threads.net/@example.wallet/post/AbCdEf"],
    "facebook:@+post/pfbid0142": ["https://www.facebook.com/Example.Wallet/posts/pfbid0142"],
    "weibo:@+post/AbCdEf": ["https://weibo.com/1234567890/AbCdEf"],
}


@pytest.mark.parametrize(
    ("canonical", "raw"), [(canonical, raw) for canonical, raws in POSTS.items() for raw in raws]
)
def test_a_post_is_its_id_whatever_name_stands_before_it(canonical: str, raw: str) -> None:
    contact = parse(raw)
    assert contact.canonical == canonical
    assert facet(contact).opaque
    assert parse(canonical).canonical == canonical


def test_a_post_under_an_official_name_is_not_official() -> None:
    checker = Checker(Directory.from_rows([("ex", "TokenMint", "x", "TokenMint")]))
    verdict = checker.check("https://x.com/TokenMint/status/1234567890")
    assert verdict.status is Status.UNKNOWN
    assert [e.code for e in verdict.evidence] == ["post_link"]
    assert "any name opens the same post" in " ".join(verdict.advice("en"))
    fake = checker.check("https://x.com/TokenMint_help/status/1234567890")
    assert fake.status is Status.IMPERSONATION


READINGS = [
    ("@examplewallet", "x:@examplewallet"),
    ("@example.wallet", "instagram:@example.wallet"),
    ("95588", "qq:95588"),
    ("12345678", "qq:12345678"),
    ("example.wallet", "handle:@example.wallet"),
]


@pytest.mark.parametrize(("raw", "reading"), READINGS)
def test_other_readings_are_listed_and_can_be_read(raw: str, reading: str) -> None:
    assert reading in parse(raw).readings
    assert parse(reading).canonical


def test_a_bare_name_is_looked_up_on_every_platform_and_says_so() -> None:
    rows = [("ex", "Example", "facebook", "ex.ample"), ("ex", "Example", "telegram", "ex_ample")]
    checker = Checker(Directory.from_rows(rows))
    verdict = checker.check("@ex_ample")
    assert verdict.status is Status.UNKNOWN  # which platform is meant, nobody has said
    assert verdict.brand is not None
    assert "@ex_ample (Telegram)" in " ".join(verdict.advice("en"))
    assert "x:@ex_ample" in verdict.evidence[0].details["unlisted"]
    assert checker.check("@ex.ample").brand is not None  # Facebook ignores dots
    assert "@example (Facebook)" in " ".join(checker.check("@ex.ample").advice("zh"))
    assert not any(r.startswith("x:") for r in parse("@ex-ample").readings)  # X has no hyphens
    unlisted = checker.check("@somebody_0142")
    assert unlisted.status is Status.UNKNOWN
    assert "No platform was named" in " ".join(unlisted.advice("en"))


def test_a_listed_domain_is_proof_of_its_bluesky_name() -> None:
    checker = Checker(Directory.from_rows([("ex", "Example", "domain", "example.com")]))
    assert checker.check("https://bsky.app/profile/example.com").status is Status.OFFICIAL
    assert checker.check("bluesky:@example.bsky.social").status is not Status.OFFICIAL
    assert checker.check("@example.com@mastodon.social").status is not Status.OFFICIAL


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
    ("telegram:@example__desk", "repeated"),
    ("instagram:@.example", "ends"),
    ("instagram:@exam..ple", "repeated"),
    ("threads:@example.", "ends"),
    ("tiktok:@example.", "ends"),
    ("github:@exam--ple", "repeated"),
    ("bluesky:@-example.example", "ends"),
    ("discord:@exam..ple", "repeated"),
    ("facebook:@example_desk", "characters"),
    ("facebook:@.example", "ends"),
    ("wechat:12345example", "first letter"),
    ("wechat:abc", "5-40"),
    ("paypal:example-wallet", "characters"),
    ("paypal:" + "a" * 21, "1-20"),
    ("cashapp:$example.wallet", "characters"),
    ("signal:example", "tag"),
    ("signal:example.4", "tag"),
    ("mastodon:example", "server"),
    ("mastodon:@-example@mastodon.social", "ends"),
    ("bluesky:@exam_ple", "characters"),
    ("bluesky:@exam..ple", "server"),
    ("mastodon:@example@exam..ple", "server"),
    ("skype:abc", "6-64"),
    ("kakaotalk:a", "2-40"),
    ("reddit:@exam.ple", "characters"),
    ("youtube:@ab", "3-60"),
    ("zhihu:exam.ple", "characters"),
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
    started = time.process_time()
    for start in ("telegram:", "reddit:", "https://wpa.qq.com/msgrd?", "tg://resolve?", "line:"):
        try:
            parse(start + unit * (8000 // len(unit)))
        except UnparseableContact:
            continue
    assert time.process_time() - started < 1.0
