"""Chats of other programs: who says a message speaks for it alone, and what is no chat is none."""

from __future__ import annotations

import json
import plistlib

import pytest

from ringtrue.errors import UnreadableInput
from ringtrue.scanning.inputs import read

WHO = "Example Wallet Support"
LINK = "https://desk.example/"
HONEST = "my plumber is at +1 202 555 0143"
TEXTS = {
    "whatsapp pt": "07/11/2026 20:20 - {a}: {x}\n07/11/2026 20:21 - {b}: {y}\n",
    "whatsapp fi": "7.11.2026 klo 20.20 - {a}: {x}\n7.11.2026 klo 20.21 - {b}: {y}\n",
    "whatsapp fr": "07/11/2026 à 20:20 - {a}: {x}\n07/11/2026 à 20:21 - {b}: {y}\n",
    "whatsapp ar": "\u200f٧/١١/٢٠٢٦، ٨:٢٠ م - {a}: {x}\n\u200f٧/١١/٢٠٢٦، ٨:٢١ م - {b}: {y}\n",
    "line": "[LINE] Talk\n保存日時：2026/11/07 20:30\n\n2026/11/07(土)\n"
    "20:20\t{a}\t{x}\n20:21\t{b}\t{y}\n",
    "kakao": "대화\n\n2026년 11월 7일 오후 8:20\n2026년 11월 7일 오후 8:20, {a} : {x}\n"
    "2026년 11월 7일 오후 8:21, {b} : {y}\n",
    "kakao desktop": "--------------- 2026년 11월 7일 토요일 ---------------\n"
    "[{a}] [오후 8:20] {x}\n[{b}] [오후 8:21] {y}\n",
    "wechat": "{a} 2026-11-07 20:20:11\n{x}\n\n{b} 2026-11-07 20:21:00\n{y}\n\n",
    "qq": "2026-11-07 20:20:11 {a}(123456)\n{x}\n\n2026-11-07 20:21:00 {b}(654321)\n{y}\n",
    "discord": "Guild: G\n\n[11/7/2026 8:20 PM] {a}\n{x}\n\n\n[11/7/2026 8:21 PM] {b}\n{y}\n\n",
    "imessage": "Nov 07, 2026  8:20:41 PM\n{a}\n{x}\n\nNov 07, 2026  8:21:41 PM\n{b}\n{y}\n\n",
    "room": "[20:20] <Example_Wallet_Support> {x}\n[20:21] <{b}> {y}\n",
}
JSON = {
    "messenger": {"messages": [
        {"sender_name": WHO, "timestamp_ms": 1, "content": LINK},
        {"sender_name": "Ann", "timestamp_ms": 2, "content": HONEST}]},
    "matrix": {"room_name": "r", "messages": [
        {"sender": "@example_wallet_support:chat.example", "content": {"body": LINK}},
        {"sender": "@ann:chat.example", "content": {"body": HONEST}}]},
    "teams": {"conversations": [{"id": "1", "MessageList": [
        {"displayName": WHO, "content": f"<p>{LINK}</p>"},
        {"displayName": "Ann", "content": HONEST}]}]},
    "slack robot": [
        {"type": "message", "ts": "1.1", "bot_id": "B", "bot_profile": {"name": WHO},
         "text": f"<{LINK}>"},
        {"type": "message", "ts": "1.2", "user": "U2", "text": HONEST}],
    "discord, two names": {"messages": [
        {"id": "1", "content": LINK, "author": {"name": WHO, "nickname": "Desk"}},
        {"id": "2", "content": HONEST, "author": {"name": "ann"}}]},
}  # fmt: skip


def is_told_apart(found: dict[str, str]) -> None:
    assert found[LINK] in ("suspicious", "impersonation")
    assert found["+1 202 555 0143"] == "unknown"


@pytest.mark.parametrize("form", TEXTS)
def test_in_text(form, contacts):
    is_told_apart(contacts(TEXTS[form].format(a=WHO, x=LINK, b="Ann", y=HONEST).encode()))


