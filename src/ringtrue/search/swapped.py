"""Stage: the two words of a protected name in the other order (``pocket-token``)."""

from __future__ import annotations

from ringtrue.reading import SWAPPED, TextReading
from ringtrue.search.matches import NameMatch

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    import numpy as np

    from ringtrue.batch.early_exit import Batch


SIGNS = SWAPPED


def find(reading: TextReading) -> list[NameMatch]:
    """Names that the text is with their words changed over."""
    names = reading.names.swapped.get(reading.letters, ())
    return [NameMatch(name, "swapped", 0, len(reading.text)) for name in names]


def columns(batch: Batch) -> np.ndarray:
    """Column form: the hosts of which a label, or all letters, are such names."""
    hosts, known = batch.hosts, batch.tables.swapped
    labels = batch.open_labels()
    first, last = hosts.place[hosts.starts[labels]], hosts.place[hosts.ends[labels]]
    found = known.holds(hosts.bare_sums.of(first, last))
    told: np.ndarray = batch.rows_of(labels[found]) | known.holds(hosts.whole())
    return told
