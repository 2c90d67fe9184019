"""Scan reports as lines ``file:line:column: what``, as compilers and editors have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringtrue.messages.catalogue import Catalogue
from ringtrue.messages.shown import shown
from ringtrue.render import scan_parts as parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ringtrue.scanning.report import ScannedContact, ScanReport


def report_lines(
    name: str,
    text: str,
    report: ScanReport,
    contacts: Iterable[ScannedContact],
    lang: str = "en",
) -> str:
    """A line for each of `contacts` of a report; `text` is what was scanned. Places are told where
    that is the file itself, as in `ringtrue.render.scan_sarif`."""
    say, lines = Catalogue.load(lang), parts.Lines(text)
    out = []
    for contact in contacts:
        where = shown(name)
        if report.form == "text":
            line, column = lines.place(contact.start)
            where += f":{line}:{column}"
        status = say.say("status", contact.verdict.status.value)
        why = " ".join(parts.why(contact.verdict, say))
        out.append(f"{where}: {shown(contact.raw)}: {status}{': ' + why if why else ''}\n")
    return "".join(out)
