"""Which of several brands that share a name is meant.

``smbc`` is the bank, and the beginning of SMBC Card; ``mufg`` stands in the addresses of a bank and
of a card firm; ``jreast`` in those of two services of one railway. The name alone says nothing
then; what stands beside it does: ``card`` is in the card firm's own names and addresses, ``cr`` in
``cr.mufg.jp``. The brand with more such words in the host is the one that is imitated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import chain

from ringtrue.kinds import WEB_KINDS
from ringtrue.kinds.facets import DomainName
from ringtrue.model import Brand, Evidence
from ringtrue.records import memoised, record
from ringtrue.text.edits import osa
from ringtrue.text.skeleton import fold
from ringtrue.text.suffix import registered

MAX_BRANDS = 8
"""Brands that are compared with the best one, in the order of their evidence."""
MAX_WORDS = 24
"""Words of a host that are looked at."""
_SHORTEST = 3
"""Letters of a shared name; two are anybody's initials."""
_SLIPPABLE = 4
"""Letters from which a word of the brand's may have a slip (``cord`` for card)."""
_ANYBODYS = frozenset({"www", "com", "net", "org", "co"})


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
    names = _names(first)
    heads = tuple(names)
    named = [brands[other] for other in others[:MAX_BRANDS] if other in brands]
    rivals = [brand for brand in named if _shares(brand, heads)]
    if not rivals:
        return best
    own = _words(first)
    labels = (*host.labels, *host.suffix.split("."))
    seen = list(chain.from_iterable(_pieces(label, heads) for label in labels))[:MAX_WORDS]
    met: set[str] | None = None
    found, most = best, 0
    for brand in rivals:
        theirs = _words(brand)
        gained = len(theirs.met(seen) - own.every)
        if gained <= most:
            continue  # whatever the best one has besides
        met = own.met(seen) if met is None else met
        more = gained - len(met - theirs.every)
        if more > most:
            found, most = brand.id, more
    return found


@cache
def _runs() -> Callable[[str], list[str]]:
    """Finds runs of letters. Compiled when the first host is meant for one of several brands."""
    import re

    return re.compile(r"[^\W_0-9]+").findall


@memoised
def _names(brand: Brand) -> frozenset[str]:
    """The names and registered labels of a brand, folded."""
    labels = (registered(listed.value) for listed in brand.contacts if listed.kind in WEB_KINDS)
    every = chain((brand.name,), brand.aliases, labels)
    return frozenset(name for name in map(fold, every) if len(name) >= _SHORTEST)


def _shares(brand: Brand, heads: tuple[str, ...]) -> bool:
    """Whether a name of the brand is one of the best brand's, or begins with one (``smbccard``)."""
    if fold(brand.name).startswith(heads):
        return True
    names = _names(brand)
    return not names.isdisjoint(heads) or any(name.startswith(heads) for name in names)


@record
class _Words:
    """Words of a brand."""

    every: frozenset[str]
    slippable: Mapping[tuple[str, int], Sequence[str]]
    """Words that may have a slip, by first letter and length."""

    def met(self, seen: Sequence[str]) -> set[str]:
        """The words that are one of `seen`, begin one, or are an edit away from one."""
        every, slippable = self.every, self.slippable
        found = set(every.intersection(seen))
        for piece in seen:
            size, first = len(piece), piece[0]
            if size > _SLIPPABLE:
                found |= every.intersection([piece[:n] for n in range(_SLIPPABLE, size)])
            for near in (size - 1, size, size + 1):
                for word in slippable.get((first, near), ()):
                    if word not in found and osa(word, piece, 1) <= 1:
                        found.add(word)
        return found


@memoised
def _words(brand: Brand) -> _Words:
    """Words of its names, hosts (their endings too: Yahoo Japan is at home in jp) and paths."""
    texts = [brand.name, *brand.aliases]
    for listed in brand.contacts:
        if listed.kind in WEB_KINDS:
            texts += [listed.value, listed.path]
    parts = set(_runs()("\n".join(texts).lower()))
    every = frozenset([part for part in parts if len(part) >= 2]) - _ANYBODYS
    slippable: dict[tuple[str, int], list[str]] = {}
    for word in every:
        if len(word) >= _SLIPPABLE:
            slippable.setdefault((word[0], len(word)), []).append(word)
    return _Words(every, slippable)


def _pieces(label: str, names: tuple[str, ...]) -> Iterable[str]:
    """Words of a label; a name of the brand at the start of one is cut off (``smbccard``)."""
    for word in _runs()(label):
        if word.startswith(names):
            yield word[max(len(name) for name in names if word.startswith(name)) :] or word
        else:
            yield word
