"""What the tools of the MCP server return, as types: the SDK publishes their schema.

Shorter than JSON schema v1: an assistant needs the status, whom it is about, the official contact,
and sentences that it can pass on. Text from outside is shown with invisible characters spelled out.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from ringtrue.asking.answer import Answer
from ringtrue.asking.guard import Guarded
from ringtrue.judging.verdict import Verdict
from ringtrue.messages.advice import advice, contact_text
from ringtrue.messages.catalogue import Catalogue
from ringtrue.messages.shown import shown
from ringtrue.model import Brand, Listed
from ringtrue.scanning import ScanReport

Status = Literal["official", "impersonation", "suspicious", "unknown", "invalid"]
MOST_CONTACTS = 200
"""Contacts of a brand, or of a text, that are returned."""
_WIDEST = 2000


class Official(BaseModel):
    """An official contact."""

    brand_id: str
    brand: str
    kind: str
    value: str


class CheckedContact(BaseModel):
    """The verdict on one contact."""

    contact: str = Field(description="The contact as it was given.")
    status: Status = Field(
        description="official: the brand publishes it. impersonation: it poses as a brand. "
        "suspicious: something is wrong. unknown: no relation to a listed brand found; it does "
        "NOT mean that it is safe. invalid: no contact."
    )
    score: float = Field(description="0 to 1: weight of the evidence for impersonation.")
    kind: str | None = None
    canonical: str | None = None
    brand: str | None = Field(None, description="Brand on whose list it stands.")
    imitates: str | None = Field(None, description="Brand that it presents itself as.")
    use_instead: Official | None = Field(None, description="The official contact to use instead.")
    findings: list[str] = Field(description="Codes of the evidence, strongest first.")
    advice: list[str] = Field(description="Sentences for the person who asks.")
    listed_since_check_on: str | None = Field(
        None, description="Date on which the listing was last checked, for official ones."
    )
    sources: list[str] = Field(default_factory=list, description="Where the listing comes from.")


class Checked(BaseModel):
    """Verdicts in the order of the contacts."""

    directory_version: str
    verdicts: list[CheckedContact]


class Request(BaseModel):
    """Something that a text asks for."""

    category: str
    severity: str
    quote: str
    advice: str


class Scanned(BaseModel):
    """The report on a text."""

    directory_version: str
    status: Status
    score: float
    speaks_for: list[str] = Field(description="Brands that the text claims to speak for.")
    contacts: list[CheckedContact]
    asks_for: list[Request]
    notes: list[str] = Field(description="What was not read, if anything.")


class BrandContact(BaseModel):
    """One contact on a brand's list."""

    kind: str
    value: str
    purpose: str
    use: str
    region: str
    status: str = Field(description="Only active ones are official now.")
    checked_on: str
    sources: list[str]


class OfferedContact(BaseModel):
    """A contact of a brand to turn to."""

    kind: str
    value: str
    text: str = Field(description="As it can be shown to a person.")
    role: str
    region: str
    checked_on: str
    source: str


class AnsweredBrand(BaseModel):
    """What the list says of one brand."""

    id: str
    name: str
    served: bool = Field(description="Whether the first contact is what was asked for.")
    contacts: list[OfferedContact]
    does_not_use: list[str] = Field(description="Channels it says it does not use, in its words.")
    never_asks: list[str] = Field(description="What it says it never asks for, in its words.")


class Answered(BaseModel):
    """The answer to a question."""

    need: str
    brands: list[AnsweredBrand]
    judged: list[CheckedContact] = Field(description="Contacts that stand in the question.")
    did_you_mean: list[str]
    advice: list[str] = Field(description="Sentences for the person who asks.")
    directory_version: str


class GuardedContact(BaseModel):
    """A contact of the text, and what became of it."""

    contact: str
    action: Literal["confirmed", "replaced", "marked"]
    instead: str | None = None


class GuardedAnswer(BaseModel):
    """The text to show."""

    text: str
    changed: bool
    contacts: list[GuardedContact]


class BrandAnswer(BaseModel):
    """A brand's official contacts."""

    found: bool
    id: str | None = None
    name: str | None = None
    aliases: list[str] = Field(default_factory=list)
    contacts: list[BrandContact] = Field(default_factory=list)
    does_not_use: list[str] = Field(
        default_factory=list, description="Channels that the brand says it does not use."
    )
    never_asks: list[str] = Field(
        default_factory=list, description="What the brand says it never asks for."
    )
    note: str = ""


