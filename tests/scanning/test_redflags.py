"""Requests and warnings."""

from __future__ import annotations

import pytest

from ringtrue import data
from ringtrue.scanning.redflags import SEVERITIES, find_red_flags
from ringtrue.scanning.view import View


def flags(text: str, *, claimed: bool = True, wallet: bool = True):
    view = View.of(text)
    requests, warnings = find_red_flags(
        view, claimed=claimed, wallet=wallet, free=lambda start, end: True
    )
    assert all(text[f.start : f.end] == f.quote for f in requests + warnings)
    return {f.category: f.severity for f in requests}, {f.category for f in warnings}


REQUESTS = [
    ("请将您的助记词发送给客服", "secret", "critical"),
    ("Enter your 12-word recovery phrase here", "secret", "critical"),
    ("please send us your seed phrases", "secret", "critical"),
    ("把验证码告诉我", "otp", "critical"),
    ("客服可以远程协助您", "remote-access", "critical"),
    ("install AnyDesk and give us the id", "remote-access", "critical"),
    ("需先缴纳解冻费", "payment-demand", "critical"),
    ("move your funds to a safe account", "payment-demand", "critical"),
    ("支持账户恢复", "false-capability", "high"),
    ("请不要挂断电话", "secrecy", "critical"),
    ("we recover stolen funds", "recovery-scam", "critical"),
    ("Don't worry, just send your private key", "secret", "critical"),
    ("别担心，请提供助记词", "secret", "critical"),
    ("助\u200b记\u200b词请发给我", "secret", "critical"),
    ("Read me the code that you just received", "otp", "critical"),
    ("Import it by pasting your keyphrase here", "secret", "critical"),
    ("Deposit $500 in Bitcoin to unlock your account", "payment-demand", "critical"),
    ("先支付个人所得税再提款", "payment-demand", "critical"),
    ("Give our agent control of your device", "remote-access", "critical"),
    ("Allow our engineer remote access to your computer", "remote-access", "critical"),
    ("a hacker helped me recover my funds", "recovery-scam", "critical"),
    ("添加客服微信处理", "off-platform", "high"),
]


@pytest.mark.parametrize(("text", "category", "severity"), REQUESTS)
def test_requests(text, category, severity):
    found, _ = flags(text)
    assert found.get(category) == severity


WARNINGS = [
    ("我们绝不会索要您的助记词", "secret"),
    ("请勿向任何人透露私钥", "secret"),
    ("请勿泄露助记词、私钥、密码", "secret"),
    ("助记词请勿告诉任何人", "secret"),
    ("任何索要验证码的都是骗子", "otp"),
    ("We will never ask for your seed phrase", "secret"),
    ("Never share your recovery phrase, private key or password.", "secret"),
    ("Anyone who asks for your private key is a scammer", "secret"),
    ("不要告诉别人你的验证码", "secrecy"),
    ("谨防远程协助骗局", "remote-access"),
    ("客服不会以任何理由，向您索要助记词", "secret"),
    ("Never, ever share your seed phrase", "secret"),
    ("Nobody from our team will DM you first or request your recovery phrase.", "secret"),
    ("No legitimate company will ask you to pay with gift cards.", "payment-demand"),
    ("They told me to install TeamViewer and I hung up.", "remote-access"),
    ("He asked for my seed phrase, is this a scam?", "secret"),
    ("遇到要求提供助记词的网站请立即关闭", "secret"),
    ("没有人能帮你追回被骗的币", "recovery-scam"),
]


@pytest.mark.parametrize(
    "text",
    [
        "The wallet stores your private key only on your device.",
        "什么是助记词？",
        "私钥保存在本地，平台无法获取",
        "TeamViewer released version 15.",
        "Our VPN offers remote access for staff",
        "Keep your recovery phrase offline and safe.",
        "The gas fee was 12 gwei before the withdrawal",
    ],
)
def test_a_mention_is_no_request(text):
    found, _ = flags(text, claimed=False, wallet=False)
    assert all(severity in ("medium", "low") for severity in found.values()), found


@pytest.mark.parametrize(("text", "category"), WARNINGS)
def test_warnings_are_no_requests(text, category):
    found, warned = flags(text)
    assert category not in found
    assert category in warned


@pytest.mark.parametrize(
    "text",
    [
        "We never fail. Send your seed phrase now",
        "If you can't receive it, enter your seed phrase",
        "钱包不能使用，请发送助记词",
        "请勿泄露私钥，请在此发送助记词",
        "没有风险，输入助记词即可",
    ],
)
def test_a_negation_of_another_clause_does_not_count(text):
    found, _ = flags(text)
    assert found["secret"] == "critical"


def test_a_bank_can_freeze_an_account_and_a_wallet_cannot():
    assert flags("请求冻结账户", wallet=False)[0]["false-capability"] == "low"
    assert flags("请求冻结账户", wallet=True)[0]["false-capability"] == "high"


@pytest.mark.parametrize(
    "text",
    [
        "I spin opinions all day",
        "my keyboard has a shift key",
        "write it in 12 words",
        "a pinned post",
    ],
)
def test_words_are_whole_words(text):
    found, _ = flags(text, claimed=False, wallet=False)
    assert all(severity in ("low", "medium", "high") for severity in found.values())
    assert found.get("secret") in (None, "low", "medium")


def test_the_table_is_well_formed():
    rows = data.table("redflags.tsv")
    assert len({row[0] for row in rows}) == len(rows) > 35
    for row in rows:
        _, _, severity, needs, otherwise, negation, zh, en = row
        assert severity in SEVERITIES
        assert otherwise in (*SEVERITIES, "-")
        assert (needs == "-") == (otherwise == "-")
        assert needs in ("-", "ask", "claim", "wallet")
        assert negation in ("-", "warns", "before")
        assert zh
        assert en


def test_every_category_has_advice_in_every_language():
    import tomllib
    from importlib.resources import files

    from ringtrue.messages.catalogue import languages

    categories = {row[1] for row in data.table("redflags.tsv")}
    for language in languages():
        advice = files("ringtrue.messages").joinpath(language, "redflag.toml").read_text("utf-8")
        assert categories <= set(tomllib.loads(advice))
