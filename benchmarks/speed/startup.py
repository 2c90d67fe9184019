"""What a start costs: import and one whole `ringtrue check`, against bare Python.

    python benchmarks/speed/startup.py [--runs N]

Runs each command in turn (A B C, A B C ...), so that a noisy machine disturbs all alike, and
prints medians in milliseconds and ratios to bare Python. Bytecode is kept between runs, as
an installed package has it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

BARE = [sys.executable, "-c", "pass"]
COMMANDS = {
    "bare python": BARE,
    "import ringtrue": [sys.executable, "-c", "import ringtrue"],
    "import and one check": [
        sys.executable, "-c", "from ringtrue import check; check('tokenpocket.pro')",
    ],
    "ringtrue check, official": [
        str(Path(sys.executable).with_name("ringtrue")), "check", "tokenpocket.pro", "--json",
    ],
    "ringtrue check, official link": [
        str(Path(sys.executable).with_name("ringtrue")), "check",
        "https://tokenpocket.pro/en/download", "--json",
    ],
    "ringtrue check, stranger": [
        str(Path(sys.executable).with_name("ringtrue")), "check", "stranger.example", "--json",
    ],
    "ringtrue check, look-alike": [
        str(Path(sys.executable).with_name("ringtrue")), "check", "tokenpocket-support.example",
        "--json",
    ],
}  # fmt: skip


ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def once(command: list[str]) -> float:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    begin = time.perf_counter()
    subprocess.run(command, env=ENVIRONMENT, check=False, **quiet)
    return 1000 * (time.perf_counter() - begin)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=25)
    options = parser.parse_args()
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for command in COMMANDS.values():
        once(command)
    for _ in range(options.runs):
        for name, command in COMMANDS.items():
            times[name].append(once(command))
    bare = statistics.median(times["bare python"])
    print(f"{'median of ' + str(options.runs) + ' runs':28}{'ms':>8}{'above bare':>12}{'ratio':>8}")
    for name, values in times.items():
        middle = statistics.median(values)
        print(f"{name:28}{middle:8.1f}{middle - bare:12.1f}{middle / bare:8.2f}")


if __name__ == "__main__":
    main()
