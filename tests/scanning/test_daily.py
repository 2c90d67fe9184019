"""Daily texts and fakes whose kinds were read wrongly: by the shipped list."""

from __future__ import annotations

import pytest

from ringtrue import Checker

CHECKER = Checker()
ACCUSED = ("suspicious", "impersonation")
LINK = "https://rivergarden.example/a1"
PHONE = "+1 855-555-0142"

FAKES = [
    (f"eBay-Hinweis: Ihr Konto wurde gesperrt. Jetzt bestätigen: {LINK}", "ebay"),
    (f"Your bunq account is locked, verify at {LINK}", "bunq"),
    (f"Ihr Sparkassen-Konto wurde gesperrt. Jetzt bestätigen: {LINK}", "sparkasse"),
    (f"Hi, this is Daniel from PayPal. Somebody is using your card, call {PHONE}", "paypal"),
    (f"this is Amazon Security. A laptop was ordered, call {PHONE} to cancel", "amazon"),
    (f"PayPal: your order 88-1204 has shipped. Not your order? {PHONE}", "paypal"),
    (f"Is Bank of America refundable? {PHONE} Call Bank of America now", "bank-of-america"),
    ("PayPal: your account is locked. https://northpath12.example/c2", "paypal"),
    ("PayPal stuck for a week, then I wrote to bluedesk_30 on Telegram, they fixed it", "paypal"),
    ("PayPal Help Center: unusual login. Message our agent bluedesk40_30 to verify", "paypal"),
    (f"Can't get through to Kraken? Use this number: {PHONE}", "kraken"),
    ("PayPal Moderation: your account was reported. Add oakhill24_14 to appeal", "paypal"),
    (f"Virus found! Microsoft Defender expired. Support line: {PHONE}", "microsoft"),
    (f"Ihr DHL-Paket liegt im Zollamt. Zahlen Sie 2,99 €: {LINK}", "dhl"),
    ("微信解冻专员 northp5020，当天解封", "wechat"),
    ("imToken 助记词泄露请加技术 northp5020", "imtoken"),
    ("我是中国银行信贷部小陈，额度20万已批，电话400-000-4050", "boc"),
]
HONEST = [
    f"[BC Hydro/core] Build #8841 failed on branch main. See {LINK}",
    "We buy gift cards (Amazon, Steam) at 82 %. Shop: 9 Market Row, cardcorner.example",
    "We can't see PayPal orders made in shops. Please call the shop, 01632 960 338.",
    "J:COM Support (@JCOMCares): Thanks for flagging, @ann1250. We've passed it on. -Kim",
    "Thread closed, PayPal support threads go to the megathread. Appeals to mods@forum.example",
    "Nina Holm. 2019-2024 support team lead, RustDesk. 2016-2019 service desk, City of Aarhus.",
    "Pesanan sudah dikirim lewat RustDesk. Tanya: 0812-0000-1234, halo@toko.example",
    "@ann12 Hey Ann! We'd like to help. DM us @Tele2_CS with your order number ^Li",
    "=== README for Tools 2\nReport problems to\n    http://rt.garden.example/Dist\n\nThank you",
    f"PayPal plugin\n\n  tar -xf plugin.tgz\n  make install\n\nYour account: {LINK} verify",
]


@pytest.mark.parametrize(("text", "brand"), FAKES)
def test_it_speaks_for_the_brand(text: str, brand: str) -> None:
    report = CHECKER.scan(text, region="CN" if text[-1] > "\u4e00" else None)
    assert report.status.value in ACCUSED
    said = {c.claim for c in report.contacts if c.verdict.status.value in ACCUSED}
    assert brand in said


@pytest.mark.parametrize("text", HONEST)
def test_it_accuses_nobody(text: str) -> None:
    report = CHECKER.scan(text)
    assert report.status.value not in ACCUSED


def test_a_credit_speaks_for_nobody() -> None:
    text = "# Authors\n\nCopyright (C) 2005 Ann Lee <ann@freenet.am>\n" * 40
    assert CHECKER.scan(text).status.value not in ACCUSED
