"""combosquatting: an official name joined with other words.

What it does
    Finds a brand's name inside a registered label and weighs what stands around it: support
    and login words weigh most, industry words less, benign markers (docs, status, fans)
    nothing. Names that are ordinary words or very short need a border and a bait word.

Why it matters
    The commonest look-alikes: about a hundred times as many registrations as typing errors
    (Kintis et al., CCS 2017); the favourite word is "support" (Akamai 2022).

Examples
    metamask-support.com, www-binance.com, tokenpocketkefu.com, huobiairdrop.top

Not flagged
    githubstatus.com, ledger-cli.org, electronics shops that hold "tron", boschcarservice.com
    for bosc, popular sites of others, benign markers, and the brand's own listed domains.

References
    Kintis et al. 2017; Chromium lookalike_url_util.cc, IsComboSquatting.
"""

from __future__ import annotations

from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.context import (
    HIGH,
    MEDIUM,
    Residue,
    Telling,
    bounded_columns,
    famous_piece,
    famous_piece_columns,
    generic,
    inside_word,
    inside_word_columns,
    is_bounded,
    is_famous,
    leads,
    residue,
    telling_columns,
    telling_of,
    weight_columns,
)
from ringtrue.detectors.tld_swap import tempts
from ringtrue.kinds.facets import DomainName
from ringtrue.model import Candidate, Evidence, Family, Name
from ringtrue.text.baits import tables
from ringtrue.text.people import is_name
from ringtrue.text.words import bait, ecosystem_names, is_word, popular_rank

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    import numpy as np

    from ringtrue.batch.pairings import Flags, Pairings

BY_CHANCE = 7
"""Letters from which a glued name does not meet by chance ..."""
LONGER = 6
"""... and from which no popular site is called by a few letters more."""
STICKS = (1, 2)
"""These few letters, before the name or behind it."""
LONG = 8
"""Letters of an everyday name to which one letter sticks by a slip."""
TINY = 3
"""Letters below which an everyday name needs a word for support beside it."""
GLUED = 5
"""Letters from which an everyday name counts glued to a bait word."""
TEMPTED = 5
"""Letters from which an everyday name set apart needs no more than an ending that is a bait word
(``discord-nitro.gift``): eight labelled fakes of five brands, and no honest host."""
FAMOUS_LEADS = 6
"""Letters from which a famous name that begins a label means its brand, whatever follows."""

