"""Messages that defraud without naming a brand: a parcel, a prize, a charge that one should cancel.

One word of these says nothing; a message every part of which says so, with a contact that is on
nobody's list, follows a known pattern. The patterns are a table, in several languages.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ringtrue import data
from ringtrue.records import record
from ringtrue.scanning.cues import NEGATIONS, cue
from ringtrue.scanning.phrases import Phrases
from ringtrue.scanning.redflags import SEVERITIES, RedFlag, Severity
from ringtrue.scanning.view import View
from ringtrue.scanning.voice import AMOUNT, MAX_MESSAGE, Message

CATEGORY = "scheme"


@record
class _Scheme:
    id: str
    severity: Severity
    contact: str
    parts: tuple[Phrases[str] | None, ...]
    """None stands for a sum of money."""


@cache
def _schemes() -> tuple[_Scheme, ...]:
    found = []
    for id_, severity, _, contact, *parts in data.table("schemes.tsv"):
        words = tuple(
            None if part == "{amount}" else Phrases((w, "") for w in part.split("|"))
            for part in parts
        )
        found.append(_Scheme(id_, next(s for s in SEVERITIES if s == severity), contact, words))
    return tuple(found)


def find_schemes(
    view: View, contacts: tuple[tuple[int, int], ...], open_kinds: frozenset[str]
) -> tuple[RedFlag, ...]:
    """The patterns that a message follows, the first of each id.

    `contacts` are the spans of its contacts, `open_kinds` what those are that nobody lists:
    ``link``, ``phone``, ``account``. A text that warns of fraud is weighed one step lower: it may
    quote such a message.
    """
    if len(view.plain) > MAX_MESSAGE or not open_kinds:
        return ()
    message = Message.of(view, contacts)
    return tuple({flag.id: flag for flag in _found(view, message, open_kinds)}.values())


def _found(view: View, message: Message, open_kinds: frozenset[str]) -> Iterator[RedFlag]:
    for scheme in _schemes():
        if scheme.contact != "any" and scheme.contact not in open_kinds:
            continue
        place: tuple[int, int] | None = None
        for part in scheme.parts:
            here = _place(part, message.low)
            if here is None:
                break
            place = place or here
        else:
            assert place is not None
            begin, stop = view.span(*place)
            warned = cue("scheme_warned", table=NEGATIONS).any(message.low)
            severity: Severity = "medium" if warned else scheme.severity
            yield RedFlag(scheme.id, CATEGORY, severity, begin, stop, view.text[begin:stop])


def _place(part: Phrases[str] | None, low: str) -> tuple[int, int] | None:
    if part is None:
        match = AMOUNT.search(low)
        return match.span() if match else None
    hit = next(part.find(low), None)
    return hit[:2] if hit is not None else None
