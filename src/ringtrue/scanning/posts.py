"""Posts of networks: who writes one, whom it answers, whom it names, and whom it offers.

``NAME (@name): @who ...`` answers somebody. The accounts at its head are the writer's and the
reader's, and one in the middle of a sentence is spoken of. Only an account that a text tells its
reader to turn to ("write to @name", "support: @name") is offered as a contact.
"""

from __future__ import annotations

import re

from ringtrue.scanning.cues import cue
from ringtrue.scanning.view import View

_NAME = r"(?:[^\n@:：]|(?<=\w):(?=\w)){1,60}"
_ACCOUNT = r"@\w{2,30}"
_ACCOUNT_ALONE = r"@?\w{2,40}"
_GREETED = r"(?i:replying to\s|(?:hi|hey|hello|dear|thanks|您好|你好)[,，!]?\s)"
_TO = rf"\s{{0,3}}{_GREETED}?\.?@\w{{2,30}}"
_ANSWER = re.compile(
    r"(?:RT\s)?(?:"
    rf"(?:{_NAME}\s?)?[(（]{_ACCOUNT_ALONE}[)）](?:\s?[:：]|\s[\w:]{{0,10}})?"  # NAME (@name):
    rf"|(?:{_NAME}\s)?{_ACCOUNT}(?=\s?\n|\s?[:：])(?:[:：])?"  # NAME @name, a line of its own
    rf"|(?:from\s)?@?{_NAME}(?:[:：]|\breplied:?|\bsays:?|\s?->|\s→|\n)"  # NAME: NAME replied
    r"|\w{2,40}, \d{1,2}\s?[hmd]\n"  # NAME, 3h
    rf")?{_TO}(?=[\s:,：，]|\Z)"
)
"""The head of a post that answers somebody."""
_AUTHOR = re.compile(
    rf"(?:RT\s)?(?:{_NAME}[\s(（])?({_ACCOUNT})(?:[)）]?\s?[:：]|[)）]?\s?·|[)）]\son\s\w{{1,12}}|[)）]?\s?\n(?=\S[^\n]{{8}}))"
)
"""The head of a post with its writer's account: ``NAME (@name): ...``, ``NAME @name · Nov 12``."""
_ADDRESSED = re.compile(
    r"(?:\A|\n|\bRT |\breplied:?\s|\s->\s|(?i:\breplying to )|@\w{1,30}\s{1,2}"
    r"|(?i:\b(?:thanks|thank you|sorry|glad|hi|hey|hello|dear|cc)\b[^.!?:\n]{0,40}?)[,，]?\s)\Z"
)
_SENTENCE = re.compile(r"[,，]?\s[A-Z][\w'’]*,?\s[a-z]")
_ANSWERED = re.compile(
    r"[\s,]{1,3}(?:we|hi|hey|hello|thank|sorry|i'?m|our|please|that|this|您好|抱歉|感谢)"
)
_NEXT = re.compile(rf"(?:\s|,|&|\band\b){{1,12}}{_ACCOUNT}", re.IGNORECASE)
_BEFORE = re.compile(rf"{_ACCOUNT}(?:\s|,|&|\band\b){{1,12}}\Z", re.IGNORECASE)
_ROW_REACH = 48
_OFFER_REACH = 60
_DIRECT = re.compile(r"\b(?:at|is|via|through)\s?[:：]?\s?\Z")
_SENTENCE_END = re.compile(r"[.!?]\s|[。！？\n]")


class Post:
    """A text as a post."""

    def __init__(self, view: View) -> None:
        self._plain, self._low = view.plain, view.low
        self.answers = _ANSWER.match(view.plain) is not None
        """It answers somebody: desks ask there what went wrong."""
        author = _AUTHOR.match(view.plain)
        self.author = author.start(1) if author else -1
        """Where its writer's account stands, or -1."""

    def is_named(self, start: int) -> bool:
        """Whether ``@name`` at `start` is the writer, or is answered, thanked, quoted or one of
        a row: ``with @a, @b and @c``."""
        if start == self.author:
            return True
        before = self._plain[max(0, start - 60) : start]
        if _ADDRESSED.search(before) is not None:
            return True
        end = self._end(start)
        if self._is_in_row(start, end):
            return True
        head = before.rpartition("\n")[2].rstrip()
        if head and head[-1] not in ":：":
            return False
        return bool(_ANSWERED.match(self._low, end) or _SENTENCE.match(self._plain, end))

    def is_offered(self, start: int) -> bool:
        """Whether the reader is told to turn to ``@name`` at `start`."""
        low, left = self._low, max(0, start - _OFFER_REACH)
        for mark in _SENTENCE_END.finditer(low, left, start):
            left = mark.end()
        if cue("turn", "offer", "reach").any(low, left, start):
            return True
        if _DIRECT.search(low, left, start):
            return True
        label = low[left:start].rstrip(" :：-–—(（")
        return any(
            any(b == len(label) for _, b, _ in cue(role).find(label)) for role in ("desk", "site")
        )

    def _is_in_row(self, start: int, end: int) -> bool:
        """Whether two other accounts at least stand right beside it."""
        plain, count = self._plain, 0
        at = end
        while (other := _NEXT.match(plain, at)) and count < 2:
            at, count = other.end(), count + 1
        at = start
        while count < 2 and (other := _BEFORE.search(plain, max(0, at - _ROW_REACH), at)):
            at, count = other.start(), count + 1
        return count >= 2

    def _end(self, start: int) -> int:
        at = start + 1
        while at < len(self._plain) and (self._plain[at].isalnum() or self._plain[at] == "_"):
            at += 1
        return at
