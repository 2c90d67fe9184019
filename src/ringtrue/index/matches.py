"""Protected names that a text was found to be like, and which of them is the likest."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter

from ringtrue.index.limits import MAX_MATCHES
from ringtrue.model import Name
from ringtrue.records import record


@record
class NameMatch:
    """A protected name that a text may resemble."""

    name: Name
    how: str
    """``same``, ``key``, ``swapped`` (its two words in the other order), ``token`` (its text stands
    inside), ``token_key`` (its key does), ``near`` (the whole is few edits away), ``near_token``
    (a piece is), ``part`` (one part of a hyphenated name is exact, the other few edits away),
    ``far`` (looser, only where the host is suspicious by its shape), ``crowd`` (one of very many
    that are like it, and were not all compared)."""
    start: int
    end: int
    """Span in the text as given, separators included."""
    distance: int = 0


_KINDS = (
    "same",
    "key",
    "swapped",
    "token",
    "token_key",
    "near",
    "near_token",
    "part",
    "far",
    "crowd",
)
_ORDER = {how: rank for rank, how in enumerate(_KINDS)}

Row = tuple[int, int, int, str, str, Name, int, int]
"""A match before it is known to be among the best: what it is ranked by (the likest kind, the
fewest edits, the longest name first), then the name and the span. A plain row costs a fifth of a
`NameMatch`, and of many names that are near few are kept."""
_RANK = itemgetter(slice(0, 5))


def row(name: Name, how: str, start: int, end: int, distance: int = 0) -> Row:
    text = name.text
    return _ORDER[how], distance, -len(text), name.brand_id, text, name, start, end


def best_of(found: list[Row]) -> list[NameMatch]:
    """The best match of each brand and name, best first."""
    if len(found) > 1:
        found.sort(key=_RANK)
        kept: dict[tuple[str, str], Row] = {}
        for match in found:
            kept.setdefault(match[3:5], match)
        found = list(kept.values())[:MAX_MATCHES]
    return _told(found)


def first_of(found: list[Row]) -> list[NameMatch]:
    """The first by rank, several of one name and all."""
    return _told(sorted(found, key=_RANK)[:MAX_MATCHES])


def _told(rows: Iterable[Row]) -> list[NameMatch]:
    return [
        NameMatch(name, _KINDS[kind], start, end, distance)
        for kind, distance, _, _, _, name, start, end in rows
    ]
