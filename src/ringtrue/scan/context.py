"""What stands around a place in a text: cue words, brand names, the end of a word."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from ringtrue import data
from ringtrue.scan.phrases import Phrases
from ringtrue.scan.view import View

CUE_REACH = 24
"""Characters before a contact in which a word may say what it is."""


@cache
def _cues() -> dict[str, Phrases[str]]:
    rows: dict[str, list[tuple[str, str]]] = {}
    for kind, strength, zh, en, *_ in data.table("channel_aliases.tsv"):
        if strength == "cue" or kind == "-":
            rows.setdefault(kind, []).extend((word, kind) for word in (zh + "|" + en).split("|"))
    rows["phone"] += [(sign, "phone") for sign in "☎☏✆📞📲📱"]
    rows["website"] += [("🔗", "website"), ("👉", "website")]
    return {kind: Phrases(words) for kind, words in rows.items()}


@cache
def _number_context() -> dict[str, Phrases[str]]:
    rows: dict[str, list[tuple[str, str]]] = {}
    for role, words in data.table("number_context.tsv"):
        rows.setdefault(role, []).extend((word, role) for word in words.split("|"))
    return {role: Phrases(words) for role, words in rows.items()}


class Context:
    """A view and the brand names in it."""

    def __init__(self, view: View, names: Sequence[tuple[int, int, str]] = ()) -> None:
        self.view = view
        self.plain = view.plain
        self.low = view.low
        self.names = sorted(names)
        self._name_starts = [start for start, _, _ in self.names]

    def cue(self, kind: str, start: int, reach: int = CUE_REACH) -> bool:
        """Whether a word of `kind` (phone, email, website, remote) stands before `start`, same line."""
        floor = self.line_start(start, reach)
        return _cues()[kind].any(self.low, floor, start)

    def label(self, start: int, reach: int = 12) -> bool:
        """Whether a word before `start` says order, card, price, version ..."""
        floor = self.line_start(start, reach)
        last = -1
        for _, end, _ in _number_context()["label"].find(self.low, floor, start):
            last = end
        # Only signs, digits and a few letters between the word and the number.
        return last >= 0 and start - last <= 6

    def unit(self, end: int) -> bool:
        """Whether a unit follows: 元, %, years ..."""
        at = end + (self.low[end : end + 1] == " ")
        return _number_context()["unit"].match(self.low, at) > at

    def line_start(self, start: int, reach: int) -> int:
        """Start of the stretch of at most `reach` characters before `start` on its line."""
        floor = max(0, start - reach)
        return max(floor, self.plain.rfind("\n", floor, start) + 1)

    def names_brand(self, start: int, end: int) -> bool:
        """Whether a brand is named inside the span."""
        at = bisect_left(self._name_starts, start)
        return at < len(self.names) and self.names[at][1] <= end

    def is_ended(self, end: int) -> bool:
        """Nothing of a sentence follows directly: end of line, space at its end, a mark, Chinese."""
        after = self.plain[end : end + 2]
        return not after or after[0] in "\n\r/,;!?，。；！？、)）】」\"'" or not after[0].isascii() or (
            after[0] in " ." and (len(after) < 2 or not after[1].islower())
        )

    @staticmethod
    def is_word(label: str) -> bool:
        """Whether `label` is a dictionary word."""
        from ringtrue.text.words import is_word

        return is_word(label.lower())
