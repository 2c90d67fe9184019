"""PDF: the words of its pages and where their links lead, by PDFium (extra ``documents``).

PDFium is what Chromium shows PDF with; it runs no script of a document and loads nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from ringtrue.errors import MissingExtra, UnreadableInput
from ringtrue.scanning.document import Builder, Document, Link

MAX_PAGES = 2_000
MAX_LINKS = 20_000
MAX_PAGE = 200_000
"""Characters of one page."""
MAX_PICTURES = 16
_LOCK = threading.Lock()
"""PDFium is not made for threads."""


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are a PDF, perhaps behind white space."""
    return data[:1_024].lstrip(b"\xef\xbb\xbf\0\t\n\f\r ")[:5] == b"%PDF-"


def read_pdf(data: bytes, picture: Callable[[Any], Document] | None = None) -> Document:
    """The document of a PDF; `picture` reads pages that hold no words, drawn.

    Raises `MissingExtra` without pypdfium2, `UnreadableInput` for a broken or locked one.
    """
    try:
        import pypdfium2 as pdfium
    except ImportError as error:
        raise MissingExtra("PDF", "pypdfium2", "documents") from error
    out = Builder("document")
    targets: list[tuple[int, int, str]] = []
    with _LOCK:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            why = str(error)[:120]
            raise UnreadableInput(f"the PDF cannot be opened ({why}); give a whole one without a "
                                  "password") from error  # fmt: skip
        try:
            _pages(document, out, targets, picture)
        finally:
            document.close()
    for start, end, target in targets:
        first, last = out.line(target, "link")
        out.links.append(Link(start, end, first, last))
    return out.done()


def _pages(document: Any, out: Builder, targets: list[tuple[int, int, str]], picture: Any) -> None:
    import pypdfium2 as pdfium

    drawn = 0
    for number in range(len(document)):
        if number >= MAX_PAGES or out.full:
            out.note("pages_cut", limit=MAX_PAGES)
            break
        try:
            page = document[number]
            words = page.get_textpage()
        except pdfium.PdfiumError:
            out.note("pages_faulty")
            continue
        said = _said(words)
        start, _ = out.line(_clean(said))
        if not said.strip():
            if picture is None or drawn >= MAX_PICTURES:
                out.note("pages_drawn")
            else:
                drawn += 1
                _draw(page, out, picture)
        _links(document, page, words, (start, out), targets)
        words.close()
        page.close()


def _said(words: Any) -> str:
    """The characters of a page as they are: the library's own way calls itself for every one that
    is not shown."""
    import ctypes

    import pypdfium2.raw as raw

    count = min(words.count_chars(), MAX_PAGE)
    if count <= 0:
        return ""
    held = (ctypes.c_ushort * (count + 1))()
    got = raw.FPDFText_GetText(words.raw, 0, count, held)
    return bytes(held)[: 2 * max(0, got - 1)].decode("utf-16-le", "replace")


def _clean(text: str) -> str:
    """Lines as everywhere; a hyphen at which a word was parted is joined again by PDFium's mark."""
    return text.replace("\r\n", "\n").replace("\ufffe", "-").replace("\0", "")


def _draw(page: Any, out: Builder, picture: Any) -> None:
    """A page that is a picture, read as one."""
    from ringtrue.scanning.pictures import MAX_PIXELS

    width, height = page.get_size()
    scale = min(2.0, (MAX_PIXELS / max(1.0, width * height)) ** 0.5)
    out.append(picture(page.render(scale=scale).to_pil()))


def _links(
    document: Any, page: Any, words: Any, said: tuple[int, Builder], targets: list[Any]
) -> None:
    """Targets of the annotations of a page, under the words that they cover."""
    import ctypes

    import pypdfium2.raw as raw

    begin, out = said
    text = out.text_from(begin)
    at = ctypes.c_int(0)
    link = raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page.raw, ctypes.byref(at), ctypes.byref(link)):
        if len(targets) >= MAX_LINKS:
            out.note("links_cut", limit=MAX_LINKS)
            return
        action = raw.FPDFLink_GetAction(link)
        if not action:
            continue
        size = raw.FPDFAction_GetURIPath(document.raw, action, None, 0)
        if not 1 < size < 65_536:
            continue
        held = ctypes.create_string_buffer(size)
        raw.FPDFAction_GetURIPath(document.raw, action, held, size)
        target = held.value.decode("utf-8", "replace")[:8_192]
        target = "".join(c if c.isprintable() else " " for c in target).strip()
        box = raw.FS_RECTF()
        label = ""
        if raw.FPDFLink_GetAnnotRect(link, ctypes.byref(box)):
            label = _clean(words.get_text_bounded(box.left, box.bottom, box.right, box.top)).strip()
        place = text.find(label) if label else -1
        span = (begin + place, begin + place + len(label)) if place >= 0 else (begin, begin)
        if target:
            targets.append((*span, target))
