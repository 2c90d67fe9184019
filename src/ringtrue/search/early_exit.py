"""The early way out: hosts that surely resemble no protected name, told by a look at their letters.

Most hosts that are checked come near nothing. Every way of `NameIndex.matches` and `across` begins
with one of a few tests: four letters with which a name begins, the same letters in another order,
a string that a name leaves when letters are taken out. Here they are asked once for the whole host
instead of label by label and way by way. It errs to one side alone: a host that it cannot read at
once (look-alike pairs, other scripts), or that passes one of the tests, goes the long way.
(`ringtrue.batch.early_exit` does so for whole columns.)
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from ringtrue import data
from ringtrue.text.pieces import runs
from ringtrue.text.shape import embedded_endings, is_noise
from ringtrue.text.words import heavy_bait, heavy_edges, popular_rank

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.index.names import NameIndex, Seen
    from ringtrue.kinds.facets import DomainName

Glance = tuple[bool, bool, bool, "Seen | None"]
"""Whether the registered label of a host may be a look-alike (a popular site is that site), whether
the host is strained (`is_strained`), whether no protected name is in it, nor near it, but those
that only a strained host is compared with; and what was seen of its letters, for whoever looks
closer, where they could be read at once."""

_LONGEST = 80
_DEEPEST = 8
_GRAM, _FEW = 4, 32
_TURNED = 8
"""Letters of the shortest name that is looked for with its two words in the other order."""
_MAX_WORD = 14
_RESERVED = frozenset({"gov", "mil", "edu"})
"""Endings that are given only to governments, armies and universities (Chromium's guard)."""


def glance(index: NameIndex, facet: DomainName) -> Glance:
    """What a look at a host tells of the names of `index`."""
    labels = facet.labels
    if not labels or is_anothers(facet):
        before = labels[:-1]
        if not before or before == ("www",):
            return False, False, True, None
        return False, False, *read(index, facet, own_label=False)
    strained = len(labels) > 1 and is_strained(facet)
    return True, strained, *read(index, facet, own_label=True)


@cache
def _reserved_endings() -> frozenset[str]:
    return frozenset(data.lines("reserved_endings.txt"))


def is_anothers(facet: DomainName) -> bool:
    """A popular site of somebody else is that site, not a look-alike (known list)."""
    suffix = facet.suffix
    if suffix.partition(".")[0] in _RESERVED or suffix in _reserved_endings():
        return True
    return not facet.private_suffix and popular_rank(facet.registrable) is not None


def is_strained(facet: DomainName) -> bool:
    """The host is suspicious by its shape alone, so a worse spelling still counts."""
    before = facet.labels[:-1]
    if not before or before == ("www",):
        return False
    return is_noise(facet.labels[-1]) or bool(embedded_endings(before))


def read(index: NameIndex, facet: DomainName, *, own_label: bool) -> tuple[bool, Seen | None]:
    """Whether no name of `index` can be found in a host that is not strained, and what was seen.

    `own_label`: its registered label is looked at too, and its ending is part of what was seen.
    """
    host, labels = facet.host, facet.labels
    if len(host) > _LONGEST or len(labels) > _DEEPEST or "xn--" in host:
        return False, None
    if not own_label:
        host = ".".join(labels[:-1])  # so its ending is not looked at either
    letters = host.replace(".", "").replace("-", "")
    if "rn" in letters or "vv" in letters or "cl" in letters or not letters.isalnum():
        return False, None
    folded = _folded(letters)
    stems = index.stems
    if stems and (len(stems) > _FEW or any(stem in folded for stem in stems)):
        return False, None
    standing, begun = index.standing(folded)
    seen = folded, standing
    if standing or (own_label and index.may_be_turned(letters, folded, begun=begun)):
        return False, seen
    at = 0
    for label in labels if own_label else labels[:-1]:
        end = at + len(label)
        if label.isalpha():
            if label != "www" and not _word_clear(index, letters[at:end], folded[at:end], begun):
                return False, seen
        else:
            end -= label.count("-")
            if not (
                _word_clear(index, letters[at:end], folded[at:end], begun)
                and _pieces_clear(index, label)
            ):
                return False, seen
        at = end
    return not own_label or _cores_clear(index, labels[-1]), seen


def _folded(letters: str) -> str:
    """The `key` of ASCII letters and digits in which no pair looks like another letter."""
    return letters.replace("i", "l").replace("1", "l").replace("0", "o")


def _word_clear(index: NameIndex, letters: str, folded: str, begun: bool) -> bool:
    """So for one label without its separators. `begun`: a name may begin somewhere in the host."""
    size = len(letters)
    if size < _GRAM:
        return not (index.same(letters) or index.alike(folded))
    if index.near(folded):
        return False
    return size < _TURNED or not index.may_be_turned(letters, folded, begun=begun)


def _pieces_clear(index: NameIndex, label: str) -> bool:
    """So for the parts of a label with digits or hyphens."""
    words = label.split("-")
    parts = [*words, *(run for word in words for run in runs(word))]
    for part in parts:
        size = len(part)
        if size <= _GRAM and index.is_short(part):
            return False
        if size >= _GRAM and part is not label and index.near(_folded(part)):
            return False
    if len(words) < 2:
        return True
    for first, second in pairwise(words) if len(words) > 2 else ():
        if index.near(_folded(first + second)):
            return False
    return index.parts().isdisjoint(parts)


def _cores_clear(index: NameIndex, label: str) -> bool:
    """So for what is left without a bait word at one end (`candidates.cores`)."""
    heads, tails = heavy_edges()
    ahead, behind = heads.get(label[:3]), tails.get(label[-3:])
    begins = ahead is not None and label.startswith(ahead)
    ends = behind is not None and label.endswith(behind)
    if not (begins or ends):
        return True
    size, heavy = len(label), heavy_bait()
    for k in range(3, min(_MAX_WORD, size - 4)):
        if begins and label[:k] in heavy and index.near_span(label, k + (label[k] == "-"), size):
            return False
        end = size - k
        left = end - (label[end - 1] == "-")
        if ends and label[end:] in heavy and index.near_span(label, 0, left):
            return False
    return True
