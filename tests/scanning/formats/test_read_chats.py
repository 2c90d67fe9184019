"""Exports of chats, as the documented schema of each has them."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

WHATSAPP = {
    "ios": "[07/11/2026, 8:20:41\u202fPM] {a}: {x}\n[07/11/2026, 8:21:00\u202fPM] {b}: {y}\n",
    "ios zh": "[2026/11/7 下午8:20:41] {a}: {x}\n[2026/11/7 下午8:21:00] {b}: {y}\n",
    "ios de": "[07.11.26, 20:20:41] {a}: {x}\n[07.11.26, 20:21:00] {b}: {y}\n",
    "android": "11/7/26, 8:20 PM - {a}: {x}\n11/7/26, 8:21 PM - {b}: {y}\n",
    "android 24": "07/11/2026, 20:20 - {a}: {x}\n07/11/2026, 20:21 - {b}: {y}\n",
    "android zh": "2026/11/7 20:20 - {a}: {x}\n2026/11/7 20:21 - {b}: {y}\n",
    "android ko": "2026. 11. 7. 오후 8:20 - {a}: {x}\n2026. 11. 7. 오후 8:21 - {b}: {y}\n",
    "android es": "7/11/26, 8:20 p. m. - {a}: {x}\n7/11/26, 8:21 p. m. - {b}: {y}\n",
    "android ar": "7\u200f/11\u200f/2026، 8:20 م - {a}: {x}\n"
    "7\u200f/11\u200f/2026، 8:21 م - {b}: {y}\n",
    "android ru": "07.11.2026, 20:20 - {a}: {x}\n07.11.2026, 20:21 - {b}: {y}\n",
}
LIE = "Example Wallet support here, call +1 888 555 0142"
HONEST = "my plumber is at +1 202 555 0143"


@pytest.mark.parametrize("form", WHATSAPP)
def test_one_message_says_nothing_about_another(form, contacts):
    text = WHATSAPP[form].format(a="Desk", x=LIE, b="Ann", y=HONEST)
    assert contacts(text.encode()) == {
        "+1 888 555 0142": "suspicious",
        "+1 202 555 0143": "unknown",
    }


def test_lines_of_a_message_belong_together(contacts):
    text = WHATSAPP["ios"].format(
        a="A", x="Example Wallet support:\n+1 888 555 0142", b="B", y="ok"
    )
    assert contacts(text.encode()) == {"+1 888 555 0142": "suspicious"}


@pytest.mark.parametrize(
    "said",
    [
        "\u200e<attached: 00000042-PHOTO-2026-11-07-20-22-09.jpg>",
        "IMG-20261107-WA0042.jpg (file attached)",
        "IMG-20261107-WA0042.jpg（文件附件）",
        "<Media omitted>",
        "<附件: 00000042-PHOTO-2026-11-07-20-22-09.jpg>",
    ],
)
def test_names_of_media_are_no_contacts(said, contacts):
    text = WHATSAPP["ios"].format(a="Example Wallet support", x="hello", b="Ann", y=said)
    assert contacts(text.encode()) == {}


def test_who_calls_himself_support_speaks_for_what_he_says(contacts):
    text = WHATSAPP["android"].format(
        a="Example Wallet Support", x="log in at https://desk.example/", b="Ann", y=HONEST
    )
    found = contacts(text.encode())
    assert found["https://desk.example/"] in ("suspicious", "impersonation")
    assert found["+1 202 555 0143"] == "unknown"


def test_a_packed_chat_is_read_and_its_media_are_told(scan):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_chat.txt", WHATSAPP["ios"].format(a="A", x=LIE, b="B", y="ok"))
        archive.writestr("00000042-PHOTO.jpg", b"\xff\xd8\xff")
    _, report = scan(packed.getvalue(), "chat.zip")
    assert [c.raw for c in report.contacts] == ["+1 888 555 0142"]
    assert "attachments_unread" in {note.code for note in report.notes}


def telegram(*messages: dict[str, object]) -> bytes:
    common = {"type": "message", "date": "2026-11-07T20:20:41", "date_unixtime": "1794082841"}
    return json.dumps(
        {
            "name": "Example",
            "type": "public_supergroup",
            "id": 1,
            "messages": [
                {"id": n, **common, "from_id": f"user{n}", **m} for n, m in enumerate(messages)
            ],
        },
        ensure_ascii=False,
    ).encode()


def test_telegram(scan):
    link = {"type": "text_link", "text": "examplewallet.example", "href": "https://evil.example/a"}
    raw = telegram(
        {"from": "Desk", "text": ["Example Wallet support: ", link, " now"]},
        {"from": "Ann", "text": HONEST, "photo": "photos/photo_1@07-11-2026_20-22-09.jpg"},
        {"from": "Bot", "text": "press", "inline_bot_buttons": [
            [{"type": "url", "text": "Open", "data": "https://button.example/"}]]},
    )  # fmt: skip
    _, report = scan(raw, "result.json")
    found = {c.raw: c.verdict.status.value for c in report.contacts}
    assert set(found) == {
        "examplewallet.example",
        "https://evil.example/a",
        "+1 202 555 0143",
        "https://button.example/",
    }
    assert found["+1 202 555 0143"] == "unknown"
    assert [finding.code for finding in report.findings] == ["link_mismatch"]


def test_a_whole_account_of_telegram(contacts):
    chat = json.loads(telegram({"from": "Desk", "text": LIE}, {"from": "Ann", "text": HONEST}))
    raw = json.dumps({"about": "x", "chats": {"about": "y", "list": [chat, chat]}}).encode()
    assert contacts(raw) == {"+1 888 555 0142": "suspicious", "+1 202 555 0143": "unknown"}


def test_slack(scan):
    user = {"type": "message", "ts": "1794082841.000100"}
    raw = json.dumps([
        {**user, "user": "U1", "user_profile": {"real_name": "Desk"},
         "text": "Example Wallet support &amp; help: <https://evil.example/?a=1&amp;b=2|examplewallet.example>"},
        {**user, "user": "U2", "text": "<@U1> my plumber: <tel:+12025550143|+1 202 555 0143>"},
        {**user, "user": "U3", "text": "", "attachments": [
            {"title": "Open", "title_link": "https://card.example/", "text": "see"}]},
    ]).encode()  # fmt: skip
    _, report = scan(raw, "2026-11-07.json")
    found = {c.raw: c.verdict.status.value for c in report.contacts}
    assert {"https://evil.example/?a=1&b=2", "https://card.example/"} <= set(found)
    assert found["+1 202 555 0143"] == "unknown"
    assert [finding.code for finding in report.findings] == ["link_mismatch"]


def test_discord(scan):
    author = {"id": "1", "name": "desk", "nickname": "Desk", "isBot": False}
    common = {"type": "Default", "timestamp": "2026-11-07T20:20:41+00:00", "attachments": [
        {"id": "9", "url": "https://cdn.discordapp.com/attachments/1/2/p.png", "fileName": "p.png"}
    ]}  # fmt: skip
    raw = json.dumps({"guild": {"id": "1", "name": "G"}, "channel": {"id": "2", "name": "general"},
        "messages": [
        {"id": "1", **common, "content": LIE, "author": author, "embeds": []},
        {"id": "2", **common, "content": "[examplewallet.example](https://evil.example/)",
         "author": {**author, "nickname": "Ann"}, "embeds": [
            {"title": "Claim", "url": "https://embed.example/", "description": "d", "fields": []}]},
    ]}).encode()  # fmt: skip
    _, report = scan(raw, "general.json")
    assert {c.raw for c in report.contacts} == {
        "+1 888 555 0142",
        "examplewallet.example",
        "https://evil.example/",
        "https://embed.example/",
    }
    assert [finding.code for finding in report.findings] == ["link_mismatch"]


@pytest.mark.parametrize("cut", range(40, 400, 37))
def test_a_damaged_export_is_read_as_text(cut, scan):
    raw = telegram({"from": "Desk", "text": LIE}, {"from": "Ann", "text": HONEST})
    document, _ = scan(raw[:cut], "result.json")
    assert document.text


def test_a_hostile_export_is_bounded(scan):
    deep = b'{"messages": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    scan(deep, "result.json")
    odd = telegram(
        {"from": ["x"], "text": {"a": 1}},
        {"from": None, "text": [None, 1, [2]]},
        {"text": "call +1 888 555 0142", "inline_bot_buttons": [[1], 2, None]},
    )
    _, report = scan(odd, "result.json")
    assert [c.raw for c in report.contacts] == ["+1 888 555 0142"]


def test_a_log_with_times_is_no_chat(scan):
    document, _ = scan(b"2026-11-07 20:20:41 INFO started: ok\n2026-11-07 20:20:42 INFO more: x\n")
    assert document.parts == ()
