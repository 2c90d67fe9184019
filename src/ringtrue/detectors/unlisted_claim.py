"""unlisted_claim: somebody says it is the brand's, and the brand's list does not hold it.

What it does
    Compares the claim that the caller or the page makes with the list of the claimed brand. A
    contact that belongs to another listed brand is named as that brand's.

Why it matters
    In a support context "names the brand, is not on its list" is itself the warning: telephone
    numbers, invite links and fresh domains resemble nothing.

Examples
    A number on a page that speaks for TokenPocket; another bank's hotline given as yours

Not flagged
    Contacts without a claim, contacts on the claimed brand's list, brands of which only one
    contact is known of any kind.

References
    Singapore ScamShield's middle answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import Inquiry
from ringtrue.kinds import WEB_KINDS
from ringtrue.kinds.facets import DomainName
from ringtrue.model import Brand, Evidence, Family

ABSENT = 0.55
"""The brand lists nothing of this kind."""
WHOLE = 0.85
"""The brand lists every contact of this kind that it has."""
OTHERS = 0.7
"""The brand lists other contacts of this kind."""


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    owner = inquiry.owner
    for brand_id in sorted(inquiry.claimed):
        brand = inquiry.directory.brands.get(brand_id)
        if brand is None or (owner is not None and owner.brand_id == brand_id):
            continue
        same_kind = _same_kind(brand, inquiry)
        whole = any(inquiry.complete(brand, k) for k in _kinds(inquiry))
        yield Evidence(
            code="unlisted_claim",
            family=Family.CLAIM,
            strength=WHOLE if whole else OTHERS if same_kind else ABSENT,
            details={
                "kind": inquiry.contact.kind,
                "listed": len(same_kind),
                "owner": inquiry.directory.brands[owner.brand_id].name if owner else "",
            },
            brand_id=brand_id,
        )


def _same_kind(brand: Brand, inquiry: Inquiry) -> list[str]:
    kinds = _kinds(inquiry)
    return [c.value for c in brand.contacts if c.kind in kinds and c.status == "active"]


def _kinds(inquiry: Inquiry) -> tuple[str, ...]:
    """The kinds of row that would hold the contact."""
    contact = inquiry.contact
    if contact.facets and isinstance(contact.facets[0], DomainName) and contact.kind != "email":
        return WEB_KINDS
    return (contact.kind,)
