"""``ringtrue scan`` over folders, standard input, a terminal, and without its extras."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "ringtrue", "scan"]


def run(*arguments: str, given: bytes = b"", before: str = "") -> subprocess.CompletedProcess[str]:
    """The command in a process of its own; `before` is run in it first."""
    command = COMMAND
    if before:
        start = f"{before}; from ringtrue.cli import main; sys.exit(main(sys.argv[1:]))"
        command = [sys.executable, "-c", f"import sys; {start}", "scan"]
    done = subprocess.run([*command, *arguments], input=given, capture_output=True, check=False)
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "inner").mkdir()
    (tmp_path / "a.txt").write_text("see https://tokenpocket-desk.example/", "utf-8")
    (tmp_path / "inner" / "b.md").write_text("nothing here", "utf-8")
    (tmp_path / "c.html").write_text("<p>TP钱包客服微信：tp_desk0142", "utf-8")
    (tmp_path / ".hidden.txt").write_text("https://hidden.example", "utf-8")
    (tmp_path / "program.exe").write_bytes(b"MZ\0")
    return tmp_path


def test_a_folder_gives_one_report_a_file(folder: Path):
    pytest.importorskip("selectolax", reason="pages need the extra html")
    done = run(str(folder), "--format", "json")
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    names = [Path(r["name"]).name for r in reports]
    assert names == ["a.txt", "c.html", "b.md", "program.exe"]
    assert done.returncode == 1
    assert "a program is not read" in reports[-1]["unread"]
    (line,) = done.stderr.splitlines()
    assert "program.exe" in line


@pytest.mark.parametrize("form", ["text", "json", "markdown", "html", "sarif"])
def test_a_file_that_is_not_read_is_named_in_every_format(folder: Path, form: str):
    done = run(str(folder / "inner"), str(folder / "program.exe"), "--format", form)
    assert done.returncode == 2
    assert "program.exe" in done.stderr
    assert "program" in (done.stderr if form == "text" else done.stdout)


@pytest.mark.parametrize("form", ["text", "json", "markdown", "html", "sarif"])
def test_every_format_from_standard_input(form: str):
    text = "TP钱包官方客服 https://tokenpocket-desk.example/ 请发送助记词".encode()
    done = run("-", "--format", form, "--lang", "zh", given=text)
    assert done.returncode == 1
    assert "tokenpocket-desk.example" in done.stdout
    assert done.stderr == ""


def test_a_missing_extra_is_one_line_that_names_it(folder: Path):
    before = "sys.modules['selectolax'] = None; sys.modules['selectolax.lexbor'] = None"
    done = run(str(folder / "c.html"), str(folder / "c.html"), before=before)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "ringtrue[html]" in line
    picture = b"\x89PNG\r\n\x1a\n" + bytes(40)
    other = run("-", given=picture, before="sys.modules['PIL'] = None")
    (line,) = other.stderr.splitlines()
    assert "ringtrue[qr]" in line


def test_a_bar_shows_on_a_terminal_and_goes_away(folder: Path):
    mother, child = pty.openpty()
    environment = {**os.environ, "TERM": "xterm"}
    process = subprocess.Popen(
        [*COMMAND, str(folder), "--format", "json"],
        stdout=subprocess.PIPE, stderr=child, env=environment,
    )  # fmt: skip
    os.close(child)
    assert process.stdout is not None
    answers = process.stdout.read().decode().splitlines()
    process.stdout.close()
    process.wait()
    shown = b""
    while select.select([mother], [], [], 0.2)[0]:
        try:
            more = os.read(mother, 4096)
        except OSError:
            break
        if not more:
            break
        shown += more
    os.close(mother)
    assert b"/4" in shown
    assert shown.rfind("░".encode()) < shown.rfind(b"\r\x1b[K"), "the last bar is taken away"
    assert all(json.loads(line) for line in answers)
