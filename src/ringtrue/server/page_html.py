"""Answers as HTML. Every value from outside goes through `_text`, which spells out what is
invisible and escapes the rest; there is no other way into the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from string import Template
from typing import TYPE_CHECKING

from ringtrue.messages.advice import brand_name, next_step, official_text
from ringtrue.messages.catalogue import Catalogue
from ringtrue.messages.shown import shown
from ringtrue.model import Status
from ringtrue.render.paint import Paint
from ringtrue.render.text import Decisive, decisive, headline, reading_rows, reasons
from ringtrue.scanning import ScannedContact, ScanReport

if TYPE_CHECKING:
    from ringtrue.judging.verdict import Verdict
    from ringtrue.server.page import Form

MAX_TEXT = 20_000
"""Characters of the box; longer messages are for the API or the command line."""
MOST_CONTACTS = 50
"""Contacts of a text that the page shows."""
_QUOTE = 120
_SIGNS = {
    Status.OFFICIAL: "✓",
    Status.IMPERSONATION: "✕",
    Status.SUSPICIOUS: "!",
    Status.UNKNOWN: "?",
    Status.INVALID: "–",
}
"""A sign beside each status: colour alone must not tell it."""


def answer(found: Verdict | ScanReport, given: str, say: Catalogue, unlisted: str = "") -> str:
    """The answer to what was pasted. `unlisted` is a claimed brand that is not listed."""
    note = f"<p>{_text(say.say('page', 'no_brand', brand=unlisted))}</p>" if unlisted else ""
    if isinstance(found, ScanReport):
        return _report(found, say, note)
    return _verdict(found, say, "h2", note)


def whole(
    skeleton: str,
    form: Form,
    say: Catalogue,
    answer: str,
    held: dict[str, object],
    known: Iterable[str],
) -> str:
    """The whole page around an answer."""
    links = "".join(_link(lang, lang == say.lang) for lang in known)
    words = {
        code: escape(say.say("page", code))
        for code in ("title", "lead", "label", "button", "result", "copy", "copied", "qr",
                     "qr_hint", "qr_unsupported", "qr_none", "offline", "busy", "kept", "language")
    }  # fmt: skip
    return Template(skeleton).substitute(
        words,
        claims_label=escape(say.say("page", "claims")),
        region_label=escape(say.say("page", "region")),
        listed=escape(say.say("page", "listed", **held)),
        lang=say.template("language", "tag"),
        languages=links,
        limit=MAX_TEXT,
        q=f"\n{escape(form.q)}",  # a textarea drops the first line break
        claims=escape(form.claims),
        region=escape(form.region),
        answer=answer,
    )


def _link(lang: str, here: bool) -> str:
    name = Catalogue.load(lang).template("language", "name")
    current = ' aria-current="true"' if here else ""
    return f'<a href="/?lang={lang}" hreflang="{lang}" lang="{lang}"{current}>{name}</a>'


def _verdict(verdict: Verdict, say: Catalogue, level: str, note: str = "") -> str:
    rows: list[tuple[str, str]] = []
    marked = False
    if verdict.contact is not None:
        part = decisive(verdict.contact, verdict.imitates)
        marked = any(part.marks)
        rows.append((say.say("ui", part.label), _marked(part)))
        rows += [(label, _text(text)) for label, text in reading_rows(verdict.contact, say)]
    else:
        rows.append((say.say("ui", "input"), f"<bdi>{_text(verdict.raw)}</bdi>"))
    official = official_text(verdict.imitates)
    if verdict.status is Status.OFFICIAL and verdict.assurance is not None:
        said = say.say(
            "assurance", verdict.assurance.level,
            brand=brand_name(verdict, "", say.lang), date=verdict.assurance.verified_on,
        )  # fmt: skip
        rows.append((say.say("ui", "listed"), _text(said)))
    elif official:
        rows.append((say.say("ui", "official"), _official(official)))
    why = [*reasons(verdict, say), *([say.say("page", "differs")] if marked else [])]
    if why:
        rows.append((say.say("ui", "why"), "".join(f"<p>{_text(text)}</p>" for text in why)))
    rows.append((say.say("ui", "next"), _text(next_step(verdict, say))))
    return _box(verdict.status, _headline(verdict, say), rows, level, note)


def _report(report: ScanReport, say: Catalogue, note: str) -> str:
    rows = []
    claims = [claim.brand for claim in report.claims if claim.strength == "speaks_for"]
    if claims:
        rows.append((say.say("ui", "claim"), _text(", ".join(claims))))
    quotes: dict[str, str] = {}
    for flag in report.red_flags:
        quote = f"“{shown(flag.quote, _QUOTE)}” {say.say('redflag', flag.category)}"
        quotes.setdefault(flag.category, quote)
    if quotes:
        asks = "".join(f"<p>{_text(text)}</p>" for text in quotes.values())
        rows.append((say.say("ui", "asks"), asks))
    notes = [say.say("scan_note", n.code, **n.details) for n in report.notes]
    if not report.contacts:
        notes.append(say.say("ui", "no_contacts"))
    more = len(report.contacts) - MOST_CONTACTS
    if more > 0:
        notes.append(say.say("page", "more", count=more))
    if notes:
        rows.append((say.say("ui", "note"), "".join(f"<p>{_text(text)}</p>" for text in notes)))
    inner = "".join(_scanned(c, say) for c in report.contacts[:MOST_CONTACTS])
    return _box(report.status, say.say("status", report.status.value), rows, "h2", note, inner)


def _scanned(contact: ScannedContact, say: Catalogue) -> str:
    return _verdict(contact.verdict, say, "h3")


def _headline(verdict: Verdict, say: Catalogue) -> str:
    return headline(verdict, say, Paint(False)).partition("  ")[0]


def _box(
    status: Status,
    title: str,
    rows: Sequence[tuple[str, str]],
    level: str,
    note: str = "",
    inner: str = "",
) -> str:
    pairs = "".join(f"<dt>{_text(label)}</dt><dd>{html}</dd>" for label, html in rows)
    return (
        f'<div class="answer {status.value}"><{level}><span aria-hidden="true">{_SIGNS[status]}'
        f"</span> {_text(title)}</{level}>{note}{f'<dl>{pairs}</dl>' if pairs else ''}{inner}</div>"
    )


def _official(value: str) -> str:
    """The official counterpart; the script puts a button beside it that copies it."""
    text = _text(value)
    return f'<bdi class="contact" data-official="{text}">{text}</bdi>'


def _marked(part: Decisive) -> str:
    marks = [*part.marks, *[False] * (len(part.text) - len(part.marks))]
    start, end = part.bold
    pieces = []
    places = ((char, marks[n], start <= n < end) for n, char in enumerate(part.text))
    for (mark, bold), run in groupby(places, key=lambda place: place[1:]):
        text = "".join(_text(char) for char, *_ in run)
        text = f"<strong>{text}</strong>" if bold else text
        pieces.append(f"<mark>{text}</mark>" if mark else text)
    wire = f" ({_text(part.ascii_host)})" if part.ascii_host else ""
    return f'<bdi class="contact">{"".join(pieces)}</bdi>{wire}'


def _text(value: str) -> str:
    """`value` with what is invisible spelled out, escaped for HTML."""
    return escape(shown(value, 2000))
