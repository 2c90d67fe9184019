"""Pages, mails and pictures: what of them is read, told apart, and left out with a note."""

from __future__ import annotations

import base64
import io
import zlib

import pytest

from ringtrue import Checker, Directory
from ringtrue.errors import UnreadableInput
from ringtrue.scanning import html_bounds, scan_document
from ringtrue.scanning.html_bounds import MAX_ATTRIBUTES, bounded
from ringtrue.scanning.html_page import read_html
from ringtrue.scanning.inputs import form_of, read

CHECKER = Checker(
    Directory.from_rows(
        [
            ("examplewallet", "Example Wallet", "domain", "examplewallet.example"),
            ("examplewallet", "Example Wallet", "alias", "示例钱包"),
        ]
    )
)
PNG = b"\x89PNG\r\n\x1a\n"


def scan(raw: bytes, name: str, url: str | None = None):
    return scan_document(read(raw, name), CHECKER, url=url)


def roles(report) -> dict[str, str]:
    return {contact.raw: contact.role for contact in report.contacts}


def notes(report) -> set[str]:
    return {note.code for note in report.notes}


# -- pages ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page():
    pytest.importorskip("selectolax", reason="pages need the extra html")
    source = """<!doctype html><html><head><title>示例钱包 官方客服</title>
<meta name=description content="call +1 800 555 0143"><meta http-equiv=refresh content="3;url=https://next.example/a">
<style>.gone{display:none} #far{text-indent:-9999px}</style></head><body>
<h1>Example&nbsp;Wallet support</h1>
<p>Mail <a href="mailto:help@desk.example">us</a>, <a href="tel:+18005550142">call</a>.
<a href="https://evil.example/x">https://examplewallet.example/login</a>
<p class=gone>https://hidden.example/a</p><p id=far>https://far.example/b</p>
<p style="display: none">https://style.example/c</p><p hidden>https://attr.example/d</p>
<p>微&#20449;：&#119;allet_0142 <b>tele</b>gram <i>@wallet_desk</i>
<script>var a = "https://script.example/"</script><!-- https://comment.example -->
<form action="https://collect.example/p"><input name=seed placeholder="recovery phrase"></form>
<img alt="scan: https://alt.example/q"></body></html>"""
    return scan(source.encode(), "a.html", "https://wallet-desk.example/help")


def test_links_stand_apart_from_what_is_seen(page):
    assert page.form == "html"
    found = roles(page)
    assert found["https://examplewallet.example/login"] == "text"
    assert found["https://evil.example/x"] == "link"
    assert found["mailto:help@desk.example"] == "link"
    assert found["tel:+18005550142"] == "link"
    assert found["https://next.example/a"] == "link"
    assert found["+1 800 555 0143"] == "meta"
    assert found["https://alt.example/q"] == "text"


def test_hidden_text_is_read_and_told_apart(page):
    hidden = {raw for raw, role in roles(page).items() if role == "hidden"}
    assert hidden == {f"https://{name}.example/{letter}" for name, letter in
                      (("hidden", "a"), ("far", "b"), ("style", "c"), ("attr", "d"))}  # fmt: skip


def test_scripts_and_comments_are_not_read(page):
    assert not any("script" in raw or "comment" in raw for raw in roles(page))


def test_entities_are_letters(page):
    assert {"wallet_0142", "@wallet_desk"} <= set(roles(page))


def test_what_the_page_as_a_whole_does_wrong(page):
    severities = {finding.code: finding.severity for finding in page.findings}
    assert severities == {
        "page_claim": "high",
        "link_mismatch": "critical",
        "secret_form": "critical",
    }
    assert page.status.value == "impersonation"


def test_the_same_page_at_the_brand_is_no_page_claim():
    pytest.importorskip("selectolax", reason="pages need the extra html")
    raw = "<title>示例钱包 官方客服</title><p>https://examplewallet.example/help".encode()
    report = scan(raw, "a.html", "https://examplewallet.example/")
    assert report.findings == ()
    assert report.status.value == "official"


@pytest.mark.parametrize(
    ("raw", "note"),
    [
        (b"<div>" * 2_000 + b"help@desk.example", "too_deep"),
        (
            b"<p " + b"".join(b"a%d=b " % n for n in range(9_000)) + b">help@desk.example",
            "attributes_cut",
        ),
        (b"<p>help@desk.example<p>" + b"<a href=https://x.example/>y</a>" * 20_001, "links_cut"),
    ],
)  # fmt: skip
def test_hostile_pages_are_bounded_and_say_so(raw, note):
    pytest.importorskip("selectolax", reason="pages need the extra html")
    report = scan(raw, "a.html")
    assert note in notes(report)
    assert "help@desk.example" in roles(report)


@pytest.mark.parametrize("value", ["b", '">"', "'>'", "<", '"a b c"'])
def test_attributes_beyond_the_limit_are_dropped_whatever_their_values(value):
    many = "".join(f" a{n}={value}" for n in range(5_000))
    (kept,), _, cut = bounded(f"<i x=1><p{many}>seen</p>")
    assert cut
    assert kept.startswith("<i x=1><p")
    assert kept.endswith(">seen</p>")
    assert kept.count("=") <= MAX_ATTRIBUTES + 1


def test_few_attributes_stay():
    source = "<p a=b>" * 5_000
    assert bounded(source) == ([source], False, False)


