"""What Python adapters share: the task from standard input, the clock, the answer."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

Judge = Callable[[str], tuple[int, str]]
"""A host to its level and the official domain that it resembles."""


def serve(
    tool: str,
    make: Callable[[list[str]], Judge],
    texts: Callable[[list[str]], Callable[[str], int]] | None = None,
) -> None:
    """Answers the task with a judge of hosts made from the official domains, and one of texts."""
    task = json.load(sys.stdin)
    judge = make(task["official"])
    judge("warm-up.example")
    begun = time.perf_counter()
    said = [judge(host) for host in task["hosts"]]
    seconds = time.perf_counter() - begun
    answer: dict[str, Any] = {
        "tool": tool, "seconds": seconds,
        "hosts": [level for level, _ in said], "named": [name for _, name in said],
    }  # fmt: skip
    if texts is not None:
        read = texts(task["official"])
        answer["texts"] = [read(text) for text in task["texts"]]
    json.dump(answer, sys.stdout)