@pytest.mark.parametrize("form", JSON)
def test_in_json(form, contacts):
    is_told_apart(contacts(json.dumps(JSON[form]).encode()))


@pytest.mark.parametrize("head", ["Author,Date,Content", "User,Date,Message", "昵称,时间,内容"])
def test_in_a_sheet(head, contacts):
    rows = f'{head}\n"{WHO}",2026-11-07,"{LINK}"\n"Ann",2026-11-07,"{HONEST}"\n'
    is_told_apart(contacts(rows.encode(), "chat.csv"))


TELEGRAM = (
    '<!DOCTYPE html><html><body><div class="history">'
    '<div class="message default clearfix" id="message1"><div class="body">'
    f'<div class="from_name">{WHO} </div><div class="text">hi</div></div></div>'
    '<div class="message default clearfix joined" id="message2"><div class="body">'
    f'<div class="text"><a href="{LINK}">{LINK}</a></div></div></div>'
    '<div class="message default clearfix" id="message3"><div class="body">'
    f'<div class="from_name">Ann </div><div class="text">{HONEST}</div></div></div></div></body>'
)
DISCORD = (
    "<!DOCTYPE html><html><body><div class=chatlog>"
    f"<div class=chatlog__message-group><span class=chatlog__author title=d>{WHO}</span>"
    f"<div class=chatlog__content>{LINK}</div></div>"
    "<div class=chatlog__message-group><span class=chatlog__author title=a>Ann</span>"
    f"<div class=chatlog__content>{HONEST}</div></div></div></body></html>"
)


@pytest.mark.parametrize("page", [TELEGRAM, DISCORD], ids=["telegram", "discord"])
def test_in_a_page(page, contacts):
    is_told_apart(contacts(page.encode(), "messages.html"))


def test_a_log_is_no_chat(contacts):
    """Its lines begin with a time too, and what stands behind is nobody's name."""
    lines = "".join(f"2026-11-07 20:20:1{n} reading https://h{n}.example/\n" for n in range(4))
    assert read(lines.encode()).form == "text"
    assert len(contacts(lines.encode())) == 4


def test_a_head_without_words_is_kept(contacts):
    text = TEXTS["wechat"].format(a="Ann", x="hello", b="Bob", y="ok")
    text += "https://late.example/ 2026-11-07 20:22:00\n"
    assert "https://late.example/" in contacts(text.encode())


def test_messengers_letters_are_bytes(scan):
    said = "示例钱包".encode().decode("latin-1")
    raw = json.dumps({"messages": [
        {"sender_name": said, "timestamp_ms": 1, "content": LINK},
        {"sender_name": "Ann", "timestamp_ms": 2, "content": "ok"}]}).encode()  # fmt: skip
    document, report = scan(raw)
    assert "示例钱包" in document.text
    assert [claim.text for claim in report.claims] == ["示例钱包"]


def test_text_messages_of_a_backup(contacts):
    raw = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<smses count="2">\n'
        f'<sms address="{WHO}" body="{LINK}?a=1&amp;b=2" contact_name="(Unknown)" />\n'
        f'<sms address="+12025550144" body="{HONEST}" contact_name="Ann" />\n</smses>\n'
    ).encode()
    found = contacts(raw, "sms.xml")
    assert found[f"{LINK}?a=1&b=2"] in ("suspicious", "impersonation")
    assert found["+1 202 555 0143"] == "unknown"


def test_a_feed_and_its_pages(contacts):
    raw = (
        '<?xml version="1.0"?><rss version="2.0"><channel>'
        "<item><title>a</title><description>&lt;a href='https://in.example/'&gt;x&lt;/a&gt;"
        f"</description></item><item><link>{LINK}</link></item></channel></rss>"
    ).encode()
    assert set(contacts(raw, "feed.xml")) == {"https://in.example/", LINK}


