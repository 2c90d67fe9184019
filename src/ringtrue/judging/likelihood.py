"""From what was found in a pairing with an official name to the share of fakes that was met there.

A detector names how strong it holds its sign to be; that gives the level (`LEVELS`) of a pairing.
Trees say how like the two names are in all (`ringtrue.detectors.likeness`). One table,
``data/likelihood.tsv``, gives the share of fakes for a level and a likeness: fitted, and monotone
in both, so that a stronger finding or a closer likeness never counts for less. Only pairings with
misspelt registered names are in the fit: honest subdomains and paths are too rare in the data to
say what a name there is worth, so such findings keep the strength that was judged.
"""

from __future__ import annotations

from collections.abc import Sequence

from ringtrue.detectors.base import DirectoryView, Inquiry
from ringtrue.detectors.likeness import (
    SIGNS,
    knots,
    level_of,
    likeness,
    share_of_fakes,
)
from ringtrue.detectors.tld_swap import may_be_house
from ringtrue.judging.calibration import FITTED, fitted
from ringtrue.kinds.facets import DomainName
from ringtrue.model import Brand, Candidate, Evidence


def each_weighed(candidate: Candidate, found: list[Evidence], inquiry: Inquiry) -> list[Evidence]:
    """The findings of a pairing that the trees do not speak of, each worth what
    `ringtrue.judging.calibration` says."""
    brand, seen = inquiry.directory.brands[candidate.brand_id], candidate.seen
    house = isinstance(seen, DomainName) and may_be_house(seen, brand)
    kept = _kept(brand, isinstance(seen, DomainName))
    return [_by_itself(item, kept, house) for item in found]


def weighed(candidate: Candidate, found: list[Evidence], inquiry: Inquiry) -> list[Evidence]:
    """The findings of one pairing with a misspelt registered name: the strongest is worth the share
    of fakes, and the others as much less as they were judged weaker."""
    brand = inquiry.directory.brands[candidate.brand_id]
    judged = [item.strength for item in found if item.code in _NAMED]
    top = max(judged, default=0.0)
    if top <= 0:
        return found
    score = _score(candidate, found, inquiry.directory)
    trees_alone = any(item.code == "resemblance" for item in found)
    share = share_of_fakes(0 if trees_alone else level_of(top), score)
    if (kept := _kept(brand, of_host=True)) < 1 and any(map(_is_faint, found)):
        share *= kept
    return [
        _with(item, share * item.strength / top) if item.code in _NAMED else item for item in found
    ]


_NAMED = frozenset({*SIGNS, "resemblance"})


def is_weighed(candidate: Candidate) -> bool:
    """Whether a pairing is of those for which the trees speak: misspelt registered names."""
    if candidate.part != "label" or not candidate.distance or candidate.how == "far":
        return False
    return isinstance(candidate.seen, DomainName)


def _score(candidate: Candidate, found: Sequence[Evidence], directory: DirectoryView) -> float:
    signs = {item.code: item.strength for item in found if item.code in SIGNS}
    signs["beside"] = max([e.strength for e in found if e.code not in _NAMED], default=0.0)
    return likeness(candidate, directory, signs, knots()[0])


def is_fitted(item: Evidence) -> bool:
    """Whether a finding is one of those whose strengths are fitted: of a registered name."""
    return item.code in FITTED and item.details.get("part", "label") in ("label", "host")


def _by_itself(item: Evidence, kept: float, house: bool) -> Evidence:
    strength = item.strength
    if is_fitted(item):
        strength = fitted(item.code, house, strength)
    if kept < 1 and _is_faint(item):
        strength *= kept
    return item if strength == item.strength else _with(item, strength)


UNREVIEWED = 0.5
"""What a faint likeness to a brand keeps whose list nobody has reviewed: its other accounts and
sites, which stand on no list, are called so too."""
REGISTER = 0.75
"""What it keeps in a host to a brand, not much attacked, for which one list alone speaks. With it
for all of one list, of the train part 0.06 % of the long tail are accused instead of 0.09, and
74.5 % of made names are flagged instead of 78.1 (a half, as for the unreviewed, would leave 30)."""
LONG_NAME = 8
"""Letters of an unreviewed name from which one slip tells, when the site is popular."""


def _kept(brand: Brand, of_host: bool) -> float:
    """What a faint likeness to a brand keeps, by whose word its list has."""
    if brand.tier == "own":
        return UNREVIEWED
    one_list = brand.tier == "register" and not brand.head
    return REGISTER if one_list and of_host else 1.0


def _is_faint(item: Evidence) -> bool:
    """A slip in a name that is short or that few know, or the name beside what is no word that
    fake desks use."""
    from ringtrue.text.words import bait, is_popular_label

    if item.code == "combosquatting":
        return bait(str(item.details["bait"])) != "high"
    if item.code in ("resemblance", "soundsquatting", "handle_slips"):
        return True
    name = str(item.details.get("official", ""))
    told = len(name) >= LONG_NAME and is_popular_label(name)
    return item.code == "typosquatting" and not told


def _with(item: Evidence, strength: float) -> Evidence:
    """`item` with another strength (`replace` takes five times as long)."""
    return Evidence(
        item.code, item.family, round(strength, 4), item.details, item.brand_id, item.brand_name,
        item.brand_names,
    )  # fmt: skip
