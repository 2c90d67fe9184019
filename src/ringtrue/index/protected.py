"""Which names of a brand are protected: the strings that look-alikes are measured against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ringtrue.kinds import PLATFORM_KINDS
from ringtrue.model import Brand, Name
from ringtrue.text import words
from ringtrue.text.hosts import hosting_of
from ringtrue.text.skeleton import clean, fold, key
from ringtrue.text.suffix import split

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from typing import Literal

    Origin = Literal["domain", "alias", "handle", "local"]

FAMOUS = 5000
"""Rank among the most visited sites down to which a brand counts as famous."""


def protected_names(brands: Iterable[Brand]) -> Iterator[Name]:
    """Names of all `brands`: registrable labels, the brand's names and aliases, its handles."""
    brands = list(brands)
    shared = _shared_labels(brands)
    for brand in filter(lambda brand: brand.protects, brands):
        seen: set[tuple[str, str]] = set()
        for name in _names(brand, shared):
            slot = (name.text, "handle" if name.origin == "handle" else "name")
            if slot not in seen and (slot[1] == "name" or (name.text, "name") not in seen):
                seen.add(slot)
                yield name


def _shared_labels(brands: Iterable[Brand]) -> frozenset[str]:
    """Registrable labels below which several brands have a host: europa.eu names none of them."""
    found: dict[str, str] = {}
    twice = set()
    for brand in brands:
        for listed in brand.contacts:
            if listed.kind in ("host", "url"):
                before, suffix, _ = split(listed.value)
                domain = f"{before[-1]}.{suffix}" if before else ""
                if domain and found.setdefault(domain, brand.id) != brand.id:
                    twice.add(fold(_unicode(before[-1])))
    return frozenset(twice)


def _names(brand: Brand, shared: frozenset[str]) -> Iterator[Name]:
    own = {fold(n) for n in spellings(brand)}
    common = {fold(n) for n in (brand.name, brand.id)} if brand.common_word else set()
    common |= {fold(n) for n in brand.common_names}

    common |= shared - own
    if brand.tier == "own":
        common |= own  # its sites in other countries bear the same name, and stand on no list
    famous = _famous(brand)

    def name(text: str, origin: Origin, official: str = "") -> Name:
        return Name(text, key(text), brand.id, origin, official, text in common, famous)

    for listed in brand.contacts:
        if listed.kind in ("domain", "host", "url") and listed.status != "unverified":
            before, suffix, private = split(listed.value)
            if not before or private or hosting_of(listed.value):
                continue  # a tenant's name on a shared platform belongs to nobody
            label = fold(_unicode(before[-1]))
            if label not in own and (words.is_word(label) or words.bait(label)):
                continue  # token.im is imToken's, "token" is everybody's
            yield name(label, "domain", f"{before[-1]}.{suffix}")
    for text in spellings(brand):
        folded = fold(text)
        if 2 <= len(folded) <= 40 and clean(folded):
            yield name(folded, "alias")
    for listed in brand.contacts:
        if listed.kind in PLATFORM_KINDS and listed.status == "active":
            folded = fold(listed.value)
            if 4 <= len(folded) <= 32 and not folded.isdigit() and listed.kind not in ("discord",):
                if listed.kind == "youtube" and listed.value.startswith("UC"):
                    continue
                yield name(folded, "handle", f"{listed.kind}:@{listed.value}")


def spellings(brand: Brand) -> tuple[str, ...]:
    """The names of a brand that are its own; of one that nobody has reviewed its aliases."""
    return (brand.name, *brand.aliases) if brand.tier != "own" else brand.aliases


def _famous(brand: Brand) -> bool:
    """Whether one of the brand's domains is among the most popular."""
    for listed in brand.contacts:
        if listed.kind in ("domain", "host") and listed.status == "active":
            rank = words.popular_rank(listed.value)
            if rank is not None and rank <= FAMOUS:
                return True
    return False


def _unicode(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    from ringtrue.kinds.facets import DomainName
    from ringtrue.kinds.host import domain_name

    facet = domain_name(f"{label}.com")
    return facet.label if isinstance(facet, DomainName) else label
