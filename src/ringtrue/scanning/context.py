"""What stands around a place in a text: cue words, brand names, the end of a word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from ringtrue import data
from ringtrue.scanning.hosts import has_han
from ringtrue.scanning.phrases import Phrases, Words
from ringtrue.scanning.view import View

CUE_REACH = 24
"""Characters before a contact in which a word may say what it is."""
_STREET = re.compile(r"(?: [A-Z][a-z]{1,20}){2,4}")
_HEAD = re.compile(r"\s?[:：]\s?\n[\s>*•·\-]{0,8}\Z")
_HEAD_REACH = 14
_BRACKET = re.compile(r"\s?[(（][^()（）\n]{2,12}[)）]")
_ASKED = re.compile("[?!？！]")
_BEHIND = re.compile(r"[ \t]{0,2}[(（【\[]|[ \t]{1,3}(?=\S)")


@cache
def _cues() -> dict[str, Phrases[str]]:
    rows: dict[str, list[tuple[str, str]]] = {}
    for kind, strength, zh, en, *_ in data.table("channel_aliases.tsv"):
        if strength == "cue" or kind == "-":
            rows.setdefault(kind, []).extend((word, kind) for word in (zh + "|" + en).split("|"))
    rows_of = data.table("claim_cues.tsv")
    desks = (said for role, lang, said in rows_of if role == "desk" and lang not in ("zh", "en"))
    rows["phone"] += [(word, "phone") for words in desks for word in words.split("|")]
    rows["phone"] += [(sign, "phone") for sign in "☎☏✆📞📲📱"]
    rows["website"] += [("🔗", "website"), ("👉", "website")]
    return {kind: Phrases(words) for kind, words in rows.items()}


@cache
def _number_context() -> dict[str, Phrases[str]]:
    rows: dict[str, list[tuple[str, str]]] = {}
    for role, words in data.table("number_context.tsv"):
        rows.setdefault(role, []).extend((word, role) for word in words.split("|"))
    return {role: Phrases(words) for role, words in rows.items()}


@cache
def _streets() -> frozenset[str]:
    rows = data.table("number_context.tsv")
    return frozenset(w for role, words in rows if role == "street" for w in words.split("|"))


def blanks() -> Phrases[str]:
    """What stands where a contact should: ``<phone number>``."""
    return _number_context()["blank"]


def context_words() -> Iterator[Phrases[str]]:
    """The tables that are asked around a contact."""
    yield from (_cues()[kind] for kind in ("phone", "website", "remote"))
    yield _number_context()["label"]


class Context:
    """A view and the brand names in it."""

    def __init__(
        self,
        view: View,
        names: Sequence[tuple[int, int, str]] = (),
        words: Words | None = None,
    ) -> None:
        self.view = view
        self.words = words
        self._spots = view.spots
        self.plain = view.plain
        self.low = view.low
        self.names = sorted(names)
        self._name_starts = [start for start, _, _ in self.names]

    def cue(self, kind: str, start: int, reach: int = CUE_REACH) -> bool:
        """Whether a word of `kind` (phone, website, remote ...) stands before `start`."""
        return self.last_cue(kind, self.line_start(start, reach), start) >= 0

    def last_cue(self, kind: str, start: int, end: int) -> int:
        """End of the last word of `kind` in the span, or -1."""
        found = self._spots.within(_cues()[kind], start, end)
        return found[-1][1] if found else -1

    def ends_with(self, kind: str, start: int, end: int) -> bool:
        """Whether the span is a word of `kind`, whatever is glued to its end."""
        return any(
            a == 0 and b == end - start for a, b, _ in _cues()[kind].find(self.low[start:end])
        )

    def label(self, start: int, reach: int = 12) -> int:
        """End of a word right before `start` that says order, card, price, version ...; else -1."""
        labels = _number_context()["label"]
        found = self._spots.within(labels, self.line_start(start, reach), start)
        last = found[-1][1] if found else -1
        if start - last > 6 or _ASKED.search(self.plain, max(last, 0), start):
            return -1  # signs and a few letters may stand between, but "Not your order? +1 ..."
        return last

    def is_labelled_behind(self, end: int) -> bool:
        """Whether brackets right behind say order, code, version ...: ``135246（动态验证码）``."""
        mark = _BRACKET.match(self.plain, end)
        if mark is None:
            return False
        inside = self.low[end : mark.end() - 1]
        return any(stop == len(inside) for _, stop, _ in _number_context()["label"].find(inside))

    def blanks(self) -> list[tuple[int, int]]:
        """Spans that stand where a contact should: ``<phone number>``."""
        return [(start, end) for start, end, _ in blanks().find(self.low, words=self.words)]

    def unit(self, end: int) -> bool:
        """Whether a unit follows: 元, %, years ..."""
        return self._followed("unit", end) or self.crowd(end)

    def is_house(self, end: int) -> bool:
        """Whether the name of a street stands right after: ``742 Evergreen Terrace``."""
        named = _STREET.match(self.plain, end)
        words = named[0].lower().split() if named is not None else ()
        return any(word in _streets() for word in words[1:])

    def crowd(self, end: int) -> bool:
        """Whether those who are counted follow: users, members ..."""
        return self._followed("crowd", end)

    def _followed(self, role: str, end: int) -> bool:
        at = end + (self.low[end : end + 1] == " ")
        return _number_context()[role].match(self.low, at) > at

    def line_start(self, start: int, reach: int) -> int:
        """Start of the stretch of at most `reach` characters before `start` on its line."""
        floor = max(0, start - reach)
        return max(floor, self.plain.rfind("\n", floor, start) + 1)

    def is_headed(self, kind: str, start: int) -> bool:
        """Whether `start` begins a line under one that ends in a word of `kind` and a colon:
        ``客服热线：``."""
        head = _HEAD.search(self.plain, max(0, start - _HEAD_REACH), start)
        if head is None:
            return False
        end = head.start()
        left = self.line_start(end, CUE_REACH)
        labels = self._spots.within(_number_context()["label"], left, end)
        if labels and labels[-1][1] == end:
            return False  # "Order number:"
        return self.last_cue(kind, left, end) == end

    def host_start(self, start: int, end: int) -> int:
        """Where a Chinese host name begins in the run before its dot: at a brand, after a verb."""
        at = bisect_left(self._name_starts, start)
        if at < len(self.names) and self.names[at][1] <= end:
            return self.names[at][0]
        cut = self.last_cue("website", start, end)
        return cut if 0 <= cut < end else start

    def label_start(self, start: int) -> int:
        """Where the brand's name begins that stands right before `start`; `start` without one."""
        at = bisect_left(self._name_starts, start) - 1
        return self.names[at][0] if self.names_end(start) else start

    def names_end(self, start: int) -> bool:
        """Whether a brand's name stands right before `start`: ``工商银行：95588``."""
        at = bisect_left(self._name_starts, start) - 1
        if at < 0 or start - self.names[at][1] > 3:
            return False
        return not self.plain[self.names[at][1] : start].strip(' :：\t|｜[(【（“"「→—')

    def is_signed(self, start: int, end: int) -> bool:
        """Whether a line is a brand's name in brackets and the span: ``【工商银行】95588``."""
        at = bisect_left(self._name_starts, start) - 1
        if at < 0 or self.plain[self.names[at][1] : start].rstrip() not in ("】", "]"):
            return False
        head = self.plain[max(0, self.names[at][0] - 2) : self.names[at][0]]
        rest = self.plain[end : end + 2].lstrip("。. ")
        return head[-1:] in ("【", "[") and head[:-1] in ("", "\n") and rest[:1] in ("", "\n")

    def names_after(self, end: int) -> bool:
        """Whether a brand's name is all that follows in the line, or stands right behind in
        brackets: ``95588（工商银行）``, ``95588 工商银行``."""
        mark = _BEHIND.match(self.plain, end)
        at = bisect_left(self._name_starts, mark.end() if mark else end)
        if mark is None or at == len(self.names) or self.names[at][0] != mark.end():
            return False
        rest = self.plain[self.names[at][1] : self.names[at][1] + 2].lstrip(" ")
        return rest[:1] in (")", "）", "】", "]") if mark[0].strip() else rest[:1] in ("", "\n")

    def names_brand(self, start: int, end: int) -> bool:
        """Whether a brand is named inside the span."""
        at = bisect_left(self._name_starts, start)
        return at < len(self.names) and self.names[at][1] <= end

    def is_ended(self, end: int) -> bool:
        """No sentence goes on: the end, a mark, Chinese, or no small letter after a space."""
        after = self.plain[end : end + 2]
        if not after or not after[0].isascii() or after[0] in "\n\r/,;!?)\"'":
            return True
        return after[0] in " ." and not after[1:].islower()

    def is_chinese(self, start: int) -> bool:
        """Whether the text around `start` is Chinese."""
        return has_han(self.plain[max(0, start - 60) : start + 60])

    @staticmethod
    def is_word(label: str) -> bool:
        """Whether `label` is a dictionary word."""
        from ringtrue.text.words import is_word

        return is_word(label.lower())
