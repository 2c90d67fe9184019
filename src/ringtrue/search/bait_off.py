"""Stage, of registered labels: what is left without one bait word at an end is few edits from a
protected name (``metamsk-login``, ``loginmetamsk``); of labels of several pieces, without the
``www``, the digits or the two letters that are set there too (``credit-agricle24``).
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.reading import TextReading
from ringtrue.search.matches import NameMatch, nearby
from ringtrue.text.baits import tables
from ringtrue.text.pieces import compact
from ringtrue.text.skeleton import PAIRS, key, plain_key

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
    spans = bare(text) if not text.isalpha() else []
    if (ahead and text.startswith(ahead)) or (behind and text.endswith(behind)):
        spans += cores(text)
    if not spans:
        return []
    near = reading.names.near.near
    found: dict[tuple[str, str], NameMatch] = {}
    for start, end in spans:
        letters = compact(text[start:end])
        for form in dict.fromkeys((key(letters), plain_key(letters))):
            for name, edits in near(form):
                slot = name.brand_id, name.text
                if slot not in found or abs(edits) < found[slot].distance:
                    found[slot] = nearby(name, "near_token", start, end, edits)
    return list(found.values())


def bare(text: str) -> list[tuple[int, int]]:
    """The span of `text` without ``www`` and a hyphen before it, and without digits, or a hyphen
    and two letters, behind it, where something is left out and pieces are left, or pairs of letters
    that are read as one: other stages look at each piece by itself, and at its key alone.

    >>> [("www-crous-paris24")[a:b] for a, b in bare("www-crous-paris24")]
    ['crous-paris']
    """
    start = len("www-") if text.startswith("www-") else 0
    end = len(text.rstrip("0123456789"))
    if end == len(text) and text[-3:-2] == "-" and text[-2:].isalpha():
        end -= 2
    if end < len(text) and text[end - 1 : end] == "-":
        end -= 1
    left = text[start:end]
    if len(left) == len(text) or len(left) < MIN_LEFT:
        return []
    return [] if left.isalpha() and not any(pair in left for pair in PAIRS) else [(start, end)]


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
    """Column form of `cores` and `bare`: the spans that are left of labels."""
    hosts, labels = batch.hosts, batch.open_labels()
    starts, ends = hosts.starts[labels], hosts.ends[labels]
    left = batch.tables.baits.left(hosts, starts, ends, WORD, MIN_LEFT)
    return left.and_(batch.tables.baits.bare(hosts, starts, ends, MIN_LEFT))
