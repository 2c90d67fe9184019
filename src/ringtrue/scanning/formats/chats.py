"""Chats as programs export them: in text (`chat_lines`), Telegram, Slack and Discord in JSON.

What one member says in a row is a part, and who says it stands at its head, as on the screen: a
"Support" that hands out a number speaks for what it calls itself, and for nobody else in the chat.
Names of media files are left out.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from ringtrue.scanning.decoding import decoded
from ringtrue.scanning.document import Builder, Document, Link
from ringtrue.scanning.formats import chat_lines
from ringtrue.scanning.formats.json_values import Pairs, whole
from ringtrue.scanning.formats.tables import cells, separator_of

MAX_MESSAGES = 500_000
MAX_ROW = 20
"""Messages of one member in a row that are read as one."""
_WHO = ("author", "user", "sender", "from", "nickname", "name", "发送人", "昵称", "发言人")
_SAID = ("message", "content", "contents", "text", "body", "内容", "消息", "消息内容")
"""Heads of columns of a chat in a sheet."""
_SHOWN = 40
"""Lines by which a chat is told."""


class Said(NamedTuple):
    """A message: who, its words, and links under words of it as ``(start, end, target)``."""

    who: str
    text: str
    links: tuple[tuple[int, int, str], ...] = ()


# -- text ------------------------------------------------------------------------------------------


def text_chat(text: str) -> Document | None:
    """The document of an exported chat in text; None for a text that is none."""
    form = chat_lines.form_of(text)
    if form is None:
        return None
    return _together(Said(*message) for message in chat_lines.messages(text, form))


def table_chat(text: str, separator: str) -> Document | None:
    """The document of a chat in a sheet whose head names who speaks and what is said."""
    head_line = text[:2_000].lstrip("\ufeff").split("\n", 1)[0]
    separator = separator or separator_of([head_line], sure=True)
    head = [cell.strip().lower() for cell in next(cells(head_line, separator or ","), [])]
    who = next((head.index(name) for name in _WHO if name in head), None)
    if who is None or not any(name in head for name in _SAID):
        return None

    def rows() -> Iterator[Said]:
        for row in islice(cells(text, separator), 1, None):
            name = row[who].strip() if who < len(row) else ""
            yield Said(name, "\t".join(cell for at, cell in enumerate(row) if at != who))

    return _together(rows())


# -- JSON ------------------------------------------------------------------------------------------


def chat_of(value: Any) -> Document | None:
    """The document of a chat in JSON, by the shape of its messages; None for other values."""
    for is_one, reader in ((_is_telegram, _telegram), (_is_discord, _discord), (_is_slack, _slack)):
        messages = _messages(value, is_one)
        if messages:
            return _together(said for message in messages for said in reader(message))
    return None


def _messages(value: Any, is_one: Callable[[Pairs], bool]) -> list[Pairs]:
    """Messages of the chat or chats in a value."""
    if isinstance(value, Pairs):
        held = value.get("messages")
        if held is None and isinstance(value.get("chats"), Pairs):
            chats = value.get("chats").get("list")
            chats = chats if isinstance(chats, list) else []
            held = [m for c in chats if isinstance(c, Pairs) for m in c.get("messages") or ()]
        value = held
    if not isinstance(value, list) or isinstance(value, Pairs):
        return []
    messages = [one for one in value[:MAX_MESSAGES] if isinstance(one, Pairs)]
    fit = sum(map(is_one, messages[:_SHOWN]))
    return messages if fit and fit * 2 > len(messages[:_SHOWN]) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _names(holder: Pairs, names: tuple[str, ...]) -> str:
    """What a member is called: each name that is shown in one place or another."""
    found = dict.fromkeys(filter(None, (_text(holder.get(name)).strip() for name in names)))
    return " | ".join(found)


def _is_telegram(message: Pairs) -> bool:
    names = message.names()
    known = {"date_unixtime", "from", "actor", "from_id"}
    return {"id", "type", "date", "text"} <= names and bool(known & names)


def _telegram(message: Pairs) -> Iterator[Said]:
    """Telegram's machine-readable export (result.json)."""
    who = _text(message.get("from")) or _text(message.get("actor"))
    text, links = "", []
    if forwarded := _text(message.get("forwarded_from")):
        text += f"{forwarded}:\n"
    runs = message.get("text")
    for run in runs if isinstance(runs, list) and not isinstance(runs, Pairs) else [runs]:
        words = _text(run.get("text")) if isinstance(run, Pairs) else _text(run)
        if isinstance(run, Pairs) and _text(run.get("href")):
            links.append((len(text), len(text) + len(words), _text(run.get("href"))))
        text += words
    rows = message.get("inline_bot_buttons")
    for row in rows if isinstance(rows, list) else ():
        for button in row if isinstance(row, list) and not isinstance(row, Pairs) else ():
            if isinstance(button, Pairs):
                text += "\n"
                words = _text(button.get("text"))
                if _text(button.get("type")) in ("url", "auth", "web_view", "simple_web_view"):
                    links.append((len(text), len(text) + len(words), _text(button.get("data"))))
                text += words
    card = message.get("contact_information")
    if isinstance(card, Pairs):
        text += "\n" + " ".join(_text(value) for _, value in card if value)
    yield Said(who, text, tuple(links))