def test_a_page_whose_tree_would_be_too_large_is_read_in_parts_and_whole(monkeypatch):
    pytest.importorskip("selectolax", reason="pages need the extra html")
    cells = "".join(f"<tr><td class=x>{n}<td id=y>n{n}" for n in range(2_000))
    monkeypatch.setattr(html_bounds, "PART", 400_000)
    page = f"<title>t</title><table>{cells}</table><a href=https://x.example/>end"
    assert len(bounded(page).parts) > 2
    document = read_html(page)
    rows = document.text.split("\n", 1)[1].split("\nend")[0]
    assert rows.split() == [word for n in range(2_000) for word in (str(n), f"n{n}")]
    assert len(document.links) == 1


def test_an_honest_page_is_one_part(monkeypatch):
    row = "<li class=item><a href='https://x.example/a/page.html'>One of many entries</a></li>"
    monkeypatch.setattr(html_bounds, "PART", 10_000)
    assert len(bounded(row * 5_000).parts) == 1


# -- mails ----------------------------------------------------------------------------------------

HEAD = """From: "Example Wallet Support" <noreply@mailer.example>
Reply-To: examplewallet.help@gmail.com
To: you@x.example
Subject: =?utf-8?B?5oKo55qE6LSm5oi35byC5bi4?=
Date: Mon, 23 Nov 2026 10:00:00 +0000
MIME-Version: 1.0
"""


def test_a_mail_is_told_by_its_head_and_read_whole():
    text = "点击 https://examplewallet-desk.example/a".encode("gb18030")
    body = base64.encodebytes(text).decode()
    kind = "Content-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: base64\n\n"
    raw = HEAD + kind + body
    assert form_of(raw.encode()) == "mail"
    document = read(raw.encode())
    assert "您的账户异常" in document.text
    report = scan_document(document, CHECKER)
    found = roles(report)
    assert found["https://examplewallet-desk.example/a"] == "text"
    assert found["examplewallet.help@gmail.com"] == "header"
    assert '"Example Wallet Support" <noreply@mailer.example>' in found
    assert [f.code for f in report.findings] == ["reply_elsewhere"]
    assert report.status.value == "impersonation"


def test_of_two_readings_the_page_is_shown_and_the_text_is_hidden():
    pytest.importorskip("selectolax", reason="pages need the extra html")
    raw = HEAD + (
        "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
        "https://plain.example\n--b\nContent-Type: text/html\n\n"
        "<a href='https://target.example/'>here</a> https://shown.example\n--b--\n"
    )
    found = roles(scan(raw.encode(), "a.eml"))
    assert found["https://shown.example"] == "text"
    assert found["https://target.example/"] == "link"
    assert found["https://plain.example"] == "hidden"


def test_a_picture_in_a_mail_is_read():
    picture = base64.encodebytes(code("https://examplewallet-desk.example/q")).decode()
    raw = HEAD + (
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nsee\n--b\n"
        f"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n{picture}\n--b--\n"
    )
    assert roles(scan(raw.encode(), "a.eml"))["https://examplewallet-desk.example/q"] == "qr"


def test_nested_parts_are_bounded_and_say_so():
    opens = "".join(f"Content-Type: multipart/mixed; boundary={n}\n\n--{n}\n" for n in range(3_000))
    report = scan((HEAD + opens + "Content-Type: text/plain\n\nx").encode(), "a.eml")
    assert "parts_cut" in notes(report)


# -- pictures -------------------------------------------------------------------------------------


def code(text: str, form: str = "PNG", beside: str = "") -> bytes:
    """A picture of a QR code, or of two."""
    zxingcpp = pytest.importorskip("zxingcpp", reason="pictures need the extra qr")
    from PIL import Image

    sheet = Image.new("RGB", (700, 340), "white")
    for number, one in enumerate(t for t in (text, beside) if t):
        drawn = zxingcpp.create_barcode(one, zxingcpp.BarcodeFormat.QRCode).to_image(scale=5)
        sheet.paste(Image.fromarray(drawn), (20 + 340 * number, 20))
    out = io.BytesIO()
    sheet.save(out, form)
    return out.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_codes_of_a_picture(form):
    raw = code("https://examplewallet-desk.example/", form, "+18005550142")
    report = scan(raw, "whatever.txt")
    assert report.form == "image"
    assert roles(report) == {"https://examplewallet-desk.example/": "qr", "+18005550142": "qr"}
    assert report.status.value == "impersonation"


def test_a_picture_without_a_code_says_so():
    pytest.importorskip("zxingcpp", reason="pictures need the extra qr")
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (40, 40), 255).save(out, "PNG")
    assert "no_code" in notes(scan(out.getvalue(), "a.png"))


def test_a_picture_that_claims_a_gigabyte_is_not_opened():
    pytest.importorskip("zxingcpp", reason="pictures need the extra qr")

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = zlib.crc32(kind + body).to_bytes(4, "big")
        return len(body).to_bytes(4, "big") + kind + body + check

    head = (30_000).to_bytes(4, "big") * 2 + bytes((1, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes(10_000)))
    raw = PNG + chunk(b"IHDR", head) + pixels + chunk(b"IEND", b"")
    assert "picture_too_large" in notes(scan(raw, "a.png"))


@pytest.mark.parametrize("raw", [PNG, PNG + b"\0" * 40, b"\xff\xd8\xff" + b"x" * 90, b"GIF89a\0\0"])
def test_broken_and_other_pictures_are_refused(raw):
    pytest.importorskip("zxingcpp", reason="pictures need the extra qr")
    with pytest.raises(UnreadableInput):
        read(raw, "a.png")