def test_xml_that_multiplies_is_read_as_it_is(contacts):
    raw = (
        '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        f"<x>&b; {LINK}</x>"
    ).encode()
    assert set(contacts(raw)) == {LINK}


@pytest.mark.parametrize("form", [plistlib.FMT_XML, plistlib.FMT_BINARY])
def test_what_safari_saves(form, scan, contacts):
    assert set(contacts(plistlib.dumps({"URL": LINK}, fmt=form), "a.webloc")) == {LINK}
    page = (
        f'<title>x</title><a href="{LINK}">examplewallet.example</a><p><a href="/b">b</a>'.encode()
    )
    frame = {"WebMainResource": {"WebResourceData": b"in https://frame.example/"}}
    archive = {
        "WebMainResource": {
            "WebResourceData": page, "WebResourceMIMEType": "text/html",
            "WebResourceTextEncodingName": "UTF-8", "WebResourceURL": "https://host.example/",
        },
        "WebSubframeArchives": [frame],
    }  # fmt: skip
    document, report = scan(plistlib.dumps(archive, fmt=form), "a.webarchive")
    assert document.form == "html"
    assert "link_mismatch" in {finding.code for finding in report.findings}
    assert {LINK, "https://frame.example/"} <= {c.raw for c in report.contacts}


def test_a_damaged_or_hostile_property_list_is_refused():
    many: list[object] = []
    for _ in range(40):
        many = [many, many]
    for raw in (
        plistlib.dumps(many, fmt=plistlib.FMT_BINARY),
        plistlib.dumps({"URL": LINK}, fmt=plistlib.FMT_BINARY)[:30],
        b"bplist00" + b"\xff" * 40,
    ):
        with pytest.raises(UnreadableInput):
            read(raw)


def test_a_card_says_its_charset(scan):
    name = "".join(f"={byte:02X}" for byte in "示例钱包".encode("gbk"))
    raw = f"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:{name}\nEND:VCARD\n"
    assert "示例钱包" in scan(raw.encode())[0].text


def test_a_mail_of_apple_mail(scan):
    mail = f"From: {WHO} <a@mail.example>\nTo: b@mail.example\nSubject: x\n\n{LINK}\n".encode()
    document, _ = scan(str(len(mail)).encode() + b"\n" + mail + plistlib.dumps({"flags": 1}))
    assert document.form == "mail"
    assert "plist" not in document.text


def test_values_one_behind_the_other(contacts):
    assert set(contacts(b'{\n"u": "https:\\/\\/a.example\\/"\n}\n{"u": "https://b.example/"}')) == {
        "https://a.example/",
        "https://b.example/",
    }
    script = b'window.YTD.dm.part0 = [{"text": "https:\\/\\/a.example\\/"}];\n'
    assert set(contacts(script, "dm.js")) == {"https://a.example/"}


def test_a_drawing_is_read_as_a_page(scan):
    raw = f'<svg xmlns="http://www.w3.org/2000/svg"><a href="{LINK}"><text>x</text></a></svg>'
    document, report = scan(raw.encode(), "a.svg")
    assert document.form == "html"
    assert [c.raw for c in report.contacts] == [LINK]


BMP = b"BM" + (10_000).to_bytes(4, "little") + bytes(4) + b"\x36\0\0\0" + b"\xff" * 10_000


@pytest.mark.parametrize(
    ("raw", "named"),
    [
        (BMP, "BMP"), (b"\x78\x9f\x3e\x22" + b"\x01\0" * 300, "winmail"),
        (b"\x01\0" * 300, "binary"), (b"\xff\x0a" + bytes(range(32, 127)) * 3, "JPEG XL"),
        (b"-----BEGIN PGP MESSAGE-----\n\nhQEM\n", "PGP"), (b"PK\x03\x04" + b"x" * 90, "damaged"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_refused_and_named(raw, named):
    with pytest.raises(UnreadableInput, match=named):
        read(raw)
