"""Mails (RFC 5322, RFC 2045): heads, bodies, display names, where an answer would go.

The body that a mail program shows is read as the text; attached pages and pictures follow it.
The standard library parses; what it cannot decode is replaced, never an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from ringtrue.errors import MissingExtra, UnreadableInput
from ringtrue.scanning.document import Builder, Document
from ringtrue.scanning.html_page import read_html
from ringtrue.scanning.pictures import MAX_BYTES, is_picture

MAX_PARTS = 200
MAX_MAIL = 40 * 1024 * 1024
"""Bytes of a mail that are parsed."""
_SHOWN_HEADS = ("From", "Reply-To", "Subject")
_HEAD = re.compile(
    rb"(?:From|To|Subject|Date|Message-ID|Received|Return-Path|Delivered-To|MIME-Version"
    rb"|Content-Type|Reply-To|DKIM-Signature|ARC-Seal|X-[A-Za-z-]{2,40}):\s",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"<([^<>\s]{3,320})>|([^<>\s,;\"]{1,64}@[^<>\s,;\"]{3,255})")


def looks_like_mail(data: bytes) -> bool:
    """Whether the bytes begin with the head of a mail: at least three fields, From among them."""
    head = data[:64_000].lstrip(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    lines = [line for line in head.split(b"\n") if line and line[:1] not in (b" ", b"\t")]
    if lines and lines[0].startswith(b"From "):  # mbox
        del lines[0]
    known = [line for line in lines if _HEAD.match(line)]
    if not lines or not _HEAD.match(lines[0]) or len(known) < 3:
        return False
    return any(line[:5].lower() == b"from:" for line in known) and len(known) * 2 >= len(lines)


def read_mail(data: bytes, *, picture: Callable[[bytes], Document] | None = None) -> Document:
    """The document of a mail. Raises `MissingExtra` for a mail in HTML without selectolax."""
    out = Builder("mail")
    if len(data) > MAX_MAIL:
        out.note("source_cut", limit=MAX_MAIL, length=len(data))
        data = data[:MAX_MAIL]
    if data.startswith(b"From "):
        data = data.partition(b"\n")[2]
    message = BytesParser(policy=policy.default).parsebytes(data)
    assert isinstance(message, EmailMessage)
    _heads({name: _head(message, name) for name in _SHOWN_HEADS}, out)
    _bodies(message, out, picture)
    return out.done()


def head_document(heads: Mapping[str, str], text: str) -> Document:
    """The document of a mail that is given by its fields (``From``, ``Reply-To``, ``Subject``),
    decoded, and its text."""
    out = Builder("mail")
    _heads({name: " ".join(value[:2_000].split()) for name, value in heads.items()}, out)
    out.line(text.replace("\r\n", "\n"))
    return out.done()


def _heads(heads: Mapping[str, str], out: Builder) -> None:
    addresses = {}
    for name in _SHOWN_HEADS:
        value = heads.get(name, "")
        if not value:
            continue
        first, end = out.line(f"{name}: ", "header")
        addresses[name] = _address(value)
        shown = value if name == "Subject" else _first_mailboxes(value)
        begin, end = out.add(shown)
        if name == "Subject":
            out.section(begin, end, "title")
        elif name == "From":
            # The display name signs the mail; the address behind it is a contact.
            cut = shown.rfind("<")
            stop = begin + cut if cut > 0 else begin
            if stop > begin:
                out.section(begin, stop, "title")
            out.section(stop, end, "header")
        else:
            out.section(first, end, "header")
    out.new_line()
    out.add("\n")
    out.reply_to = (addresses.get("From", ""), addresses.get("Reply-To", ""))


def _head(message: EmailMessage, name: str) -> str:
    """A field, decoded (RFC 2047), on one line, at most 2,000 characters."""
    try:
        value = str(message.get(name) or "")
    except Exception:  # the library's parsers of structured fields raise all kinds of errors
        value = str(dict(message.raw_items()).get(name, ""))
    return " ".join(value[:2_000].split())


def _first_mailboxes(value: str) -> str:
    return value[:1_000]


def _address(value: str) -> str:
    found = None
    for found in _ADDRESS.finditer(value):
        if found[1]:
            break
    return (found[1] or found[2] or "").lower() if found else ""


def _bodies(
    message: EmailMessage, out: Builder, picture: Callable[[bytes], Document] | None
) -> None:
    parts, shown_html = 0, False
    try:
        body = message.get_body(("html", "plain"))
        shown_html = body is not None and body.get_content_type() == "text/html"
    except Exception:  # a broken structure: every part is read below
        body = None
    done = set()
    if isinstance(body, EmailMessage):
        done.add(id(body))
        _text_part(body, out, picture, html=shown_html)
    for part in message.walk():
        parts += 1
        if parts > MAX_PARTS:
            out.note("parts_cut", limit=MAX_PARTS)
            return
        if id(part) in done or part.is_multipart() or not isinstance(part, EmailMessage):
            continue
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html"):
            start = out.length
            _text_part(part, out, picture, html=kind == "text/html")
            if not part.is_attachment() and shown_html and kind == "text/plain":
                out.section(start, out.length, "hidden")  # the reading for other programs
        else:
            _attachment(part, out, picture)


def _text_part(
    part: EmailMessage,
    out: Builder,
    picture: Callable[[bytes], Document] | None,
    *,
    html: bool,
) -> None:
    try:
        content = part.get_content()
    except (LookupError, ValueError, KeyError):  # an unknown charset
        raw = part.get_payload(decode=True)
        content = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else ""
    if not isinstance(content, str):
        return
    if html:
        out.append(read_html(content, picture=picture))
    else:
        out.line(content.replace("\r\n", "\n"))


def _attachment(
    part: EmailMessage, out: Builder, picture: Callable[[bytes], Document] | None
) -> None:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes) or not raw:
        return
    if picture is not None and is_picture(raw) and len(raw) <= MAX_BYTES:
        try:
            read = picture(raw)
        except (MissingExtra, UnreadableInput):
            out.note("pictures_unread", extra="qr")
            return
        if read.text:
            out.append(read)
        return
    name = part.get_filename()
    if name:
        out.line(" ".join(name.split())[:300], "attachment")
    out.note("attachments_unread")