BAIT = {"high": 0.9, "medium": 0.85}
"""A distinct name beside a bait word."""
BENIGN = 0.3
STUBS_MIDDLE = 0.5
STUBS_MIXED = 0.55
"""Two or three letters stuck to four that hardly stand in other names: ``smbcvk``."""
FAMOUS = 0.6
FAMOUS_BAIT = 0.75
"""A famous everyday name as a piece of its own, beside no plain words."""
FAMOUS_STUB = 0.5
"""A famous everyday name at the start, glued to what is no word: ``amazonees``."""
BOUNDED = 0.8
"""A distinct name set apart by hyphens or digits."""
WORDS = 0.7
"""A distinct name glued to other dictionary words: many a small firm names itself so."""
STUB = 0.82
"""A distinct name with one letter stuck to it: ``paxfulc``, ``wanchains``."""
STUBS = 0.7
"""Two or three letters stuck to a distinct name: initials of somebody's firm as often as a slip."""
LONG_STUB = 0.55
"""One or two letters stuck to a long everyday word: ``balancerc``."""
OTHER = 0.62
OTHER_SHORT = 0.55
"""A name of four to six letters glued to what is no word: ``aifulqzx``."""
INNER = 0.4
"""Up to six letters glued to what is no word, and not at the start: ``euronin`` holds ronin by
chance."""
WORDS_SHORT = 0.45
"""A name of four letters, of people (``schwabfarms``) or made of words, glued to words: below
suspicion."""
COMMON_BAIT = {"high": 0.8, "medium": 0.6}
"""An everyday or short name, bordered, beside a bait word."""
COMMON_NOISE = 0.55
"""An everyday or short name, bordered, beside a support word and what is no word:
``fb-recovery-account337-tw``."""
COMMON_GLUED = 0.45
"""Five letters of a famous everyday name glued to a word of the trade (``applebank``): what is
famous is in everybody's mouth, and in many an honest name."""


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    name = candidate.name
    if name is None:
        return None
    if candidate.part != "label" or not isinstance(candidate.seen, DomainName):
        return None
    if name.origin == "handle":
        return None
    span = candidate.text, candidate.start, candidate.end
    if candidate.how == "token_key" and is_word(candidate.text[candidate.start : candidate.end]):
        return None  # hotels is a word as it stands, whoever is called hoteis
    if not is_bounded(*span) and inside_word(*span):
        return None
    around = residue(*span)
    if generic(name.text) and not _is_meant(name, around, leads(candidate)):
        return None
    if len(name.text) < BY_CHANCE and not around.bounded and _by_chance(candidate, around):
        return None
    if len(name.text) < LONGER and not around.bounded and _longer_name(candidate):
        return None
    telling = telling_of(candidate)
    strength = _strength(telling, around, name)
    tempted = telling is Telling.COMMON and around.bounded and len(name.text) >= TEMPTED
    if tempted and around.weight != "none" and tempts(candidate.seen.suffix):
        strength = max(strength, COMMON_BAIT["medium"])
    if famous_piece(candidate, around):
        strength = max(strength, FAMOUS_BAIT if around.weight else FAMOUS)
    elif name.famous and len(name.text) >= FAMOUS_LEADS and leads(candidate) and not around.worded:
        strength = max(strength, FAMOUS_STUB)
    inner = not leads(candidate) and len(name.text) < BY_CHANCE
    if inner and not (around.bounded or around.weight or around.worded):
        strength = min(strength, INNER)
    if strength <= 0:
        return None
    return Evidence(
        code="combosquatting",
        family=Family.RESEMBLANCE,
        strength=strength,
        details={
            "seen": candidate.text,
            "name": name.text,
            "added": around.text,
            "bait": around.word,
            "official": name.official or name.text,
        },
        brand_id=candidate.brand_id,
    )


def compare_columns(found: Pairings) -> Flags:
    """Where `compare` may find something."""
    glued, weight = ~bounded_columns(found), weight_columns(found)
    told = (found.token | found.token_key) & found.in_label
    told &= ~found.are(_is_generic) | found.are(is_famous) | (~glued & (weight > 0))
    by_chance = found.letter_before & found.letter_after & (weight == 0)
    told &= ~(glued & (found.size < BY_CHANCE) & (by_chance | found.token_key))
    famous = found.are(is_famous) & (found.size >= FAMOUS_LEADS) & found.leads
    common = telling_columns(found) == Telling.COMMON
    told &= ~common | _common_columns(found) | famous_piece_columns(found) | famous
    at = (told & glued).nonzero()[0]
    explained = inside_word_columns(found, at)
    told[at[explained]] = False
    at = at[~explained & (found.size.take(at) < LONGER)]
    told[at[_longer_name_columns(found, at)]] = False
    return told


def _is_generic(name: Name) -> bool:
    return generic(name.text)


def _is_meant(name: Name, around: Residue, leading: bool) -> bool:
    """A name of the trade with a small word before it (``usbank``, ``wechat``, ``icloud``) is the
    brand's where everybody knows it and it begins the label or stands beside bait words
    (``huaweicloud`` holds no icloud), or where it stands by itself beside a bait word."""
    if bait(name.text) is not None:
        return False
    told = around.bounded or leading or (around.worded and around.weight in BAIT)
    if name.famous and told:
        return True
    return around.bounded and bool(around.weight)


