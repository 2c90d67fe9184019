"""What importers share: what they read, what they yield, and how much they swallow.

An importer is a generator: from one file it yields `Proposal` for every contact it finds and
`Unread` for every row that it cannot use. It trusts nothing: files come from strangers.
"""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from io import BufferedIOBase
from typing import Any

from ringtrue.errors import AllowlistError
from ringtrue.progress import at
from ringtrue.records import record
from ringtrue.scanning.decoding import encoding_of

MAX_FILE = 256 << 20
"""Bytes of a file that is read whole, unpacked."""
MAX_LINE = 16 << 20
"""Bytes of one line of a file that is read line by line; whole entities of Wikidata fit in."""
MAX_TEXT = 320
"""Characters of one value, as in the allowlists."""
MAX_LIST = 2000
"""Values of one list inside a record."""
MAX_QUOTE = 200

GRADES = ("A", "A2", "B", "B2", "C")


@record
class Proposal:
    """One contact that somebody else's list gives to a brand. It vouches for nothing."""

    entity: str
    """The record it stands in: a Wikidata id, a domain, a slug. Names are no identity."""
    name: str
    """The brand's name as the list has it."""
    kind: str
    """A row kind, or ``website``: an address whose kind follows from its host."""
    value: str
    """The value as the list writes it."""
    where: str
    """File and line or record."""
    ref: str
    """Reference of the source, for the proposal's `sources`."""
    grade: str
    date: str
    """Date of the source, as exact as it is known."""
    region: str = "global"
    purpose: str = ""
    use: str = ""
    quote: str = ""
    aliases: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()
    """What kind of brand: bank, exchange ...; empty when the list does not say."""
    only_known: bool = False
    """The list says no more than that it is not to be flagged: never a proposal."""


@record
class Unread:
    """A row that could not be used: reported, so that it is not lost."""

    where: str
    value: str
    why: str
    """Reason and remedy; equal reasons are counted together."""
    brand: tuple[str, ...] = ()
    """Names of the record it stands in, where they are known."""

    def __str__(self) -> str:
        return f"{self.where}: {self.value[:120]!r}: {self.why}"


Found = Proposal | Unread


@record
class Origin:
    """A file and what is known of where it comes from."""

    path: str
    ref: str = ""
    """Given by the user; else the file's name and hash."""
    date: str = ""
    """Given by the user; else the file's own, else the day of the import."""
    today: str = ""
    """ISO date of the import."""
    region: str = ""
    """Country of national numbers, given by the user."""

    @property
    def name(self) -> str:
        return os.path.basename(self.path)

    def reference(self, raw: bytes | None = None) -> str:
        """The given reference, or ``name@sha256-1a2b3c4d5e6f`` of the bytes."""
        if self.ref:
            return self.ref
        digest = f"@sha256-{sha256(raw).hexdigest()[:12]}" if raw is not None else ""
        return f"{self.name}{digest}"

    def dated(self, own: object = "") -> str:
        """The given date, the file's own, or the day it was read."""
        return self.date or (str(own)[:10] if own else f"undated, read {self.today}")


@record
class Format:
    """A format that can be imported."""

    name: str
    summary: str
    """One line for the help page."""
    read: Callable[[Origin], Iterable[Found]]


def read_bytes(path: str, limit: int = MAX_FILE) -> bytes:
    """A file whole, unpacked when it is gzip. Raises `AllowlistError`."""
    with _Opened(path) as stream:
        raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise AllowlistError(
            f"holds more than {limit >> 20} MiB; split it or leave out what is not needed",
            file=path,
        )
    return raw


def read_text(path: str, limit: int = MAX_FILE) -> str:
    """A text file: UTF-8, or UTF-16 with its mark. Raises `AllowlistError`."""
    return decode(read_bytes(path, limit), path)


def decode(raw: bytes, path: str) -> str:
    """The text of a file's bytes. Raises `AllowlistError`.

    Spreadsheets save "Unicode text" as UTF-16, and in China tables as GB 18030; an encoding that
    the bytes do not tell would spoil names and numbers in silence.
    """
    wide = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        return raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        encoding = "" if wide else encoding_of(raw)
        if encoding:
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                pass  # told of as what it is not
        line = 0 if wide else raw[: error.start].count(b"\n") + 1
        raise AllowlistError(
            "is not UTF-8; save it as UTF-8", file=path, line=line or None
        ) from error


def read_lines(path: str, limit: int = MAX_LINE) -> Iterator[tuple[int, bytes | None]]:
    """Lines of a file of any size with their numbers; None stands for one longer than `limit`.

    Raises `AllowlistError` when the file cannot be read or unpacked to its end.
    """
    opened = _Opened(path)
    with opened as stream:
        number, size = 0, os.path.getsize(path)
        while line := stream.readline(limit):
            number += 1
            at(opened.position, size)
            if len(line) == limit and not line.endswith(b"\n"):
                while (rest := stream.readline(limit)) and not rest.endswith(b"\n"):
                    pass
                yield number, None
            else:
                yield number, line


class _Opened:
    """A file, unpacked on the way when it is gzip, with every failure as `AllowlistError`."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __enter__(self) -> BufferedIOBase:
        try:
            self._raw = open(self._path, "rb")
        except OSError as error:
            raise self._failed(error) from error
        packed = self._raw.peek(2)[:2] == b"\x1f\x8b"
        self._stream: BufferedIOBase = gzip.GzipFile(fileobj=self._raw) if packed else self._raw
        return self._stream

    @property
    def position(self) -> int:
        """Bytes of the file that are read, packed as they are."""
        return self._raw.tell()

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._raw.close()
        if isinstance(error, (OSError, EOFError, zlib.error)):
            raise self._failed(error) from error

    def _failed(self, error: BaseException) -> AllowlistError:
        why = (error.strerror if isinstance(error, OSError) else "") or str(error)
        return AllowlistError(f"cannot be read ({why}); give a whole file", file=self._path)


def read_json(path: str, limit: int = MAX_FILE) -> tuple[Any, bytes]:
    """A JSON file and its bytes. Raises `AllowlistError`."""
    import msgspec

    raw = read_bytes(path, limit)
    try:
        return msgspec.json.decode(decode(raw, path) if raw[:1] in b"\xfe\xff\xef" else raw), raw
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise AllowlistError(
            f"is no JSON ({str(error)[:120]}); give the file as it was published", file=path
        ) from error


def texts(value: object) -> list[str]:
    """The strings of a string or of a list of strings; anything else is left out.

    >>> texts("a"), texts(["a", 7, "b"]), texts(None)
    (['a'], ['a', 'b'], [])
    """
    items = value if isinstance(value, list) else [value]
    return [item.strip() for item in items[:MAX_LIST] if isinstance(item, str) and item.strip()]


def table(value: object) -> dict[str, Any]:
    """`value` when it is a JSON object, else an empty one."""
    return value if isinstance(value, dict) else {}
