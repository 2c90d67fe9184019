"""The command line: answers, exit codes, streams, and that no traceback reaches a user."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ringtrue import Directory, Status
from ringtrue.cli import main
from ringtrue.cli.exits import exit_code
from ringtrue.detectors.registry import TABLE

ROWS = [
    ("examplewallet", "Example Wallet", "domain", "examplewallet.example"),
    ("examplewallet", "Example Wallet", "alias", "示例钱包"),
    ("examplebank", "Example Bank", "phone", "95599", "CN"),
]
OFFICIAL, FAKE = "examplewallet.example", "examp1ewallet.example"
STRANGER, INVALID = "stranger.example", "XXXX-XXXXXXX"
PROCESS = [sys.executable, "-m", "ringtrue"]
Capture = pytest.CaptureFixture[str]
Stdin = Callable[[bytes], None]


@pytest.fixture(autouse=True)
def _own_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    own = Directory.from_rows(ROWS)
    monkeypatch.setattr(Directory, "default", classmethod(lambda cls: own))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Stdin:
    def give(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return give


def _objects(capture: Capture) -> list[dict]:
    return [json.loads(line) for line in capture.readouterr().out.splitlines()]


# -- exit codes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("contacts", "code"),
    [
        ([OFFICIAL], 0),
        ([OFFICIAL, f"https://{OFFICIAL}/a"], 0),
        ([FAKE], 1),
        ([OFFICIAL, FAKE, STRANGER, INVALID], 1),
        ([STRANGER], 3),
        ([OFFICIAL, STRANGER, INVALID], 3),
        ([INVALID], 4),
        ([OFFICIAL, INVALID], 4),
        ([""], 4),
    ],
)
def test_exit_code_of_check(contacts: list[str], code: int, capsys: Capture) -> None:
    assert main(["check", "--json", *contacts]) == code
    assert len(_objects(capsys)) == len(contacts)


def test_exit_code_of_statuses() -> None:
    assert exit_code([Status.SUSPICIOUS, Status.OFFICIAL]) == 1
    assert exit_code([]) == 4


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["no-such-command"],
        ["check"],
        ["check", "x.example", "--kind", "no-such-kind"],
        ["check", "x.example", "--region", "China"],
        ["check", "x.example", "--lang", "xx"],
        ["check", "x.example", "--no-such-option"],
        ["check", "x.example", "--js"],
        ["check", "x.example", "--claims", "No Such Brand"],
        ["check", "x.example", "--allowlist", "/no/such/file.toml"],
        ["scan"],
        ["scan", "/no/such/file.txt"],
        ["scan", "a\0b"],
        ["explain", "no_such_code"],
        ["brands", "No Such Brand"],
        ["lint"],
    ],
)
def test_usage_errors_say_so_on_standard_error(arguments: list[str], capsys: Capture) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.strip()
    assert "Traceback" not in err


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["check", "--help"]])
def test_help_and_version(arguments: list[str], capsys: Capture) -> None:
    assert main(arguments) == 0
    assert "ringtrue" in capsys.readouterr().out


def test_an_unknown_claim_is_one_line_before_any_input_is_read(
    stdin: Stdin, capsys: Capture
) -> None:
    stdin(b"x.example\n")
    assert main(["check", "-", "--claims", "Nobody\x1b[2J"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "--claims Nobody\\u001b[2J: no such brand" in err


# -- check ----------------------------------------------------------------------------------------


def test_human_output_is_the_default(capsys: Capture) -> None:
    assert main(["check", FAKE, OFFICIAL]) == 1
    out, err = capsys.readouterr()
    assert err == ""
    first, second = out.split("\n\n")
    assert first.startswith("impersonation of Example Wallet")
    assert second.startswith("official: Example Wallet")


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "zh_TW"}, "zh"),
        ({"LC_MESSAGES": "zh", "LANG": "en_US"}, "zh"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "nl_NL.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({}, "en"),
    ],
)
def test_language_comes_from_the_environment(
    environment: dict[str, str], lang: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    main(["check", FAKE])
    assert capsys.readouterr().out.startswith("仿冒" if lang == "zh" else "impersonation")


def test_language_option_wins(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    main(["check", FAKE, "--lang", "en"])
    assert capsys.readouterr().out.startswith("impersonation")


def test_claims_kind_and_region_reach_the_checker(capsys: Capture) -> None:
    main(["check", "95599", "--region", "cn", "--json"])
    assert _objects(capsys)[0]["status"] == "official"
    main(["check", "95599", "--region", "CN", "--kind", "domain", "--json"])
    assert _objects(capsys)[0]["kind"] != "phone"
    main(["check", STRANGER, "--claims", "示例钱包", "--json"])
    assert _objects(capsys)[0]["imitates"]["brand"]["id"] == "examplewallet"


def test_standard_input_gives_one_answer_a_line(stdin: Stdin, capsys: Capture) -> None:
    stdin(b"\xef\xbb\xbf" + f"{OFFICIAL}\r\n\n{FAKE}\n{STRANGER}".encode())
    assert main(["check", "--json", "-"]) == 1
    found = _objects(capsys)
    assert [answer["raw"] for answer in found] == [OFFICIAL, "", FAKE, STRANGER]
    assert [a["status"] for a in found] == ["official", "invalid", "impersonation", "unknown"]


def test_empty_standard_input_is_no_clean_bill(stdin: Stdin, capsys: Capture) -> None:
    stdin(b"")
    assert main(["check", "-"]) == 4
    out, err = capsys.readouterr()
    assert (out, err) == ("", "ringtrue: no contact was given\n")


def test_undecodable_bytes_are_replaced_with_a_note(stdin: Stdin, capsys: Capture) -> None:
    stdin(b"ok.example\n\xff\xfe\xe9.example\n")
    main(["check", "-", "--json"])
    out, err = capsys.readouterr()
    assert "<stdin>:2 is not UTF-8" in err
    assert json.loads(out.splitlines()[1])["raw"] == "\ufffd\ufffd\ufffd.example"


def test_an_endless_line_is_one_answer(stdin: Stdin, capsys: Capture) -> None:
    stdin(b"x" * 300_000 + b"\n" + OFFICIAL.encode() + b"\n")
    main(["check", "-", "--json"])
    found = _objects(capsys)
    assert [answer["status"] for answer in found] == ["invalid", "official"]
    assert found[0]["problem"]["code"] == "too_long"


# -- allowlists -----------------------------------------------------------------------------------


def test_a_broken_allowlist_is_one_line_naming_the_file(tmp_path: Path, capsys: Capture) -> None:
    for name, content in {
        "syntax.toml": b'id = "x\n',
        "schema.toml": b"id = 5\n",
        "bytes.toml": b"\xff\xfe\x00",
        "empty.toml": b"",
    }.items():
        path = tmp_path / name
        path.write_bytes(content)
        assert main(["check", OFFICIAL, "--allowlist", str(path)]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.count("\n") == 1
        assert name in err


# -- scan -----------------------------------------------------------------------------------------


def test_scan_of_a_file(tmp_path: Path, capsys: Capture) -> None:
    page = tmp_path / "page.txt"
    text = f"示例钱包官方客服 Example Wallet support\n请访问https://{FAKE}/a ，电话 XXXX-XXXXXXX\n"
    page.write_text(text, encoding="utf-8")
    assert main(["scan", str(page)]) == 1
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith("impersonation  score ")
    assert f"2:4  https://{FAKE}/a" in out
    assert main(["scan", str(page), "--json"]) == 1
    found = _objects(capsys)[0]
    assert found["schema"] == 1
    assert FAKE in found["contacts"][0]["raw"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_scan_of_standard_input(encoding: str, stdin: Stdin, capsys: Capture) -> None:
    stdin(f"{OFFICIAL} 钱包".encode(encoding))
    assert main(["scan", "-", "--json"]) == 0
    found = _objects(capsys)[0]
    assert [(c["start"], c["raw"]) for c in found["contacts"]] == [(0, OFFICIAL)]


def test_scan_of_broken_bytes_and_of_nothing(stdin: Stdin, capsys: Capture) -> None:
    stdin(b"\xff\xfa " + OFFICIAL.encode() + b" \x1b[2J")
    assert main(["scan", "-"]) == 0
    out, err = capsys.readouterr()
    assert "<stdin> is not UTF-8" in err
    assert "\x1b" not in out
    stdin(b"")
    assert main(["scan", "-"]) == 3


# -- explain and brands ---------------------------------------------------------------------------


@pytest.mark.parametrize("code", [row.code for row in TABLE])
def test_explain_prints_the_page(code: str, capsys: Capture) -> None:
    assert main(["explain", code]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{code}:")
    assert "Not flagged" in out


def test_explain_lists_every_code_in_one_line(capsys: Capture) -> None:
    assert main(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines][: len(TABLE)] == [row.code for row in TABLE]
    assert main(["explain", "listing_expired"]) == 0


def test_explain_proposes_the_nearest_code(capsys: Capture) -> None:
    assert main(["explain", "homoglyph"]) == 2
    assert "did you mean homograph?" in capsys.readouterr().err


def test_brands(capsys: Capture) -> None:
    assert main(["brands"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [
        "examplebank",
        "examplewallet",
    ]
    assert main(["brands", "示例钱包"]) == 0
    assert OFFICIAL in capsys.readouterr().out
    assert main(["brands", "--json", "Example Bank"]) == 0
    assert _objects(capsys)[0]["contacts"][0]["value"] == "95599"


def test_brands_are_counted(capsys: Capture) -> None:
    assert main(["brands", "--stats"]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[0].split()[:2] == ["brands", "2"]
    assert "\N{WORD JOINER}" not in out
    assert main(["brands", "--stats", "--json"]) == 0
    counts = _objects(capsys)[0]
    assert counts["brands"] == 2
    assert counts["contacts"] == sum(counts["contact_kinds"].values())
    assert counts["contacts"] == sum(counts["regions"].values())
    assert counts["status"]["active"] == sum(counts["assurance"].values())
    assert main(["brands", "--stats", "--json", "examplewallet"]) == 0
    assert _objects(capsys)[0]["brands"] == 1


# -- faults ---------------------------------------------------------------------------------------


def test_a_fault_of_ours_is_no_traceback(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("boom\x1b[2J")

    monkeypatch.setattr("ringtrue.checking.Checker.check", broken)
    assert main(["check", OFFICIAL]) == 70
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("ringtrue: a fault inside ringtrue: RuntimeError: boom\\u001b")
    monkeypatch.setenv("RINGTRUE_DEBUG", "1")
    with pytest.raises(RuntimeError):
        main(["check", OFFICIAL])


def test_interruption(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ringtrue.checking.Checker.check", interrupted)
    assert main(["check", OFFICIAL]) == 130
    assert capsys.readouterr().err == ""


# -- lint -----------------------------------------------------------------------------------------

ALLOWLIST = """\
schema = 1
id = "{id}"
name = "{name}"
kind = ["wallet"]

