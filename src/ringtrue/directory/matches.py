"""Protected names that a text was found to be like, and which of them is the likest."""

from __future__ import annotations

from ringtrue.directory.limits import MAX_MATCHES
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


def best_of(found: list[NameMatch]) -> list[NameMatch]:
    """The best match of each brand and name, best first."""
    if len(found) < 2:
        return found
    found.sort(key=rank_of)
    kept: dict[tuple[str, str], NameMatch] = {}
    for match in found:
        kept.setdefault((match.name.brand_id, match.name.text), match)
    return list(kept.values())[:MAX_MATCHES]


def rank_of(match: NameMatch) -> tuple[int, int, int, str, str]:
    name = match.name
    return _ORDER[match.how], match.distance, -len(name.text), name.brand_id, name.text
