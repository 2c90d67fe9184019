"""unlisted_extension: an official number with an extension that nobody lists.

What it does
    Says that the number is the brand's and that its extension is not on the list.

Why it matters
    The call reaches the brand's own exchange, so it is no impersonation; but a stranger who
    gives an extension may only want his own words to sound precise. Ask the exchange for the
    department instead.

Examples
    +1 800 555 0142 ext. 666 where +1 800 555 0142 is listed; 400-882-0142转8

Not flagged
    Numbers without an extension, numbers that nobody lists. It never makes a contact suspicious.

References
    RFC 3966 section 5.3 (extensions are local to the exchange); libphonenumber takes numbers
    that differ in the extension for different ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import Inquiry
from ringtrue.kinds.facets import PhoneNumber
from ringtrue.model import Evidence, Family


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    owner = inquiry.owner
    if owner is None:
        return
    for number in inquiry.contact.facets:
        if isinstance(number, PhoneNumber) and number.extension:
            yield Evidence(
                code="unlisted_extension",
                family=Family.LISTING,
                strength=0.0,
                details={"official": owner.value, "extension": number.extension},
                brand_id=owner.brand_id,
            )
            return
