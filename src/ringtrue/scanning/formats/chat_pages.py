"""Chats that programs export as pages: Telegram, and DiscordChatExporter.

What one member says in a row is read by itself, under the name, as in the other exports
(`ringtrue.scanning.formats.chats`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from ringtrue.scanning.document import Builder, Document
from ringtrue.scanning.formats.chats import MAX_MESSAGES, MAX_ROW
from ringtrue.scanning.formats.json_values import whole
from ringtrue.scanning.html_page import read_html

_FORMS = (
    (
        re.compile(r"<div class=\"message (?:default|service)\b"),
        re.compile(r"<div class=\"from_name\">\s*([^<]{1,200})"),
    ),
    (
        re.compile(r"<div class=[\"']?chatlog__message-group\b"),
        re.compile(r"class=[\"']?chatlog__author\b[^>]{0,400}>\s*([^<]{1,200})"),
    ),
)
"""Where a message begins, and who says it."""
_LEAST = 2


def page_chat(source: str, picture: Callable[[bytes], Document] | None) -> Document | None:
    """The document of a chat; None for any other page."""
    for begins, named in _FORMS:
        marks = [found.start() for found in begins.finditer(source)]
        if len(marks) >= _LEAST and named.search(source):
            break
    else:
        return None
    out = Builder("html")
    if len(marks) > MAX_MESSAGES:
        out.note("messages_cut", limit=MAX_MESSAGES)
    out.part(read_html(source[: marks[0]], picture=picture))
    who, first, count = "", marks[0], 0
    for start, end in zip(marks[:MAX_MESSAGES], [*marks[1:], len(source)], strict=False):
        found = named.search(source, start, end)
        name = html.unescape(found[1]).strip() if found else who
        if count and (name != who or count >= MAX_ROW):
            out.part(_said(who, source[first:start], picture))
            first, count = start, 0
        who, count = name, count + 1
    out.part(_said(who, source[first:end], picture))
    return whole(out)


def _said(who: str, source: str, picture: Callable[[bytes], Document] | None) -> Document:
    out = Builder("html")
    if who:
        out.line(who, "title")
    out.append(read_html(source, picture=picture))
    return out.done()