def checked(verdict: Verdict, lang: str) -> CheckedContact:
    """A verdict for an assistant."""
    contact, assurance, imitated = verdict.contact, verdict.assurance, verdict.imitates
    instead = None
    if imitated is not None and imitated.value:
        instead = Official(
            brand_id=imitated.brand.id,
            brand=imitated.brand.name,
            kind=imitated.kind,
            value=contact_text(imitated.kind, imitated.value),
        )
    return CheckedContact(
        contact=shown(verdict.raw, _WIDEST),
        status=verdict.status.value,
        score=round(verdict.score, 4),
        kind=contact.kind if contact is not None else None,
        canonical=shown(contact.canonical, _WIDEST) if contact is not None else None,
        brand=verdict.brand.name if verdict.brand is not None else None,
        imitates=imitated.brand.name if imitated is not None else None,
        use_instead=instead,
        findings=[item.code for item in verdict.evidence],
        advice=advice(verdict, lang),
        listed_since_check_on=assurance.verified_on or None if assurance is not None else None,
        sources=list(assurance.sources) if assurance is not None else [],
    )


def scanned(report: ScanReport, lang: str) -> Scanned:
    """A report for an assistant."""
    say = Catalogue.load(lang)
    notes = [say.say("scan_note", note.code, **note.details) for note in report.notes]
    if len(report.contacts) > MOST_CONTACTS:
        notes.append(say.say("page", "more_found", count=len(report.contacts) - MOST_CONTACTS))
    return Scanned(
        directory_version=report.directory_version,
        status=report.status.value,
        score=round(report.score, 4),
        speaks_for=[c.brand for c in report.claims if c.strength == "speaks_for"],
        contacts=[checked(c.verdict, lang) for c in report.contacts[:MOST_CONTACTS]],
        asks_for=[
            Request(
                category=flag.category,
                severity=flag.severity,
                quote=shown(flag.quote),
                advice=say.say("redflag", flag.category),
            )
            for flag in report.red_flags
        ],
        notes=notes,
    )


def answered(answer: Answer, lang: str) -> Answered:
    """An answer for an assistant."""
    told = answer.to_dict(lang)
    return Answered(
        need=answer.need,
        brands=[
            AnsweredBrand(
                id=about["brand"]["id"],
                name=about["brand"]["name"],
                served=about["served"],
                contacts=[
                    OfferedContact(
                        kind=offer["kind"],
                        value=offer["value"],
                        text=offer["text"],
                        role=offer["role"],
                        region=offer["region"],
                        checked_on=offer["verified_on"],
                        source=offer["source"],
                    )
                    for offer in about["offers"]
                ],
                does_not_use=[f"{c['name']}: {c['statement']}" for c in about["closed"]],
                never_asks=[n["statement"] for n in about["never_asks"]],
            )
            for about in told["brands"]
        ],
        judged=[checked(verdict, lang) for verdict in answer.contacts],
        did_you_mean=[ref.name for ref in answer.near],
        advice=told["advice"],
        directory_version=answer.directory_version,
    )


def guarded(result: Guarded) -> GuardedAnswer:
    """A guarded text for an assistant."""
    return GuardedAnswer(
        text=result.text,
        changed=result.is_changed,
        contacts=[
            GuardedContact(
                contact=shown(one.raw, _WIDEST),
                action=one.action,
                instead=one.instead.value if one.instead is not None else None,
            )
            for one in result.contacts[:MOST_CONTACTS]
        ],
    )


def brand_answer(brand: Brand | None) -> BrandAnswer:
    """A brand for an assistant; `found` is false when it is not listed."""
    if brand is None:
        return BrandAnswer(
            found=False,
            note="Not listed. Do not name a contact from memory or from a search result; "
            "send the person to the app or to a document that they already have.",
        )
    contacts = sorted(brand.contacts, key=lambda c: c.status != "active")[:MOST_CONTACTS]
    return BrandAnswer(
        found=True,
        id=brand.id,
        name=brand.name,
        aliases=list(brand.aliases),
        contacts=[_contact(listed) for listed in contacts],
        does_not_use=[f"{c.channel}: {c.statement}" for c in brand.closed_channels],
        never_asks=[never.statement for never in brand.never_asks],
        note="Numbers and senders can be forged: a listed one does not prove who is calling.",
    )


def _contact(listed: Listed) -> BrandContact:
    fields: dict[str, Any] = {
        "kind": listed.kind,
        "value": contact_text(listed.kind, listed.value) + listed.path,
        "purpose": listed.purpose,
        "use": listed.use,
        "region": listed.region,
        "status": listed.status,
        "checked_on": listed.verified_on,
        "sources": [source.ref for source in listed.sources],
    }
    return BrandContact(**fields)
