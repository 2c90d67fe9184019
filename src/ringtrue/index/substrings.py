"""Where the keys of protected names stand inside the key of a text.

By the four letters that a key begins with, and the lengths of such keys: most places of most texts
are told by one look-up that no name begins there. (Aho-Corasick would tell all in one pass; in
pure Python it takes longer.)
"""

from __future__ import annotations

from collections.abc import Sequence

from ringtrue.model import Name

GRAM = 4
"""Letters that a key is known by."""
_WIDE = 6
_CROWDED = 4
"""Lengths of names behind one beginning of `GRAM` letters before `_WIDE` are asked instead."""
_FEW = 32
"""Short stems that are looked for one by one."""

Place = tuple[int, int]
"""Begin and end of a name's key in the key of a text."""
Lengths = tuple[int, ...]


class KeyTable:
    """Names by their keys. Filled by `add`, then `settle`; immutable from then on."""

    __slots__ = ("_grams", "_shared", "_stems", "_wide", "ascii_stems", "by_key")

    def __init__(self) -> None:
        self.by_key: dict[str, tuple[Name, ...]] = {}
        self.ascii_stems: set[str] = set()
        """Keys of two or three ASCII letters that foreign names have: found inside others too."""
        self._grams: dict[str, Lengths] = {}
        """Lengths of the keys that begin with these four letters; a 0 stands for those of six
        letters and more, which are in `_wide`."""
        self._wide: dict[str, Lengths] = {}
        self._stems: dict[str, Lengths] = {}
        """Lengths of the keys, of names that are not ASCII, that begin with fewer letters."""
        self._shared: dict[Lengths, Lengths] = {}

    def add(self, form: str, alone: tuple[Name], *, foreign: bool) -> None:
        """Adds a name, given as the row of itself, to be found inside texts too. `foreign`: it is
        not ASCII, and its key may be short."""
        put(self.by_key, form, alone)
        grams = self._grams if len(form) >= GRAM else self._stems
        self._note(grams, form[:GRAM], len(form))
        if len(form) < GRAM and form.isascii():
            self.ascii_stems.add(form)
        if foreign:
            self._note(self._stems, form[:2], len(form))

    def settle(self) -> None:
        """Sorts out the beginnings that many names have."""
        crowded = {gram for gram, row in self._grams.items() if len(row) > _CROWDED}
        for form in self.by_key if crowded else ():
            if len(form) >= _WIDE and form[:GRAM] in crowded:
                self._note(self._wide, form[:_WIDE], len(form))
        for gram in crowded:
            row = (0, *(length for length in self._grams[gram] if length < _WIDE))
            self._grams[gram] = self._shared.setdefault(row, row)
        self._shared = {}

    def _note(self, table: dict[str, Lengths], gram: str, length: int) -> None:
        """Adds a length to those of `gram`. Equal rows are one object: there are few."""
        known = table.get(gram, ())
        if length not in known:
            row = (*known, length)
            table[gram] = self._shared.setdefault(row, row)

    def is_stemmed(self, folded: str) -> bool:
        """Whether shorter beginnings than `GRAM` letters may stand in this key."""
        stems = self.ascii_stems
        if self._stems and not folded.isascii():
            return True
        return bool(stems) and (len(stems) > _FEW or any(map(folded.__contains__, stems)))

    def places(self, folded: str) -> Sequence[Place]:
        """Where keys of names stand: of four letters and more, of names in other scripts shorter
        ones too."""
        if self.is_stemmed(folded):
            return self._ended(folded, self._all_begins(folded))
        grams = self._grams
        begins = [
            (i, grams[gram])
            for i in range(len(folded) - 3)
            if (gram := folded[i : i + GRAM]) in grams
        ]
        return self._ended(folded, begins) if begins else ()

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


def put(table: dict[str, tuple[Name, ...]], form: str, alone: tuple[Name]) -> None:
    """Adds a name, given as the row of itself: most stand alone, in all tables as one object."""
    known = table.get(form)
    table[form] = alone if known is None else known + alone
