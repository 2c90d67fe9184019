"""The answer to one question, and its two doors to the reader: `advice` and `to_dict`."""

from __future__ import annotations

from ringtrue.judging.served import pydantic_schema
from ringtrue.model import (
    Assurance,
    BrandRef,
    Claim,
    ContactPoint,
    Details,
    Evidence,
    FrozenDetails,
    Imitated,
    Status,
)
from ringtrue.records import made, record

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.asking.answer import Answer
    from ringtrue.render.shapes import VerdictDict


@record
class Verdict:
    """What ringtrue says of one contact point, and why. None of its statuses means "safe"."""

    status: Status
    score: float
    """0..1: weight of the evidence that it impersonates `imitates`; 0 for official. For registered
    names the share of fakes that was measured (`ringtrue.judging.likelihood`), for other contacts,
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
    problem_details: Details = made(default_factory=FrozenDetails)
    """Parameters of the problem's message."""
    directory_version: str = ""
    """Which directory answered."""
    claims: tuple[Claim, ...] = ()
    """The brands that somebody said it belongs to."""
    answer: Answer | None = None
    """What the list says, when a question was asked instead (``MetaMask support``); the status is
    then ``invalid`` and the problem ``question``."""

    @property
    def is_official(self) -> bool:
        """Whether the brand published it. That does not prove who is calling or writing."""
        return self.status is Status.OFFICIAL

    @property
    def is_alarm(self) -> bool:
        """Whether somebody should be warned: an impersonation, or something suspicious."""
        return self.status is Status.IMPERSONATION or self.status is Status.SUSPICIOUS

    @property
    def official_contact(self) -> Imitated | None:
        """The brand's own contact to use instead, or that answers the question; None when none is
        known."""
        if self.answer is not None:
            return self.answer.official_contact
        return self.imitates if self.imitates is not None and self.imitates.value else None

    def summary(self, lang: str = "en") -> str:
        """What it is and what to do next, in one line."""
        said = self.advice(lang)
        return said[0] if len(said) < 2 else f"{said[0]} {said[-1]}"

    __get_pydantic_core_schema__ = classmethod(pydantic_schema)

    def __str__(self) -> str:
        return f"{self.status}: {self.summary()}"

    def __bool__(self) -> bool:
        raise TypeError(
            "a verdict is neither true nor false: ask verdict.is_official or verdict.is_alarm"
        )

    def advice(self, lang: str = "en") -> list[str]:
        """One to three sentences for a person: what it is, why, and what to do next.

        `lang` is one of `ringtrue.messages.catalogue.languages`; ``zh_CN`` and the like fall back
        to ``zh``, a language without a file to English.
        """
        from ringtrue.messages.advice import advice

        return advice(self, lang)

    def to_dict(self, lang: str = "en") -> VerdictDict:
        """The verdict as plain JSON values, schema version 1 (`ringtrue.render.json_v1`)."""
        from ringtrue.render.json_v1 import verdict_dict

        return verdict_dict(self, lang)
