"""`check` of one contact with words and signs about it is that contact, said to be the brand's."""

from __future__ import annotations

import pytest

from ringtrue import Checker

CHECKER = Checker()
SITE = "https://www.coinbase.com/"


@pytest.mark.parametrize(
    ("raw", "canonical", "status"),
    [
        ("工行客服95588", "95588", "official"),
        ("ICBC 95588", "95588", "official"),
        ("中国工商银行客服热线：95588", "95588", "official"),
        ("95588（工商银行）", "95588", "official"),
        ("95588 工商银行", "95588", "official"),
        ("【工商银行】95588", "95588", "official"),
        ("95588（24小时）", "95588", "official"),
        ("打95588", "95588", "official"),
        ("tel 95588", "95588", "official"),
        ("网址 www.icbc.com.cn", "www.icbc.com.cn", "official"),
        ('"https://www.coinbase.com"', SITE, "official"),
        ("【https://www.coinbase.com】", SITE, "official"),
        ("<https://www.coinbase.com>", SITE, "official"),
        ("https://www.coinbase.com，", SITE, "official"),
        ("1. https://www.coinbase.com", SITE, "official"),
        ("[Coinbase](https://www.coinbase.com)", SITE, "official"),
        ("hxxps://www.coinbase[.]com", SITE, "official"),
        ("coinbase[.]com", "coinbase.com", "official"),
        ("paypal(.)com", "paypal.com", "official"),
        ("icbc.com.cn（官网）", "icbc.com.cn", "official"),
        ("PayPal: service@paypal.com", "service@paypal.com", "official"),
        ("Coinbase: https://quiet-river.example", "https://quiet-river.example/", "suspicious"),
        ("工商银行 400-000-0142", "+864000000142", "suspicious"),
        ("PayPal support +1 888 555 0142", "+18885550142", "suspicious"),
        ("hxxp://coinbase-help[.]example/x", "http://coinbase-help.example/x", "impersonation"),
        ("John Smith, +1 202 555 0142", "+12025550142", "unknown"),
    ],
)
def test_a_label_beside_a_contact(raw, canonical, status):
    verdict = CHECKER.check(raw)
    assert (verdict.contact.canonical, verdict.status.value) == (canonical, status)
    assert verdict.raw == raw


@pytest.mark.parametrize(
    "raw",
    [
        "https://www.coinbase.com https://quiet-river.example",
        "[www.coinbase.com](https://quiet-river.example/x)",
        "www.coinbase.com or write to quiet@river",
        "95588 or 8 8 8 5 5 5 0 1 4 2",
        "验证码 123456",
        "订单号 95588",
        "Your code is 123456",
        "hello world",
        "www.coinbase.com..-gt",
        "www.coinbase.com...~quiet",
        "www.coinbase.com..cn",
        "中国 95588 元",
        "x " * 100 + "https://www.coinbase.com",
    ],
)
def test_several_contacts_and_texts_stay_what_they_are(raw):
    assert CHECKER.check(raw).status.value == "invalid"


@pytest.mark.parametrize(
    "raw",
    [
        *[
            "官网apple.com",
            "苹果apple.com",
            "https://river.example/a_(b)",
            "river.example",
            "95588元",
        ],
        *["https://metamask.io。ẞ。", "https://metamask.io。evil。", "metamask.io．desk．"],
    ],
)
def test_what_a_browser_opens_as_it_stands_is_not_cut(raw):
    whole, checked = CHECKER.check_whole(raw), CHECKER.check(raw)
    assert (checked.contact, checked.status) == (whole.contact, whole.status)


def test_claims_of_the_caller_hold_too():
    verdict = CHECKER.check("tel 95588", claims=["paypal"])
    assert [claim.brand_id for claim in verdict.claims] == ["paypal"]
    assert CHECKER.check("Coinbase +1 888 555 0142", claims="paypal").claims[0].brand_id == "paypal"
