"""What detectors of swapped prefixes say of a number: official digits behind another prefix."""

from __future__ import annotations

from ringtrue.kinds.facets import PhoneNumber
from ringtrue.model import Candidate, Evidence, Family
from ringtrue.text.dialing import differences


def evidence(code: str, strength: float, candidate: Candidate, **more: str) -> Evidence:
    """The finding of detector `code`, with the positions of the digits that differ."""
    seen, official = candidate.seen, candidate.official
    assert isinstance(seen, PhoneNumber)
    assert official is not None
    details: dict[str, str | tuple[str, ...]] = {"seen": seen.e164, "official": official.value}
    details |= {**more, "positions": differences(seen.e164, official.value)}
    return Evidence(code, Family.RESEMBLANCE, strength, details, candidate.brand_id)
