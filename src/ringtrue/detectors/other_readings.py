"""other_readings: the same string could be another kind of contact.

What it does
    Names what else a bare string could be: digits that are a short code or a QQ number, digits
    that are a telephone number or an App Store id, ``name.example`` that is a domain or an
    account. Each reading is looked up; one that is listed is named with its owner.

Why it matters
    ``95588`` in a chat may be meant as a QQ number. A verdict on one reading must not pass for
    a verdict on the other.

Examples
    95588, 12345678, 1234567890

Not flagged
    Contacts with their kind (tel:95588, qq:95588, domain:name.example), listed numbers, and
    domains whose name is no listed account.

References
    DESIGN: ambiguity is answered, not guessed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import Detector, Inquiry
from ringtrue.kinds import PLATFORM_KINDS
from ringtrue.model import Evidence, Family

_OURS = ("qq:", "appstore_id:", "handle:")


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    contact = inquiry.contact
    others = [reading for reading in contact.readings if reading.startswith(_OURS)]
    if not others or contact.kind not in ("phone", "domain"):
        return
    owners = {}
    for reading in others:
        kind, _, value = reading.partition(":")
        kinds = PLATFORM_KINDS if kind == "handle" else (kind,)
        for platform in kinds:
            for listed in inquiry.directory.accounts(platform, _as_listed(platform, value)):
                brand = inquiry.directory.brands[listed.brand_id]
                owners[f"{platform}:{value}"] = brand.name
    if not owners and (inquiry.owner is not None or contact.kind == "domain"):
        return  # an answer about the listed number, or about a site like any other
    yield Evidence(
        code="other_readings",
        family=Family.LISTING,
        strength=0.0,
        details={
            "kind": contact.kind,
            "readings": ", ".join(owners or others),
            "owner": ", ".join(sorted(set(owners.values()))),
        },
    )


def _as_listed(platform: str, value: str) -> str:
    name = value.removeprefix("@")
    return name.replace(".", "") if platform == "facebook" else name


DETECTOR = Detector(
    "other_readings", Family.LISTING, __doc__ or "", inspect=inspect, on_official=True
)
