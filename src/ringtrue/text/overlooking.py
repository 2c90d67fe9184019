"""What a difference between two names costs a reader to overlook, letter by letter.

The same edits as in `ringtrue.text.edits`, but each weighed: two neighbours that changed places, a
letter doubled and one that looks alike are hardly seen, a key beside the right one seldom, another
letter mostly. Pairs that look like one letter (``rn``, ``nn``, ``cl``) count as that letter.
"""

from __future__ import annotations

from functools import lru_cache

from ringtrue.text.keyboard import VOWELS, likely
from ringtrue.text.skeleton import key

SWAPPED = 0.5
DOUBLED = 0.35
"""A letter twice that stands there once, or once that stands there twice."""
ALIKE = 0.35
"""Letters with one confusable key, and pairs that look like one letter."""
NEAR = 0.5
"""A neighbour on the keyboard, or one that sounds alike."""
VOWEL = 0.6
OTHER = 0.9
PAIRS = frozenset(
    ("rnm", "nnm", "vvw", "cld", "rin", "lbb", "lkk", "lck", "lhh", "dlb", "uuw", "iin", "cid")
)
"""Two letters, and the one that they look like."""
MAX_LETTERS = 40


def overlooking(seen: str, official: str) -> float:
    """The cost of the cheapest edits from `official` to `seen` (small letters).

    >>> overlooking("metamask", "metamask"), overlooking("metamsak", "metamask")
    (0.0, 0.5)
    >>> overlooking("nnetamask", "metamask"), overlooking("metamaxk", "metamask")
    (0.35, 0.5)
    """
    a, b = seen[:MAX_LETTERS], official[:MAX_LETTERS]
    if a == b:
        return 0.0
    # What both begin and end with stays, but for one letter, which may be part of a pair.
    most, first, last = min(len(a), len(b)), 0, 0
    while first < most and a[first] == b[first]:
        first += 1
    first = max(0, first - 1)
    while last < most - first and a[-1 - last] == b[-1 - last]:
        last += 1
    last = max(0, last - 1)
    return _cost(a, b, first, len(a) - last, len(b) - last)


def _cost(a: str, b: str, first: int, a_end: int, b_end: int) -> float:
    wanted = b[first:b_end]
    dropped = [_dropped(b, q) for q in range(first, b_end)]
    row = [0.0]
    for cost in dropped:
        row.append(row[-1] + cost)
    before: list[float] = []
    last = ""
    for p in range(first, a_end):
        x, put_in = a[p], _put_in(a, p)
        above, before_that = row, before
        so_far = above[0] + put_in
        row = [so_far]
        for j, y in enumerate(wanted):
            cost = above[j] if x == y else above[j] + _exchanged(x, y)
            if (other := above[j + 1] + put_in) < cost:
                cost = other
            if (other := so_far + dropped[j]) < cost:
                cost = other
            if last:
                if j and last == y and x == wanted[j - 1] and x != y:
                    cost = min(cost, before_that[j - 1] + SWAPPED)
                if last + x + y in PAIRS:
                    cost = min(cost, before_that[j] + ALIKE)
            row.append(cost)
            so_far = cost
        before, last = above, x
    return round(row[-1], 2)


@lru_cache(maxsize=4096)
def _exchanged(x: str, y: str) -> float:
    if key(x) == key(y):
        return ALIKE
    if x in VOWELS and y in VOWELS:
        return VOWEL
    return NEAR if likely(x, y) else OTHER


def _put_in(text: str, at: int) -> float:
    beside = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    if text[at] in beside:
        return DOUBLED
    return NEAR if any(likely(text[at], c) for c in beside) else OTHER


def _dropped(text: str, at: int) -> float:
    if text[at] in text[max(0, at - 1) : at] + text[at + 1 : at + 2]:
        return DOUBLED
    return VOWEL if text[at] in VOWELS else OTHER
