"""platform_swap: the brand's name on a platform where the brand lists no such account.

What it does
    The account name is exactly the brand's name or one of its account names, but on another
    platform than listed, or beside the account that is listed there. The brand may have joined the
    platform since, or have an account that the list lacks, so such an account is suspicious, not
    more. Beside a list that holds every account which the brand has there it is an impersonation.

Why it matters
    A name that is official on X is free on every other network until somebody takes it.

Examples
    Listed on X, seen on Instagram; listed as x:@krakenfx, seen as x:@kraken

Not flagged
    Listed accounts, everyday words, invite codes, ``@name`` without a platform when the name is
    listed somewhere. The brand's plain name is only noted where the list was gathered from
    sources: it is most often the brand's own account, missing there. A list that an
    application states itself (`Directory.from_rows`) is taken to be whole.

References
    What account names each platform can have: data/platforms.tsv.
"""

from __future__ import annotations

from ringtrue.detectors.base import Inquiry, is_stated
from ringtrue.detectors.context import Telling, telling_of
from ringtrue.kinds import PLATFORM_KINDS
from ringtrue.kinds.facets import HandleName
from ringtrue.kinds.platforms import platforms
from ringtrue.model import Brand, Candidate, Evidence, Family, Listed
from ringtrue.text.skeleton import fold

ABSENT = 0.55
"""The brand lists nothing on this platform."""
BESIDE = 0.6
"""The brand lists another account on this platform."""
OWN_NAME = 0.45
"""The brand's plain name: more often its own account, missing on the list, than a fake."""
OWN_NAME_BESIDE = 0.6
"""The plain name where the brand lists an account of quite another name."""
BESIDE_ALL = 0.85
"""The brand lists every account that it has on this platform."""
NO_LIST = 0.3
"""The brand lists no accounts at all: the list is thin, not the account wrong."""
COMMON = 0.3
PAID = 0.55
"""A place where money is sent: no brand is paid under a name that it does not list."""


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    name, seen = candidate.name, candidate.seen
    if name is None or candidate.part != "handle":
        return None
    if not isinstance(seen, HandleName) or seen.platform == "":
        return None
    brand = inquiry.directory.brands[candidate.brand_id]
    here = _here(brand, seen.platform)
    strength = unlisted(candidate, brand, seen.platform, inquiry)
    listed = here[0].value if here else name.official or name.text
    return Evidence(
        code="platform_swap",
        family=Family.RESEMBLANCE,
        strength=strength,
        details={
            "seen": seen.name,
            "platform": seen.platform,
            "official": listed,
            "unsure": "" if inquiry.holds_all(brand, seen.platform) else seen.platform,
        },
        brand_id=candidate.brand_id,
    )


def unlisted(candidate: Candidate, brand: Brand, platform: str, inquiry: Inquiry) -> float:
    """What it weighs that an account is called by the name of `candidate` and not listed there."""
    name = candidate.name
    assert name is not None
    here = _here(brand, platform)
    elsewhere = any(c.kind in PLATFORM_KINDS and c.status == "active" for c in brand.contacts)
    strength = BESIDE if here else ABSENT if elsewhere else NO_LIST
    if here and all(_is_id(c.value) for c in here):
        strength = ABSENT
    if name.text == fold(brand.name) and not (elsewhere and is_stated(brand)):
        related = not here or any(name.text in fold(c.value) or _is_id(c.value) for c in here)
        strength = min(strength, OWN_NAME if related else OWN_NAME_BESIDE)
    if "money" in platforms()[platform].rules:
        strength = max(strength, PAID)
    if telling_of(candidate) is Telling.COMMON and name.origin != "handle":
        return COMMON
    return BESIDE_ALL if inquiry.complete(brand, platform) else strength


def _here(brand: Brand, platform: str) -> list[Listed]:
    return [c for c in brand.contacts if c.kind == platform and c.status == "active"]


def _is_id(value: str) -> bool:
    """An internal id (``UCabc...``, ``100012345678``, ``+abc``): it says nothing of the name."""
    return value[0] == "+" or value.isdigit() or (len(value) == 24 and value.startswith("UC"))
