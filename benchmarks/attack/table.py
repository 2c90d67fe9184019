"""Runs every measurement of this folder and writes what it printed into SECURITY.md.

    python benchmarks/attack/table.py [--budget MINUTES] [--attacks N] [--strings N] [--every N]
        [--mixtures N] [--seconds N] [--minutes N] [--only COMMAND ...]

A row: the promise, how it is tested, the inputs and the figure as the command printed them, the
command, the day and the commit. With a budget each does what fits into its share. A measurement
that fails is written too, and ends this with an error.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "SECURITY.md"
BEGIN, END = "<!-- make attack: begin -->", "<!-- make attack: end -->"


SHARES = {
    "listed.py": 0.36, "url_reading.py": 0.1, "bounds.py": 0.05, "fuzz.py": 0.2, "server.py": 0.12,
}  # fmt: skip
"""Of a budget; the rest is for those commands that take the time they take."""


def rows(given: argparse.Namespace) -> list[tuple[str, str, list[str]]]:
    """Promise, how it is tested, command."""
    return [
        ("A page that strangers can make is never official; a brand's own pages are",
         "links by pattern on every listed platform; pages that repositories quote, and by pattern",
         ["strangers.py", "--every", str(given.every)]),
        ("A link that leads on, or carries a stranger's contact, is not vouched for",
         "spellings, parameters and places; the reader's own address accuses nobody",
         ["redirects.py", "--every", str(given.every)]),
        ("No mutant of a listed contact is official; harmless rewritings are",
         "generators of each technique over every listed contact, a second reading as the judge",
         ["listed.py", "--attacks", str(given.attacks), "--harmless-every", str(given.every)]),
        ("A brand's name in another script is told, words of that script are left alone",
         "Cyrillic look-alikes of listed names; words of places' names", ["scripts.py"]),
        ("A link is read as a browser reads it",
         "random strings beside Node's URL and Chromium's; web-platform-tests run in `make test`",
         ["url_reading.py", "--number", str(given.strings)]),
        ("Work is bounded",
         "shapes of 8,000 characters in every part of a link; a search for the worst mixture",
         ["bounds.py", "--search", str(given.mixtures)]),
        ("No regular expression can run away", "every pattern of the package by regexploit",
         ["patterns.py"]),
        ("No input crashes or hangs a door", "fuzzing led by coverage, a watchdog",
         ["fuzz.py", "--seconds", str(given.seconds)]),
        ("A server goes on, and answer times tell nothing",
         "connections that ask nothing, hostile traffic with reloads and killed workers",
         ["server.py", "--minutes", f"{given.minutes:g}"]),
        ("Nothing breaks out of a report", "payloads through every form of report",
         ["injection.py"]),
    ]  # fmt: skip


def _run(command: list[str]) -> tuple[str, bool]:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name(command[0])), *command[1:]],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    lines = [" ".join(line.split()) for line in done.stdout.splitlines() if line.strip()]
    if done.returncode and not lines:
        lines = [done.stderr.strip().splitlines()[-1][:200]]
    return "<br>".join(lines).replace("|", "\\|"), done.returncode == 0


def within(given: argparse.Namespace) -> dict[str, list[str]]:
    """How long each command may take, by its share of the budget."""
    if not given.budget:
        return {}
    parts = {name: round(60 * given.budget * share) for name, share in SHARES.items()}
    given.seconds, given.minutes = parts["fuzz.py"], round(parts["server.py"] / 60, 1)
    timed = ("listed.py", "url_reading.py", "bounds.py")
    return {name: ["--seconds", str(parts[name])] for name in timed}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--budget", type=float, help="minutes for all; each row says what it did")
    parser.add_argument("--attacks", type=int, default=5_000_000)
    parser.add_argument("--strings", type=int, default=1_000_000)
    parser.add_argument("--mixtures", type=int, default=1_000_000)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=3_600, help="of fuzzing")
    parser.add_argument("--minutes", type=float, default=30, help="of hostile traffic")
    parser.add_argument(
        "--only", nargs="*", default=[], help="commands; other rows stay as they are"
    )
    given = parser.parse_args()
    times = within(given)
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    inside, _, after = rest.partition(END)
    kept = {line.partition("benchmarks/attack/")[2].split("`")[0].split(" ")[0]: line
            for line in inside.splitlines() if "benchmarks/attack/" in line}  # fmt: skip
    state = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=ROOT
    )
    today = f"{datetime.now(UTC):%Y-%m-%d} {state.stdout.strip()}"
    table = [
        "| promise | how it is tested | inputs and figure | command | day, commit |",
        "|---|---|---|---|---|",
    ]
    failed = []
    for promise, how, command in rows(given):
        command += times.get(command[0], [])
        if given.only and command[0] not in given.only:
            table += filter(None, [kept.get(command[0])])
            continue
        figure, held = _run(command)
        if not held:
            failed.append(command[0])
            figure = f"**not met** {figure}"
        shown = f"`python benchmarks/attack/{' '.join(command)}`"
        table.append(f"| {promise} | {how} | {figure} | {shown} | {today} |")
        print(command[0], "held" if held else "NOT MET", flush=True)
    PAGE.write_text(f"{before}{BEGIN}\n" + "\n".join(table) + f"\n{END}{after}", encoding="utf-8")
    if failed:
        sys.exit(f"not met: {', '.join(failed)}")


if __name__ == "__main__":
    main()
