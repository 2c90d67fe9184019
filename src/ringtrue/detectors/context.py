"""What detectors share: how telling a name is, and what stands around it."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache

from ringtrue.kinds.platforms import by_prefix
from ringtrue.model import Candidate
from ringtrue.records import record
from ringtrue.text import words
from ringtrue.text.pieces import compact, runs, tokens
from ringtrue.text.skeleton import SEPARATORS


class Telling(IntEnum):
    """How much a name says by itself."""

    COMMON = 0
    """Short, an everyday word, or part of many other names: needs a second sign."""
    MIXED = 1
    """Made of everyday words, or met now and then in other names."""
    DISTINCT = 2
    """Hardly anybody else has it."""


@lru_cache(maxsize=65536)
def telling(text: str) -> Telling:
    """How telling the folded name `text` is.

    Measured on the popular-name table: a name that stands inside unrelated popular names
    (``tron`` in electronics) proves nothing when it stands inside one more. Names that only
    begin with it are mostly the brand's own, so they do not count.
    """
    if not text.isascii():
        return Telling.DISTINCT if len(text) >= 3 else Telling.MIXED
    if len(text) <= 3 or words.is_word(text) or generic(text):
        return Telling.COMMON
    if text in words.ecosystem_names():
        return Telling.COMMON
    inside = words.popular_lines().inside(text)
    if inside >= (2 if len(text) == 4 else 6):
        return Telling.COMMON
    if inside >= 3 or len(text) == 4:
        return Telling.MIXED
    # Two everyday words in a row are somebody else's name too, unless everybody knows this one.
    if len(text) <= 8 and words.segment(text) and not words.is_popular_label(text):
        return Telling.MIXED
    return Telling.DISTINCT


@lru_cache(maxsize=65536)
def generic(text: str) -> bool:
    """A word of the trade, or one with a small word before it (``mycrypto``): anybody's name."""
    if words.bait(text) is not None:
        return len(text) < 12  # a phrase of the trade that is a brand's: WalletConnect
    pieces = (words.segment(text) or ()) if len(text) <= 8 else ()
    return len(pieces) == 2 and len(pieces[0]) <= 2 and words.bait(pieces[1]) is not None


def telling_of(candidate: Candidate) -> Telling:
    """`telling` of the candidate's name, with the brand's own word on it."""
    name, how = candidate.name, candidate.how
    if name is None or name.common:
        return Telling.COMMON
    return _told(name.text, name.famous, how == "same", how == "token" and not candidate.start)


@lru_cache(maxsize=65536)
def _told(text: str, famous: bool, whole: bool, leads: bool) -> Telling:
    """`whole`: the very name was seen; `leads`: it begins what was seen."""
    borrowed = text in words.ecosystem_names()
    if borrowed and whole:
        return Telling.DISTINCT  # the very name is the project's, whoever builds on it
    if famous and len(text) >= 5 and not borrowed and not words.is_word(text):
        # Whoever has paypal in a name means PayPal: other names hold it because of the brand.
        return Telling.DISTINCT if len(text) >= 6 else Telling.MIXED
    told = telling(text)
    if told is Telling.COMMON and leads:
        return Telling.MIXED if begins_few(text) else told
    return told


@lru_cache(maxsize=65536)
def begins_few(text: str) -> bool:
    """Common only inside other names, hardly at their start (``epos`` in depositphotos)."""
    if len(text) < 4 or words.is_word(text) or generic(text) or text in words.ecosystem_names():
        return False
    return words.popular_lines().beginning(text) <= 2


def is_community(name: str) -> bool:
    """A platform on which projects have rooms; nobody has one at a bank (paypal.x.example)."""
    platform = by_prefix(name)
    return platform is not None and "money" not in platform.rules


@lru_cache(maxsize=512)
def inside_word(text: str, start: int, end: int) -> bool:
    """Whether dictionary words explain the span better than the name does.

    A longer word covers it (``revolut`` in designledrevolution), or a word of six letters runs
    across one of its ends (``ingbank`` in starlingbank). Looks six letters to each side, so the
    work is bounded.
    """
    if _other_words(text, start, end):
        return True
    high = min(len(text), end + 6)
    rank, (noted, always) = words.ranker(), words.word_lengths()
    for i in range(max(0, start - 6), max(start + 1, end - 1)):
        for length in noted.get(text[i : i + 4], always):
            j = i + length
            if j > high:
                break
            own = ""
            if i <= start and j >= end:
                if i == start and text[end:j] in ("", "s"):
                    continue  # no more than the name, or its plural
            elif 6 <= length <= 14 and i < start < j - 1:
                own = text[start:j]
            elif 6 <= length <= 14 and i > start and j > end:
                own = text[i:end]
            else:
                continue
            # A piece of the name that is a word itself explains its plural: ``myetherwallets``.
            if rank(text[i:j]) is not None and (not own or rank(own) is None):
                return True
    return False


