"""short_code_prefix: a short code behind a prefix that it does not have.

What it does
    A Chinese short code (95588) is dialled alone. Behind a country code, a trunk zero or a
    carrier's prefix (``+86 95588``, ``0086``, ``17951``) the row of digits is no number at all,
    though its end is read as the code. When a brand lists the code, it is named.

Why it matters
    Forged caller numbers from abroad show exactly this form, because the network puts the
    country code before what it is given; the end is what the reader trusts.

Examples
    +86 95588, 0086-95588, 17951 95588; +86 10 96110, for the police's 96110 shows as area code
    and 96110, never with a country code

Not flagged
    The code alone, an area code before a regional or public code (021-96110, 010-12345), which
    is how these ring, and full numbers that merely end in a short code (400-669-5588). An area
    code before a nation-wide code (010-95588) is only noted: old lists print it.

References
    MIIT numbering plan (95, 96, 12 codes); ITU-T E.164 section 6 (a short code is no
    international number).
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import Inquiry
from ringtrue.kinds import numbering_cn as cn
from ringtrue.kinds import parse
from ringtrue.kinds.facets import PhoneNumber
from ringtrue.model import Candidate, Evidence, Family

LISTED = 0.6
AREA = 0.3
UNLISTED = 0.4
"""Nobody's code that we know of: still no number."""
UNLISTED_AREA = 0.2


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    seen, official = candidate.seen, candidate.official
    if official is None or not isinstance(seen, PhoneNumber):
        return None
    if inquiry.owner is not None or not _marked(seen):
        return None
    strength = AREA if "area_prefix" in seen.obfuscations else LISTED
    return _evidence(seen, strength, official.value, candidate.brand_id)


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    seen = inquiry.contact.part(PhoneNumber)
    if seen is None or not _marked(seen):
        return
    code = cn.behind_prefix(seen.national, stated=True)
    listed = inquiry.directory.owner(parse(code, "phone", "CN"), "CN") if code else None
    if listed is None:  # else it is compared
        strength = UNLISTED_AREA if "area_prefix" in seen.obfuscations else UNLISTED
        yield _evidence(seen, strength, "", "")


def _marked(seen: PhoneNumber) -> bool:
    return bool({"hidden_prefix", "area_prefix"} & set(seen.obfuscations))


def _evidence(seen: PhoneNumber, strength: float, official: str, brand_id: str) -> Evidence:
    return Evidence(
        code="short_code_prefix",
        family=Family.RESEMBLANCE,
        strength=strength,
        details={"seen": seen.e164, "official": official},
        brand_id=brand_id,
    )
