"""The early way out: hosts that surely resemble no protected name, told by a look at their letters.

Most hosts that are checked come near nothing. Every way of `NameIndex.matches` and `across` begins
with one of a few tests: four letters with which a name begins, the same letters in another order,
a string that a name leaves when letters are taken out. Here they are asked once for the whole host
instead of label by label and way by way. It errs to one side alone: a host that it cannot read at
once (look-alike pairs, other scripts), or that passes one of the tests, goes the long way.
(`ringtrue.sieve` does so for whole columns.)
"""

from __future__ import annotations

from functools import cache

from ringtrue import data
from ringtrue.text.pieces import compact, pairs, pieces
from ringtrue.text.shape import embedded_endings, is_noise
from ringtrue.text.skeleton import key
from ringtrue.text.words import heavy_bait, heavy_edges, popular_rank

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.directory.names import NameIndex
    from ringtrue.kinds.facets import DomainName

Glance = tuple[bool, bool, bool]
"""Whether the registered label of a host may be a look-alike (a popular site is that site), whether
the host is strained (`is_strained`), and whether no protected name is in it, nor near it, but those
that only a strained host is compared with."""

_LONGEST = 80
_DEEPEST = 8
_GRAM, _WIDE, _FEW = 4, 6, 32
_MAX_WORD = 14
_RESERVED = frozenset({"gov", "mil", "edu"})
"""Endings that are given only to governments, armies and universities (Chromium's guard)."""


def glance(index: NameIndex, facet: DomainName) -> Glance:
    """What a look at a host tells of the names of `index`."""
    labels = facet.labels
    if not labels or is_anothers(facet):
        before = labels[:-1]
        alone = not before or before == ("www",)
        return False, False, alone or is_clear(index, facet, own_label=False)
    strained = len(labels) > 1 and is_strained(facet)
    return True, strained, is_clear(index, facet, own_label=True)


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


def is_clear(index: NameIndex, facet: DomainName, *, own_label: bool) -> bool:
    """Whether no name of `index` can be found in a host that is not strained.

    `own_label`: its registered label is looked at too.
    """
    host, labels = facet.host, facet.labels
    if len(host) > _LONGEST or len(labels) > _DEEPEST or "xn--" in host:
        return False
    letters = host.replace(".", "").replace("-", "")
    if "rn" in letters or "vv" in letters or "cl" in letters or not letters.isalnum():
        return False
    folded = letters.replace("i", "l").replace("1", "l").replace("0", "o")
    stems = index.stems
    if stems and (len(stems) > _FEW or any(stem in folded for stem in stems)):
        return False
    begins = index.begins(folded)
    if begins and index.holds(folded, begins):
        return False
    begun = bool(begins)
    if own_label and index.may_be_turned(letters, folded, begun=begun):
        return False
    at = 0
    for label in labels if own_label else labels[:-1]:
        end = at + len(label)
        if label.isalpha():
            if label != "www" and not _word_clear(index, letters[at:end], folded[at:end], begun):
                return False
        else:
            end -= label.count("-")
            if not (
                _word_clear(index, letters[at:end], folded[at:end], begun)
                and _pieces_clear(index, label)
            ):
                return False
        at = end
    return not own_label or _cores_clear(index, labels[-1])


def _word_clear(index: NameIndex, letters: str, folded: str, begun: bool) -> bool:
    """So for one label without its separators. `begun`: a name may begin somewhere in the host."""
    if len(letters) < _GRAM:
        return not (index.same(letters) or index.alike(folded))
    return not (index.near(folded) or index.may_be_turned(letters, folded, begun=begun))


def _pieces_clear(index: NameIndex, label: str) -> bool:
    """So for the parts of a label with digits or hyphens."""
    spans = pieces(label)
    if any(b - a <= _GRAM and index.is_short(label[a:b]) for a, b in spans):
        return False
    whole = (0, len(label))
    for a, b in [*(s for s in spans if s != whole and s[1] - s[0] >= _GRAM), *pairs(label)]:
        if index.near(key(compact(label[a:b]))):
            return False
    return "-" not in label or not index.worn_parts(label)


def _cores_clear(index: NameIndex, label: str) -> bool:
    """So for what is left without a bait word at one end (`candidates.cores`)."""
    size = len(label)
    heads, tails = heavy_edges()
    ahead, behind = label[:3] in heads, label[-3:] in tails
    if not (ahead or behind):
        return True
    heavy = heavy_bait()
    for k in range(3, min(_MAX_WORD, size - 4)):
        if ahead and label[:k] in heavy and index.near_span(label, k + (label[k] == "-"), size):
            return False
        end = size - k
        behind_it = behind and label[end:] in heavy
        if behind_it and index.near_span(label, 0, end - (label[end - 1] == "-")):
            return False
    return True
