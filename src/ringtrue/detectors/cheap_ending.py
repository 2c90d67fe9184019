"""cheap_ending: a brand's name, or nearly so, under an ending that costs next to nothing.

What it does
    Where the name of a brand stands in a host, or a few edits away, and the host's ending is one
    of those under which phishing names are reported many times as often as under .com, it says
    so. It supports what other signs say of that brand, and is below suspicion alone.

Why it matters
    Who registers names by the hundred takes the cheapest: .top had 533 phishing names in 10,000
    from May 2024 to April 2025, .com 29 (Interisle).

Examples
    jcb-hgr.top, www.amazon-x1.icu, orico.papers.shop

Not flagged
    Names of nobody on the list, letters that meet by chance inside another word, brands at home
    under that ending, popular sites.

References
    Interisle, Phishing Landscape 2025; Cybercrime Information Center (data/cheap_endings.tsv).
"""

from __future__ import annotations

from functools import cache

from ringtrue import data
from ringtrue.detectors.base import Detector, Inquiry
from ringtrue.detectors.judging import begins_few, inside_word, is_community, residue
from ringtrue.kinds.facets import DomainName
from ringtrue.model import Candidate, Evidence, Family, Name
from ringtrue.text.words import is_word

SUPPORT = 0.3
"""Below suspicion alone."""


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    name, seen = candidate.name, candidate.seen
    if name is None or not isinstance(seen, DomainName) or name.origin == "handle":
        return None
    ending = seen.suffix.rpartition(".")[2]
    if ending not in endings() or candidate.part not in ("label", "subdomain"):
        return None
    if name.official.endswith(f".{ending}") or not _is_there(candidate, name, seen):
        return None
    return Evidence(
        code="cheap_ending",
        family=Family.HOSTING,
        strength=SUPPORT,
        details={"suffix": ending, "registrable": seen.registrable},
        brand_id=candidate.brand_id,
    )


def _is_there(candidate: Candidate, name: Name, seen: DomainName) -> bool:
    """The name is meant to be read: it stands alone, bordered, or begins the label."""
    if candidate.how in ("token", "token_key"):
        around = residue(candidate.text, candidate.start, candidate.end)
        if around.bounded:
            return len(name.text) >= 3
        known = len(name.text) >= (7 if candidate.start else 5)
        known = known or (not candidate.start and begins_few(name.text))
        return known and not inside_word(candidate.text, candidate.start, candidate.end)
    if candidate.how == "same" and len(seen.labels) == 2 and is_community(name.text):
        return False  # discord.project.live leads to a community, as it says
    if candidate.how in ("near", "near_token", "part"):
        return _is_slip(candidate, name)
    return True


def _is_slip(candidate: Candidate, name: Name) -> bool:
    """A slip that `typosquatting` would look at, and not one wrong letter in five."""
    worn = candidate.text[candidate.start : candidate.end]
    if is_word(worn) or name.text.isdigit():
        return False
    if len(name.text) < 8 and name.text[0] not in worn[:2]:
        return False
    if len(name.text) >= 6:
        return True
    return candidate.how == "near" and len(worn) != len(name.text)


@cache
def endings() -> frozenset[str]:
    """The endings, without their dots."""
    return frozenset(row[0] for row in data.table("cheap_endings.tsv"))


DETECTOR = Detector(
    "cheap_ending",
    Family.HOSTING,
    __doc__ or "",
    compare=compare,
    reads=(DomainName,),
    pairings=frozenset({"same", "key", "token", "token_key", "near", "near_token", "part"}),
)
