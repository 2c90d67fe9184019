"""``ringtrue review``: what expires soon, what nobody has verified, what rests on one source."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from datetime import date

from ringtrue.cli.exits import ALARM, OFFICIAL
from ringtrue.cli.streams import Stop, put, put_json, tell
from ringtrue.curation.reviewing import Due, due
from ringtrue.directory.directory import Directory
from ringtrue.errors import RingtrueError
from ringtrue.messages.shown import shown
from ringtrue.model import Brand

_TITLES = {
    "expires": "to be checked again",
    "unverified": "listed, not vouched for: verify or retire",
    "one_source": "one witness only: look for a second",
}


def run(options: Namespace) -> int:
    """Lists what is due; exit code 1 when something expires within the days asked for."""
    rows = due(_brands(options.paths), options.today or date.today(), options.within)
    title = ""
    for row in rows:
        if options.json:
            put_json(_as_dict(row))
            continue
        if row.why != title:
            put(("\n" if title else "") + _TITLES[row.why])
            title = row.why
        put(shown(_line(row), 400))
    counts = Counter(row.why for row in rows)
    tell(
        f"{counts['expires']} expire within {options.within} days, "
        f"{counts['unverified']} unverified, {counts['one_source']} with one witness"
    )
    return ALARM if counts["expires"] else OFFICIAL


def _brands(paths: list[str]) -> list[Brand]:
    try:
        if not paths:
            return list(Directory.default().brands.values())
        return [b for path in paths for b in Directory.load(path).brands.values()]
    except RingtrueError as error:
        raise Stop(str(error)) from error


def _line(row: Due) -> str:
    when = f"in {row.days} days" if row.days >= 0 else f"{-row.days} days ago"
    about = row.source if row.why == "one_source" else when
    return f"  {row.review_by}  {row.brand_id:20} {row.kind:16} {row.value}  ({about}, {row.grade})"


def _as_dict(row: Due) -> dict[str, str | int]:
    return {
        "schema": 1,
        "why": row.why,
        "brand": row.brand_id,
        "kind": row.kind,
        "value": row.value,
        "review_by": row.review_by,
        "days": row.days,
        "source": row.source,
        "grade": row.grade,
    }
