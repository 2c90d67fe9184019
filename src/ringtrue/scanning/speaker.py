"""Whose voice the words around a brand's name are: the brand's own, or somebody's who tells of it.

"Brand: your account" and "contact Brand at" are a desk's; "Re: Brand", "a Brand representative
said" and "not affiliated with Brand" are not. The words are in data/claim_cues.tsv and
data/negations.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ringtrue.scanning.cues import NEGATIONS, any_of, cue, role_words
from ringtrue.scanning.phrases import Phrases
from ringtrue.scanning.view import View
from ringtrue.text.words import split_bait

DENY_REACH = 12
DENY_REACH_LATIN = 30
"""Characters before a name in which "not affiliated with" counts."""
_DENY_BEHIND = 28
"""Characters behind a name in which "support scam" counts."""
_LINK_WORDS = 80
_FEATURE_REACH = 48
_REACH_WORDS = 48
_HAIL_REACH = 12
_OWN_REACH = 12
_OFFER_REACH = 12
_GREETING_REACH = 28
_TOLD_BEFORE, _TOLD_BEHIND = 24, 16
"""Characters around a name and its cue in which a word of telling counts."""
_MASTHEAD = 4
"""Words besides the brand's name in a title that is one."""
_CLAUSE_END = re.compile("[,.;!?，。；！？](?=\\s|[^\\x00-\\x7f])")
_SENTENCE_END = re.compile("[.;!?\n](?=\\s|[^\\x00-\\x7f]|$)|[。；！？\n]")
_SENDER = re.compile(r"\s{0,3}[:：\]】)）]")
_PARTING = re.compile(r"\s[-–—|·•»/]+\s|[|｜：:»•]|\s-|-\s|——|【|】|[,，。！!?？]")
_WORD = re.compile(r"[^\W_]+")
_HAILED = re.compile(r"(?:\s(?:team|desk|staff))?\s?[,，!！:：\n]")
_TARGET = re.compile(r"\(|\[|:\s?<?https?:")
_TO_WHOM = re.compile(r"[^,，:：\d]{0,40}?(?:\s(?:at|of|with|from|the|a|to)\s|\s)?")


def voice_words() -> tuple[Phrases[str], ...]:
    """The tables that are asked around every name."""
    denials = (cue(role, table=NEGATIONS) for role in ("deny", "deny_after"))
    return *denials, cue("feature"), cue("reach"), cue("told")


def is_denied(view: View, start: int, end: int) -> bool:
    """The text warns of those who claim the name of this span, or says that it is not the brand."""
    latin = view.plain[max(0, start - 2) : start].isascii()
    reach = DENY_REACH_LATIN if latin else DENY_REACH
    before, behind = cue("deny", table=NEGATIONS), cue("deny_after", table=NEGATIONS)
    if view.says(before, start - reach, start):
        line = view.plain.rfind("\n", max(0, start - reach), start) + 1
        left = max(line, start - reach)
        for mark in _CLAUSE_END.finditer(view.low, left, start):
            left = mark.end()  # "if it was not you, call ..." denies nothing of what follows
        if view.says(before, left, start):
            return True
    if not view.says(behind, end, end + _DENY_BEHIND):
        return False
    stop = _CLAUSE_END.search(view.low, end, end + _DENY_BEHIND)
    return view.says(behind, end, stop.start() if stop else end + _DENY_BEHIND)


def is_linked(plain: str, start: int, end: int) -> bool:
    """The name is the words of a link: ``[NAME](https://...)``, ``[NAME][1]``, ``[NAME]: ...``."""
    close = plain.find("]", end, end + _LINK_WORDS)
    if close < 0 or _TARGET.match(plain, close + 1) is None:
        return False
    return plain.rfind("[", max(0, start - _LINK_WORDS), start) > plain.rfind(
        "\n", max(0, start - _LINK_WORDS), start
    )


def is_capability(view: View, start: int, end: int, desk: tuple[int, int, str]) -> bool:
    """``add NAME support``, ``support for NAME``: what a program can do, nobody's desk."""
    low = view.low
    if low[desk[0] : desk[1]] not in ("support", "agent", "agents"):
        return False
    if desk[1] <= start:
        return low[desk[1] : start].strip() not in ("at", "from", "by")
    if _behind("feature_after").match(low, desk[1]):
        return True
    said = cue("feature")
    return view.says(said, start - _FEATURE_REACH, start) and view.says(
        said, _sentence_start(low, start - _FEATURE_REACH, start), start
    )


def _sentence_start(low: str, left: int, start: int) -> int:
    """Where the sentence that goes on at `start` begins, at `left` at the earliest."""
    left = max(0, left)
    for mark in _SENTENCE_END.finditer(low, left, start):
        left = mark.end()
    return left


@cache
def _behind(role: str) -> re.Pattern[str]:
    return re.compile(rf"\s(?:{any_of(role)})(?!\w)")


