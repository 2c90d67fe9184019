"""typosquatting: a name one or two typing errors away from an official one.

What it does
    Counts edits (optimal string alignment on confusable keys) between the seen label, or what
    is left of it without bait words, and an official name: one from five letters, two from
    ten. A hyphen or dot put inside a name (``meta-mask``, ``myetherwall.et.com``) counts too,
    and so do the two words of a name in the other order (``pocket-token``). In a host of
    odd shape (``tokenpockkett.com.qzxkvjh.example``) a worse spelling is noted.

Why it matters
    95 % of the most visited sites have typing-error domains (Agten et al., NDSS 2015), and a
    reader fills in the right letters without noticing.

Examples
    metmask.io, legder.com, binancie.com, omise-go.com, blt-mex-login.com

Not flagged
    Ordinary words and compounds of words (metapass, opensky), a different first letter in a
    short name (hank/tank), trailing digits only, popular sites of others, short names.

References
    Damerau 1964; Agten et al. 2015; Chromium lookalike_url_util.cc (guards).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.context import (
    MEDIUM,
    Telling,
    bounded_columns,
    is_famous,
    only_signs_columns,
    other_words,
    residue,
    telling_of,
    weight_columns,
)
from ringtrue.index.near import slip_limit
from ringtrue.kinds.facets import HandleName
from ringtrue.model import Brand, Candidate, Evidence, Family, Name
from ringtrue.records import memoised
from ringtrue.text import words
from ringtrue.text.edits import osa
from ringtrue.text.keyboard import VOWELS, likely, odd_letter
from ringtrue.text.pieces import compact
from ringtrue.text.skeleton import PAIRS, SEPARATORS, fold, key

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    import numpy as np

    from ringtrue.batch.pairings import Flags, Pairings

SPLIT = 0.85
"""The official name with a separator put inside."""
SPLIT_GLUED = 0.5
"""A separator put inside, and the name glued to more letters: ``pay-paydns``."""
LONG = 0.9
"""One edit in ten letters or more."""
NORMAL = 0.82
SHORT = 0.6
"""One edit in five or six letters."""
TWO = 0.8
WORDY = 0.3
"""The seen name is made of ordinary words: below suspicion."""
TOO_FAR = 0.34
"""Two edits in the few letters beside a word that both share: below suspicion."""
FAR_LONG = 0.55
"""Two edits in eight letters or more (six of a famous name) beside a word that both share."""
UNLIKELY_SLIP = 0.45
"""A wrong letter that is neither near on the keyboard nor alike: bitfex for bitmex."""
SWAPPED = 0.45
"""Both words of a name in the other order: basecoin is a coin of its own."""
SWAPPED_SPLIT = 0.55
"""Both words in the other order, with a hyphen: ``pocket-token``."""
PART = 0.55
"""One part of a hyphenated name exact, the other one edit away: ``smbc-crd``."""
PART_TWO = 0.45
FAR = 0.35
"""Worn down beyond the limit, in a host of suspicious shape: noted, for that shape to support."""
SPLIT_FROM = 6
"""Letters of the shortest name that a hyphen is put inside of."""
DOTTED_FROM = 8
"""Letters of the shortest name that a dot cuts while it is glued to more letters."""
HEAD_FROM = 8
"""Letters from which a name may begin otherwise, or be misspelt in a piece without a border."""
WORDED = frozenset({"handle", "local_part", "display_name", "app_id"})
"""Parts that hold words, a misspelt piece of which was found beside nothing else that counts."""
PIECE_FROM = 6
"""Letters of the shortest name that is misspelt in a piece of a label."""
GLUED = 0.3
"""Taken off where no border and no bait word sets the misspelt piece apart ..."""
GLUED_FAMOUS = 0.15
"""... and for a famous name with a border."""
VOWELS_FROM = 8
"""Letters from which a vowel for another is a slip of a famous name, though words explain it:
``coinbose``."""
REST = 2
"""Letters beside a shared word that are too few for a slip."""
SHARED = 4
"""Letters of the shortest such word."""
WITH_BAIT = 0.08
"""Added when a bait word stands beside the misspelt name."""


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    name = candidate.name
    if name is None or candidate.part in ("path", "query", "fragment", "display_name", "app_id"):
        return None
    seen = candidate.text[candidate.start : candidate.end]
    if candidate.how in ("same", "token") and seen.isalnum():
        return None  # spelled as it is, and nothing put inside: most pairings
    if name.origin == "handle" and not isinstance(candidate.seen, HandleName):
        return None
    if name.origin == "handle" and _names_the_brand(candidate, inquiry):
        return None
    if candidate.how in ("same", "token") and candidate.part != "handle":
        strength = _split_strength(candidate, seen)
    elif candidate.how in ("near", "near_token"):
        strength = _edit_strength(candidate, seen)
    elif candidate.how == "swapped":
        strength = SWAPPED_SPLIT if any(c in SEPARATORS for c in seen) else SWAPPED
    elif candidate.how == "part":
        strength = PART if candidate.distance == 1 or _long_part(name) else PART_TWO
    elif candidate.how == "far":
        strength = 0.0 if words.is_word(seen) or words.bait(seen) is not None else FAR
    else:
        return None
    if not _tells(strength):
        return None
    if candidate.how in ("near", "near_token") and _is_spelled_right(seen, candidate, inquiry):
        return None
    return Evidence(
        code="typosquatting",
        family=Family.RESEMBLANCE,
        strength=min(strength, 0.95),
        details={
            "seen": seen,
            "official": name.official or name.text,
            "distance": candidate.distance,
            "part": "words" if candidate.how == "swapped" else candidate.part,
        },
        brand_id=candidate.brand_id,
    )


def tells(candidate: Candidate) -> bool:
    name, how = candidate.name, candidate.how
    return how not in ("near", "near_token") or (
        name is not None and name.origin != "handle" and _tells(slip_strength(candidate))
    )


def _tells(strength: float) -> bool:
    return strength > 0


def _is_spelled_right(seen: str, candidate: Candidate, inquiry: Inquiry) -> bool:
    """The brand's own name is no slip of another name of the same brand (mytokenpocket)."""
    return _folded(inquiry.directory.brands[candidate.brand_id]) == seen


