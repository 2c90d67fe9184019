"""country_code_swap: an official national number under another country code.

What it does
    Compares national numbers. The same nine or more digits (eight with a claim) under another
    stated country code are evidence.

Why it matters
    Readers compare the digits they know and skip the first ones; the call reaches another
    country. A number space is not shared between countries, so equality is no accident.

Examples
    +1 202 555 0142 for +49 202 555 0142, +44 800 555 0142 for +1 800 555 0142

Not flagged
    Numbers that state no country code, short national numbers (accidents), another listed
    brand's number, firms that list both.

References
    ITU-T E.164 section 6; libphonenumber gives NO_MATCH for another country code.
"""

from __future__ import annotations

from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.swapped_prefix import evidence
from ringtrue.kinds.facets import PhoneNumber
from ringtrue.model import Candidate, Evidence
from ringtrue.text.digits import fold_digits

SWAP = 0.8
MIN_DIGITS = 9
"""National digits from which equality is no accident."""
MIN_CLAIMED = 8


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    seen, official = candidate.seen, candidate.official
    if official is None or not isinstance(seen, PhoneNumber):
        return None
    if inquiry.owner is not None or not _states_country(inquiry.contact.raw, seen):
        return None
    enough = MIN_CLAIMED if candidate.brand_id in inquiry.claimed else MIN_DIGITS
    if len(seen.national) < enough:
        return None
    listed_code = official.value[1 : len(official.value) - len(seen.national)]
    codes = {"seen_code": f"+{seen.country_code}", "official_code": f"+{listed_code}"}
    return evidence("country_code_swap", SWAP, candidate, **codes)


def _states_country(raw: str, seen: PhoneNumber) -> bool:
    """A country code that we supplied ourselves is no swap."""
    if seen.via:
        return True
    folded = fold_digits(raw[:256])[0]
    digits = "".join(c for c in folded if c.isdigit() and c.isascii())
    return "+" in folded or digits.removeprefix("00").startswith(seen.e164[1:])
