"""Pages as browsers save and record them: MHTML (RFC 2557) and HAR 1.2."""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable
from email.message import Message
from typing import Any

from ringtrue.scanning.decoding import decoded
from ringtrue.scanning.document import Builder, Document
from ringtrue.scanning.formats.json_values import Pairs, whole
from ringtrue.scanning.html_page import read_html
from ringtrue.scanning.mails import leaves, parameter, parsed_mail, payload

MAX_PAGES = 200
MAX_REQUESTS = 20_000
_RELATED = re.compile(rb"^Content-Type:\s*multipart/related", re.MULTILINE | re.IGNORECASE)
_SAVED = re.compile(
    rb"^(?:From: <?Saved by|Snapshot-Content-Location:)", re.MULTILINE | re.IGNORECASE
)
Picture = Callable[[bytes], Document] | None


def is_archived_page(data: bytes, name: str = "") -> bool:
    """Whether the bytes are a page that a browser saved whole."""
    head = data[:8_000].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    if not _RELATED.search(head):
        return False
    named = name.lower().endswith((".mhtml", ".mht"))
    return _SAVED.search(head) is not None or (named and b"\nSubject:" in b"\n" + head)


def read_archived_page(data: bytes, picture: Picture) -> Document:
    """The document of a saved page, found where it says; pages in its frames follow it."""
    out = Builder("html")
    message = parsed_mail(data, out)
    address = str(message.get("Snapshot-Content-Location") or "").strip()
    for count, part in enumerate(leaves(message)):
        if count >= MAX_PAGES:
            out.note("parts_cut", limit=MAX_PAGES)
            break
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = _page(part, picture)
            if not out.length and not out.address:
                out.address = address or page.address
                out.take(page)
            else:
                out.append(page)
    return out.done()


def _page(part: Message, picture: Picture) -> Document:
    text, _ = decoded(payload(part), parameter(part, "charset"))
    where = str(part.get("Content-Location") or "").strip()[:8_192]
    url = where if where[:4].lower() == "http" else ""
    return read_html(text, picture=picture, url=url)


# -- recorded requests -----------------------------------------------------------------------------


def is_har(value: Any) -> bool:
    """Whether a value of JSON is a recording of a browser's requests."""
    log = value.get("log") if isinstance(value, Pairs) else None
    return isinstance(log, Pairs) and isinstance(log.get("entries"), list)


def read_har(value: Pairs, picture: Picture) -> Document:
    """Every address that was asked or redirected to, and the pages that came back."""
    out = Builder("document")
    asked = Builder("document")
    pages: list[tuple[str, str]] = []
    for count, entry in enumerate(value.get("log").get("entries")):
        if count >= MAX_REQUESTS:
            out.note("requests_cut", limit=MAX_REQUESTS)
            break
        request = entry.get("request") if isinstance(entry, Pairs) else None
        if not isinstance(request, Pairs):
            continue
        url = _text(request.get("url"))
        if url[:4].lower() in ("http", "ws:/", "wss:"):
            asked.line(url, "link")
        response = entry.get("response")
        if not isinstance(response, Pairs):
            continue
        onward = _text(response.get("redirectURL"))
        if onward[:4].lower() == "http":
            asked.line(onward, "link")
        content = response.get("content")
        if isinstance(content, Pairs) and "html" in _text(content.get("mimeType")).lower():
            if len(pages) >= MAX_PAGES:
                out.note("pages_cut", limit=MAX_PAGES)
                continue
            pages.append((_body(content), url))
    out.part(asked.done())
    for source, url in pages:
        out.part(read_html(source, picture=picture, url=url))
    return whole(out)


def _body(content: Pairs) -> str:
    text = _text(content.get("text"))
    if _text(content.get("encoding")).lower() != "base64":
        return text
    try:
        return decoded(binascii.a2b_base64(text.encode("ascii", "ignore")))[0]
    except (binascii.Error, ValueError):
        return ""


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
