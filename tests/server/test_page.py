"""The page as a form, without JavaScript."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from serving import Answer, Server

from ringtrue import Checker, Directory, Verdict
from ringtrue.server.page_judge import Form, judge

FAKE = "https://examp1ewallet.example/login"


def _post(server: Server, language: str = "en", **fields: str) -> Answer:
    sent = {"Content-Type": "application/x-www-form-urlencoded", "Accept-Language": language}
    return server.ask("POST", "/", urlencode(fields).encode(), sent)


def _words(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def test_the_page_is_complete(server: Server) -> None:
    answer = server.ask("GET", "/")
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "form-action 'self'" in policy
    assert "$" not in answer.text  # nothing was left out of the template
    assert "Listed: brands 1, contacts 2" in answer.text
    assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=", answer.text)
    assert server.ask("GET", "/static/page.css").headers["content-type"].startswith("text/css")


def test_a_form_post_is_answered_in_the_page(server: Server) -> None:
    html = _post(server, q=FAKE).text
    assert "<!doctype html>" in html
    assert "Do not use this. It is not Example Wallet’s." in _words(html)
    assert 'data-official="examplewallet.example"' in html
    assert "<mark><strong>1</strong></mark>" in html
    assert f"\n{FAKE}</textarea>" in html


@pytest.mark.parametrize(
    ("language", "wanted", "title"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans", "真的是他们的吗"),
        ("nl,sv;q=0.9", "en", "Is it really theirs"),
        ("en-US,zh;q=0.5", "en", "Is it really theirs"),
        ("en;q=0.2,zh;q=0.9", "zh-Hans", "真的是他们的吗"),
        ("", "en", "Is it really theirs"),
        ("?;;;q=,,,zh;q=0", "en", "Is it really theirs"),
    ],
)
def test_the_browsers_language(server: Server, language: str, wanted: str, title: str) -> None:
    answer = server.ask("GET", "/", headers={"Accept-Language": language})
    assert f'<html lang="{wanted}" dir="ltr">' in answer.text
    assert title in answer.text
    assert "accept-language" in answer.headers["vary"]


def test_another_language_by_choice(server: Server) -> None:
    assert "真的是他们的吗" in server.ask("GET", "/?lang=zh").text
    assert "这不是Example Wallet的" in _post(server, q=FAKE, lang="zh").text
    assert "Is it really" in server.ask("GET", "/?lang=xx").text


def test_the_country_is_proposed(server: Server) -> None:
    answer = server.ask("GET", "/", headers={"Accept-Language": "zh-CN"})
    assert '<option value="CN" selected>中国' in answer.text


def test_whom_it_is_said_to_be(server: Server) -> None:
    told = _post(server, q="+1 800 555 0199", claims="示例钱包").text
    assert "Example Wallet" in told
    assert "answer caution" in told or "answer stop" in told
    assert "“Nobody Inc” is not in our list" in _post(server, q=FAKE, claims="Nobody Inc").text


def test_a_message_is_scanned(server: Server) -> None:
    text = (
        f"Example Wallet support here!\nOpen {FAKE} or call +1 800 555 0142.\nSend your seed phrase"
    )
    html = _post(server, q=text).text
    assert html.count('<section class="answer ') == 1
    assert "It is not Example Wallet’s." in _words(html)
    assert html.count('<li class="stop">') == html.count('<li class="listed">') == 1
    assert "seed phrase" in html.partition("</form>")[2]


def test_many_contacts_are_cut_with_a_note(server: Server) -> None:
    text = " ".join(f"https://shop-{n}.example/" for n in range(80))
    html = _post(server, q=text).text
    assert html.count('<li class="unknown">') == 50
    assert "and 30 more" in html


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</textarea><script>alert(1)</script>",
        "https://a.example/<script>alert(1)</script>",
        "'onfocus=alert(1) autofocus='",
        "$title ${q} $answer",
        "a\u202eb.example \u200b\u2066",
        "<b>Example Wallet</b> <x@y.example>",
        "\x00\x1b[31m",
    ],
)
def test_what_is_pasted_stays_text(server: Server, hostile: str) -> None:
    for fields in ({"q": hostile}, {"q": FAKE, "claims": hostile}, {"q": f"{hostile} {FAKE}"}):
        html = _post(server, **fields).text
        assert not re.search(r"<(script(?! src=\"/static/)|img|b>|x@)", html)
        assert not re.search(r"<[^>]*\son\w+=", re.sub(r'"[^"]*"', '""', html))
        answer = re.sub(r'<input id="claims"[^>]*>', "", html.partition("</form>")[2])
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x00-\x09\x0b-\x1f]", answer)


@pytest.mark.parametrize("region", ["CHN", "<>", "中国", "C"])
def test_a_strange_country_is_left_out(server: Server, region: str) -> None:
    html = _post(server, q="95588", region=region).text
    assert '<option value="" selected>' in html


def test_the_part_is_the_answer_alone(server: Server) -> None:
    part = _post(server, q=FAKE, part="1").text
    assert part.startswith('<section class="answer stop"')
    assert part in _post(server, q=FAKE).text
    assert _post(server, q="   ", part="1").text == ""


def test_forms_of_other_kinds_are_refused(server: Server) -> None:
    assert server.ask("POST", "/", b"q=a", {"Content-Type": "text/plain"}).status == 400
    fields = "&".join(f"a{n}=1" for n in range(50)).encode()
    sent = {"Content-Type": "application/x-www-form-urlencoded"}
    assert server.ask("POST", "/", fields, sent).status == 400
    assert server.ask("POST", "/", b"q=%ff\xff", sent).status == 400
    assert server.ask("POST", "/", b"q=%ff", sent).status == 200


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("https://examp1ewallet.example", True),
        ("+1 800 555 0142", True),
        ("Example Wallet <desk@mail.example>", True),
        ("XXXX-XXXXXXX", True),
        ("@examplewallet", True),
        ("hello", True),
        ("see https://examp1ewallet.example", False),
        ("Please send your seed phrase now", False),
        ("+1 800 555 0142\n+1 800 555 0143", False),
        ("示例钱包客服请访问https://examp1ewallet.example/ 并发送助记词", False),
    ],
)
def test_one_contact_or_a_text(text: str, one: bool) -> None:
    rows = [("examplewallet", "Example Wallet", "domain", "examplewallet.example")]
    found = judge(Form(q=text), Checker(Directory.from_rows(rows)))
    assert isinstance(found, Verdict) is one
