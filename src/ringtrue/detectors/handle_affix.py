"""handle_affix: an official account name with support words, or other words, around it.

What it does
    Finds a brand's name or one of its account names inside an account name (or mail name) and
    weighs what stands around it: ``_support``, ``help``, ``official``, ``kefu``, ``客服``. Beside a
    support word it is an impersonation where the list is known to hold every account that the
    brand has on the platform. Elsewhere it is suspicious, for firms run support accounts beside
    their main one.

Why it matters
    Fake desks answer complaints within a minute under names such as ``airline_help``; a third
    of 350,000 squatted accounts carried the brand's logo (Acharya et al., USENIX Security 2024).

Examples
    telegram:@tokenpocket_support, x:@BinanceHelpDesk, instagram:@realmetamask, and where money is
    sent any word beside the name: paypal:@tokenpocketgifts

Not flagged
    The brand's own listed support accounts, everyday words without a bait word (ledger_fan),
    names inside other words (electronics), benign markers (news, fans).

References
    Lepipas et al., AsiaCCS 2024; Acharya et al. 2024; Which? 2024.
"""

from __future__ import annotations

from functools import cache, lru_cache

from ringtrue import data
from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.context import (
    Telling,
    inside_word,
    is_bounded,
    residue,
    telling_of,
)
from ringtrue.detectors.handle_slips import letter_more, with_a_letter
from ringtrue.detectors.platform_swap import unlisted
from ringtrue.kinds.facets import HandleName
from ringtrue.kinds.platforms import platforms
from ringtrue.model import Candidate, Evidence, Family
from ringtrue.text import words
from ringtrue.text.edits import osa
from ringtrue.text.pieces import pieces
from ringtrue.text.skeleton import key

BAIT = {"high": 0.87, "medium": 0.75}
UNSURE = 0.7
"""The most where the list may lack accounts of the brand: firms run support accounts beside their
main one, under names such as these."""
COMMON_BAIT = {"high": 0.7, "medium": 0.45}
MISSPELT = 0.8
"""``suport``, ``offlcial``: the bait word is meant."""
OTHER = 0.45
"""Fans, cities and side projects name themselves so: noted, below suspicion without a claim."""
OTHER_MIXED = 0.3
BENIGN = 0.2
REGION = 3
"""Letters of the longest word that names a country or a language."""
PAID = 0.55
"""Where money is sent: no brand is paid under its name and more, unless it lists that."""


def _takes_money(platform: str) -> bool:
    return platform != "" and "money" in platforms()[platform].rules


def _is_slip(candidate: Candidate) -> bool:
    """One letter more, and else nothing that counts: ``metamaskx``, ``metamasks_24``."""
    word = with_a_letter(candidate)
    return word is not None and _add_nothing(candidate.text[: word[0]], candidate.text[word[1] :])


def _is_slip_beside_bait(candidate: Candidate) -> bool:
    """One letter more, and nothing but support words beside it, set apart: ``krakenn_support``."""
    word = with_a_letter(candidate)
    if word is None:
        return False
    around = residue(candidate.text, *word)
    return around.bounded and around.worded and around.weight == "high"


def _seen(candidate: Candidate) -> str:
    return candidate.text[candidate.start : candidate.end]


def _adds_nothing(candidate: Candidate) -> bool:
    """Nothing but a country or a language stands beside the name, set apart: ``example_us``."""
    text, start, end = candidate.text, candidate.start, candidate.end
    return is_bounded(text, start, end) and _add_nothing(text[:start], text[end:])


def _add_nothing(*sides: str) -> bool:
    words = [side[a:b].strip("0123456789") for side in sides for a, b in pieces(side)]
    return all(len(word) <= REGION for word in words)


@cache
def _long_bait() -> tuple[str, ...]:
    """Support words long enough to be known with a slip in them."""
    rows = data.table("bait_words.tsv")
    return tuple(
        sorted(
            {row[0] for row in rows if row[2] == "high" and row[0].isascii() and len(row[0]) >= 6}
        )
    )


@lru_cache(maxsize=4096)
def misspelt_bait(piece: str) -> bool:
    """Whether one slip, or digits drawn like letters, turn a piece into a support word.

    >>> misspelt_bait("suport"), misspelt_bait("supp0rt"), misspelt_bait("reports")
    (True, True, False)
    """
    bare = key(piece.strip("0123456789"))
    if not 5 <= len(bare) <= 24 or words.is_word(piece):
        return False
    return any(osa(bare, key(word), 1) <= 1 for word in _long_bait())


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    name = candidate.name
    if name is None or candidate.part != "handle" or not isinstance(candidate.seen, HandleName):
        return None
    if candidate.how == "token_key" and words.is_word(_seen(candidate)):
        return None  # hotels is a word as it stands, whoever is called hoteis
    around = residue(candidate.text, candidate.start, candidate.end)
    if around.text.strip("0123456789") == "":
        return None  # only digits: handle_padding
    telling = telling_of(candidate)
    brand, platform = inquiry.directory.brands[candidate.brand_id], candidate.seen.platform
    whole, paid = inquiry.holds_all(brand, platform), _takes_money(platform)
    if around.weight == "none":
        strength = BENIGN
    elif inside_word(candidate.text, candidate.start, candidate.end):
        return None
    elif telling is not Telling.COMMON and _is_slip(candidate):
        strength = letter_more()
    elif telling is Telling.COMMON:
        worded = around.worded or _is_slip_beside_bait(candidate)
        strength = COMMON_BAIT.get(around.weight, 0.0) if worded else 0.0
    elif around.weight:
        strength = BAIT[around.weight] if whole or paid else min(BAIT[around.weight], UNSURE)
    elif misspelt_bait(around.before) or misspelt_bait(around.after):
        strength = MISSPELT if telling is Telling.DISTINCT else OTHER
    elif platform and _adds_nothing(candidate):
        strength = unlisted(candidate, brand, platform, inquiry)
    else:
        strength = OTHER if around.worded or telling is Telling.DISTINCT else OTHER_MIXED
    if strength <= BENIGN:
        return None
    if telling is Telling.DISTINCT and paid:
        strength = max(strength, PAID)
    return Evidence(
        code="handle_affix",
        family=Family.RESEMBLANCE,
        strength=strength,
        details={
            "seen": candidate.seen.name,
            "name": name.text,
            "added": around.text,
            "unsure": "" if whole or paid else platform,
        },
        brand_id=candidate.brand_id,
    )
