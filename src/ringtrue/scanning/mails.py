"""Mails (RFC 5322, RFC 2045): heads, bodies, display names, where an answer would go.

The body that a mail program shows is read as the text; attached pages and pictures follow it.
The standard library parses, fields are decoded here: its structured fields cost minutes on hostile
ones. What cannot be decoded is replaced, never an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from email import message_from_bytes
from email.header import decode_header
from email.message import Message

from ringtrue.errors import MissingExtra, UnreadableInput
from ringtrue.judging.faults import survived
from ringtrue.scanning.decoding import decoded
from ringtrue.scanning.document import Builder, Document
from ringtrue.scanning.html_page import read_html
from ringtrue.scanning.pictures import is_picture

MAX_PARTS = 200
MAX_MAIL = 40 * 1024 * 1024
"""Bytes of a mail that are parsed."""
MAX_ENCLOSED = 20
"""Mails in one mail that are parsed: each inside another is a call inside a call."""
MAX_SENDERS = 4
"""Fields of one name that are read."""
_RESULT = re.compile(r"(?:^|[;\s])(dmarc|spf|dkim)\s{0,2}=\s{0,2}([a-z]{1,12})")
_BESIDE = re.compile(r'"(?:[^"\\]|\\.)*"|\((?:[^()\\]|\\.)*\)')
"""Quoted strings and comments: what somebody else may have written."""
_FAILED = ("fail", "permerror")
MAX_HEAD = 2_000
"""Characters of one field that are read."""
_SHOWN_HEADS = ("From", "Sender", "Reply-To", "Subject")
_HEAD = re.compile(
    rb"(?:From|To|Subject|Date|Message-ID|Received|Return-Path|Delivered-To|MIME-Version"
    rb"|Content-Type|Reply-To|DKIM-Signature|ARC-Seal|X-[A-Za-z-]{2,40}):\s",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(rb"^--\S", re.MULTILINE)
_ENCLOSED = re.compile(rb"^content-type:[ \t]*message/", re.MULTILINE | re.IGNORECASE)
_CONTENT_FIELD = re.compile(
    rb"^content-[a-z]{4,11}:[^\n]*(?:\n[ \t][^\n]*)*", re.MULTILINE | re.IGNORECASE
)
_ADDRESS = re.compile(r"<([^<>\s]{3,320})>|([^<>\s,;\"]{1,64}@[^<>\s,;\"]{3,255})")
_SOFT = re.compile(r"(?<!^--) \n(?!-- ?\n|>)", re.MULTILINE)
Picture = Callable[[bytes], Document] | None


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


def read_mail(data: bytes, *, picture: Picture = None, servers: Collection[str] = ()) -> Document:
    """The document of a mail. Raises `MissingExtra` for a mail in HTML without selectolax.

    `servers` are the reader's own, as they name themselves in ``Authentication-Results``: what one
    of them says of the sender is believed. Such a server removes fields that strangers write in its
    name (RFC 8601, section 5); only name those that do.
    """
    out = Builder("mail")
    if data.startswith(b"From "):
        data = data.partition(b"\n")[2]
    message = parsed_mail(data, out)
    _heads([(name, value) for name in _SHOWN_HEADS for value in _fields(message, name)], out)
    out.failed = _failed(message)
    out.confirmed = _confirmed(message, frozenset(s.lower() for s in servers))
    _bodies(message, out, picture)
    return out.done()


def parsed_mail(data: bytes, out: Builder) -> Message:
    """The parts of a mail as they are nested, up to the limits; `out` is told what they cut."""
    if len(data) > MAX_MAIL:
        out.note("source_cut", limit=MAX_MAIL, length=len(data))
        data = data[:MAX_MAIL]
    return message_from_bytes(_bounded(data, out))


def head_document(heads: Mapping[str, str], text: str) -> Document:
    """The document of a mail that is given by its fields (``From``, ``Reply-To``, ``Subject``),
    decoded, and its text."""
    out = Builder("mail")
    _heads([(name, " ".join(value[:MAX_HEAD].split())) for name, value in heads.items()], out)
    out.line(text.replace("\r\n", "\n"))
    return out.done()


def _bounded(data: bytes, out: Builder) -> bytes:
    """The mail up to the last part that is read, its content fields up to `MAX_HEAD` bytes: nested
    parts and the parameters of a field cost the parser their square."""
    for pattern, most, shown in (
        (_BOUNDARY, 2 * MAX_PARTS, MAX_PARTS),
        (_ENCLOSED, MAX_ENCLOSED, MAX_ENCLOSED),
    ):
        for number, mark in enumerate(pattern.finditer(data)):
            if number > most:
                out.note("parts_cut", limit=shown)
                data = data[: mark.start()]
                break
    return _CONTENT_FIELD.sub(lambda field: field[0][:MAX_HEAD], data)


def _heads(fields: Iterable[tuple[str, str]], out: Builder) -> None:
    addresses: dict[str, str] = {}
    for name, value in fields:
        if not value:
            continue
        first, _ = out.line(f"{name}: ", "header")
        begin, end = out.add(value)
        if name == "Subject":
            out.section(begin, end, "title")
            out.subject = (begin, end)
            continue
        addresses.setdefault(name, _address(value))
        out.mailboxes.append((begin, end))
        # The display name of the sender signs the mail; the address behind it is a contact.
        stop = begin + max(0, value.rfind("<")) if name == "From" else first
        if name == "From" and stop > begin:
            out.section(begin, stop, "title")
        out.section(max(stop, first), end, "header")
    out.new_line()
    out.add("\n")
    out.reply_to = (addresses.get("From", ""), addresses.get("Reply-To", ""))


def _fields(message: Message, name: str) -> list[str]:
    """The fields of a name, decoded (RFC 2047), each on one line, at most `MAX_HEAD` characters; at
    most `MAX_SENDERS`, though there should be one."""
    found: list[str] = []
    for key, value in message.raw_items():
        if key.lower() == name.lower() and len(found) < MAX_SENDERS:
            raw = str(value)[:MAX_HEAD].encode("utf-8", "surrogateescape")
            found.append(" ".join(_decoded(raw.decode("utf-8", "replace")).split()))
    return found[:1] if name == "Subject" else found


def _failed(message: Message) -> str:
    """The server that says ``dmarc=fail`` (RFC 8601, RFC 7489), or that neither SPF nor DKIM stands
    for the sender. Anybody can write such a field, but nobody forges one against himself."""
    for value in _fields(message, "Authentication-Results"):
        said = dict(_RESULT.findall(value.lower()))
        broken = said.get("spf") in _FAILED and said.get("dkim", "none") in ("none", *_FAILED)
        if said.get("dmarc") == "fail" or ("dmarc" not in said and broken):
            return value.partition(";")[0].strip()[:255] or "?"
    return ""


def _confirmed(message: Message, servers: frozenset[str]) -> tuple[str, str]:
    """The server that says ``dmarc=pass`` and the domain that it says it of, when that is the one
    in From: one field, one address. The topmost field of a named server counts."""
    senders = [str(value) for name, value in message.raw_items() if name.lower() == "from"]
    if not servers or len(senders) != 1 or senders[0].count("@") != 1:
        return "", ""
    domain = _address(" ".join(senders[0][:MAX_HEAD].split())).rpartition("@")[2]
    for name, raw in message.raw_items():
        if name.lower() != "authentication-results":
            continue
        value = _BESIDE.sub(" ", str(raw)[:MAX_HEAD].lower())
        server, *results = [part.split() for part in value.split(";")]
        if not server or server[0] not in servers:
            continue
        found = [result for result in results if result and result[0].startswith("dmarc=")]
        passed = len(found) == 1 and found[0][0] == "dmarc=pass"
        if passed and domain and f"header.from={domain}" in found[0][1:]:
            return server[0], domain
        return "", ""
    return "", ""


def _decoded(value: str) -> str:
    if "=?" not in value:
        return value
    try:
        pieces = decode_header(value)
    except Exception:  # broken encoded words raise errors of several kinds
        return value
    said = []
    for text, charset in pieces:
        if isinstance(text, bytes):
            try:
                said.append(text.decode(charset or "utf-8", "replace"))
            except (ValueError, LookupError):
                said.append(text.decode("utf-8", "replace"))
        else:
            said.append(text)
    return "".join(said)


def _address(value: str) -> str:
    """The address of ``Name <address>``, or the first bare one."""
    bare = ""
    for found in _ADDRESS.finditer(value):
        if found[1]:
            return found[1].lower()
        bare = bare or found[2].lower()
    return bare


def _bodies(message: Message, out: Builder, picture: Picture) -> None:
    parts: list[tuple[Message, bool]] = []
    for part, alternative in _walk(message):
        if len(parts) >= MAX_PARTS:
            out.note("parts_cut", limit=MAX_PARTS)
            break
        parts.append((part, alternative))
    shown_html = any(p.get_content_type() == "text/html" and a for p, a in parts)
    # First what a mail program shows; the plain reading beside a page is for other programs.
    for hidden in (False, True):
        for part, alternative in parts:
            kind = part.get_content_type()
            other = kind == "text/plain" and alternative and shown_html
            if other is not hidden:
                continue
            start = out.length
            try:
                if kind in ("text/plain", "text/html") and not _filename(part):
                    _text_part(part, out, picture, html=kind == "text/html")
                else:
                    _attachment(part, kind, out, picture)
            except MissingExtra:
                raise
            except Exception as fault:
                survived(fault, "part of a mail")
                out.note("parts_faulty")
            if hidden and out.length > start:
                out.section(start, out.length, "hidden")
    for inner in _enclosed(message):
        for value in _fields(inner, "From"):
            first, _ = out.line("From: ", "attachment")
            begin, end = out.add(value)
            out.section(first, end, "attachment")
            out.mailboxes.append((begin, end))


def _walk(message: Message) -> Iterator[tuple[Message, bool]]:
    """Parts that hold something, and whether they are one of several readings of the same."""
    todo: list[tuple[Message, bool]] = [(message, False)]
    while todo:
        part, alternative = todo.pop()
        payload = part.get_payload() if part.is_multipart() else None
        if not isinstance(payload, list):
            yield part, alternative
            continue
        readings = alternative or part.get_content_type() == "multipart/alternative"
        todo += [(p, readings) for p in reversed(payload) if isinstance(p, Message)]


def leaves(message: Message) -> Iterator[Message]:
    """Parts that hold something, in order."""
    return (part for part, _ in _walk(message))


def _enclosed(message: Message) -> Iterator[Message]:
    """The mails that are attached to a mail, at most `MAX_ENCLOSED`."""
    todo, count = [message], 0
    while todo and count < MAX_ENCLOSED:
        part = todo.pop()
        inner = part.get_payload() if part.is_multipart() else None
        if not isinstance(inner, list):
            continue
        mails = [p for p in inner if isinstance(p, Message)]
        if part.get_content_type() == "message/rfc822":
            count += len(mails)
            yield from mails
        todo += mails[:MAX_PARTS]


def parameter(part: Message, name: str) -> str:
    """A parameter of a part's Content-Type; empty when there is none. The standard parser raises
    for one that is given both whole and in numbered pieces."""
    try:
        value = part.get_param(name)
        return str(value[2] if isinstance(value, tuple) else value or "")
    except (TypeError, ValueError, LookupError):
        return ""


def _filename(part: Message) -> str:
    try:
        return str(part.get_filename() or "")
    except (TypeError, ValueError, LookupError):
        return ""


def payload(part: Message) -> bytes:
    """The bytes of a part, unpacked; none when they cannot be."""
    try:
        raw = part.get_payload(decode=True)
    except (ValueError, LookupError):
        return b""
    return raw if isinstance(raw, bytes) else b""


def _text_part(part: Message, out: Builder, picture: Picture, *, html: bool) -> None:
    text, _ = decoded(payload(part), parameter(part, "charset"))
    if html:
        out.append(read_html(text, picture=picture))
    else:
        text = text.replace("\r\n", "\n")
        out.line(_unflowed(part, text) if parameter(part, "format") == "flowed" else text)


def _unflowed(part: Message, text: str) -> str:
    """The text with its soft line breaks joined (RFC 3676, section 4)."""
    gap = "" if parameter(part, "delsp").lower() == "yes" else " "
    return _SOFT.sub(gap, text)


def _attachment(part: Message, kind: str, out: Builder, picture: Picture) -> None:
    raw = payload(part)
    name = " ".join(_decoded(_filename(part)[:300]).split())
    if name:
        out.line(name, "attachment")
    if kind == "text/html" or name.lower().endswith((".html", ".htm")):
        _text_part(part, out, picture, html=True)
    elif kind == "text/plain":
        _text_part(part, out, picture, html=False)
    elif picture is not None and is_picture(raw):
        try:
            read = picture(raw)
        except (MissingExtra, UnreadableInput):
            out.note("pictures_unread", extra="qr")
            return
        out.append(read)
    elif raw:
        out.note("attachments_unread")