[[sources]]
id = "site"
ref = "https://{domain}/contact"
grade = "A"
date = "2026-11-01"

[[contacts]]
kind = "domain"
value = "{domain}"
verified_on = "2026-11-01"
review_by = "2027-02-01"
sources = ["site"]
"""


def _allowlist(folder: Path, brand: str, name: str, domain: str) -> None:
    text = ALLOWLIST.format(id=brand, name=name, domain=domain)
    (folder / f"{brand}.toml").write_text(text, encoding="utf-8")


def test_lint_of_good_files(tmp_path: Path, capsys: Capture) -> None:
    _allowlist(tmp_path, "otherpost", "Other Post", "otherpost.example")
    code = main(["lint", str(tmp_path)])
    out, err = capsys.readouterr()
    assert (code, out, err) == (0, "", "ringtrue: no findings\n")


def test_lint_finds_what_our_own_detectors_would_flag(tmp_path: Path, capsys: Capture) -> None:
    _allowlist(tmp_path, "otherpost", "Other Post", "otherpost.example")
    _allowlist(tmp_path, "otherp0st", "Second Firm", "otherp0st.example")
    assert main(["lint", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert "our own detectors take 'otherp0st.example' for one of 'otherpost'" in out
    assert err.endswith(" findings\n")


def test_lint_of_a_broken_file_is_a_finding(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "bad.toml").write_text('id = "x\n', encoding="utf-8")
    assert main(["lint", str(tmp_path)]) == 1
    assert "bad.toml:1" in capsys.readouterr().out
    assert main(["lint", str(tmp_path / "absent.toml")]) == 2


def test_an_own_allowlist_vouches(tmp_path: Path, capsys: Capture) -> None:
    _allowlist(tmp_path, "otherpost", "Other Post", "otherpost.example")
    main(["check", "otherpost.example", "--json", "--allowlist", str(tmp_path)])
    assert _objects(capsys)[0]["brand"] == {"id": "otherpost", "name": "Other Post"}
