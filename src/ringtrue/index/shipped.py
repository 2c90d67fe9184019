"""What the build makes of the allowlists: the compiled directory, and its protected names; and of
the bait words, which these depend on.

Working out `protected_names` and their index takes longer than all else that the first look-alike
of a process needs: each is asked for among words and popular sites. The build runs the same code
once. An updated list is not the shipped one, and its names are worked out as they are needed.

Layout of the names: a line ``ringtrue protected names 4 VERSION CRC32`` (of the list, and the
checksum of all below), then the names (`ringtrue.index.prepared`).
"""

from __future__ import annotations

import os

from ringtrue.data import INDEX
from ringtrue.data.arrays import Arrays, pack
from ringtrue.index import compiled, prepared, sheet
from ringtrue.index.sheet import checksum
from ringtrue.model import Name

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


NAMES = "protected_names.txt"
"""Name of the compiled names among the package's data files, beside `compiled.FILE`."""
_MARK = "ringtrue protected names 4"


def build(allowlists: str | Path) -> dict[str, bytes]:
    """Names and contents of the files that a folder of TOML allowlists becomes.

    Raises `AllowlistError`.
    """
    from ringtrue.index.protected import protected_names
    from ringtrue.text import compiling, tables

    index = pack(compiling.sections())
    tables.use(Arrays(index))
    data = compiled.compile_folder(allowlists)
    version, brands = compiled.load(data)
    return {
        compiled.FILE: data,
        sheet.FILE: sheet.dump(data),
        NAMES: dump_names(version, protected_names(brands)),
        INDEX: index,
    }


def write(allowlists: str | Path, folder: str | Path) -> None:
    """Writes these files into `folder`, where they are not there yet as they should be."""
    for file, data in build(allowlists).items():
        path = os.path.join(folder, file)
        if not os.path.exists(path) or _read(path) != data:
            with open(f"{path}.new", "wb") as target:
                target.write(data)
            os.replace(f"{path}.new", path)  # whoever has mapped the old file keeps it


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
