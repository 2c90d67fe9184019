"""One report on a document whose parts are read each by itself: chats, mailboxes, records.

A claim ends with its message: what one member of a chat says about a brand makes nothing of what
another one offers. The report on the whole has the contacts of all parts, each place in the text
of the whole, and the status of the worst part.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ringtrue.model import Status
from ringtrue.records import replace
from ringtrue.scanning.claims import ScannedClaim
from ringtrue.scanning.document import Document, Note, Part
from ringtrue.scanning.redflags import by_severity
from ringtrue.scanning.report import MAX_BRANDS, MAX_PLACES, WORST_FIRST, ScannedContact, ScanReport

MAX_FLAGS = 200
"""Requests, warnings and findings of a whole, each."""


def merged(
    document: Document,
    reports: Sequence[tuple[Part, ScanReport]],
    notes: Iterable[Note],
    version: str,
) -> ScanReport:
    """The report on `document` from those on its parts."""
    said: dict[tuple[str, str | None], ScannedContact] = {}
    claims: dict[str, ScannedClaim] = {}
    flags, warnings, findings = [], [], []
    official = {own.brand.id: own for _, report in reports for own in report.official}
    all_notes = {note.code: note for note in (*document.notes, *notes)}
    for part, report in reports:
        by = part.start
        for contact in report.contacts:
            _add(said, _moved(contact, by))
        for claim in report.claims:
            moved = replace(claim, start=claim.start + by, end=claim.end + by)
            held = claims.get(claim.brand_id)
            claims[claim.brand_id] = moved if held is None else _stronger(held, moved)
        flags += [replace(f, start=f.start + by, end=f.end + by) for f in report.red_flags]
        warnings += [replace(w, start=w.start + by, end=w.end + by) for w in report.warnings]
        findings += [replace(f, start=f.start + by, end=f.end + by) for f in report.findings]
        for note in report.notes:
            if note.code != "empty_text":
                all_notes.setdefault(note.code, note)
    told = [report for _, report in reports if report.contacts or _is_alarm(report)]
    status = next(
        (s for s in WORST_FIRST if any(report.status is s for report in told)), Status.UNKNOWN
    )
    if not reports:
        all_notes.setdefault("empty_text", Note("empty_text"))
    return ScanReport(
        status,
        max((report.score for report in told), default=0.0),
        tuple(said.values()),
        tuple(sorted(claims.values(), key=lambda c: c.strength != "speaks_for")),
        by_severity(flags)[:MAX_FLAGS],
        tuple(warnings[:MAX_FLAGS]),
        tuple(all_notes.values()),
        version,
        tuple(findings[:MAX_FLAGS]),
        None,
        document.form,
        tuple(official.values())[:MAX_BRANDS],
    )


def _is_alarm(report: ScanReport) -> bool:
    return report.status in WORST_FIRST[:2] or report.score > 0


def _moved(contact: ScannedContact, by: int) -> ScannedContact:
    return replace(
        contact,
        start=contact.start + by,
        end=contact.end + by,
        places=tuple((start + by, end + by) for start, end in contact.places),
    )


def _add(said: dict[tuple[str, str | None], ScannedContact], contact: ScannedContact) -> None:
    """Takes in a contact, or one more place of it; its worst verdict stands."""
    parsed = contact.verdict.contact
    same = f"{parsed.kind}:{parsed.canonical}" if parsed is not None else contact.raw
    held = said.get((same, contact.claim))
    if held is None:
        said[same, contact.claim] = contact
        return
    worse = contact.verdict.score > held.verdict.score
    said[same, contact.claim] = replace(
        held,
        verdict=contact.verdict if worse else held.verdict,
        count=held.count + contact.count,
        places=(*held.places, *contact.places)[:MAX_PLACES],
    )


def _stronger(held: ScannedClaim, other: ScannedClaim) -> ScannedClaim:
    first, second = held, other
    if held.strength != "speaks_for" and other.strength == "speaks_for":
        first, second = other, held
    return replace(first, mentions=first.mentions + second.mentions)
