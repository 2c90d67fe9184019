"""What is scanned, as one text: what a reader sees first, then what lies beneath.

A page, a mail or a picture becomes a `Document`. Its text begins with what a reader sees; behind
it, a line each, stands what a reader does not see (targets of links, hidden text, page
descriptions), so that every finding is a span of one text. `sections` tell the parts apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from ringtrue.records import made, record, replace

Role = Literal[
    "text", "title", "header", "link", "form", "hidden", "meta", "attachment", "qr", "address"
]
"""``text`` is what a reader sees; ``title`` and ``header`` (of a mail) are seen too; the others
are not, or not as text."""
Form = Literal["text", "html", "mail", "image", "document"]
"""``document``: a sheet, chat, mailbox or office file, whose text is not the file."""

MAX_TEXT = 10 * 1024 * 1024
"""Characters of a text that are read; the report says so when there were more."""


@record
class Note:
    """Something that the reader of a report must know about the scan itself."""

    code: str
    """Message code ``scan_note.<code>``: ``text_cut``, ``contacts_cut``, ``empty_text`` ..."""
    details: Mapping[str, int | str] = made(default_factory=dict)


@record
class Section:
    """A part of the text."""

    start: int
    end: int
    role: Role


@record
class Link:
    """A target that the reader sees under other words."""

    start: int
    end: int
    """Span of the words that are clicked; empty when there are none."""
    target_start: int
    target_end: int
    """Span of the target, in a section of its own."""
    hidden: bool = False
    """The words are in hidden text."""


@record
class AskingForm:
    """A form that asks for something secret."""

    start: int
    """Where it begins in the text."""
    asks: Literal["password", "secret", "card"]
    """``secret``: a recovery phrase or a private key."""
    target: str = ""
    """Where it sends what is typed; empty when that is the page itself."""


@record
class Box:
    """Where a line of the text stands in a picture, in pixels from its upper left corner."""

    start: int
    end: int
    """Span of the line."""
    left: int
    top: int
    right: int
    bottom: int


@record
class Document:
    """A text with the origin of its parts. ``Document("words")`` is a plain text."""

    text: str
    sections: tuple[Section, ...] = ()
    """In order, not overlapping; what lies outside of them is ``text``."""
    links: tuple[Link, ...] = ()
    forms: tuple[AskingForm, ...] = ()
    form: Form = "text"
    reply_to: tuple[str, str] = ("", "")
    """Of a mail: the addresses of From and of Reply-To."""
    subject: tuple[int, int] = (0, 0)
    """Of a mail: the span of its subject, which may speak about a brand without being from it."""
    notes: tuple[Note, ...] = ()
    mailboxes: tuple[tuple[int, int], ...] = ()
    """Of a mail: spans of the fields that say who it is from and who is answered, as written."""
    failed: str = ""
    """Of a mail: the server that says that its sender is not who From says (RFC 8601)."""
    confirmed: tuple[str, str] = ("", "")
    """Of a mail: the server, one that the reader names, that says that it is from the domain in
    From (DMARC, RFC 7489), and that domain."""
    parts: tuple[Part, ...] = ()
    """Messages, mails or records that are read each by itself; empty for a whole."""
    boxes: tuple[Box, ...] = ()
    """Of a picture: where its lines stand, in order."""
    address: str = ""
    """Where a saved page says that it was found."""
    doubts: tuple[tuple[int, str], ...] = ()
    """Of a picture: places that are not read for sure, with the other signs that can stand there;
    none where it can be any."""

    def box(self, start: int, end: int) -> tuple[int, int, int, int] | None:
        """Left, top, right and bottom of what a span covers in the picture: of its lines, and of
        a part of one line by its share of the characters."""
        held = [box for box in self.boxes if box.start < end and start < box.end]
        if not held:
            return None
        left = min(box.left for box in held)
        right = max(box.right for box in held)
        if len(held) == 1:
            box = held[0]
            of_one = (box.right - box.left) / max(1, box.end - box.start)
            left = box.left + int(of_one * max(0, start - box.start))
            right = box.right - int(of_one * max(0, box.end - end))
        return left, min(box.top for box in held), right, max(box.bottom for box in held)

    def role(self, position: int) -> Role:
        """The role of the character at `position`."""
        from bisect import bisect_right

        at = bisect_right(self.sections, position, key=lambda s: s.start) - 1
        if at >= 0 and position < self.sections[at].end:
            return self.sections[at].role
        return "text"

    def titles(self) -> list[tuple[int, int]]:
        """Spans that say who speaks: a page's title, a sender's name."""
        spans = ((s.start, s.end) for s in self.sections if s.role == "title")
        return [span for span in spans if span != self.subject]


@record
class Part:
    """A message, mail or record inside a document, which is read by itself."""

    start: int
    """Where its text begins in the whole."""
    document: Document


class Builder:
    """Puts a document together, bounded by `limit` characters."""

    def __init__(self, form: Form, limit: int = MAX_TEXT) -> None:
        self._form: Form = form
        self._pieces: list[str] = []
        self._limit = limit
        self._sections: list[Section] = []
        self._notes: dict[str, Note] = {}
        self.length = 0
        self.links: list[Link] = []
        self.forms: list[AskingForm] = []
        self.reply_to = ("", "")
        self.subject = (0, 0)
        self.mailboxes: list[tuple[int, int]] = []
        self.failed = ""
        self.confirmed = ("", "")
        self.parts: list[Part] = []
        self.boxes: list[Box] = []
        self.address = ""
        self.doubts: list[tuple[int, str]] = []

    @property
    def full(self) -> bool:
        """The limit is reached: what comes is left out, and a note says so."""
        return self.length >= self._limit

    def add(self, text: str) -> tuple[int, int]:
        """Appends `text` and gives its span; cut at the limit."""
        room = self._limit - self.length
        if len(text) > room:
            self.note("text_cut", limit=self._limit)
            text = text[: max(0, room)]
        start = self.length
        if text:
            self._pieces.append(text)
            self.length += len(text)
        return start, self.length

    def line(self, text: str, role: Role = "text") -> tuple[int, int]:
        """Appends `text` as a line (or several) of its own, with its role."""
        self.new_line()
        start, end = self.add(text)
        if role != "text" and end > start:
            self.section(start, end, role)
        return start, end

    @property
    def at_line_start(self) -> bool:
        """Nothing stands in the line yet."""
        return not self._pieces or self._pieces[-1].endswith("\n")

    def text_from(self, position: int) -> str:
        """The text behind a position that was given lately."""
        pieces, length = [], self.length
        for piece in reversed(self._pieces):
            if length <= position:
                break
            pieces.append(piece)
            length -= len(piece)
        return "".join(reversed(pieces))[max(0, position - length) :]

    def take(self, other: Document) -> None:
        """Begins with another document, titles and all."""
        for section in other.sections:
            self._sections.append(section)
        self.append(replace(other, sections=()))

    def new_line(self) -> None:
        """Ends the line that was begun, if any."""
        if self._pieces and not self._pieces[-1].endswith("\n"):
            self.add("\n")

    def section(self, start: int, end: int, role: Role) -> None:
        """Gives a span its role; spans come in order."""
        last = self._sections[-1] if self._sections else None
        if last is not None and last.role == role and role != "title" and last.end + 1 >= start:
            self._sections[-1] = Section(last.start, end, role)
        else:
            self._sections.append(Section(start, end, role))

    def note(self, code: str, **details: int | str) -> None:
        """Remembers a note, once a code."""
        self._notes.setdefault(code, Note(code, details))

    def append(self, other: Document) -> int:
        """Appends another document with its sections and links; gives where it begins."""
        self.new_line()
        start, end = self.add(other.text)
        for s in other.sections:
            if s.start + start < end:
                role: Role = "text" if s.role == "title" else s.role
                self.section(s.start + start, min(end, s.end + start), role)
        for link in other.links:
            if link.target_end + start <= end:
                self.links.append(
                    Link(
                        link.start + start,
                        link.end + start,
                        link.target_start + start,
                        link.target_end + start,
                        link.hidden,
                    )
                )
        self.doubts += [(at + start, signs) for at, signs in other.doubts if at + start < end]
        self.forms += [AskingForm(f.start + start, f.asks, f.target) for f in other.forms]
        self.boxes += [
            Box(b.start + start, b.end + start, b.left, b.top, b.right, b.bottom)
            for b in other.boxes
        ]
        for note in other.notes:
            self._notes.setdefault(note.code, note)
        return start

    def part(self, document: Document) -> None:
        """Appends a document that is read by itself; one that does not fit whole is left out."""
        if not document.text.strip():
            return
        if self.length + len(document.text) + 1 > self._limit:
            self.note("text_cut", limit=self._limit)
            return
        self.parts.append(Part(self.append(document), document))

    def done(self) -> Document:
        """The document."""
        return Document(
            "".join(self._pieces),
            tuple(self._sections),
            tuple(self.links),
            tuple(self.forms),
            self._form,
            self.reply_to,
            self.subject,
            tuple(self._notes.values()),
            tuple(self.mailboxes),
            self.failed,
            self.confirmed,
            tuple(self.parts),
            tuple(self.boxes),
            self.address,
            tuple(self.doubts),
        )
