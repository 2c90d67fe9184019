"""What detectors share: how telling a name is, and what stands around it."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache

from ringtrue.kinds.platforms import by_prefix
from ringtrue.model import Candidate, Name
from ringtrue.records import record
from ringtrue.text import words
from ringtrue.text.drawn import drawn_bait
from ringtrue.text.people import is_name
from ringtrue.text.pieces import compact, runs, tokens
from ringtrue.text.skeleton import SEPARATORS

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    import numpy as np

    from ringtrue.batch.pairings import Column, Flags, Pairings


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
    inside = words.popular_inside(text, most=6)
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
    return _told(name.text, name.famous, how == "same", how == "token" and leads(candidate))


def leads(candidate: Candidate) -> bool:
    """Whether the text begins with the name; ``www-`` before it says nothing."""
    return not candidate.start or candidate.text[: candidate.start] == "www-"


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
    return words.popular_beginning(text) <= 2


def telling_columns(found: Pairings) -> Column:
    """Column form of `telling_of`."""
    told = found.told(_inside).copy()
    leads = found.token & found.leads
    if leads.any():
        told[leads] = found.told(_leading)[leads]
    if found.same.any():
        told[found.same] = found.told(_whole)[found.same]
    return told


def _inside(name: Name) -> int:
    return Telling.COMMON if name.common else _told(name.text, name.famous, False, False)


def _leading(name: Name) -> int:
    return Telling.COMMON if name.common else _told(name.text, name.famous, False, True)


def _whole(name: Name) -> int:
    return Telling.COMMON if name.common else _told(name.text, name.famous, True, False)


def is_community(name: str) -> bool:
    """A platform on which projects have rooms; nobody has one at a bank (paypal.x.example)."""
    platform = by_prefix(name)
    return platform is not None and "money" not in platform.rules


AROUND = 6
"""Letters on each side of a name in which words that explain it are looked for."""
RUN = range(6, 15)
"""Letters of a word that runs across one end of a name."""
INTO = 2
"""Letters of the name that such a word has, at least."""
SURNAME = 7
"""Letters of a name of people that begins as a brand's does: ``pendleton`` for pendle."""
MOST_PARTS = 4
"""Words in a row that are somebody's name."""


@lru_cache(maxsize=512)
def inside_word(text: str, start: int, end: int) -> bool:
    """Whether dictionary words explain the span better than the name does.

    A longer word covers it (``revolut`` in designledrevolution), or a word of six letters runs
    across one of its ends (``ingbank`` in starlingbank), or it begins a name of people. Looks six
    letters to each side, so the work is bounded.
    """
    if other_words(text, start, end) or _surname(text, start, end):
        return True
    high = min(len(text), end + AROUND)
    for i in range(max(0, start - AROUND), max(start + 1, end - INTO + 1)):
        for length in (3, *words.words_from(text[i : i + 4])[0]):
            j = i + length
            if j > high:
                break
            own = ""
            if i <= start and j >= end:
                if i == start and text[end:j] in ("", "s"):
                    continue  # no more than the name, or its plural
            elif length in RUN and i < start <= j - INTO:
                own = text[start:j]
            elif length in RUN and i > start and j > end:
                own = text[i:end]
            else:
                continue
            # A piece of the name that is a word itself explains its plural: ``myetherwallets``.
            if words.is_word(text[i:j]) and not (own and words.is_word(own)):
                return True
    return False


def inside_word_columns(found: Pairings, at: np.ndarray) -> Flags:
    """Column form of `inside_word`, of the pairings `at`: never true where that is not. (Rows of
    words around a short name are left to the scalar form.)"""
    start, end, low, high = (
        column.take(at) for column in (found.start, found.end, found.low, found.high)
    )
    told = _covered(found, start, end, low, high)
    rest = (~told).nonzero()[0]
    told[rest] = _crossed(found, start[rest], end[rest], low[rest], high[rest])
    return told


def _covered(
    found: Pairings, start: np.ndarray, end: np.ndarray, low: np.ndarray, high: np.ndarray
) -> Flags:
    """A word begins before each span or with it, and ends with it or after it."""
    import numpy as np

    steps = np.arange(AROUND + 1)
    before, after = start[:, None] - steps, end[:, None] + steps
    plural = found.text_at(np.minimum(end, high - 1)) == ord("s")
    wanted = (before >= low[:, None])[:, :, None] & (after <= high[:, None])[:, None, :]
    wanted[:, 0, 0] = False
    wanted[:, 0, 1] &= ~plural  # no more than the plural of the name
    return _words_at(found, before[:, :, None], after[:, None, :], wanted).any((1, 2))


def _crossed(
    found: Pairings, start: np.ndarray, end: np.ndarray, low: np.ndarray, high: np.ndarray
) -> Flags:
    """A word begins before each span and ends inside, or begins inside and ends after it."""
    import numpy as np

    steps, into = np.arange(1, AROUND + 1), np.arange(INTO, RUN.stop - 1)
    length = steps[:, None] + into
    runs = (length >= RUN.start) & (length < RUN.stop)
    before, after = start[:, None] - steps, end[:, None] + steps
    inner = start[:, None] + into
    # A piece of the name that is a word itself explains its plural: ``myetherwallets``.
    inside = inner < end[:, None]
    inside &= ~_words_at(found, start[:, None], inner, inside)
    wanted = (before >= low[:, None])[:, :, None] & inside[:, None, :] & runs
    head = _words_at(found, before[:, :, None], inner[:, None, :], wanted)
    inner = end[:, None] - into
    inside = inner > start[:, None]
    inside &= ~_words_at(found, inner, end[:, None], inside)
    wanted = (after <= high[:, None])[:, :, None] & inside[:, None, :] & runs
    tail = _words_at(found, inner[:, None, :], after[:, :, None], wanted)
    return head.any((1, 2)) | tail.any((1, 2))


