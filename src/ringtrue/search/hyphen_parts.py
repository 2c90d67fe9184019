"""Stage: one part of a hyphenated name is exact, the other few edits away (``etc-maisei``)."""

from __future__ import annotations

from itertools import pairwise

from ringtrue.reading import HYPHENED, TextReading
from ringtrue.search.matches import NameMatch
from ringtrue.text.edits import osa
from ringtrue.text.pieces import pieces

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    import numpy as np

    from ringtrue.batch.early_exit import Batch


MAX_EDITS = 2
"""Edits in the other part."""
MAX_PARTS = 8
"""Parts of a text that are compared."""


SIGNS = HYPHENED


def find(reading: TextReading) -> list[NameMatch]:
    """Hyphenated names two neighbouring parts of the text are meant for."""
    text, hyphened = reading.text, reading.names.hyphened
    if hyphened.keys().isdisjoint([text[a:b] for a, b in pieces(text)]):
        return []
    spans = [(a, b) for a, b in pieces(text) if "-" not in text[a:b]][:MAX_PARTS]
    found = []
    for (a, b), (c, d) in pairwise(spans):
        if b + 1 != c:
            continue
        left, right = text[a:b], text[c:d]
        for name, first, second in hyphened.get(left, ()):
            if first == left and 0 < (edits := osa(right, second, MAX_EDITS)) <= MAX_EDITS:
                found.append(NameMatch(name, "part", a, d, edits))
        for name, first, second in hyphened.get(right, ()):
            if second == right and 0 < (edits := osa(left, first, MAX_EDITS)) <= MAX_EDITS:
                found.append(NameMatch(name, "part", a, d, edits))
    return found


def columns(batch: Batch) -> np.ndarray:
    """Column form: the hosts of which a label is meant for such a name."""
    tables, hosts = batch.tables, batch.hosts
    labels = tables.parts.labels(hosts, batch.spans, batch.kept)
    meant = [bool(find(TextReading(hosts.label(at), tables.index))) for at in labels.tolist()]
    return batch.rows_of(labels[meant])