def _is_discord(message: Pairs) -> bool:
    return {"content", "author"} <= message.names() and isinstance(message.get("author"), Pairs)


def _discord(message: Pairs) -> Iterator[Said]:
    """A channel as DiscordChatExporter and the interface itself (messages of API v10) give it."""
    author = message.get("author")
    who = _names(author, ("nickname", "global_name", "name", "username"))
    text, links = _text(message.get("content")), []
    embeds = message.get("embeds")
    for embed in embeds if isinstance(embeds, list) and not isinstance(embeds, Pairs) else ():
        if not isinstance(embed, Pairs):
            continue
        for holder in (embed, embed.get("author")):
            words = (
                _text(holder.get("title") or holder.get("name"))
                if isinstance(holder, Pairs)
                else ""
            )
            if isinstance(holder, Pairs) and (words or holder.get("url")):
                text += "\n"
                if url := _text(holder.get("url")):
                    links.append((len(text), len(text) + len(words), url))
                text += words
        text += f"\n{_text(embed.get('description'))}"
        fields = embed.get("fields")
        for field in fields if isinstance(fields, list) and not isinstance(fields, Pairs) else ():
            if isinstance(field, Pairs):
                text += f"\n{_text(field.get('name'))}\n{_text(field.get('value'))}"
        footer = embed.get("footer")
        if isinstance(footer, Pairs):
            text += f"\n{_text(footer.get('text'))}"
    parts = message.get("components")
    todo = list(parts) if isinstance(parts, list) else []
    while todo:
        part = todo.pop(0)
        if isinstance(part, Pairs):
            inner = part.get("components")
            todo += inner if isinstance(inner, list) else []
            if url := _text(part.get("url")):
                text += "\n"
                words = _text(part.get("label"))
                links.append((len(text), len(text) + len(words), url))
                text += words
    yield Said(who, text, tuple(links))


def _is_slack(message: Pairs) -> bool:
    names = message.names()
    return {"type", "ts", "text"} <= names and bool(names & {"user", "bot_id", "username"})


