"""For whom a text speaks."""

from __future__ import annotations

import pytest

from ringtrue import Checker, Directory
from ringtrue.scanning.claims import find_claims
from ringtrue.scanning.view import View


def claims(text: str, directory) -> dict[str, str]:
    view = View.of(text)
    found, _ = find_claims(view, directory.names_in(view.plain), directory.brands)
    assert all(text[c.start : c.end] == c.text for c in found)
    return {c.brand_id: c.strength for c in found}


@pytest.mark.parametrize(
    "text",
    [
        "请联系TP钱包官方客服处理。",
        "tpWallet的投诉电话在这里",
        "客服中心 tp 钱包",
        "Call TokenPocket customer service today",
        "the official TokenPocket helpline",
        "ＴＰ钱包客服",
        "Tp\u200bWallet 在线客服",
        "TokenPocket desk\nWrite to us below.",
        "TokenPocket: your account was closed",
        "【TP钱包】您的账户异常",
        "TP钱包好用。TP钱包安全。还有 tpWallet 便宜。TP钱包客服在线",
        "Log in - TokenPocket\nEnter your phrase.",
        "TokenPocket Wallet | Home\nWrite to us below.",
        "欢迎下载TP钱包\n点这里",
        "Your TokenPocket wallet\nWrite to us below.",
        "Dear TokenPocket customer, sign in today",
        "尊敬的TP钱包用户，请升级",
        "This is TokenPocket calling about your account",
    ],
)
def test_speaks_for(text, directory):
    assert claims(text, directory) == {"tokenpocket": "speaks_for"}


@pytest.mark.parametrize(
    "text",
    [
        "I moved my coins from TokenPocket yesterday, it took an hour",
        "昨天我用TP钱包转了一笔",
        "谨防假冒TP钱包客服",
        "We are not affiliated with TokenPocket support",
        "TP钱包好用。TP钱包安全。还有 tpWallet 便宜。",
        "TokenPocket cuts its fees as markets cool\nTokenPocket said so. TokenPocket grew. More "
        "at https://news.example/a, tips to desk@news.example",
        "TokenPocket Review 2026: fees and safety\nWe tried it.",
        "TP钱包被曝裁员\n记者从TP钱包获悉，TP钱包将裁员。爆料请联系 tips@news.example",
        "Why I left TokenPocket\nA story.",
        "This is TokenPocket country, says a user",
        "Dear diary, TokenPocket is slow",
    ],
)
def test_only_mentions(text, directory):
    assert claims(text, directory) == {"tokenpocket": "mentions"}


def test_a_comparison_speaks_for_nobody(directory):
    text = "MetaMask 和 TP钱包 哪个好？MetaMask 支持以太坊，TP钱包 支持多链，示例银行不支持。"
    assert set(claims(text, directory).values()) == {"mentions"}


def bound(text: str, contact: str, directory, kind: str = "phone") -> str | None:
    view = View.of(text)
    _, bindings = find_claims(view, directory.names_in(view.plain), directory.brands)
    start = text.index(contact)
    binding = bindings.of(start, start + len(contact), kind)
    return binding.brand_id if binding is not None else None


@pytest.mark.parametrize("between", ["\n", "；", "。", "\t", " | ", "，", "\n\n", "; "])
@pytest.mark.parametrize("order", ["{}客服：{}", "{} support {}", "{} helpline: {}"])
def test_a_claim_binds_in_its_own_line_cell_or_sentence(directory, between, order):
    text = between.join((order.format("TP钱包", "7001"), order.format("小狐狸", "7002")))
    assert bound(text, "7001", directory) == "tokenpocket"
    assert bound(text, "7002", directory) == "metamask"


@pytest.mark.parametrize(
    "text", ["7001 TP钱包客服，7002 小狐狸客服", "7001 TP钱包客服\n7002 小狐狸客服"]
)
def test_numbers_may_stand_before_their_names(directory, text):
    assert bound(text, "7001", directory) == "tokenpocket"
    assert bound(text, "7002", directory) == "metamask"


@pytest.mark.parametrize(
    "text", ["TP钱包官方客服\n电话：7001\n微信：7002", "# TP钱包客服\n- 电话 7001\n- 备用 7002"]
)
def test_a_head_binds_what_stands_under_it(directory, text):
    assert bound(text, "7001", directory) == bound(text, "7002", directory) == "tokenpocket"


def test_a_sentence_goes_on_where_a_full_line_is_wrapped(directory):
    text = "Please write to the people of the TokenPocket helpline, who answer at\n7001 every day"
    assert bound("x\n" + text, "7001", directory) == "tokenpocket"


LONG = "We wrote this text about many things, none of which is a wallet.\n" * 60


