"""Evidence before it is decided upon: measured strengths, one finding a detector, brands' names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ringtrue.judging.policy import Policy
from ringtrue.kinds.facets import DomainName
from ringtrue.model import Brand, Candidate, ContactPoint, Evidence, Family, FrozenDetails
from ringtrue.search.matches import MAX_MATCHES


def weighed(
    contact: ContactPoint, evidence: list[Evidence], policy: Policy, brands: Mapping[str, Brand]
) -> list[Evidence]:
    """`evidence` with measured strengths where it is about a registered name (what subdomains show
    is not in the fit)."""
    if not evidence or not policy.calibrated or not _has_domain(contact):
        return evidence
    from ringtrue.judging.calibration import fitted

    found = []
    for item in evidence:
        strength = item.strength
        if item.details.get("part", "label") in ("label", "host"):
            strength = fitted(item.code, strength)
        brand = brands.get(item.brand_id) if item.brand_id else None
        if brand is not None and not brand.reviewed and _is_faint(item):
            strength *= UNREVIEWED
        found.append(_with(item, strength, brand))
    return found


UNREVIEWED = 0.5
"""What a faint likeness to a brand keeps whose list nobody has reviewed: its other sites, which
stand on no list, are called so too."""


LONG_NAME = 8
"""Letters of an unreviewed name from which one slip tells, when the site is popular."""


def _is_faint(item: Evidence) -> bool:
    """A slip in a name that is short or that few know, or the name beside what is no word that
    fake desks use."""
    from ringtrue.text.words import bait, is_popular_label

    if item.code == "combosquatting":
        return bait(str(item.details["bait"])) != "high"
    name = str(item.details.get("official", ""))
    told = len(name) >= LONG_NAME and is_popular_label(name)
    return item.code in ("resemblance", "soundsquatting") or (
        item.code == "typosquatting" and not told
    )


def shown(evidence: Sequence[Evidence], brands: Mapping[str, Brand]) -> tuple[Evidence, ...]:
    """The findings of an answer: of each detector and brand the strongest, with the brand's name,
    strongest first."""
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


def _has_domain(contact: ContactPoint) -> bool:
    return contact.part(DomainName) is not None


def _named(item: Evidence, brands: Mapping[str, Brand]) -> Evidence:
    """`item` as an answer carries it: with the brand's name, and details that nobody changes."""
    brand = None if item.brand_name or not item.brand_id else brands.get(item.brand_id)
    name = item.brand_name if brand is None else brand.name
    names = item.brand_names if brand is None else brand.names
    details = FrozenDetails(item.details)
    return Evidence(item.code, item.family, item.strength, details, item.brand_id, name, names)


def _with(item: Evidence, strength: float, brand: Brand | None) -> Evidence:
    """`item` with another strength, and the brand's name (`replace` takes five times as long)."""
    name, names = (
        (item.brand_name, item.brand_names) if brand is None else (brand.name, brand.names)
    )
    if strength == item.strength and name == item.brand_name:
        return item
    return Evidence(item.code, item.family, strength, item.details, item.brand_id, name, names)
