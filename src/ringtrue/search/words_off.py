"""Stage, of names that are no hosts: what is left without the words and digits that impostors glue
to a name, at either end and several of them, is few edits from a protected name
(``metamsksupport``, ``officialmetamsk24``, ``metamsk客服``).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ringtrue.index.names import NameIndex
from ringtrue.search.bait_off import at_ends
from ringtrue.search.matches import NameMatch, nearby
from ringtrue.text.baits import tables
from ringtrue.text.pieces import compact, pieces
from ringtrue.text.skeleton import SEPARATORS, key

LONGEST = 14
"""Letters of the longest word of another script that is taken off."""
SHORTEST, BESIDE_SHORT = 3, 7
"""Letters of the shortest one, where it is spelled in Latin letters, and those that must be left
beside it: short words end other words too."""
LEAST_LEFT = 5
"""Letters that must be left."""
MOST = 24
"""Spans of one text that are looked at."""
_MARKS = frozenset(SEPARATORS + "0123456789")


def find(text: str, names: NameIndex) -> list[NameMatch]:
    """Names near to what is left, each once."""
    near = names.near.near
    found: dict[tuple[str, str], NameMatch] = {}
    for start, end in cores(text):
        for name, edits in near(key(compact(text[start:end]))):
            slot = name.brand_id, name.text
            known = found.get(slot)
            if known is None or abs(edits) < known.distance:
                found[slot] = nearby(name, "near_token", start, end, edits)
    return list(found.values())


@lru_cache(maxsize=512)
def cores(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of `text` (case-folded), and of its pieces between separators, without a word, digits
    or separators at either end, once and again; the longest first. Pieces are no such spans: other
    stages look at them.

    >>> [("ask_metamsk24support")[a:b] for a, b in cores("ask_metamsk24support")]
    ['ask_metamsk24', 'ask_metamsk', 'metamsk24']
    """
    whole = [(0, len(text)), *(span for span in pieces(text) if span[1] - span[0] >= LEAST_LEFT)]
    spans = list(dict.fromkeys(whole))
    seen = set(spans)
    for start, end in spans:  # grows while it is walked: each span is looked at once
        for span in _shorter(text, start, end):
            if span[1] - span[0] >= LEAST_LEFT and span not in seen and len(spans) < MOST:
                seen.add(span)
                spans.append(span)
    left = [(a, b) for a, b in seen.difference(whole) if text[a] not in _MARKS]
    return tuple(sorted(left, key=lambda span: (span[0] - span[1], span)))


def _shorter(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span without one thing at one end."""
    first, last = start, end
    while first < end and text[first] in _MARKS:
        first += 1
    while last > first and text[last - 1] in _MARKS:
        last -= 1
    if (first, last) != (start, end):
        yield first, last
        return
    size = end - start
    heads, tails = at_ends(text, start, end)
    for word in tails:
        if _is_left(size, word):
            yield start, end - len(word)
    for word in heads:
        if _is_left(size, word):
            yield start + len(word), end
    if text.isascii():
        return
    for length in range(1, min(LONGEST, size - LEAST_LEFT) + 1):
        if _is_native(text[end - length : end]):
            yield start, end - length
        if _is_native(text[start : start + length]):
            yield start + length, end


def _is_left(size: int, word: str) -> bool:
    """Whether enough is left beside a word in Latin letters."""
    short = len(word) == SHORTEST
    return size - len(word) >= (BESIDE_SHORT if short else LEAST_LEFT) and word.isascii()


def _is_native(word: str) -> bool:
    return not word.isascii() and word in tables().heavy
