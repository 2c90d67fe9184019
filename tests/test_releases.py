"""What a release is made of: metadata, workflows without known weaknesses, notices, fragments."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT_FILE = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROJECT = PROJECT_FILE["project"]
LEFT_OUT = ("__pycache__", "node_modules", "index.bin", "build", "dist")
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
        [tool, "--offline", "--no-progress", ".github", "action.yml", "action"],
        cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_tables_of_others_are_named() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8")
    for table in (ROOT / "src" / "ringtrue" / "data").glob("*.t[sx][vt]"):
        head = "\n".join(table.read_text("utf-8").split("\n", 8)[:8])
        if "MPL" in head or "Unicode" in head:
            assert table.name in notice, f"{table.name} comes from others: name it in NOTICE"


def test_every_file_has_its_licence() -> None:
    tool = shutil.which("reuse", path=str(Path(sys.executable).parent))
    if tool is None or not (ROOT / ".git").exists():
        pytest.skip("needs reuse, of the extra [dev], and a repository")
    done = subprocess.run([tool, "lint", "--quiet"], cwd=ROOT, timeout=120)
    assert done.returncode == 0, "reuse lint says what is missing"
    used = {
        row["SPDX-License-Identifier"]
        for row in tomllib.loads((ROOT / "REUSE.toml").read_text("utf-8"))["annotations"]
        if not str(row["path"]).startswith("tests/")  # no part of a wheel
    }
    assert set(PROJECT["license"].split(" AND ")) == {x for row in used for x in row.split(" AND ")}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The wheel built from the source distribution, and the one from a copy of the tree."""
    pytest.importorskip("build", reason="needs the extra [dev]")
    wanted = PROJECT_FILE["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    base, found = tmp_path_factory.mktemp("release"), []
    for name, what in (("one", []), ("two", ["--wheel"])):
        tree = base / name / "ringtrue"
        tree.mkdir(parents=True)
        for entry in [*wanted, "/pyproject.toml"]:
            path = ROOT / entry[1:]
            if path.is_dir():
                shutil.copytree(path, tree / entry[1:], ignore=shutil.ignore_patterns(*LEFT_OUT))
            else:
                shutil.copy(path, tree)
        done = subprocess.run(
            [sys.executable, "-m", "build", "--no-isolation", *what, "--outdir", base / name],
            cwd=tree, capture_output=True, text=True, timeout=300,
            env={**os.environ, "SOURCE_DATE_EPOCH": "1764547200", "PYTHONPATH": "",
                 "PYTHONHASHSEED": str(len(found))},
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        found += (base / name).glob("*.whl")
    return found


def test_wheels_are_equal_to_the_byte(built: list[Path]) -> None:
    one, two = (hashlib.sha256(path.read_bytes()).hexdigest() for path in built)
    assert one == two


def test_a_bill_of_materials_is_in_the_wheel(built: list[Path]) -> None:
    validation = pytest.importorskip("cyclonedx.validation.json", reason="needs the extra [dev]")
    from cyclonedx.schema import SchemaVersion

    with zipfile.ZipFile(built[0]) as wheel:
        (name,) = [name for name in wheel.namelist() if ".dist-info/sboms/" in name]
        text = wheel.read(name).decode()
        inside = {Path(entry).name: wheel.read(entry) for entry in wheel.namelist()}
    assert validation.JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bill = json.loads(text)
    assert bill["metadata"]["component"]["purl"].startswith("pkg:pypi/ringtrue@")
    tables = {c["name"]: c for c in bill["components"] if "hashes" in c}
    assert {"public_suffix.txt", "confusables.txt", "words.txt"} <= set(tables)
    for table, told in tables.items():
        assert hashlib.sha256(inside[table]).hexdigest() == told["hashes"][0]["content"]
    lists = (ROOT / "src/ringtrue/data/list_sources.tsv").read_text("utf-8").splitlines()
    revisions = {line.split("\t")[2] for line in lines_of(lists)}
    assert revisions == {c["version"] for c in bill["components"] if "version" in c}


def lines_of(rows: list[str]) -> list[str]:
    return [row for row in rows if row and row[0] != "#"]


def test_private_classes_of_a_server_have_an_upper_bound() -> None:
    """`ringtrue.server.protocol` builds on parts of uvicorn that it may change with any version."""
    (wanted,) = [w for w in PROJECT["optional-dependencies"]["server"] if w.startswith("uvicorn")]
    assert re.search(r",<\d", wanted)
    from uvicorn.protocols.http import httptools_impl

    for name in ("STATUS_LINE", "HttpToolsProtocol"):
        assert hasattr(httptools_impl, name)


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
