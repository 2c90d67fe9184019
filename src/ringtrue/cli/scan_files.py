"""The files of a scan: walking folders, reading bytes, showing how far it got."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from ringtrue.cli.streams import MAX_FILE, Stop, tell

MAX_FILES = 100_000
"""Files of all folders of one run."""
STANDARD_INPUT = "<stdin>"


def files(names: list[str]) -> list[str]:
    """The files to scan: those named, and of folders all that are in them, in order: what a file
    is, its content says.

    Hidden files and folders and links to folders are left out.
    """
    found: list[str] = []
    for name in names:
        if name == "-" or not _is_folder(name):
            found.append(name)
            continue
        for place, folders, inside in os.walk(name):
            folders[:] = sorted(f for f in folders if not f.startswith("."))
            found += [str(Path(place, file)) for file in sorted(inside) if not file.startswith(".")]
            if len(found) > MAX_FILES:
                tell(f"more than {MAX_FILES} files; the rest is not scanned")
                return found[:MAX_FILES]
    if not found:
        raise Stop(f"{', '.join(names)} holds no file to scan; name a file")
    return found


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):
        return False


def read_bytes(name: str) -> tuple[bytes, bool]:
    """The bytes of a file or of standard input (``-``), and whether they were cut.

    Raises `Stop` when it cannot be read.
    """
    try:
        if name != "-" and not Path(name).is_file() and Path(name).exists():
            raise Stop(f"cannot read {name}: it is no file of bytes")
        if name == "-":
            raw = sys.stdin.buffer.read(MAX_FILE + 1)
        else:
            with Path(name).open("rb") as file:
                raw = file.read(MAX_FILE + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise Stop(f"cannot read {name}: {reason or error}") from error
    return raw[:MAX_FILE], len(raw) > MAX_FILE


class Progress:
    """A bar on standard error while many files are read; nothing unless that is a terminal."""

    WIDTH = 30

    def __init__(self, names: list[str]) -> None:
        self._names = names
        self._on = len(names) > 1 and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def __enter__(self) -> Progress:
        return self

    def __iter__(self) -> Iterator[str]:
        for done, name in enumerate(self._names):
            self.draw(done, name)
            yield name
        self.clear()

    def draw(self, done: int, name: str) -> None:
        """Shows how many files are done and which one is next."""
        if not self._on:
            return
        from ringtrue.messages.shown import shown

        total = len(self._names)
        full = self.WIDTH * done // total
        bar = "█" * full + "░" * (self.WIDTH - full)
        last = shown(Path(name).name, 40)
        line = f"\r\x1b[K{bar} {done}/{total}  {last}"
        encoding = sys.stderr.encoding or "utf-8"
        sys.stderr.write(line.encode(encoding, "replace").decode(encoding))
        sys.stderr.flush()

    def clear(self) -> None:
        """Takes the bar away before an answer is written."""
        if self._on:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clear()
