"""``ringtrue scan --listed``: every contact of a repository is on its list; hook, action, SARIF."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ringtrue.cli import main
from ringtrue.render.listed import GROUPS, kinds_of

ROOT = Path(__file__).parents[2]
DATES = 'verified_on = "2026-11-01", review_by = "2099-01-01", sources = ["own"]'
OURS = f"""schema = 1
id = "acme"
name = "Acme"
kind = ["retail"]
contacts = [
  {{ kind = "domain", value = "acme.example", {DATES} }},
  {{ kind = "phone", value = "+12025550143", use = "call-to", region = "US", {DATES} }},
  {{ kind = "email", value = "help@acme.example", {DATES} }},
]

sources = [
  {{ id = "own", ref = "https://acme.example/contact", grade = "A", date = "2026-11-01" }},
]
"""
GOOD = "Call +1 202 555 0143 or write to help@acme.example (https://acme.example/help).\n"
OTHER = "\n\nCall +1 202 555 0177.\n"
FAKE = "Log in at https://rnetamask.io/login\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "acme.toml").write_text(OURS, "utf-8")
    (tmp_path / "good.md").write_text(GOOD, "utf-8")
    (tmp_path / "other.md").write_text(GOOD + OTHER, "utf-8")
    (tmp_path / "fake.md").write_text(FAKE, "utf-8")
    (tmp_path / "link.md").write_text("See https://stranger.example/x\n", "utf-8")
    (tmp_path / "none.md").write_text("Nothing here.\n", "utf-8")
    return tmp_path


def scan(*arguments: str) -> int:
    return main(["scan", "--lang", "en", "--allowlist", "lists", *arguments])


@pytest.mark.parametrize(
    ("file", "listed", "code"),
    [
        ("good.md", "all", 0), ("good.md", "phone,email", 0), ("none.md", "all", 0),
        ("link.md", "phone,email,account,app,wallet", 0), ("other.md", "email", 0),
        ("other.md", "none", 0), ("link.md", "none", 0),
        ("other.md", "phone", 1), ("other.md", "all", 1), ("link.md", "web", 1),
        ("fake.md", "none", 1), ("fake.md", "phone", 1),
    ],
)  # fmt: skip
def test_what_must_be_on_the_list(folder: Path, file: str, listed: str, code: int) -> None:
    assert scan(file, "--listed", listed) == code


def test_lines_say_where(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert scan("good.md", "other.md", "fake.md", "--listed", "phone", "--format", "lines") == 1
    one, two = capsys.readouterr().out.splitlines()
    assert one.startswith("other.md:4:6: +1 202 555 0177: unknown")
    assert two.startswith("fake.md:1:11: https://rnetamask.io/login: impersonation")


def test_a_kind_that_there_is_not_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scan", "x", "--listed", "phones"]) == 2
    assert "'phones' is no kind" in capsys.readouterr().err
    assert kinds_of(GROUPS) >= kinds_of(["phone", "web"])


def log_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    scan(*arguments, "--format", "sarif")
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("listed", ["all", "none"])
def test_sarif_is_valid(folder: Path, capsys: Any, listed: str) -> None:
    """Against the schema of the standard (OASIS, sarif-2.1/schema/sarif-schema-2.1.0.json)."""
    validators = pytest.importorskip("jsonschema", reason="needs the extra [dev]")
    packed = (Path(__file__).parent / "sarif-schema-2.1.0.json.gz").read_bytes()
    schema = json.loads(gzip.decompress(packed))
    (folder / "letter.eml").write_bytes(
        b"From: MetaMask <a@b.example>\nSubject: s\n\nSend your seed phrase to t.me/metamask_desk"
    )
    (folder / "odd.bin").write_bytes(b"\x7fELF" + bytes(100))
    log = log_of(capsys, ".", "--listed", listed)
    validators.Draft7Validator(schema).validate(log)
    (run,) = log["runs"]
    assert run["results"]
    assert run["invocations"][0]["toolExecutionNotifications"]
    for rule in run["tool"]["driver"]["rules"]:
        assert rule["help"]["text"]
        assert rule["helpUri"].startswith("https://")
        assert 0 < float(rule["properties"].get("security-severity", 1)) <= 10
    validators.Draft7Validator(schema).validate(log_of(capsys, "none.md"))


def test_fingerprints_last_when_lines_are_put_before(folder: Path, capsys: Any) -> None:
    def marks() -> list[str]:
        results = log_of(capsys, "other.md", "--listed", "phone")["runs"][0]["results"]
        return [result["partialFingerprints"]["ringtrue/v1"] for result in results]

    before = marks()
    path = folder / "other.md"
    path.write_text("\n\nMore.\n\n" + path.read_text("utf-8"), "utf-8")
    assert marks() == before
    path.write_text(path.read_text("utf-8") + OTHER.replace("0177", "0188"), "utf-8")
    after = marks()
    assert set(before) < set(after)
    assert len(set(after)) == len(after)


def test_the_hooks_of_pre_commit(folder: Path) -> None:
    """By pre-commit itself, in a repository; ringtrue is the one of this environment."""
    yaml = pytest.importorskip("yaml", reason="needs the extra [dev]")
    tool = shutil.which("pre-commit", path=str(Path(sys.executable).parent))
    if tool is None or shutil.which("git") is None:
        pytest.skip("needs git, and pre-commit of the extra [dev]")
    manifest = ROOT / ".pre-commit-hooks.yaml"
    environment = {
        **os.environ, "PRE_COMMIT_HOME": str(folder / ".cache"), "HOME": str(folder),
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "src"),
    }  # fmt: skip

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120
        )

    assert run(tool, "validate-manifest", str(manifest)).returncode == 0
    (folder / "bin").mkdir()
    here = folder / "bin" / "ringtrue"
    here.write_text(f'#!/bin/sh\nexec {sys.executable} -m ringtrue "$@"\n')
    here.chmod(0o755)
    hooks = yaml.safe_load(manifest.read_text("utf-8"))
    for hook in hooks:
        hook |= {"language": "unsupported", "args": ["--allowlist", "lists"]}
    (folder / ".pre-commit-config.yaml").write_text(
        json.dumps({"repos": [{"repo": "local", "hooks": hooks}]}), "utf-8"
    )
    (folder / "fake.md").unlink()
    (folder / "other.md").unlink()
    for command in (("git", "init", "-q"), ("git", "add", "*.md", "lists")):
        assert run(*command).returncode == 0
    fine = run(tool, "run", "--all-files")
    assert fine.returncode == 0, fine.stdout
    assert fine.stdout.count("Passed") == len(hooks) == 2
    (folder / "other.md").write_text(OTHER, "utf-8")
    (folder / "fake.md").write_text(FAKE, "utf-8")
    assert run("git", "add", "*.md").returncode == 0
    wrong = run(tool, "run", "--all-files")
    assert wrong.returncode == 1
    assert wrong.stdout.count("other.md:3:6: +1 202 555 0177") == 1
    assert wrong.stdout.count("fake.md:1:11: https://rnetamask.io/login") == 2


def test_the_action_for_repositories(folder: Path) -> None:
    """Its script, as a runner calls it; the action's file names it and its outputs."""
    yaml = pytest.importorskip("yaml", reason="needs the extra [dev]")
    action = yaml.safe_load((ROOT / "action" / "listed" / "action.yml").read_text("utf-8"))
    assert set(action["outputs"]) == {"sarif", "missing"}
    (folder / "bin").mkdir()
    here = folder / "bin" / "ringtrue"
    here.write_text(f'#!/bin/sh\nexec {sys.executable} -m ringtrue "$@"\n')
    here.chmod(0o755)

    def run(paths: str) -> tuple[int, dict[str, str], str]:
        told = folder / "told"
        told.write_text("")
        done = subprocess.run(
            ["bash", str(ROOT / "action" / "listed" / "listed.sh")],
            cwd=folder, capture_output=True, text=True, timeout=120,
            env={**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
                 "PYTHONPATH": str(ROOT / "src"), "RUNNER_TEMP": str(folder),
                 "GITHUB_OUTPUT": str(told), "RINGTRUE_PATHS": paths,
                 "RINGTRUE_ALLOWLIST": "lists"},
        )  # fmt: skip
        rows = (line.split("=", 1) for line in told.read_text().splitlines())
        return done.returncode, dict(rows), done.stderr

    assert run("good.md link.md")[:2] == (
        0, {"sarif": str(folder / "ringtrue.sarif"), "missing": "0"},
    )  # fmt: skip
    code, told, said = run("good.md other.md fake.md")
    assert (code, told["missing"]) == (1, "2")
    assert "::error file=other.md,line=4::+1 202 555 0177" in said
    (folder / "odd.bin").write_bytes(b"\x7fELF" + bytes(100))
    assert run("good.md odd.bin")[0] == 0  # what cannot be read is named in the SARIF
    assert run("nothing-of-that-name")[0] != 0
