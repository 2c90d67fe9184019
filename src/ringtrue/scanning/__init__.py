"""Scanning a text: every contact point in it, the brands it speaks for, what it asks for.

>>> from ringtrue.scanning.view import View
>>> [f.read for f in extract(View.of("聚合支https://x.example/a,付工具")).found]
['https://x.example/a']
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from ringtrue.model import Brand
from ringtrue.scanning.claims import Anchors, ScannedClaim, find_claims, speaks_for_wallet
from ringtrue.scanning.extract import MAX_CONTACTS, extract
from ringtrue.scanning.found import Finds, Found
from ringtrue.scanning.redflags import RedFlag, find_red_flags
from ringtrue.scanning.report import Note, ScannedContact, ScanReport, overall
from ringtrue.scanning.view import View
from ringtrue.verdict import Verdict

__all__ = [
    "MAX_TEXT",
    "Note",
    "RedFlag",
    "ScanReport",
    "ScannedClaim",
    "ScannedContact",
    "scan_text",
]

MAX_TEXT = 10 * 1024 * 1024
"""Characters of a text that are read; the report says so when there were more."""


class Names(Protocol):
    """What scanning asks of a directory."""

    @property
    def brands(self) -> Mapping[str, Brand]: ...

    @property
    def version(self) -> str: ...

    def names_in(self, text: str) -> list[tuple[int, int, str]]: ...


class Judge(Protocol):
    """What scanning asks of a checker."""

    @property
    def directory(self) -> Names: ...

    def check(
        self,
        raw: str,
        kind: str | None = None,
        claims: str | Iterable[str] | None = None,
        region: str | None = None,
    ) -> Verdict: ...


def scan_text(
    text: str, checker: Judge, *, region: str | None = None, max_contacts: int = MAX_CONTACTS
) -> ScanReport:
    """The report on a plain text, Chinese or English; never raises on any text.

    `region` (ISO 3166) is where the reader is: it reads national phone numbers and short codes.
    Spans of the report index into `text`. Linear in its length; at most `MAX_TEXT` characters
    and `max_contacts` places are read, and `ScanReport.notes` says when that bites.
    """
    notes: list[Note] = []
    if len(text) > MAX_TEXT:
        notes.append(Note("text_cut", {"limit": MAX_TEXT, "length": len(text)}))
        text = text[:MAX_TEXT]
    if not text.strip():
        notes.append(Note("empty_text"))
    view = View.of(text)
    directory = checker.directory
    names = directory.names_in(view.plain)
    finds = extract(view, names, max_contacts)
    if finds.full:
        notes.append(Note("contacts_cut", {"limit": max_contacts}))
    outside = [name for name in names if finds.free(name[0], name[1])]
    claims, anchors = find_claims(view, outside, directory.brands)
    spoken = {claim.brand_id for claim in claims if claim.strength == "speaks_for"}
    red_flags, warnings = find_red_flags(
        view,
        claimed=bool(spoken),
        wallet=any(c.brand_id in spoken and speaks_for_wallet(c, directory.brands) for c in claims),
        free=finds.free,
    )
    contacts = _judge(view, finds, anchors, checker, region)
    status, score = overall(contacts, red_flags, claimed=bool(spoken))
    return ScanReport(
        status, score, contacts, claims, red_flags, warnings, tuple(notes), directory.version
    )


def _judge(
    view: View, finds: Finds, anchors: Anchors, checker: Judge, region: str | None
) -> tuple[ScannedContact, ...]:
    """Distinct contacts with their verdicts; what is written twice is judged once."""
    verdicts: dict[tuple[str, str | None, str | None, str | None], Verdict] = {}
    distinct: dict[tuple[str, str | None], list[tuple[Found, Verdict]]] = {}
    for found in finds.found:
        claim = anchors.nearest(found.start, found.end)
        question = (found.read, found.kind, found.region or region, claim)
        verdict = verdicts.get(question)
        if verdict is None:
            verdict = checker.check(found.read, found.kind, claim, found.region or region)
            verdicts[question] = verdict
        contact = verdict.contact
        same = f"{contact.kind}:{contact.canonical}" if contact is not None else found.read
        distinct.setdefault((same, claim), []).append((found, verdict))
    contacts = []
    for (_, claim), places in distinct.items():
        found, verdict = places[0]
        start, end = view.span(found.start, found.end)
        kind = verdict.contact.kind if verdict.contact is not None else found.kind or "url"
        contacts.append(
            ScannedContact(start, end, view.text[start:end], kind, verdict, claim, len(places))
        )
    return tuple(contacts)
