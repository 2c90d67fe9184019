"""Whatever the bytes are, a document comes out or an error of ours that says why."""

from __future__ import annotations

import contextlib
import io
import json
import mailbox
import random
import zipfile
from pathlib import Path
from typing import get_args

import pytest

from ringtrue.errors import RingtrueError
from ringtrue.scanning.inputs import Reading, read

pytest.importorskip("selectolax", reason="pages need the extra html")


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def office() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:  # stored, so that changes reach the text
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{WORD}"><w:p><w:r><w:t>call +1 888 555 0142</w:t></w:r></w:p>'
            '<w:p><w:hyperlink w:id="r1"><w:r><w:t>here</w:t></w:r></w:hyperlink></w:p>'
            "</w:document>",
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            '<Relationships><Relationship Id="r1" Target="https://a.example" '
            'TargetMode="External"/></Relationships>',
        )
    return out.getvalue()


def box(folder: Path) -> bytes:
    """A mailbox as Python's own library writes it."""
    made = mailbox.mbox(folder / "box")
    for n in range(3):
        message = mailbox.mboxMessage()
        message["From"] = f"Ann <ann{n}@x.example>"
        message["Subject"] = f"s{n}"
        message["Date"] = "Mon, 30 Nov 2026 10:00:00 +0000"
        message.set_payload(f"From here on: https://h{n}.example/\n")
        made.add(message)
    made.flush()
    made.close()
    return (folder / "box").read_bytes()


CHAT = (
    "[07/11/2026, 8:20:41\u202fPM] Ann: call +1 888 555 0142\n"
    "[07/11/2026, 8:21:00\u202fPM] Bob: ok\n"
)
RUNS = ["a", {"type": "text_link", "text": "b", "href": "https://a.example"}]
ASKED = {
    "request": {"url": "https://a.example"},
    "response": {"content": {"mimeType": "text/html", "text": "<p>x"}},
}
SEEDS = {
    "telegram": json.dumps(
        {"messages": [{"id": 1, "type": "message", "date": "2026", "from": "A", "text": RUNS}]}
    ).encode(),
    "slack": b'[{"type": "message", "user": "U", "ts": "1", "text": "<https://a.example|b>"}]',
    "discord": b'{"messages": [{"content": "", "author": {"name": "n"}, "embeds": [{"url": 1}]}]}',
    "har": json.dumps({"log": {"entries": [ASKED]}}).encode(),
    "lines": b'{"a": "https://a.example"}\n{"b": 1}\n',
    "chat": CHAT.encode(),
    "sheet": b'a,b\n"https://a.example","x\ny"\n1,2\n',
    "card": b'BEGIN:VCARD\r\nFN:A\r\nTEL;X="a:b":+1 888\r\n 555 0142\r\nEND:VCARD\r\n',
    "event": b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:s\r\nURL:https://a.example\r\n"
    b"END:VEVENT\r\n",
    "saved": b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/\r\n"
    b"Subject: s\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
    b"Content-Type: text/html\r\nContent-Location: https://a.example/\r\n\r\n"
    b"<p><a href=/b>x</a>\r\n--b--\r\n",
    "page": b"<!doctype html><base href=/x><iframe srcdoc='<a href=//a.example>x'></iframe><a>",
    "pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]"
    b"/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj "
    b"trailer<</Root 1 0 R>>",
    "office": office(),
    "utf-16": CHAT.encode("utf-16"),
    "gb18030": "客服电话：400-000-0142，请加微信".encode("gb18030"),
}
ODD = (
    b"\0", b"\xff\xfe", b'"', b"{", b"[", b"<", b"\\", b"\r", b"\n\n", b"\xe2\x80\xae", b"null",
    b"1e999", b"&#0;", b"=", b"]]>",
)  # fmt: skip


def changed(raw: bytes, dice: random.Random) -> bytes:
    """Some bytes changed, taken out, doubled, or put in from elsewhere."""
    data = bytearray(raw)
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(data) + 1)
        kind = dice.randrange(5)
        if kind == 0 and data:
            data[at - 1] = dice.randrange(256)
        elif kind == 1:
            del data[at : at + dice.randint(1, 20)]
        elif kind == 2:
            data[at:at] = data[at : at + dice.randint(1, 40)] * dice.randint(1, 4)
        elif kind == 3:
            data[at:at] = dice.choice(ODD)
        else:
            other = dice.choice(list(SEEDS.values()))
            start = dice.randrange(len(other))
            data[at:at] = other[start : start + dice.randint(1, 60)]
    return bytes(data)


@pytest.mark.parametrize("seed", SEEDS)
def test_changed_files_give_a_document_or_an_error_of_ours(seed, scan):
    dice = random.Random(seed)
    for _ in range(150):
        raw = changed(SEEDS[seed], dice)
        with contextlib.suppress(RingtrueError):
            scan(raw, dice.choice(["", "a.csv", "a.json", "a.html", "a.eml", "a.txt"]))


@pytest.mark.parametrize("reading", get_args(Reading))
def test_any_bytes_in_any_reading(reading):
    dice = random.Random(reading)
    for size in (0, 1, 2, 7, 100, 5_000):
        raw = dice.randbytes(size)
        with contextlib.suppress(RingtrueError):
            assert isinstance(read(raw, "", reading).text, str)


def test_a_mailbox_of_a_mail_program(tmp_path, scan):
    raw = box(tmp_path)
    assert b">From here on" in raw
    document, report = scan(raw)
    assert len(document.parts) == 3
    assert document.text.count("\nFrom here on") == 3
    links = [c.raw for c in report.contacts if c.kind == "url"]
    assert links == [f"https://h{n}.example/" for n in range(3)]
    for cut in (0.3, 0.7):
        scan(raw[: int(len(raw) * cut)])
