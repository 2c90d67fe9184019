"""Inputs that once made a scan fail: each kind by name, and the guards behind them."""

from __future__ import annotations

import time

import pytest

from ringtrue import Checker
from ringtrue.scanning import scan_text
from ringtrue.scanning.inputs import read
from ringtrue.scanning.mails import MAX_ENCLOSED

CHECKER = Checker()


@pytest.mark.parametrize(
    "raw",
    [
        "Support (\u200b)",
        "word [\u2060]",
        "skype:a (\u2063)",
        "tg:\u200b",
        "weixin:\u200b",
        "微信：客服 (\u200b)",
        "@" + "a" * 30 + ": https://evil.example/",
        "@" + "a" * 25 + ": x://",
    ],
)
def test_nothing_in_brackets_and_links_behind_accounts_are_invalid(raw):
    assert CHECKER.check(raw).status.value == "invalid"
    CHECKER.scan(raw)


@pytest.mark.parametrize("odd", ["<?php echo 1 ?>", "<?xml?>", "<!-- a -->", "<![CDATA[b]]>"])
@pytest.mark.parametrize(
    "page",
    ["{}<p>x</p>", "<html>{}<body>x", "<body><p>x {}", "<table>{}<tr><td>x", "<a href=/x>{}x</a>",
     "<template>{}x</template>", "<title>{}x</title>", "<form>{}<input name=password>x</form>"],
)  # fmt: skip
def test_any_node_at_any_place_of_a_page(odd, page):
    pytest.importorskip("selectolax")
    document = read((page.format(odd) + " +1 855 555 0142").encode(), "page.html")
    assert "+1 855 555 0142" in [c.raw for c in CHECKER.scan(document).contacts]


def test_mails_inside_mails_are_bounded():
    source = b"From: a@b.example\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 1_000
    notes = read(source, "deep.eml").notes
    assert [(note.code, note.details) for note in notes] == [("parts_cut", {"limit": MAX_ENCLOSED})]


def test_an_encoding_may_have_any_name():
    source = (
        b"From: a@b.example\r\nSubject: =?a\0b?q?=E4?= x\r\n"
        b'Content-Type: text/plain; charset="a\0b"\r\n\r\n\xe4 https://rivergarden.example/x'
    )
    report = CHECKER.scan(read(source, "odd.eml"))
    assert "https://rivergarden.example/x" in [c.raw for c in report.contacts]


def test_parameters_of_a_field_cost_their_length():
    def seconds(count: int) -> float:
        field = b"Content-Type: multipart/mixed; " + b"a*0=b;\r\n " * count
        begin = time.process_time()
        read(b"From: a@b.example\r\n" + field + b"\r\n\r\nhello\r\n", "long.eml")
        return time.process_time() - begin

    assert seconds(200_000) < 0.2 + 20 * seconds(20_000)


def test_a_fault_on_one_contact_leaves_the_others_answered(judge, monkeypatch):
    whole = judge.check_whole

    def check(raw, *rest):
        if "bad" in raw:
            raise RuntimeError("a fault of ours")
        return whole(raw, *rest)

    monkeypatch.setattr(judge, "check_whole", check)
    monkeypatch.delenv("RINGTRUE_DEBUG")
    report = scan_text("https://bad.example/ https://good.example/", judge)
    assert [(c.verdict.status.value, c.verdict.problem) for c in report.contacts] == [
        ("invalid", "fault"),
        ("unknown", ""),
    ]
    assert [note.code for note in report.notes] == ["contacts_faulty"]
    monkeypatch.setenv("RINGTRUE_DEBUG", "1")
    with pytest.raises(RuntimeError):
        scan_text("https://bad.example/", judge)


def test_a_fault_on_one_part_leaves_the_others_read(monkeypatch):
    from ringtrue.scanning import mails

    def fails(*_):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(mails, "_attachment", fails)
    monkeypatch.delenv("RINGTRUE_DEBUG")
    source = (
        b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: image/png\r\n\r\nxx\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\nhttps://good.example/\r\n--b--\r\n"
    )
    document = read(source, "two.eml")
    assert "https://good.example/" in document.text
    assert [note.code for note in document.notes] == ["parts_faulty"]


def test_a_fault_on_one_contact_of_a_check_is_counted(monkeypatch):
    from ringtrue.judging import checker as judging
    from ringtrue.judging import faults

    whole = judging.parse

    def fails(raw, *rest):
        if "bad" in raw:
            raise RuntimeError("a fault of ours")
        return whole(raw, *rest)

    monkeypatch.setattr(judging, "parse", fails)
    monkeypatch.delenv("RINGTRUE_DEBUG")
    before = faults.counted.get("contact", 0)
    said = [v.problem or v.status.value for v in CHECKER.check_many(["bad.example", "a.example"])]
    assert said == ["fault", "unknown"]
    assert faults.counted["contact"] == before + 1
    monkeypatch.setenv("RINGTRUE_DEBUG", "1")
    with pytest.raises(RuntimeError):
        CHECKER.check("bad.example")


def test_a_fault_of_the_early_exit_leaves_a_table_answered(monkeypatch):
    arrow = pytest.importorskip("pyarrow")
    from ringtrue.batch import table
    from ringtrue.batch.early_exit import EarlyExit

    def fails(*_):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(EarlyExit, "keeps", fails)
    monkeypatch.delenv("RINGTRUE_DEBUG")
    rows = ["www.coinbase.com", *(f"a{i}.example" for i in range(table.MANY))]
    judged = table.check_table(arrow.table({"c": rows}), "c", checker=CHECKER)
    assert judged["status"].to_pylist()[:2] == ["official", "unknown"]
