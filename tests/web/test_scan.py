"""``POST /v1/scan``: texts, pages, and what is read of a page."""

from __future__ import annotations

from typing import Any

import pytest
from serving import Server

from ringtrue.server.html_text import text_of_html

FAKE = "https://examplewallet-support.example/login"
TEXT = f"Example Wallet support: {FAKE} or +1 800 555 0142. Send your seed phrase."


def _statuses(report: dict[str, Any]) -> dict[str, str]:
    return {c["raw"]: c["verdict"]["status"] for c in report["contacts"]}


def test_a_text(server: Server) -> None:
    report = server.ask("POST", "/v1/scan", {"text": TEXT, "lang": "zh"}).json()
    assert report["status"] == "impersonation"
    assert _statuses(report)[FAKE] == "impersonation"
    assert _statuses(report)["+1 800 555 0142"] == "official"
    first = report["contacts"][0]
    assert TEXT[first["start"] : first["end"]] == first["raw"]
    assert "不在" in first["verdict"]["advice"][0]
    assert report["red_flags"]


def test_a_page_with_its_address(server: Server) -> None:
    page = f'<title>Example Wallet</title><p>Help</p><a href="{FAKE}">examplewallet.example</a>'
    body = {"html": page, "url": "https://examp1ewallet.example/"}
    report = server.ask("POST", "/v1/scan", body).json()
    assert report["page"]["status"] == "impersonation"
    assert _statuses(report) == {"examplewallet.example": "official", FAKE: "impersonation"}
    for contact in report["contacts"]:
        assert report["text"][contact["start"] : contact["end"]] == contact["raw"]


@pytest.mark.parametrize("body", [{}, {"text": "a", "html": "b"}, {"text": None}])
def test_text_or_html(server: Server, body: dict[str, Any]) -> None:
    answer = server.ask("POST", "/v1/scan", body)
    assert (answer.status, answer.json()["field"]) == (422, "text")


def test_more_contacts_than_are_judged_are_noted(server: Server) -> None:
    text = " ".join(f"https://shop-{n}.example/" for n in range(1100))
    report = server.ask("POST", "/v1/scan", {"text": text}).json()
    assert len(report["contacts"]) == 1000
    assert [note["code"] for note in report["notes"]] == ["contacts_cut"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain", "plain"),
        ("<p>one</p><p>two", "one\ntwo"),
        ("<b>exam</b>ple.<i>com</i>", "example.com"),
        ("<td>a</td><td>b</td>", "a\nb"),
        ("a &amp; b&nbsp;&#64;c", "a & b @c"),
        ("<script>var a = '<p>x';</script>y", "y"),
        ("<STYLE>p{}</StYlE >y", "y"),
        ("<script>never ends", ""),
        ("a<!-- b --> c", "a c"),
        ("a<!-- never ends", "a"),
        ("a<!-->b", "a"),
        ("1 < 2 <3", "1 < 2 <3"),
        ('a<b title="x>y">c', "ac"),
        ("a <b title='never ends>c", "a"),
        ('<a href="tel:+18005550142">call</a>', "call (tel:+18005550142)"),
        ("<a href='mailto:a@b.example'>a@b.example</a>", "a@b.example"),
        ("<a href=https://a.example/?b=1&amp;c=2>x</a> y", "x (https://a.example/?b=1&c=2) y"),
        ('<a href="https://a.example">https://a.example</a>', "https://a.example"),
        ("<a href='javascript:x()'>x</a>", "x"),
        ("<a href='/help'>x</a>", "x"),
        ("<a name=x href=https://a.example>x", "x (https://a.example)"),
        ("<a title='href=' HREF = 'https://a.example'>x</a>", "x (https://a.example)"),
    ],
)
def test_what_a_page_shows(html: str, text: str) -> None:
    assert text_of_html(html) == text


def test_relative_targets_need_the_address() -> None:
    read = text_of_html("<a href='/help'>x</a>", "https://a.example/b")
    assert read == "x (https://a.example/help)"


@pytest.mark.parametrize(
    "piece",
    ["<", "<a", "<a ", '<a "', "<a '", "<!--", "<!", "</", "<script>", "<a href=", "&#", "<p>",
     "<a href='x'>", "&lt;", "</a>", '<a b="'],
)  # fmt: skip
def test_reading_is_linear(piece: str) -> None:
    """Twenty times the page takes nowhere near four hundred times the work."""
    import sys

    def work(times: int) -> int:
        calls = 0

        def count(frame: Any, event: str, arg: Any) -> None:
            nonlocal calls
            calls += 1

        sys.setprofile(count)
        try:
            text_of_html(piece * times)
        finally:
            sys.setprofile(None)
        return calls

    assert work(4000) < 40 * work(200) + 1000
    assert isinstance(text_of_html(piece * 200_000), str)
