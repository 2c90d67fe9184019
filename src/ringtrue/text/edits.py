"""Edit distance between short names.

Optimal string alignment: insertion, deletion, substitution and the swap of two neighbours
cost one each, since typing errors swap neighbours as readily as they drop letters
(Damerau 1964). rapidfuzz computes it; it is imported on first use.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache


@cache
def distance() -> Callable[..., int]:
    """rapidfuzz's own function: for whoever compares many."""
    from rapidfuzz.distance import OSA

    return OSA.distance


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
    found = _extract()(text, others, scorer=distance(), score_cutoff=limit, limit=None)
    return sorted((at, int(distance)) for _, distance, at in found)


@cache
def _extract() -> Callable[..., list[tuple[str, int, int]]]:
    from rapidfuzz.process import extract

    return extract


def deletions(text: str, most: int) -> set[str]:
    """`text` and every string left when up to `most` letters are taken out of it.

    Two strings within `most` edits share at least one member (Garbe's symmetric delete).
    """
    seen = {text}
    layer = {text}
    for _ in range(most):
        layer = {word[:i] + word[i + 1 :] for word in layer for i in range(len(word))}
        seen |= layer
    return seen


def common_start(a: str, b: str) -> int:
    """Letters that `a` and `b` begin with alike.

    >>> common_start("tokenpocket", "tokenpay")
    6
    """
    for n, (x, y) in enumerate(zip(a, b, strict=False)):
        if x != y:
            return n
    return min(len(a), len(b))
