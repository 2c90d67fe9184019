"""Scan reports as one self-contained page: no script, nothing loaded, the text highlighted.

Everything foreign is escaped, no link of the scanned text becomes a link, and a content security
policy forbids the page to load or run anything at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from ringtrue.messages.advice import official_text
from ringtrue.messages.catalogue import Catalogue
from ringtrue.messages.names import country
from ringtrue.messages.shown import shown
from ringtrue.render import scan_parts as parts
from ringtrue.render.paint import Paint
from ringtrue.render.text import headline

if TYPE_CHECKING:
    from ringtrue.scanning.report import ScannedContact, ScanReport

MAX_SHOWN = 500_000
"""Characters of the scanned text that the page shows."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def report_html(
    reports: Sequence[tuple[str, str, ScanReport]],
    lang: str = "en",
    *,
    region: str | None = None,
    unread: Sequence[tuple[str, str]] = (),
) -> str:
    """Reports as one HTML page: ``(name, scanned text, report)`` each; and the files that were not
    read, ``(name, why)``."""
    from ringtrue import data

    say = Catalogue.load(lang)
    named = [shown(name, 120) for name, _, _ in reports]
    title = escape(f"{say.say('ui', 'report_of')} {named[0] if len(named) == 1 else ''}".strip())
    body = [_overview(named, reports, say)] if len(reports) > 1 else []
    for number, (name, text, report) in enumerate(reports, 1):
        parts_ = [_summary(report, escape(shown(name, 120)) or title, say)]
        parts_ += [*_contacts(report, text, say), _requests(report, say)]
        parts_ += [_steps(report, say, lang, region), _scanned(report, text, say)]
        inside = "\n".join(part for part in parts_ if part)
        body.append(f'<article id="r{number}">\n{inside}\n</article>')
    if unread:
        rows = "".join(f"<li>{escape(shown(n, 200))}: {escape(shown(w))}</li>" for n, w in unread)
        heading = escape(say.say("ui", "unread"))
        body.append(f"<section>\n<h2>{heading}</h2>\n<ul>{rows}</ul>\n</section>")
    language = escape(say.template("language", "tag"))
    return (
        f'<!doctype html>\n<html lang="{language}" dir="{say.direction}">\n'
        '<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>\n{data.text('report.css')}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>"
    )


def _overview(
    named: list[str], reports: Sequence[tuple[str, str, ScanReport]], say: Catalogue
) -> str:
    """Which reports the page holds, with links to them."""
    rows = "".join(
        f'<li><a href="#r{number}">{escape(name)}</a> '
        f"{escape(say.say('status', report.status.value))} {report.score:.2f}</li>"
        for number, (name, (_, _, report)) in enumerate(zip(named, reports, strict=True), 1)
    )
    heading = escape(say.say("ui", "files", count=len(reports)))
    return f"<nav>\n<h1>{heading}</h1>\n<ol>{rows}</ol>\n</nav>"


def _summary(report: ScanReport, title: str, say: Catalogue) -> str:
    status = report.status.value
    rows = []
    if report.address is not None:
        there = say.say("status", report.address.status.value)
        rows.append((say.say("ui", "found_at"), [f"{shown(report.address.raw)} ({there})"]))
    rows += [
        (say.say("ui", "claim"), parts.spoken_for(report)),
        (say.say("ui", "official"), parts.own_contacts(report, say)),
        (say.say("ui", "finds"), parts.finding_texts(report, say)),
        (say.say("ui", "warns"), [shown(w.quote, parts.QUOTE) for w in report.warnings]),
        (say.say("ui", "note"), parts.note_texts(report, say)),
    ]
    if not report.contacts:
        rows.append(("", [say.say("ui", "no_contacts")]))
    facts = "".join(
        f"<dt>{escape(label)}</dt>" + "".join(f"<dd>{escape(text)}</dd>" for text in texts)
        for label, texts in rows
        if texts
    )
    return (
        f'<header class="{status}">\n<p class="of">{title}</p>\n'
        f"<h1>{escape(say.say('status', status))}</h1>\n"
        f'<p class="score">{escape(say.say("ui", "score"))} {report.score:.2f} · '
        f"{escape(say.say('form', report.form))}</p>\n<dl>{facts}</dl>\n</header>"
    )


