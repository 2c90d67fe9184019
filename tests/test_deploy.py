"""Unit, Containerfile and compose file: hardened, and held to what the server offers."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ringtrue.cli.options import parser

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"


def test_the_unit_is_hardened() -> None:
    tool = shutil.which("systemd-analyze")
    unit = DEPLOY / "ringtrue.service"
    text = unit.read_text("utf-8")
    for line in ("DynamicUser=yes", "ProtectSystem=strict", "CapabilityBoundingSet=\n"):
        assert line in text
    if tool is None:
        return  # its own words are checked; the tool judges where it is present
    done = subprocess.run(
        [tool, "security", "--offline=true", "--threshold=20", str(unit)],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:]


def test_the_containerfile_has_no_known_fault() -> None:
    tool = shutil.which("hadolint", path=str(Path(sys.executable).parent))
    if tool is None:
        pytest.skip("needs hadolint, of the extra [dev]")
    done = subprocess.run(
        [tool, str(DEPLOY / "Containerfile")], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", ["Containerfile", "compose.yaml", "ringtrue.service"])
def test_the_commands_are_ours(name: str) -> None:
    text = (DEPLOY / name).read_text("utf-8")
    for command in re.findall(r"ringtrue/bin/ringtrue (.+)", text):
        parser().parse_args(command.split())
    for listed in re.findall(r"CMD \[(\"serve\".*)\]", text):
        parser().parse_args(re.findall(r'"([^"]+)"', listed))


def test_a_container_runs_without_root_and_writes_nowhere() -> None:
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    assert re.search(r"^USER \d+:\d+$", text, re.MULTILINE)
    assert "HEALTHCHECK" in text
    compose = (DEPLOY / "compose.yaml").read_text("utf-8")
    for line in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true", "127.0.0.1:8787"):
        assert line in compose


@pytest.mark.slow
def test_the_image_is_built_of_what_is_copied_into_it(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="needs the extra [dev]")
    everything, *let_in = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert everything == "*"
    for name in let_in:
        origin, copy = ROOT / name[1:], tmp_path / name[1:]
        copy.parent.mkdir(exist_ok=True)
        if origin.is_dir():
            shutil.copytree(origin, copy, ignore=shutil.ignore_patterns("*.bin", "__pycache__"))
        else:
            shutil.copy(origin, copy)
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel"],
        cwd=tmp_path, capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
