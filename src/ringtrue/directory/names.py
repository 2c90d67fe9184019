"""The index of protected names: which of them may a piece of text be meant to resemble?

Cheap and certain first: equal text, equal confusable key, a name standing inside the text,
then few edits (deletion neighbourhoods, limited by the length of the name). The index only
proposes; detectors judge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, KeysView, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from ringtrue.directory.matches import NameMatch, Row, best_of, row
from ringtrue.directory.near import CROWD, NearIndex
from ringtrue.model import Name
from ringtrue.text.pieces import compact, pairs, pieces, places
from ringtrue.text.skeleton import key, key_map, plain_key
from ringtrue.text.words import popular_lines, segment

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.directory.worn import WornNames

MAX_TEXT = 80
"""Characters of one text that are looked at; DNS labels end at 63."""
_GRAM, _WIDE = 4, 6
_LARGE = 5000
_FEW = 32
"""Short stems that are looked for one by one."""
_CROWDED = 4
"""Lengths of names behind one beginning of `_GRAM` letters before `_WIDE` are asked instead."""


_Mapper = Callable[[str], tuple[str, list[int]]]


class NameIndex:
    """Immutable once built; the edit index is built on the first look for typing errors."""

    def __init__(
        self,
        names: Iterable[Name],
        *,
        patient: bool = False,
        plain: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """`patient`: few texts will be asked for, perhaps (`ringtrue.directory.near`). `plain`: the
        `plain_key` of such texts as it was worked out for."""
        self._patient = patient
        self._by_text: dict[str, tuple[Name, ...]] = {}
        self._by_key: dict[str, tuple[Name, ...]] = {}
        self._grams: dict[str, tuple[int, ...]] = {}
        """Lengths of the keys that begin with these four letters; a 0 stands for those of six
        letters and more, which are in `_wide`."""
        self._wide: dict[str, tuple[int, ...]] = {}
        self._stems: dict[str, tuple[int, ...]] = {}
        """So for shorter beginnings, of names that are not ASCII."""
        self._short: dict[str, tuple[Name, ...]] = {}
        self._ascii_stems: set[str] = set()
        """Keys of two or three ASCII letters that foreign names have: found inside others too."""
        lengths: dict[tuple[int, ...], tuple[int, ...]] = {}
        for name in names:
            if len(name.text) < 2:
                continue
            alone = (name,)
            _add(self._by_text, name.text, alone)
            foreign = not name.text.isascii()
            if len(name.key) < _GRAM and not foreign:
                _add(self._by_key, name.key, alone)
                _add(self._short, name.text, alone)
                continue
            for form in {name.key, plain.get(name.text) or plain_key(name.text)}:
                _add(self._by_key, form, alone)
                grams = self._grams if len(form) >= _GRAM else self._stems
                _note(grams, form[:_GRAM], len(form), lengths)
                if len(form) < _GRAM and form.isascii():
                    self._ascii_stems.add(form)
                if foreign:
                    _note(self._stems, form[:2], len(form), lengths)
        crowded = {gram for gram, row in self._grams.items() if len(row) > _CROWDED}
        for form in self._by_key if crowded else ():
            if len(form) >= _WIDE and form[:_GRAM] in crowded:
                _note(self._wide, form[:_WIDE], len(form), lengths)
        for gram in crowded:
            row = (0, *(length for length in self._grams[gram] if length < _WIDE))
            self._grams[gram] = lengths.setdefault(row, row)

    def forms(self) -> Iterable[str]:
        """Every key under which a name is found."""
        return self._by_key.keys()

    def short_inside(self) -> Iterable[str]:
        """Forms of two or three letters that are found inside longer names."""
        return self._ascii_stems

    def names_of(self, form: str) -> int:
        """How many names are found under the key `form`."""
        return len(self._by_key[form])

    def all_of(self, form: str, test: Callable[[Name], bool]) -> bool:
        """Whether every name that is found under the key `form` passes `test`."""
        return all(map(test, self._by_key[form]))

    def parts(self) -> KeysView[str]:
        """Every part of a hyphenated name."""
        return self._worn.parts()

    # -- tests that the early way out asks (`ringtrue.directory.screen`) --------------------------

    @property
    def stems(self) -> set[str]:
        """Keys of two or three letters that are found inside others."""
        return self._ascii_stems

    def begins(self, folded: str) -> list[tuple[int, tuple[int, ...]]]:
        """Where a name of four letters and more can begin in a key, and lengths of such names."""
        grams = self._grams
        return [
            (i, grams[gram])
            for i in range(len(folded) - 3)
            if (gram := folded[i : i + _GRAM]) in grams
        ]

    def holds(self, folded: str, begins: list[tuple[int, tuple[int, ...]]]) -> bool:
        """Whether one of them does."""
        by_key = self._by_key
        for i, lengths in begins:
            if not lengths[0]:
                lengths = lengths[1:] + self._wide.get(folded[i : i + _WIDE], ())
            for length in lengths:
                if folded[i : i + length] in by_key:
                    return True
        return False

    def may_be_turned(self, letters: str, folded: str, *, begun: bool) -> bool:
        """Whether `letters` may be the two words of a name in the other order. `begun`: a name may
        begin somewhere in them; otherwise only where their end meets their begin."""
        if not 8 <= len(letters) <= 24:
            return False
        if not begun:
            seam = folded[-3:] + folded[:3]
            grams = self._grams
            if seam[:4] not in grams and seam[1:5] not in grams and seam[2:] not in grams:
                return False
        return "".join(sorted(letters)) in self._sorted

    def alike(self, folded: str) -> Sequence[Name]:
        """Names under this key."""
        return self._by_key.get(folded, ())

    def near(self, folded: str) -> Sequence[tuple[Name, int]]:
        """Names few edits from this key, and how many; see `NearIndex`."""
        return self._near.near(folded)

    def is_short(self, piece: str) -> bool:
        """A name of two or three letters that counts as a whole piece."""
        return piece in self._short

    def same(self, text: str) -> Sequence[Name]:
        """Names whose folded text is `text`."""
        return self._by_text.get(text, ())

    def matches(self, text: str, *, near: bool = True) -> list[NameMatch]:
        """Protected names that `text` (cleaned, case-folded) may resemble, best first."""
        text = text[:MAX_TEXT]
        letters = compact(text)
        if len(letters) < 2:
            return []
        folded = key(letters)
        found = self._exact(text, letters, folded)
        if self._short and not text.isalpha():
            found += self._short_pieces(text)
        if near:
            found += self._few_edits(text, letters, folded)
        return best_of(found)

    def across(self, text: str) -> list[NameMatch]:
        """Names that a dot of `text` cuts in two (``myetherwall.et.com``), exactly or in look-alike
        letters, best first. Those that `cut_well` does not let pass need not be among them."""
        text = text[:MAX_TEXT]
        letters = compact(text)
        if len(letters) < 2:
            return []
        folded = key(letters)
        if len(folded) == len(letters) and folded.isascii():
            found = self._whole(text, letters, folded)
            found += self._cut(text, letters, folded)
        else:
            found = self._exact(text, letters, folded)
        if not found:
            return []
        return best_of([match for match in found if "." in text[match[6] : match[7]]])

    def _cut(self, text: str, letters: str, folded: str) -> list[Row]:
        """So much of `_inside` as a dot of `text` cuts."""
        if self._is_stemmed(folded):
            return self._inside(text, letters, folded, key_map)
        parts, edges = text.split("."), _edges(text)
        begin, size, found = 0, len(folded), []
        grams, wide, by_key = self._grams, self._wide, self._by_key
        for part in parts[:-1]:
            cut = begin + (len(part) if part.isalnum() else len(compact(part)))
            for i in range(begin, min(cut, size - 3)):
                lengths = grams.get(folded[i : i + _GRAM])
                if lengths is None:
                    continue
                if not lengths[0]:
                    lengths = lengths[1:] + wide.get(folded[i : i + _WIDE], ())
                edge = i in edges
                for length in lengths:
                    j = i + length
                    if j <= cut or j > size or not (edge or j in edges) or not (i or j < size):
                        continue
                    if names := by_key.get(folded[i:j]):
                        found += _spans(names, text, letters, i, j)
            begin = cut
        return found

    def _exact(self, text: str, letters: str, folded: str) -> list[Row]:
        found = self._whole(text, letters, folded) + self._inside(text, letters, folded, key_map)
        if len(folded) < len(letters):
            # Pairs that only meet across a border are no pair: ``hitbtc-login`` holds no d.
            found += self._inside(text, letters, plain_key(letters), _unpaired_map)
        return found

    def _whole(self, text: str, letters: str, folded: str) -> list[Row]:
        size = len(text)
        found = [row(name, "same", 0, size) for name in self._by_text.get(letters, ())]
        alike = self._by_key.get(folded, ())
        found += [row(name, "key", 0, size) for name in alike if name.text != letters]
        if 8 <= len(letters) <= 24:
            found += [row(name, "swapped", 0, size) for name in self._turned(letters)]
        return found

    def _turned(self, letters: str) -> Iterator[Name]:
        """Names of two words that `letters` has in the other order: ``pockettoken``."""
        if "".join(sorted(letters)) not in self._sorted:
            return
        size, twice = len(letters), letters + letters
        for at in range(1, size):
            for name in self._by_text.get(twice[at : at + size], ()):
                if name.origin != "handle":
                    words = segment(name.text)
                    if words and len(words) == 2 and len(words[1]) == at:
                        yield name

    def _is_stemmed(self, folded: str) -> bool:
        """Whether shorter beginnings than `_GRAM` letters may stand in this key."""
        stems = self._ascii_stems
        if self._stems and not folded.isascii():
            return True
        return bool(stems) and (len(stems) > _FEW or any(map(folded.__contains__, stems)))

    def _inside(self, text: str, letters: str, folded: str, mapped: _Mapper) -> list[Row]:
        size = len(folded)
        begins = self._all_begins(folded) if self._is_stemmed(folded) else self.begins(folded)
        found: list[Row] = []
        starts: Sequence[int] = ()
        offsets: Sequence[int] = ()
        by_key = self._by_key
        for i, lengths in begins:
            if not lengths[0]:
                lengths = lengths[1:] + self._wide.get(folded[i : i + _WIDE], ())
            for length in lengths:
                j = i + length
                if j > size or (i == 0 and j == size):
                    continue
                for name in by_key.get(folded[i:j], ()):
                    if not starts:
                        plain = size == len(letters) and letters.isascii()  # letter by letter
                        starts = range(size + 1) if plain else mapped(letters)[1]
                        offsets = places(text)
                    a, b = starts[i], starts[j] if j < len(starts) else len(letters)
                    how = "token" if letters[a:b] == name.text else "token_key"
                    found.append(row(name, how, offsets[a], offsets[b - 1] + 1))
        return found

    def _all_begins(self, folded: str) -> list[tuple[int, tuple[int, ...]]]:
        """Where a name can begin, short beginnings of names in other scripts included."""
        grams, stems, whole = self._grams, self._stems, len(folded) - _GRAM + 1
        found = []
        for i in range(whole):
            gram = folded[i : i + _GRAM]
            lengths = grams.get(gram) or stems.get(gram[:2])
            if lengths:
                found.append((i, lengths))
        for i in range(max(0, whole), len(folded) - 1):  # a stem may be all that is left
            lengths = stems.get(folded[i:]) or stems.get(folded[i : i + 2])
            if lengths:
                found.append((i, lengths))
        return found

    def _short_pieces(self, text: str) -> list[Row]:
        """Names of two and three letters count only as a whole piece."""
        return [
            row(name, "token", start, end)
            for start, end in pieces(text)
            if end - start <= _GRAM and (start, end) != (0, len(text))
            for name in self._short.get(text[start:end], ())
        ]

    def _few_edits(self, text: str, letters: str, folded: str) -> list[Row]:
        whole = (0, len(text))
        found = self._near_to(folded, *whole, "near")
        if len(folded) < len(letters):
            # Folding rn to m or cl to d can hide a plain slip: ``sirnlabs`` lacks an i.
            found += self._near_to(plain_key(letters), *whole, "near")
        if text.isalpha():
            return found
        spans = [span for span in pieces(text) if span != whole and span[1] - span[0] >= _GRAM]
        for start, end in spans + pairs(text):
            found += self._near_to(key(compact(text[start:end])), start, end, "near_token")
        if "-" in text:
            found += self.worn_parts(text)
        return found

    def _near_to(self, probe: str, start: int, end: int, how: str) -> list[Row]:
        near = self._near.near(probe)
        if not near:
            return []
        return [
            row(name, how if edits != CROWD else "crowd", start, end, abs(edits))
            for name, edits in near
        ]

    def worn_parts(self, text: str) -> list[Row]:
        """``etc-maisei`` for etc-meisai: see `WornNames.parted_in`."""
        return self._worn.parted_in(text)

    def near_span(self, text: str, start: int, end: int) -> Sequence[tuple[Name, int]]:
        """Names within few edits of ``text[start:end]``, as `near`: for cores found by taking words
        off."""
        return self._near.near(key(compact(text[start:end])))

    def far(self, text: str) -> list[NameMatch]:
        """Names that `text` may have been worn down from: see `WornNames.far`."""
        return self._worn.far(text[:MAX_TEXT])

    # -- looser indexes, each built when the first text needs it ----------------------------------

    def prepare(self) -> None:
        """Builds them all now: for whoever knows that much will be asked."""
        _ = self._sorted
        self._near.prepare()
        self._worn.prepare()

    @cached_property
    def _sorted(self) -> frozenset[str]:
        """The letters of the names that may have two words, in alphabetical order."""
        return frozenset(
            "".join(sorted(text))
            for text, names in self._by_text.items()
            if 8 <= len(text) <= 24 and any(name.origin != "handle" for name in names)
        )

    @cached_property
    def _near(self) -> NearIndex:
        if len(self._by_text) > _LARGE:
            popular_lines().prepare()  # each of so many names is looked for among popular ones
        every = (name for names in self._by_text.values() for name in names)
        return NearIndex(every, patient=self._patient)

    @cached_property
    def _worn(self) -> WornNames:
        from ringtrue.directory.worn import WornNames

        return WornNames(self._by_text.values())


def _add(table: dict[str, tuple[Name, ...]], form: str, alone: tuple[Name]) -> None:
    """Adds a name, given as the row of itself: most stand alone, in both tables as one object."""
    known = table.get(form)
    table[form] = alone if known is None else known + alone


def _note(
    table: dict[str, tuple[int, ...]],
    gram: str,
    length: int,
    shared: dict[tuple[int, ...], tuple[int, ...]],
) -> None:
    """Adds a length to those of `gram`. Equal rows are one object: there are few."""
    known = table.get(gram, ())
    if length not in known:
        row = (*known, length)
        table[gram] = shared.setdefault(row, row)


def cut_well(text: str, start: int, end: int) -> bool:
    """Whether a label or a word begins or ends with a span that a dot cuts: in
    ``scotia[bank.com.m]x`` it is cut at no such place."""
    return _begins(text, start) or _begins(text, end)


def _begins(text: str, at: int) -> bool:
    return at in (0, len(text)) or text[at - 1] in ".-" or text[at] in ".-"


def _edges(text: str) -> set[int]:
    """Where `_begins` can be true, counted in letters (and where other separators stand there)."""
    at, edges = 0, {0}
    for word in text.replace("-", ".").split("."):
        at += len(word) if word.isalnum() else len(compact(word))
        edges.add(at)
    return edges


def _spans(names: tuple[Name, ...], text: str, letters: str, start: int, end: int) -> list[Row]:
    """Matches of names whose key is that of ``letters[start:end]``, letter by letter."""
    offsets, seen = places(text), letters[start:end]
    first, last = offsets[start], offsets[end - 1] + 1
    return [row(name, "token" if seen == name.text else "token_key", first, last) for name in names]


def _unpaired_map(text: str) -> tuple[str, list[int]]:
    """`plain_key`, with the places its letters come from (as `key_map`)."""
    out: list[str] = []
    starts: list[int] = []
    for i, char in enumerate(text):
        for folded in key(char):
            out.append(folded)
            starts.append(i)
    starts.append(len(text))
    return "".join(out), starts
