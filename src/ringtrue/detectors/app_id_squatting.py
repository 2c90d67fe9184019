"""app_id_squatting: an application id that passes for a brand's, and that the brand does not list.

What it does
    Finds a brand's name, or a slip of it, in an Android package id or the id of a Firefox add-on,
    and ids that are a listed one but for its first segment, the order of its segments, one more
    segment, or a slip, a support word or digits in one of them.

Why it matters
    Fake wallets carry the brand in their package id and a modified official app inside.

Examples
    com.tokenpocket.wallet, app.mytokenpocket, vip.mytokenpockett, io.metamask.support

Not flagged
    Listed ids, however odd (vip.mytokenpocket), other apps below a listed firm's segments
    (com.example.mail beside com.example.office), everyday words, numeric store ids. Where the
    brand lists no app in that store, a name in an id is only noted, unless a support word stands
    beside it: the list is thin, not the app wrong.

References
    Firefox and Play store campaigns of 2025.
"""

from __future__ import annotations

from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.context import Telling, residue, telling_of
from ringtrue.detectors.handle_slips import slipped
from ringtrue.detectors.registry import NEAR
from ringtrue.index.near import edit_limit
from ringtrue.kinds.facets import AppId
from ringtrue.model import Candidate, Evidence, Family
from ringtrue.text import words
from ringtrue.text.edits import osa
from ringtrue.text.skeleton import key

INSIDE = 0.62
MIXED = 0.5
THIN = 0.17
"""Taken off when the brand lists no app in this store: the list is thin, not the app wrong."""
COMMON = 0.55
"""An everyday name as a segment beside a support word, where the brand lists apps."""
RESPELT = 0.85
"""A listed id with a slip, a support word or digits in one segment."""
REORDERED = 0.75
"""The segments of a listed id in another order, or behind another first one."""
LONGER = 0.6
"""A listed id and one more segment: the brand's next app, or somebody's."""


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    seen = candidate.seen
    if not isinstance(seen, AppId):
        return None
    if candidate.official is not None:
        name, strength = candidate.official.value, _passing_for(seen.id, candidate.official.value)
    elif candidate.name is not None and candidate.name.origin != "handle":
        name, strength = candidate.name.text, _named(candidate, inquiry)
    else:
        return None
    if strength <= 0:
        return None
    return Evidence(
        code="app_id_squatting",
        family=Family.RESEMBLANCE,
        strength=strength,
        details={"seen": seen.id, "name": name},
        brand_id=candidate.brand_id,
    )


def _named(candidate: Candidate, inquiry: Inquiry) -> float:
    """A brand's name in an id."""
    name = candidate.name
    assert name is not None
    if "." in candidate.text[candidate.start : candidate.end]:
        return 0.0  # pieced together across a dot
    brand, seen = inquiry.directory.brands[candidate.brand_id], candidate.seen
    here = any(
        c.kind == getattr(seen, "store", "") and c.status == "active" for c in brand.contacts
    )
    around = residue(candidate.text, candidate.start, candidate.end)
    telling = telling_of(candidate)
    if candidate.how in NEAR:
        return slipped(candidate, INSIDE) if here else 0.0
    if telling is Telling.COMMON:
        return COMMON if here and around.bounded and around.weight == "high" else 0.0
    strength = INSIDE if telling is Telling.DISTINCT else MIXED
    return strength if here or around.weight == "high" else strength - THIN


def _passing_for(seen: str, official: str) -> float:
    """An id made from a listed one."""
    ours, theirs = seen.lower().split("."), official.lower().split(".")
    if len(ours) == len(theirs) + 1 and ours[:-1] == theirs:
        return LONGER
    if sorted(ours) == sorted(theirs):
        return REORDERED
    if ours[1:] == theirs[1:]:
        told = any(len(part) >= 4 and not words.is_word(part) for part in theirs[1:])
        return REORDERED if told else 0.0
    respelt = (_respelt(a, b) for a, b in zip(ours, theirs, strict=True) if a != b)
    return RESPELT if all(respelt) else 0.0


def _respelt(seen: str, official: str) -> bool:
    """A slip in a segment, or what impostors add to one."""
    if key(seen) == key(official):
        return True
    limit = edit_limit(len(official))
    if limit and osa(key(seen), key(official), limit) <= limit:
        return True
    if not seen.startswith(official):
        return seen.endswith(official) and words.split_bait(seen[: -len(official)]) is not None
    rest = seen[len(official) :]
    return rest.isdigit() or words.split_bait(rest) is not None
