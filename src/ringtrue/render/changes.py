"""The change log of trust: what a list trusts that another did not, as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ringtrue.messages.shown import shown
from ringtrue.render.paint import width

if TYPE_CHECKING:
    from ringtrue.curation.changes import Change

_TITLES = {
    "moved": "Moved to another brand",
    "restored": "Active again",
    "added": "Contacts added",
    "brand_added": "Brands added",
    "closed_removed": "Closed channels no longer listed",
    "complete_removed": "Kinds of contact no longer listed as complete",
    "changed": "Contacts listed differently",
    "revoked": "Contacts revoked",
    "retired": "Contacts retired",
    "status": "Other changes of status",
    "removed": "Contacts removed (entries should be retired or revoked instead)",
    "closed_added": "Closed channels added",
    "complete_added": "Kinds of contact listed as complete",
    "brand_changed": "Names of brands changed",
    "brand_removed": "Brands removed",
    "closed_changed": "Closed channels changed",
    "renewed": "Checked again, nothing else changed",
}
_LINE = 400
"""Characters of one line of text."""


def changes_text(old: str, new: str, changes: Sequence[Change], adds: frozenset[str]) -> str:
    """One section a kind of change, those that add trust marked ``+``, without a final newline.

    `old` and `new` are the versions, `adds` the kinds of change that add trust. Contacts that
    were only checked again are counted by brand: `changes_dict` holds each of them.
    """
    lines = [f"{shown(old)} -> {shown(new)}"]
    if not changes:
        return "\n".join([*lines, "nothing changed"])
    for what, group in groupby(changes, key=lambda change: change.what):
        rows = list(group)
        lines += ["", f"{_TITLES[what]} ({len(rows)})"]
        mark = "+" if what in adds else "-"
        if what == "renewed":
            lines += [
                f"  {_pad(id_, 20)} {len(list(some))}"
                for id_, some in groupby(rows, key=lambda row: row.brand_id)
            ]
        else:
            lines += [f"{mark} {shown(_row(row), _LINE)}" for row in rows]
    return "\n".join(lines)


def changes_dict(
    old: str, new: str, changes: Sequence[Change], counts: dict[str, int]
) -> dict[str, Any]:
    """`changes` as plain JSON values (schema version 1), each with all its fields."""
    return {
        "schema": 1,
        "old": old,
        "new": new,
        "counts": counts,
        "changes": [
            {
                "what": change.what,
                "brand": change.brand_id,
                "kind": change.kind,
                "value": change.value,
                "region": change.region,
                "old": change.old,
                "new": change.new,
                "sources": list(change.sources),
            }
            for change in changes
        ],
    }


def counts_text(counts: dict[str, int]) -> str:
    """``12 added, 1 revoked``; ``nothing changed`` for none."""
    said = [f"{count} {what.replace('_', ' ')}" for what, count in counts.items()]
    return ", ".join(said) or "nothing changed"


def _row(change: Change) -> str:
    region = "" if change.region in ("", "global") else change.region
    contact = " ".join(part for part in (change.kind, change.value, region) if part)
    how = {
        "added": change.new if change.new != "active" else "",
        "removed": f"was {change.old}",
        "brand_added": change.new,
        "brand_removed": change.old,
        "closed_added": change.new,
        "closed_removed": change.old,
    }.get(change.what, f"{change.old or '-'} -> {change.new or '-'}")
    parts = [_pad(change.brand_id, 20), contact, how, f"[{'; '.join(change.sources)}]"]
    return "  ".join(part for part in parts if part and part != "[]")


def _pad(text: str, columns: int) -> str:
    return shown(text) + " " * max(0, columns - width(text))
