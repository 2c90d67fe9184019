"""Stage, of registered labels: what is left without one bait word at an end is few edits from a
protected name (``metamsk-login``, ``loginmetamsk``).
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.reading import TextReading
from ringtrue.search.matches import NameMatch, nearby
from ringtrue.text.baits import tables
from ringtrue.text.pieces import compact
from ringtrue.text.skeleton import key

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.batch.early_exit import Batch
    from ringtrue.batch.spans import Spans


WORD = range(3, 14)
"""Letters of a bait word that is taken off."""
MIN_LEFT = 5
"""Letters that must be left."""


def find(reading: TextReading) -> list[NameMatch]:
    """Names near to what is left, each once."""
    text = reading.text
    baits = tables()
    ahead, behind = baits.heavy_heads.get(text[:3]), baits.heavy_ends.get(text[-3:])
    if not (ahead and text.startswith(ahead)) and not (behind and text.endswith(behind)):
        return []
    near = reading.names.near.near
    found: dict[tuple[str, str], NameMatch] = {}
    for start, end in cores(text):
        for name, edits in near(key(compact(text[start:end]))):
            slot = name.brand_id, name.text
            if slot not in found or abs(edits) < found[slot].distance:
                found[slot] = nearby(name, "near_token", start, end, edits)
    return list(found.values())


def at_ends(text: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """The bait words in Latin letters that a span begins with, and those that it ends with.

    >>> at_ends("helpmetamsksupport", 0, 18)
    (['help'], ['support'])
    """
    baits, size = tables(), end - start
    heads = baits.heavy_heads.get(text[start : start + 3], ())
    tails = baits.heavy_ends.get(text[max(start, end - 3) : end], ())
    return (
        [word for word in heads if len(word) < size and text.startswith(word, start, end)],
        [word for word in tails if len(word) < size and text.endswith(word, start, end)],
    )


def cores(text: str) -> Iterator[tuple[int, int]]:
    """Spans of `text` without one bait word at its start or its end, and without the hyphen beside
    it.

    >>> [("login-metamsk")[a:b] for a, b in cores("login-metamsk")]
    ['metamsk']
    """
    size, heavy = len(text), tables().heavy
    for length in WORD:
        if length >= size - 4:
            break
        if text[:length] in heavy:
            start = length + (text[length] == "-")
            if size - start >= MIN_LEFT:
                yield start, size
        if text[size - length :] in heavy:
            end = size - length - (text[size - length - 1] == "-")
            if end >= MIN_LEFT:
                yield 0, end


def columns(batch: Batch) -> Spans:
    """Column form of `cores`: the spans that are left of labels."""
    hosts, labels = batch.hosts, batch.open_labels()
    starts, ends = hosts.starts[labels], hosts.ends[labels]
    return batch.tables.baits.left(hosts, starts, ends, WORD, MIN_LEFT)
