"""Scan reports as Markdown: a comment for an issue thread or a chat, ready to be posted.

Nothing of the scanned text becomes active in it: foreign words stand in code spans, where
Markdown makes neither links nor mentions of them, and links are not written as links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ringtrue.messages.advice import official_text
from ringtrue.messages.catalogue import Catalogue
from ringtrue.messages.names import country
from ringtrue.messages.shown import shown
from ringtrue.model import Status
from ringtrue.render import scan_parts as parts

if TYPE_CHECKING:
    from ringtrue.scanning.report import ScannedContact, ScanReport

_SIGNS = {
    Status.IMPERSONATION: "🛑",
    Status.SUSPICIOUS: "⚠️",
    Status.UNKNOWN: "❔",
    Status.INVALID: "◻️",
    Status.OFFICIAL: "✅",
}
_ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|~@!])")
_TICKS = re.compile("`+")


def report_markdown(report: ScanReport, lang: str = "en", region: str | None = None) -> str:
    """A report as Markdown (GitHub's dialect), without a final line break."""
    say = Catalogue.load(lang)
    status = say.say("status", report.status.value)
    lines = [f"**{_SIGNS[report.status]} {status}**, {say.say('ui', 'score')} {report.score:.2f}"]
    if report.address is not None:
        lines.append(f"{say.say('ui', 'found_at')}: {code(report.address.raw)}")
    spoken = parts.spoken_for(report)
    if spoken:
        lines.append(f"{say.say('ui', 'claim')}: {', '.join(plain(name) for name in spoken)}")
    own = [code(text) for text in parts.own_contacts(report, say)]
    if own:
        lines.append(f"{say.say('ui', 'official')}: {', '.join(own)}")
    lines += _bullets("", (plain(text) for text in parts.finding_texts(report, say)))
    for group in parts.groups(report):
        lines += ["", f"**{say.say('status', group.status.value)}** ({group.count})", ""]
        lines += [_contact(contact, say) for contact in group.contacts]
        lines += [
            f"- … {say.say('ui', 'more_like_it', host=code(host), count=count)}"
            for host, count in group.folded
        ]
    asked = parts.requests(report.red_flags, say)
    if asked:
        lines += _bullets(
            say.say("ui", "requests"),
            (f"{code(shown(f.quote, parts.QUOTE))}: {plain(advice)}" for f, advice in asked),
        )
    steps = parts.step_texts(report, say, region)
    if steps:
        lines += ["", f"**{say.say('ui', 'now')}**", ""]
        lines += [f"{n}. {plain(step)}" for n, step in enumerate(steps, 1)]
        lines_ = parts.helplines(report, region, lang)
        if lines_:
            said = "; ".join(
                f"{country(i.country, lang)} {code(i.value)} {plain(i.name(lang))}" for i in lines_
            )
            lines += ["", f"{say.say('ui', 'lines')}: {said}"]
    notes = parts.note_texts(report, say)
    if notes:
        lines += ["", *(f"_{plain(note)}_" for note in notes)]
    return "\n".join(lines)


def _contact(contact: ScannedContact, say: Catalogue) -> str:
    line = f"- {code(contact.raw)}"
    if contact.role not in ("text", "title"):
        line += f" ({say.say('role', contact.role)})"
    official = official_text(contact.verdict.imitates)
    if official:
        line += f" → {say.say('ui', 'official')}: {code(official)}"
    said = parts.why(contact.verdict, say)[:1]
    return f"{line}. {plain(said[0])}" if said else line


def unread_markdown(unread: Iterable[tuple[str, str]], lang: str = "en") -> str:
    """Files that were not read, and why, as a list."""
    say = Catalogue.load(lang)
    lines = _bullets(
        say.say("ui", "unread"), (f"{code(name)}: {plain(shown(why))}" for name, why in unread)
    )
    return "\n".join(lines).strip("\n")


def _bullets(title: str, texts: Iterable[str]) -> list[str]:
    rows = [f"- {text}" for text in texts]
    if not rows:
        return []
    return ["", *([f"**{title}**", ""] if title else []), *rows]


def code(text: str) -> str:
    """Foreign words as a code span, whatever backticks they hold; one line, nothing hidden.

    >>> code("a`b"), code("@team https://x.example")
    ('``a`b``', '`@team https://x.example`')
    """
    visible = shown(text, 200)
    ticks = "`" * (max((len(run) for run in _TICKS.findall(visible)), default=0) + 1)
    pad = " " if visible.startswith("`") or visible.endswith("`") or not visible.strip() else ""
    return f"{ticks}{pad}{visible}{pad}{ticks}"


def plain(text: str) -> str:
    """A sentence in which nothing is a mark of Markdown, a mention or a link.

    >>> plain("see @team at [x](https://x.example)")
    'see \\\\@team at \\\\[x\\\\](https:\\u200b//x.example)'
    """
    escaped = _ACTIVE.sub(r"\\\1", text)
    # GitHub links bare addresses too; a zero-width space behind the scheme stops that.
    return escaped.replace("://", ":\u200b//").replace("www.", "www\u200b.")
