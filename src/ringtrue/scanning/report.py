"""The answer to a scan, and how its parts become one status.

Score. Every contact brings its own score, and every category of request a strength by its worst
severity, raised when the text speaks for a brand: a stranger's talk of private keys is one thing,
a "TokenPocket support desk" that asks for them another. Like families of evidence, the contacts
(their highest score) and the categories combine as 1 - prod(1 - s).

Status. An impersonating contact makes the text an impersonation. Otherwise a suspicious contact,
or a score of `SUSPICIOUS_FROM` and more, makes it suspicious. Then the worst of the contacts
stands: unknown, then invalid, then official. A text without any contact is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import prod
from typing import Any

from ringtrue.model import Status
from ringtrue.scanning.claims import ScannedClaim
from ringtrue.scanning.redflags import RedFlag
from ringtrue.verdict import Verdict

SCHEMA = 1
SUSPICIOUS_FROM = 0.5
_ALONE = {"critical": 0.5, "high": 0.3, "medium": 0.05, "low": 0.0}
_CLAIMED = {"critical": 0.7, "high": 0.5, "medium": 0.1, "low": 0.0}
_WORST_FIRST = (
    Status.IMPERSONATION,
    Status.SUSPICIOUS,
    Status.UNKNOWN,
    Status.INVALID,
    Status.OFFICIAL,
)


@dataclass(frozen=True, slots=True)
class ScannedContact:
    """A contact point of a text, judged."""

    start: int
    end: int
    """Span of its first place in the text as given."""
    raw: str
    """The text of that span."""
    kind: str
    """Kind of the parsed contact; the expected kind when it is invalid."""
    verdict: Verdict
    claim: str | None = None
    """Id of the brand that the text around it speaks for."""
    count: int = 1
    """How often it occurs."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the reader of a report must know about the scan itself."""

    code: str
    """Message code: ``text_cut``, ``contacts_cut``, ``empty_text``."""
    details: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScanReport:
    """Everything that a text offers, claims and asks for."""

    status: Status
    score: float
    """0..1, see the module's docstring."""
    contacts: tuple[ScannedContact, ...]
    """Distinct contacts in the order of their first place."""
    claims: tuple[ScannedClaim, ...]
    """One a brand: first those that the text speaks for."""
    red_flags: tuple[RedFlag, ...]
    """Requests, worst first."""
    warnings: tuple[RedFlag, ...] = ()
    """The same words inside a warning: no request, and no proof of honesty."""
    notes: tuple[Note, ...] = ()
    directory_version: str = ""

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """Plain JSON values (schema version 1); `lang` is the language of the advice."""
        return {
            "schema": SCHEMA,
            "status": str(self.status),
            "score": round(self.score, 4),
            "contacts": [
                {
                    "start": c.start,
                    "end": c.end,
                    "raw": c.raw,
                    "kind": c.kind,
                    "claim": c.claim,
                    "count": c.count,
                    "verdict": c.verdict.to_dict(lang),
                }
                for c in self.contacts
            ],
            "claims": [
                {
                    "brand": {"id": c.brand_id, "name": c.brand},
                    "strength": c.strength,
                    "start": c.start,
                    "end": c.end,
                    "text": c.text,
                    "mentions": c.mentions,
                }
                for c in self.claims
            ],
            "red_flags": [_flag(flag) for flag in self.red_flags],
            "warnings": [_flag(flag) for flag in self.warnings],
            "notes": [{"code": n.code, "details": dict(n.details)} for n in self.notes],
            "directory_version": self.directory_version,
        }


def _flag(flag: RedFlag) -> dict[str, Any]:
    return {
        "id": flag.id,
        "category": flag.category,
        "severity": flag.severity,
        "start": flag.start,
        "end": flag.end,
        "quote": flag.quote,
    }


def overall(
    contacts: Iterable[ScannedContact], red_flags: Iterable[RedFlag], *, claimed: bool
) -> tuple[Status, float]:
    """Status and score of a text from its parts."""
    verdicts = [c.verdict for c in contacts]
    strengths = _CLAIMED if claimed else _ALONE
    by_category: dict[str, float] = {}
    for flag in red_flags:
        strength = strengths[flag.severity]
        by_category[flag.category] = max(by_category.get(flag.category, 0.0), strength)
    worst = max((v.score for v in verdicts), default=0.0)
    score = 1.0 - prod(1.0 - s for s in (worst, *by_category.values()))
    found = {v.status for v in verdicts}
    if Status.IMPERSONATION in found:
        return Status.IMPERSONATION, score
    if Status.SUSPICIOUS in found or score >= SUSPICIOUS_FROM:
        return Status.SUSPICIOUS, score
    return next((s for s in _WORST_FIRST if s in found), Status.UNKNOWN), score
