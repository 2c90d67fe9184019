"""Bait words by their weight, and by the letters that they begin and end with.

Each table is read from the compiled index (made of ``bait_words.tsv``) when it is first asked for.
"""

from __future__ import annotations

from functools import cache, cached_property

from ringtrue.data.arrays import Arrays
from ringtrue.text.tables import of_tables, opened

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    Groups = dict[str, tuple[str, ...]]

_WEIGHTS = ("high", "medium", "none")


class Tables:
    """Bait words, joined, with and without their marks. Each table is read when it is asked for."""

    def __init__(self, index: Arrays) -> None:
        self._index = index
        self.tiny = frozenset(index.lines("bait.tiny"))
        """Words of two ASCII letters, which are in neither `heads` nor `ends`: they are found alone
        or beside digits."""

    @cached_property
    def weights(self) -> dict[str, str]:
        """``high``, ``medium`` or ``none`` (benign) of every word."""
        found: dict[str, str] = {}
        for weight in _WEIGHTS:
            found |= dict.fromkeys(self._index.lines(f"bait.{weight}"), weight)
        return found

    @cached_property
    def heavy(self) -> frozenset[str]:
        """Words that weigh something."""
        return frozenset(self._index.lines("bait.high") + self._index.lines("bait.medium"))

    @cached_property
    def heavy_heads(self) -> Groups:
        """`heavy` words of three letters and more, by the three that they begin with."""
        return self._read("heavy_heads")

    @cached_property
    def heavy_ends(self) -> Groups:
        """`heavy` words by the three letters that they end with."""
        return self._read("heavy_ends")

    @cached_property
    def heads(self) -> Groups:
        """Words by the two letters that they begin with, or their only one."""
        return self._read("heads")

    @cached_property
    def ends(self) -> Groups:
        """Words by the two letters that they end with."""
        return self._read("ends")

    @cached_property
    def lengths(self) -> dict[str, tuple[int, ...]]:
        """Lengths of words by the letters that they begin with: three of ASCII words, of others
        two."""
        rows = self._read("lengths")
        known = {row: tuple(map(int, row)) for row in set(rows.values())}
        return {form: known[row] for form, row in rows.items()}

    def _read(self, name: str) -> Groups:
        rows = map(tuple, map(str.split, self._index.lines(f"bait.{name}.rows")))
        return dict(zip(self._index.lines(f"bait.{name}"), rows, strict=True))


@of_tables
@cache
def tables() -> Tables:
    """The tables of bait words in the compiled index."""
    return Tables(opened())
