"""Mailboxes (mbox, RFC 4155): each mail is read by itself; and a mail of Apple Mail (.emlx)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from ringtrue.scanning.document import Builder, Document
from ringtrue.scanning.formats.json_values import whole
from ringtrue.scanning.mails import looks_like_mail, read_mail

MAX_MAILS = 20_000
_FROM = re.compile(
    rb"^From [^\r\n]{1,300}(?:\d{4}|\d\d:\d\d)[^\r\n]{0,40}\r?\n(?=[A-Za-z>])",
    re.MULTILINE,
)
_LENGTH = re.compile(rb"(\d{2,10})[ \t]{0,12}\r?\n")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def unwrapped(data: bytes) -> bytes | None:
    """The mail in a file of Apple Mail: how long it is, the mail, a property list."""
    length = _LENGTH.match(data)
    if length is None:
        return None
    mail = data[length.end() : length.end() + int(length[1])]
    return mail if looks_like_mail(mail) else None


def is_mailbox(data: bytes) -> bool:
    """Whether the bytes begin with the line that begins a mail in a mailbox."""
    return data[:5] == b"From " and _FROM.match(data) is not None and looks_like_mail(data)


def read_mailbox(
    data: bytes, picture: Callable[[bytes], Document] | None, servers: Collection[str] = ()
) -> Document:
    """The document of a mailbox; of one mail, that mail's."""
    out = Builder("mail")
    marks = [*_FROM.finditer(data, 0)]
    ends = [mark.start() for mark in marks[1:]] + [len(data)]
    for count, (mark, end) in enumerate(zip(marks, ends, strict=True)):
        if count >= MAX_MAILS or out.full:
            out.note("mails_cut", limit=MAX_MAILS)
            break
        mail = _QUOTED.sub(rb"\1", data[mark.end() : end])
        out.part(read_mail(mail, picture=picture, servers=servers))
    return whole(out)