def _names_the_brand(candidate: Candidate, inquiry: Inquiry) -> bool:
    """The brand is spelled right, and only what stands beside it differs: santander_ar, _es."""
    brand = inquiry.directory.brands[candidate.brand_id]
    return _folded(brand) in candidate.text


@memoised
def _folded(brand: Brand) -> str:
    return fold(brand.name)


def _split_strength(candidate: Candidate, seen: str) -> float:
    """``meta-mask``: the official letters with a separator among them."""
    name = candidate.name
    assert name is not None
    if seen.isalnum() or len(name.text) < SPLIT_FROM or name.origin == "alias":
        return 0.0
    if not any(c in SEPARATORS for c in seen):
        return 0.0
    parts = [part for part in seen.replace(".", "-").split("-") if part]
    dotted = "." in seen
    around = residue(candidate.text, candidate.start, candidate.end)
    if dotted and (len(name.text) < DOTTED_FROM and not around.bounded):
        return 0.0
    if telling_of(candidate) is Telling.COMMON and all(words.is_word(p) for p in parts):
        return 0.4
    if candidate.how == "token" and not around.bounded:
        return SPLIT_GLUED
    return SPLIT if not dotted or len(name.text) >= 8 else 0.6


def slip_strength(candidate: Candidate) -> float:
    """What a slip weighs in the span of `candidate` that is nearly its name."""
    return _edit_strength(candidate, candidate.text[candidate.start : candidate.end])