def is_hailed(view: View, start: int, end: int) -> bool:
    """Somebody writes to the desk of this span: ``Hello NAME support,``."""
    head = view.low[max(0, start - _HAIL_REACH) : start].rpartition("\n")[2].strip(" ,，")
    return _HAILED.match(view.plain, end) is not None and head in role_words("hail")


def is_reached(view: View, start: int, end: int) -> bool:
    """``How do I reach a person at NAME?``, ``speak with NAME on``."""
    said = cue("reach")
    if not view.says(said, start - _REACH_WORDS, start):
        return False
    left = _sentence_start(view.low, start - _REACH_WORDS, start)
    return any(
        _TO_WHOM.fullmatch(view.low, after, start) is not None
        for _, after in view.spots.within(said, left, start)
    )


def is_told(view: View, start: int, end: int) -> bool:
    """Somebody tells what the desk of this span said or did: ``a Brand representative said``,
    ``I called Brand support``. The desk itself does not talk so."""
    said = cue("told")
    if not view.says(said, start - _TOLD_BEFORE, end + _TOLD_BEHIND):
        return False
    left = _sentence_start(view.low, start - _TOLD_BEFORE, start)
    return view.says(said, left, sentence_end(view, end, end + _TOLD_BEHIND))


def sentence_end(view: View, start: int, most: int) -> int:
    """Where the sentence at `start` ends, `most` at the latest."""
    most = min(most, len(view.low))
    ending = _SENTENCE_END.search(view.low, start, most)
    return ending.start() if ending else most


@cache
def _offers() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands right before and right behind a name in ``contact NAME at 1-800 ...``."""
    return (
        re.compile(rf"(?:{any_of('offer')})\s{{0,2}}\Z"),
        re.compile(rf"\s{{0,2}}(?:{any_of('at')})\s{{0,2}}(?=[\w+(@])"),
    )


def is_offered(view: View, start: int, end: int) -> bool:
    """The text tells where to reach the brand."""
    before, behind = _offers()
    low = view.low[max(0, start - _OFFER_REACH) : start]
    return bool(before.search(low) and behind.match(view.low, end))


def is_greeting(view: View, start: int, end: int) -> bool:
    """The brand speaks to its customers: ``Dear NAME customer``, ``This is NAME calling``."""
    low, behind = view.low[max(0, start - _GREETING_REACH) : start], view.low
    if _greets().search(low) is not None:
        return True
    return any(before.search(low) and after.match(behind, end) for before, after in _greetings())


@cache
def _greets() -> re.Pattern[str]:
    """What stands right before a name in languages that put it last: ``Estimado cliente de``."""
    return re.compile(rf"(?<!\w)(?:{any_of('greets')})\s{{0,2}}\Z")


@cache
def _greetings() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (
            re.compile(rf"(?:{any_of(one)})\s{{0,2}}\Z"),
            re.compile(rf"\s{{0,2}}(?:{any_of(other)})(?![a-z])"),
        )
        for one, other in (("dear", "customer"), ("speaks", "calling"))
    )


def is_over_the_door(view: View, start: int, end: int, titles: Sequence[tuple[int, int]]) -> bool:
    """A title's part that is the name, alone or with words of the trade: "Log in - Brand Wallet".

    A headline says something about the brand: "Brand cuts its fees".
    """
    for first, last in titles:
        if first <= start and end <= last:
            before = _PARTING.split(view.low[first:start])[-1]
            behind = _PARTING.split(view.low[end:last], maxsplit=1)[0]
            others = _WORD.findall(f"{before} {behind}")
            return len(others) <= _MASTHEAD and all(map(_is_trade_word, others))
    return False


def _is_trade_word(word: str) -> bool:
    small = role_words("small")
    if not word.isascii():  # no spaces part the words
        for one in small:
            word = word.replace(one, "")
    if not word or word.isdigit() or word in small:
        return True
    return any(weight in ("high", "medium") for _, weight in split_bait(word) or ())


@cache
def _holdings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands around a name in ``your NAME account``."""
    return (
        re.compile(rf"(?<![a-z])(?:{any_of('own')})\s{{0,2}}\Z"),
        re.compile(rf"[\s-]{{0,2}}(?:{any_of('holding')})(?!s?[a-z])"),
    )


def is_own_subject(view: View, start: int, end: int, begin: int) -> bool:
    """A subject (from `begin`) in the brand's own voice: ``Brand: ...``, ``[Brand] ...``, ``your
    Brand account``.

    "Re: Brand" and "Question about my Brand account" speak about it.
    """
    if not view.plain[begin:start].strip(" [【(") and _SENDER.match(view.plain, end):
        return True
    own, holding = _holdings()
    before = view.low[max(begin, start - _OWN_REACH) : start]
    return bool(own.search(before) and holding.match(view.low, end))
