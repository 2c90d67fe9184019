"""Stage, of labels below strained hosts: a spelling worn down beyond the limits of slips."""

from __future__ import annotations

from ringtrue.index.names import NameIndex
from ringtrue.search.matches import NameMatch, first_of
from ringtrue.text.pieces import compact, pieces
from ringtrue.text.skeleton import key


def find(text: str, names: NameIndex) -> list[NameMatch]:
    """Names that a label, or a piece of it, may have been worn down from."""
    near = names.distant.near
    spans = sorted({(0, len(text)), *pieces(text)})
    return first_of(
        [
            NameMatch(name, "far", start, end, edits)
            for start, end in spans
            for name, edits in near(key(compact(text[start:end])))
        ]
    )