def _by_chance(candidate: Candidate, around: Residue) -> bool:
    """A short name glued in where letters may meet by chance: ``ideal-fullservice`` (aiful).

    In the middle of a piece, or found only after folding look-alikes (``citymall`` as ymail).
    """
    left, right = candidate.text[: candidate.start], candidate.text[candidate.end :]
    inner = left[-1:].isalpha() and right[:1].isalpha()
    return (inner and not around.weight) or candidate.how == "token_key"


def _longer_name(candidate: Candidate) -> bool:
    """A popular site's name of one or two letters more stands there (``bosch``, not bosc)."""
    text, start, end = candidate.text, candidate.start, candidate.end
    spans = [(start, end + few) for few in STICKS] + [(start - few, end) for few in STICKS]
    return any(
        a >= 0 and b <= len(text) and popular_rank(f"{text[a:b]}.com") is not None for a, b in spans
    )


def _longer_name_columns(found: Pairings, at: np.ndarray) -> Flags:
    """Column form of `_longer_name`, of the pairings `at`."""
    start, end, low, high = (
        column.take(at) for column in (found.start, found.end, found.low, found.high)
    )
    told = start < start
    for few in STICKS:
        some = (~told & (end + few <= high)).nonzero()[0]
        told[some] = found.are_sites(start[some], end[some] + few)
        some = (~told & (start - few >= low)).nonzero()[0]
        told[some] = found.are_sites(start[some] - few, end[some])
    return told


def _strength(telling: Telling, around: Residue, name: Name) -> float:
    length = len(name.text)
    if around.weight == "none":
        return BENIGN if telling is Telling.DISTINCT else 0.0
    if telling is Telling.COMMON:
        return _common(around, length, borrowed=name.text in ecosystem_names(), famous=name.famous)
    minus = 0.0 if telling is Telling.DISTINCT else 0.1
    if around.weight in BAIT:
        return BAIT[around.weight] - minus / 2
    if around.bounded:
        if around.letters == 1:
            return (STUB if length >= 6 else 0.5) - minus
        return BOUNDED - minus
    if around.letters <= 3:
        return _stub(around, length, minus)
    if around.worded:
        plain = length < 5 or minus or is_name(name.text)
        return WORDS_SHORT if plain else WORDS
    # ``projecttenjin`` holds enjin by chance: the shorter the name, the likelier.
    return OTHER - 2 * minus if length >= 7 else OTHER_SHORT


def _common(around: Residue, length: int, *, borrowed: bool, famous: bool) -> float:
    """ "tron" is in "electronics": only a whole piece of the name beside a bait word counts."""
    if length >= LONG and around.letters == 1 and not borrowed:
        return LONG_STUB
    if not around.worded:
        return COMMON_NOISE if around.bounded and around.weight == "high" else 0.0
    if around.bounded:
        if length < TINY and around.weight != "high":
            return 0.0  # two letters are a state, a language, anybody's initials
        return COMMON_BAIT.get(around.weight, 0.0)
    if length < GLUED:
        return 0.0
    if length == GLUED and around.weight == "medium":
        return COMMON_GLUED if famous else COMMON_BAIT["medium"]
    return COMMON_BAIT.get(around.weight, 0.0)


def _common_columns(found: Pairings) -> Flags:
    """Column form of `_common`."""
    bounded, weight = bounded_columns(found), weight_columns(found)
    stub = (found.size >= LONG) & ((found.beside == 1) | (found.beside == 1 + len("www")))
    high = weight == HIGH
    baited = high | ((weight == MEDIUM) & (found.size >= TINY))
    tempted = bounded & (found.size >= TEMPTED)
    if tempted.any():
        tempted &= found.ends_in(tables().heavy)
    return stub | tempted | (baited & (bounded | (found.size >= GLUED)))


def _stub(around: Residue, length: int, minus: float) -> float:
    """One to three letters stuck to the name."""
    if around.letters <= 1:
        return STUB - minus if length >= 6 else STUBS_MIDDLE
    if length >= 9:
        return STUBS - minus
    return STUBS_MIDDLE if length >= 6 else STUBS_MIXED
