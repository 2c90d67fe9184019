"""What is seen of a pairing, as numbers: what the trees of `ringtrue.detectors.resemblance` ask.

Nothing is judged here. None of these is a strength of another detector.
"""

from __future__ import annotations

from functools import lru_cache
from math import log

from ringtrue.detectors.context import generic, inside_word, residue
from ringtrue.kinds.facets import DomainName
from ringtrue.model import Candidate, Name
from ringtrue.text import words
from ringtrue.text.hosts import hosting_of
from ringtrue.text.overlooking import overlooking
from ringtrue.text.pairs import surprise
from ringtrue.text.pieces import compact
from ringtrue.text.shape import GENERIC_ENDINGS, embedded_endings, is_noise
from ringtrue.text.suffix import is_national

FEATURES = (
    "letters", "edits", "cost", "cost_each", "first", "last", "seen_bits", "name_bits", "rare",
    "seen_words", "name_words", "name_bait", "seen_popular", "name_inside", "name_begins", "rest",
    "rest_bait", "rest_words", "rest_bits", "bounded", "whole", "leads", "below", "same_ending",
    "same_last", "ending", "foreign", "hosted", "noise", "embedded", "digits", "in_word", "famous",
    "common", "alias", "parted", "label", "shorter", "alike", "seen_common",
)  # fmt: skip
_BAITS = {"high": 3.0, "medium": 2.0, "none": -1.0}
CHEAP, GENERIC, OTHER, NATIONAL = 3.0, 2.0, 1.0, 0.0


def features(candidate: Candidate, brands: int) -> tuple[float, ...]:
    """What the trees ask of a pairing, in the order of `FEATURES`. `brands`: how many are
    listed."""
    name, host, text = candidate.name, candidate.seen, candidate.text
    assert name is not None
    assert isinstance(host, DomainName)
    start, end = candidate.start, candidate.end
    seen = compact(text[start:end])
    official = name.text
    size = len(official)
    cost = overlooking(seen, official)
    around = residue(text, start, end)
    name_bits, name_words, name_bait, inside, begins = _of_name(official)
    ending, last = ending_of(name)
    suffix = host.suffix
    whole = start == 0 and end == len(text)
    return (
        size,
        candidate.distance,
        cost,
        cost / size,
        seen[:1] == official[:1],
        seen[-1:] == official[-1:],
        surprise(seen),
        name_bits,
        name_bits - log(brands + 1),
        _words(seen),
        name_words,
        name_bait,
        words.is_popular_label(seen if whole else compact(text)),
        inside,
        begins,
        around.letters,
        _BAITS.get(around.weight, 0.0),
        around.worded and around.letters > 0,
        surprise(around.text) if around.letters else 0.0,
        around.bounded,
        whole,
        start == 0,
        candidate.part == "subdomain",
        suffix == ending,
        suffix.rpartition(".")[2] == last,
        _kind_of(suffix),
        not text.isascii(),
        host.private_suffix or hosting_of(host.host) is not None,
        len(host.labels) > 1 and is_noise(host.labels[-1]),
        len(host.labels) > 1 and bool(embedded_endings(host.labels[:-1])),
        sum([c.isdigit() for c in around.text]),
        0.0 if whole else inside_word(text, start, end),
        name.famous,
        name.common,
        name.origin == "alias",
        not text[start:end].isalnum(),
        len(text),
        size - len(seen),
        candidate.how in ("key", "token_key"),
        _commonness(seen) if cost else 0.0,
    )


@lru_cache(maxsize=16384)
def _of_name(text: str) -> tuple[float, float, float, float, float]:
    """Of a name: its bits, of how many words it is made (0: none), its weight as a bait word, and
    in how many popular names it stands inside, and at the beginning."""
    inside = words.popular_inside(text, most=6) if text.isascii() and len(text) >= 4 else 0
    begins = min(words.popular_beginning(text), 12)
    weight = 2.0 if generic(text) else _BAITS.get(words.bait(text) or "", 0.0)
    return surprise(text), _words(text), weight, inside, begins


@lru_cache(maxsize=16384)
def _commonness(text: str) -> float:
    """How many popular names begin with a text or hold it: what many hold is a word of names."""
    if not text.isascii() or len(text) < 4:
        return 0.0
    return float(words.popular_inside(text, most=6) + min(words.popular_beginning(text), 6))


@lru_cache(maxsize=16384)
def _words(text: str) -> float:
    """1 for a word, 2 and more for so many words in a row, 0 for neither."""
    if words.is_word(text):
        return 1.0
    return float(len(words.segment(text) or ()))


@lru_cache(maxsize=4096)
def ending_of(name: Name) -> tuple[str, str]:
    """The ending of an official host, and its last label."""
    ending = name.official.partition(".")[2]
    return ending, ending.rpartition(".")[2]


@lru_cache(maxsize=1024)
def _kind_of(suffix: str) -> float:
    from ringtrue.detectors.cheap_ending import endings

    if suffix.rpartition(".")[2] in endings():
        return CHEAP
    if suffix in GENERIC_ENDINGS:
        return GENERIC
    return NATIONAL if is_national(suffix) else OTHER
