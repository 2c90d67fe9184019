"""Chats in text: how each program writes who says what, and when.

A message begins with a head that holds a time, and goes on until the next. WhatsApp, LINE,
KakaoTalk and programs of chat rooms put the words behind the head; WeChat, QQ, iMessage and
exporters of Discord put them into the lines under it. What a chat is, most of its first heads say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

SHOWN = 60
"""Lines by which a chat is told."""
LEAST = 2
"""Heads that make lines a chat: one is a line of something else."""
_MARKS = "[\u200e\u200f\u202a-\u202e]{0,3}"
_GAP = "[ \\t\u202f\xa0]"
_DAY = rf"\d{{1,4}}{_MARKS}[./年-] ?\d{{1,2}}{_MARKS}[./月-] ?\d{{1,4}}[日.]?"
_CLOCK = rf"(?:[^\d\s:,\[\]()]{{1,6}}{_GAP}?)?\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?"
_HALF = rf"(?:{_GAP}?[^\d\s:,\[\]()-]{{1,6}}){{0,2}}"
_WHEN = rf"{_DAY}[,،]?{_GAP}{{1,3}}(?:[^\d\s]{{1,6}}{_GAP}?)?{_CLOCK}{_HALF}"
_MONTH = r"[A-Z][a-z]{2} \d{1,2}, \d{4}"
_HEADS = tuple(
    re.compile(form)
    for form in (
        # WhatsApp: "[07.11.26, 20:20:41] Ann: words", "11/7/26, 8:20 PM - Ann: words".
        rf"^{_MARKS}\[?{_MARKS}{_WHEN}(?:\]|\s-\s|:\s-\s)\s?{_MARKS}"
        r"(?:(?P<who>[^:\n]{1,100}): )?(?P<said>.*)$",
        # LINE: "20:20<tab>Ann<tab>words".
        r"^(?:[^\d\s:]{1,4})?\d{1,2}:\d{2}(?: [AP]M)?\t(?:(?P<who>[^\t\n]{1,100})\t)?(?P<said>.*)$",
        # KakaoTalk: "2026. 11. 7. 오후 8:20, Ann : words" and "[Ann] [오후 8:20] words".
        rf"^(?:\d{{4}}년 \d{{1,2}}월 \d{{1,2}}일|{_DAY}),?{_GAP}{_CLOCK}{_HALF}, "
        r"(?:(?P<who>[^:\n]{1,100}) : )?(?P<said>.*)$",
        rf"^\[(?P<who>[^\]\n]{{1,100}})\] \[{_CLOCK}{_HALF}\] (?P<said>.*)$",
        # Rooms: "[20:20] <ann> words".
        rf"^\[?(?:{_DAY}[T ])?\d{{1,2}}:\d{{2}}(?::\d{{2}})?\]? ?"
        r"<[~&@%+]?(?P<who>[^<>\s]{1,64})> (?P<said>.*)$",
        # Discord: "[11/7/2026 8:20 PM] ann", words under it.
        rf"^\[{_WHEN}\] (?P<who>[^\n:]{{1,100}})(?P<said>)$",
        # WeChat, QQ: "2026-11-07 20:20:11 Ann(1234567)" and "Ann 2026-11-07 20:20:11".
        rf"^{_DAY} {_CLOCK} (?P<who>[^\n:]{{1,80}}?)"
        r"(?:\(\d{4,12}\)|<[^<>\s]{3,80}>)?(?P<said>)$",
        rf"^(?P<who>[^\n:]{{1,80}}?)(?:\(\d{{4,12}}\))? {_DAY} {_CLOCK}(?P<said>)$",
        # iMessage: the time, the name and the words, a line each.
        rf"^{_MONTH} {{1,2}}{_CLOCK}{_HALF}(?: \([^()\n]{{1,80}}\))?(?P<who>)(?P<said>)$",
    )
)
_ATTACHED = re.compile(
    rf"{_MARKS}(?:<[^<>\n]{{1,60}}: [^<>\n]{{1,200}}\.\w{{2,5}}>"
    r"|[^\s/]{1,120}\.\w{2,5}(?: \([^()\n]{1,60}\)|（[^（）\n]{1,40}）)"
    r"|<[^<>\n]{1,40}(?:omitted|ausgeschlossen|omis|omitido|omesso|忽略|省略|已忽略)[^<>\n]{0,20}>)"
)


class Line(NamedTuple):
    """A message: who, and the words."""

    who: str
    text: str


def form_of(text: str) -> re.Pattern[str] | None:
    """The form of the heads of a chat; None for a text that is none."""
    lines = [line.rstrip("\r") for line in text[:8_000].lstrip("\ufeff").split("\n", SHOWN)[:SHOWN]]
    best, found = 0, None
    for form in _HEADS:
        told = [form.match(line) for line in lines]
        heads = [
            head
            for head, under, line in zip(told, [*told[1:], None], [*lines[1:], ""], strict=True)
            # A head without words has some under it; a log has the next entry there.
            if head is not None and (head["said"] or (under is None and line.strip()))
        ]
        named = sum(bool(head["who"]) for head in heads)
        # What WhatsApp writes begins with a head; others put a title above.
        enough = LEAST if form is not _HEADS[0] or not _HEADS[0].match(lines[0]) else 1
        if len(heads) >= enough and len(heads) > best and (named or form is _HEADS[-1]):
            best, found = len(heads), form
    return found


def messages(text: str, form: re.Pattern[str]) -> Iterator[Line]:
    """The messages of a chat, in order; what stands above the first head is the first."""
    who, said, begun = "", "", False
    above = ""
    """A head with no words in it, for what is written like one may be no head at all."""
    for raw in text.lstrip("\ufeff").split("\n"):
        line = raw.rstrip("\r")
        head = form.match(line)
        if head is None and not begun and form is _HEADS[-1] and line.strip():
            who, begun = line.strip()[:100], True
            continue
        if head is None:
            said += f"\n{line}"
            continue
        if said.strip():
            yield Line(who, _ATTACHED.sub("", said))
        elif above:
            yield Line("", above)
        above = "" if head["said"] else line
        who, said = (head["who"] or "").strip("\u200e\u200f\u202a\u202c "), head["said"]
        begun = form is not _HEADS[-1]
    if said.strip():
        yield Line(who, _ATTACHED.sub("", said))
    elif above:
        yield Line("", above)
