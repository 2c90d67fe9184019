"""The official contact to show instead: of the same kind if there is one, the most alike."""

from __future__ import annotations

from functools import lru_cache

from ringtrue.kinds import WEB_KINDS
from ringtrue.kinds.facets import DomainName
from ringtrue.model import Brand, BrandRef, ContactPoint, Imitated, Listed
from ringtrue.text.edits import common_start
from ringtrue.text.skeleton import fold, key

_CHANCE = 4
"""Letters that two addresses share by chance."""


def nearest_official(contact: ContactPoint, brand: Brand) -> Imitated:
    """The active contact of `brand` that `contact` most resembles.

    Same kind first (a web address for links and mail domains), then the one with the longest
    common start and end in confusable form (four letters at least, or it is chance), then the
    brand's own website under its own name, then the shorter, then alphabetical order.
    """
    ref = BrandRef(brand.id, brand.name)
    active = [
        listed
        for listed in brand.contacts
        # What is shown instead is another one: a short code abroad is its own listing's double.
        if listed.status == "active"
        and listed.use != "sender"
        and (listed.kind, listed.value) != (contact.kind, contact.canonical)
    ]
    for wanted in _preferences(contact):
        pool = [c for c in active if c.kind in wanted]
        if pool:
            kinds = _alike_kinds(contact)
            seen, named = key(_bare(contact)), fold(brand.name)
            turned = seen[::-1]
            best = min(pool, key=lambda c: _distance_key(kinds, seen, turned, named, c))
            return Imitated(ref, best.kind, best.value)
    return Imitated(ref, "", "")


def _preferences(contact: ContactPoint) -> list[tuple[str, ...]]:
    if contact.kind in ("url", "domain"):
        return [WEB_KINDS]
    if contact.kind == "email":
        domain = next((f for f in contact.facets if isinstance(f, DomainName)), None)
        return [("email",), WEB_KINDS] if domain else [("email",)]
    return [(contact.kind,), WEB_KINDS, ("email",)]


def _distance_key(
    kinds: tuple[str, ...], seen: str, turned: str, name: str, listed: Listed
) -> tuple[int, int, int, int, int, str]:
    official, backwards, folded = _forms(listed.value)
    shared = common_start(seen, official) if seen[:1] == official[:1] else 0
    shared += common_start(turned, backwards) if turned[:1] == backwards[:1] else 0
    website = 0 if listed.purpose.startswith(("website", "support")) else 1
    named = 0 if name in folded else 1
    kind = 0 if listed.kind == "domain" else 1
    alike = -shared if shared >= _CHANCE and listed.kind in kinds else 0
    return alike, named, website, kind, len(listed.value), listed.value


@lru_cache(maxsize=8192)
def _forms(value: str) -> tuple[str, str, str]:
    folded = key(value)
    return folded, folded[::-1], fold(value)


def _alike_kinds(contact: ContactPoint) -> tuple[str, ...]:
    return WEB_KINDS if contact.kind in ("url", "domain") else (contact.kind,)


def _bare(contact: ContactPoint) -> str:
    facet = contact.facets[0] if contact.facets else None
    if isinstance(facet, DomainName):
        return ".".join((*facet.labels, facet.suffix))
    return contact.canonical.rpartition(":")[2].removeprefix("@")
