"""Office documents: OOXML (ECMA-376: .docx, .pptx, .xlsx) and OpenDocument (.odt, .odp, .ods).

The words are taken out as an office program shows them: paragraphs, cells and slides apart, with
heads, feet, notes, comments, text boxes and content controls, and the targets of links under their
words. Libraries that open such files for editing leave some of these out. Members are read as a
stream, each and all up to a limit, whatever the directory of the archive says; a document type
declaration, with which entities could multiply, ends the reading.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from xml.parsers import expat

from ringtrue.errors import UnreadableInput
from ringtrue.scanning.document import Builder, Document, Link

MAX_MEMBERS = 20_000
MAX_MEMBER = 64 * 1024 * 1024
"""Bytes of a member after unpacking."""
MAX_WHOLE = 128 * 1024 * 1024
"""Bytes of all members that are read."""
MAX_PICTURES = 16
MAX_LINKS = 20_000
_CHUNK = 1 << 16
_KINDS = (
    (
        "word/document.xml",
        re.compile(r"word/(?:document|(?:header|footer)\d*|footnotes|endnotes|comments)\.xml"),
    ),
    ("ppt/presentation.xml", re.compile(r"ppt/(?:slides|notesSlides|comments)/[^/]+\.xml")),
    (
        "xl/workbook.xml",
        re.compile(r"xl/(?:worksheets/[^/]+|drawings/[^/]+|comments/[^/]+|comments\d*)\.xml"),
    ),
    ("content.xml", re.compile(r"(?:content|styles)\.xml")),
)
_PICTURE = re.compile(
    r"(?:word|ppt|xl)/media/[^/]+\.(?:png|jpe?g|webp)|Pictures/[^/]+\.(?:png|jpe?g|webp)", re.I
)
_FIELD = re.compile(r"\s*HYPERLINK\s+\"([^\"]{1,8000})\"", re.IGNORECASE)
_FORMULA = re.compile(r"\s*_?(?:xlfn\.)?HYPERLINK\(\s*\"([^\"]{1,8000})\"", re.IGNORECASE)
_LINES = frozenset(("p", "h", "tr", "row", "table-row", "sp", "txbxContent", "frame", "list-item"))
_PARAGRAPHS = frozenset(("p", "h"))
_CELLS = frozenset(("tc", "table-cell", "c"))
_SKIPPED = frozenset(
    (
        "Fallback",
        "note-citation",
        "delText",
        "rPh",
        "tracked-changes",
        "automatic-styles",
        "binary-data",
    )
)


def is_office(data: bytes) -> bool:
    """Whether a zip archive is an office document."""
    return bool(_kind(_names(data)))


def _names(data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()[:MAX_MEMBERS]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return []


def _kind(names: list[str]) -> str:
    held = set(names)
    for sign, _ in _KINDS:
        if sign in held and (sign != "content.xml" or "META-INF/manifest.xml" in held):
            return sign
    return ""


def read_office(data: bytes, picture: Callable[[bytes], Document] | None) -> Document:
    """The document of an office file. Raises `UnreadableInput` for a broken or locked one."""
    out = Builder("document")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _Office(archive, out, picture).read()
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        ValueError,
        OSError,
        expat.ExpatError,
    ) as error:
        if isinstance(error, UnreadableInput):
            raise
        raise UnreadableInput(f"the office document is damaged ({str(error)[:120]})") from error
    except (RuntimeError, NotImplementedError) as error:  # a password, an unknown way of packing
        why = f"the office document cannot be opened ({str(error)[:120]})"
        raise UnreadableInput(f"{why}; save it without a password") from error
    return out.done()


class _Office:
    """One file that is being read."""

    def __init__(
        self, archive: zipfile.ZipFile, out: Builder, picture: Callable[[bytes], Document] | None
    ) -> None:
        self.archive, self.out, self._picture = archive, out, picture
        self._left = MAX_WHOLE
        self._targets: list[tuple[int, int, str]] = []

    def read(self) -> None:
        names = self.archive.namelist()
        if len(names) > MAX_MEMBERS:
            self.out.note("parts_cut", limit=MAX_MEMBERS)
            names = names[:MAX_MEMBERS]
        kind = _kind(names)
        if not kind:
            raise UnreadableInput("an archive without an office document in it")
        wanted = next(pattern for sign, pattern in _KINDS if sign == kind)
        shared = self._shared() if kind.startswith("xl/") else []
        for name in sorted((n for n in names if wanted.fullmatch(n)), key=_in_order):
            if self.out.full:
                break
            self.out.new_line()
            relations = self._relations(name)
            member = _Member(self.out, relations, shared)
            self._parse(name, member)
            self._targets += member.links
        for start, end, target in self._targets[:MAX_LINKS]:
            shown = "".join(c if c.isprintable() else " " for c in target[:8_192]).strip()
            first, last = self.out.line(shown, "link")
            self.out.links.append(Link(start, end, first, last))
        if len(self._targets) > MAX_LINKS:
            self.out.note("links_cut", limit=MAX_LINKS)
        self._pictures(names)

    def _parse(self, name: str, member: _Member) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refused
        parser.StartElementHandler = member.start
        parser.EndElementHandler = member.end
        parser.CharacterDataHandler = member.text
        for chunk in self._chunks(name):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def _chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a member, up to the limits; what is behind them is told, and is an end that
        the parser takes for damage unless the member is closed there."""
        room = min(MAX_MEMBER, self._left)
        with self.archive.open(name) as stream:
            while chunk := stream.read(_CHUNK):
                room -= len(chunk)
                self._left -= len(chunk)
                if room < 0:
                    self.out.note("unpacked_cut", limit=MAX_MEMBER)
                    raise UnreadableInput("the office document unpacks to more than can be read")
                yield chunk

    def _relations(self, name: str) -> dict[str, str]:
        """Targets outside of the file by their ids."""
        folder, base = posixpath.split(name)
        where = f"{folder}/_rels/{base}.rels"
        if where not in self.archive.NameToInfo:
            return {}
        found: dict[str, str] = {}

        def start(_: str, at: dict[str, str]) -> None:
            if at.get("TargetMode") == "External" and len(found) < MAX_LINKS:
                found[at.get("Id", "")] = at.get("Target", "")

        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = _refused
        parser.StartElementHandler = start
        for chunk in self._chunks(where):
            parser.Parse(chunk, False)
        return found

    def _shared(self) -> list[str]:
        """The texts of a workbook that its cells name by number."""
        if "xl/sharedStrings.xml" not in self.archive.NameToInfo:
            return []
        member = _Shared()
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refused
        parser.StartElementHandler = member.start
        parser.EndElementHandler = member.end
        parser.CharacterDataHandler = member.text
        for chunk in self._chunks("xl/sharedStrings.xml"):
            parser.Parse(chunk, False)
        return member.texts

    def _pictures(self, names: list[str]) -> None:
        if self._picture is None:
            return
        found = [name for name in names if _PICTURE.fullmatch(name)]
        if len(found) > MAX_PICTURES:
            self.out.note("pictures_cut", limit=MAX_PICTURES)
        for name in found[:MAX_PICTURES]:
            self.out.append(self._picture(b"".join(self._chunks(name))))


