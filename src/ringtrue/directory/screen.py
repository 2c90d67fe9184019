"""The early way out: hosts that surely resemble no protected name, told by a look at their letters.

Most hosts that are checked come near nothing. Every way of `NameIndex.matches` and `across` begins
with one of a few tests: four letters with which a name begins, the same letters in another order,
a string that a name leaves when letters are taken out. Here they are asked once for the whole host
instead of label by label and way by way. It errs to one side alone: a host that it cannot read at
once (look-alike pairs, other scripts), or that passes one of the tests, goes the long way.
(`ringtrue.sieve` does so for whole columns.)
"""

from __future__ import annotations

from ringtrue.text.pieces import compact, pairs, pieces
from ringtrue.text.skeleton import ASCII_KEY, SEPARATORS, key
from ringtrue.text.words import heavy_bait

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.directory.names import NameIndex
    from ringtrue.kinds.facets import DomainName

_LONGEST = 80
_DEEPEST = 8
_GRAM, _WIDE, _FEW = 4, 6, 32
_BARE = {ord(c): None for c in SEPARATORS}
_MAX_WORD = 14


def is_clear(index: NameIndex, facet: DomainName, *, own_label: bool) -> bool:
    """Whether no name of `index` can be found in a host whose shape is not strained.

    `own_label`: its registered label is looked at too.
    """
    host, labels = facet.host, facet.labels
    if len(host) > _LONGEST or len(labels) > _DEEPEST or "xn--" in host:
        return False
    letters = host.translate(_BARE)
    if "rn" in letters or "vv" in letters or "cl" in letters:
        return False
    folded = letters.translate(ASCII_KEY)
    stems = index.stems
    if stems and (len(stems) > _FEW or any(stem in folded for stem in stems)):
        return False
    begins = index.begins(folded)
    if begins and index.holds(folded, begins):
        return False
    if own_label and index.may_be_turned(letters, folded, begun=bool(begins)):
        return False
    at = 0
    for label in labels if own_label else labels[:-1]:
        end = at + (len(label) if label.isalnum() else len(compact(label)))
        if label != "www" and not _label_clear(
            index, label, letters[at:end], folded[at:end], begun=bool(begins)
        ):
            return False
        at = end
    return not own_label or _cores_clear(index, labels[-1])


def _label_clear(index: NameIndex, label: str, letters: str, folded: str, *, begun: bool) -> bool:
    size = len(letters)
    if size < _GRAM and (index.same(letters) or index.alike(folded)):
        return False
    if index.near(folded) or index.may_be_turned(letters, folded, begun=begun):
        return False
    if label.isalpha():
        return True
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
    size, heavy = len(label), heavy_bait()
    for k in range(3, min(_MAX_WORD, size - 4)):
        if label[:k] in heavy and index.near_span(label, k + (label[k] == "-"), size):
            return False
        end = size - k
        if label[end:] in heavy and index.near_span(label, 0, end - (label[end - 1] == "-")):
            return False
    return True
