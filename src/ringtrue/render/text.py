"""Verdicts as text for people: the status, what differs, why, and one next step.

    impersonation of MetaMask  score 0.97
      given     https://rnetamask.example/login
      domain    rnetamask.example
                ^^
      official  metamask.io
      why       ...
      next      ...

Everything that came from outside is shown with its unprintable characters spelled out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ringtrue.kinds.facets import DomainName
from ringtrue.messages.advice import (
    brand_name,
    findings,
    next_step,
    official_text,
    sentence,
    what,
    why,
)
from ringtrue.messages.catalogue import Catalogue
from ringtrue.messages.shown import shown
from ringtrue.model import ContactPoint, Imitated, Status
from ringtrue.render.difference import differing
from ringtrue.render.paint import Paint, columns

if TYPE_CHECKING:
    from ringtrue.judging.verdict import Verdict

STYLES = {
    Status.OFFICIAL: "green",
    Status.IMPERSONATION: "red",
    Status.SUSPICIOUS: "yellow",
    Status.UNKNOWN: "bold",
    Status.INVALID: "bold",
}
MOST_REASONS = 3
"""Findings that are shown; the rest is in the JSON."""

Row = tuple[str, str]


def verdict_text(verdict: Verdict, lang: str = "en", *, colour: bool = False) -> str:
    """A verdict in a few lines, without a final line break."""
    say, paint = Catalogue.load(lang), Paint(colour)
    rows: list[Row] = []
    if verdict.contact is not None:
        rows = contact_rows(verdict.contact, verdict.imitates, say, paint)
        rows += reading_rows(verdict.contact, say)
    if not any(text == verdict.raw for _, text in rows):
        rows.insert(0, (say.say("ui", "input"), shown(verdict.raw)))
    if verdict.status is Status.OFFICIAL:
        rows += _listing_rows(verdict, say, paint)
    elif official := official_text(verdict.imitates):
        rows.append((say.say("ui", "official"), paint("green", shown(official))))
    rows += [(say.say("ui", "why") if n == 0 else "", text)
             for n, text in enumerate(reasons(verdict, say))]  # fmt: skip
    rows.append((say.say("ui", "next"), next_step(verdict, say)))
    return "\n".join([headline(verdict, say, paint), *columns(rows, paint)])


def headline(verdict: Verdict, say: Catalogue, paint: Paint) -> str:
    """The status, of whom, and the score when there is one."""
    status = say.say("status", verdict.status.value)
    ref = verdict.brand if verdict.status is Status.OFFICIAL else None
    if verdict.status is Status.IMPERSONATION and verdict.imitates is not None:
        ref = verdict.imitates.brand
    if ref is not None:
        code = "of" if verdict.status is Status.IMPERSONATION else "official_of"
        status = say.say("ui", code, status=status, brand=ref.called(say.lang))
    line = paint(STYLES[verdict.status], status)
    return f"{line}  {say.say('ui', 'score')} {verdict.score:.2f}" if verdict.score else line


def reasons(verdict: Verdict, say: Catalogue) -> list[str]:
    """The sentences of "why": what the status says, then the strongest findings."""
    said = [] if verdict.status is Status.OFFICIAL else [what(verdict, say)]
    if verdict.status in (Status.INVALID, Status.OFFICIAL):
        said.append(why(verdict, say))  # the problem, or that the entry is due for a check
    said += [sentence(verdict, item, say) for item in findings(verdict)[:MOST_REASONS]]
    return [text for text in dict.fromkeys(said) if text]


class Decisive(NamedTuple):
    """The part of a contact that decides, ready to be shown."""

    label: str
    """What the part is called: a code of the section ``ui``."""
    text: str
    marks: list[bool]
    """Characters of `text` that differ from the official counterpart; may be shorter."""
    bold: tuple[int, int] = (0, 0)
    """Span of the registrable domain."""
    ascii_host: str = ""
    """What a host in other scripts is on the wire; empty for others."""


def contact_rows(
    contact: ContactPoint, imitated: Imitated | None, say: Catalogue, paint: Paint
) -> list[Row]:
    """The part that decides, with the characters marked that differ from the official one."""
    part = decisive(contact, imitated)
    line, below = paint.marked(part.text, part.marks, part.bold)
    rows = [(say.say("ui", part.label), line)]
    if below:
        rows.append(("", below))
    if part.ascii_host:
        rows.append(("", f"({shown(part.ascii_host)})"))
    return rows


def decisive(contact: ContactPoint, imitated: Imitated | None) -> Decisive:
    """The part of `contact` that decides, and what of it differs from what it imitates."""
    domain = contact.part(DomainName)
    if domain is not None:
        return _domain(contact, domain, imitated)
    label = "phone" if contact.kind == "phone" else "contact"
    if ":@" in contact.canonical or contact.canonical.startswith("@"):
        label = "account"
    marks: list[bool] = []
    if imitated is not None and imitated.kind == contact.kind:
        marks = differing(contact.canonical, official_text(imitated))
    return Decisive(label, contact.canonical, marks)


def _domain(contact: ContactPoint, domain: DomainName, imitated: Imitated | None) -> Decisive:
    host = ".".join((*domain.labels, domain.suffix)) if domain.labels else domain.host
    registrable = ".".join((*domain.labels[-1:], domain.suffix))
    local = ""
    if contact.kind == "email":
        local = contact.canonical.rpartition("@")[0] + "@"
    text = local + host
    start = len(text) - len(registrable)
    marks: list[bool] = []
    if imitated is not None and imitated.value:
        if contact.kind == "email" and imitated.kind == "email":
            marks = differing(text, imitated.value)
        else:
            # The registrable part speaks; the whole host only when the name stands before it.
            marks = [False] * start + differing(registrable, imitated.value)
            if not any(marks):
                marks = [False] * len(local) + differing(host, imitated.value)
    wire = "" if host.isascii() else domain.host
    return Decisive("email" if local else "domain", text, marks, (start, len(text)), wire)


def reading_rows(contact: ContactPoint, say: Catalogue) -> list[Row]:
    """What else the same string could mean."""
    # Every plain domain could be an account's name; a finding says so where it is a listed one.
    others = [r for r in contact.readings if not r.startswith("handle:")]
    texts = [shown(reading.removeprefix("phone:")) for reading in others]
    return [(say.say("ui", "readings"), ", ".join(texts[:MOST_REASONS]))] if texts else []


def _listing_rows(verdict: Verdict, say: Catalogue, paint: Paint) -> list[Row]:
    if verdict.assurance is None:
        return []
    said = say.say(
        "assurance",
        verdict.assurance.level,
        brand=brand_name(verdict, "", say.lang),
        date=verdict.assurance.verified_on,
    )
    return [(say.say("ui", "listed"), said)]
