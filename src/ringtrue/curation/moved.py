"""Official contacts that are so no more: sold, renamed, given up or taken away.

Two lists that agree prove that it was so, never that it is so today: other people's lists keep a
sold bank's domain for years. The table is ``data/moved_names.tsv``, each row with its source.
"""

from __future__ import annotations

from functools import cache

from ringtrue import data
from ringtrue.kinds import WEB_KINDS
from ringtrue.model import Listed
from ringtrue.records import record

_SAID = {
    "sold": "was sold",
    "renamed": "was given up for another name",
    "given_up": "was given up",
    "hijacked": "was taken over by others",
}


@record
class Moved:
    """One contact that its brand no longer has."""

    kind: str
    value: str
    brand: str
    what: str
    """``sold``, ``renamed``, ``given_up`` or ``hijacked``."""
    since: str
    """ISO date, or empty."""
    successor: str
    source: str

    def __str__(self) -> str:
        since = f" on {self.since}" if self.since else ""
        then = f"; now {self.successor}" if self.successor else ""
        return f"{self.value!r} of {self.brand!r} {_SAID[self.what]}{since}{then} ({self.source})"


def moved(listed: Listed) -> Moved | None:
    """What became of a contact that is about to be listed; None when nothing is known of it."""
    return _table().get((_room(listed.kind), listed.value))


@cache
def _table() -> dict[tuple[str, str], Moved]:
    rows = [Moved(*row) for row in data.table("moved_names.tsv")]
    return {(_room(row.kind), row.value): row for row in rows}


def _room(kind: str) -> str:
    return "web" if kind in WEB_KINDS else kind
