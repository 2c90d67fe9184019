"""Numbers and hosts as they are planted and as they break: ornaments, wrapped lines, hotlines."""

from __future__ import annotations

import pytest

from ringtrue import Checker, Status
from ringtrue.scanning.inputs import read

CHECKER = Checker()
LABELS = (
    *("工商银行客服：", "工商银行客服电话：", "工商银行官方客服 ", "工商银行信用卡中心："),
    *("工商银行电话：", "工商银行热线", "工商银行服务热线：", "工商银行人工服务：", "工商银行："),
    *("工商银行", "ICBC ", "ICBC: ", "工行客服", "咨询工商银行：", "工商银行投诉："),
    *("工商银行挂失：", "如有疑问请拨打工商银行", "工商银行联系方式："),
)
TAILS = (
    "",
    "。",
    "（24小时）",
    "(24小时)",
    "，24小时在线",
    " 24小时",
    "（全天）",
    "！",
    "\n",
    "；其他",
)


def found(text: str, region: str | None = None) -> list[str]:
    return [contact.raw for contact in CHECKER.scan(text, region=region).contacts]


@pytest.mark.parametrize("label", LABELS)
def test_a_short_hotline_behind_any_label_with_any_tail(label):
    lost = [tail for tail in TAILS if found(f"{label}95588{tail}", "CN") != ["95588"]]
    assert lost == []


@pytest.mark.parametrize(
    "text",
    [
        "客服处理了95588人的申请",
        "工商银行95588元理财",
        "客服共接待95588次来访",
        "订单号95588",
        "验证码：95588，请勿泄露",
        "工商银行12月账单",
        "余额95588.00元",
    ],
)
def test_a_count_or_a_sum_is_no_hotline(text):
    assert found(text, "CN") == []


@pytest.mark.parametrize(
    "number",
    ["1→855→555→0142", "✦+1✦855✦555✦0142✦", "{{+1^^855^^555^^0142}}", "[+1<-855->555^-^0142]",
     "1➜855➜555➜0142", "+1★855★555★0142", "1~~855~~555~~0142", "𝟏→𝟖𝟓𝟓→𝟓𝟓𝟓→𝟎𝟏𝟒𝟐"],
)  # fmt: skip
def test_a_number_with_ornaments_is_found(number):
    (contact,) = CHECKER.scan(f"Coinbase support line {number} day and night").contacts
    assert contact.verdict.contact is not None
    assert contact.verdict.contact.canonical == "+18555550142"
    assert contact.claim == "coinbase"


@pytest.mark.parametrize("text", ["write to us: +1⟶888⟶555⟶0166", "Rooms 1→888→555→0166"])
def test_a_plus_or_its_groups_make_a_number_with_ornaments_a_telephones(text):
    assert [c.kind for c in CHECKER.scan(text).contacts] == ["phone"]


def test_the_name_before_an_address_is_the_authors():
    (contact,) = CHECKER.scan("API for PayPal, written by Ann Lee <ann@lee.example>").contacts
    assert (contact.raw, contact.verdict.is_alarm) == ("Ann Lee <ann@lee.example>", False)
    (contact,) = CHECKER.scan("Support by PayPal <ann@lee.example>").contacts
    assert contact.verdict.is_alarm


@pytest.mark.parametrize(
    "text",
    [
        "call the function with 12^855^555^0142 as its sum",
        "version 1.855.555, phone app",
        "the phone costs 1 855, 555 or 142 euros",
        "phones: 12|855|555|0142",
        "commit 1a855b555c0142 of the phone app",
        "2026→2027→2028",
    ],
)
def test_ornaments_of_other_figures_are_none(text):
    assert "+18555550142" not in {
        c.verdict.contact.canonical for c in CHECKER.scan(text).contacts if c.verdict.contact
    }
    assert len(found(text)) <= 1


