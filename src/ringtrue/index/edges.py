"""Beginnings and ends that several protected names share: the words of a trade, as the list has
them (``bank``, ``wallet``, ``airlines``, ``yinhang``).

A name like a listed one but for such a word is as likely somebody else of the trade as the rest of
the letters is met by chance: ``tcbbank`` has three letters to tell it from ``tbcbank``, not seven.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log

from ringtrue.data.arrays import Arrays
from ringtrue.index.rows import lines
from ringtrue.model import Name

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.data.arrays import Section

SHORTEST, LONGEST = 3, 12
"""Letters of the edges that are counted."""
LEAST = 3
"""Names that share one, at least: fewer are met by chance."""


class Edges:
    """How many names begin, and how many end, with the same letters."""

    __slots__ = ("_heads", "_tails")

    def __init__(self, arrays: Arrays) -> None:
        self._heads, self._tails = _opened(arrays, "edges.head"), _opened(arrays, "edges.tail")

    def own(self, seen: str, official: str, bits: float) -> float:
        """How surprising an official name of `bits` nats is beside what `seen` shares with it: its
        own letters' part of them, less the logarithm of how many names have the shared ones."""
        size, least = len(official), bits
        for step, known in ((1, self._heads), (-1, self._tails)):
            same, most = 0, min(len(seen), size - 1, LONGEST)
            a, b = seen[::step], official[::step]
            while same < most and a[same] == b[same]:
                same += 1
            for length in range(SHORTEST, same + 1):
                if count := known.get(b[:length]):
                    least = min(least, bits * (size - length) / size - log(count + 1))
        return least


def _opened(arrays: Arrays, name: str) -> dict[str, int]:
    return dict(zip(arrays.lines(name), arrays.numbers(f"{name}.names"), strict=True))


def sections(names: Iterable[tuple[int, Name]]) -> dict[str, Section]:
    """The sections of `Edges`, from names with their numbers; ends are written backwards. Accounts
    are left out: they repeat what their brands are called."""
    heads: Counter[str] = Counter()
    tails: Counter[str] = Counter()
    for text in dict.fromkeys(name.text for _, name in names if name.origin != "handle"):
        most = range(SHORTEST, min(len(text) - 1, LONGEST) + 1)
        heads.update([text[:length] for length in most])
        turned = text[::-1]
        tails.update([turned[:length] for length in most])
    found: dict[str, Section] = {}
    for name, counted in (("edges.head", heads), ("edges.tail", tails)):
        kept = sorted((edge, count) for edge, count in counted.items() if count >= LEAST)
        found[name] = lines(edge for edge, _ in kept)
        found[f"{name}.names"] = [count for _, count in kept]
    return found
