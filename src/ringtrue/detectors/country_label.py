"""country_label: a number whose label names another country than its code.

What it does
    Compares the country that is written beside a number, before or behind it, with the
    country code that the number states.

Why it matters
    "UK support" with a North American number tells a caller that the desk is at home. Planted
    posts list the same desk under many countries.

Examples
    +1-707-555-0142 (UK), 英国：+1 707 555 0142

Not flagged
    Labels that fit, numbers that state no country code, official numbers, international
    toll-free numbers (+800). Desks for people abroad are honest, so alone it is only noted.

References
    ITU-T E.164 assigned country codes; country_labels.tsv.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import Inquiry
from ringtrue.kinds.facets import PhoneNumber
from ringtrue.model import Evidence, Family

MISMATCH = 0.3
_EVERYWHERE = (800, 808, 870, 878, 881, 882, 883, 888, 979)
"""Codes of no country (ITU-T E.164)."""


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    contact = inquiry.contact
    seen = contact.facets[0] if contact.facets else None
    if not isinstance(seen, PhoneNumber) or not seen.e164 or contact.readings:
        return
    from ringtrue.kinds.phone_parts import country_label  # its patterns are for numbers alone

    code, label, rest = country_label(contact.raw[:256])
    if not code or code == str(seen.country_code) or seen.country_code in _EVERYWHERE:
        return
    if "+" in rest or rest.startswith("00"):
        yield Evidence(
            code="country_label",
            family=Family.DECEPTION,
            strength=MISMATCH,
            details={"seen": seen.e164, "seen_code": f"+{seen.country_code}", "label": label},
        )