@pytest.mark.parametrize(
    "line",
    [
        "* Thanks to the TokenPocket security team and to Ann Lee 7001 for the report",
        "* Add TokenPocket support, by 7001",
        "- [TokenPocket](7001) by Ann Lee",
        "Copyright 2019 TokenPocket, 2020 Ann Lee 7001",
        "TokenPocket: 7001",
        "The TokenPocket customer service waits\n\nAnn Lee 7001",
    ],
)
def test_a_long_text_claims_nothing_that_it_does_not_introduce(directory, line):
    assert bound(LONG + line + "\n" + LONG, "7001", directory) is None


@pytest.mark.parametrize(
    "line", ["TokenPocket support number is 7001", "Call the TokenPocket helpline at 7001 now",
             "TP钱包官方客服电话：7001", "How do I reach a person at TokenPocket? Dial 7001"],
)  # fmt: skip
def test_a_long_text_claims_what_it_introduces(directory, line):
    assert bound(LONG + line + "\n" + LONG, "7001", directory) == "tokenpocket"


def test_a_channel_word_is_no_claim() -> None:
    text = "TP钱包官方客服\n电报客服 Telegram：@somebody_1，官方客服微信：abc_12345\n"
    directory = Directory.from_rows(
        [
            ("tokenpocket", "TokenPocket", "alias", "TP钱包"),
            ("telegram", "Telegram", "domain", "telegram.org"),
            ("wechat", "WeChat", "alias", "微信"),
        ]
    )
    report = Checker(directory).scan(text)
    speaking = {c.brand_id for c in report.claims if c.strength == "speaks_for"}
    assert speaking == {"tokenpocket"}
    assert {c.claim for c in report.contacts} == {"tokenpocket"}


@pytest.mark.parametrize(
    "text",
    [
        "ℂoinbase official support: +1 800 555 0142",
        "Cоіnbase support desk, help@desk.example",  # Cyrillic о, і
        "C o i n b a s e helpline 1-800-555-0142",
        "Coin\u200bbase customer service 1-800-555-0142",
        "ＣＯＩＮＢＡＳＥ support, help@desk.example",
        "If you did not authorise this, contact Coinbase at 1-888-555-0142",
        "C0inbase support number 1-888-555-0142",
        "Coinb4se helpline 1-888-555-0142",
        "СоіnЬаsе helpline, C0inba5e support 1-888-555-0142",
        "Сoinbasе support desk, help@desk.example",  # a capital Cyrillic С
    ],
)
def test_disguised_names_and_offers_are_claims(text):
    from ringtrue import Checker, Directory

    checker = Checker(Directory.from_rows([("coinbase", "Coinbase", "domain", "coinbase.com")]))
    report = checker.scan(text)
    assert [(c.brand_id, c.strength) for c in report.claims] == [("coinbase", "speaks_for")]
    assert {c.claim for c in report.contacts} == {"coinbase"}


@pytest.mark.parametrize(
    "text",
    ["I had to contact Coinbase about it, see blog.example", "Я думал о Coinbase, blog.example",
     "Пока нет соinbased, blog.example", "10coinbase and abc0inbase, blog.example"],
)  # fmt: skip
def test_a_name_in_passing_is_no_claim(text):
    from ringtrue import Checker, Directory

    checker = Checker(Directory.from_rows([("coinbase", "Coinbase", "domain", "coinbase.com")]))
    assert not [c for c in checker.scan(text).claims if c.strength == "speaks_for"]


NEWS = """Coinbase outage leaves users locked out
Coinbase said its support team was aware. "We are on it," a Coinbase representative said. Shares
of Coinbase fell.
Contact: tips@news.example, +1 212 555 0142
"""
FORUM = """Device locked
I contacted Coinbase support via https://help.coinbase.com and they told me to reset it.
Anyone else? Mail me at anna@mail.example
"""


@pytest.mark.parametrize(
    "text", [NEWS, FORUM, "打了Coinbase客服电话，等了很久。\n我的微信 anna_2020_bike"]
)
def test_who_tells_of_a_desk_is_not_it(text):
    checker = Checker(Directory.from_rows([("coinbase", "Coinbase", "domain", "coinbase.com")]))
    report = checker.scan(text)
    assert not [c for c in report.claims if c.strength == "speaks_for"]
    assert {c.verdict.status.value for c in report.contacts} <= {"unknown", "official"}


