"""Scan reports as text for people: the sum, then each contact, then what the text asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ringtrue.messages.advice import official_text
from ringtrue.messages.catalogue import Catalogue
from ringtrue.messages.shown import shown
from ringtrue.render.paint import Paint, columns
from ringtrue.render.text import STYLES, Row, headline, reasons

if TYPE_CHECKING:
    from ringtrue.scanning.redflags import RedFlag
    from ringtrue.scanning.report import ScannedContact, ScanReport
    from ringtrue.verdict import Verdict

_QUOTE = 80


def report_text(report: ScanReport, text: str, lang: str = "en", *, colour: bool = False) -> str:
    """A report in lines, without a final line break. `text` is the text that was scanned."""
    say, paint = Catalogue.load(lang), Paint(colour)
    status = paint(STYLES[report.status], say.say("status", report.status.value))
    blocks = [f"{status}  {say.say('ui', 'score')} {report.score:.2f}  {say.say('ui', 'text')}"]
    rows: list[Row] = []
    spoken = [claim for claim in report.claims if claim.strength == "speaks_for"]
    rows += _labelled(say.say("ui", "claim"), (shown(claim.brand) for claim in spoken))
    rows += _labelled(say.say("ui", "asks"), _requests(report.red_flags, say))
    rows += _labelled(say.say("ui", "warns"), (shown(w.quote, _QUOTE) for w in report.warnings))
    rows += _labelled(
        say.say("ui", "note"),
        (say.say("scan_note", note.code, **note.details) for note in report.notes),
    )
    if not report.contacts:
        rows.append(("", say.say("ui", "no_contacts")))
    blocks[0] = "\n".join([blocks[0], *columns(rows, paint)])
    starts = _Lines(text)
    blocks += [_contact(contact, starts, say, paint) for contact in report.contacts]
    return "\n\n".join(blocks)


def _contact(contact: ScannedContact, lines: _Lines, say: Catalogue, paint: Paint) -> str:
    line, column = lines.place(contact.start)
    head = f"{line}:{column}  {paint('bold', shown(contact.raw))}"
    if contact.count > 1:
        head += f"  ({say.say('ui', 'times', count=contact.count)})"
    verdict = contact.verdict
    rows: list[Row] = []
    if official := official_text(verdict.imitates):
        rows.append((say.say("ui", "official"), paint("green", shown(official))))
    rows += _labelled(say.say("ui", "why"), _why(verdict, say))
    return "\n".join([head, f"  {headline(verdict, say, paint)}", *columns(rows, paint)])


def _why(verdict: Verdict, say: Catalogue) -> list[str]:
    """The two most telling reasons; what the status says only when nothing else does."""
    said = reasons(verdict, say)
    return said[1:3] or said


def _requests(flags: Iterable[RedFlag], say: Catalogue) -> Iterable[str]:
    """One line a category, worst first: its advice and the first words that asked."""
    told: dict[str, str] = {}
    for flag in flags:
        if flag.category not in told:
            advice = say.say("redflag", flag.category)
            told[flag.category] = f"“{shown(flag.quote, _QUOTE)}”: {advice}"
    return told.values()


def _labelled(label: str, texts: Iterable[str]) -> list[Row]:
    return [(label if n == 0 else "", text) for n, text in enumerate(texts)]


class _Lines:
    """Line and column, both from 1, of an offset in a text."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def place(self, offset: int) -> tuple[int, int]:
        from bisect import bisect_right

        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
