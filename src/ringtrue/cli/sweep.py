"""``ringtrue sweep``: files of names, a Parquet file of findings."""

from __future__ import annotations

import time
from argparse import Namespace
from pathlib import Path

from ringtrue.batch.list_files import STANDARD_INPUT
from ringtrue.batch.sweep import HITS, Plan, statuses, sweep
from ringtrue.cli.exits import ALARM, UNKNOWN
from ringtrue.cli.streams import Stop, put, tell
from ringtrue.errors import RingtrueError
from ringtrue.scanning.lists import Unread


def run(options: Namespace) -> int:
    """Writes the result and prints one line of counts; exit code 1 when something was found."""
    plan = Plan(
        files=tuple(options.files),
        out=Path(options.out),
        column=options.column,
        everything=options.all,
        allowlists=tuple(options.allowlist),
        jobs=options.jobs,
    )
    begin = time.monotonic()
    unread = Unread()
    bar = getattr(options, "bar", None)

    def progress(names: int, hits: int) -> None:
        if bar is not None:
            rate = names / max(time.monotonic() - begin, 1e-9)
            bar.more = f"{names:,} names, {hits:,} findings, {rate:,.0f}/s"

    try:
        found = sweep(plan, progress, unread)
    except RingtrueError as error:
        raise Stop(str(error)) from error
    except KeyboardInterrupt:
        if plan.parts.is_dir() and STANDARD_INPUT not in plan.files:
            tell(f"stopped; the same command goes on from what is in {plan.parts}")
        raise
    put(f"{sum(found.values()):,} names: {', '.join(statuses(found))}")
    if unread.count:
        tell(f"not read: {unread.told()}")
    tell(f"written to {plan.out}")
    return ALARM if any(found[hit] for hit in HITS) else UNKNOWN