@pytest.mark.parametrize(
    "text",
    [
        "I called Coinbase support at +1 808 555 0142 and they restored my wallet",
        "I contacted Coinbase support via desk@mail.example, great service",
        "Coinbase support said: call +1 808 555 0142",
        "联系了Coinbase客服 desk@mail.example 已解决",
    ],
)
def test_who_hands_a_contact_over_while_telling_is_heard(text):
    checker = Checker(Directory.from_rows([("coinbase", "Coinbase", "domain", "coinbase.com")]))
    assert {c.claim for c in checker.scan(text).contacts} == {"coinbase"}


CREDITS = [
    ("Andreas Coinbase <andreas@rivergarden.example>", "unknown"),
    ("2018-03-18  Aaron Coimbase <aaron@coimbase.com>", "unknown"),
    ("see coinbase_update_settings.cc", None),
    ("Reported by @coinbaselive", "unknown"),
    ("badge: https://badges.example/projects/www.coinbase.com/x.svg", "unknown"),
    ("Coinbase Support <andreas@rivergarden.example>", "impersonation"),
    ("write to @coinbase_support_desk", "impersonation"),
    ("log in at https://coinbase-login.example/", "impersonation"),
]


@pytest.mark.parametrize(("line", "status"), CREDITS)
def test_a_long_text_credits_people_and_links_to_badges(line, status):
    checker = Checker(Directory.from_rows([("coinbase", "Coinbase", "domain", "coinbase.com")]))
    contacts = checker.scan(LONG + line + "\n" + LONG).contacts
    assert [c.verdict.status.value for c in contacts] == ([status] if status else [])


def test_a_licence_notice_is_no_message():
    text = "Files: *\nCopyright: 2009, Coinbase\n 2006, Ann Lee <ann@rivergarden.example>\n"
    text += "License: Expat\nYou must verify and update your account at https://x.example/\n"
    assert {c.claim for c in Checker().scan(text).contacts} == {None}


HEADS = [
    "Copyright (c) 2014, Walmart and other contributors.\nRedistribution is permitted now.\n",
    "(MIT)\n\nCopyright (c) 2011: TIM\nThe above notice shall be included now.\n",
]


@pytest.mark.parametrize("head", HEADS)
def test_a_licence_is_no_message(head):
    report = Checker().scan(f"{head}Failed? Check https://quiet.example/contributors\n")
    assert {c.claim for c in report.contacts} == {None}


ASKED = [
    ("Can I cancel my Coinbase booking by phone? Just call +1 855-555-0142 any time.", "coinbase"),
    ("Get in touch with a Coinbase expert now\n\nPhone: +1 855-555-0142", "coinbase"),
    ("Coinbase como hablar con una persona? Agente: +1 855-555-0142", "coinbase"),
    ("How do I cancel my Coinbase card? My own number is +1 855-555-0142", None),
    ("How to use Coinbase with our library: https://quiet.example/docs", None),
]


@pytest.mark.parametrize(("text", "brand"), ASKED)
def test_a_question_binds_what_answers_it(text, brand):
    (contact,) = Checker().scan(text).contacts
    assert contact.claim == brand


def test_a_project_that_a_text_is_about_is_no_slip():
    text = LONG + "# Wechaty\nWechaty talks to WeChat. Install Wechaty.\nhttps://wechaty.js.org/a\n"
    assert Checker().scan(text).status.value == "unknown"
    slip = Checker().scan(LONG + "WeChat: see\nhttps://wechaty.js.org/a\n" + LONG)
    assert slip.status.value != "unknown"


ANSWERS = [
    "Coinbase: @jo1277 That is not what we want, write here: https://t.co/Qz4fdKd16x",
    "PayPalHelp: Hey @jo1431, what error do you see when you enter the password? ^PT",
    "Thanks for flagging, @ann1346. We've passed it on. - PayPal Support",
    "@AskPayPal why is my order still not here? I wrote to you three times",
    "@支付宝客服：您好，非常抱歉，请您私信我们订单号，我们帮您核实。",
]
PRETENCES = [
    ("MetaMask Support: @jo1277 Please DM @metamask_helpdesk for help", "@metamask_helpdesk"),
    ("MetaMask Support: @jo1277 Please fill in https://quiet.example/a", "https://quiet.example/a"),
    ("Coinbase support: @coinbase_desk_0142", "@coinbase_desk_0142"),
    ("write to @coinbase_support_desk", "@coinbase_support_desk"),
]


@pytest.mark.parametrize("text", ANSWERS)
def test_who_is_answered_is_nobodys_fake(text):
    assert Checker().scan(text).status.value in ("unknown", "official")


@pytest.mark.parametrize(("text", "fake"), PRETENCES)
def test_what_an_answer_offers_is(text, fake):
    report = Checker().scan(text)
    accused = [
        c.raw for c in report.contacts if c.verdict.status.value in ("suspicious", "impersonation")
    ]
    assert accused == [fake]
