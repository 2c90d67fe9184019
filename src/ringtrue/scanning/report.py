"""The answer to a scan, and how its parts become one status.

Score. Every contact brings its own score, and every category of request a strength by its worst
severity, raised when the text speaks for a brand: a stranger's talk of private keys is one thing,
a "TokenPocket support desk" that asks for them another. A finding about
the page as a whole weighs as a category of its own. Like families of evidence, the contacts (their
highest score) and the categories combine as 1 - prod(1 - s).

Status. An impersonating contact makes the text an impersonation, and so does a page that speaks for
a brand at an address that is not the brand's and asks for a recovery phrase. Otherwise a suspicious
contact, or a score of `SUSPICIOUS_FROM` and more, makes it suspicious. Then the worst of the
contacts stands: unknown, then invalid, then official. A text without any contact is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import prod
from typing import TYPE_CHECKING

from ringtrue.judging.offers import BrandAnswer
from ringtrue.judging.served import pydantic_schema
from ringtrue.judging.verdict import Verdict
from ringtrue.messages.shown import shown
from ringtrue.model import Status
from ringtrue.records import record
from ringtrue.scanning.claims import ScannedClaim
from ringtrue.scanning.document import Form, Note, Role
from ringtrue.scanning.findings import Finding
from ringtrue.scanning.redflags import RedFlag

if TYPE_CHECKING:
    from ringtrue.render.shapes import ReportDict

SUSPICIOUS_FROM = 0.5
MAX_BRANDS = 3
"""Brands of which a report gives the own contacts."""
MAX_PLACES = 100
"""Places of one contact that a report lists; `ScannedContact.count` has them all."""
_ALONE = {"critical": 0.5, "high": 0.3, "medium": 0.05, "low": 0.0}
_IN_LONG = {"critical": 0.3, "high": 0.2, "medium": 0.05, "low": 0.0}
_CLAIMED = {"critical": 0.7, "high": 0.5, "medium": 0.1, "low": 0.0}
WORST_FIRST = (
    Status.IMPERSONATION,
    Status.SUSPICIOUS,
    Status.UNKNOWN,
    Status.INVALID,
    Status.OFFICIAL,
)


@record
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
    role: Role = "text"
    """Where it first stands: ``text`` is what a reader sees, ``link`` the target of a link ..."""
    places: tuple[tuple[int, int], ...] = ()
    """Spans of all its places, at most `MAX_PLACES`."""
    box: tuple[int, int, int, int] | None = None
    """Of a picture: left, top, right and bottom of its first place, in pixels."""
    unsure: bool = False
    """Of a picture: it may be misread, and the verdict is the most careful of `readings` and `raw`;
    none of them stays official where another is not."""
    readings: tuple[str, ...] = ()
    """What it can read as well."""


@record
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

    findings: tuple[Finding, ...] = ()
    """What the page or mail as a whole does wrong."""
    address: Verdict | None = None
    """The verdict on where it was found, when the caller said where."""
    form: Form = "text"
    """What was scanned: ``text``, ``html``, ``mail`` or ``image``."""

    official: tuple[BrandAnswer, ...] = ()
    """The own contacts of the brands that the text speaks for or that its contacts imitate."""

    __get_pydantic_core_schema__ = classmethod(pydantic_schema)

    def __str__(self) -> str:
        """The status, and the contacts that it rests on."""
        alarming = [c.raw for c in self.contacts if c.verdict.is_alarm]
        told = ", ".join(shown(raw, 60) for raw in (alarming or [c.raw for c in self.contacts])[:3])
        return f"{self.status.value}: {told}" if told else self.status.value

    def to_dict(self, lang: str = "en", region: str | None = None) -> ReportDict:
        """Plain JSON values, schema version 1 (`ringtrue.render.scan_json`)."""
        from ringtrue.render.scan_json import report_dict

        return report_dict(self, lang, region)


def overall(
    contacts: Iterable[ScannedContact],
    red_flags: Iterable[RedFlag],
    *,
    claimed: bool,
    findings: Iterable[Finding] = (),
    page: Verdict | None = None,
    long: bool = False,
    mail: bool = False,
) -> tuple[Status, float]:
    """Status and score of a text from its parts; `page` is the verdict on its own address. A `long`
    text holds the words of any request somewhere, and contacts of all kinds. A `mail` is never
    official: whoever it is from can be forged.
    """
    verdicts = [c.verdict for c in contacts]
    if page is not None and page.status is not Status.OFFICIAL:
        verdicts.append(page)
    strengths = _CLAIMED if claimed else _IN_LONG if long else _ALONE
    findings = tuple(findings)
    by_category: dict[str, float] = {}
    weighed = [(flag.category, flag.severity) for flag in red_flags]
    # Of one request the words and the brand's own word on it are one fact.
    weighed += [(f.details.get("category", f.code), f.severity) for f in findings]
    for category, severity in weighed:
        by_category[category] = max(by_category.get(category, 0.0), strengths[severity])
    worst = max((v.score for v in verdicts if not long or v.status in WORST_FIRST[:2]), default=0.0)
    requests = list(by_category.values())
    if long and not claimed:
        requests = [max(requests, default=0.0)]  # all requests are named somewhere in it
    score = 1.0 - prod(1.0 - s for s in (worst, *requests))
    found = {v.status for v in verdicts}
    if mail:
        found -= {Status.OFFICIAL}
    worst_of = {finding.code: finding.severity for finding in findings}
    takes = worst_of.get("secret_form") == "critical" and worst_of.get("page_claim") == "high"
    if Status.IMPERSONATION in found or takes:
        return Status.IMPERSONATION, score
    if Status.SUSPICIOUS in found or score >= SUSPICIOUS_FROM:
        return Status.SUSPICIOUS, score
    return next((s for s in WORST_FIRST if s in found), Status.UNKNOWN), score
