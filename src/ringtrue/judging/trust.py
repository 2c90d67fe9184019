"""What a listing may say: vouch, keep quiet, or warn. Assurance, expiry, regions, use.

Pure: takes the listing, the policy and a date, never a clock of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ringtrue.directory.directory import Directory
from ringtrue.errors import UnknownBrand
from ringtrue.judging.policy import Policy
from ringtrue.kinds.facets import PhoneNumber
from ringtrue.model import Assurance, Claim, ContactPoint, Evidence, Family, Listed
from ringtrue.records import record

_STRENGTH = {
    # Released or handed over: whoever holds it now is not the brand.
    "listing_revoked": 0.95,
    "listing_retired": 0.6,
    # Neutral: neither vouches nor accuses.
    "listing_legacy": 0.0,
    "listing_expired": 0.0,
    "listing_unverified": 0.0,
    "listing_disputed": 0.3,
    "listing_other_region": 0.0,  # countries give out the same short codes, each its own
    "listing_region_unsaid": 0.0,
    "listing_sender_only": 0.0,
    "listing_weak_assurance": 0.0,
}
LISTING_CODES = tuple(_STRENGTH)
"""Evidence codes that tell the state of the contact's own listing."""


@record
class ListingStatus:
    """Whether a listing vouches, and if not, why."""

    vouches: bool
    assurance: Assurance | None = None
    code: str = ""
    """Evidence code when it does not vouch."""


def assess(
    listed: Listed,
    contact: ContactPoint,
    policy: Policy,
    today: str,
    lapsed: str,
    region: str | None,
) -> ListingStatus:
    """The status of a listing that covers `contact`, on the day `today`; what had to be reviewed
    before `lapsed` is past the policy's grace (ISO dates)."""
    if region and listed.region not in ("global", region) and is_short(contact):
        return ListingStatus(False, code="listing_other_region")
    if listed.status != "active":
        return ListingStatus(False, code=f"listing_{listed.status}")
    if listed.use == "sender" and not _reachable(contact):
        return ListingStatus(False, code="listing_sender_only")
    level = listed.level
    if level is None or not policy.accepts(level):
        return ListingStatus(False, code="listing_weak_assurance")
    stale = False
    if listed.review_by:
        if listed.review_by < lapsed:
            return ListingStatus(False, code="listing_expired")
        stale = today > listed.review_by
    refs = tuple([source.ref for source in listed.sources])
    return ListingStatus(True, Assurance(level, listed.verified_on, listed.review_by, refs, stale))


def asserted(directory: Directory, claims: str | Iterable[str]) -> tuple[Claim, ...]:
    """The brands that a caller names, by id, name or alias. Raises `UnknownBrand`."""
    found = []
    for name in [claims] if isinstance(claims, str) else claims:
        brand = directory.brand_for(name)
        if brand is None:
            from ringtrue.judging.near_brands import hint

            raise UnknownBrand(f"{name!r} is no brand of this directory; {hint(directory, name)}")
        found.append(Claim(brand.id, "caller", name))
    return tuple(found)


def speaking(owners: Sequence[Listed], claims: Sequence[Claim]) -> Listed:
    """The listing that speaks: the claimed brand's when several brands list the contact."""
    if not claims:
        return owners[0]
    claimed = {claim.brand_id for claim in claims}
    return next((listed for listed in owners if listed.brand_id in claimed), owners[0])


def listing_evidence(listed: Listed, status: ListingStatus) -> Evidence:
    """The finding that a listing does not vouch."""
    return Evidence(
        code=status.code,
        family=Family.LISTING,
        strength=_STRENGTH[status.code],
        details={
            "official": listed.value,
            "date": listed.until or listed.review_by or listed.verified_on,
            "successor": listed.successor,
            "region": listed.region,
        },
        brand_id=listed.brand_id,
    )


def _reachable(contact: ContactPoint) -> bool:
    """A link that is opened reaches its owner whatever the listing's direction."""
    return contact.kind in ("url", "domain")


def is_short(contact: ContactPoint | None) -> bool:
    """Whether it is a number that is dialled in one country alone."""
    number = contact.part(PhoneNumber) if contact is not None else None
    return number is not None and bool(number.short)
