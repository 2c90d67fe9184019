"""Who a text speaks for, as against whom it merely names.

A page that puts a brand's name beside "official support", or carries it over its door, presents
itself as that brand's desk: a contact on it is offered as the brand's. One that talks of hardly any
other brand, too, when it is its desk anywhere. A name in passing is no claim, and no more is one in
a headline: newspapers write about brands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ringtrue import data
from ringtrue.model import Brand
from ringtrue.scanning.phrases import Phrases, Words
from ringtrue.scanning.view import View
from ringtrue.text.words import split_bait

CUE_REACH = 12
"""Characters between a brand's name and the word that makes it a claim."""
DENY_REACH_LATIN = 30
"""Characters before a name in which "not affiliated with" counts; Chinese needs `CUE_REACH`."""
CLAIM_REACH = 600
"""Characters around a name with a cue in which contacts count as that brand's; a brand of the
title, or one that the text is all about, reaches everywhere."""
DOMINANT_MENTIONS = 3
DOMINANT_SHARE = 0.6
_OWN_REACH = 12
_MASTHEAD = 4
"""Words besides the brand's name in a title that is one."""
_PARTING = re.compile(r"\s[-–—|·•»/]+\s|[|｜：:»•]|\s-|-\s|——|【|】|[,，。！!?？]")
_WORD = re.compile(r"[^\W_]+")
_TITLE = 120
"""Characters; a longer first line is a paragraph, not a title."""
_MENTION, _DOMINANT, _CUE_CLAIM, _TITLE_CLAIM = range(4)
_HOW: tuple[Literal["mention", "dominant", "cue", "title"], ...] = (
    "mention",
    "dominant",
    "cue",
    "title",
)
_CLAUSE_END = re.compile("[,.;!?，。；！？](?=\\s|[^\\x00-\\x7f])")
_SENDER = re.compile(r"\s{0,3}[:：\]】)）]")


@dataclass(frozen=True, slots=True)
class ScannedClaim:
    """A brand that a text names."""

    brand_id: str
    brand: str
    """The brand's name."""
    start: int
    end: int
    """Span of the most telling place in the text as given."""
    text: str
    """The name as it is written there."""
    strength: Literal["speaks_for", "mentions"]
    mentions: int = 1
    """How often the brand is named."""
    how: Literal["title", "cue", "dominant", "mention"] = "mention"
    """What makes it a claim: the title or signature, a word beside it, or that the text is all
    about it."""
    cued: bool = False
    """A word like "official support" stands beside the name somewhere."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that makes a claim, for the contacts around it."""

    start: int
    end: int
    brand_id: str
    everywhere: bool


@cache
def cue_words() -> Phrases[str]:
    """Words that make a name a claim."""
    rows = data.table("claim_cues.tsv")
    return Phrases(
        (w, role) for role, _, words in rows if role in ("desk", "site") for w in words.split("|")
    )


@cache
def _channel_words() -> frozenset[str]:
    """Names of messengers and networks as people write them before an account."""
    rows = data.table("channel_aliases.tsv")
    return frozenset(w.lower() for row in rows for words in row[2:4] for w in words.split("|"))


@cache
def _deny() -> Phrases[str]:
    rows = data.table("negations.tsv")
    return Phrases((w, "") for role, _, words in rows if role == "deny" for w in words.split("|"))


