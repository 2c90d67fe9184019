"""From bytes to a document, whatever they are: text, page, mail, picture, sheet, chat, office file.

What a file is, its content says; its name only settles what several formats could be. A file that
holds no text is refused and named: what is found in it by chance lacks the words around it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection
from typing import Literal

from ringtrue.errors import MissingExtra, UnreadableInput
from ringtrue.records import replace
from ringtrue.scanning.decoding import decoded
from ringtrue.scanning.document import Document, Form, Note
from ringtrue.scanning.formats import (
    archived,
    cards,
    chat_pages,
    chats,
    json_values,
    mailboxes,
    office,
    pdf,
)
from ringtrue.scanning.formats.signatures import unread_name
from ringtrue.scanning.formats.tables import is_table, read_table
from ringtrue.scanning.formats.xml_values import (
    is_property_list,
    property_list,
    read_web_archive,
    xml_value,
)
from ringtrue.scanning.html_page import read_html
from ringtrue.scanning.mails import looks_like_mail, read_mail
from ringtrue.scanning.pictures import is_picture, read_image, read_picture

_ESCAPED_STROKES = re.compile(r"https?:\\/\\/", re.IGNORECASE)
_SUBTITLE_MARKS = re.compile(r"\{\\[^{}\n]{0,400}\}|\\[Nnh]")
"""Of Advanced SubStation Alpha: styles, and breaks of a line."""
Reading = Literal["auto", "text", "html", "mail", "image"]
"""How bytes may be read; ``auto`` tells by the first bytes and, where these are not clear, by the
name."""
_BY_SUFFIX: dict[str, Form] = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".eml": "mail",
    ".png": "image", ".jpg": "image", ".jpeg": "image", ".webp": "image",
}  # fmt: skip
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)?"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|script|div|table|p|a|span|style|center|svg)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(
    rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?([A-Za-z0-9_-]{3,20})",
    re.IGNORECASE,
)


def read(
    data: bytes,
    name: str = "",
    reading: Reading = "auto",
    url: str = "",
    servers: Collection[str] = (),
) -> Document:
    """The document of some bytes; `name` may settle the format by its suffix, and links of a page
    lead where they lead from `url`. `servers` are the reader's own mail servers, whose word on the
    sender of a mail is believed (`ringtrue.scanning.mails.read_mail`).

    Text is never an error: bytes that no encoding explains are replaced, and a note says so.
    Raises `MissingExtra` when a format needs a package that is not here, `UnreadableInput` for a
    broken file, and for one of a kind that is not read, which it names.
    """
    told = reading == "auto"
    other = _other_format(data, name, servers) if told else None
    if other is not None:
        return other
    form = form_of(data, name) if told else reading
    if form == "image":
        return read_picture(data)
    if form == "mail":
        return read_mail(data, picture=picture_inside, servers=servers)
    if form == "html":
        declared = _CHARSET.search(data[:4_096])
        text, replaced = decoded(data, declared[1].decode("ascii") if declared else "")
        chat = chat_pages.page_chat(text, picture_inside) if told else None
        return _noted(chat or read_html(text, picture=picture_inside, url=url), replaced)
    text, replaced = decoded(data)
    document = _text_format(text, name) if told else Document(text)
    return _noted(document, replaced)


def _other_format(data: bytes, name: str, servers: Collection[str]) -> Document | None:
    """The document of bytes that are no text, page or single mail; None for these."""
    if is_picture(data):
        return read_picture(data)
    if pdf.is_pdf(data):
        return pdf.read_pdf(data, read_image)
    if data[:4] == b"PK\x03\x04":
        if office.is_office(data):
            return office.read_office(data, picture_inside)
        chat = chats.packed_chat(data)
        if chat is not None:
            document = chats.text_chat(chat) or Document(chat)
            return _noted(document, False, "attachments_unread")
    if is_property_list(data):
        value = property_list(data)
        return read_web_archive(value, picture_inside) or json_values.read_values(value, _markup)
    refused = unread_name(data)
    if refused:
        if data[:4] == b"PK\x03\x04" and not zipfile.is_zipfile(io.BytesIO(data)):
            refused = f"{refused} or office document that is damaged"
        raise UnreadableInput(
            f"{refused} is not read; give the text, page, mail, sheet or picture that is in it"
        )
    if mailboxes.is_mailbox(data):
        return mailboxes.read_mailbox(data, picture_inside, servers)
    mail = mailboxes.unwrapped(data)
    if mail is not None:
        return read_mail(mail, picture=picture_inside, servers=servers)
    if archived.is_archived_page(data, name):
        return archived.read_archived_page(data, picture_inside)
    return None


def _text_format(text: str, name: str) -> Document:
    """The document of a text by its grammar: values of JSON, cards, chats, cells; else as it is."""
    value = json_values.parsed(text)
    if value is not None:
        if archived.is_har(value):
            return archived.read_har(value, picture_inside)
        return chats.chat_of(value) or json_values.read_values(value, _markup)
    tree = xml_value(text)
    if tree is not None:
        return json_values.read_values(tree, _markup)
    if cards.is_card(text):
        return cards.read_cards(text, _markup)
    chat = chats.text_chat(text)
    if chat is not None:
        return chat
    suffix = _suffix(name)
    if suffix in (".csv", ".tsv") or (suffix in ("", ".txt", ".tab") and is_table(text)):
        chat = chats.table_chat(text, "\t" if suffix == ".tsv" else "")
        table = chat or read_table(text, "\t" if suffix == ".tsv" else "")
        if table is not None:
            return table
    if text.lstrip("\ufeff")[:13] == "[Script Info]":
        return Document(_SUBTITLE_MARKS.sub(" ", text), form="document")
    if _ESCAPED_STROKES.search(text):  # of JSON, in a log or in a value that is cut off
        return Document(text.replace("\\/", "/"), form="document")
    return Document(text)


def _markup(source: str) -> Document:
    """A page inside a value: its source as it is where nothing reads pages."""
    try:
        return read_html(source)
    except MissingExtra:
        return Document(source)


def _suffix(name: str) -> str:
    return name[name.rfind(".") :].lower() if "." in name else ""


def form_of(data: bytes, name: str = "") -> Form:
    """What some bytes are, of text, page, mail and picture: by their first bytes when these are
    clear, else by the name."""
    if is_picture(data):
        return "image"
    form = _BY_SUFFIX.get(_suffix(name))
    if form is not None:
        return form
    if _HTML_START.match(data[:4_096]):
        return "html"
    return "mail" if looks_like_mail(data) else "text"


def picture_inside(data: bytes) -> Document:
    """A picture inside a page, mail or office file: empty when it cannot be read, with a note that
    says so."""
    try:
        document = read_picture(data)
    except MissingExtra:
        return Document("", notes=(Note("pictures_unread", {"extra": "qr,ocr"}),))
    except UnreadableInput:
        return Document("", notes=(Note("picture_broken"),))
    # Most pictures of a page hold neither words nor codes: nothing to tell.
    notes = tuple(note for note in document.notes if note.code != "no_code")
    return replace(document, boxes=(), notes=notes)


def _noted(document: Document, replaced: bool, *codes: str) -> Document:
    notes = [Note(code) for code in codes]
    if replaced:
        notes.append(Note("undecodable"))
    return replace(document, notes=(*document.notes, *notes)) if notes else document
