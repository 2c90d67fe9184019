"""Evidence to score.

    score = 1 - product over families of (1 - strongest strength in the family)

Within a family the strongest finding counts, because the rest tell the same fact again:
a homograph is also a typing error. Families are different facts, so they combine as
independent signs do (noisy or). More evidence never lowers the score.

Evidence that names a brand speaks for that brand; evidence that names none (free hosting,
bait words, a hidden host) supports whichever brand the rest points at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ringtrue.model import Evidence


def combine(evidence: Iterable[Evidence]) -> float:
    """The score of one brand's evidence, 0..1.

    >>> from ringtrue.model import Family
    >>> r = Evidence("homograph", Family.RESEMBLANCE, 0.8)
    >>> h = Evidence("hosted_content", Family.HOSTING, 0.5)
    >>> combine([r]), combine([r, r]), round(combine([r, h]), 2)
    (0.8, 0.8, 0.9)
    """
    strongest: dict[str, float] = {}
    for item in evidence:
        if item.strength > strongest.get(item.family, 0.0):
            strongest[item.family] = item.strength
    doubt = 1.0
    for strength in strongest.values():
        doubt *= 1.0 - strength
    return round(1.0 - doubt, 4)


def by_brand(evidence: Sequence[Evidence]) -> tuple[str, float]:
    """The brand that the evidence points at most, and its score.

    Ties go to the brand whose strongest single finding is stronger, then to the one whose
    official counterpart is longer (``cr.mufg.jp`` says more than ``mufg.jp``), then to the
    smaller id, so that the same input always gives the same answer. ``("", score)`` when none
    is named.
    """
    if len(evidence) == 1:  # most
        return evidence[0].brand_id, combine(evidence)
    brands: dict[str, list[Evidence]] = {}
    for item in evidence:
        brands.setdefault(item.brand_id, []).append(item)
    general = brands.pop("", [])
    if not brands:
        return "", combine(general)
    if len(brands) == 1:
        return next(iter(brands)), combine(evidence)
    best, best_score, best_top = "", -1.0, -1.0
    for brand in sorted(brands):
        own = brands[brand]
        score, top = combine(own + general), max([item.strength for item in own])
        if score < best_score or (score == best_score and top < best_top):
            continue
        tied = score == best_score and top == best_top
        if not tied or _longest(own) > _longest(brands[best]):
            best, best_score, best_top = brand, score, top
    return best, best_score


def _longest(evidence: Sequence[Evidence]) -> int:
    """Letters of the longest official counterpart, or name that was seen: MetaMask, not Meta."""
    details = [item.details for item in evidence]
    return max([len(str(d.get("official") or d.get("name", ""))) for d in details])
