"""Pages as a browser saves, records and prints them: made by Chromium here."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ringtrue.errors import UnreadableInput
from ringtrue.scanning.inputs import read

pytest.importorskip("selectolax", reason="pages need the extra html")
playwright = pytest.importorskip("playwright.sync_api", reason="drives the browser")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
if not CHROMIUM:
    pytest.skip("needs chromium (Debian: apt-get install chromium)", allow_module_level=True)
pytestmark = pytest.mark.slow

ADDRESS = "https://desk.example/help"
SOURCE = """<!doctype html><meta charset=utf-8><title>Example Wallet support</title>
<h1>Example Wallet support</h1><p>Log in at <a href="https://evil.example/a">examplewallet.example</a></p>
<p>call +1 888 555 0142</p><iframe src="/frame"></iframe>"""
FRAME = "<p>write to frame@desk.example</p>"


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, bytes]:
    """The same page as MHTML, HAR and PDF."""
    folder: Path = tmp_path_factory.mktemp("pages")

    def answer(route) -> None:
        body = FRAME if route.request.url.endswith("/frame") else SOURCE
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    def made() -> Iterator[tuple[str, bytes]]:
        with playwright.sync_playwright() as play:
            browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            context = browser.new_context(record_har_path=folder / "a.har")
            page = context.new_page()
            page.route("**/*", answer)
            page.goto(ADDRESS)
            saved = context.new_cdp_session(page).send("Page.captureSnapshot", {"format": "mhtml"})
            yield "mhtml", saved["data"].encode()
            yield "pdf", page.pdf()
            context.close()
            browser.close()
        yield "har", (folder / "a.har").read_bytes()

    return dict(made())


def test_a_saved_page(files, scan):
    document, report = scan(files["mhtml"])
    assert document.form == "html"
    assert document.address == ADDRESS
    assert {c.raw for c in report.contacts} == {
        "examplewallet.example",
        "https://evil.example/a",
        "+1 888 555 0142",
        "frame@desk.example",
    }
    assert {f.code for f in report.findings} == {"page_claim", "link_mismatch"}
    assert report.status.value in ("suspicious", "impersonation")


def test_a_recorded_page(files, scan):
    _, report = scan(files["har"])
    found = {c.raw for c in report.contacts}
    assert {ADDRESS, "https://evil.example/a", "+1 888 555 0142", "frame@desk.example"} <= found
    assert "link_mismatch" in {f.code for f in report.findings}


def test_a_printed_page(files, scan):
    pytest.importorskip("pypdfium2", reason="PDF needs the extra documents")
    document, report = scan(files["pdf"])
    found = {c.raw: c.role for c in report.contacts}
    assert found["+1 888 555 0142"] == "text"
    assert found["https://evil.example/a"] == "link"
    assert "Log in at examplewallet.example" in document.text
    assert [f.code for f in report.findings] == ["link_mismatch"]


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.98])
def test_damaged_ones(files, share, scan):
    for form in ("mhtml", "har"):
        scan(files[form][: int(share * len(files[form]))])
    pytest.importorskip("pypdfium2", reason="PDF needs the extra documents")
    raw = files["pdf"]
    with contextlib.suppress(UnreadableInput):
        scan(raw[: int(share * len(raw))])


def test_a_locked_pdf_is_refused():
    pytest.importorskip("pypdfium2", reason="PDF needs the extra documents")
    trailer = b"%PDF-1.4\ntrailer<</Encrypt<</Filter/Standard/V 1/R 2/O(x)/U(x)/P -4>>>>\n%%EOF"
    with pytest.raises(UnreadableInput, match="PDF"):
        read(trailer)


def test_hostile_recordings_are_bounded(scan):
    entry = {"request": {"url": "https://a.example/"}, "response": {"content": {"text": "x"}}}
    odd = [7, {}, {"request": 1}, {"request": {"url": 2}}, entry]
    _, report = scan(json.dumps({"log": {"entries": odd}}).encode())
    assert [c.raw for c in report.contacts] == ["https://a.example/"]
    many = json.dumps({"log": {"entries": [entry] * 20_500}}).encode()
    assert "requests_cut" in {note.code for note in scan(many)[1].notes}


def test_an_ordinary_mail_is_no_saved_page(scan):
    raw = (
        b"From: Ann <ann@x.example>\r\nTo: b@x.example\r\nSubject: s\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n"
        b"<p>hello\r\n--b--\r\n"
    )
    assert scan(raw)[0].form == "mail"
