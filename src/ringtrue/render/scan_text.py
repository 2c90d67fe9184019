"""Scan reports as text for people: the sum, each contact, what is asked for, what to do now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ringtrue.messages.advice import official_text
from ringtrue.messages.catalogue import Catalogue
from ringtrue.messages.names import country
from ringtrue.messages.shown import shown
from ringtrue.render import scan_parts as parts
from ringtrue.render.paint import Paint, columns
from ringtrue.render.text import STYLES, Row, headline

if TYPE_CHECKING:
    from ringtrue.scanning.report import ScannedContact, ScanReport


def report_text(
    report: ScanReport,
    text: str,
    lang: str = "en",
    *,
    colour: bool = False,
    region: str | None = None,
) -> str:
    """A report in lines, without a final line break. `text` is the text that was scanned."""
    say, paint = Catalogue.load(lang), Paint(colour)
    lines = parts.Lines(text)
    blocks = ["\n".join([_head(report, say, paint), *columns(_sum(report, say, paint), paint)])]
    for group in parts.groups(report):
        blocks += [_contact(contact, lines, say, paint) for contact in group.contacts]
        blocks += [
            f"  … {say.say('ui', 'more_like_it', host=host, count=count)}"
            for host, count in group.folded
        ]
    steps = parts.step_texts(report, say, region)
    if steps:
        block = [paint("bold", say.say("ui", "now"))]
        block += [f"  {n}. {step}" for n, step in enumerate(steps, 1)]
        lines_ = parts.helplines(report, region, lang)
        if lines_:
            block.append(f"  {say.say('ui', 'lines')}:")
            rows = [
                (f"  {country(line.country, lang)}", f"{line.value}  {line.name(lang)}")
                for line in lines_
            ]
            block += columns(rows, paint)
        blocks.append("\n".join(block))
    return "\n\n".join(blocks)


def _head(report: ScanReport, say: Catalogue, paint: Paint) -> str:
    status = paint(STYLES[report.status], say.say("status", report.status.value))
    form = say.say("form", report.form)
    return f"{status}  {say.say('ui', 'score')} {report.score:.2f}  {form}"


def _sum(report: ScanReport, say: Catalogue, paint: Paint) -> list[Row]:
    rows: list[Row] = []
    if report.address is not None:
        status = say.say("status", report.address.status.value)
        rows.append((say.say("ui", "found_at"), f"{shown(report.address.raw)}  ({status})"))
    rows += _labelled(say.say("ui", "claim"), parts.spoken_for(report))
    own = parts.own_contacts(report, say)
    rows += _labelled(say.say("ui", "official"), (paint("green", text) for text in own))
    rows += _labelled(say.say("ui", "finds"), parts.finding_texts(report, say))
    asked = parts.requests(report.red_flags, say)
    rows += _labelled(
        say.say("ui", "asks"), (f"“{shown(f.quote, parts.QUOTE)}”: {advice}" for f, advice in asked)
    )
    rows += _labelled(
        say.say("ui", "warns"), (shown(w.quote, parts.QUOTE) for w in report.warnings)
    )
    rows += _labelled(say.say("ui", "note"), parts.note_texts(report, say))
    if not report.contacts:
        rows.append(("", say.say("ui", "no_contacts")))
    return rows


def _contact(contact: ScannedContact, lines: parts.Lines, say: Catalogue, paint: Paint) -> str:
    line, column = lines.place(contact.start)
    head = f"{line}:{column}  {paint('bold', shown(contact.raw))}"
    if contact.count > 1:
        head += f"  ({say.say('ui', 'times', count=contact.count)})"
    if contact.role not in ("text", "title"):
        head += f"  [{say.say('role', contact.role)}]"
    verdict = contact.verdict
    rows: list[Row] = []
    if official := official_text(verdict.imitates):
        rows.append((say.say("ui", "official"), paint("green", shown(official))))
    rows += _labelled(say.say("ui", "why"), parts.why(verdict, say))
    return "\n".join([head, f"  {headline(verdict, say, paint)}", *columns(rows, paint)])


def _labelled(label: str, texts: Iterable[str]) -> list[Row]:
    return [(label if n == 0 else "", text) for n, text in enumerate(texts)]
