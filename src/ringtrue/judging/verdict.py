"""The answer to one question, and its two doors to the reader: `advice` and `to_dict`."""

from __future__ import annotations

from ringtrue.model import (
    Assurance,
    BrandRef,
    Claim,
    ContactPoint,
    Details,
    Evidence,
    Imitated,
    Status,
)
from ringtrue.records import made, record

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from typing import Any


@record
class Verdict:
    """What ringtrue says of one contact point, and why. None of its statuses means "safe"."""

    status: Status
    score: float
    """0..1: weight of the evidence that it impersonates `imitates`; 0 for official. For registered
    names the share of fakes that was measured (`ringtrue.judging.calibration`), for other contacts,
    and with ``Policy(calibrated=False)``, as their detectors judge."""
    raw: str
    """The string as it was given."""
    contact: ContactPoint | None = None
    """The parsed contact; None when the status is ``invalid``."""
    brand: BrandRef | None = None
    """Whose list holds the contact: its owner when official, its former one when retired."""
    imitates: Imitated | None = None
    """Whom it presents itself as, with the official contact to use instead."""
    evidence: tuple[Evidence, ...] = ()
    """Findings, strongest first."""
    assurance: Assurance | None = None
    """On what the word ``official`` rests; None for every other status."""
    problem: str = ""
    """Why it is ``invalid``: ``empty``, ``too_long``, ``placeholder`` ...; else empty."""
    problem_details: Details = made(default_factory=dict)
    """Parameters of the problem's message."""
    directory_version: str = ""
    """Which directory answered."""
    claims: tuple[Claim, ...] = ()
    """The brands that somebody said it belongs to."""

    def advice(self, lang: str = "en") -> list[str]:
        """One to three sentences for a person: what it is, why, and what to do next.

        `lang` is one of `ringtrue.messages.catalogue.languages`; ``zh_CN`` and the like fall back
        to ``zh``, a language without a file to English.
        """
        from ringtrue.messages.advice import advice

        return advice(self, lang)

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """The verdict as plain JSON values, schema version 1 (`ringtrue.render.json_v1`)."""
        from ringtrue.render.json_v1 import verdict_dict

        return verdict_dict(self, lang)
