"""Where the keys of protected names stand inside the key of a text.

By the four letters that a key begins with, and the lengths of such keys: most places of most texts
are told by one look-up that no name begins there. (Aho-Corasick would tell all in one pass; in
pure Python it takes longer.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise
from operator import itemgetter

from ringtrue.data.arrays import Arrays
from ringtrue.index.rows import Numbered, lines, runs

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from collections.abc import Container

    from ringtrue.data.arrays import Section

GRAM = 4
"""Letters that a key is known by."""
_WIDE = 6
_CROWDED = 4
"""Lengths of names behind one beginning of `GRAM` letters before `_WIDE` are asked instead."""
_FEW = 32
"""Short stems that are looked for one by one."""
_TABLES = ("grams", "wide", "stems")

Place = tuple[int, int]
"""Begin and end of a name's key in the key of a text."""
Lengths = tuple[int, ...]


class KeyTable:
    """Where keys of names stand, by what they begin with."""

    __slots__ = ("_begins", "_grams", "_stems", "_wide", "ascii_stems", "by_key")

    def __init__(self, arrays: Arrays, by_key: Container[str]) -> None:
        """`by_key`: the keys themselves."""
        self.by_key = by_key
        self.ascii_stems = frozenset(arrays.lines("names.short_stems"))
        """Keys of two or three ASCII letters that foreign names have: found inside others too."""
        numbers = arrays.numbers("names.lengths.row")
        rows = [tuple(numbers[a:b]) for a, b in pairwise(arrays.numbers("names.lengths.at"))]
        tables = []
        for name in _TABLES:
            lengths = map(rows.__getitem__, arrays.numbers(f"names.{name}.lengths"))
            tables.append(dict(zip(arrays.lines(f"names.{name}"), lengths, strict=True)))
        self._grams, self._wide, self._stems = tables
        self._begins = frozenset(self._grams)  # tells fastest that none of many strings is in it
        # `_grams`: lengths of the keys that begin with these four letters; a 0 stands for those of
        # six letters and more, which are in `_wide`. `_stems`: of names that are not ASCII, the
        # lengths of the keys that begin with fewer letters.

    def is_stemmed(self, folded: str) -> bool:
        """Whether shorter beginnings than `GRAM` letters may stand in this key."""
        stems = self.ascii_stems
        if not folded.isascii():
            return bool(self._stems)
        return bool(stems) and (len(stems) > _FEW or any(map(folded.__contains__, stems)))

    def places(self, folded: str) -> Sequence[Place]:
        """Where keys of names stand: of four letters and more, of names in other scripts shorter
        ones too."""
        if (self.ascii_stems or not folded.isascii()) and self.is_stemmed(folded):
            return self._ended(folded, self._all_begins(folded))
        windows = _windows(len(folded))(folded)
        if self._begins.isdisjoint(windows):
            return ()
        grams = self._grams
        begins = [(i, grams[gram]) for i, gram in enumerate(windows) if gram in grams]
        return self._ended(folded, begins)

    def _ended(self, folded: str, begins: Sequence[tuple[int, Lengths]]) -> list[Place]:
        by_key, size, found = self.by_key, len(folded), []
        for i, lengths in begins:
            if not lengths[0]:
                lengths = lengths[1:] + self._wide.get(folded[i : i + _WIDE], ())
            for length in lengths:
                if folded[i : i + length] in by_key:
                    end = i + length
                    if end <= size:
                        found.append((i, end))
        return found

    def _all_begins(self, folded: str) -> list[tuple[int, Lengths]]:
        """Where a name can begin, short beginnings of names in other scripts included."""
        grams, stems, whole = self._grams, self._stems, len(folded) - GRAM + 1
        found = []
        for i in range(whole):
            gram = folded[i : i + GRAM]
            lengths = grams.get(gram) or stems.get(gram[:2])
            if lengths:
                found.append((i, lengths))
        for i in range(max(0, whole), len(folded) - 1):  # a stem may be all that is left
            lengths = stems.get(folded[i:]) or stems.get(folded[i : i + 2])
            if lengths:
                found.append((i, lengths))
        return found


@cache
def _windows(size: int) -> Callable[[str], tuple[str, ...]]:
    """Takes every `GRAM` letters in a row of a text of `size` letters, in one call."""
    if size <= GRAM:
        return lambda text: (text,)
    return itemgetter(*(slice(at, at + GRAM) for at in range(size - GRAM + 1)))


def sections(forms: Iterable[tuple[str, bool]]) -> dict[str, Section]:
    """The sections of `KeyTable`, from keys that are found inside texts; a key may be short where
    its name is not ASCII, which the flag tells."""
    grams: dict[str, Lengths] = {}
    wide: dict[str, Lengths] = {}
    stems: dict[str, Lengths] = {}
    short, forms = set(), list(forms)
    for form, foreign in forms:
        _note(grams if len(form) >= GRAM else stems, form[:GRAM], len(form))
        if len(form) < GRAM and form.isascii():
            short.add(form)
        if foreign:
            _note(stems, form[:2], len(form))
    crowded = {gram for gram, row in grams.items() if len(row) > _CROWDED}
    for form, _ in forms:
        if len(form) >= _WIDE and form[:GRAM] in crowded:
            _note(wide, form[:_WIDE], len(form))
    for gram in crowded:
        grams[gram] = (0, *(length for length in grams[gram] if length < _WIDE))
    lengths = Numbered()
    found: dict[str, Section] = {"names.short_stems": lines(sorted(short))}
    for name, table in zip(_TABLES, (grams, wide, stems), strict=True):
        found[f"names.{name}"] = lines(table)
        found[f"names.{name}.lengths"] = [lengths[row] for row in table.values()]
    return found | runs("names.lengths", lengths)


def _note(table: dict[str, Lengths], gram: str, length: int) -> None:
    """Adds a length to those of `gram`."""
    known = table.get(gram, ())
    if length not in known:
        table[gram] = (*known, length)