def _edit_strength(candidate: Candidate, seen: str) -> float:
    name = candidate.name
    assert name is not None
    if name.origin == "alias" and not name.text.isascii():
        return 0.0
    bare = seen if seen.isalnum() else compact(seen)
    length = len(name.text)
    if length < HEAD_FROM and _begins_otherwise(key(bare), name.key):
        return 0.0
    if candidate.how == "near_token" and other_words(
        candidate.text, candidate.start, candidate.end
    ):
        return 0.0  # newtonproject holds no slip of torproject
    if length < 8 and osa(bare, name.text, 2) > candidate.distance:
        return 0.0  # alike only after folding too: klarna is no kiala, lecloud no icloud
    if candidate.how == "near" and words.is_popular_label(bare):
        return WORDY  # citibank is somebody's name, not a slip for citicbank
    if bare.rstrip("0123456789") == name.text:
        return 0.55 if length >= 7 else 0.0
    worded = candidate.part in WORDED
    if candidate.how == "near_token" and length < PIECE_FROM and not worded:
        return 0.0
    strength = TWO if candidate.distance == 2 else LONG if length >= 9 else NORMAL
    if length <= 5:
        strength = SHORT
    slip = odd_letter(bare, name.text) if length <= 6 else None
    if slip is not None and not likely(*slip):
        strength = SHORT if name.famous or _hyphened_alike(seen, name) else UNLIKELY_SLIP
    if length <= 5 and not _evident(bare, name.text, slip):
        strength = UNLIKELY_SLIP
    strength = min(strength, _word_guard(bare, name, candidate.distance))
    if telling_of(candidate) is Telling.COMMON and not name.famous:
        # An everyday word that is but an account's name is hardly anybody's when misspelt.
        strength = min(strength - 0.1, UNLIKELY_SLIP if name.origin == "handle" else 1.0)
    if candidate.how == "near_token":
        around = residue(candidate.text, candidate.start, candidate.end)
        if around.weight in ("high", "medium"):
            strength += WITH_BAIT if strength >= SHORT else 0.0
        elif (length < HEAD_FROM and not worded) or not around.bounded:
            strength -= GLUED_FAMOUS if name.famous and around.bounded else GLUED
    if candidate.part == "subdomain":
        strength -= 0.05 if length >= 8 else 0.15
    return strength


def _hyphened_alike(seen: str, name: Name) -> bool:
    """The hyphen stands where the official one does: ``eki-nec`` for eki-net."""
    label = name.official.partition(".")[0]
    return "-" in label and seen.find("-") == label.find("-")


def _long_part(name: Name) -> bool:
    """The longer part has six letters: two edits in it are still no other word."""
    return max(map(len, name.official.partition(".")[0].split("-"))) >= 6


def _evident(seen: str, official: str, slip: tuple[str, str] | None) -> bool:
    """A slip in five letters that is hardly another name: ``cutve``, ``stteam``, ``stema``.

    A vowel for another, a letter less or one more make names of their own: aptus, celo, hidro.
    """
    if len(seen) == len(official):
        if slip is None:
            return sorted(seen) == sorted(official)  # two letters changed places
        return not (slip[0] in VOWELS and slip[1] in VOWELS)
    twice = [a + a for a in official if a + a not in official]
    return len(seen) > len(official) and any(pair in seen for pair in twice)


def _begins_otherwise(seen: str, official: str) -> bool:
    """Two genuine short names often differ in their first letter (hank/tank, Chromium's guard)."""
    return seen[:1] != official[:1] and seen[1:2] != official[:1]


def _word_guard(seen: str, name: Name, distance: int) -> float:
    """The most that an edit may weigh when ordinary words explain the seen name.

    ``metacask`` shares ``meta`` with metamask, and its rest is a word of its own: another
    name, not a slip. ``metmask`` lost a letter, which makes words only by chance.
    """
    official = name.text
    if words.is_word(seen):
        return WORDY
    intact, rest, wanted = shared_word(seen, official)
    if not intact:
        compound = words.segment(seen) if len(seen) == len(official) else None
        return WORDY if compound and len(compound) <= 2 else 1.0
    if len(wanted) <= REST and len(rest) <= len(wanted):
        return WORDY
    own_word = words.is_word(rest)
    if len(rest) > len(wanted):
        own_word = False  # a letter put in, a plural: the official letters are all there
    elif len(rest) < len(wanted):
        own_word = own_word and len(rest) >= 4
    elif len(official) >= VOWELS_FROM and name.famous:
        slip = odd_letter(seen, official)
        own_word = own_word and not (slip and slip[0] in VOWELS and slip[1] in VOWELS)
    if own_word:
        return WORDY
    if distance > max(1, slip_limit(len(wanted))):
        return FAR_LONG if len(wanted) >= (6 if name.famous else 8) else TOO_FAR
    if len(wanted) <= 3:
        slip = odd_letter(seen, official)
        if slip is None and len(rest) < len(wanted) and not _doubled(seen, official):
            return TOO_FAR  # initials beside a word of the trade: abbank is no asbbank
        return SHORT if slip is None or likely(*slip) else TOO_FAR
    return 1.0


