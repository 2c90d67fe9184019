"""Evidence before it is decided upon: one finding a detector, brands' names, crowds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ringtrue.model import Brand, Candidate, Evidence, Family, FrozenDetails
from ringtrue.search.matches import MAX_MATCHES


def shown(evidence: Sequence[Evidence], brands: Mapping[str, Brand]) -> tuple[Evidence, ...]:
    """The findings of an answer: of each detector and brand the strongest, with the brand's name,
    strongest first."""
    if len(evidence) == 1:  # most
        return (_named(evidence[0], brands),)
    best: dict[tuple[str, str], Evidence] = {}
    for item in evidence:
        slot = (item.code, item.brand_id)
        if slot not in best or item.strength > best[slot].strength:
            best[slot] = item
    named = [_named(item, brands) for item in best.values()]
    if len(named) > 1:
        named.sort(key=lambda item: (-item.strength, item.code, item.brand_id))
    return tuple(named)


def crowd_evidence(candidates: Sequence[Candidate], most: int) -> list[Evidence]:
    """The finding that there are more names than are compared: in all, or for one text."""
    if not _is_crowded(candidates, most):
        return []
    details = {"compared": min(most, len(candidates))}
    return [Evidence("comparison_limit", Family.LISTING, 0.0, details)]


def _is_crowded(candidates: Sequence[Candidate], most: int) -> bool:
    if len(candidates) > most or "crowd" in [candidate.how for candidate in candidates]:
        return True
    if len(candidates) < MAX_MATCHES:
        return False
    from collections import Counter

    texts = Counter((c.part, c.text) for c in candidates if c.how != "wide")
    return max(texts.values(), default=0) >= MAX_MATCHES


def _named(item: Evidence, brands: Mapping[str, Brand]) -> Evidence:
    """`item` as an answer carries it: with the brand's name, and details that nobody changes."""
    brand = None if item.brand_name or not item.brand_id else brands.get(item.brand_id)
    name = item.brand_name if brand is None else brand.name
    names = item.brand_names if brand is None else brand.names
    details = FrozenDetails(item.details)
    return Evidence(item.code, item.family, item.strength, details, item.brand_id, name, names)
