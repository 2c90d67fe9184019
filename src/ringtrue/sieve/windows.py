"""Names that stand inside a text: the first four letters from a table, then whole hashes."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ringtrue.sieve.text import HashSet, Sums, hash_of

GRAM = 4
_BITS = 20


class Windows:
    """Groups of name forms, each form a key of four letters or more."""

    def __init__(self, *groups: Iterable[str]) -> None:
        self._groups = len(groups)
        self._forms: list[tuple[int, int, HashSet]] = []
        lengths = np.zeros(1 << _BITS, np.uint64)
        for group, forms in enumerate(groups):
            by_length: dict[int, list[int]] = {}
            for form in set(forms):
                if len(form) >= GRAM:
                    by_length.setdefault(len(form), []).append(hash_of(form))
                    slot = _slots(np.frombuffer(form[:GRAM].encode("ascii"), np.uint8))[0]
                    lengths[slot] |= np.uint64(1 << min(len(form), 63))
            self._forms += [(size, group, HashSet(found)) for size, found in by_length.items()]
        self._lengths = lengths

    def places(self, text: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
        """Per group: where in `text` (folded letters, an end after each host) a form begins, and
        its last letter."""
        nothing = np.zeros(0, np.int64)
        found: list[list[tuple[np.ndarray, np.ndarray]]] = [
            [(nothing, nothing)] for _ in range(self._groups)
        ]
        if len(text) >= GRAM:
            lengths = self._lengths[_slots(text)]
            begins = np.flatnonzero(lengths)
            lengths = lengths[begins]
            sums = Sums(text)
            for size, group, forms in self._forms:
                here = begins[(lengths >> np.uint64(min(size, 63))) & np.uint64(1) == 1]
                here = here[here + size <= len(text)]
                if len(here):
                    here = here[forms.holds(sums.of(here, here + size))]
                    found[group].append((here, here + size - 1))
        return [
            (np.concatenate([a for a, _ in group]), np.concatenate([b for _, b in group]))
            for group in found
        ]


def _slots(text: np.ndarray) -> np.ndarray:
    """A number of `_BITS` bits for every four bytes in a row."""
    wide = text.astype(np.uint32)
    four = wide[:-3] << 24 | wide[1:-2] << 16 | wide[2:-1] << 8 | wide[3:]
    return (four * np.uint32(0x9E3779B1)) >> np.uint32(32 - _BITS)