def _words_at(found: Pairings, start: np.ndarray, end: np.ndarray, wanted: np.ndarray) -> Flags:
    """Which of these spans are words, of those that are `wanted`."""
    import numpy as np

    at = wanted.nonzero()
    told = np.zeros(wanted.shape, bool)
    first, last = np.broadcast_to(start, wanted.shape), np.broadcast_to(end, wanted.shape)
    told[at] = found.are_words(first[at], last[at])
    return told


def _surname(text: str, start: int, end: int) -> bool:
    """A name of people begins as the span does (``pendleton`` for pendle)."""
    ends = range(max(end + 2, start + SURNAME), min(len(text), end + AROUND) + 1)
    return any(is_name(text[start:at]) for at in ends)


def other_words(text: str, start: int, end: int) -> bool:
    """The piece around a name is a row of words that end elsewhere: ``dailymailonline``.

    For a name of six letters at most, where a word of five letters or more runs across an end of
    it; for longer ones where words of three letters and more all do (``the trade desk``,
    ``block file system``): shorter ones fall apart into words by chance.
    """
    first, last = start, end
    while first and text[first - 1] not in SEPARATORS:
        first -= 1
    while last < len(text) and text[last] not in SEPARATORS:
        last += 1
    parts = words.segment(text[first:last]) or ()
    if not 1 < len(parts) <= MOST_PARTS:
        return False
    at, across = first, 0
    for part in parts:
        into = at < end < at + len(part) and not (at >= start and words.is_word(text[at:end]))
        if into or at < start < at + len(part):
            across = max(across, len(part))  # connects holds no more than connect
        at += len(part)
    if across >= 5 and end - start <= 6:
        return True
    sizes = sorted(map(len, parts))
    return across >= 3 and sizes[0] >= 3 and sizes[-1] >= 5


FAMOUS_PIECE = 4
"""Letters of the shortest famous name that means its brand as a piece of its own ..."""
FAMOUS_GLUED = 6
"""... and of one that does so glued to a bait word."""


def famous_piece(candidate: Candidate, around: Residue) -> bool:
    """A famous everyday name (amazon, apple) as a piece of its own beside what is no plain word.

    ``amazon-rainforest`` is about a river; ``amazon-check-tz006`` is not.
    """
    name = candidate.name
    if name is None or not name.famous or len(name.text) < FAMOUS_PIECE:
        return False
    if len(name.text) == FAMOUS_PIECE and around.weight != "high":
        return False
    baited = around.weight in ("high", "medium")
    if around.bounded:
        return baited or not around.worded
    return baited and len(name.text) >= FAMOUS_GLUED


def famous_piece_columns(found: Pairings) -> Flags:
    """Column form of `famous_piece`: never false where that is true."""
    weight = weight_columns(found)
    glued = (weight >= MEDIUM) & (found.size >= FAMOUS_GLUED)
    told = bounded_columns(found) | glued
    told &= (found.size > FAMOUS_PIECE) | (weight == HIGH)
    return found.are(is_famous) & (found.size >= FAMOUS_PIECE) & told


def is_famous(name: Name) -> bool:
    return name.famous


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
        """How many there are; ``www`` before a name says nothing."""
        return len(self.after) if self.before == "www" else len(self.text)


_WEIGHTS = {"high": 3, "medium": 2, "none": 1}
HIGH, MEDIUM = _WEIGHTS["high"], _WEIGHTS["medium"]


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


def only_signs(around: Residue) -> bool:
    """What stands beside a name is digits, www, two letters (``us``) or bait words, and nothing
    else: another sign, which says no less than the name by itself."""
    text = around.text
    if not text:
        return False
    if text.isdigit() or text == "www" or (len(text) == len("us") and text.isalpha()):
        return around.bounded
    return around.worded and around.weight in ("high", "medium")


def only_signs_columns(found: Pairings) -> Flags:
    """Column form of `only_signs`: never false where that is true."""
    few = (found.letters_beside == 0) | (found.letters_beside == len("us"))
    few |= found.letters_beside == len("www")
    return (few & bounded_columns(found)) | (weight_columns(found) >= MEDIUM)


def is_bounded(text: str, start: int, end: int) -> bool:
    """A separator, a digit or the end stands at both sides of the span: `Residue.bounded`."""
    before = text[start - 1 : start]
    left = not start or before in SEPARATORS or before.isdigit()
    if not left and text[:start] != "www":  # ``wwwicloud`` is read as www.icloud
        return False
    return end >= len(text) or text[end] in SEPARATORS or text[end].isdigit()


def bounded_columns(found: Pairings) -> Flags:
    """Column form of `is_bounded`."""
    return (~found.letter_before | found.after_www) & ~found.letter_after


def weight_columns(found: Pairings) -> Column:
    """Column form of `Residue.weight` as a number (`HIGH`, `MEDIUM`, 1, 0): never less. A digit
    before a letter may draw a bait word (`drawn_bait`)."""
    import numpy as np

    return np.where(found.drawn_beside, HIGH, found.heaviest)


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
        elif word := drawn_bait(piece):
            out.append(word)
        else:
            out += runs(piece) or [piece]
    return out


def made_of_words(text: str) -> bool:
    """An ordinary word, or a compound of ordinary words."""
    bare = text if text.isalnum() else compact(text)
    return words.is_word(bare) or words.segment(bare) is not None
