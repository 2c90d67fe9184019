"""JSON, JSON lines, sheets, cards and calendars."""

from __future__ import annotations

import csv
import io
import json
import random
import string

import pytest

from ringtrue.scanning.formats.marked import marked_links
from ringtrue.scanning.formats.tables import read_table, separator_of
from ringtrue.scanning.inputs import read

LIE = "Example Wallet support: +1 888 555 0142"


def test_strings_of_json_are_decoded(contacts):
    raw = rb'{"url": "https:\/\/a.example\/x", "tel": "\u002b1 888 555 0142", "n": 4000000142}'
    assert set(contacts(raw)) >= {"https://a.example/x", "+1 888 555 0142"}


def test_records_are_read_apart(contacts):
    posts = [{"body": LIE}, {"body": "the plumber has +1 202 555 0143"}]
    expected = {"+1 888 555 0142": "suspicious", "+1 202 555 0143": "unknown"}
    assert contacts(json.dumps(posts).encode()) == expected
    assert contacts(json.dumps({"count": 2, "posts": posts}).encode()) == expected
    assert contacts("\n".join(map(json.dumps, posts)).encode(), "posts.jsonl") == expected


def test_a_name_that_stands_twice_hides_nothing(contacts):
    raw = b'{"url": "https://evil.example/", "url": "https://examplewallet.example/"}'
    assert set(contacts(raw)) == {"https://evil.example/", "https://examplewallet.example/"}


def test_pages_inside_values_are_read_as_pages(scan):
    pytest.importorskip("selectolax")
    post = {"content": '<p>log in at <a href="https://evil.example/">examplewallet.example</a></p>'}
    _, report = scan(json.dumps(post).encode())
    assert [f.code for f in report.findings] == ["link_mismatch"]


def test_a_broken_line_of_many_is_read_too(contacts):
    raw = b'{"a": "https://a.example/"}\n{"b": "https://b.example/"\n{"c": "https://c.example/"}\n'
    assert len(contacts(raw)) == 3


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a": ' * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a": ' + b"9" * 10_000 + b"}",
        b'{"a": NaN, "b": 1e999, "": "x"}',
        b"[1, 2, null, true]",
        b'{"a": "\\ud800"}',
    ],
)
def test_hostile_values_are_a_text_at_worst(raw, scan):
    scan(raw, "a.json")


# -- sheets ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["", "a.csv"])
def test_cells_stand_apart(separator, name, contacts):
    rows = [["site", "phone", "note"], ["https://x.example/", "400-000-0142", "call"],
            ["https://y.example/", "400-000-0143", 'say "hi"']]  # fmt: skip
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    assert set(contacts(out.getvalue().encode(), name)) == {
        "https://x.example/",
        "https://y.example/",
        "400-000-0142",
        "400-000-0143",
    }