def _refused(*_: object) -> None:
    raise UnreadableInput("the office document declares a document type, which none does")


def _in_order(name: str) -> tuple[bool, list[int | str]]:
    """Bodies before heads and notes, and slide 2 before slide 10."""
    parts = re.split(r"(\d+)", name)
    late = not re.search(r"document|slides/|worksheets|content", name)
    return late, [int(part) if part.isdigit() else part for part in parts]


class _Shared:
    def __init__(self) -> None:
        self.texts: list[str] = []
        self._said: list[str] = []
        self._in_text = self._in_sound = 0

    def start(self, tag: str, at: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        self._in_text += name == "t"
        self._in_sound += name == "rPh"

    def end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        self._in_text -= name == "t"
        self._in_sound -= name == "rPh"
        if name == "si":
            self.texts.append("".join(self._said))
            self._said = []

    def text(self, words: str) -> None:
        if self._in_text and not self._in_sound:
            self._said.append(words)


class _Member:
    """The words of one member, as its elements open and close."""

    def __init__(self, out: Builder, relations: dict[str, str], shared: list[str]) -> None:
        self.out, self._relations, self._shared = out, relations, shared
        self.links: list[tuple[int, int, str]] = []
        self._open_links: list[tuple[str, int, str]] = []
        self._skip = 0
        self._in_text = False
        self._paragraphs = 0
        self._value: list[str] | None = None
        self._cell: dict[str, str] = {}
        self._cells: dict[str, tuple[int, int]] = {}
        self._cell_start = 0
        self._field: list[str] = []
        self._in_field = False
        self._run: int | None = None
        self._run_target = ""
        self._open_cells: list[bool] = []
        """Cells that are open, and whether a paragraph of each has begun."""

    def start(self, tag: str, at: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        if self._skip or name in _SKIPPED:
            self._skip += 1
            return
        if name in _LINES and not self._begins_cell(name):
            self.out.new_line()
        if name in _CELLS:
            self._tab()
            self._cell, self._cell_start = at, self.out.length
            self._open_cells.append(False)
        if "opendocument" in space:
            self._open_start(name, at)
        elif name == "t":
            self._in_text = True
        elif name in ("tab", "ptab"):
            self.out.add("\t")
        elif name in ("br", "cr"):
            self.out.add("\n")
        elif name == "instrText":
            self._in_field = True
        elif name in ("v", "f") and "spreadsheetml" in space:
            self._value = []
        elif name == "hyperlink":
            self._hyperlink(at)
        elif name == "r":
            self._run, self._run_target = self.out.length, ""
        elif name in ("hlinkClick", "hlinkHover", "hlinkMouseOver"):
            target = self._relations.get(_named(at, "id"), "")
            if self._run is not None:
                self._run_target = target
            elif target:  # a shape is clicked
                self.links.append((self.out.length, self.out.length, target))
        elif name == "fldChar" and _named(at, "fldCharType") == "begin":
            self._field = []
        elif name == "fldSimple":
            self._begin(name, _field(_named(at, "instr")))

    def _begins_cell(self, name: str) -> bool:
        """Whether a paragraph is the first of its cell: cells of a row stay beside each other."""
        if not self._open_cells or name not in _PARAGRAPHS:
            return False
        begins = not self._open_cells[-1]
        self._open_cells[-1] = True
        return begins

    def _open_start(self, name: str, at: dict[str, str]) -> None:
        if name in ("p", "h"):
            self._paragraphs += 1
        elif name in ("tab", "s"):
            self.out.add("\t" if name == "tab" else " ")
        elif name == "line-break":
            self.out.add("\n")
        elif name == "a":
            self._begin(name, _named(at, "href"))

    def _hyperlink(self, at: dict[str, str]) -> None:
        target = self._relations.get(_named(at, "id"), "")
        place = at.get("ref", "")
        if place:  # of a sheet: the cells stand before it
            start, end = self._cells.get(place.partition(":")[0], (0, 0))
            if target:
                self.links.append((start, end, target))
        else:
            self._begin("hyperlink", target)

    def _begin(self, name: str, target: str) -> None:
        self._open_links.append((name, self.out.length, target))

    def end(self, tag: str) -> None:
        if self._skip:
            self._skip -= 1
            return
        space, _, name = tag.rpartition(" ")
        if name == "t":
            self._in_text = False
        elif name in ("p", "h") and "opendocument" in space:
            self._paragraphs = max(0, self._paragraphs - 1)
        elif name == "instrText":
            self._in_field = False
            if target := _field("".join(self._field)):
                self.links.append((self.out.length, self.out.length, target))
                self._field = []
        elif name in ("v", "f") and self._value is not None:
            self._end_value(name)
        elif name == "r":
            if self._run_target and self._run is not None:
                self.links.append((self._run, self.out.length, self._run_target))
            self._run, self._run_target = None, ""
        elif self._open_links and self._open_links[-1][0] == name:
            _, start, target = self._open_links.pop()
            if target:
                self.links.append((start, self.out.length, target))
        if name in _CELLS:
            if self._open_cells:
                self._open_cells.pop()
            if self._cell.get("r"):
                self._cells[self._cell["r"]] = (self._cell_start, self.out.length)
        if name in _LINES and not (self._open_cells and name in _PARAGRAPHS):
            self.out.new_line()

    def _end_value(self, name: str) -> None:
        said = "".join(self._value or ())
        self._value = None
        if name == "f":
            if target := _FORMULA.match(said):
                self.links.append((self.out.length, self.out.length, target[1]))
            return
        if self._cell.get("t") == "s":
            number = int(said) if said.strip().isdecimal() and len(said) < 9 else -1
            said = self._shared[number] if 0 <= number < len(self._shared) else ""
        elif re.fullmatch(r"\d{6,20}\.0", said):
            said = said[:-2]
        self.out.add(said)

    def text(self, words: str) -> None:
        if self._skip:
            return
        if self._in_field:
            self._field.append(words[:8_192])
        elif self._value is not None:
            self._value.append(words)
        elif self._in_text or self._paragraphs:
            self.out.add(words)

    def _tab(self) -> None:
        if self.out.length and not self.out.at_line_start:
            self.out.add("\t")


def _named(at: dict[str, str], name: str) -> str:
    """The attribute of a local name."""
    return next((value for key, value in at.items() if key.rpartition(" ")[2] == name), "")


def _field(said: str) -> str:
    found = _FIELD.match(said)
    return found[1] if found else ""
