"""Where the microseconds of a check go: each step alone, for many real hosts.

    python benchmarks/speed/budget.py [--entries N ...] [--passes N] [--save FILE]

Takes the hosts and directories of checks.py (half fakes, half honest hosts). Each step runs over
chunks of fifty hosts, several passes in forked processes so that every pass meets them for the
first time, and the fastest time of each chunk counts: a busy machine disturbs single chunks.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import time
from collections.abc import Callable
from pathlib import Path

import checks

from ringtrue import Checker, Directory
from ringtrue.detectors.base import Inquiry
from ringtrue.kinds import parse

CHUNK = 50


def fastest(work: Callable[[int], object], count: int, passes: int) -> float:
    """Microseconds of processor time an item."""
    best: list[int] = []
    for _ in range(passes):
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            times = []
            for first in range(0, count, CHUNK):
                start = time.process_time_ns()
                for at in range(first, min(first + CHUNK, count)):
                    work(at)
                times.append(time.process_time_ns() - start)
            os.write(writing, json.dumps(times).encode())
            os._exit(0)
        os.close(writing)
        with open(reading, "rb") as stream:
            times = json.loads(stream.read())
        os.waitpid(child, 0)
        best = [min(pair) for pair in zip(best, times, strict=True)] if best else times
    return sum(best) / count / 1000


def budget(hosts: list[str], rows: list[tuple[str, str]], passes: int) -> dict[str, float]:
    ids: dict[str, str] = {}
    directory = Directory.from_rows(
        (ids.setdefault(brand, f"b{len(ids)}"), brand, "domain", domain) for brand, domain in rows
    )
    checker = Checker(directory)
    for host in hosts[: checks.WARM]:
        checker.check(host)
    hosts = [host for host in hosts[checks.WARM :] if checker.check(host).contact is not None]
    contacts = [parse(host) for host in hosts]
    asked = [Inquiry(contact, directory) for contact in contacts]
    evidence = [checker._inspect(a, official=False) + checker._compare(a) for a in asked]
    steps: dict[str, Callable[[int], object]] = {
        "parse": lambda at: parse(hosts[at]),
        "owners": lambda at: directory.owners(contacts[at]),
        "inspect": lambda at: checker._inspect(asked[at], official=False),
        "candidates": lambda at: directory.candidates(contacts[at]),
        "with compare": lambda at: checker._compare(asked[at]),
        "verdict": lambda at: checker._unlisted(asked[at], evidence[at]),
        "whole check": lambda at: checker.check(hosts[at]),
    }
    return {name: fastest(step, len(hosts), passes) for name, step in steps.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=checks.ROOT.parent / "shared" / "data")
    parser.add_argument("--entries", type=int, nargs="+", default=[10, 1_000, 100_000])
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--save", type=Path)
    options = parser.parse_args()
    hosts = checks.mixed_hosts(options.data)
    domains = checks.official(options.data, max(options.entries))
    lines = [f"Python {platform.python_version()}, {platform.machine()}; microseconds a host"]
    print(lines[0])
    for size in options.entries:
        found = budget(hosts, domains[:size], options.passes)
        told = "".join(f"  {name} {value:.1f}" for name, value in found.items())
        lines.append(f"{size:>9,}{told}")
        print(lines[-1], flush=True)
    if options.save:
        options.save.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
