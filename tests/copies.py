"""Copies of the package in which something that does not exist is tried: a kind, a language."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import ringtrue

PACKAGE = Path(ringtrue.__file__).parent


def copied(folder: Path, *tests: Path) -> Path:
    """`folder`, with a copy of the package in ``src``, its data linked, and these test files.

    Bytecode comes along: the copies are as old as their sources, and what is changed is newer."""
    target = folder / "src" / "ringtrue"
    shutil.copytree(
        PACKAGE, target,
        ignore=lambda source, _: ["data"] if source == str(PACKAGE) else [],
    )  # fmt: skip
    (target / "data").symlink_to(PACKAGE / "data")
    for test in tests:
        copy = folder / test.relative_to(Path(__file__).parents[1])
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(test, copy)
    return folder


def run(folder: Path, *words: str) -> tuple[int, str]:
    """Exit code and output of Python with these arguments, which imports the copied package."""
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, capture_output=True, text=True, timeout=120,
        env=os.environ | {"PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1",
                          "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def run_suite(folder: Path) -> tuple[int, str]:
    """Exit code and output, on one line, of the copied tests."""
    code, said = run(folder, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests")
    return code, said.replace("\n", " ")
