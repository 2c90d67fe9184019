"""What a start costs: import and one whole `ringtrue check`, against bare Python.

    python benchmarks/speed/startup.py [--runs N]

Runs each command in turn (A B C, A B C ...), so that a noisy machine disturbs all alike, and
prints medians in milliseconds, of the clock and of processor time, and ratios to bare Python.
Bytecode is kept between runs, as an installed package has it. The `ringtrue` script is the one
that a current pip writes (26; what pip 23 writes imports `re` first, see the last rows).
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SCRIPT = """import sys
from ringtrue.cli import script
if __name__ == '__main__':
    sys.argv[0] = sys.argv[0].removesuffix('.exe')
    sys.exit(script())
"""
CONTACTS = {
    "official": "tokenpocket.pro",
    "official link": "https://tokenpocket.pro/en/download",
    "stranger": "stranger.example",
    "stranger's link": "https://stranger.example/en/download",
    "look-alike": "tokenpocket-support.example",
    "look-alike link": "https://tokenpocket-support.example/en/download",
    "typing error": "tokenpockets.example",
}
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}

Cost = tuple[float, float]
"""Milliseconds of the clock and of the processor."""


def commands(script: str) -> dict[str, list[str]]:
    python = sys.executable
    found = {
        "bare python": [python, "-c", "pass"],
        "import ringtrue": [python, "-c", "import ringtrue"],
        "import and one check": [
            python, "-c", "from ringtrue import check; check('tokenpocket.pro')",
        ],
    }  # fmt: skip
    for name, contact in CONTACTS.items():
        found[f"ringtrue check, {name}"] = [python, script, "check", contact, "--json"]
    rest = ["check", CONTACTS["official"], "--json"]
    found["official, python -m"] = [python, "-m", "ringtrue", *rest]
    found["official, script here"] = [str(Path(python).with_name("ringtrue")), *rest]
    return found


def once(command: list[str]) -> Cost:
    before, begin = _used(), time.perf_counter()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(command, env=ENVIRONMENT, check=False, **quiet)
    return 1000 * (time.perf_counter() - begin), 1000 * (_used() - before)


def _used() -> float:
    """Seconds of the processor that processes which have ended took."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=25)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "ringtrue")
        script.write_text(SCRIPT)
        every = commands(str(script))
        for command in every.values():
            once(command)
        costs: dict[str, list[Cost]] = {name: [] for name in every}
        for _ in range(options.runs):
            for name, command in every.items():
                costs[name].append(once(command))
    title = f"median of {options.runs} runs"
    print(f"{title:34}{'ms':>8}{'above bare':>12}{'ratio':>8}{'CPU ms':>9}{'above':>8}{'ratio':>8}")
    middle = {
        name: [statistics.median(column) for column in zip(*rows, strict=True)]
        for name, rows in costs.items()
    }
    bare = middle["bare python"]
    for name, (clock, used) in middle.items():
        print(
            f"{name:34}{clock:8.1f}{clock - bare[0]:12.1f}{clock / bare[0]:8.2f}"
            f"{used:9.1f}{used - bare[1]:8.1f}{used / bare[1]:8.2f}"
        )


if __name__ == "__main__":
    main()
