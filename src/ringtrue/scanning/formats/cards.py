"""Calendars (RFC 5545) and business cards (RFC 6350, vCard 2.1, 3.0): an entry a part."""

from __future__ import annotations

import quopri
import re
from collections.abc import Callable

from ringtrue.scanning.decoding import decoded
from ringtrue.scanning.document import Builder, Document
from ringtrue.scanning.formats.json_values import whole

MAX_ENTRIES = 20_000
_BEGIN = re.compile(r"\ufeff?\s*BEGIN:(VCALENDAR|VCARD)\s*$", re.IGNORECASE | re.MULTILINE)
_LINE = re.compile(
    r"(?:[A-Za-z0-9-]{1,40}\.)?([A-Za-z0-9-]{1,60})((?:;[^:;\"]*(?:\"[^\"]*\"[^:;\"]*)*)*):(.*)",
    re.DOTALL,
)
_CHARSET = re.compile(r";CHARSET=\"?([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([\\;,nN])")
_TITLES = ("SUMMARY", "FN", "ORG")
_MACHINES = frozenset(
    ("UID", "PRODID", "VERSION", "DTSTAMP", "DTSTART", "DTEND", "CREATED", "LAST-MODIFIED", "REV",
     "SEQUENCE", "TZID", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "EXDATE", "RDATE", "DURATION",
     "TRIGGER", "ACTION", "STATUS", "TRANSP", "CLASS", "METHOD", "CALSCALE", "BEGIN", "END", "N",
     "BDAY", "ANNIVERSARY", "RECURRENCE-ID", "GEO", "PRIORITY", "X-WR-RELCALID", "KEY",
     "CLIENTPIDMAP",
     "DUE", "COMPLETED", "PERCENT-COMPLETE", "FREEBUSY", "TZNAME", "GENDER", "KIND", "LANG")
)  # fmt: skip
"""Properties for programs: times, ids, states."""
_SCHEME = re.compile(r"(?:tel|mailto|sms):(?=\S)", re.IGNORECASE)
_ENTRY = frozenset(("VEVENT", "VTODO", "VJOURNAL", "VCARD"))


def is_card(text: str) -> bool:
    """Whether the text begins as a calendar or a card does."""
    return _BEGIN.match(text[:200]) is not None


def read_cards(text: str, html: Callable[[str], Document] | None) -> Document:
    """The document of a calendar or of cards."""
    out = Builder("document")
    one = Builder("document")
    for line in _unfolded(text).split("\n"):
        read = _LINE.fullmatch(line.rstrip("\r"))
        if read is None:
            continue
        name, parameters, value = read[1].upper(), read[2], read[3]
        if name in ("BEGIN", "END") and value.strip().upper() in _ENTRY:
            if len(out.parts) >= MAX_ENTRIES:
                out.note("parts_cut", limit=MAX_ENTRIES)
                break
            out.part(one.done())
            one = Builder("document")
        elif name not in _MACHINES:
            _property(name, parameters, value, one, html)
    out.part(one.done())
    return whole(out)


def _unfolded(text: str) -> str:
    """Long lines put together (RFC 5545, section 3.1; quoted-printable ends them with ``=``)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept: list[str] = []
    soft = False
    for line in text.split("\n"):
        if soft or (kept and line[:1] in (" ", "\t")):
            kept[-1] = (kept[-1][:-1] + line) if soft else kept[-1] + line[1:]
        else:
            kept.append(line)
        soft = line.endswith("=") and "QUOTED-PRINTABLE" in kept[-1][:300].upper()
    return "\n".join(kept)


def _property(
    name: str, parameters: str, value: str, out: Builder, html: Callable[[str], Document] | None
) -> None:
    said = parameters.upper()
    if "QUOTED-PRINTABLE" in said:
        charset = _CHARSET.search(parameters)
        raw = quopri.decodestring(value.encode("utf-8", "replace"))
        value = decoded(raw, charset[1] if charset else "")[0]
    elif "ENCODING=B" in said or value[:5].lower() == "data:":
        return
    value = _ESCAPE.sub(lambda m: "\n" if m[1] in "nN" else m[1], value).strip()
    if not value:
        return
    if html is not None and ("TEXT/HTML" in said or name == "X-ALT-DESC"):
        out.append(html(value))
        return
    value = _SCHEME.sub("", value)
    if name in _TITLES:
        out.line(value, "title")
        return
    who = re.search(r";CN=\"?([^\";:]{1,200})", parameters, re.IGNORECASE)
    out.line(f"{name}: {who[1] + ' ' if who else ''}{value}")
