"""What is seen of a host or a name, made once and handed on: letters, keys, places of names.

A reading belongs to one index of names: where the keys of protected names stand in a text is told
by one pass over its letters, and every stage of `ringtrue.search` reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from ringtrue import data
from ringtrue.index.substrings import GRAM
from ringtrue.text.pieces import compact
from ringtrue.text.shape import embedded_endings, is_noise
from ringtrue.text.skeleton import ASCII_KEY, clean, key, plain_key
from ringtrue.text.words import popular_rank

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.index.names import NameIndex
    from ringtrue.index.substrings import Place
    from ringtrue.kinds.facets import DomainName

MAX_TEXT = 80
"""Characters of one text that are looked at; DNS labels end at 63."""
MAX_LABELS = 8
"""Subdomain labels looked at from each end: readers see the first ones, the last ones rule."""
_RESERVED = frozenset({"gov", "mil", "edu"})
"""Endings that are given only to governments, armies and universities (Chromium's guard)."""


# Signs of a text, told at a glance: without its sign a stage finds nothing.
HOLDS, SHORT, PARTED, HYPHENED, SWAPPED = 1, 2, 4, 8, 16
"""The key of a name stands in it; its own key is shorter than the table of substrings reads; it has
separators, or digits among letters; it has hyphens; it is the two words of a name changed over."""
EVERY_SIGN = HOLDS | SHORT | PARTED | HYPHENED | SWAPPED


class TextReading:
    """A text (cleaned, case-folded), its letters without separators, and their keys."""

    __slots__ = ("key", "letters", "names", "places", "plain", "plain_places", "signs", "text")

    def __init__(self, text: str, names: NameIndex) -> None:
        self.text = text = text[:MAX_TEXT]
        self.names = names
        self.letters = letters = compact(text)
        self.key = folded = key(letters)
        """The confusable key of the letters (`ringtrue.text.skeleton.key`)."""
        self.places = names.keys.places(folded)
        """Where keys of names stand in `key`."""
        self.plain = ""
        """The key without the folding of letter pairs, where pairs were folded; else empty."""
        self.plain_places: Sequence[Place] = ()
        if len(folded) < len(letters):
            self.plain = plain_key(letters)
            self.plain_places = names.keys.places(self.plain)
        self.signs = _signs(text, folded, self.places or self.plain_places)
        """Which stages may find something."""
        if letters in names.swapped:
            self.signs |= SWAPPED

    @classmethod
    def part(
        cls, text: str, names: NameIndex, letters: str, folded: str, places: Sequence[Place]
    ) -> TextReading:
        """The reading of a text whose letters and their key, letter by letter, were read with what
        it stands in: nothing is looked at twice."""
        made = cls.__new__(cls)
        made.text, made.names, made.letters, made.key = text, names, letters, folded
        made.plain, made.places, made.plain_places = "", places, ()
        if len(folded) >= GRAM and text.isalpha():
            made.signs = HOLDS if places else 0  # most labels
        else:
            made.signs = _signs(text, folded, places)
        if letters in names.swapped:
            made.signs |= SWAPPED
        return made


def _signs(text: str, folded: str, places: Sequence[Place]) -> int:
    signs = HOLDS if places else 0
    if len(folded) < GRAM:
        signs |= SHORT
    if not text.isalpha() and not text.isdigit():
        signs |= PARTED | HYPHENED if "-" in text else PARTED
    return signs


class HostReading:
    """A host, label by label and as one run of letters.

    Of popular and reserved sites the registered label is theirs; only what stands before it is
    read.
    """

    __slots__ = (
        "_cut",
        "_folded",
        "_letters",
        "_places",
        "facet",
        "is_joined",
        "labels",
        "names",
        "own",
    )

    def __init__(self, facet: DomainName, names: NameIndex) -> None:
        self.facet = facet
        self.names = names
        labels, host = facet.labels, facet.host
        self.own = own = bool(labels) and not is_anothers(facet)
        """The registered label may be a look-alike."""
        self._letters: str | None = None
        self.is_joined = own
        """Names may stand across its dots, of `GRAM` letters or with the two words of one changed
        over: `whole` is worth a look."""
        if "xn--" in host:
            self.labels = tuple([_lower(label) for label in labels])
            """Unicode labels before the suffix, case-folded."""
            return
        self.labels = labels
        if own and len(host) <= MAX_TEXT:
            # One pass over all letters; what a label holds is cut out of it.
            letters = host.replace(".", "").replace("-", "")
            if letters.isalnum() and not ("rn" in letters or "vv" in letters or "cl" in letters):
                folded = letters.translate(ASCII_KEY)
                self._letters, self._folded = letters, folded
                self._places = places = names.keys.places(folded)
                self._cut = self._cut_by_dots() if places else ()
                self.is_joined = bool(self._cut) or letters in names.swapped

    @property
    def strained(self) -> bool:
        """The shape of the host is suspicious by itself, so a worse spelling still counts."""
        return self.own and is_strained(self.facet.labels)

    def registered(self) -> TextReading:
        """The label that was registered."""
        label, letters = self.labels[-1], self._letters
        if letters is None:
            return TextReading(label, self.names)
        begin = 0
        if len(self.labels) > 1:
            begin = sum([len(before) - before.count("-") for before in self.labels[:-1]])
        end = begin + len(label) - label.count("-")
        places = self._places
        if places:
            places = [(i - begin, j - begin) for i, j in places if begin <= i and j <= end]
        return TextReading.part(
            label, self.names, letters[begin:end], self._folded[begin:end], places
        )

    def below(self) -> list[str]:
        """The labels before the registered one that are looked at, the nearest to it first."""
        labels = self.labels[:-1]
        if len(labels) > 2 * MAX_LABELS:
            labels = labels[:MAX_LABELS] + labels[-MAX_LABELS:]
        return [label for label in reversed(labels) if label != "www"]

    def whole(self) -> TextReading:
        """The host with its suffix as one run of letters, and the names in it that a dot cuts."""
        letters = self._letters
        if letters is None:
            return TextReading(".".join((*self.labels, self.facet.suffix)), self.names)
        return TextReading.part(self.facet.host, self.names, letters, self._folded, self._cut)

    def _cut_by_dots(self) -> list[Place]:
        """Where names stand that reach over a dot."""
        at, dots, found = 0, [], []
        for part in self.facet.host.split("."):
            at += len(part) - part.count("-")
            dots.append(at)
        for place in self._places:
            for dot in dots:
                if place[0] < dot < place[1]:
                    found.append(place)
                    break
        return found


@lru_cache(maxsize=1024)
def _is_reserved(suffix: str) -> bool:
    """An ending under which nobody but the entitled registers."""
    return suffix.partition(".")[0] in _RESERVED or suffix in _reserved_endings()


@cache
def _reserved_endings() -> frozenset[str]:
    return frozenset(data.lines("reserved_endings.txt"))


def is_anothers(facet: DomainName) -> bool:
    """A popular site of somebody else is that site, not a look-alike (known list)."""
    if _is_reserved(facet.suffix):
        return True
    return not facet.private_suffix and popular_rank(facet.registrable) is not None


def is_strained(labels: tuple[str, ...]) -> bool:
    """Whether a host of these labels is suspicious by its shape alone: its name is noise, or an
    ending stands in its middle."""
    before = labels[:-1]
    if not before or before == ("www",):
        return False
    return is_noise(labels[-1]) or bool(embedded_endings(before))


def _lower(label: str) -> str:
    return label if label.isascii() else clean(label).casefold()
