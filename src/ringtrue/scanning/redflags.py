"""What a text asks for that no genuine desk asks for: a phrase, a code, remote control, a fee.

The phrases are a table. A negation near one ("we never ask for your seed phrase") makes it a
warning: neither a request nor a sign of honesty, since fake desks print the same sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Literal

from ringtrue import data
from ringtrue.records import record, replace
from ringtrue.scanning.cues import NEGATIONS, cue
from ringtrue.scanning.hosts import has_han
from ringtrue.scanning.phrases import Phrases, Spots, Words
from ringtrue.scanning.view import View

Severity = Literal["critical", "high", "medium", "low"]
SEVERITIES: tuple[Severity, ...] = ("critical", "high", "medium", "low")
"""Worst first."""

BEFORE = 12
"""Characters before a phrase in which a negation counts; scripts with spaces need more room."""
BEFORE_LATIN = 72
AFTER = 40
MAX_PLACES = 2_000
"""Places of one row that are weighed; a text that repeats itself oftener says no more."""
ASK_REACH = 24
_LIST_GAP = 16
"""Characters between two items of one list: a negation before the first holds for the second."""
_COMMA = re.compile("[,，]")
_CLAUSE = re.compile("[。！？!?;；\n]|\\.(?=\\s|$)|[:：](?=\\s?\\S{3})")
_SECRETS = ("secret", "otp")
DELIVER_REACH = 60
"""Characters behind a code in which a word may ask to hand it on."""
_CODE_BEHIND = re.compile(r"[)）】]?\s?(?:is|为|是|[:：])?\s?[\"“「【\[(（]?\s?\d{3,8}(?!\d)")
_CODE_BEFORE = re.compile(r"(?<!\d)\d{3,8}\s?(?:[(（]|is your|是您的|为您的|作为)[^\d]{0,10}\Z")
_SENTENCE = re.compile("[。！!?？\n]")


@record
class RedFlag:
    """A request that a genuine desk does not make, or (`warning`) a warning of one."""

    id: str
    """Row of the table, ``R01`` ..."""
    category: str
    """Groups the advice: ``secret``, ``remote-access``, ``payment-demand`` ..."""
    severity: Severity
    start: int
    end: int
    """Span in the text as given."""
    quote: str
    """The words, as written."""
    warning: bool = False


@record
class _Row:
    id: str
    category: str
    severity: Severity
    needs: str
    otherwise: Severity
    negation: str


@cache
def request_words() -> Phrases[_Row]:
    """The phrases of the table."""
    rows, by_id = [], {}
    for id_, category, severity, needs, otherwise, negation, zh, en in data.table("redflags.tsv"):
        row = _Row(
            id_,
            category,
            _severity(severity),
            "" if needs == "-" else needs,
            _severity(severity if otherwise == "-" else otherwise),
            negation,
        )
        rows += [(word, row) for word in f"{zh}|{en}".split("|") if word.strip()]
        by_id[id_] = row
    for id_, _, words in data.table("redflags_languages.tsv"):
        row = by_id[id_]
        asks = replace(row, needs="")  # a phrase that is a request in itself
        rows += [(w.removeprefix("!"), asks if w[0] == "!" else row) for w in words.split("|")]
    return Phrases(rows)


def _severity(text: str) -> Severity:
    for known in SEVERITIES:
        if text == known:
            return known
    raise ValueError(f"redflags.tsv: severity {text!r}; use one of {', '.join(SEVERITIES)}")


def context_words() -> Iterator[Phrases[str]]:
    """The tables that are asked around a request."""
    for role in ("before", "after", "not", "ask", "give", "joins", "resumes", "turn"):
        yield _words(role)


def _words(role: str) -> Phrases[str]:
    return cue(role, table=NEGATIONS)


def find_red_flags(
    view: View,
    *,
    claimed: bool,
    wallet: bool,
    free: Callable[[int, int], bool],
    words: Words | None = None,
) -> tuple[tuple[RedFlag, ...], tuple[RedFlag, ...]]:
    """``(requests, warnings)``, worst first, one a row: its worst place.

    `claimed`: the text speaks for a brand; `wallet`: for a wallet; `free` says whether a span of
    the view lies outside every contact.
    """
    low = view.low
    hits = [hit for hit in request_words().find(low, words=words) if free(hit[0], hit[1])]
    if not hits:
        return (), ()
    around = _Around(low, Spots(low, words))
    best: dict[tuple[str, bool], RedFlag] = {}
    warned_to = -_LIST_GAP - 1
    counts: Counter[str] = Counter()
    for i, (start, end, row) in enumerate(hits):
        counts[row.id] += 1
        if counts[row.id] > MAX_PLACES:
            continue
        warning = row.negation != "-" and bool(
            around.negated(start, end, after=row.negation == "warns")
            or (start - warned_to <= _LIST_GAP and _is_list(low, warned_to, start))
            or (row.category == "secrecy" and around.guards_secret(hits, i))
            or (row.category == "otp" and around.delivers(start, end))
        )
        if warning:
            warned_to = end
        slot = (row.id, warning)
        known = best.get(slot)
        if known is not None and known.severity == row.severity:
            continue  # it cannot become worse
        holds = around.holds(row, start, end, claimed, wallet)
        severity = row.severity if holds else row.otherwise
        if known is None or SEVERITIES.index(severity) < SEVERITIES.index(known.severity):
            begin, stop = view.span(start, end)
            quote = view.text[begin:stop]
            best[slot] = RedFlag(row.id, row.category, severity, begin, stop, quote, warning)
    ordered = by_severity(best.values())
    return (
        tuple(flag for flag in ordered if not flag.warning),
        tuple(flag for flag in ordered if flag.warning),
    )


def by_severity(flags: Iterable[RedFlag]) -> tuple[RedFlag, ...]:
    """Worst first, then in the order of the text."""
    return tuple(sorted(flags, key=lambda f: (SEVERITIES.index(f.severity), f.start)))


class _Around:
    """What stands around a phrase: negations, asking words, the ends of its clause."""

    def __init__(self, low: str, spots: Spots) -> None:
        self._low, self._spots = low, spots

    def holds(self, row: _Row, start: int, end: int, claimed: bool, wallet: bool) -> bool:
        """Whether the condition for the row's full severity is met."""
        if row.needs == "ask":
            left, right = self.clause(start, end, ASK_REACH * 2, ASK_REACH)
            asks = _words("ask")
            return bool(
                self._spots.within(asks, left, start) or self._spots.within(asks, end, right)
            )
        if row.needs == "claim":
            return claimed
        return row.needs != "wallet" or wallet

    def negated(self, start: int, end: int, *, after: bool) -> bool:
        """Whether a negation in the same clause makes the phrase a warning."""
        low = self._low
        dense = has_han(low[start]) and not low[start - 1 : start].isascii()
        reach = BEFORE if dense else BEFORE_LATIN
        left, right = self.clause(start, end, reach, AFTER)
        commas = list(_COMMA.finditer(low, left, start))
        if commas and not self._spots.within(_words("resumes"), commas[-1].end(), start):
            left = commas[-1].end()  # "we do not, for any reason, ask ..." would go on
        if self._has_negation("before", left, start):
            return True
        return after and self._has_negation("after", end, right)

    def _has_negation(self, role: str, start: int, end: int) -> bool:
        """A negation in the span that is none of the "don't worry" kind."""
        negations = self._spots.within(_words(role), start, end)
        if not negations:
            return False
        false = self._spots.within(_words("not"), max(0, start - 8), end + 24)
        return any(not any(s <= found < e for s, e in false) for found, _ in negations)

    def clause(self, start: int, end: int, before: int, after: int) -> tuple[int, int]:
        """The clause around a span: so many characters to either side at most, to its marks."""
        low = self._low
        left = max(0, start - before)
        for mark in _CLAUSE.finditer(low, left, start):
            left = mark.end()
        for _, turn in self._spots.within(_words("turn"), left, start):
            left = turn
        right = min(len(low), end + after)
        stop = _CLAUSE.search(low, end, right)
        return left, stop.start() if stop else right

    def delivers(self, start: int, end: int) -> bool:
        """The text brings a code instead of asking for one: ``您的验证码是 135246``."""
        low = self._low
        if not (
            _CODE_BEHIND.match(low, end) or _CODE_BEFORE.search(low, max(0, start - 16), start)
        ):
            return False
        stop = _SENTENCE.search(low, end)
        right = min(stop.start() if stop else len(low), end + DELIVER_REACH)
        given = self._spots.within(_words("give"), end, right)
        return all(self._has_negation("before", max(end, a - BEFORE), a) for a, _ in given)

    def guards_secret(self, hits: Sequence[tuple[int, int, _Row]], i: int) -> bool:
        """Telling nobody one's code keeps it from thieves; it does not isolate a victim."""
        end = hits[i][1]
        _, right = self.clause(hits[i][0], end, 0, AFTER)
        return any(
            end <= start <= right and row.category in _SECRETS
            for start, _, row in hits[i + 1 : i + 8]
        )


def _is_list(low: str, start: int, end: int) -> bool:
    """Nothing stands between two items but what joins a list."""
    while start < end:
        after = _words("joins").match(low, start)
        if after == start and not low[start].isspace():
            return False
        start = max(after, start + 1)
    return start >= end
