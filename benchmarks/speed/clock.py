"""Processor time of many short calls: in chunks for rates, one by one for how even they are.

Reading the clock costs about half of a microsecond, which is a tenth of a short check. A rate is
therefore measured over chunks of `CHUNK` items, and single times with one reading an item, whose
cost is measured beforehand and taken off. Several passes over the same items run in processes of
their own, for a checker remembers what it has seen; the fastest pass of each chunk counts.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

CHUNK = 50
Work = Callable[[Any], object]


def interleaved(
    works: dict[str, Work], items: Sequence[object], chunk: int = CHUNK
) -> dict[str, list[int]]:
    """Nanoseconds of each chunk by each work: all take one chunk before any takes the next, so
    that what else the machine does meets them alike. Who begins changes from chunk to chunk."""
    times: dict[str, list[int]] = {name: [] for name in works}
    order = list(works)
    for first in range(0, len(items), chunk):
        part = items[first : first + chunk]
        for name in order:
            work = works[name]
            start = time.thread_time_ns()
            for item in part:
                work(item)
            times[name].append(time.thread_time_ns() - start)
        order.append(order.pop(0))
    return times


def singles(work: Work, items: Sequence[object]) -> list[int]:
    """Nanoseconds of each item."""
    clock = time.thread_time_ns
    cost = min(_reading(clock) for _ in range(5))
    times = []
    last = clock()
    for item in items:
        work(item)
        now = clock()
        times.append(max(now - last - cost, 0))
        last = now
    return times


def _reading(clock: Callable[[], int], count: int = 1_000) -> int:
    """Nanoseconds of one reading of the clock."""
    start = clock()
    for _ in range(count):
        clock()
    return (clock() - start) // count


def fastest(passes: Sequence[Sequence[int]]) -> list[int]:
    """The fastest pass of each chunk or item."""
    return [min(row) for row in zip(*passes, strict=True)]


def share(times: Sequence[int], part: float) -> int:
    """The time that this part of all stays within: 0.5 is the median."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def child(file: str, part: str, task: object, source: Path | None = None) -> Any:
    """What `part` of this script prints as JSON for `task`, in a process of its own. `source` is
    the folder that ringtrue is imported from."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["RINGTRUE_DATA"] = os.devnull  # the shipped list, whatever is installed
    if source is not None:
        environment["PYTHONPATH"] = str(source)
    done = subprocess.run(
        [sys.executable, file, "--part", part],
        input=json.dumps(task),
        text=True,
        capture_output=True,
        env=environment,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{part}: {done.stderr[-2000:]}")
    return json.loads(done.stdout)