def find_claims(
    view: View,
    names: Sequence[tuple[int, int, str]],
    brands: Mapping[str, Brand],
    titles: Sequence[tuple[int, int]] = (),
    words: Words | None = None,
    subject: tuple[int, int] | None = None,
) -> tuple[tuple[ScannedClaim, ...], Anchors]:
    """Claims and their anchors. `names` are spans in the view, contacts left out.

    `titles` are the spans that say who speaks; without any, a short first line is one. `subject` is
    that of a mail, whose head says who speaks: people write about a brand in a subject, and often
    in a text, without being it.
    """
    if not names:
        return (), Anchors(())
    counts = Counter(brand_id for _, _, brand_id in names)
    dominant = _dominant(counts) if subject is None else None
    if not titles and subject is None:
        titles = [(0, _title_end(view.plain))]
    cues = [(start, end) for start, end, _ in cue_words().find(view.low, words=words)]
    best: dict[str, tuple[int, int, int]] = {}
    cued: set[str] = set()
    ranked: list[tuple[int, int, int, str]] = []
    anchors: list[Anchor] = []
    at = 0
    for start, end, brand_id in sorted(names):
        while at < len(cues) and cues[at][1] < start - CUE_REACH:
            at += 1
        near = _near_cue(view, start, end, cues, at)
        common = brand_id in brands and brands[brand_id].common_word
        near = near or _is_offered(view, start, end)
        if near and view.low[start:end] in _channel_words():
            # "Telegram support: @name" says where the account is, not whose it is.
            near, common = False, True
        rank = _MENTION
        if not _denied(view, start):
            titled = any(first <= start and end <= last for first, last in titles)
            if subject and subject[0] <= start and end <= subject[1]:
                titled = near or _speaks(view, start, end, subject[0])
            elif titled and not near:
                titled = _over_the_door(view, start, end, titles)
            if near:
                cued.add(brand_id)
            if (titled or _is_sender(view.plain, start, end)) and (near or not common):
                rank = _TITLE_CLAIM
            elif near:
                rank = _CUE_CLAIM
        if rank == _MENTION and brand_id == dominant:
            rank = _DOMINANT
        ranked.append((rank, start, end, brand_id))
    for rank, start, end, brand_id in ranked:
        if rank == _DOMINANT and brand_id not in cued:
            rank = _MENTION  # many words about a brand, and none for it
        if rank != _MENTION:
            anchors.append(Anchor(start, end, brand_id, rank != _CUE_CLAIM or brand_id == dominant))
        if brand_id not in best or rank > best[brand_id][0]:
            best[brand_id] = (rank, start, end)
    claims = [
        _claim(view, brands, brand_id, counts[brand_id], brand_id in cued, *best[brand_id])
        for brand_id in best
    ]
    claims.sort(key=lambda c: (c.strength != "speaks_for", -c.mentions, c.start))
    return tuple(claims), Anchors(anchors)


def _claim(
    view: View,
    brands: Mapping[str, Brand],
    brand_id: str,
    mentions: int,
    cued: bool,
    rank: int,
    start: int,
    end: int,
) -> ScannedClaim:
    begin, stop = view.span(start, end)
    return ScannedClaim(
        brand_id=brand_id,
        brand=brands[brand_id].name if brand_id in brands else brand_id,
        start=begin,
        end=stop,
        text=view.text[begin:stop],
        strength="mentions" if rank == _MENTION else "speaks_for",
        mentions=mentions,
        how=_HOW[rank],
        cued=cued,
    )


def _denied(view: View, start: int) -> bool:
    """The text warns of those who claim the name, or says that it is not the brand."""
    latin = view.plain[max(0, start - 2) : start].isascii()
    reach = DENY_REACH_LATIN if latin else CUE_REACH
    line = view.plain.rfind("\n", max(0, start - reach), start) + 1
    left = max(line, start - reach)
    for mark in _CLAUSE_END.finditer(view.low, left, start):
        left = mark.end()  # "if it was not you, call ..." denies nothing of what follows
    return _deny().any(view.low, left, start)


def speaks_for_wallet(claim: ScannedClaim, brands: Mapping[str, Brand]) -> bool:
    """Whether the claimed brand is a wallet: by its list, or by its name when no list says."""
    brand = brands.get(claim.brand_id)
    if brand is not None and brand.kind:
        return "wallet" in brand.kind
    names = (claim.text, claim.brand, *(brand.aliases if brand is not None else ()))
    return any(word in name.lower() for name in names for word in _wallet_words())


@cache
def _wallet_words() -> tuple[str, ...]:
    rows = data.table("claim_cues.tsv")
    return tuple(w for role, _, words in rows if role == "wallet" for w in words.split("|"))


class Anchors:
    """Places that make claims, asked for the one nearest to a contact."""

    def __init__(self, anchors: Sequence[Anchor]) -> None:
        ordered = sorted(anchors, key=lambda a: a.start)
        self._lists = [ordered, [a for a in ordered if a.everywhere]]
        self._starts = [[a.start for a in anchors] for anchors in self._lists]

    def nearest(self, start: int, end: int, reach: int | None = None) -> str | None:
        """Brand id of the claim that a contact at the span belongs to.

        With `reach`, no claim counts that stands farther than that many characters away.
        """
        best: tuple[int, str] | None = None
        for anchors, starts in zip(self._lists, self._starts, strict=True):
            at = bisect_right(starts, start)
            for anchor in anchors[max(0, at - 1) : at + 1]:
                gap = max(anchor.start - end, start - anchor.end, 0)
                # A name introduces what follows it: one that stands behind the contact is farther.
                weight = gap if anchor.start <= start else gap * 2
                near = gap <= reach if reach is not None else anchor.everywhere
                if (near or gap <= min(CLAIM_REACH, reach or CLAIM_REACH)) and (
                    best is None or weight < best[0]
                ):
                    best = (weight, anchor.brand_id)
        return best[1] if best else None


