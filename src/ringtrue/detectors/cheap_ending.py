"""cheap_ending: a brand's name, or nearly so, under an ending that costs next to nothing.

What it does
    Where the name of a brand stands in a host, or a few edits away, and the host's ending is one
    of those under which phishing names are reported many times as often as under .com, it says
    so. It supports what other signs say of that brand; alone it is suspicious only where an
    everyday or short name stands beside what is no word.

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
from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.context import (
    Telling,
    begins_few,
    bounded_columns,
    inside_word,
    inside_word_columns,
    is_bounded,
    is_community,
    only_signs_columns,
    residue,
    telling_columns,
    telling_of,
)
from ringtrue.kinds.facets import DomainName
from ringtrue.model import Candidate, Evidence, Family, Name
from ringtrue.text.hosts import hosting_of
from ringtrue.text.words import is_word

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.batch.pairings import Flags, Pairings

BORDERED = 3
"""Letters of the shortest name that is meant to be read between borders ..."""
LEADS = 5
"""... of one at the start of a label ..."""
INSIDE = 7
"""... and of one inside it."""
SLIP = 6
"""Letters of the shortest name that is misspelt in a piece of a label, or by a wrong letter."""
OTHER_HEAD = 8
"""Letters from which a misspelt name may begin otherwise."""
SUPPORT = 0.3
"""Below suspicion alone."""
SERIES = 0.65
"""In a registered name beside what is no word (``jcb-hgr``, ``line8121``): one of a series."""


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    name, seen = candidate.name, candidate.seen
    if name is None or not isinstance(seen, DomainName) or name.origin == "handle":
        return None
    ending = seen.suffix.rpartition(".")[2]
    if ending not in endings() or candidate.part not in ("label", "subdomain"):
        return None
    if seen.private_suffix or hosting_of(seen.host):
        return None  # notion.site: the ending was the platform's choice
    if name.official.endswith(f".{ending}") or not _is_there(candidate, name, seen):
        return None
    if candidate.distance == 0 and telling_of(candidate) is Telling.DISTINCT:
        return None  # such a name says enough by itself
    return Evidence(
        code="cheap_ending",
        family=Family.HOSTING,
        strength=SERIES if _is_of_a_series(candidate, name) else SUPPORT,
        details={"suffix": ending, "registrable": seen.registrable, "part": candidate.part},
        brand_id=candidate.brand_id,
    )


def tells(candidate: Candidate) -> bool:
    name = candidate.name
    slip = candidate.how in ("near", "near_token", "part")
    return name is not None and (not slip or _is_slip(candidate, name))


def _is_there(candidate: Candidate, name: Name, seen: DomainName) -> bool:
    """The name is meant to be read: it stands alone, bordered, or begins the label."""
    if candidate.how in ("token", "token_key"):
        span = candidate.text, candidate.start, candidate.end
        if is_bounded(*span):
            return len(name.text) >= BORDERED
        known = len(name.text) >= (INSIDE if candidate.start else LEADS)
        known = known or (not candidate.start and begins_few(name.text))
        return known and not inside_word(*span)
    if candidate.how == "same" and len(seen.labels) == 2 and is_community(name.text):
        return False  # discord.project.live leads to a community, as it says
    if candidate.how in ("near", "near_token", "part"):
        return _is_slip(candidate, name)
    return True


def _is_of_a_series(candidate: Candidate, name: Name) -> bool:
    if candidate.how != "token" or candidate.part != "label":
        return False
    around = residue(candidate.text, candidate.start, candidate.end)
    if around.text.isdigit():
        return around.bounded and len(around.text) >= 4 and len(name.text) >= 4
    leads = name.famous and not candidate.start and len(name.text) >= 5
    return not around.worded and (around.bounded or leads)


def _is_slip(candidate: Candidate, name: Name) -> bool:
    """A slip that `typosquatting` would look at, and not one wrong letter in five."""
    worn = candidate.text[candidate.start : candidate.end]
    if is_word(worn) or name.text.isdigit():
        return False
    if len(name.text) < OTHER_HEAD and name.text[0] not in worn[:2]:
        return False
    if len(name.text) >= SLIP:
        return True
    return candidate.how == "near" and len(worn) != len(name.text)


@cache
def endings() -> frozenset[str]:
    """The endings, without their dots."""
    return frozenset(row[0] for row in data.table("cheap_endings.tsv"))


def compare_columns(found: Pairings) -> Flags:
    """Where `compare` may find something."""
    cheap = found.ends_in(endings()) & found.in_label
    cheap &= (found.distance > 0) | (telling_columns(found) != Telling.DISTINCT)
    bounded = bounded_columns(found)
    known = found.size >= INSIDE
    known |= found.leads & ((found.size >= LEADS) | found.are(_begins_few))
    inside = (found.token | found.token_key) & cheap
    at = (inside & ~bounded & known).nonzero()[0]
    inside &= bounded & (found.size >= BORDERED)
    inside[at[~inside_word_columns(found, at)]] = True
    alone = found.near | only_signs_columns(found)  # such pieces are compared by themselves too
    slip = (found.near | found.near_token) & ((found.size >= SLIP) | alone)
    return inside | (cheap & (found.same | found.key | slip))


def _begins_few(name: Name) -> bool:
    return begins_few(name.text)
