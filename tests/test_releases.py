"""What a release is made of: metadata, workflows without known weaknesses, notices, fragments."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def test_metadata_say_where_and_who() -> None:
    assert {"Homepage", "Documentation", "Source", "Issues", "Changelog"} <= set(PROJECT["urls"])
    assert PROJECT["authors"]
    wanted = {f"Programming Language :: Python :: 3.{minor}" for minor in (11, 12, 13, 14)}
    assert wanted <= set(PROJECT["classifiers"])


def test_every_python_that_is_promised_is_tried() -> None:
    text = (ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8")
    for line in PROJECT["classifiers"]:
        if found := re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", line):
            assert f'"{found[1]}"' in text, found[1]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_hash(path: Path) -> None:
    used = re.findall(r"uses: (\S+)", path.read_text("utf-8"))
    assert used
    assert not [name for name in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", name)]


def test_workflows_have_no_known_weakness() -> None:
    tool = shutil.which("zizmor", path=str(Path(sys.executable).parent))
    if tool is None:
        pytest.skip("needs zizmor, of the extra [dev]")
    done = subprocess.run(
        [tool, "--offline", "--no-progress", ".github", "action.yml"],
        cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_tables_of_others_are_named() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8")
    for table in (ROOT / "src" / "ringtrue" / "data").glob("*.t[sx][vt]"):
        head = "\n".join(table.read_text("utf-8").split("\n", 8)[:8])
        if "MPL" in head or "Unicode" in head:
            assert table.name in notice, f"{table.name} comes from others: name it in NOTICE"


def test_fragments_of_changes_are_read() -> None:
    names = [path.name for path in (ROOT / "changelog.d").glob("*.md")]
    kinds = re.compile(r"\+?[\w-]+\.(added|changed|fixed)\.md|README\.md")
    assert not [name for name in names if not kinds.fullmatch(name)]


@pytest.mark.parametrize("path", ["action/requirements.txt", "deploy/requirements.txt"])
def test_locked_dependencies_have_hashes_and_are_all_there(path: str) -> None:
    text = (ROOT / path).read_text("utf-8")
    locked = dict(re.findall(r"^([a-z0-9-]+)==(\S+) \\$", text, re.MULTILINE))
    assert text.count("--hash=sha256:") >= len(locked)
    for wanted in PROJECT["dependencies"]:
        name, _, least = re.split(r"(>=)", wanted)
        assert name in locked, f"{name}: make lock"
        assert tuple(map(int, re.findall(r"\d+", locked[name])[:2])) >= tuple(
            map(int, re.findall(r"\d+", least)[:2])
        )
