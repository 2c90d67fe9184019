"""What people write before a contact: a messenger's name, a word for mail, a site."""

from __future__ import annotations

import pytest

from ringtrue import parse
from ringtrue.errors import UnparseableContact


@pytest.mark.parametrize(
    ("raw", "canonical"),
    [
        ("微信：examplewallet", "wechat:@examplewallet"),
        ("VX:examplewallet", "wechat:@examplewallet"),
        ("微信：13800138000", "+8613800138000"),
        ("QQ：12345678", "qq:@12345678"),
        ("QQ号: 12345678", "qq:@12345678"),
        ("QQ 12345678", "qq:@12345678"),
        ("Q群：12345678", "qq:@group/12345678"),
        ("企鹅:12345678", "qq:@12345678"),
        ("推特：@ExampleWallet", "x:@examplewallet"),
        ("Telegram：@ExampleWallet", "telegram:@examplewallet"),
        ("飞机：examplewallet", "telegram:@examplewallet"),
        ("抖音号：examplewallet", "douyin:@examplewallet"),
        ("WhatsApp：+44 20 7946 0018", "+442079460018"),
        ("客服邮箱：desk@mail.example", "desk@mail.example"),
        ("E-mail: desk@mail.example", "desk@mail.example"),
        ("官网：https://example.com/x", "https://example.com/x"),
        ("手机号：13800138000", "+8613800138000"),
        ("安卓：vip.myexamplewallet", "play_package:vip.myexamplewallet"),
        ("APK: vip.myexamplewallet", "play_package:vip.myexamplewallet"),
        ("App Store: 6444625622", "appstore_id:6444625622"),
        ("向日葵：123 456 789", "sunlogin:123456789"),
        ("AnyDesk ID: 123 456 789", "anydesk:123456789"),
        ("AnyDesk 123456789", "anydesk:123456789"),
    ],
)
def test_the_label_says_what_follows(raw: str, canonical: str) -> None:
    contact = parse(raw)
    assert contact.canonical == canonical
    assert contact.raw == raw


@pytest.mark.parametrize(
    "raw",
    [
        "line 12",
        "signal lost",
        "wise man",
        "note: 12",
        "Example: Support",
        "a:b",
        "微信：",
        "官网：" * 900,
    ],
)
def test_words_that_are_no_label(raw: str) -> None:
    with pytest.raises(UnparseableContact):
        parse(raw)


@pytest.mark.parametrize(
    ("raw", "canonical"),
    [
        ("example.com:8080", "https://example.com:8080/"),
        ("https://x.com:443/examplewallet", "x:@examplewallet"),
        ("Team: a@x.example, b@x.example;", "a@x.example"),
    ],
)
def test_colons_that_end_no_label(raw: str, canonical: str) -> None:
    assert parse(raw).canonical == canonical
