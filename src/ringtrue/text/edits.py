"""Edit distance between short names.

Optimal string alignment: insertion, deletion, substitution and the swap of two neighbours
cost one each, since typing errors swap neighbours as readily as they drop letters
(Damerau 1964). rapidfuzz computes it; it is imported on first use.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

_distance: list[Callable[..., int]] = []
"""What compares instead of rapidfuzz, see `one_off`."""


class one_off:
    """Inside, names are compared in plain Python: for a command that compares a few and ends.

    Importing rapidfuzz takes some 15 ms, where all else of the check of a look-alike takes 30; a
    comparison takes 9 us in plain Python, and 0.3 by rapidfuzz.
    """

    def __enter__(self) -> None:
        _distance.append(plain_osa)
        distance.cache_clear()

    def __exit__(self, *_: object) -> None:
        _distance.pop()
        distance.cache_clear()


def is_one_off() -> bool:
    """Whether a command is at work that compares a few and ends."""
    return bool(_distance)


@cache
def _rapid() -> Callable[..., int]:
    from rapidfuzz.distance import OSA

    return OSA.distance


def prepare() -> None:
    """Loads rapidfuzz now: for whoever knows that much will be compared."""
    _ = _rapid(), _extract()


@cache
def distance() -> Callable[..., int]:
    """``distance(a, b, score_cutoff=limit)``, for whoever compares many."""
    return _distance[-1] if _distance else _rapid()


def plain_osa(a: str, b: str, *, score_cutoff: int) -> int:
    """Optimal string alignment, ``score_cutoff + 1`` when it is more.

    >>> plain_osa("ca", "ac", score_cutoff=2), plain_osa("ledger", "trezor", score_cutoff=2)
    (1, 3)
    """
    over, size = score_cutoff + 1, len(b)
    before: list[int] = []
    row = list(range(size + 1))
    for i, x in enumerate(a, 1):
        above, before_that = row, before
        row = [over] * (size + 1)
        row[0] = i
        # Whatever lies further off the diagonal costs more than the limit.
        for j in range(max(1, i - score_cutoff), min(size, i + score_cutoff) + 1):
            y = b[j - 1]
            cost = above[j - 1] if x == y else 1 + min(above[j], row[j - 1], above[j - 1])
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before_that[j - 2] + 1)
            row[j] = cost
        before = above
        if min(row) > score_cutoff and min(before) > score_cutoff:
            return over
    return min(row[-1], over)


def osa(a: str, b: str, limit: int) -> int:
    """Edits that turn `a` into `b`; ``limit + 1`` as soon as it is more than `limit`.

    >>> osa("metamask", "metmask", 2), osa("ledger", "legder", 1), osa("ledger", "trezor", 2)
    (1, 1, 3)
    """
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    return distance()(a, b, score_cutoff=limit)


def within(text: str, others: Sequence[str], limit: int) -> list[tuple[int, int]]:
    """Index and distance of those of `others` that are at most `limit` edits from `text`.

    >>> within("metmask", ["metamask", "ledger", "metmask"], 1)
    [(0, 1), (2, 0)]
    """
    if _distance:
        osa, size = _distance[-1], len(text)
        few = [(at, other) for at, other in enumerate(others) if abs(len(other) - size) <= limit]
        counted = ((at, osa(text, other, score_cutoff=limit)) for at, other in few)
        return [(at, edits) for at, edits in counted if edits <= limit]
    found = _extract()(text, others, scorer=_rapid(), score_cutoff=limit, limit=None)
    return sorted((at, int(edits)) for _, edits, at in found)


@cache
def _extract() -> Callable[..., list[tuple[str, int, int]]]:
    from rapidfuzz.process import extract

    return extract


def common_start(a: str, b: str) -> int:
    """Letters that `a` and `b` begin with alike.

    >>> common_start("tokenpocket", "tokenpay")
    6
    """
    for n, (x, y) in enumerate(zip(a, b, strict=False)):
        if x != y:
            return n
    return min(len(a), len(b))
