"""Reading what users hand in and writing answers, whatever the bytes and the terminal are."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping

from ringtrue.cli import exits

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from typing import Any, BinaryIO

MAX_LINE = 64 * 1024
"""Bytes of one line of input; the rest of a longer line is skipped (no contact is that long)."""
MAX_FILE = 40 * 1024 * 1024
"""Bytes of a file that are read for a scan."""


_wish = "auto"
_silent = False
_before_line: Callable[[], None] | None = None


def before_lines(clear: Callable[[], None] | None) -> None:
    """What is done before each line: a bar is taken away."""
    global _before_line
    _before_line = clear


def _make_way() -> None:
    if _before_line is not None:
        _before_line()


def wish(colour: str, quiet: bool) -> None:
    """What ``--color`` (``auto``, ``always``, ``never``) and ``--quiet`` say, for this process."""
    global _wish, _silent
    _wish, _silent = colour, quiet


class Stop(Exception):
    """Ends the command with one line on standard error."""

    def __init__(self, message: str, code: int = exits.USAGE) -> None:
        self.code = code
        super().__init__(message)


def tell(message: str) -> None:
    """One line on standard error, prefixed and safe to print."""
    from ringtrue.messages.shown import shown

    _make_way()
    try:
        print(f"ringtrue: {encodable(shown(message, 1000), sys.stderr.encoding)}", file=sys.stderr)
    except OSError:
        return  # nobody listens, and there is nowhere left to say so


def put(text: str) -> None:
    """One answer on standard output, at once: a reader of a pipe gets it while more come."""
    if _silent:
        return
    _make_way()
    print(encodable(text, sys.stdout.encoding), flush=True)


def put_json(value: Mapping[str, Any]) -> None:
    """One answer as a line of JSON on standard output, at once."""
    if _silent:
        return
    if "json" in sys.modules:
        from ringtrue.render.json_v1 import dumps as written
    else:
        from ringtrue.render.json_line import line as written

    _make_way()
    utf8 = (sys.stdout.encoding or "utf-8").lower().replace("-", "") == "utf8"
    print(written(value, ascii_only=not utf8), flush=True)


def coloured() -> bool:
    """Whether standard output takes colour: a terminal, and no wish against it (no-color.org)."""
    if _wish in ("always", "never"):
        return _wish == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty()


def silence_stdout() -> None:
    """Standard output to nowhere, so that the interpreter's last flush cannot complain."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return


def read_lines(source: BinaryIO) -> Iterator[tuple[str, bool]]:
    """Lines of `source` as text, as they arrive, and whether bytes had to be replaced.

    Line ends and a byte order mark are taken off; empty lines come too, so that answers and
    lines stay in step.
    """
    first = True
    while raw := source.readline(MAX_LINE):
        if not raw.endswith(b"\n") and len(raw) == MAX_LINE:
            while (rest := source.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                pass
        if first:
            raw, first = raw.removeprefix(b"\xef\xbb\xbf"), False
        yield _decoded(raw.rstrip(b"\r\n"), "utf-8")


def read_text(name: str) -> tuple[str, bool, bool]:
    """The text of a file or of standard input (``-``): text, bytes were replaced, it was cut.

    UTF-8, or UTF-16 with a byte order mark. Raises `Stop` when it cannot be read.
    """
    try:
        if name == "-":
            raw = sys.stdin.buffer.read(MAX_FILE + 1)
        else:
            with open(name, "rb") as file:
                raw = file.read(MAX_FILE + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        hint = "; give a file" if isinstance(error, IsADirectoryError) else ""
        raise Stop(f"cannot read {name}: {reason or error}{hint}") from error
    cut = len(raw) > MAX_FILE
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text, replaced = _decoded(raw[:MAX_FILE], encoding)
    return text, replaced and not cut, cut


def _decoded(raw: bytes, encoding: str) -> tuple[str, bool]:
    try:
        return raw.decode(encoding), False
    except UnicodeDecodeError:
        return raw.decode(encoding, "replace"), True


def encodable(text: str, encoding: str | None) -> str:
    """`text` with what the stream's encoding cannot carry as escapes."""
    name = encoding or "utf-8"
    return text.encode(name, "backslashreplace").decode(name)
