"""resemblance: a name that is like an official one in all, though no single sign tells.

What it does
    Weighs what separates a seen name from an official one against how surprising the official one
    is: what the differences cost to overlook, how rare the letters are, words that explain the
    seen name otherwise, bait beside it, the ending, where in the host it stands, and how many
    brands are listed. Small trees, learned from generated names and labelled hosts, turn these into
    one figure (``resemblance.tsv``). Asked only where no other sign is enough.

Why it matters
    Rules with limits by length miss two thirds of two-letter slips and most slips of short names.
    Signs that are each too weak add up.

Examples
    metamsakbadge.com, elecrtumm.org, santnaderr.com

Not flagged
    Whatever honest names look like as often: words, compounds, popular names, names of common
    letters.

References
    Friedman, Greedy function approximation: a gradient boosting machine, 2001.
"""

from __future__ import annotations

from math import inf

from ringtrue.detectors.base import DirectoryView, Inquiry
from ringtrue.detectors.cheap_ending import endings
from ringtrue.detectors.context import (
    Telling,
    bounded_columns,
    only_signs_columns,
    residue,
    telling_of,
)
from ringtrue.detectors.likeness import (
    ending_of,
    has_a_sign,
    likeness,
    may_tell_columns,
    share_of_fakes,
    telling,
)
from ringtrue.kinds.facets import DomainName
from ringtrue.model import Candidate, Evidence, Family, Name
from ringtrue.text import words
from ringtrue.text.hosts import hosting_of
from ringtrue.text.pairs import surprise
from ringtrue.text.people import is_name
from ringtrue.text.pieces import compact
from ringtrue.text.shape import is_noise

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.batch.pairings import Flags, Pairings

PARTS = ("label", "subdomain")
SHORTEST = 4
"""Letters of the shortest name that is weighed ..."""
GLUED = 6
"""... and of the shortest that is glued to others, spelled as it is."""
RARE = 22.0
"""How surprising the letters of a name are, in nats, where nothing else makes it worth a look."""


MISSPELT, MOST = 1.0, 0.75
"""The most that a likeness counts in a misspelt registered name, and elsewhere: what honest names
look like there is rare in the data, so that it is suspicion, and no more without another sign."""


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    score = _score(candidate, inquiry.directory)
    if score < telling():
        return None
    name = candidate.name
    assert name is not None
    seen = candidate.text[candidate.start : candidate.end]
    return Evidence(
        code="resemblance",
        family=Family.RESEMBLANCE,
        strength=min(share_of_fakes(0, score), MISSPELT if _is_misspelt(candidate) else MOST),
        details={
            "seen": seen,
            "official": name.official or name.text,
            "distance": candidate.distance,
            "part": candidate.part,
        },
        brand_id=candidate.brand_id,
    )


def _score(candidate: Candidate, directory: DirectoryView) -> float:
    """The logarithm of odds that the pairing is meant; minus infinity where it is not weighed, or
    known to be less than tells."""
    if not judges(candidate):
        return -inf
    return likeness(candidate, directory, least=telling())


def _is_misspelt(candidate: Candidate) -> bool:
    return candidate.distance > 0 and candidate.part == "label"


def judges(candidate: Candidate) -> bool:
    """Whether a pairing is weighed at all. Short names glued to others, and what is a word as it
    stands, are left to the rules."""
    name = candidate.name
    if name is None or name.origin == "handle" or len(name.text) < SHORTEST:
        return False
    if candidate.part not in PARTS or not isinstance(candidate.seen, DomainName):
        return False
    seen = compact(candidate.text[candidate.start : candidate.end])
    if candidate.distance and words.is_word(seen):
        return False
    worth = candidate.part == "subdomain" or _is_worth(seen, name, candidate.seen)
    if not (worth or (candidate.distance and has_a_sign(candidate))):
        return False
    if candidate.distance:
        return True
    below = candidate.part == "subdomain"
    if (
        below
        and telling_of(candidate) is Telling.COMMON
        and not is_noise(candidate.seen.labels[-1])
    ):
        return False  # an everyday word before somebody's name
    return _is_told(candidate, candidate.seen)


def tells(candidate: Candidate) -> bool:
    name, seen = candidate.name, candidate.text[candidate.start : candidate.end]
    if name is None or name.origin == "handle":
        return False
    return not (candidate.distance and words.is_word(compact(seen)))


def _is_worth(seen: str, name: Name, host: DomainName) -> bool:
    """What trees tell has one of these, nearly always: the official ending, or a cheap one; more
    letters than the name; letters that are rarely met."""
    suffix = host.suffix
    if suffix == ending_of(name)[0] or len(seen) > len(name.text):
        return True
    return suffix.rpartition(".")[2] in endings() or surprise(seen) >= RARE


def _is_told(candidate: Candidate, host: DomainName) -> bool:
    """Whether a name that stands there as it is spelled is told by more than itself."""
    name, span = candidate.name, (candidate.text, candidate.start, candidate.end)
    assert name is not None
    around = residue(*span)
    if around.weight == "none" or not around.letters:
        return False  # its status page, its documents; the very name under another ending
    plain = around.worded and around.letters and not around.weight
    if plain and (words.is_word(name.text) or is_name(name.text)):
        return False  # ledger-garden, schwabfarms: an everyday word or a surname beside a word
    if host.private_suffix or hosting_of(host.host) is not None:
        return False  # hosted_content judges it
    return len(name.text) >= GLUED or around.bounded


def compare_columns(found: Pairings) -> Flags:
    """Where `compare` may find something: of what `judges` may admit."""
    told = found.in_label & (found.size >= SHORTEST)
    told &= (found.distance > 0) | (found.size >= GLUED) | bounded_columns(found)
    worth = (
        found.ends_in(endings()) | found.ends_as(_last) | (found.last - found.first > found.size)
    )
    worth |= found.below | ((found.distance > 0) & only_signs_columns(found))
    at = (told & ~worth).nonzero()[0]
    # Sums in another order differ in their last digits.
    told[at[found.surprise(at) < RARE - 0.001]] = False
    at = (told & (found.distance > 0)).nonzero()[0]
    told[at[found.are_words(found.start[at], found.end[at])]] = False
    at = told.nonzero()[0]
    told[at[~may_tell_columns(found, at)]] = False
    return told


def _last(name: Name) -> str:
    return ending_of(name)[1]
