"""The index of protected names: which of them may a piece of text be meant to resemble?

Cheap and certain first: equal text, equal confusable key, a name standing inside the text,
then few edits (deletion neighbourhoods, limited by the length of the name). The index only
proposes; detectors judge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, KeysView, Sequence
from functools import cached_property

from ringtrue.index.matches import NameMatch, Row, best_of, row
from ringtrue.index.near import CROWD, NearIndex
from ringtrue.index.substrings import GRAM, KeyTable, Place, put
from ringtrue.model import Name
from ringtrue.text.pieces import compact, pairs, pieces, places
from ringtrue.text.skeleton import ASCII_KEY, key, key_map, plain_key, unpaired_map
from ringtrue.text.words import popular_lines, segment

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.index.distant import WornNames
    from ringtrue.index.prepared import Prepared

MAX_TEXT = 80
"""Characters of one text that are looked at; DNS labels end at 63."""
_LARGE = 5000
_PATIENCE = 100
"""Texts that are looked for in prepared tables before all their names are made, which takes a
hundred times as long as a name."""

Seen = tuple[str, list[Place]]
"""The key of a text's letters, and where keys of names stand in it: what a look has told already
(`ringtrue.search.early_exit`)."""
_Mapper = Callable[[str], tuple[str, list[int]]]


class NameIndex:
    """Immutable once built; the edit index is built on the first look for typing errors."""

    _prepared: Prepared | None = None
    _asked = 0

    def __init__(self, names: Iterable[Name]) -> None:
        self._by_text = {}
        self._keys = KeyTable()
        self._by_key = self._keys.by_key
        self._short: dict[str, tuple[Name, ...]] = {}
        for name in names:
            if len(name.text) < 2:
                continue
            alone = (name,)
            put(self._by_text, name.text, alone)
            foreign = not name.text.isascii()
            if len(name.key) < GRAM and not foreign:
                put(self._by_key, name.key, alone)
                put(self._short, name.text, alone)
                continue
            for form in dict.fromkeys((name.key, plain_key(name.text))):
                self._keys.add(form, alone, foreign=foreign)
        self._keys.settle()
        self.standing = self._keys.standing
        self.told: dict[str, bool] = {}
        """Words that were asked about, see `ringtrue.search.early_exit_texts.is_word_clear`."""

    @classmethod
    def opened(cls, prepared: Prepared) -> NameIndex:
        """The index whose tables the build has made: for few texts, perhaps."""
        made = cls.__new__(cls)
        made._prepared, made._short = prepared, prepared.short()
        made._keys = prepared.keys()
        made._by_key, made.standing, made.told = made._keys.by_key, made._keys.standing, {}
        return made

    def settle(self) -> None:
        """All names are made, and plain tables of them: for whoever asks often."""
        if self._prepared is not None:
            self._by_text = dict(self._by_text.items())
            self._short = dict(self._short.items())
            self._by_key = self._keys.by_key = dict(self._by_key.items())
            self._prepared = None

    def forms(self) -> Iterable[str]:
        """Every key under which a name is found."""
        return self._by_key.keys()

    def short_inside(self) -> Iterable[str]:
        """Forms of two or three letters that are found inside longer names."""
        return self._keys.ascii_stems

    def names_of(self, form: str) -> int:
        """How many names are found under the key `form`."""
        return len(self._by_key[form])

    def all_of(self, form: str, test: Callable[[Name], bool]) -> bool:
        """Whether every name that is found under the key `form` passes `test`."""
        return all(map(test, self._by_key[form]))

    def parts(self) -> KeysView[str]:
        """Every part of a hyphenated name."""
        return self._worn.parts()

    def worn_pairs(self) -> set[tuple[str, str]]:
        """Both parts of the hyphenated names that `worn_parts` finds."""
        return self._worn.pairs()

    # -- tests that the early way out asks (`ringtrue.search.early_exit`) --------------------------

    @property
    def stems(self) -> set[str]:
        """Keys of two or three letters that are found inside others."""
        return self._keys.ascii_stems

    def may_be_turned(self, letters: str, folded: str, *, begun: bool) -> bool:
        """Whether `letters` may be the two words of a name in the other order. `begun`: a name may
        begin somewhere in them; otherwise only where their end meets their begin."""
        if not 8 <= len(letters) <= 24 or not (begun or self._keys.has_seam(folded)):
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

    def matches(self, text: str, *, near: bool = True, seen: Seen | None = None) -> list[NameMatch]:
        """Protected names that `text` (cleaned, case-folded) may resemble, best first."""
        if self._prepared is not None:
            self._asked += 1
            if self._asked > _PATIENCE:
                self.settle()
        text = text[:MAX_TEXT]
        letters = compact(text)
        if len(letters) < 2:
            return []
        folded, standing = seen or self._seen(letters)
        found = self._exact(text, letters, folded, standing)
        if self._short and not text.isalpha():
            found += self._short_pieces(text)
        if near:
            found += self._few_edits(text, letters, folded)
        return best_of(found)

    def across(self, text: str, seen: Seen | None = None) -> list[NameMatch]:
        """Names that a dot of `text` cuts in two (``myetherwall.et.com``), exactly or in look-alike
        letters, so that a word begins or ends with them (`_cut_well`), best first."""
        text = text[:MAX_TEXT]
        letters = compact(text)
        if len(letters) < 2:
            return []
        folded, standing = seen or self._seen(letters)
        if standing and len(folded) == len(letters) and text.isascii():
            standing = _crossing(text, standing)
        found = self._exact(text, letters, folded, standing)
        return best_of([match for match in found if _cut_well(text, *match[6:8])]) if found else []

    def _seen(self, letters: str) -> Seen:
        folded = key(letters)
        return folded, self._keys.places(folded)

    def _exact(self, text: str, letters: str, folded: str, standing: Sequence[Place]) -> list[Row]:
        found = self._whole(text, letters, folded)
        if standing:
            found += self._inside(text, letters, folded, standing, key_map)
        if len(folded) < len(letters):
            # Pairs that only meet across a border are no pair: ``hitbtc-login`` holds no d.
            plain = plain_key(letters)
            found += self._inside(text, letters, plain, self._keys.places(plain), unpaired_map)
        return found

    def _whole(self, text: str, letters: str, folded: str) -> list[Row]:
        size, found = len(text), []
        if same := self._by_text.get(letters):
            found += [row(name, "same", 0, size) for name in same]
        if alike := self._by_key.get(folded):
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

    def _inside(
        self, text: str, letters: str, folded: str, standing: Sequence[Place], mapped: _Mapper
    ) -> list[Row]:
        """Matches of the names whose keys stand in `folded`, the key of `letters` by `mapped`."""
        whole = 0, len(folded)
        inner = [place for place in standing if place != whole]
        if not inner:
            return []
        plain = whole[1] == len(letters) and letters.isascii()  # letter by letter
        starts = range(whole[1] + 1) if plain else mapped(letters)[1]
        offsets, found = places(text), []
        for i, j in inner:
            a, b = starts[i], starts[j] if j < len(starts) else len(letters)
            own, first, last = letters[a:b], offsets[a], offsets[b - 1] + 1
            found += [
                row(name, "token" if own == name.text else "token_key", first, last)
                for name in self._by_key[folded[i:j]]
            ]
        return found

    def _short_pieces(self, text: str) -> list[Row]:
        """Names of two and three letters count only as a whole piece."""
        return [
            row(name, "token", start, end)
            for start, end in pieces(text)
            if end - start <= GRAM and (start, end) != (0, len(text))
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
        plain = len(folded) == len(letters) and text.isascii()  # so a key of each piece is in it
        marked = text.translate(ASCII_KEY) if plain else ""
        spans = [span for span in pieces(text) if span != whole and span[1] - span[0] >= GRAM]
        for start, end in spans + pairs(text):
            piece = compact(marked[start:end]) if plain else key(compact(text[start:end]))
            found += self._near_to(piece, start, end, "near_token")
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
        self.settle()
        _ = self._sorted
        self._near.prepare()
        self._worn.prepare()

    @cached_property
    def _by_text(self) -> dict[str, tuple[Name, ...]]:
        assert self._prepared is not None
        return self._prepared.by_text()

    @cached_property
    def _sorted(self) -> frozenset[str]:
        """The letters of the names that may have two words, in alphabetical order."""
        if self._prepared is not None:
            return self._prepared.letters()
        return frozenset(
            "".join(sorted(text))
            for text, names in self._by_text.items()
            if 8 <= len(text) <= 24 and any(name.origin != "handle" for name in names)
        )

    @cached_property
    def _near(self) -> NearIndex:
        if self._prepared is not None:
            return NearIndex(self._prepared)
        if len(self._by_text) > _LARGE:
            popular_lines().prepare()  # each of so many names is looked for among popular ones
        return NearIndex(name for names in self._by_text.values() for name in names)

    @cached_property
    def _worn(self) -> WornNames:
        from ringtrue.index.distant import WornNames

        made = WornNames(self._by_text.values)
        if self._prepared is not None:
            vars(made)["_parted"] = self._prepared.parted()
        return made


def _crossing(text: str, standing: Iterable[Place]) -> list[Place]:
    """Those that reach over a dot of `text`, whose key is letter by letter."""
    at, dots = 0, []
    for part in text.split("."):
        at += len(compact(part))
        dots.append(at)
    return [(i, j) for i, j in standing if any(i < dot < j for dot in dots[:-1])]


def _cut_well(text: str, start: int, end: int) -> bool:
    """Whether a dot cuts a span, and a label or a word begins or ends with it: in
    ``scotia[bank.com.m]x`` it is cut at no such place."""
    return "." in text[start:end] and (_begins(text, start) or _begins(text, end))


def _begins(text: str, at: int) -> bool:
    return at in (0, len(text)) or text[at - 1] in ".-" or text[at] in ".-"
