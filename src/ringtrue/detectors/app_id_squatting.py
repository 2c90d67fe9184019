"""app_id_squatting: a brand's name inside an application id that the brand does not list.

What it does
    Finds a brand's name as a segment, or as part of a segment, of an Android package id or of
    the id of a Firefox add-on.

Why it matters
    Fake wallets carry the brand in their package id and a modified official app inside.

Examples
    com.tokenpocket.wallet, io.metamask.support, app.binance.apk

Not flagged
    Listed ids, however odd (vip.mytokenpocket), everyday words, numeric store ids.

References
    Firefox and Play store campaigns of 2025.
"""

from __future__ import annotations

from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.context import Telling, telling_of
from ringtrue.kinds.facets import AppId
from ringtrue.model import Candidate, Evidence, Family

INSIDE = 0.62
MIXED = 0.5
THIN = 0.17
"""Taken off when the brand lists no app in this store: the list is thin, not the app wrong."""


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    name, seen = candidate.name, candidate.seen
    if name is None or not isinstance(seen, AppId) or name.origin == "handle":
        return None
    if len(name.text) < 4:
        return None
    telling = telling_of(candidate)
    if telling is Telling.COMMON:
        return None
    if "." in candidate.text[candidate.start : candidate.end]:
        return None  # pieced together across a dot
    brand = inquiry.directory.brands[candidate.brand_id]
    here = any(c.kind == seen.store and c.status == "active" for c in brand.contacts)
    strength = INSIDE if telling is Telling.DISTINCT else MIXED
    return Evidence(
        code="app_id_squatting",
        family=Family.RESEMBLANCE,
        strength=strength if here else strength - THIN,
        details={"seen": seen.id, "name": name.text},
        brand_id=candidate.brand_id,
    )
