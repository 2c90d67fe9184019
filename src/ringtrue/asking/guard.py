"""A text that an assistant or a search engine is about to show, made honest about its contacts.

Assistants repeat planted numbers: whoever asks for a brand's support is handed what a scammer's
page says. Here every contact of such a text is confirmed by the list, replaced by the brand's own
one, or marked as not confirmed. Nothing is fetched, and the text's own words are never followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal

from ringtrue.asking.question import read
from ringtrue.judging.offers import offers
from ringtrue.judging.served import pydantic_schema
from ringtrue.kinds.facets import DomainName
from ringtrue.kinds.regions import country_code
from ringtrue.kinds.registry import WEB_KINDS
from ringtrue.messages.catalogue import Catalogue
from ringtrue.messages.names import written
from ringtrue.model import Imitated, Status
from ringtrue.records import record, replace
from ringtrue.scanning import scan_document
from ringtrue.scanning.document import Document
from ringtrue.text.hosts import hosting_of
from ringtrue.text.words import popular_rank

if TYPE_CHECKING:
    from ringtrue.checking import Checker
    from ringtrue.judging.verdict import Verdict
    from ringtrue.render.shapes import GuardedDict

MAX_HELD = 4_000
"""Characters of a stream that wait for the end of their sentence."""
_ENDS = re.compile(r"[.!?…](?=\s)|[。！？；]|\n")
"""Where a sentence ends: no contact goes across, for a dot inside one is followed by no space."""


Action = Literal["confirmed", "replaced", "marked"]


@record
class GuardedContact:
    """One contact of the text, and what became of it."""

    start: int
    end: int
    """Span in the text as given."""
    raw: str
    action: Action
    """``confirmed`` (the list has it), ``replaced`` (by `instead`), ``marked`` (not confirmed)."""
    verdict: Verdict
    instead: Imitated | None = None
    """The official contact that stands in its place."""


@record
class Guarded:
    """The text to show, and what was changed in it."""

    text: str
    """With unconfirmed contacts replaced or marked."""
    contacts: tuple[GuardedContact, ...] = ()
    brands: tuple[str, ...] = ()
    """Ids of the brands that question and text are about."""

    @property
    def is_changed(self) -> bool:
        """Whether something was replaced or marked."""
        return any(contact.action != "confirmed" for contact in self.contacts)

    __get_pydantic_core_schema__ = classmethod(pydantic_schema)

    def to_dict(self, lang: str = "en") -> GuardedDict:
        """Plain JSON values (schema version 1)."""
        return {
            "schema": 1,
            "text": self.text,
            "changed": self.is_changed,
            "brands": list(self.brands),
            "contacts": [
                {
                    "start": one.start,
                    "end": one.end,
                    "raw": one.raw,
                    "action": one.action,
                    "instead": None
                    if one.instead is None
                    else {
                        "brand": {"id": one.instead.brand.id, "name": one.instead.brand.name},
                        "kind": one.instead.kind,
                        "value": one.instead.value,
                    },
                    "verdict": one.verdict.to_dict(lang),
                }
                for one in self.contacts
            ],
        }


def guard(
    answer: str,
    checker: Checker,
    *,
    question: str = "",
    region: str | None = None,
    lang: str = "en",
) -> Guarded:
    """`answer` with every contact confirmed, replaced or marked.

    `question` is what was asked: a brand that it names is the one whose contacts the answer seems
    to give. `region` (ISO 3166) is where the reader is. A contact is *confirmed* when the list
    vouches for it, *replaced* when it presents itself as a brand's and is not, and the brand has
    one to give instead, and *marked* when the list does not know it while question or text are
    about a brand (but for links to sites that everybody knows). Contacts of texts that are about no
    listed brand stay as they are unless something is wrong with them.
    """
    region = country_code(region)
    asked = read(question, checker.directory).brands if question else ()
    report = scan_document(Document(answer), checker, region=region)
    named = [brand_id for _, _, brand_id in checker.directory.names_in(answer)]
    about = tuple(dict.fromkeys([*asked, *(c.brand_id for c in report.claims), *named]))
    found = []
    for contact in report.contacts:
        verdict, instead = contact.verdict, None
        action: Action = "marked"
        if verdict.status is Status.OFFICIAL:
            action = "confirmed"
        elif _is_well_known(verdict):
            continue
        elif verdict.is_alarm:
            brand_id = _whose(verdict, contact.claim, about)
            instead = _official(verdict, brand_id, checker, region, lang)
            action = "replaced" if instead is not None else "marked"
        elif verdict.status is Status.INVALID or not about:
            continue
        for start, end in contact.places or ((contact.start, contact.end),):
            given = instead if action == "replaced" else None
            found.append(GuardedContact(start, end, answer[start:end], action, verdict, given))
    found.sort(key=lambda one: one.start)
    return Guarded(_shown(answer, found, lang), tuple(found), about)


def guard_stream(
    parts: Iterable[str],
    checker: Checker,
    *,
    question: str = "",
    region: str | None = None,
    lang: str = "en",
) -> Iterator[str]:
    """The same for a text that arrives in parts: each sentence is given on when it is whole, so
    that nobody sees half a number first. At most `MAX_HELD` characters wait."""
    held = before = ""
    for part in parts:
        held += part
        cut = max((m.end() for m in _ENDS.finditer(held)), default=0)
        if not cut and len(held) > MAX_HELD:
            cut = held.rfind(" ") + 1 or len(held)
        if cut:
            yield _next(before, held[:cut], checker, question, region, lang)
            before, held = (before + held[:cut])[-MAX_HELD:], held[cut:]
    if held:
        yield _next(before, held, checker, question, region, lang)


def _next(
    before: str, text: str, checker: Checker, question: str, region: str | None, lang: str
) -> str:
    """The next sentences, judged with those before them: they say whose contacts these are."""
    whole = guard(before + text, checker, question=question, region=region, lang=lang)
    shift = len(before)
    mine = [
        replace(one, start=one.start - shift, end=one.end - shift)
        for one in whole.contacts
        if one.start >= shift
    ]
    return _shown(text, mine, lang)


def _is_well_known(verdict: Verdict) -> bool:
    """A link to a site that everybody knows, where no stranger has a page of his own, and of which
    at most the claim around it speaks ("... US was founded in 1994, see" an encyclopedia)."""
    host = verdict.contact.part(DomainName) if verdict.contact is not None else None
    return (
        host is not None
        and verdict.contact is not None
        and verdict.contact.kind in WEB_KINDS
        and popular_rank(host.registrable) is not None
        and not hosting_of(host.host)
        and all(evidence.code == "unlisted_claim" for evidence in verdict.evidence)
    )


def _whose(verdict: Verdict, claim: str | None, about: tuple[str, ...]) -> str:
    if verdict.imitates is not None:
        return verdict.imitates.brand.id
    return claim or (about[0] if about else "")


def _official(
    verdict: Verdict, brand_id: str, checker: Checker, region: str | None, lang: str
) -> Imitated | None:
    """The brand's own contact in the place of another: of the same kind, else its help or site."""
    brand = checker.directory.brands.get(brand_id)
    if brand is None or verdict.contact is None:
        return None
    from ringtrue.model import BrandRef

    kind = verdict.contact.kind
    need = {"phone": "phone", "email": "mail", "url": "website", "domain": "website"}.get(kind, "")
    regions = Catalogue.load(lang).template("language", "countries").split()
    given = offers(brand, need or "support", region, regions)
    for listed in given:
        return Imitated(
            BrandRef(brand.id, brand.name, brand.names), listed.kind, listed.value + listed.path
        )
    return None


def _shown(text: str, contacts: list[GuardedContact], lang: str) -> str:
    say, pieces, at = Catalogue.load(lang), [], 0
    for one in contacts:
        if one.action == "confirmed" or one.start < at:
            continue
        pieces.append(text[at : one.start])
        if one.instead is not None:
            official = written(one.instead.kind, one.instead.value, lang)
            name = one.instead.brand.called(lang)
            pieces.append(say.say("answer", "replaced", official=official, brand=name))
        else:
            pieces.append(say.say("answer", "marked", contact=one.raw))
        at = one.end
    return "".join((*pieces, text[at:]))
