"""Contacts of pictures that may be misread: the most careful answer of what they can say.

Where a letter of a picture is open (l or I, O or 0), the contact that was read may be another one.
What is official in one reading and not in the other is not official; what is an impersonation in
one of them is suspicious, for it is not known to stand there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import islice, product

from ringtrue.judging.verdict import Verdict
from ringtrue.model import Status
from ringtrue.records import replace
from ringtrue.scanning.document import Document, Note
from ringtrue.scanning.judged import ACCUSED, Judge, verdict_on
from ringtrue.scanning.report import SUSPICIOUS_FROM, WORST_FIRST, ScannedContact

MAX_READINGS = 8
"""Readings of one contact that are looked at, the one that was read among them."""
MAX_TOLD = 5
"""Contacts that the note names."""


def careful(
    contacts: Iterable[ScannedContact], document: Document, checker: Judge, region: str | None
) -> tuple[tuple[ScannedContact, ...], tuple[Note, ...]]:
    """The contacts, those that are open with the most careful verdict, and the note on them."""
    told = tuple(_careful(contact, document, checker, region) for contact in contacts)
    unsure = [contact for contact in told if contact.unsure]
    if not unsure:
        return told, ()
    named = "; ".join(" / ".join((c.raw, *c.readings[:2])) for c in unsure[:MAX_TOLD])
    return told, (Note("misread", {"contacts": named}),)


def _careful(
    contact: ScannedContact, document: Document, checker: Judge, region: str | None
) -> ScannedContact:
    doubts = [_inside(document.doubts, *place) for place in contact.places]
    if not all(doubts):
        return contact  # one of its places is plain
    start = contact.places[0][0]
    given = contact.verdict.contact
    others: dict[str, Verdict] = {}
    for raw in _readings(contact.raw, [(at - start, signs) for at, signs in doubts[0]]):
        verdict = verdict_on(checker, raw, contact.kind, contact.claim, region)
        read = verdict.contact
        if read is not None and (given is None or read.canonical != given.canonical):
            others.setdefault(raw, verdict)
    guessed = any(not signs for _, signs in doubts[0])
    if not others and not guessed:
        return contact  # it is the same contact in every reading
    verdict = _most_careful([contact.verdict, *others.values()], guessed=guessed)
    return replace(contact, verdict=verdict, unsure=True, readings=tuple(others))


def _inside(doubts: tuple[tuple[int, str], ...], start: int, end: int) -> list[tuple[int, str]]:
    at = bisect_left(doubts, (start, ""))
    return list(doubts[at : bisect_left(doubts, (end, ""))])


def _readings(raw: str, doubts: list[tuple[int, str]]) -> Iterable[str]:
    """What a text can say as well, the likeliest first."""
    places = [(at, raw[at] + signs) for at, signs in doubts if signs]
    for signs in islice(product(*(held for _, held in places)), 1, MAX_READINGS):
        letters = list(raw)
        for (at, _), sign in zip(places, signs, strict=True):
            letters[at] = sign
        yield "".join(letters)


def _most_careful(verdicts: list[Verdict], *, guessed: bool) -> Verdict:
    found = {verdict.status for verdict in verdicts}
    if len(found) == 1 and not (guessed and Status.OFFICIAL in found):
        return verdicts[0]
    worst = min(verdicts, key=lambda verdict: WORST_FIRST.index(verdict.status))
    if worst.status not in ACCUSED:
        return replace(worst, status=Status.UNKNOWN)
    score = min(worst.score, SUSPICIOUS_FROM)
    return replace(worst, status=Status.SUSPICIOUS, score=score)
