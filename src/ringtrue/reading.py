"""What is seen of a host or a name, made once and handed on: letters, keys, places of names.

A reading belongs to one index of names: where the keys of protected names stand in a text is told
by one pass over its letters, and every stage of `ringtrue.search` reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ringtrue import data
from ringtrue.text.pieces import compact
from ringtrue.text.shape import embedded_endings, is_noise
from ringtrue.text.skeleton import clean, key, plain_key
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


class TextReading:
    """A text (cleaned, case-folded), its letters without separators, and their keys."""

    __slots__ = ("_plain_places", "key", "letters", "names", "places", "plain", "text")

    def __init__(
        self,
        text: str,
        names: NameIndex,
        folded: str | None = None,
        places: Sequence[Place] = (),
    ) -> None:
        """`folded`, when it is known: the key of the text, letter by letter, and where keys of
        names stand in it."""
        self.text = text = text[:MAX_TEXT]
        self.names = names
        self.letters = letters = compact(text)
        self.plain = ""
        """The key without the folding of letter pairs, where pairs were folded; else empty."""
        if folded is None:
            folded = key(letters)
            places = names.keys.places(folded)
            if len(folded) < len(letters):
                self.plain = plain_key(letters)
        self.key = folded
        """The confusable key of the letters (`ringtrue.text.skeleton.key`)."""
        self.places = places
        """Where keys of names stand in `key`."""
        self._plain_places: Sequence[Place] | None = None

    @property
    def plain_places(self) -> Sequence[Place]:
        """Where keys of names stand in `plain`."""
        if not self.plain:
            return ()
        if self._plain_places is None:
            self._plain_places = self.names.keys.places(self.plain)
        return self._plain_places


class HostReading:
    """A host, label by label and as one run of letters.

    Of popular and reserved sites the registered label is theirs; only what stands before it is
    read.
    """

    __slots__ = ("_folded", "_places", "facet", "labels", "names", "own", "strained")

    def __init__(self, facet: DomainName, names: NameIndex) -> None:
        self.facet = facet
        self.names = names
        self.own = own = bool(facet.labels) and not is_anothers(facet)
        """The registered label may be a look-alike."""
        labels = facet.labels
        self.strained = own and len(labels) > 1 and is_strained(labels)
        """The shape of the host is suspicious by itself, so a worse spelling still counts."""
        self._folded: str | None = None
        self._places: Sequence[Place] = ()
        host = facet.host
        foreign = "xn--" in host
        if foreign:
            labels = tuple([_lower(label) for label in labels])
        self.labels = labels
        """Unicode labels before the suffix, case-folded."""
        text = host if own else ".".join(labels[:-1])
        if len(text) <= MAX_TEXT and not foreign:
            # One pass over all letters; what a label holds is cut out of it.
            letters = text.replace(".", "").replace("-", "")
            folded = key(letters)
            if len(folded) == len(letters) and letters.isalnum():
                self._folded = folded
                self._places = names.keys.places(folded)

    def registered(self) -> TextReading:
        """The label that was registered."""
        return self._label(len(self.labels) - 1)

    def below(self) -> Sequence[TextReading]:
        """The labels before the registered one that are looked at, the nearest to it first."""
        places: Sequence[int] = range(len(self.labels) - 1)
        if len(places) > 2 * MAX_LABELS:
            places = [*places[:MAX_LABELS], *places[-MAX_LABELS:]]
        return [self._label(at) for at in reversed(places) if self.labels[at] != "www"]

    def whole(self) -> TextReading:
        """The host with its suffix as one run of letters."""
        host = ".".join((*self.labels, self.facet.suffix))
        return TextReading(host, self.names, self._folded, self._places)

    def _label(self, at: int) -> TextReading:
        label, folded = self.labels[at], self._folded
        if folded is None:
            return TextReading(label, self.names)
        begin = 0
        for before in self.labels[:at]:
            begin += len(before) - before.count("-")
        end = begin + len(label) - label.count("-")
        inside: Sequence[Place] = ()
        if self._places:
            inside = [(i - begin, j - begin) for i, j in self._places if begin <= i and j <= end]
        return TextReading(label, self.names, folded[begin:end], inside)


@cache
def _reserved_endings() -> frozenset[str]:
    return frozenset(data.lines("reserved_endings.txt"))


def is_anothers(facet: DomainName) -> bool:
    """A popular site of somebody else is that site, not a look-alike (known list)."""
    suffix = facet.suffix
    if suffix.partition(".")[0] in _RESERVED or suffix in _reserved_endings():
        return True
    return not facet.private_suffix and popular_rank(facet.registrable) is not None


def is_strained(labels: tuple[str, ...]) -> bool:
    """Whether a host of these labels is suspicious by its shape alone: its name is noise, or an
    ending stands in its middle."""
    before = labels[:-1]
    if before == ("www",):
        return False
    return is_noise(labels[-1]) or bool(embedded_endings(before))


def _lower(label: str) -> str:
    return label if label.isascii() else clean(label).casefold()
