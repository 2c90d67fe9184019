"""handle_slips: an account name two likely slips away from a name of eight letters or more.

What it does
    Finds official names with two slips in them and weighs what it takes to overlook these: letters
    swapped, dropped, doubled, struck along with a neighbour on the keyboard, or look-alikes cost
    little, other letters much.

Why it matters
    Fakes take a second slip when the names with one are gone.

Examples
    x:@elonmmsuk for elonmusk, x:@cionbsae for coinbase

Not flagged
    Two letters exchanged for others (coinsafe, vorntxzo), two slips of which one changes the first
    letter for another, ordinary words, popular names of others, the brand spelled right with
    something beside it.

References
    Damerau 1964 (transposition, insertion, omission, substitution); Lepipas et al., AsiaCCS 2024.
"""

from __future__ import annotations

from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.context import Telling, made_of_words, telling_of
from ringtrue.detectors.typosquatting import shared_word, slip_strength
from ringtrue.kinds.facets import HandleName
from ringtrue.model import Candidate, Evidence, Family
from ringtrue.text import words
from ringtrue.text.overlooking import overlooking
from ringtrue.text.people import are_people, is_person
from ringtrue.text.skeleton import fold

SLIPS = 0.6
EACH, EACH_AHEAD, EACH_BESIDE = 0.2, 0.13, 0.3
"""What two slips may cost to overlook (`ringtrue.text.overlooking`), for each letter of the name;
where it begins otherwise; and for each letter beside a word that both share."""
BESIDE, FEW = 4, 0.87
"""Letters beside a shared word that are too few for two slips, but for what hardly anybody sees:
rblbank is no rabobank, coinnbsae is coinbase."""
LETTER = 0.62
"""One letter more, unless the name is an everyday word."""
OF_ACCOUNT = 10
"""Letters of the shortest account's name of which two slips are told: such names are initials and
words, as honest ones are."""
LETTER_FROM = 6
"""Letters of the shortest name that bears one."""
BELOW = 0.5
"""A slip that weighs less in an account's name says nothing beside other words."""


def with_a_letter(candidate: Candidate) -> tuple[int, int] | None:
    """The span of a word that is the name of `candidate` and one letter more, glued to an end: a
    slip, or a plural."""
    text, first, last = candidate.text, candidate.start, candidate.end
    size = last - first
    while first and text[first - 1].isalpha():
        first -= 1
    while last < len(text) and text[last].isalpha():
        last += 1
    return (first, last) if last - first == size + 1 and size >= LETTER_FROM else None


def of_people(candidate: Candidate) -> bool:
    """What is shown is a person's name, of which the brand's is the surname, or a slip of all."""
    words, span = candidate.text.split(), candidate.text[candidate.start : candidate.end]
    return is_person(words, span) or (candidate.distance > 0 and are_people(words))


def letter_more() -> float:
    """What a name and one letter more weigh (`with_a_letter`)."""
    return LETTER


def slipped(candidate: Candidate, most: float) -> float:
    """What a misspelt name weighs among the words of a shown name or an app's id, `most` at most;
    0 where it would not be told alone."""
    strength = slip_strength(candidate)
    return min(strength, most) if strength >= BELOW else 0.0


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    name, seen = candidate.name, candidate.seen
    if name is None or candidate.distance != 2 or not isinstance(seen, HandleName):
        return None
    if name.origin == "handle" and len(name.text) < OF_ACCOUNT:
        return None
    text = fold(candidate.text[candidate.start : candidate.end]).rstrip("0123456789")
    if words.is_popular_label(text) or made_of_words(text):
        return None
    brand = inquiry.directory.brands[candidate.brand_id]
    if fold(brand.name) in fold(candidate.text) or telling_of(candidate) is Telling.COMMON:
        return None
    if not _is_overlooked(text, name.text):
        return None
    return Evidence(
        code="handle_slips",
        family=Family.RESEMBLANCE,
        strength=SLIPS,
        details={"seen": seen.raw, "official": name.official or name.text},
        brand_id=candidate.brand_id,
    )


def _is_overlooked(seen: str, official: str) -> bool:
    """Both slips are easily overlooked in so many letters, and in those that are left of a name
    made of words beside the word that both share (``coinsafe`` is no slip of coinbase)."""
    cost = overlooking(seen, official)
    if cost > (EACH if seen[:1] == official[:1] else EACH_AHEAD) * len(official):
        return False
    intact, rest, wanted = shared_word(seen, official)
    if not intact:
        return True
    most = EACH_BESIDE * len(wanted) if len(wanted) > BESIDE else FEW
    return cost <= most and not words.is_word(rest)
