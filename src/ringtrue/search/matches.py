"""Protected names that a text was found to be like, and which of them is the likest."""

from __future__ import annotations

from ringtrue.index.near import CROWD, LONG, SLIP_LIMITS
from ringtrue.model import Name
from ringtrue.records import record

MAX_MATCHES = 12
"""Names that one text is paired with, best first ..."""
MAX_WIDE = 4
"""... and of these ``wide`` ones, which are not counted when a crowd is told."""
KINDS = (
    "same", "key", "swapped", "token", "token_key", "near", "near_token", "part", "far", "crowd",
    "wide",
)  # fmt: skip
"""The values of `NameMatch.how`, the likest first."""
_ORDER = {how: rank for rank, how in enumerate(KINDS)}


@record
class NameMatch:
    """A protected name that a text may resemble."""

    name: Name
    how: str
    """``same``, ``key``, ``swapped`` (its two words in the other order), ``token`` (its text stands
    inside), ``token_key`` (its key does), ``near`` (the whole is few edits away), ``near_token``
    (a piece is), ``part`` (one part of a hyphenated name is exact, the other few edits away),
    ``far`` (looser, only where the host is suspicious by its shape), ``crowd`` (one of very many
    that are like it, and were not all compared), ``wide`` (more edits away than rules judge, or at
    one end of a piece and misspelt)."""
    start: int
    end: int
    """Span in the text as given, separators included."""
    distance: int = 0


def nearby(name: Name, how: str, start: int, end: int, edits: int) -> NameMatch:
    """The match of a name that `NearIndex.near` gave, `edits` of which may be `CROWD`."""
    if edits > SLIP_LIMITS[min(len(name.text), LONG)]:
        return NameMatch(name, "wide", start, end, edits)
    return NameMatch(name, how if edits != CROWD else "crowd", start, end, abs(edits))


def best_of(found: list[NameMatch]) -> list[NameMatch]:
    """The best match of each brand and name, best first: the likest kind, then the fewest edits,
    then the longest name. At most `MAX_MATCHES`, and `MAX_WIDE` wide ones."""
    if len(found) < 2:
        return found
    kept: dict[tuple[str, str], NameMatch] = {}
    wide: list[NameMatch] = []
    for match in sorted(found, key=_rank):
        slot = match.name.brand_id, match.name.text
        if slot not in kept:
            kept[slot] = match
            if match.how == "wide":
                wide.append(match)
    if not wide:
        return list(kept.values())[:MAX_MATCHES]
    close = [match for match in kept.values() if match.how != "wide"]
    return close[:MAX_MATCHES] + wide[:MAX_WIDE]


def first_of(found: list[NameMatch]) -> list[NameMatch]:
    """The first by rank, several of one name and all. At most `MAX_MATCHES`."""
    return sorted(found, key=_rank)[:MAX_MATCHES]


def _rank(match: NameMatch) -> tuple[int, int, int, str, str]:
    name = match.name
    return _ORDER[match.how], match.distance, -len(name.text), name.brand_id, name.text
