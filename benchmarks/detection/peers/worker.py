"""What every Python adapter shares: the task on stdin, the clock, the answers on stdout.

An adapter runs in the peers' own environment, one process for each peer. The task is
``{"hosts": [...], "official": [...], "brands": {name: [domain, ...]}, "cache": folder}``, the
answer ``{"levels": [...], "named": [...], "seconds": s, "build": s, "failed": n}``: for each host
a level (0 quiet, 1 flagged, 2 flagged in the peer's sternest words) and the brand that was named
(an official domain or a label of one; empty: none).
"""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

Answer = tuple[int, str]
Task = dict[str, Any]


def labels(official: Iterable[str]) -> dict[str, list[str]]:
    """``{"idex": ["idex.market", "idex.io"]}``: the names under which peers know a brand."""
    found: dict[str, list[str]] = {}
    for domain in official:
        found.setdefault(domain.split(".")[0], []).append(domain)
    return found


def decoded(host: str) -> str:
    """The host as it is shown, for the peers that look at Unicode only."""
    parts = []
    for label in host.split("."):
        with contextlib.suppress(UnicodeError):
            label = label.encode().decode("idna") if label.startswith("xn--") else label
        parts.append(label)
    return ".".join(parts)


def longest(names: Iterable[str]) -> str:
    """The one brand of a peer that names several: the longest, which is mostly the closest."""
    return max(names, key=len, default="")


def serve(make: Callable[[Task], Callable[[str], Answer]]) -> None:
    """Answer one task: build the judge, then time it over all hosts."""
    task = json.load(sys.stdin)
    levels, named, failed = [], [], 0
    with contextlib.redirect_stdout(sys.stderr):  # some peers print while they look
        begin = time.perf_counter()
        judge = make(task)
        judge(task["hosts"][0])  # what is built at the first call is not part of a check
        build = time.perf_counter() - begin
        begin = time.perf_counter()
        for host in task["hosts"]:
            try:
                level, name = judge(host)
            except Exception as error:  # a crash is an answer too: counted, and shown
                level, name, failed = 0, "", failed + 1
                if failed == 1:
                    print(f"{host}: {error!r}", file=sys.stderr)
            levels.append(level)
            named.append(name)
        seconds = time.perf_counter() - begin
    answer = {"levels": levels, "named": named, "seconds": seconds, "build": build}
    json.dump({**answer, "failed": failed}, sys.stdout)


def cache_file(task: Task, name: str) -> Path:
    """A file in the peers' environment for what takes long to build."""
    folder = Path(task["cache"])
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name
