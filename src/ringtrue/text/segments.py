"""A string taken apart into words of a table: the fewest, of equally few the better ones.

Dynamic programming over the places where a word may end. A word of four letters and more is looked
for only where its first letters stand (`lengths_of`), so that few strings are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

Lengths = tuple[Mapping[str, Sequence[int]], Sequence[int]]
"""By the first four letters of a string: how long the words may be that begin there, shortest
first; and how long where nothing is noted."""


def lengths_of(
    words: Iterable[str], head: Callable[[str], str], always: tuple[int, ...] = ()
) -> dict[str, tuple[int, ...]]:
    """By the `head` of words: how long they are, and `always`.

    >>> lengths_of(["wallet", "wallets", "bank"], lambda word: word[:4], (1, 2))
    {'wall': (1, 2, 6, 7), 'bank': (1, 2, 4)}
    """
    masks: dict[str, int] = {}
    for word in words:
        start = head(word)
        masks[start] = masks.get(start, 0) | 1 << len(word)
    rows = {
        mask: (*always, *(n for n in range(mask.bit_length()) if mask >> n & 1 and n not in always))
        for mask in set(masks.values())
    }
    return {start: rows[mask] for start, mask in masks.items()}


def into_words(
    text: str,
    ranks: Mapping[str, int],
    short: Collection[str],
    more: Collection[str],
    lengths: Lengths,
    longest: int,
) -> tuple[str, ...] | None:
    """`text` as words of three letters and more of `ranks` and `more`, and shorter ones of `short`.

    The fewest; of equally few, short ones weigh half a word more, then the ranks decide.
    """
    size, (noted, always) = len(text), lengths
    costs, starts = [0] + [-1] * size, [0] * (size + 1)
    for start in range(size):
        so_far = costs[start]
        if so_far < 0:
            continue
        for length in noted.get(text[start : start + 4], always):
            end = start + length
            if end > size or length > longest:
                break
            piece = text[start:end]
            if length < 3:
                if piece not in short:
                    continue
                cost = so_far + 1_500_000
            elif (found := ranks.get(piece)) is not None:
                cost = so_far + 1_000_000 + found
            elif piece in more:
                cost = so_far + 1_001_000
            else:
                continue
            if costs[end] < 0 or cost < costs[end]:
                costs[end] = cost
                starts[end] = start
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
