"""Names that were found in hosts, as columns."""

from __future__ import annotations

import numpy as np

from ringtrue.records import record
from ringtrue.sieve.text import Hosts


@record
class Hits:
    """One found name, or group of names of one form, each."""

    row: np.ndarray
    start: np.ndarray
    end: np.ndarray
    """Its span in the text of the hosts, dots and hyphens included."""
    form: np.ndarray
    """Index of the form; of the key of names nearby where `distance` is not 0."""
    distance: np.ndarray
    count: np.ndarray
    """How many names have that form."""

    def columns(self) -> tuple[np.ndarray, ...]:
        return self.row, self.start, self.end, self.form, self.distance, self.count

    def only(self, wanted: np.ndarray) -> Hits:
        """Those at these places, or where `wanted` is true."""
        return Hits(*(column[wanted] for column in self.columns()))


class Found:
    """Collects hits."""

    def __init__(self, hosts: Hosts) -> None:
        none = np.zeros(0, np.int64)
        self._parts = [(none, none, none, none, none, none)]

    def add(
        self, row: np.ndarray, start: np.ndarray, end: np.ndarray, form: np.ndarray,
        count: np.ndarray, distance: np.ndarray | None = None,
    ) -> None:  # fmt: skip
        if distance is None:
            distance = np.zeros(len(row), np.int64)
        self._parts.append((row, start, end, form, distance, count))

    def all(self, kept: np.ndarray) -> Hits:
        """All hits in hosts that are not kept anyway."""
        hits = Hits(*(np.concatenate(column) for column in zip(*self._parts, strict=True)))
        return hits.only(~kept[hits.row])
