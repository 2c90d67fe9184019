"""Which of several brands that share a name is meant.

``smbc`` is the bank, and the beginning of SMBC Card; ``mufg`` stands in the addresses of a bank and
of a card firm; ``jreast`` in those of two services of one railway. The name alone says nothing
then; what stands beside it does: ``card`` is in the card firm's own names and addresses, ``cr`` in
``cr.mufg.jp``. The brand with more such words in the host is the one that is imitated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from ringtrue.kinds import WEB_KINDS
from ringtrue.kinds.facets import DomainName
from ringtrue.model import Brand, Evidence
from ringtrue.records import kept
from ringtrue.text.edits import osa
from ringtrue.text.skeleton import fold
from ringtrue.text.suffix import split

MAX_BRANDS = 8
"""Brands that are compared with the best one, in the order of their evidence."""
MAX_WORDS = 24
"""Words of a host that are looked at."""
_SHORTEST = 3
"""Letters of a shared name; two are anybody's initials."""
_WORN = 4
"""Letters from which a word of the brand's may have a slip (``cord`` for card)."""
_ANYBODYS = frozenset({"www", "com", "net", "org", "co"})
_WORDS = re.compile(r"[^\W_0-9]+")


def meant(
    best: str, evidence: Sequence[Evidence], host: DomainName, brands: Mapping[str, Brand]
) -> str:
    """`best`, or a brand that shares a name with it and has more words of its own in `host`.

    Only brands that the evidence names are asked. Of several with equally many words the one named
    first in the evidence is meant.
    """
    others = list(dict.fromkeys(e.brand_id for e in evidence if e.brand_id not in ("", best)))
    first = brands.get(best)
    if first is None or not others:
        return best
    names, own = _names(first), _words(first)
    labels = (*host.labels, *host.suffix.split("."))
    seen = list(chain.from_iterable(_pieces(label, names) for label in labels))[:MAX_WORDS]
    found, most = best, 0
    for other in others[:MAX_BRANDS]:
        brand = brands.get(other)
        if brand is None or not _shared(_names(brand), names):
            continue
        theirs = _words(brand)
        more = _count(theirs - own, seen) - _count(own - theirs, seen)
        if more > most:
            found, most = other, more
    return found


@kept
def _names(brand: Brand) -> frozenset[str]:
    """Its names and registered labels, folded."""
    labels = (split(listed.value)[0][-1:] for listed in brand.contacts if listed.kind in WEB_KINDS)
    every = chain((brand.name,), brand.aliases, chain.from_iterable(labels))
    return frozenset(name for name in map(fold, every) if len(name) >= _SHORTEST)


def _shared(names: Iterable[str], of: frozenset[str]) -> bool:
    """Whether a name is one of the best brand's, or begins with one (``smbccard``)."""
    heads = tuple(of)
    return any(name.startswith(heads) for name in names)


@kept
def _words(brand: Brand) -> frozenset[str]:
    """Words of its names, hosts (their endings too: Yahoo Japan is at home in jp) and paths."""
    texts = [brand.name, *brand.aliases]
    for listed in brand.contacts:
        if listed.kind in WEB_KINDS:
            texts += [listed.value, listed.path]
    parts = chain.from_iterable(_WORDS.findall(text.lower()) for text in texts)
    return frozenset(part for part in parts if len(part) >= 2) - _ANYBODYS


def _pieces(label: str, names: frozenset[str]) -> Iterable[str]:
    """Words of a label; a name of the brand at the start of one is cut off (``smbccard``)."""
    for word in _WORDS.findall(label):
        heads = [len(name) for name in names if word.startswith(name)]
        yield word[max(heads) :] or word if heads else word


def _count(words: Iterable[str], seen: Sequence[str]) -> int:
    return sum(any(_is(word, piece) for piece in seen) for word in words)


def _is(word: str, piece: str) -> bool:
    if word == piece:
        return True
    if len(word) < _WORN or word[0] != piece[:1]:
        return False
    return piece.startswith(word) or (abs(len(word) - len(piece)) <= 1 and osa(word, piece, 1) <= 1)