def _contacts(report: ScanReport, text: str, say: Catalogue) -> list[str]:
    lines = parts.Lines(text)
    made = []
    for group in parts.groups(report):
        items = [_contact(contact, lines, say) for contact in group.contacts]
        items += [
            f"<li>… {escape(say.say('ui', 'more_like_it', host=host, count=count))}</li>"
            for host, count in group.folded
        ]
        heading = escape(say.say("status", group.status.value))
        made.append(
            f'<section class="{group.status.value}">\n<h2>{heading} '
            f"<small>{group.count}</small></h2>\n<ul>{''.join(items)}</ul>\n</section>"
        )
    return made


def _contact(contact: ScannedContact, lines: parts.Lines, say: Catalogue) -> str:
    line, column = lines.place(contact.start)
    verdict = contact.verdict
    where = f"{line}:{column}"
    if contact.role not in ("text", "title"):
        where = say.say("role", contact.role)
    if contact.count > 1:
        where += f" · {say.say('ui', 'times', count=contact.count)}"
    html = f"<code>{escape(shown(contact.raw))}</code> <small>{escape(where)}</small>"
    html += f"<p>{escape(headline(verdict, say, Paint(False)))}</p>"
    official = official_text(verdict.imitates)
    if official:
        label = escape(say.say("ui", "official"))
        html += f'<p class="instead">{label}: <code>{escape(shown(official))}</code></p>'
    html += "".join(f'<p class="why">{escape(text)}</p>' for text in parts.why(verdict, say))
    return f"<li>{html}</li>"


def _requests(report: ScanReport, say: Catalogue) -> str:
    asked = parts.requests(report.red_flags, say)
    if not asked:
        return ""
    items = "".join(
        f'<li class="{flag.severity}"><q>{escape(shown(flag.quote, parts.QUOTE))}</q> '
        f"<p>{escape(advice)}</p></li>"
        for flag, advice in asked
    )
    return f"<section>\n<h2>{escape(say.say('ui', 'requests'))}</h2>\n<ul>{items}</ul>\n</section>"


def _steps(report: ScanReport, say: Catalogue, lang: str, region: str | None) -> str:
    steps = parts.step_texts(report, say, region)
    if not steps:
        return ""
    items = "".join(f"<li>{escape(step)}</li>" for step in steps)
    lines = "".join(
        f"<li>{escape(country(line.country, lang))} <b>{escape(line.value)}</b> "
        f"{escape(line.name(lang))}"
        f" <small>{escape(line.source)}, {escape(line.date)}</small></li>"
        for line in parts.helplines(report, region, lang)
    )
    if lines:
        lines = f"<h3>{escape(say.say('ui', 'lines'))}</h3>\n<ul>{lines}</ul>"
    heading = escape(say.say("ui", "now"))
    return f'<section class="now">\n<h2>{heading}</h2>\n<ol>{items}</ol>\n{lines}</section>'


def _scanned(report: ScanReport, text: str, say: Catalogue) -> str:
    """The text with its contacts, requests and claims marked; marks do not overlap."""
    marks = [
        (start, end, c.verdict.status.value, c.verdict.status.value)
        for c in report.contacts
        for start, end in c.places
    ]
    marks += [(f.start, f.end, f"flag {f.severity}", f.category) for f in report.red_flags]
    marks += [(w.start, w.end, "warned", w.category) for w in report.warnings]
    marks += [(c.start, c.end, "claim", c.brand) for c in report.claims]
    marks.sort(key=lambda mark: (mark[0], -mark[1]))
    pieces, at, limit = [], 0, min(len(text), MAX_SHOWN)
    for start, end, style, title in marks:
        if start < at or end > limit or end <= start:
            continue
        pieces.append(escape(_visible(text[at:start])))
        words = escape(_visible(text[start:end]))
        pieces.append(f'<mark class="{style}" title="{escape(title)}">{words}</mark>')
        at = end
    pieces.append(escape(_visible(text[at:limit])))
    cut = ""
    if len(text) > MAX_SHOWN:
        cut = f"<p>{escape(say.say('ui', 'shown_part', limit=MAX_SHOWN))}</p>"
    heading = escape(say.say("ui", "scanned"))
    return f"<section>\n<h2>{heading}</h2>\n{cut}<pre>{''.join(pieces)}</pre>\n</section>"


def _visible(text: str) -> str:
    """`text` with everything hidden spelled out, line breaks, tabs and wide spaces kept."""
    if text.isascii() and text.isprintable():
        return text
    rows = ("\t".join(_cell(cell) for cell in row.split("\t")) for row in text.split("\n"))
    return "\n".join(rows)


def _cell(text: str) -> str:
    return "\u3000".join(shown(piece, len(piece)) for piece in text.split("\u3000"))
