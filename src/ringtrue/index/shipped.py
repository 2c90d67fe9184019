"""The protected names of the shipped list, as the build has left them (`ringtrue.curation.build`).

Working out `protected_names` and their index takes longer than all else that the first look-alike
of a process needs: each is asked for among words and popular sites. The build runs the same code
once. An updated list is not the shipped one, and its names are worked out as they are needed.

Layout of the names: a line ``ringtrue protected names 4 VERSION CRC32`` (of the list, and the
checksum of all below), then the names (`ringtrue.index.prepared`).
"""

from __future__ import annotations

import os

from ringtrue.index import compiled, prepared
from ringtrue.index.sheet import checksum
from ringtrue.model import Name

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


NAMES = "protected_names.txt"
"""Name of the compiled names among the package's data files, beside `compiled.FILE`."""
_MARK = "ringtrue protected names 4"


def dump_names(version: str, names: Iterable[Name]) -> bytes:
    """The compiled form of the protected names of the list of that version."""
    body = prepared.dump(names)
    return f"{_MARK} {version} {checksum(body)}\n".encode() + body


def load_names(version: str, file: str | Path | None = None) -> list[Name] | None:
    """The protected names of the shipped list; None when `version` is another's, or the file
    is damaged."""
    try:
        data = _read(file or os.path.join(os.path.dirname(compiled.default_file()), NAMES))
    except OSError:
        return None
    head, _, body = data.partition(b"\n")
    if not body or head != f"{_MARK} {version} {checksum(body)}".encode():
        return None
    return prepared.load(body)


def _read(path: str | Path) -> bytes:
    with open(path, "rb") as file:
        return file.read()
