"""closed_channel: a contact on a channel that the brand says it does not use.

What it does
    When a contact is claimed for a brand whose allowlist holds a sourced statement such as "no
    phone support" or "never on WhatsApp", the channel alone contradicts the claim.

Why it matters
    A telephone number resembles nothing; only the brand's own word shows that it cannot be.

Examples
    +1 800 555 0199 claimed for a wallet that publishes "There is no phone support"

Not flagged
    Contacts without a claim, channels that the brand uses, statements past their review date
    by more than the policy's grace, contacts that the brand lists after all.

References
    Each statement carries its own source and date; `ringtrue brands BRAND` shows them.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import Inquiry
from ringtrue.kinds.facets import PhoneNumber
from ringtrue.model import Brand, ClosedChannel, ContactPoint, Evidence, Family

STATED = 0.9
NEVER_CALLS = 0.7
"""The brand never calls, but may have lines to call: a number that is not listed may be one."""


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    for brand_id in sorted(inquiry.claimed):
        brand = inquiry.directory.brands.get(brand_id)
        if brand is None or (inquiry.owner is not None and inquiry.owner.brand_id == brand_id):
            continue
        closed = _closed(brand, inquiry)
        if closed is not None:
            yield Evidence(
                code="closed_channel",
                family=Family.CLAIM,
                strength=NEVER_CALLS if closed.channel == "outbound_call" else STATED,
                details={
                    "channel": closed.channel,
                    "statement": closed.statement,
                    "source": closed.source.ref,
                    "date": closed.verified_on,
                },
                brand_id=brand_id,
            )


def _closed(brand: Brand, inquiry: Inquiry) -> ClosedChannel | None:
    channels = _channels(inquiry.contact)
    for closed in brand.closed_channels:
        if closed.channel not in channels:
            continue
        if inquiry.region and closed.region not in ("global", inquiry.region):
            continue
        if closed.review_by and closed.review_by < inquiry.expired_before:
            continue  # an old statement stops speaking, as an old listing does
        return closed
    return None


def _channels(contact: ContactPoint) -> frozenset[str]:
    """The channels that a contact point opens."""
    facet = contact.facets[0] if contact.facets else None
    if isinstance(facet, PhoneNumber):
        if facet.via:
            return frozenset({facet.via})  # whatsapp, telegram, sms
        # A caller's number and a number to call look alike, so both statements speak of it.
        return frozenset({"phone", "outbound_call"})
    return frozenset({contact.kind})
