"""Who a text speaks for, as against whom it merely names.

A page that puts a brand's name beside "official support", or carries it over its door, presents
itself as that brand's desk: a contact on it is offered as the brand's. One that talks of hardly any
other brand, too, when it is its desk anywhere. A name in passing is no claim, and no more is one in
a headline, or where somebody tells of a desk: newspapers write about brands, users in forums.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from math import inf
from typing import Literal

from ringtrue import data
from ringtrue.model import Brand
from ringtrue.records import record
from ringtrue.scanning.phrases import Phrases, Words
from ringtrue.scanning.speaker import (
    is_denied,
    is_greeting,
    is_offered,
    is_over_the_door,
    is_own_subject,
    is_sender,
    is_told,
    sentence_end,
)
from ringtrue.scanning.view import View

CUE_REACH = 12
"""Characters between a brand's name and the word that makes it a claim."""
CLAIM_REACH = 600
"""Characters around a name with a cue in which contacts count as that brand's; a brand of the
title, or one that the text is all about, reaches everywhere."""
TOLD_REACH = 40
"""So, and in the same sentence, where somebody tells of a desk: "I called Brand support at +1 ..."
hands a number over."""
DOMINANT_MENTIONS = 3
DOMINANT_SHARE = 0.6
_TITLE = 120
"""Characters; a longer first line is a paragraph, not a title."""
_MENTION, _DOMINANT, _CUE_CLAIM, _TITLE_CLAIM = range(4)
_HOW: tuple[Literal["mention", "dominant", "cue", "title"], ...] = (
    "mention",
    "dominant",
    "cue",
    "title",
)


@record
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


@record
class Anchor:
    """A place that makes a claim, for the contacts around it."""

    start: int
    end: int
    brand_id: str
    reach: float
    """Characters around it in which contacts count as the brand's."""
    until: float = inf
    """Where the last of these contacts may begin."""


@cache
def cue_words() -> Phrases[str]:
    """Words that make a name a claim."""
    rows = data.table("claim_cues.tsv")
    return Phrases(
        (
            (w, role)
            for role, _, words in rows
            if role in ("desk", "site")
            for w in words.split("|")
        ),
        loose=True,
    )


@cache
def _channel_words() -> frozenset[str]:
    """Names of messengers and networks as people write them before an account."""
    rows = data.table("channel_aliases.tsv")
    named = (words for kind, _, *row in rows if kind != "nobody" for words in row[:2])
    return frozenset(word.lower() for words in named for word in words.split("|"))


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
        cue = _near_cue(view, start, end, cues, at)
        common = brand_id in brands and brands[brand_id].common_word
        told = cue is not None and is_told(view, min(start, cue[0]), max(end, cue[1]))
        near = (
            (cue is not None and not told)
            or is_offered(view, start, end)
            or is_greeting(view, start, end)
        )
        if near and view.low[start:end] in _channel_words():
            # "Telegram support: @name" says where the account is, not whose it is.
            near, told, common = False, False, True
        rank = _MENTION
        if not is_denied(view, start):
            titled = any(first <= start and end <= last for first, last in titles)
            if subject and subject[0] <= start and end <= subject[1]:
                titled = near or is_own_subject(view, start, end, subject[0])
            elif titled and not near:
                titled = is_over_the_door(view, start, end, titles)
            if near:
                cued.add(brand_id)
            if (titled or is_sender(view.plain, start, end)) and (near or not common):
                rank = _TITLE_CLAIM
            elif near:
                rank = _CUE_CLAIM
            elif told:
                until = sentence_end(view, end, end + TOLD_REACH)
                anchors.append(Anchor(start, end, brand_id, TOLD_REACH, until))
        if rank == _MENTION and brand_id == dominant:
            rank = _DOMINANT
        ranked.append((rank, start, end, brand_id))
    for rank, start, end, brand_id in ranked:
        if rank == _DOMINANT and brand_id not in cued:
            rank = _MENTION  # many words about a brand, and none for it
        if rank != _MENTION:
            wide = rank != _CUE_CLAIM or brand_id == dominant
            anchors.append(Anchor(start, end, brand_id, inf if wide else CLAIM_REACH))
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
        # Apart, so that one that does not reach far hides none that does.
        self._lists = [
            [a for a in ordered if a.reach >= CLAIM_REACH],
            [a for a in ordered if a.reach == inf],
            [a for a in ordered if a.reach < CLAIM_REACH],
        ]
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
                limit = anchor.reach if reach is None else min(anchor.reach, reach)
                if gap <= limit and start < anchor.until and (best is None or weight < best[0]):
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


def _near_cue(
    view: View, start: int, end: int, cues: Sequence[tuple[int, int]], at: int
) -> tuple[int, int] | None:
    """The cue within reach, with no line break between."""
    for cue_start, cue_end in cues[at : at + 64]:
        if cue_start > end + CUE_REACH:
            return None
        if cue_start >= end:
            between = view.plain[end:cue_start]
        elif cue_end <= start:
            between = view.plain[cue_end:start]
        else:
            return cue_start, cue_end  # the name and the cue overlap
        if len(between) <= CUE_REACH and "\n" not in between:
            return cue_start, cue_end
    return None
