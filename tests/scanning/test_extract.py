"""What is a contact in a running text, and what only looks like one."""

from __future__ import annotations

import pytest

from ringtrue.scanning.extract import extract
from ringtrue.scanning.view import View


def read(text: str, directory) -> list[tuple[str, str | None]]:
    view = View.of(text)
    return [(f.read, f.kind) for f in extract(view, directory.names_in(view.plain)).found]


FOUND = [
    # URLs, glued, split, defanged
    ("聚合支https://x.example/a,付工具", [("https://x.example/a", None)]),
    ("请访问https://help.example立即领取", [("https://help.example", None)]),
    ("see hxxps://x[.]example/a, please", [("https://x.example/a", None)]),
    ("hxxp://evil(dot)example.", [("http://evil.example", None)]),
    ("http://[2001:db8::1]/x", [("http://[2001:db8::1]/x", None)]),
    ("登录 https://official@203.0.113.7/a", [("https://official@203.0.113.7/a", None)]),
    ("see https:/x.example/a and http//y.example",
     [("https://x.example/a", None), ("http://y.example", None)]),
    ("see http://203[.]0[.]113[.]7/a", [("http://203.0.113.7/a", None)]),
    ("IOC: 203[.]0[.]113[.]7/b", [("203.0.113.7/b", "url")]),
    ("网址desk点example斜杠a", [("desk.example/a", "url")]),
    ("官网：desk .com", [("desk.com", "url")]),
    ("call 24/7 1-800-555-0142", [("1-800-555-0142", "phone")]),
    ("call +1-800-555-0142 24/7", [("+1-800-555-0142", "phone")]),
    ("电话400-555-0142 24小时", [("400-555-0142", "phone")]),
    ("1群：100200300 2群：100200301", [("100200300", "qq"), ("100200301", "qq")]),
    ("(https://en.example/A_(b))", [("https://en.example/A_(b)", None)]),
    ("https://x.example/?q=客服 谢谢", [("https://x.example/?q=客服", None)]),
    ("http://x.example,http://y.example", [("http://x.example", None), ("http://y.example", None)]),
    ("tg://resolve?domain=tp_help_desk", [("tg://resolve?domain=tp_help_desk", None)]),
    # bare domains
    ("官网：kefu.example。备用tp.example/d", [("kefu.example", "url"), ("tp.example/d", "url")]),
    ("打开 x 点 com 登录", [("x.com", "url")]),
    ("去 abc点com 看", [("abc.com", "url")]),
    ("TP钱包客服.example", [("TP钱包客服.example", "url")]),
    ("访问TP钱包客服.com", [("TP钱包客服.com", "url")]),
    ("tokenpocket.so or www.readme.md", [("tokenpocket.so", "url"), ("www.readme.md", "url")]),
    # e-mail
    ("邮箱help@tp.example，", [("help@tp.example", "email")]),
    ("help[at]x.example", [("help@x.example", "email")]),
    ("kefu艾特163点com", [("kefu@163.com", "email")]),
    ("10001#qq.com", [("10001@qq.com", "email")]),
    ("name at mail dot com", [("name@mail.com", "email")]),
    ('From: "Example Desk" <d@mail.example>', [('"Example Desk" <d@mail.example>', "email")]),
    # accounts
    ("客服微信：tp_kefu888", [("tp_kefu888", "wechat")]),
    ("加V tpkefu2024 详询", [("tpkefu2024", "wechat")]),
    ("QQ：10001000", [("10001000", "qq")]),
    ("详细咨询Q10001000", [("10001000", "qq")]),
    ("飞机：dappsofty", [("dappsofty", "telegram")]),
    ("Telegram官方频道 @wallet_help", [("wallet_help", "telegram")]),
    ("message @wallet_help on Telegram", [("wallet_help", "telegram")]),
    ("follow @wallet_help", [("@wallet_help", "handle")]),
    ("WhatsApp +1 800 555 0142", [("https://wa.me/18005550142", None)]),
    ("包名：com.example.wallet", [("com.example.wallet", "play_package")]),
    ("抖音号：wallet_help88", [("wallet_help88", "douyin")]),
    ("小红书 wallet_help 咨询", [("wallet_help", "xiaohongshu")]),
    ("快手号：wallet0142", [("@wallet0142", "handle")]),
    ("B站：wallet_guan0142", [("wallet_guan0142", "bilibili")]),
    ("知乎 wallet-kefu", [("wallet-kefu", "zhihu")]),
    ("Skype: live:.cid.0123456789abcdef", [("live:.cid.0123456789abcdef", "skype")]),
    ("add Skype wallet_desk0142", [("wallet_desk0142", "skype")]),
    ("Signal: wallet_help.01", [("wallet_help.01", "signal")]),
    ("Signal +1 800 555 0142", [("+1 800 555 0142", "signal")]),
    ("KakaoTalk ID: wallethelp", [("wallethelp", "kakaotalk")]),
    ("카카오톡 아이디 wallet0142", [("wallet0142", "kakaotalk")]),
    ("Zalo wallet_help0142", [("wallet_help0142", "zalo")]),
    ("Viber +380501234567", [("+380501234567", "viber")]),
    ("TikTok: @wallet_help", [("wallet_help", "tiktok")]),
    ("Threads @wallet_help", [("wallet_help", "threads")]),
    ("LINE: @wallethelp", [("wallethelp", "line")]),
    ("Venmo @wallet-help", [("wallet-help", "venmo")]),
    ("Cash App $wallethelp", [("wallethelp", "cashapp")]),
    ("send it to $wallethelp on Cash App", [("wallethelp", "cashapp")]),
    ("https://paypal.me/wallethelp", [("https://paypal.me/wallethelp", None)]),
    # remote assistance
    ("AnyDesk: 123 456 789", [("anydesk:123 456 789", "remote_id")]),
    ("下载向日葵，识别码 123 456 789", [("sunlogin:123 456 789", "remote_id")]),
    ("TeamViewer ID 1 234 567 890", [("teamviewer:1 234 567 890", "remote_id")]),
    ("ToDesk设备代码：123456789", [("todesk:123456789", "remote_id")]),
    ("my RustDesk id is 123456789", [("rustdesk:123456789", "remote_id")]),
    ("get AnyDesk, call 1-888-555-0143", [("1-888-555-0143", "phone")]),
    # phones
    ("客服热线 ４００-５５５-０１４２", [("400-555-0142", "phone")]),
    ("+1 (800) 555-0142", [("+1 (800) 555-0142", "phone")]),
    ("call 1-800-555-O142", [("1-800-555-O142", "phone")]),
    ("tel:+18005550142", [("+18005550142", "phone")]),
    ("拨打95588", [("95588", "phone")]),
    ("四零零五五五零一四二", [("四零零五五五零一四二", "phone")]),
    ("1-800-EXAMPLE", [("1-800-EXAMPLE", "phone")]),
    # placeholders
    ("投诉电话为XXXX-XXXXXXX，", [("XXXX-XXXXXXX", "phone")]),
    ("400-xxx-xxxx", [("400-xxx-xxxx", "phone")]),
    ("138****8000", [("138****8000", "phone")]),
    ("write to [email protected] now", [("[email protected]", "email")]),
    ("+1*415-6xx-O1xx", [("+1*415-6xx-O1xx", "phone")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(text, expected, directory):
    assert read(text, directory) == expected


QUIET = [
    "I use AnyDesk version 8.0.10 on port 7070",
    "AnyDesk was sold for 6500000 in 2018",
    "下载ToDesk需要3分钟",
    "the Signal was 20 dB at 1.5 GHz",
    "Skype was closed in May 2025",
    "抖音上有很多视频",
    "小红书上的笔记 2024",
    "threads and needles",
    "wait in line at the desk",
    "$BTC is up, $ETH too",
    "Cash App is free, $25 a month elsewhere",
    "Venmo works in the US",
    "B站 2024 年度视频",
    "2024-01-15 12:30, 2024.01.15, 15/01/2024, 2023-2024",
    "价格 ¥1,200.00，1,000,000 元，余额10086元，3.14，99.9%",
    "订单号 202611200001234567，运单号：7300 1234 5678",
    "v1.2.3 of readme.md, main.py, node.js, photo@2x.png",
    "e.g. this, i.e. that, Ph.D., U.S. law",
    "It is over.It was good. ok.so what",
    "self.name = window.open(url)",
    "a1b2c3d4e5f60718293a4b5c6d7e8f9012345678",
    "@ 5pm, @types/node, a@b",
    "love you xxx xxxx, size xx-xxx",
    "微信里打开，飞机票很贵，QQ 很好用",
    "Telegram is great. The Telegram support team. WeChat: please add.",
    "meet me at google dot the office",
    "第十二届，三月二十日，7天24小时，一二三",
    "ISBN 978-7-111-12345-6",
    "",
    "\0\ud800\u202e\u200b",
]


@pytest.mark.parametrize("text", QUIET)
def test_quiet(text, directory):
    assert read(text, directory) == []


def test_spans_index_into_the_text_as_given(directory):
    text = "客服\u200b电话：４\ufe0f\u20e3００-５５５-０１４２ 和 https://x\u200b.example/a。"
    view = View.of(text)
    spans = [view.span(f.start, f.end) for f in extract(view).found]
    assert [text[a:b] for a, b in spans] == [
        "４\ufe0f\u20e3００-５５５-０１４２",
        "https://x\u200b.example/a",
    ]


def test_an_inner_contact_belongs_to_the_outer(directory):
    text = "https://x.example/?call=+1-800-555-0142&mail=a@b.example"
    assert read(text, directory) == [(text, None)]


def test_the_number_of_contacts_is_capped():
    finds = extract(View.of("a@b.example " * 50), limit=20)
    assert finds.full
    assert len(finds.found) == 20


@pytest.mark.parametrize(
    "unit",
    ["a.", "a@", "@", "1", "1-", "xx-", "点a", "a[.]", "http://", "<a@b.example>", "微信 ", "一",
     "AnyDesk 1", "$a Cash App ", "Skype a ",
     " dot ", "https://x.example/)))))))", "(", "0x" + "a" * 41, "+1 ", "a\u200b", "😀1", "QQ1"],
)  # fmt: skip
def test_hostile_text_costs_linear_time(unit):
    """Twice the text may not cost much more than twice the time."""
    from time import process_time

    def cost(length: int) -> float:
        view = View.of((unit * length)[:length])
        start = process_time()
        extract(view)
        return process_time() - start

    cost(1_000)
    small, large = min(cost(5_000) for _ in range(3)), min(cost(20_000) for _ in range(2))
    assert large < 10 * small + 0.1
