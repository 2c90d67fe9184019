"""JSON and JSON lines (RFC 8259): strings decoded, a line each with its name, records apart.

Nothing of a value is left out, not even a name that stands twice, of which programs read one or the
other; names of media files are, which are no contacts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from ringtrue.scanning.document import Builder, Document

MAX_DEPTH = 200
MAX_VALUES = 2_000_000
_RECORDS = 2
"""Objects in a list that make it one of records."""
_MEDIA = re.compile(
    r"[^\n:?]{0,300}\.(?:jpe?g|png|gif|webp|heic|mp4|mov|webm|3gp|mp3|m4a|ogg|oga|opus|wav|tgs|avif"
    r"|svg|pdf|docx?|xlsx?|pptx?|zip|apk|bin|css|js|woff2?|ttf)",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<(?:a|p|div|br|span|table|html|body|img)\b[^>]{0,2000}>", re.IGNORECASE)


class Pairs(list[tuple[str, Any]]):
    """An object of JSON: its names and values in order, all of them."""

    def get(self, name: str, default: Any = None) -> Any:
        """The last value of a name, as most programs read it."""
        return next((value for key, value in reversed(self) if key == name), default)

    def names(self) -> set[str]:
        return {key for key, _ in self}


def parsed(text: str) -> Any:
    """The value of a text, or of its lines as a list; None when it is neither."""
    head = text.lstrip()[:1]
    if head not in ("{", "["):
        return None
    try:
        return json.loads(text, object_pairs_hook=Pairs)
    except (ValueError, RecursionError):
        return _lines(text) if head == "{" else None


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
        _said(record, one, html)
        out.part(one.done())
    return whole(out)


def whole(out: Builder) -> Document:
    """What was built; a single part is the document itself."""
    document = out.done()
    if len(document.parts) != 1 or document.notes:
        return document
    return document.parts[0].document


def _records(value: Any) -> Iterator[Any]:
    """Objects of a list of objects, wherever one stands near the top; the rest together."""
    if isinstance(value, list) and not isinstance(value, Pairs):
        if sum(isinstance(one, Pairs) for one in value) >= _RECORDS:
            yield from value
        else:
            yield value
        return
    if not isinstance(value, Pairs):
        yield value
        return
    rest = Pairs()
    lists = []
    for name, held in value:
        many = isinstance(held, list) and not isinstance(held, Pairs)
        if many and sum(isinstance(one, Pairs) for one in held) >= _RECORDS:
            lists.append(held)
        else:
            rest.append((name, held))
    yield rest
    for held in lists:
        yield from held


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
