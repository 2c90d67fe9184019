"""What a text asks for that no genuine desk asks for: a phrase, a code, remote control, a fee.

The phrases are a table. A negation near one ("we never ask for your seed phrase") makes it a
warning: neither a request nor a sign of honesty, since fake desks print the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ringtrue import data
from ringtrue.scanning.phrases import Phrases
from ringtrue.scanning.view import View

Severity = Literal["critical", "high", "medium", "low"]
SEVERITIES: tuple[Severity, ...] = ("critical", "high", "medium", "low")
"""Worst first."""

BEFORE = 12
"""Characters before a Chinese phrase in which a negation counts; Latin script needs more room."""
BEFORE_LATIN = 48
AFTER = 40
ASK_REACH = 24
_LIST_GAP = 16
"""Characters between two items of one list: a negation before the first holds for the second."""
_COMMA = re.compile("[,，]")
_CLAUSE = re.compile("[。！？!?;；\n]|\\.(?=\\s|$)|[:：](?=\\s?\\S{3})")
_SECRETS = ("secret", "otp")


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    category: str
    severity: Severity
    needs: str
    otherwise: Severity
    negation: str


@cache
def _table() -> Phrases[_Row]:
    rows = []
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
    return Phrases(rows)


def _severity(text: str) -> Severity:
    for known in SEVERITIES:
        if text == known:
            return known
    raise ValueError(f"redflags.tsv: severity {text!r}; use one of {', '.join(SEVERITIES)}")


@cache
def _words(role: str) -> Phrases[str]:
    rows = data.table("negations.tsv")
    return Phrases((w, "") for kind, _, words in rows if kind == role for w in words.split("|"))


def find_red_flags(
    view: View, *, claimed: bool, wallet: bool, free: Callable[[int, int], bool]
) -> tuple[tuple[RedFlag, ...], tuple[RedFlag, ...]]:
    """``(requests, warnings)``, worst first, one a row: its worst place.

    `claimed`: the text speaks for a brand; `wallet`: for a wallet; `free` says whether a span of
    the view lies outside every contact.
    """
    low = view.low
    hits = [hit for hit in _table().find(low) if free(hit[0], hit[1])]
    best: dict[tuple[str, bool], RedFlag] = {}
    warned_to = -_LIST_GAP - 1
    for i, (start, end, row) in enumerate(hits):
        warning = row.negation != "-" and bool(
            _negated(low, start, end, after=row.negation == "warns")
            or (start - warned_to <= _LIST_GAP and _is_list(low, warned_to, start))
            or (row.category == "secrecy" and _guards_secret(low, hits, i))
        )
        if warning:
            warned_to = end
        severity = row.severity if _holds(row, low, start, end, claimed, wallet) else row.otherwise
        begin, stop = view.span(start, end)
        flag = RedFlag(row.id, row.category, severity, begin, stop, view.text[begin:stop], warning)
        slot = (row.id, warning)
        known = best.get(slot)
        if known is None or SEVERITIES.index(severity) < SEVERITIES.index(known.severity):
            best[slot] = flag
    ordered = sorted(best.values(), key=lambda f: (SEVERITIES.index(f.severity), f.start))
    return (
        tuple(flag for flag in ordered if not flag.warning),
        tuple(flag for flag in ordered if flag.warning),
    )


def _holds(row: _Row, low: str, start: int, end: int, claimed: bool, wallet: bool) -> bool:
    """Whether the condition for the row's full severity is met."""
    if row.needs == "ask":
        left, right = _clause(low, start, end, ASK_REACH * 2, ASK_REACH)
        return _words("ask").any(low, left, start) or _words("ask").any(low, end, right)
    if row.needs == "claim":
        return claimed
    return row.needs != "wallet" or wallet


def _negated(low: str, start: int, end: int, *, after: bool) -> bool:
    latin = low[start].isascii()
    reach = BEFORE_LATIN if latin or low[start - 1 : start].isascii() else BEFORE
    left, right = _clause(low, start, end, reach, AFTER)
    commas = list(_COMMA.finditer(low, left, start))
    if commas and not _words("resumes").any(low, commas[-1].end(), start):
        left = commas[-1].end()  # "we do not, for any reason, ask ..." would go on
    if _has_negation("before", low, left, start):
        return True
    return after and _has_negation("after", low, end, right)


def _has_negation(role: str, low: str, start: int, end: int) -> bool:
    """A negation in the span that is none of the "don't worry" kind."""
    around = max(0, start - 8), min(len(low), end + 24)
    false = [(s, e) for s, e, _ in _words("not").find(low, *around)]
    return any(
        not any(s <= found < e for s, e in false)
        for found, _, _ in _words(role).find(low, start, end)
    )


def _clause(low: str, start: int, end: int, before: int, after: int) -> tuple[int, int]:
    """The clause around a span: at most so many characters to either side, to its marks."""
    left = max(0, start - before)
    for mark in _CLAUSE.finditer(low, left, start):
        left = mark.end()
    for _, turn, _ in _words("turn").find(low, left, start):
        left = turn
    right = min(len(low), end + after)
    stop = _CLAUSE.search(low, end, right)
    return left, stop.start() if stop else right


def _is_list(low: str, start: int, end: int) -> bool:
    """Nothing stands between two items but what joins a list."""
    while start < end:
        after = _words("joins").match(low, start)
        if after == start and not low[start].isspace():
            return False
        start = max(after, start + 1)
    return start >= end


def _guards_secret(low: str, hits: Sequence[tuple[int, int, _Row]], i: int) -> bool:
    """Telling nobody one's code keeps it from thieves; it does not isolate a victim."""
    end = hits[i][1]
    _, right = _clause(low, hits[i][0], end, 0, AFTER)
    return any(
        end <= start <= right and row.category in _SECRETS for start, _, row in hits[i + 1 : i + 8]
    )