def test_a_number_and_a_link_go_on_behind_a_break_at_their_hyphen():
    assert found("Call +1 (888) 555-\n0142 today") == ["+1 (888) 555-\n0142"]
    text = "Log in at https://tokenpocket-\nhelp.example/login now"
    assert found(text) == ["https://tokenpocket-\nhelp.example/login"]
    assert CHECKER.scan(text).status.value == "impersonation"
    assert found("see https://rivergarden.example/-\nand more") == ["https://rivergarden.example/-"]


@pytest.mark.parametrize(
    ("delsp", "body", "expected"),
    [
        (
            "; delsp=yes",
            "https://tokenpocket- \nhelp.example/x",
            "https://tokenpocket-help.example/x",
        ),
        ("", "call +1 888 555 \n0142 now", "+1 888 555 0142"),
    ],
)
def test_soft_breaks_of_a_flowed_mail_are_joined(delsp, body, expected):
    source = f"From: a@b.example\nContent-Type: text/plain; format=flowed{delsp}\n\n{body}\n"
    assert expected in found(read(source.encode(), "x.eml"))


def test_a_host_written_apart_in_brackets():
    report = CHECKER.scan("Our help line: ( quickhelp-portal . com ), typed without the blanks")
    assert [c.raw for c in report.contacts] == ["quickhelp-portal . com"]
    assert report.status.value == "suspicious"
    assert found("He stopped ( as always . com is short for commerce )") == []


def test_names_of_media_files_are_no_numbers():
    text = "Coinbase Support: <attached: 00000042-PHOTO-2026-11-07-20-22-09.jpg>"
    assert found(text) == []


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        ("a.json", r'{"url":"https:\/\/www.coinbase.com\/signin"}', ["https://www.coinbase.com/signin"]),
        ("a.csv", "a,b\nhttps://x.example/,400-000-0142\n", ["https://x.example/", "400-000-0142"]),
        ("a.csv", "a;b\nhttps://x.example/;400-000-0142\n", ["https://x.example/", "400-000-0142"]),
    ],
)  # fmt: skip
def test_formats_are_read_by_their_grammar(name, source, expected):
    assert found(read(source.encode(), name)) == expected


def test_chinese_without_a_charset_is_told_from_other_encodings():
    page = "<p>" + "x" * 3000 + "</p><p>TP钱包客服：请加微信 tp_kefu0142 办理退款</p>"
    pytest.importorskip("selectolax")
    assert "tp_kefu0142" in found(read(page.encode("gb18030"), "a.html"))
    assert "été" in read("L'été à la côte, déjà".encode("latin-1"), "a.txt").text
    assert "閠" not in read("L'été à la côte, déjà".encode("latin-1"), "a.txt").text


@pytest.mark.parametrize(
    "head", [b"PK\x03\x04", b"\x1f\x8b\x08", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_a_container_is_refused(head):
    from ringtrue.errors import UnreadableInput

    with pytest.raises(UnreadableInput):
        read(head + b"Coinbase support +1 855 555 0142", "chat.zip")


def test_the_words_of_a_markdown_link_may_lie():
    report = CHECKER.scan("Log in at [www.coinbase.com](https://rivergarden.example/x) please")
    assert [(f.code, f.severity) for f in report.findings] == [("link_mismatch", "critical")]
    assert report.status is Status.SUSPICIOUS
    honest = CHECKER.scan("Log in at [www.coinbase.com](https://www.coinbase.com/signin) please")
    assert honest.findings == ()


def test_support_on_free_hosting_needs_no_brand():
    text = "Please ask the [Live Support Team](https://gitdesk.pages.dev/): an agent answers."
    assert CHECKER.scan(text).status.value == "suspicious"
    assert CHECKER.scan("My pages are at https://gitdesk.pages.dev/, answers too").status.value != (
        "suspicious"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"socket.write('Host: www.rivergarden.example\r\n\r\n');", "www.rivergarden.example"),
        (r"print('\x1b]8;;http://rivergarden.example\x07Click')", "http://rivergarden.example"),
        (r"see https://rivergarden.example/a\nb now", r"https://rivergarden.example/a\nb"),
    ],
)
def test_escapes_of_code_end_a_link(text, expected):
    assert found(text) == [expected]
