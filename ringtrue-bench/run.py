"""Asks tools about a task, each in a process of its own, and writes the table.

python run.py task.json ADAPTER... [--limit 900] [--save results.md] [--show TOOL]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any


def ask(adapter: Path, task: dict[str, Any], limit: float) -> dict[str, Any] | str:
    """A tool's answers, or why there are none."""
    hosts = [row["host"] for row in task["fakes"]] + task["honest"]
    given = {
        "official": task["official"], "hosts": hosts,
        "texts": [row["text"] for row in task["texts"]],
    }  # fmt: skip
    command = [sys.executable, str(adapter)] if adapter.suffix == ".py" else [str(adapter)]
    try:
        done = subprocess.run(
            command, input=json.dumps(given), capture_output=True, text=True, timeout=limit
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return f"not done in {limit:.0f} s"
    except ValueError:
        return (done.stderr.strip().splitlines() or ["no JSON"])[-1][:100]
    if len(answer["hosts"]) != len(hosts):
        return "it answered another number of hosts"
    if "texts" in answer and len(answer["texts"]) != len(task["texts"]):
        return "it answered another number of texts"
    return answer


def share(hits: list[bool]) -> float:
    """Per cent of what is true."""
    return 100 * sum(hits) / max(1, len(hits))


def figures(answer: dict[str, Any], task: dict[str, Any]) -> dict[str, str]:
    """The column of a tool."""
    levels, fakes = answer["hosts"], task["fakes"]
    by_fuzzer: dict[str, list[bool]] = defaultdict(list)
    for row, level in zip(fakes, levels, strict=False):
        by_fuzzer[row["fuzzer"]].append(level > 0)
    shares = {kind: share(hits) for kind, hits in sorted(by_fuzzer.items())}
    found = {kind: f"{value:.1f}" for kind, value in shares.items()}
    found["**mean of fuzzers**"] = f"**{sum(shares.values()) / len(shares):.1f}**"
    named = answer.get("named") or []
    right = [n == row["of"] for n, row, level in zip(named, fakes, levels, strict=False) if level]
    found["right brand, of the flagged"] = f"{share(right):.1f}" if any(named) else "-"
    quiet = levels[len(fakes) :]
    found["**honest hosts flagged**"] = f"**{share([level > 0 for level in quiet]):.2f}**"
    found["honest hosts, sternest"] = f"{share([level > 1 for level in quiet]):.2f}"
    said = answer.get("texts")
    for label, fake in (("texts with a look-alike flagged", True), ("honest texts flagged", False)):
        hits = [
            v > 0 for v, row in zip(said or [], task["texts"], strict=False) if row["fake"] is fake
        ]
        found[label] = f"{share(hits):.1f}" if said else "-"
    found["hosts a second"] = f"{len(levels) / max(answer['seconds'], 1e-9):,.0f}"
    return found


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", type=Path)
    parser.add_argument("adapters", type=Path, nargs="+")
    parser.add_argument("--limit", type=float, default=900.0)
    parser.add_argument("--save", type=Path)
    parser.add_argument("--show", default="", help="print what this tool (by adapter) got wrong")
    options = parser.parse_args()
    raw = options.task.read_bytes()
    task = json.loads(raw)
    columns: dict[str, dict[str, str]] = {}
    problems = []
    for adapter in options.adapters:
        answer = ask(adapter, task, options.limit)
        if isinstance(answer, str):
            problems.append(f"{adapter.stem}: not run ({answer})")
            continue
        columns[answer["tool"]] = figures(answer, task)
        if options.show == adapter.stem:
            for row, level in zip(task["fakes"], answer["hosts"], strict=False):
                if not level:
                    print(f"missed {row['fuzzer']:14} {row['of']:28} {row['host']}")
            for host, level in zip(
                task["honest"], answer["hosts"][len(task["fakes"]) :], strict=True
            ):
                if level:
                    print(f"flagged {host}")
    rows = list(next(iter(columns.values()), {}))
    digest = hashlib.sha256(raw).hexdigest()
    lines = [
        f"Task: seed {task['seed']}, {task['generator']}, sha256 `{digest}`;",
        f"{len(task['fakes'])} look-alikes of {len(task['official'])} brands, {len(task['honest'])}"
        f" honest hosts, {len(task['texts'])} texts; Python {platform.python_version()}. Per cent.",
        "",
        "| | " + " | ".join(columns) + " |",
        "|---|" + "---:|" * len(columns),
        *(f"| {row} | " + " | ".join(c[row] for c in columns.values()) + " |" for row in rows),
    ]
    if problems:
        lines += ["", *problems]
    print("\n".join(lines))
    if options.save:
        head = "# Results\n\nWritten by run.py; the commands stand in README.md.\n\n"
        options.save.write_text(head + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