_SLACK = re.compile(r"<(?P<target>[^<>|\s][^<>|\n]{0,4000})(?:\|(?P<words>[^<>\n]{0,1000}))?>")
_SLACK_SIGNS = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def _slack(message: Pairs) -> Iterator[Said]:
    """A day of a channel in Slack's export: ``<target|words>``, three escaped signs."""
    profile = message.get("user_profile")
    robot = message.get("bot_profile")
    shown = Pairs(
        (profile if isinstance(profile, Pairs) else [])
        + [("username", message.get("username"))]
        + [("name", robot.get("name") if isinstance(robot, Pairs) else "")]
    )
    who = _names(shown, ("display_name", "real_name", "username", "name"))
    sources = [_text(message.get("text"))]
    held = message.get("attachments")
    for one in held if isinstance(held, list) and not isinstance(held, Pairs) else ():
        if isinstance(one, Pairs):
            title, link = _text(one.get("title")), _text(one.get("title_link"))
            sources.append(f"<{link}|{title}>" if link else title)
            sources += [_text(one.get(name)) for name in ("pretext", "text", "from_url", "footer")]
            actions = one.get("actions")
            for action in actions if isinstance(actions, list) else ():
                if isinstance(action, Pairs) and _text(action.get("url")):
                    sources.append(f"<{_text(action.get('url'))}|{_text(action.get('text'))}>")
    if not sources[0]:
        sources += _block_texts(message.get("blocks"))
    text, links = "", []
    for source in filter(None, sources):
        text += "\n" if text else ""
        last = 0
        for found in _SLACK.finditer(source):
            text += _unescaped(source[last : found.start()])
            last = found.end()
            target, words = _unescaped(found["target"]), _unescaped(found["words"] or "")
            if target[0] in "@#!":
                text += words
            elif words and words != target:
                links.append((len(text), len(text) + len(words), target))
                text += words
            else:
                text += target
        text += _unescaped(source[last:])
    yield Said(who, text, tuple(links))


def _unescaped(text: str) -> str:
    for sign, plain in _SLACK_SIGNS:
        text = text.replace(sign, plain)
    return text


def _block_texts(blocks: Any) -> Iterator[str]:
    todo = list(blocks)[::-1] if isinstance(blocks, list) else []
    steps = 0
    while todo and steps < 5_000:
        steps += 1
        one = todo.pop()
        if isinstance(one, Pairs):
            url, text = _text(one.get("url")), _text(one.get("text"))
            if url:
                yield f"<{url}|{text}>" if text else f"<{url}>"
            elif text:
                yield text
            todo += [value for _, value in reversed(one) if isinstance(value, list)]
        elif isinstance(one, list):
            todo += reversed(one)


# -- together --------------------------------------------------------------------------------------


def _together(messages: Iterator[Said]) -> Document:
    out = Builder("document")
    row: list[Said] = []
    for count, message in enumerate(messages):
        if count >= MAX_MESSAGES:
            out.note("messages_cut", limit=MAX_MESSAGES)
            break
        if not message.text.strip():
            continue
        if row and (message.who != row[0].who or len(row) >= MAX_ROW):
            out.part(_row(row))
            row = []
        row.append(message)
    if row:
        out.part(_row(row))
    return whole(out)


def _row(row: list[Said]) -> Document:
    """What one member says in a row, under the name."""
    out = Builder("document")
    targets = []
    if row[0].who:
        out.line(row[0].who, "title")
    for message in row:
        start, _ = out.line(message.text)
        targets += [(start + a, start + b, target) for a, b, target in message.links]
    for start, end, target in targets:
        first, last = out.line("".join(c for c in target[:8_192] if c.isprintable()), "link")
        out.links.append(Link(start, end, first, last))
    return out.done()


# -- packed ----------------------------------------------------------------------------------------

MAX_PACKED = 40 * 1024 * 1024
"""Bytes of a chat after unpacking."""


def packed_chat(data: bytes) -> str | None:
    """The text of an exported chat with its media (a zip archive with one chat in it)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name for name in archive.namelist()[:20_000] if name.lower().endswith(".txt")]
            found = [n for n in names if n == "_chat.txt" or "whatsapp" in n.lower()]
            if len(found) != 1:
                return None
            with archive.open(found[0]) as stream:
                return decoded(stream.read(MAX_PACKED))[0]
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, RuntimeError,
            NotImplementedError):  # fmt: skip
        return None