@pytest.mark.parametrize(
    ("head", "first", "second", "third"),
    [
        ("name{}contact", "Example Wallet support{}help@examplewallet.example",
         "Bakery Miller{}info@miller-bakery.example", "unknown"),
        ("name{}contact", "Example Wallet customer service{}https://examplewallet.example",
         "Plumber Jones{}+44 20 7946 0018", "unknown"),
        ("名称{}联系方式", "示例钱包客服{}help@examplewallet.example",
         "老王水电{}138 0013 8000", "unknown"),
        # A row without a contact is the head of those under it.
        ("Example Wallet support{}", "e-mail{}help@examplewallet.example",
         "phone{}+44 20 7946 0018", "suspicious"),
        # Its own row it does speak for.
        ("name{}contact", "Bakery Miller{}info@miller-bakery.example",
         "Example Wallet support{}+44 20 7946 0018", "suspicious"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_brand_in_a_row_says_nothing_of_the_next(head, first, second, third, separator, contacts):
    rows = "\n".join((head, first, second)).replace("{}", separator)
    found = contacts(rows.encode(), "a.csv" if separator != "\t" else "a.tsv")
    assert list(found.values())[1] == third


def test_what_stood_in_a_cell_is_read_whatever_it_holds():
    """Sheets with random cells: the module that wrote them is the judge."""
    dice = random.Random(20)
    for _ in range(100):
        letters = string.ascii_letters + ",;|\"' 钱包"
        rows = [
            [
                "".join(dice.choices(letters, k=dice.randint(1, 12))).strip(" ") or "x"
                for _ in range(4)
            ]
            for _ in range(6)
        ]
        out = io.StringIO()
        csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
        document = read_table(out.getvalue(), ";")
        assert document is not None
        assert document.text.split("\n")[:6] == [
            "\t".join(" ".join(c.split()) for c in r) for r in rows
        ]


@pytest.mark.parametrize(
    "text",
    [
        "Dear Ann, how are you?\nI am well, thanks for asking.\nYours, Bob\n",
        "one line, with commas, only",
        "# Head\n\nA list, of words; and more.\n- a, b\n- c\n",
        "no separators\nat all\n",
    ],
)
def test_prose_is_no_sheet(text):
    assert separator_of(text.splitlines()) == ""


def test_two_sentences_are_no_sheet(scan):
    document, _ = scan(b"Example Wallet support,call now\nHi,I am Bob\n")
    assert "\t" not in document.text


def test_a_quote_that_nobody_closes_swallows_no_rows(contacts):
    raw = b'a,b\n"https://x.example/,1\nhttps://y.example/,2\n'
    assert "https://y.example/" in contacts(raw, "a.csv")


def test_a_cell_of_megabytes_is_read(scan):
    document, _ = scan(b"a,b\n" + b"x" * 3_000_000 + b",https://y.example/\n", "a.csv")
    assert document.text


# -- cards ----------------------------------------------------------------------------------------


def test_a_card(contacts):
    raw = (
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Example Wallet Support\r\nN:Support;;;;\r\n"
        b"item1.TEL;type=WORK:+1 888\r\n  555 0142\r\nEMAIL:desk@evil.example\r\n"
        b"URL:https\\://a.example/x\\,y\r\nNOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=E5=BE=AE"
        b"=E4=BF=A1=\r\n wx_desk0142\r\nPHOTO;ENCODING=b;TYPE=JPEG:AAAA\r\nEND:VCARD\r\n"
    )
    found = contacts(raw, "a.vcf")
    assert {"+1 888 555 0142", "desk@evil.example"} <= set(found)
    assert found["+1 888 555 0142"] == "impersonation"  # a number and a messenger


def test_a_number_as_an_address_of_a_card_names_nobody(contacts):
    """RFC 6350 writes ``tel:`` before it, which is no telephone company."""
    head = b"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ann\r\n"
    raw = head + b"TEL;VALUE=uri:tel:+44-20-7946-0020\r\nEND:VCARD\r\n"
    assert contacts(raw, "a.vcf") == {"+44-20-7946-0020": "unknown"}


def test_names_of_values_can_be_contacts(contacts):
    raw = b'{"https://x.example/a": {"seen": 1}, "ann@y.example": ["b"], "note": {"v.1": 2}}'
    assert set(contacts(raw, "a.json")) == {"https://x.example/a", "ann@y.example"}


def test_marks_of_subtitles_end_a_contact(contacts):
    raw = (
        b"[Script Info]\nTitle: x\n\n[Events]\n"
        b"Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\i1}Write to\\Nann@y.example\\Nor"
        b" https://x.example/a{\\i0}\n"
    )
    assert set(contacts(raw, "a.ass")) == {"ann@y.example", "https://x.example/a"}
    assert contacts(b"[Script Info]\n" + b"{\\" * 50_000, "a.ass") == {}


def test_each_event_of_a_calendar_is_read_apart(contacts):
    event = "BEGIN:VEVENT\r\nUID:1@google.com\r\nDTSTART:20261107T202041Z\r\n{}END:VEVENT\r\n"
    raw = (
        "BEGIN:VCALENDAR\r\nPRODID:-//x//y\r\n"
        + event.format(
            "SUMMARY:Example Wallet support\r\nDESCRIPTION:call +1 888 555 0142\\nnow\r\n"
        )
        + event.format("SUMMARY:Dentist\r\nDESCRIPTION:+1 202 555 0143\r\n")
        + "END:VCALENDAR\r\n"
    )
    assert contacts(raw.encode(), "a.ics") == {
        "+1 888 555 0142": "suspicious",
        "+1 202 555 0143": "unknown",
    }


@pytest.mark.parametrize("raw", [b"BEGIN:VCARD\n", b"BEGIN:VCALENDAR\n" + b";a=b" * 50_000 + b"\n"])
def test_damaged_and_hostile_cards(raw, scan):
    scan(raw, "a.vcf")


# -- marks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "[examplewallet.example](https://evil.example/)",
        '[**examplewallet.example**](https://evil.example/ "title")',
        "[url=https://evil.example/]examplewallet.example[/url]",
        '[URL="https://evil.example/"]examplewallet.example[/URL]',
        "<https://evil.example/|examplewallet.example>",
        "`examplewallet.example <https://evil.example/>`_",
        "[https://evil.example/ examplewallet.example]",
    ],
)
def test_words_against_target(text, scan):
    _, report = scan(f"Log in here: {text} please".encode())
    assert [f.code for f in report.findings] == ["link_mismatch"]
    assert {"https://evil.example/", "examplewallet.example"} == {c.raw for c in report.contacts}
    honest = text.replace("evil", "examplewallet")
    assert scan(f"Log in here: {honest} please".encode())[1].findings == ()


@pytest.mark.parametrize(
    "text", ["[" * 50_000, "[url=" * 20_000, "<http://a|" * 20_000, "`a <" * 20_000]
)
def test_hostile_marks_are_linear(text):
    assert marked_links(text + "](") == ()


# -- encodings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("请加微信 tp_kefu0142 办理退款", "gb18030"),
        ("请加微信 tp_kefu0142 办理退款", "utf-16"),
        ("請加入 LINE 客服辦理退款手續", "big5"),
        ("お問い合わせはこちらへ", "shift_jis"),
        ("お問い合わせはこちらへ", "euc-jp"),
        ("お問い合わせはこちらへ", "iso2022_jp"),
        ("고객 지원팀에 문의하세요", "euc-kr"),
        ("Служба поддержки клиентов банка", "koi8-r"),
        ("Служба поддержки клиентов банка", "windows-1251"),
        ("Für Rückfragen stehen wir zur Verfügung", "windows-1252"),
    ],
)
def test_encodings_are_told_from_a_sentence(text, encoding):
    assert read(text.encode(encoding), "a.txt").text == text
