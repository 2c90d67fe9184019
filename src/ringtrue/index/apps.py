"""Listed ids of apps by what an id that passes for one of them keeps: all its segments but one, all
of them in another order, or all of them before one more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ringtrue.kinds.facets import AppId
from ringtrue.model import Candidate, Listed

MAX_CANDIDATES = 8
MAX_SEGMENTS = 12
"""Segments of an id that are looked at."""

Slot = tuple[str, tuple[str, ...]]


class AppIndex:
    """Active ids that are names. Immutable."""

    def __init__(self, apps: Iterable[Listed]) -> None:
        self._slots: dict[tuple[str, Slot], list[Listed]] = {}
        for listed in apps:
            if listed.status == "active":
                slots = {slot for slot in _slots(listed.value) if slot[0] != "whole"}
                for slot in (*slots, ("whole", _parts(listed.value))):
                    self._slots.setdefault((listed.kind, slot), []).append(listed)

    def candidates(self, facet: AppId) -> Iterator[Candidate]:
        """Listed ids that this one may pass for, each once."""
        text = facet.id.lower()
        found: dict[str, Listed] = {}
        for slot in _slots(text):
            for listed in self._slots.get((facet.store, slot), ()):
                if listed.value.lower() != text:
                    found.setdefault(listed.value, listed)
        for listed in list(found.values())[:MAX_CANDIDATES]:
            yield Candidate(facet, listed.brand_id, "app_id", text, "segments", official=listed)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(text.lower().split(".")[:MAX_SEGMENTS])


def _slots(text: str) -> Iterator[Slot]:
    """The segments without one of them, in any order, and (of what is seen) without the last."""
    parts = _parts(text)
    if len(parts) < 2:
        return
    yield "order", tuple(sorted(parts))
    yield "whole", parts[:-1]
    for at in range(len(parts)):
        yield f"but {at}", parts[:at] + parts[at + 1 :]
