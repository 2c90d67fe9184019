"""From bytes to a document, whatever they are: text, a page, a mail, a picture."""

from __future__ import annotations

import re
from typing import Literal

from ringtrue.scanning.decoding import decoded
from ringtrue.scanning.document import Document, Form, Note

Reading = Literal["auto", "text", "html", "mail", "image"]
READINGS: tuple[Reading, ...] = ("auto", "text", "html", "mail", "image")
"""How bytes may be read; ``auto`` tells by the name and the first bytes."""

_BY_SUFFIX: dict[str, Form] = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".eml": "mail",
    ".png": "image", ".jpg": "image", ".jpeg": "image", ".webp": "image",
}  # fmt: skip
SUFFIXES = (*_BY_SUFFIX, ".txt", ".md", ".text", ".log", ".csv", ".tsv", ".json", ".srt")
"""Names that a folder is searched for."""
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)?"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|script|div|table|p|a|span|style|center)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_-]{3,20})", re.IGNORECASE)


def read(data: bytes, name: str = "", reading: Reading = "auto") -> Document:
    """The document of some bytes; `name` may tell the format by its suffix.

    Text is never an error: bytes that no encoding explains are replaced, and a note says so.
    Raises `MissingExtra` when a page or picture needs a package that is not here,
    `UnreadableInput` for a broken picture.
    """
    form = form_of(data, name) if reading == "auto" else reading
    if form == "image":
        from ringtrue.scanning.pictures import read_picture

        return read_picture(data)
    if form == "mail":
        from ringtrue.scanning.mails import read_mail

        return read_mail(data, picture=picture_inside)
    if form == "html":
        from ringtrue.scanning.html_page import read_html

        declared = _CHARSET.search(data[:4_096])
        text, replaced = decoded(data, declared[1].decode("ascii") if declared else "")
        document = read_html(text, picture=picture_inside)
        return _noted(document, replaced)
    text, replaced = decoded(data)
    return _noted(Document(_plain(text, name)), replaced)


def _plain(text: str, name: str) -> str:
    """The text of JSON with its strokes unescaped (RFC 8259, section 7), of a table with its cells
    apart; any other text as it is."""
    if "\\/" in text and (name.lower().endswith(".json") or text.lstrip()[:1] in ("{", "[")):
        return text.replace("\\/", "/")
    if not name.lower().endswith(".csv"):
        return text
    import csv

    first = text.partition("\n")[0]
    separator = max(",;\t|", key=first.count)
    try:
        rows = list(csv.reader(text.splitlines(), delimiter=separator))
    except csv.Error:  # a cell longer than the module's limit
        return text
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)


def form_of(data: bytes, name: str = "") -> Form:
    """What some bytes are: by their first bytes when these are clear, else by the name."""
    from ringtrue.errors import UnreadableInput
    from ringtrue.scanning.pictures import is_other_picture, is_picture

    if is_picture(data):
        return "image"
    if is_other_picture(data):
        raise UnreadableInput(f"{name or 'the input'} is a format that is not read; give text, "
                              "HTML, .eml, PNG, JPEG or WebP")  # fmt: skip
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    form = _BY_SUFFIX.get(suffix)
    if form is not None:
        return form
    if _HTML_START.match(data[:4_096]):
        return "html"
    from ringtrue.scanning.mails import looks_like_mail

    return "mail" if looks_like_mail(data) else "text"


def picture_inside(data: bytes) -> Document:
    """A picture inside a page or a mail: empty when it cannot be read, with a note that says so."""
    from ringtrue.errors import MissingExtra, UnreadableInput
    from ringtrue.scanning.pictures import read_picture

    try:
        document = read_picture(data)
    except MissingExtra:
        return Document("", notes=(Note("pictures_unread", {"extra": "qr"}),))
    except UnreadableInput:
        return Document("", notes=(Note("picture_broken"),))
    # Most pictures of a page hold no code: nothing to tell.
    return Document(document.text, document.sections) if document.text else Document("")


def _noted(document: Document, replaced: bool) -> Document:
    if not replaced:
        return document
    from ringtrue.records import replace

    return replace(document, notes=(*document.notes, Note("undecodable")))