def _doubled(one: str, other: str) -> bool:
    """One has a letter twice that the other has once: ``whatsap``."""
    few, many = sorted((one, other), key=len)
    twice = (i for i in range(1, len(many)) if many[i] == many[i - 1])
    return any(many[:i] + many[i + 1 :] == few for i in twice)


def shared_word(seen: str, official: str) -> tuple[str, str, str]:
    """The longest word that begins or ends both, and what is left of each.

    Only where the official name is made of words: balancer holds lancer by chance.
    """
    for k in range(len(official) - 1, SHARED - 1, -1):
        head, tail = official[:k], official[-k:]
        if seen.startswith(head) and is_piece(head, official[k:]):
            return head, seen[k:], official[k:]
        if seen.endswith(tail) and is_piece(tail, official[:-k]):
            return tail, seen[:-k], official[:-k]
    return "", seen, official


def is_piece(text: str, rest: str) -> bool:
    """A word of the trade, or a word that leaves another word."""
    if words.bait(text) is not None:
        return True
    return words.is_word(text) and (len(text) >= 7 or words.segment(rest) is not None)


def compare_columns(found: Pairings) -> Flags:
    """Where `compare` may find something, of names that stand there or are a few edits away."""
    told = (found.same | found.token) & found.separated & (found.size >= SPLIT_FROM)
    told &= ~found.cut | (found.size >= DOTTED_FROM) | bounded_columns(found)
    alone = only_signs_columns(found)  # such pieces are compared by themselves too
    slip = found.near | (found.near_token & ((found.size >= PIECE_FROM) | alone))
    slip &= found.in_label & ((found.size >= HEAD_FROM) | ~_begins_otherwise_columns(found))
    if WORDY <= GLUED:
        at = (slip & found.near_token & ~alone).nonzero()[0]
        slip[at[_wordy_columns(found, at)]] = False
    return told | slip


def _begins_otherwise_columns(found: Pairings) -> Flags:
    """Column form of `_begins_otherwise`. A pair of letters at the start is one letter or two."""
    head = found.told(_head)
    told = (found.letter(found.first) != head) & (found.letter(found.first + 1) != head)
    raw = [found.raw_letter(found.first + step) for step in range(3)]
    for pair in PAIRS:
        for step in (0, 1):
            told &= (raw[step] != ord(pair[0])) | (raw[step + 1] != ord(pair[1]))
    return told & ~found.are(_begins_paired)


def _head(name: Name) -> int:
    return ord(name.key[0])


def _begins_paired(name: Name) -> bool:
    return name.text[:2] in PAIRS


def _wordy_columns(found: Pairings, at: np.ndarray) -> Flags:
    """Of the pairings `at`, misspelt pieces of labels: words explain them, and nothing sets them
    apart, so that nothing is left of `WORDY`."""
    bounded, size = bounded_columns(found)[at], found.size[at]
    glued = weight_columns(found)[at] < MEDIUM
    glued &= (size < HEAD_FROM) | ~bounded
    glued &= ~(bounded & found.are(is_famous)[at])
    at = at.copy()
    first, last = found.first[at], found.last[at]
    told = found.are_words(found.start[at], found.end[at])
    for less in range(1, REST + 1):
        head, tail = _shared_head(less), _shared_tail(less)
        some = ((last - first <= size) & (last - first >= size - less)).nonzero()[0]
        begin, end, of = first[some], last[some], at[some]
        part = size[some] - less
        told[some] |= found.is_text(begin, begin + part, head, of)
        told[some] |= found.is_text(end - part, end, tail, of)
    return told & glued


@cache
def _shared_head(less: int) -> Callable[[Name], str]:
    """For a name: its text without `less` letters behind, where that is a word (`is_piece`)."""

    def head(name: Name) -> str:
        piece, rest = name.text[:-less], name.text[-less:]
        return piece if len(piece) >= SHARED and is_piece(piece, rest) else ""

    return head


@cache
def _shared_tail(less: int) -> Callable[[Name], str]:
    """For a name: its text without `less` letters in front, where that is a word (`is_piece`)."""

    def tail(name: Name) -> str:
        piece, rest = name.text[less:], name.text[:less]
        return piece if len(piece) >= SHARED and is_piece(piece, rest) else ""

    return tail
