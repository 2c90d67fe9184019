"""No regular expression of the package can run away."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("regexploit", reason="needs regexploit")
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_no_pattern_runs_away() -> None:
    command = [sys.executable, str(ROOT / "benchmarks/attack/patterns.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 can run away" in done.stdout
