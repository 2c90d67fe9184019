"""``ringtrue sweep``: files of names, a Parquet file of findings."""

from __future__ import annotations

import sys
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
    shows = sys.stderr.isatty()

    def progress(names: int, hits: int) -> None:
        if shows:
            rate = names / max(time.monotonic() - begin, 1e-9)
            print(f"\r{names:,} names, {hits:,} findings, {rate:,.0f}/s ", end="", file=sys.stderr)

    try:
        found = sweep(plan, progress, unread)
    except RingtrueError as error:
        raise Stop(str(error)) from error
    except KeyboardInterrupt:
        if plan.parts.is_dir() and STANDARD_INPUT not in plan.files:
            tell(f"stopped; the same command goes on from what is in {plan.parts}")
        raise
    finally:
        if shows:
            print(file=sys.stderr)
    put(f"{sum(found.values()):,} names: {', '.join(statuses(found))}")
    if unread.count:
        tell(f"not read: {unread.told()}")
    tell(f"written to {plan.out}")
    return ALARM if any(found[hit] for hit in HITS) else UNKNOWN
