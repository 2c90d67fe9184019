"""A string taken apart into words of a table: the fewest, of equally few the better ones.

Dynamic programming over the places where a word may end. A word of four letters and more is looked
for only where its first letters stand, so that few strings are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

Group = tuple[tuple[int, ...], Mapping[str, int]]
"""Words that begin with the same four letters: their lengths, shortest first, and their ranks."""
_ALONE, _SHORT, _UNRANKED = 1_000_000, 1_500_000, 1000
"""Costs: of a word, to which its rank is added, of one of a letter or two; the rank of words that
have none."""


def lengths_of(words: Iterable[str], head: Callable[[str], str]) -> dict[str, tuple[int, ...]]:
    """The lengths of words by their `head`.

    >>> lengths_of(["wallet", "wallets", "bank"], lambda word: word[:4])
    {'wall': (6, 7), 'bank': (4,)}
    """
    masks: dict[str, int] = {}
    for word in words:
        start = head(word)
        masks[start] = masks.get(start, 0) | 1 << len(word)
    return {
        start: tuple(n for n in range(mask.bit_length()) if mask >> n & 1)
        for start, mask in masks.items()
    }


def into_words(
    text: str, tiny: Collection[str], three: Mapping[str, int], group: Callable[[str], Group]
) -> tuple[str, ...] | None:
    """`text` as the fewest words: of one and two letters from `tiny`, of three from `three`, longer
    ones from the `group` of their first four letters; None when something is left.

    Of equally few, short ones weigh half a word more, then the ranks decide.
    """
    size = len(text)
    costs, starts = [0] + [-1] * size, [0] * (size + 1)

    def reach(start: int, end: int, cost: int) -> None:
        if costs[end] < 0 or cost < costs[end]:
            costs[end] = cost
            starts[end] = start

    for start in range(size):
        so_far = costs[start]
        if so_far < 0:
            continue
        left = size - start
        for length in (1, 2):
            if length <= left and text[start : start + length] in tiny:
                reach(start, start + length, so_far + _SHORT)
        if left >= 3 and (rank := three.get(text[start : start + 3])) is not None:
            reach(start, start + 3, so_far + _ALONE + (rank or _UNRANKED))
        lengths, ranks = group(text[start : start + 4])
        for length in lengths:
            if length > left:
                break
            rank = ranks.get(text[start : start + length])
            if rank is not None:
                reach(start, start + length, so_far + _ALONE + (rank or _UNRANKED))
    return tuple([text[a:b] for a, b in _cuts(starts)]) if costs[size] >= 0 else None


def into_baits(
    text: str,
    weights: Mapping[str, str],
    bonus: Mapping[str, int],
    heads: Mapping[str, tuple[int, ...]],
) -> tuple[tuple[str, str, int], ...]:
    """`text` as (word of `weights`, its weight, where it begins), digits left out; ``()`` when
    anything else is left. ASCII words have three letters or more; `heads` are the lengths of words
    by their first three letters, or of other scripts by their first two, or the only one.

    The fewest; of equally few, those whose weight has the higher `bonus`.
    """
    size, plain = len(text), text.isascii()
    costs, starts = [0] + [-1] * size, [0] * (size + 1)
    for start in range(size):
        so_far = costs[start]
        if so_far < 0:
            continue
        if text[start].isdigit() and (costs[start + 1] < 0 or so_far < costs[start + 1]):
            costs[start + 1] = so_far
            starts[start + 1] = start
        lengths = heads.get(text[start : start + 3], ())
        if not plain:
            lengths += heads.get(text[start : start + 2], ()) + heads.get(text[start], ())
        for length in lengths:
            end = start + length
            if end > size or (weight := weights.get(text[start:end])) is None:
                continue
            if length < 3 and text[start:end].isascii():
                continue
            cost = so_far + 10 - bonus[weight]
            if costs[end] < 0 or cost < costs[end]:
                costs[end] = cost
                starts[end] = start
    if costs[size] < 0:
        return ()
    words = ((a, text[a:b]) for a, b in _cuts(starts))
    return tuple([(word, weights[word], a) for a, word in words if word in weights])


def _cuts(starts: list[int]) -> list[tuple[int, int]]:
    """The pieces, from the place where each place's piece begins."""
    cuts, end = [], len(starts) - 1
    while end:
        cuts.append((starts[end], end))
        end = starts[end]
    return cuts[::-1]
