"""XML as values: backups of text messages, feeds, site maps, property lists; and web archives.

Texts and attributes are decoded, a line each with its name; elements that repeat are records, each
read by itself, as objects of JSON are. Names of namespaces and types of documents are no contacts.
A document that declares entities, with which it could multiply, is left to be read as it is.
"""

from __future__ import annotations

import plistlib
import re
from collections import Counter
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from ringtrue.errors import UnreadableInput
from ringtrue.scanning.decoding import decoded
from ringtrue.scanning.document import Builder, Document
from ringtrue.scanning.formats.json_values import MAX_DEPTH, MAX_VALUES, Pairs
from ringtrue.scanning.html_page import read_html

MAX_FRAMES = 100
_BEGINS = re.compile(r"\ufeff?\s*<\?xml\s")
_LIST = re.compile(
    rb"bplist0|(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?<(?:!DOCTYPE plist|plist)[\s>]"
)
Picture = Callable[[bytes], Document] | None


class _Stopped(Exception):
    """The document is none that is read as values."""


def xml_value(text: str) -> Pairs | None:
    """The value of an XML document; None for what is none, or is cut off."""
    if not _BEGINS.match(text[:200]):
        return None
    stack: list[tuple[str, Pairs, list[str]]] = [("", Pairs(), [])]
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1 + len(attributes)
        if len(stack) > MAX_DEPTH or count > MAX_VALUES:
            raise _Stopped
        stack.append((name, Pairs(attributes.items()), []))

    def end(_: str) -> None:
        name, value, said = stack.pop()
        text = "".join(said).strip()
        if text and value:
            value.append(("text", text))
        stack[-1][1].append((name.rpartition(" ")[2], value if value else text))

    def refused(*_: Any) -> None:
        raise _Stopped

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda said: stack[-1][2].append(said)
    parser.EntityDeclHandler = refused
    try:
        parser.Parse(
            re.sub(r"\A\s*<\?xml[^>]{0,200}\?>", "", text).encode("utf-8", "replace"), True
        )
    except (expat.ExpatError, _Stopped):
        return None
    return _grouped(stack[0][1])


def _grouped(value: Pairs) -> Pairs:
    """The value with elements that repeat as lists: records of a feed, messages of a backup."""
    times = Counter(name for name, held in value if isinstance(held, Pairs))
    found = Pairs()
    lists: dict[str, list[Any]] = {}
    for name, held in value:
        inner = _grouped(held) if isinstance(held, Pairs) else held
        if times[name] < 2 or not isinstance(held, Pairs):
            found.append((name, inner))
        elif name in lists:
            lists[name].append(inner)
        else:
            lists[name] = [inner]
            found.append((name, lists[name]))
    return found


# -- property lists --------------------------------------------------------------------------------


def is_property_list(data: bytes) -> bool:
    """Whether the bytes begin as a property list does, binary or not."""
    return _LIST.match(data[:1_000]) is not None


def property_list(data: bytes) -> Any:
    """The value of a property list. Raises `UnreadableInput` for a broken one."""
    try:
        return _plain(plistlib.loads(data), [MAX_VALUES // 10], 0)
    except Exception as error:  # its parser raises whatever a broken value brings about
        raise UnreadableInput("the property list is damaged; give the whole file") from error


def _plain(value: Any, room: list[int], depth: int) -> Any:
    """The value as `Pairs`; a list may hold itself many times over."""
    room[0] -= 1
    if room[0] < 0 or depth > MAX_DEPTH:
        raise ValueError
    if isinstance(value, dict):
        return Pairs((str(key), _plain(held, room, depth + 1)) for key, held in value.items())
    if isinstance(value, list):
        return [_plain(held, room, depth + 1) for held in value]
    return value


def read_web_archive(value: Any, picture: Picture) -> Document | None:
    """The document of a page that Safari saved, and of its frames; None for other values."""
    main = value.get("WebMainResource") if isinstance(value, Pairs) else None
    if not isinstance(main, Pairs):
        return None
    out = Builder("html")
    todo, count = [value], 0
    while todo:
        one = todo.pop(0)
        page = one.get("WebMainResource") if isinstance(one, Pairs) else None
        data = page.get("WebResourceData") if isinstance(page, Pairs) else None
        if not isinstance(page, Pairs) or not isinstance(data, bytes):
            continue
        count += 1
        if count > MAX_FRAMES:
            out.note("parts_cut", limit=MAX_FRAMES)
            break
        where = page.get("WebResourceURL")
        url = where if isinstance(where, str) and where[:4].lower() == "http" else ""
        said = page.get("WebResourceTextEncodingName")
        text, _ = decoded(data, said if isinstance(said, str) else "")
        read = read_html(text, picture=picture, url=url[:8_192])
        if count == 1:
            out.address = url[:8_192]
            out.take(read)
        else:
            out.append(read)
        frames = one.get("WebSubframeArchives")
        todo += frames[:MAX_FRAMES] if isinstance(frames, list) else []
    return out.done()
