"""The files of a scan: walking folders, reading bytes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

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
