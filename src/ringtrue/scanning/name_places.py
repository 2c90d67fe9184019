"""What each brand's name of a text does where it stands, by the words beside it.

"Brand support" and "contact Brand at" are a desk's, "Telegram: @name" says where an account is, "I
called Brand" tells of a call; most names are only mentioned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import product
from typing import Literal

from ringtrue import data
from ringtrue.records import record
from ringtrue.scanning.cues import role_words
from ringtrue.scanning.phrases import Phrases, Words
from ringtrue.scanning.speaker import (
    is_capability,
    is_denied,
    is_greeting,
    is_hailed,
    is_linked,
    is_offered,
    is_reached,
    is_told,
    sentence_end,
)
from ringtrue.scanning.view import View

CUE_REACH = 12
"""Characters between a brand's name and the word that makes it a claim."""
TOLD_REACH = 40
"""Where somebody tells of a desk, a claim reaches so far, in the same sentence: "I called Brand
support at +1 ..." hands a number over."""
Role = Literal["mention", "told", "channel", "site", "desk"]
CLAIMING = ("site", "desk")
_PARTS = re.compile(r"[\n\t,，。;；、!！?？]|\.\s|\d{4}")
_DIALLED = re.compile(r"\[0-9\]\[|\[0-9\]\{9\}")
"""In the syntax of an account: digits as of a telephone number."""
_BARE = re.compile("官方|official|website")


@record
class Place:
    """A brand's name in a text, and what it does there."""

    start: int
    end: int
    """Span in the view, with the words that make it a claim."""
    name: tuple[int, int]
    """Span of the name alone."""
    brand_id: str
    role: Role = "mention"
    until: int = 0
    """Of somebody's telling: where the last contact may begin that it hands over."""
    asked: bool = False
    """The text asks how to reach the brand."""


@cache
def cue_words() -> Phrases[str]:
    """Words that make a name a claim."""
    rows = data.table("claim_cues.tsv")
    said = [(w, role) for role, _, words in rows if role in CLAIMING for w in words.split("|")]
    halves = product(role_words("desk_of"), role_words("desk_who"))
    whole = (a + " " * a.isascii() + b for a, b in halves if a.isascii() is b.isascii())
    return Phrases([*said, *((words, "desk") for words in whole)], loose=True)


@cache
def channel_kinds() -> dict[str, str]:
    """Names of messengers and networks as people write them before an account, with their kind."""
    rows = data.table("channel_aliases.tsv")
    named = ((kind, words) for kind, _, *row in rows if kind != "nobody" for words in row[:2])
    return {word.lower(): kind for kind, words in named for word in words.split("|")}


def find_places(
    view: View,
    names: Sequence[tuple[int, int, str]],
    words: Words | None,
    free: Callable[[int, int], bool],
) -> list[Place]:
    """What each name does where it stands, by the words of a desk beside it, which are no part of
    a contact: `free` says so of a span."""
    cues = [cue for cue in cue_words().find(view.low, words=words) if free(cue[0], cue[1])]
    found, at = [], 0
    for start, end, brand_id in names:
        while at < len(cues) and cues[at][1] < start - CUE_REACH:
            at += 1
        found.append(_place(view, start, end, brand_id, _near_cue(view, start, end, cues, at)))
    return found


def _place(
    view: View, start: int, end: int, brand_id: str, cue: tuple[int, int, str] | None
) -> Place:
    name = start, end
    if is_denied(view, start, end) or _is_only_linked(view.plain, start, end, cue):
        return Place(start, end, name, brand_id)
    first, last = (min(start, cue[0]), max(end, cue[1])) if cue is not None else (start, end)
    if view.low[start:end] in channel_kinds():
        # "Telegram support: @name" says where the account is; a number there is Telegram's.
        return Place(first, last, name, brand_id, _channel_role(view, start, end, cue))
    if cue is not None and not is_hailed(view, first, last):
        if is_told(view, first, last):
            return Place(
                first, last, name, brand_id, "told", sentence_end(view, last, last + TOLD_REACH)
            )
        if not is_capability(view, start, end, cue):
            return Place(first, last, name, brand_id, "desk" if cue[2] == "desk" else "site")
    if is_offered(view, start, end) or is_greeting(view, start, end):
        return Place(start, end, name, brand_id, "desk")
    if is_reached(view, start, end):
        if is_told(view, start, end):
            return Place(
                start, end, name, brand_id, "told", sentence_end(view, end, end + TOLD_REACH)
            )
        return Place(start, end, name, brand_id, asked=True)
    return Place(start, end, name, brand_id)


def _is_only_linked(plain: str, start: int, end: int, cue: tuple[int, int, str] | None) -> bool:
    """The name stands in the words of a link, and the cue does not."""
    if not is_linked(plain, start, end):
        return False
    return cue is None or "[" in plain[cue[1] : start] or "]" in plain[end : cue[0]]


def _channel_role(view: View, start: int, end: int, cue: tuple[int, int, str] | None) -> Role:
    """What the name of a messenger does: ``Telegram support``, ``微信客服电话``, ``微信官网``."""
    if cue is None or is_capability(view, start, end, cue):
        return "mention"
    if cue[0] < start <= cue[1] + 1:
        return "mention"  # 客服微信, "support WhatsApp": where somebody's desk is
    words = view.low[cue[0] : cue[1] + CUE_REACH].partition("\n")[0]
    if cue[2] == "desk":
        if cue[0] == end and words.startswith(role_words("desk_of")):
            return "desk"  # 微信解冻专员
        called = any(word in words for word in role_words("line"))
        return "channel" if called or view.low[start:end] not in numbered_channels() else "mention"
    return "site" if any(word in words for word in role_words("homepage")) else "mention"


@cache
def numbered_channels() -> frozenset[str]:
    """Messengers whose accounts are telephone numbers: ``WhatsApp support: +44 ...``."""
    rows = data.table("channel_aliases.tsv")
    named = (row[:2] for _, _, *row in rows if len(row) > 2 and _DIALLED.search(row[2]))
    return frozenset(w.lower() for words in named for word in words for w in word.split("|") if w)


def _near_cue(
    view: View, start: int, end: int, cues: Sequence[tuple[int, int, str]], at: int
) -> tuple[int, int, str] | None:
    """The cue within reach in the same clause; a desk's before any other."""
    best = None
    for cue in cues[at : at + 64]:
        if cue[0] > end + CUE_REACH:
            break
        if cue[0] >= end:
            between = view.plain[end : cue[0]]
        elif cue[1] <= start:
            between = view.plain[cue[1] : start]
        elif start <= cue[0] and cue[1] <= end:
            if start < cue[0] and cue[1] == end and view.low[cue[0] : end].endswith("客服"):
                best = best or cue  # the name is a desk's: 京东客服
            continue  # a part of the name
        else:
            return cue
        if len(between) > CUE_REACH or _PARTS.search(between):
            continue
        if (
            cue[2] == "site"
            and cue[1] - cue[0] <= 8
            and len(between) > 2
            and _BARE.fullmatch(view.low[cue[0] : cue[1]])
        ):
            continue  # "official", as an adjective of something else
        if cue[2] == "desk":
            return cue
        best = best or cue
    return best
