"""Answers as HTML: the verdict and what to do first, the real contact, why, what else.

Every value from outside goes through `_text`, which spells out what is invisible and escapes the
rest; there is no other way into the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from string import Template
from typing import TYPE_CHECKING

from ringtrue.messages.advice import brand_name, official_text
from ringtrue.messages.catalogue import Catalogue
from ringtrue.messages.names import countries, country, written
from ringtrue.messages.shown import shown
from ringtrue.model import Status
from ringtrue.render import scan_parts
from ringtrue.render.answer import sentences
from ringtrue.render.text import Decisive, decisive, reasons
from ringtrue.scanning import ScanReport

if TYPE_CHECKING:
    from ringtrue.asking.answer import Answer
    from ringtrue.judging.verdict import Verdict
    from ringtrue.server.page_judge import Form

MAX_TEXT = 20_000
"""Characters of the box; longer messages are for the API or the command line."""
MOST_CONTACTS = 50
"""Contacts of a text that the page shows."""
_QUOTE = 120
_LONG = 24
"""Characters of a contact beyond which it is written smaller."""
_TONES = {
    Status.OFFICIAL: "listed",
    Status.IMPERSONATION: "stop",
    Status.SUSPICIOUS: "caution",
    Status.UNKNOWN: "unknown",
    Status.INVALID: "told",
}
_ACCUSED = (Status.IMPERSONATION, Status.SUSPICIOUS)
_WORST = (*_ACCUSED, Status.UNKNOWN, Status.OFFICIAL, Status.INVALID)
_LINKS = ("url", "domain")
_AFTER = ("shared_phrase", "shared_code", "paid", "report")
"""Steps for whoever has already complied, where nothing tells which."""
EXAMPLES = ("rnetamask.io", "95588", "TokenPocket support e-mail?")

_ICONS = {
    "stop": "M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8z M8.8 8.8l6.4 6.4m0-6.4-6.4 6.4",
    "caution": "M12 3.2 22 20.5H2z M12 9.5v5m0 3v.01",
    "unknown": "M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19z M9.2 9.3a2.9 2.9 0 1 1 4.3 2.6"
    "c-1 .6-1.5 1.1-1.5 2.3m0 2.9v.01",
    "listed": "M5 2.5h14v19H5z M8.5 7h7m-7 3.5h4m-4 5.2 2.2 2.3 4.6-4.6",
    "told": "M3 4h18v13H11l-5 4v-4H3z M8 10.5h8",
    "copy": "M8.5 8.5h11v12h-11z M15.5 5V3.5h-11v12H6",
    "open": "M13.5 4H20v6.5M20 4l-9 9 M17 14v6H4V7h6",
    "call": "M5 3h4l1.5 5-2.3 1.6a12 12 0 0 0 6.2 6.2L16 13.5l5 1.5v4c0 1-.8 2-2 2"
    "A16.5 16.5 0 0 1 3 5c0-1.2.8-2 2-2z",
}


def answer(found: Verdict | ScanReport, form: Form, say: Catalogue, unlisted: str = "") -> str:
    """The answer to what was pasted. `unlisted` is a claimed brand that is not listed."""
    note = f'<p class="note">{_text(say.say("page", "no_brand", brand=unlisted))}</p>'
    note = f'<div class="part">{note}</div>' if unlisted else ""
    if isinstance(found, ScanReport):
        return _report(found, form, say) + note
    if found.answer is not None:
        return _question(found.answer, say)
    return _verdict(found, say, note)


def whole(
    skeleton: str,
    form: Form,
    say: Catalogue,
    answer: str,
    held: dict[str, object],
    known: Iterable[str],
) -> str:
    """The whole page around an answer."""
    links = "".join(_link(lang) for lang in known if lang != say.lang)
    words = {
        code: escape(say.say("page", code))
        for code in ("title", "lead", "label", "hint", "button", "result", "copy", "copied",
                     "paste", "again", "waiting", "examples", "rule", "qr", "qr_hint",
                     "camera", "qr_unsupported", "qr_none", "offline", "busy", "kept", "language")
    }  # fmt: skip
    chips = "".join(
        f'<li><button class="chip" type="button"><bdi>{escape(one)}</bdi></button></li>'
        for one in EXAMPLES
    )
    return Template(skeleton).substitute(
        words,
        claims_label=escape(say.say("page", "claims")),
        region_label=escape(say.say("page", "region")),
        listed=escape(say.say("page", "listed", **held)),
        lang=say.template("language", "tag"),
        direction=say.direction,
        languages=links,
        tongue=escape(say.template("language", "name")),
        limit=MAX_TEXT,
        q=f"\n{escape(form.q)}",  # a textarea drops the first line break
        claims=escape(form.claims),
        regions=_regions(form.region, say),
        chips=chips,
        answered=' class="answered"' if answer else "",
        answer=answer,
    )


def _link(lang: str) -> str:
    name = Catalogue.load(lang).template("language", "name")
    return f'<a href="?lang={lang}" hreflang="{lang}" lang="{lang}">{name}</a>'


def _regions(chosen: str, say: Catalogue) -> str:
    named = sorted((country(code, say.lang), code) for code in countries())
    options = [("", say.say("page", "nowhere")), *((code, name) for name, code in named)]
    if chosen and chosen not in countries():
        options.append((chosen, chosen))
    return "".join(
        f'<option value="{escape(code)}"{" selected" if code == chosen else ""}>'
        f"{escape(name)}</option>"
        for code, name in options
    )


def _sort(kind: str | None) -> str:
    return "link" if kind in _LINKS else "phone" if kind == "phone" else "other"


def _brand(verdict: Verdict, say: Catalogue) -> str:
    return brand_name(verdict, "", say.lang)


def _verdict(verdict: Verdict, say: Catalogue, note: str = "") -> str:
    status = verdict.status
    accused = status in _ACCUSED
    about = _sort(verdict.contact.kind if verdict.contact is not None else None)
    brand = _brand(verdict, say)
    if accused:
        first = say.say("page", f"first_{about}")
    elif status is Status.OFFICIAL:
        first = say.say("page", f"first_official_{about}")
    else:
        first = say.say("page", f"first_{status.value}")
    parts = [_real(verdict, say), _why(verdict, say), note]
    if accused:
        parts.append(_done([say.say("step", code) for code in _AFTER], (), say))
    any_ = "_any" if status is Status.SUSPICIOUS and not brand else ""
    return _box(_TONES[status], say, f"{status.value}{any_}", brand, _text(first), parts)


def _question(found: Answer, say: Catalogue) -> str:
    official = found.official_contact
    brand = official.brand.called(say.lang) if official is not None else ""
    code = "question" if official is not None else "question_none"
    told = "".join(f"<p>{_text(text)}</p>" for text in sentences(found, say.lang))
    parts = [f'<div class="part">{told}</div>']
    if official is not None:
        value = written(official.kind, official.value, say.lang)
        href = _href(official.kind, official.value)
        parts.insert(0, _contact(official.kind, brand, official.value, value, href, say))
    first = _text(say.say("page", "first_question"))
    return _box("told", say, code, brand, first, parts, word="question")


def _report(report: ScanReport, form: Form, say: Catalogue) -> str:
    found = sorted(report.contacts, key=lambda c: _WORST.index(c.verdict.status))
    if not found and not report.red_flags:
        return _box("told", say, "invalid", "", _text(say.say("page", "first_invalid")), ())
    status = report.status
    worst = found[0].verdict if found and found[0].verdict.status is status else None
    claimed = [claim.brand for claim in report.claims if claim.strength == "speaks_for"]
    brand = _brand(worst, say) if worst is not None else next(iter(claimed), "")
    accused = status in _ACCUSED
    any_ = "_any" if status is Status.SUSPICIOUS and not brand else ""
    if status is Status.IMPERSONATION and not brand:
        status, any_ = Status.SUSPICIOUS, "_any"
    about = _sort(worst.contact.kind if worst is not None and worst.contact is not None else None)
    code = "first_official_other" if status is Status.OFFICIAL else "first_unknown"
    first = say.say("page", f"first_{about}" if accused else code)
    asks = _asks(report, say)
    parts = [_real(worst, say) if worst is not None else "", asks]
    if worst is not None:
        parts.append(_why(worst, say))
    rows = "".join(_row(c.verdict, say) for c in found[:MOST_CONTACTS])
    more = len(found) - MOST_CONTACTS
    if more > 0:
        rows += f'<li class="note">{_text(say.say("page", "more_found", count=more))}</li>'
    if rows and (len(found) > 1 or worst is None):
        head = _text(say.say("page", "found_here"))
        parts.append(f'<div class="part"><h3>{head}</h3><ul class="found">{rows}</ul></div>')
    notes = [say.say("scan_note", n.code, **n.details) for n in report.notes]
    if notes:
        said = "".join(f'<p class="note">{_text(text)}</p>' for text in notes)
        parts.append(f'<div class="part">{said}</div>')
    steps = scan_parts.step_texts(report, say, form.region or None)
    lines = scan_parts.helplines(report, form.region or None, say.lang)
    parts.append(_done(steps, [(h.how, h.value, h.name(say.lang)) for h in lines], say,
                       opened=bool(asks)))  # fmt: skip
    return _box(_TONES[status], say, f"{status.value}{any_}", brand, _text(first), parts)


def _asks(report: ScanReport, say: Catalogue) -> str:
    """What the text asks for, in its own words."""
    quotes: dict[str, str] = {}
    for flag in report.red_flags:
        said = _text(say.say("redflag", flag.category))
        quote = f'<p class="quote">{_text(shown(flag.quote, _QUOTE))}</p><p>{said}</p>'
        quotes.setdefault(flag.category, quote)
    if not quotes:
        return ""
    head = _text(say.say("page", "asks"))
    return f'<div class="part caution"><h3>{head}</h3>{"".join(quotes.values())}</div>'


def _row(verdict: Verdict, say: Catalogue) -> str:
    tone = _TONES[verdict.status]
    brand = _brand(verdict, say)
    if verdict.status in _ACCUSED:
        code = "not_theirs" if verdict.status is Status.IMPERSONATION and brand else "not_sure"
    else:
        code = f"word_{verdict.status.value}"
    given = _text(shown(verdict.raw, _QUOTE))
    real = official_text(verdict.imitates)
    note = f'<span class="note">{_text(say.say("page", "real"))}: <bdi>{_text(real)}</bdi></span>'
    return (
        f'<li class="{tone}">{_icon(tone)} <bdi dir="ltr" class="given">{given}</bdi> '
        f'<span class="says">{_text(say.say("page", code, brand=brand))}</span>'
        f"{note if real else ''}</li>"
    )


def _box(
    tone: str, say: Catalogue, line: str, brand: str, first: str,
    parts: Sequence[str], word: str = "",
) -> str:  # fmt: skip
    """An answer; `first` and `parts` are HTML already."""
    status = line.removesuffix("_any")
    said = say.say("page", f"word_{word or status}", brand=brand)
    text = say.say("page", f"line_{line}", brand=brand)
    kept = " ".join(f'<span class="keep">{_text(one)}</span>' for one in text.split("|"))
    return (
        f'<section class="answer {tone}" aria-labelledby="line" tabindex="-1">'
        f'<header class="verdict"><p class="status">{_icon(tone)} {_text(said)}</p>'
        f'<h2 id="line">{kept}</h2><p class="first">{first}</p></header>'
        f"{''.join(parts)}</section>"
    )


def _real(verdict: Verdict, say: Catalogue) -> str:
    """The real contact, to copy or to open."""
    imitated = verdict.imitates
    if imitated is None or verdict.status not in _ACCUSED:
        return ""
    brand, value = imitated.brand.called(say.lang), official_text(imitated)
    if not value:
        said = _text(say.say("page", "real_none", brand=brand))
        return f'<div class="part real"><p class="note">{said}</p></div>'
    href = _href(imitated.kind, imitated.value)
    return _contact(imitated.kind, brand, imitated.value, value, href, say)


def _href(kind: str | None, value: str) -> str:
    if kind == "phone":
        return f"tel:{value}"
    if kind in _LINKS:
        return value if value.startswith("https://") else f"https://{value}"
    return ""


def _contact(kind: str | None, brand: str, bare: str, value: str, href: str, say: Catalogue) -> str:
    head = _text(say.say("page", f"real_{_sort(kind)}", brand=brand))
    text = _text(value)
    long = " long" if len(value) > _LONG else ""
    copied = text if kind in _LINKS else _text(bare)
    action = "call" if kind == "phone" else "open"
    link = (
        f' <a class="button quiet" href="{escape(href)}" rel="noreferrer">{_icon(action)} '
        f"{_text(say.say('page', action))}</a>"
        if href
        else ""
    )
    return (
        f'<div class="part real"><h3>{head}</h3><p class="contact{long}">'
        f'<bdi dir="ltr" data-official="{copied}">{text}</bdi></p>'
        f'<p class="row"><span data-copy></span>{link}</p>'
        f'<p class="note">{_text(say.say("page", "listed_by", brand=brand))}</p></div>'
    )


def _why(verdict: Verdict, say: Catalogue) -> str:
    """The two, letter under letter where they are alike, and the strongest reason."""
    if verdict.status not in _ACCUSED or verdict.contact is None:
        return ""
    part = decisive(verdict.contact, verdict.imitates)
    value = official_text(verdict.imitates)
    compare = ""
    if value and any(part.marks):
        long = " long" if max(len(part.text), len(value)) > 15 else ""
        compare = (
            f'<dl class="compare{long}"><dt>{_text(say.say("page", "given"))}</dt>'
            f"<dd>{_marked(part)}</dd><dt>{_text(say.say('page', 'real'))}</dt>"
            f'<dd><bdi dir="ltr">{_text(value)}</bdi></dd></dl>'
        )
    said = "".join(f"<p>{_text(text)}</p>" for text in reasons(verdict, say)[:2])
    if not said and not compare:
        return ""
    head = _text(say.say("page", "why"))
    return f'<div class="part"><h3>{head}</h3>{compare}{said}</div>'


def _done(
    steps: Sequence[str], lines: Sequence[tuple[str, str, str]], say: Catalogue, *,
    opened: bool = False,
) -> str:  # fmt: skip
    """What to do when something has been given already, and who listens."""
    if not steps and not lines:
        return ""
    told = "".join(f"<li>{_text(text)}</li>" for text in steps)
    helps = "".join(
        f'<li><a href="{escape(_href("phone" if how in ("phone", "sms") else "url", value))}" '
        f'rel="noreferrer"><strong><bdi dir="ltr">{_text(value)}</bdi></strong> '
        f"<span>{_text(name)}</span></a></li>"
        for how, value, name in lines
    )
    if helps:
        head = _text(say.say("page", "lines"))
        helps = f'<p class="note">{head}</p><ul class="help">{helps}</ul>'
    summary = _text(say.say("page", "done"))
    return (
        f'<div class="part"><details{" open" if opened else ""}><summary>{summary}</summary>'
        f'<ul class="steps">{told}</ul>{helps}</details></div>'
    )


def _icon(name: str) -> str:
    path = _ICONS.get(name, "M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19z M8 12h8")
    return f'<svg viewBox="0 0 24 24" aria-hidden="true"><path d="{path}"/></svg>'


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
    return f'<bdi dir="ltr">{"".join(pieces)}</bdi>{wire}'


def _text(value: str) -> str:
    """`value` with what is invisible spelled out, escaped for HTML."""
    return escape(shown(value, 2000))
