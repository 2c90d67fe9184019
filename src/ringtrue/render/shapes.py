"""The shapes of the JSON that answers give (`to_dict`), for type checkers; schema version 1.

Fields may be added within a version; none changes its meaning or goes away. The JSON Schemas say
the same for programs in any language: ``ringtrue schema verdict``, ``ringtrue schema scan``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from typing import TypedDict
else:  # pydantic asks for this one below Python 3.12, and brings it
    try:
        from typing_extensions import TypedDict
    except ImportError:
        from typing import TypedDict

StatusText = Literal["official", "impersonation", "suspicious", "unknown", "invalid"]


class BrandDict(TypedDict):
    """A brand in an answer."""

    id: str
    name: str


class OfficialDict(TypedDict):
    """An official contact with its brand."""

    brand: BrandDict
    kind: str | None
    value: str | None


class EvidenceDict(TypedDict):
    """One finding."""

    code: str
    family: str
    strength: float
    details: dict[str, Any]


class AssuranceDict(TypedDict):
    """Why a listing may say official."""

    level: str
    tier: str
    verified_on: str
    review_by: str
    sources: list[str]
    stale: bool


class ProblemDict(TypedDict):
    """Why something is no contact."""

    code: str
    details: dict[str, Any]


class OfferDict(TypedDict):
    """A contact to turn to."""

    kind: str
    value: str
    role: str
    region: str
    assurance: str
    verified_on: str
    source: str
    text: str


class ClosedDict(TypedDict):
    """A channel that a brand says it does not use."""

    channel: str
    name: str
    statement: str
    source: str
    date: str


class NeverAsksDict(TypedDict):
    """A request that a brand says it never makes."""

    request: str
    over: str
    statement: str
    source: str
    date: str


class BrandAnswerDict(TypedDict):
    """What the list says of one brand."""

    brand: BrandDict
    served: bool
    offers: list[OfferDict]
    closed: list[ClosedDict]
    never_asks: list[NeverAsksDict]


class AnswerDict(TypedDict):
    """The answer to a question."""

    schema: Literal[1]
    question: str
    need: str
    official: OfficialDict | None
    brands: list[BrandAnswerDict]
    contacts: list[VerdictDict]
    unlisted: list[str]
    near: list[BrandDict]
    advice: list[str]
    directory_version: str


class _Question(TypedDict, total=False):
    answer: AnswerDict
    """Only where a question was asked instead of a contact."""


class VerdictDict(_Question):
    """The verdict on one contact."""

    schema: Literal[1]
    status: StatusText
    score: float
    kind: str | None
    raw: str
    canonical: str | None
    brand: BrandDict | None
    imitates: OfficialDict | None
    evidence: list[EvidenceDict]
    assurance: AssuranceDict | None
    problem: ProblemDict | None
    readings: list[str]
    advice: list[str]
    directory_version: str


class ScannedDict(TypedDict):
    """A contact of a text."""

    start: int
    end: int
    raw: str
    kind: str
    role: str
    claim: str | None
    count: int
    places: list[list[int]]
    box: list[int] | None
    unsure: bool
    readings: list[str]
    verdict: VerdictDict


class FlagDict(TypedDict):
    """Something that a text asks for, or warns of."""

    id: str
    category: str
    severity: str
    start: int
    end: int
    quote: str
    text: str


class NoteDict(TypedDict):
    """What was not read, in words."""

    code: str
    details: dict[str, Any]
    text: str


class ReportDict(TypedDict):
    """The report on a text, page, mail or picture."""

    schema: Literal[1]
    status: StatusText
    score: float
    form: str
    address: VerdictDict | None
    contacts: list[ScannedDict]
    claims: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    red_flags: list[FlagDict]
    warnings: list[FlagDict]
    official: list[BrandAnswerDict]
    next_steps: list[str]
    advice: list[str]
    hotlines: list[dict[str, Any]]
    notes: list[NoteDict]
    directory_version: str


class GuardedContactDict(TypedDict):
    """A contact of a guarded text."""

    start: int
    end: int
    raw: str
    action: Literal["confirmed", "replaced", "marked"]
    instead: OfficialDict | None
    verdict: VerdictDict


class GuardedDict(TypedDict):
    """A guarded text."""

    schema: Literal[1]
    text: str
    changed: bool
    brands: list[str]
    contacts: list[GuardedContactDict]
