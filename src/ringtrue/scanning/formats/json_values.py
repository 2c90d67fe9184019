"""JSON and JSON lines (RFC 8259): strings decoded, a line each with its name, records apart.

Nothing of a value is left out, not even a name that stands twice, of which programs read one or the
other; names of media files are, which are no contacts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from ringtrue.scanning.document import Builder, Document

MAX_DEPTH = 200
MAX_VALUES = 2_000_000
_DEEP = 8
"""Levels at which messages are looked for."""
_RECORDS = 2
"""Objects in a list that make it one of records."""
_MEDIA = re.compile(
    r"[^\n:?]{0,300}\.(?:jpe?g|png|gif|webp|heic|mp4|mov|webm|3gp|mp3|m4a|ogg|oga|opus|wav|tgs|avif"
    r"|svg|pdf|docx?|xlsx?|pptx?|zip|apk|bin|css|js|woff2?|ttf)",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<(?:a|p|div|br|span|table|html|body|img)\b[^>]{0,2000}>", re.IGNORECASE)


_SPEAKERS = ("sender_name", "senderName", "fromName", "from_name", "displayName", "nickname",
             "author", "sender", "from", "user", "username", "pushName", "contact_name",
             "talker", "address")  # fmt: skip
_NAMES = (
    "display_name",
    "displayName",
    "nickname",
    "global_name",
    "name",
    "username",
    "first_name",
)
_WORDS = ("content", "text", "body", "message", "msg", "StrContent")
"""What messages call who says them, what that one is called, and the words."""
_ROOM = re.compile(r"@([^:\s]{1,200}):\S{1,255}")
_LOOKED_AT = 40
_CONTACT = re.compile(r"[^\s.@]\.[^\s.]|@|\d{5}")
"""Names of values that can be contacts themselves."""
_SPACE = re.compile(r"\s*")
_ASSIGNED = re.compile(r"\s*(?:var |let |const )?[\w.$]{1,200}\s*=\s*(?=[\[{])")
_MISREAD = re.compile(r"(?:\\u00[89a-f][0-9a-f])+", re.IGNORECASE)


class Pairs(list[tuple[str, Any]]):
    """An object of JSON: its names and values in order, all of them."""

    def get(self, name: str, default: Any = None) -> Any:
        """The last value of a name, as most programs read it."""
        return next((value for key, value in reversed(self) if key == name), default)

    def names(self) -> set[str]:
        return {key for key, _ in self}


def parsed(text: str) -> Any:
    """The value of a text, of its lines or of values one behind the other as a list, or of a script
    that only assigns one; None when it is neither."""
    assigned = _ASSIGNED.match(text[:1_000])
    if assigned is not None:
        text = text[assigned.end() :].rstrip("; \r\n\t")
    head = text.lstrip()[:1]
    if head not in ("{", "["):
        return None
    if '"sender_name"' in text and '"timestamp_ms"' in text:
        text = _MISREAD.sub(_as_utf8, text)
    try:
        return json.loads(text, object_pairs_hook=Pairs)
    except (ValueError, RecursionError):
        return (_lines(text) or _values(text)) if head == "{" else None


def _as_utf8(found: re.Match[str]) -> str:
    """What Messenger and Instagram export: every byte of UTF-8 escaped as a letter."""
    try:
        return bytes.fromhex(re.sub(r"\\u00", "", found[0], flags=re.IGNORECASE)).decode()
    except ValueError:
        return found[0]


def _values(text: str) -> list[Any] | None:
    """Values one behind the other, over lines or in one; None when something else is among them."""
    decoder = json.JSONDecoder(object_pairs_hook=Pairs)
    found: list[Any] = []
    at = len(text) - len(text.lstrip())
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return None
        found.append(value)
        at = _SPACE.match(text, at).end()  # type: ignore[union-attr]
    return found


def _lines(text: str) -> list[Any] | None:
    """Values of JSON lines; a line that is cut off or broken stays a string. None when most are
    no objects."""
    found: list[Any] = []
    good = 0
    for line in text.splitlines():
        if not line.strip():
            continue
        try:
            found.append(json.loads(line, object_pairs_hook=Pairs))
            good += 1
        except (ValueError, RecursionError):
            found.append(line)
    return found if good and good * 2 > len(found) else None


def read_values(value: Any, html: Callable[[str], Document] | None) -> Document:
    """The document of a value: records of a list each by itself, everything else as one."""
    out = Builder("document")
    for record in _records(value):
        if out.full:
            break
        one = Builder("document")
        name = speaker(record)
        if name:
            one.line(name, "title")
        _said(record, one, html)
        out.part(one.done())
    return whole(out)


def whole(out: Builder) -> Document:
    """What was built; a single part is the document itself."""
    document = out.done()
    if len(document.parts) != 1 or document.notes:
        return document
    return document.parts[0].document


def speaker(message: Any) -> str:
    """Who says a message, whatever program wrote it; empty for a value that is none."""
    if not isinstance(message, Pairs) or not any(message.get(name) for name in _WORDS):
        return ""
    for key in _SPEAKERS:
        held = message.get(key)
        if isinstance(held, Pairs):
            held = next((name for key in _NAMES if isinstance(name := held.get(key), str)), "")
        if isinstance(held, str) and held.strip() and held != "(Unknown)":
            room = _ROOM.fullmatch(held)
            return room[1] if room else held.strip()[:200]
    return ""


def _is_many(value: Any) -> bool:
    if not isinstance(value, list) or isinstance(value, Pairs):
        return False
    return sum(isinstance(one, Pairs) for one in value) >= _RECORDS


def _holds_messages(value: Any, depth: int = 0) -> bool:
    if depth > _DEEP:
        return False
    if _is_many(value) and sum(bool(speaker(one)) for one in value[:_LOOKED_AT]) >= _RECORDS:
        return True
    inner = (held for _, held in value) if isinstance(value, Pairs) else value
    return isinstance(value, list) and any(
        _holds_messages(held, depth + 1) for held in islice(inner, _LOOKED_AT)
    )


def _records(value: Any, depth: int = 0) -> Iterator[Any]:
    """Objects of a list of objects, wherever one stands near the top, and messages wherever they
    stand; the rest together."""
    if isinstance(value, list) and not isinstance(value, Pairs):
        for one in value if _is_many(value) else ():
            yield from _records(one, depth + 1) if _holds_messages(one) else (one,)
        if not _is_many(value):
            inner = len(value) == 1 and depth < _DEEP and _holds_messages(value)
            yield from _records(value[0], depth + 1) if inner else (value,)
        return
    if not isinstance(value, Pairs):
        yield value
        return
    rest = Pairs()
    lists = []
    for name, held in value:
        if _is_many(held) or (depth < _DEEP and _holds_messages(held)):
            lists.append(held)
        else:
            rest.append((name, held))
    yield rest
    for held in lists:
        yield from _records(held, depth + 1)


def _said(value: Any, out: Builder, html: Callable[[str], Document] | None) -> None:
    todo: list[tuple[str, Any, int]] = [("", value, 0)]
    count = 0
    while todo and not out.full:
        name, held, depth = todo.pop()
        count += 1
        if count > MAX_VALUES or depth > MAX_DEPTH:
            out.note("values_cut", limit=MAX_VALUES if count > MAX_VALUES else MAX_DEPTH)
            if count > MAX_VALUES:
                return
            continue
        if isinstance(held, (Pairs, list)) and _CONTACT.search(name):
            out.line(name)
        if isinstance(held, Pairs):
            todo += [(key, one, depth + 1) for key, one in reversed(held)]
        elif isinstance(held, list):
            todo += [(name, one, depth + 1) for one in reversed(held)]
        elif isinstance(held, str):
            _string(name, held, out, html)
        elif isinstance(held, (int, float)) and not isinstance(held, bool) and name:
            out.line(f"{name[:100]}: {held if abs(held) < 1e20 else ''}")


def _string(name: str, text: str, out: Builder, html: Callable[[str], Document] | None) -> None:
    if not text.strip() or _MEDIA.fullmatch(text):
        return
    if html is not None and _MARKUP.search(text[:100_000]):
        out.line(f"{name[:100]}:")
        out.append(html(text))
        return
    label = f"{name[:100]}: " if name else ""
    out.line(f"{label}{text}")
