"""handle_slips: an account name two likely slips away from a name of eight or nine letters.

What it does
    Finds official names with two slips in them, each of which a hand or an eye makes: letters
    swapped, dropped, doubled, struck along with a neighbour on the keyboard, or look-alikes.

Why it matters
    Longer names with two slips are found as typing errors, and so are shorter ones with one. Fakes
    of eight and nine letters take a second slip when the first is gone: free names run out.

Examples
    x:@elonmmsuk for elonmusk, x:@cionbsae for coinbase

Not flagged
    Two letters exchanged for others (coinsafe), other first or last letters, ordinary words,
    popular names of others, the brand spelled right with something beside it.

References
    Damerau 1964 (transposition, insertion, omission, substitution); Lepipas et al., AsiaCCS 2024.
"""

from __future__ import annotations

from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.context import Telling, made_of_words, telling_of
from ringtrue.detectors.typosquatting import slip_strength
from ringtrue.kinds.facets import HandleName
from ringtrue.model import Candidate, Evidence, Family
from ringtrue.text import words
from ringtrue.text.skeleton import fold

SLIPS = 0.6
BELOW = 0.5
"""A slip that weighs less in an account's name says nothing beside other words."""


def slipped(candidate: Candidate, most: float) -> float:
    """What a misspelt name weighs among the words of a shown name or an app's id, `most` at most;
    0 where it would not be told alone."""
    strength = slip_strength(candidate)
    return min(strength, most) if strength >= BELOW else 0.0


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    name, seen = candidate.name, candidate.seen
    if name is None or not isinstance(seen, HandleName):
        return None
    text = fold(candidate.text)
    if words.is_popular_label(text) or made_of_words(text.rstrip("0123456789")):
        return None
    brand = inquiry.directory.brands[candidate.brand_id]
    if fold(brand.name) in text or telling_of(candidate) is Telling.COMMON:
        return None
    return Evidence(
        code="handle_slips",
        family=Family.RESEMBLANCE,
        strength=SLIPS,
        details={"seen": seen.raw, "official": name.official or name.text},
        brand_id=candidate.brand_id,
    )