def _dominant(counts: Mapping[str, int]) -> str | None:
    if not counts:
        return None
    brand_id = max(counts, key=lambda b: counts[b])
    count, total = counts[brand_id], sum(counts.values())
    return brand_id if count >= DOMINANT_MENTIONS and count > DOMINANT_SHARE * total else None


def _title_end(plain: str) -> int:
    """End of the title: the first line, when it is short and more lines follow; else 0."""
    start = len(plain) - len(plain.lstrip())
    end = plain.find("\n", start)
    if end < 0 or end - start > _TITLE or not plain[end : end + 2000].strip():
        return 0
    return end


@cache
def _offers() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands right before and right behind a name in ``contact NAME at 1-800 ...``."""
    found = {}
    for role in ("offer", "at"):
        rows = [words for kind, _, words in data.table("claim_cues.tsv") if kind == role]
        found[role] = "|".join(re.escape(w) for words in rows for w in words.split("|"))
    return (
        re.compile(rf"(?:{found['offer']})\s{{0,2}}\Z"),
        re.compile(rf"\s{{0,2}}(?:{found['at']})\s{{0,2}}(?=[\w+(@])"),
    )


def _is_offered(view: View, start: int, end: int) -> bool:
    """The text tells where to reach the brand."""
    before, behind = _offers()
    return bool(before.search(view.low[max(0, start - 12) : start]) and behind.match(view.low, end))


def _is_sender(plain: str, start: int, end: int) -> bool:
    """The name signs the text: ``Brand: ...`` at its start, ``【Brand】`` anywhere."""
    if start and plain[start - 1] in "【[" and plain[end : end + 1] in ("】", "]"):
        return True
    return (
        not plain[max(0, start - 4) : start].strip()
        and start < 4
        and bool(_SENDER.match(plain, end))
    )


@cache
def _small_words() -> frozenset[str]:
    rows = data.table("claim_cues.tsv")
    return frozenset(w for role, _, ws in rows if role == "small" for w in ws.split("|"))


def _over_the_door(view: View, start: int, end: int, titles: Sequence[tuple[int, int]]) -> bool:
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
    if not word.isascii():  # no spaces part the words
        for small in _small_words():
            word = word.replace(small, "")
    if not word or word.isdigit() or word in _small_words():
        return True
    return any(weight in ("high", "medium") for _, weight in split_bait(word) or ())


@cache
def _holdings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands around a name in ``your NAME account``."""
    found = {}
    for role in ("own", "holding"):
        rows = [words for kind, _, words in data.table("claim_cues.tsv") if kind == role]
        found[role] = "|".join(re.escape(w) for words in rows for w in words.split("|"))
    return (
        re.compile(rf"(?<![a-z])(?:{found['own']})\s{{0,2}}\Z"),
        re.compile(rf"[\s-]{{0,2}}(?:{found['holding']})(?!s?[a-z])"),
    )


def _speaks(view: View, start: int, end: int, begin: int) -> bool:
    """A subject in the brand's own voice: ``Brand: ...``, ``[Brand] ...``, ``your Brand account``.

    "Re: Brand" and "Question about my Brand account" speak about it.
    """
    if not view.plain[begin:start].strip(" [【(") and _SENDER.match(view.plain, end):
        return True
    own, holding = _holdings()
    before = view.low[max(begin, start - _OWN_REACH) : start]
    return bool(own.search(before) and holding.match(view.low, end))


def _near_cue(view: View, start: int, end: int, cues: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a cue stands within reach, with no line break between."""
    for cue_start, cue_end in cues[at : at + 64]:
        if cue_start > end + CUE_REACH:
            return False
        if cue_start >= end:
            between = view.plain[end:cue_start]
        elif cue_end <= start:
            between = view.plain[cue_end:start]
        else:
            return True  # the name and the cue overlap
        if len(between) <= CUE_REACH and "\n" not in between:
            return True
    return False