def _other_words(text: str, start: int, end: int) -> bool:
    """The piece around a short name is a row of words that end elsewhere: ``dailymailonline``.

    Only where a word of five letters or more runs across an end of the name: longer names, and
    shorter words, fall apart into words by chance.
    """
    if end - start > 6:
        return False
    first, last = start, end
    while first and text[first - 1] not in SEPARATORS:
        first -= 1
    while last < len(text) and text[last] not in SEPARATORS:
        last += 1
    parts = words.segment(text[first:last]) or ()
    at = first
    for part in parts:
        across = at < start < at + len(part) or at < end < at + len(part)
        if across and len(part) >= 5 and len(parts) > 1:
            return True
        at += len(part)
    return False


def famous_piece(candidate: Candidate, around: Residue) -> bool:
    """A famous everyday name (amazon, apple) as a piece of its own beside what is no plain word.

    ``amazon-rainforest`` is about a river; ``amazon-check-tz006`` is not.
    """
    name = candidate.name
    if name is None or not name.famous or len(name.text) < 4:
        return False
    if len(name.text) == 4 and around.weight != "high":
        return False
    baited = around.weight in ("high", "medium")
    if around.bounded:
        return baited or not around.worded
    return baited and len(name.text) >= 6


@record
class Residue:
    """What stands around a name."""

    before: str
    after: str
    bounded: bool
    """A separator or the end stands at both sides of the name."""
    weight: str
    """Heaviest bait word in it: ``high``, ``medium``, ``none`` (benign marker) or empty."""
    word: str
    """That bait word."""
    worded: bool
    """All of it is dictionary words, bait words or digits."""

    @property
    def text(self) -> str:
        return self.before + self.after

    @property
    def letters(self) -> int:
        return len(self.text)


_WEIGHTS = {"high": 3, "medium": 2, "none": 1}


@lru_cache(maxsize=512)
def residue(text: str, start: int, end: int) -> Residue:
    """The residue of ``text[start:end]`` in `text`.

    >>> r = residue("metamask-support", 0, 8)
    >>> r.bounded, r.weight, r.word
    (True, 'high', 'support')
    """
    left, right = text[:start], text[end:]
    weight = word = ""
    worded = True
    benign_only = True
    for side in (left, right):
        for at, piece in enumerate(_split(side)):
            found, found_word, full = _weigh(piece)
            if not full and side is right and piece[0] == "s" and at == 0:
                found, found_word, full = _weigh(piece[1:] or "0")  # a plural of the name
            worded = worded and full
            benign_only = benign_only and (found == "none" or piece.isdigit())
            if _WEIGHTS.get(found, 0) > _WEIGHTS.get(weight, 0):
                weight, word = found, found_word
    if weight == "none" and not benign_only:
        weight = word = ""
    bare = compact(left), compact(right)
    return Residue(*bare, is_bounded(text, start, end), weight, word, worded)


def is_bounded(text: str, start: int, end: int) -> bool:
    """A separator, a digit or the end stands at both sides of the span: `Residue.bounded`."""
    before = text[start - 1 : start]
    left = not start or before in SEPARATORS or before.isdigit()
    if not left and text[:start] != "www":  # ``wwwicloud`` is read as www.icloud
        return False
    return end >= len(text) or text[end] in SEPARATORS or text[end].isdigit()


def heaviest(label: str) -> str:
    """Weight of the heaviest bait word in a label that is all words: ``contact-find-seller``."""
    weights = [weight for piece in _split(label) for weight in _weigh(piece)[:1]]
    return max(weights, key=lambda weight: _WEIGHTS.get(weight, 0), default="")


@lru_cache(maxsize=16384)
def _weigh(piece: str) -> tuple[str, str, bool]:
    """Weight and word of the heaviest bait word in a piece, and whether it is all words."""
    if piece.isdigit():
        return "", "", True
    whole = words.bait(piece)
    if whole is not None:
        return whole, piece, True
    parts = words.split_bait(piece)
    if parts and (len(parts) > 1 or parts[0][1] != "none"):
        word, weight = max(parts, key=lambda part: _WEIGHTS.get(part[1], 0))
        return weight, word, True
    segments = words.segment(piece) if piece.isascii() else None
    if segments:
        ranked = [(words.bait(s) or "", s) for s in segments]
        ranked = [(w if w != "none" else "", s) for w, s in ranked]
        weight, word = max(ranked, key=lambda part: _WEIGHTS.get(part[0], 0))
        return weight, (word if weight else ""), True
    return "", "", False


def _split(side: str) -> list[str]:
    if side.isalpha():
        return [side]
    out: list[str] = []
    for _, piece in tokens(side):
        if piece.isdigit():
            out.append(piece)
        else:
            out += runs(piece) or [piece]
    return out


def made_of_words(text: str) -> bool:
    """An ordinary word, or a compound of ordinary words."""
    bare = compact(text)
    return words.is_word(bare) or words.segment(bare) is not None
