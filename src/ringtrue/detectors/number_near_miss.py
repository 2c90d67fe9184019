"""number_near_miss: one slip of the finger away from the claimed brand's number.

What it does
    Only when somebody says that the number is a brand's. Tries the five misdialling slips
    between it and each number of that brand: a digit doubled, left out, hit on the next key,
    two digits exchanged, a letter taken for a digit (O and 0, l and 1). A number that begins
    with the brand's short code and is up to three digits longer, or lacks its last digit, is a
    short code of the wrong length.

Why it matters
    Numbers beside well-known ones are rented to catch those who misdial. Without a claim the
    distance says nothing: of 206 genuine Chinese 400 numbers 40 have another firm's genuine
    number one edit away, and of 142 short codes 124 have.

Examples
    +1 800 555 0124 for +1 800 555 0142, 95588123 said to be the bank with 95588

Not flagged
    Any number without a claim, short codes of the right length (exact only), numbers that
    contain the short code elsewhere, another listed brand's number, other single digits.

References
    Pindrop and AT&T on misdial traps; FTC 2004; ITU-T E.161.
"""

from __future__ import annotations

from ringtrue.detectors.base import Inquiry
from ringtrue.kinds.facets import PhoneNumber
from ringtrue.model import Candidate, Evidence, Family, Listed
from ringtrue.text.dialing import misdial

NEAR = 0.8
WRONG_LENGTH = 0.8
MIN_DIGITS = 7
"""National digits below which one edit is too much."""
MIN_CODE = 5
"""Digits of a short code whose neighbours in length say something."""
_HIDES = {"hidden_prefix", "area_prefix"}


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    seen, official = candidate.seen, candidate.official
    if official is None or not isinstance(seen, PhoneNumber):
        return None
    if inquiry.owner is not None:
        return None
    if not official.value.startswith("+"):
        return _wrong_length(seen, official)
    if seen.short:
        return None
    own, national = _comparable(seen, official.value)
    if len(own) < MIN_DIGITS:
        return None
    slip = misdial(own, national)
    if slip is None:
        return None
    name, places = slip
    shift = len(seen.e164 or seen.national) - len(own)
    return _evidence(seen, official, name, tuple(str(place + shift) for place in places), NEAR)


def _comparable(seen: PhoneNumber, official: str) -> tuple[str, str]:
    """National digits of both, or nothing when the countries differ."""
    if not seen.e164:
        own = seen.national.removeprefix("0")
        # Country codes have one to three digits, and may stand in front without a plus; the
        # lengths decide, give or take one slip.
        cut = min((1, 2, 3, 0), key=lambda n: abs(len(official) - 1 - n - len(own)))
        return own, official[1 + cut :]
    code = f"+{seen.country_code}"
    if not official.startswith(code):
        return "", ""
    return seen.national, official[len(code) :]


def _wrong_length(seen: PhoneNumber, official: Listed) -> Evidence | None:
    code = official.value
    digits = seen.short or (seen.national if not (seen.e164 and seen.valid) else "")
    if seen.region and official.region not in ("global", seen.region):
        return None
    if len(code) < MIN_CODE or _HIDES & set(seen.obfuscations):
        return None
    longer = digits.startswith(code) and len(code) < len(digits) <= len(code) + 3
    shorter = code.startswith(digits) and len(digits) == len(code) - 1
    if not (longer or shorter):
        return None
    places = tuple(str(i) for i in range(len(code), len(digits))) or (str(len(digits) - 1),)
    return _evidence(seen, official, "wrong_length", places, WRONG_LENGTH)


def _evidence(
    seen: PhoneNumber, official: Listed, slip: str, places: tuple[str, ...], strength: float
) -> Evidence:
    return Evidence(
        code="number_near_miss",
        family=Family.RESEMBLANCE,
        strength=strength,
        details={
            "seen": seen.e164 or seen.short or seen.national,
            "official": official.value,
            "slip": slip,
            "positions": places,
        },
        brand_id=official.brand_id,
    )
