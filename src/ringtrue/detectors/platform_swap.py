"""platform_swap: the brand's name on a platform where the brand lists no such account.

What it does
    The account name is exactly the brand's name or one of its account names, but on another
    platform than listed, or beside the account that is listed there.

Why it matters
    A name that is official on X is free on every other network until somebody takes it.

Examples
    Listed on X, seen on Instagram; listed as x:@krakenfx, seen as x:@kraken

Not flagged
    Listed accounts, everyday words, invite codes, ``@name`` without a platform when the name is
    listed somewhere.

References
    DESIGN: a platform that the brand joined since is possible, so it is suspicious, not more.
"""

from __future__ import annotations

from ringtrue.detectors.base import Detector, Inquiry
from ringtrue.detectors.judging import Telling, telling_of
from ringtrue.kinds.facets import HandleName
from ringtrue.model import Candidate, Evidence, Family

ABSENT = 0.55
"""The brand lists nothing on this platform."""
BESIDE = 0.8
"""The brand lists another account on this platform."""
COMMON = 0.3


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    name, seen = candidate.name, candidate.seen
    if name is None or candidate.part != "handle" or candidate.how != "same":
        return None
    if not isinstance(seen, HandleName) or seen.platform == "":
        return None
    brand = inquiry.directory.brands[candidate.brand_id]
    here = [c for c in brand.contacts if c.kind == seen.platform and c.status == "active"]
    elsewhere = [c for c in brand.contacts if c.kind not in ("phone", "email")]
    if not here and not elsewhere:
        return None
    strength = BESIDE if here else ABSENT
    if telling_of(candidate) is Telling.COMMON and name.origin != "handle":
        strength = COMMON
    listed = here[0].value if here else name.official or name.text
    return Evidence(
        code="platform_swap",
        family=Family.RESEMBLANCE,
        strength=strength,
        details={"seen": seen.name, "platform": seen.platform, "official": listed},
        brand_id=candidate.brand_id,
    )


DETECTOR = Detector("platform_swap", Family.RESEMBLANCE, __doc__ or "", compare=compare)
