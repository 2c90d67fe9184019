"""Long work shows how far it got, on a terminal alone; after ten seconds it says what is left."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ringtrue import progress
from ringtrue.cli.progress_bar import Bar
from ringtrue.curation.lint import lint
from ringtrue.curation.reviewing import due

HERE = Path(__file__).parent
ALLOWLISTS = HERE.parent.parent / "allowlists"
ROW = (
    'schema = 1\nid = "brand{n}"\nname = "Brandish {n}"\nkind = ["shop"]\n'
    'contacts = [{{ kind = "domain", value = "brandish{n}.example", verified_on = "2026-11-01", '
    'review_by = "2027-05-01", sources = ["own"] }}]\n'
    'sources = [{{ id = "own", ref = "https://brandish{n}.example/", grade = "A", '
    'date = "2026-11-01", quote = "brandish{n}.example" }}]\n'
)


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    folder = tmp_path / "lists"
    folder.mkdir()
    for n in range(30):
        (folder / f"brand{n}.toml").write_text(ROW.format(n=n), encoding="utf-8")
    return folder


def on_a_terminal(*arguments: str, answers: str = "/dev/null") -> str:
    """What a command writes on a terminal to standard error."""
    ours, theirs = pty.openpty()
    code = (
        "import sys, ringtrue.cli.progress_bar as bar\n"
        "bar._BETWEEN = 0\n"
        "from ringtrue.cli import main\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    with open(answers, "wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments], stdout=out, stderr=theirs,
            env={**os.environ, "TERM": "xterm", "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        os.close(theirs)
        seen = b""
        while True:
            try:
                part = os.read(ours, 65_536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            seen += part
        process.wait(timeout=60)
    os.close(ours)
    return seen.decode()


def commands(lists: Path) -> dict[str, list[str]]:
    hosts = lists.parent / "names.txt"
    hosts.write_text("".join(f"name{n}.example\n" for n in range(200_000)), encoding="utf-8")
    config = lists.parent / "config.json"
    config.write_text('{"fuzzylist": [' + ",".join(f'"name{n}.example"' for n in range(500)) + "]}")
    return {
        "lint": ["lint", str(lists)],
        "review": ["review", str(lists)],
        "verify": ["verify-sources", str(lists), "--result", str(lists.parent / "opened.tsv")],
        "import": ["import", "metamask", str(config), "--known", str(lists.parent / "known.tsv")],
        "scan": ["scan", str(lists)],
        "sweep": ["sweep", str(hosts), "--out", str(lists.parent / "out.parquet")],
        "diff": ["diff", str(lists), str(lists)],
    }


@pytest.mark.parametrize("name", ["lint", "review", "verify", "import", "scan", "sweep", "diff"])
def test_each_long_command_shows_a_bar_on_a_terminal(name: str, lists: Path) -> None:
    seen = on_a_terminal(*commands(lists)[name])
    drawn = [line for line in seen.split("\r") if "█" in line]
    assert drawn, seen
    assert re.search(r"\d+(/\d+| %)", drawn[-1])
    last = seen.rpartition("█")[2]
    assert "\x1b[K" in last  # taken away at the end, and before each line
    for line in seen.split("\n"):
        assert "ringtrue:" not in line or "█" not in line.rpartition("\x1b[K")[2]


def test_publishing_shows_one_too(lists: Path) -> None:
    pytest.importorskip("securesystemslib.signer", reason="needs the extra [publish]")
    repo = lists.parent / "repo"
    seen = on_a_terminal("publish", "list", str(repo), str(lists))
    assert "█" in seen


def test_elsewhere_there_is_none(lists: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ringtrue", "lint", str(lists)],
        capture_output=True, text=True, check=False, timeout=60,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert "\r" not in done.stdout + done.stderr
    assert "█" not in done.stderr
    dumb = subprocess.run(
        [sys.executable, "-c", "import os; from ringtrue.cli import progress_bar as p;"
         "import sys; sys.stderr.isatty = lambda: True; print(p.wanted())"],
        capture_output=True, text=True, check=True, timeout=60,
        env={**os.environ, "TERM": "dumb"},
    )  # fmt: skip
    assert dumb.stdout.strip() == "False"


def test_after_ten_seconds_it_says_what_is_left() -> None:
    bar = Bar("en")
    assert "left" not in bar._text(1, 100, 9.9, "a.toml")
    assert "about 99 s left" in bar._text(10, 100, 11.0, "a.toml")
    assert "about 10 min left" in bar._text(1, 40, 15.0, "a.toml")
    assert "left" not in bar._text(0, 100, 60.0, "")  # nobody knows yet
    assert "还要 99 秒" in Bar("zh")._text(10, 100, 11.0, "")
    assert "50 %" in bar._text(5_000_000, 10_000_000, 1.0, "")


def test_a_name_cannot_move_the_cursor() -> None:
    assert "\x1b" not in Bar("en")._text(1, 2, 0.0, "a\x1b[2Jb\r\n")


def test_a_library_is_told_and_answers_alike(lists: Path) -> None:
    told: list[tuple[int, int, str]] = []
    silent = lint([lists])
    with progress.listening(lambda *step: told.append(step)):
        assert lint([lists]) == silent
    assert [step[0] for step in told if step[1] == 30][:31] == list(range(31))
    told.clear()
    list(progress.over(["a", "b"]))
    assert not told  # nobody listens any more


def test_of_loops_inside_one_another_the_outer_one_is_told() -> None:
    told: list[tuple[int, int]] = []
    with progress.listening(lambda done, total, what: told.append((done, total))):
        for _ in progress.over(["a", "b"]):
            for _ in progress.over("xyz"):
                progress.at(1, 9)
        for _ in progress.over(["alone"]):
            progress.at(1, 9)
    assert told == [(0, 2), (1, 2), (2, 2), (1, 9)]


def test_review_is_told_brand_by_brand() -> None:
    from datetime import date

    from ringtrue import Directory

    brands = list(Directory.default().brands.values())[:40]
    told: list[int] = []
    with progress.listening(lambda done, total, what: told.append(total)):
        due(brands, date(2026, 12, 1), 30)
    assert told == [40] * 41
