"""What the build makes of the allowlists: the compiled directory, and its protected names.

Working out `protected_names` takes longer than all else that the first look-alike of a process
needs: each is asked for among words and popular sites. The build runs the same code once. An
updated list is not the shipped one, and its names are worked out as they are needed.

Layout of the names: a line ``ringtrue protected names 1 VERSION SHA256`` (of the list, and of the
lines below), then the fields of a `Name` with tabs between them, a line each.
"""

from __future__ import annotations

import os

from ringtrue.directory import compiled, sheet
from ringtrue.directory.digest import hexdigest
from ringtrue.model import Name

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Any

NAMES = "protected_names.txt"
"""Name of the compiled names among the package's data files, beside `compiled.FILE`."""
_MARK = "ringtrue protected names 1"


def build(allowlists: str | Path) -> dict[str, bytes]:
    """Names and contents of the files that a folder of TOML allowlists becomes.

    Raises `AllowlistError`.
    """
    from ringtrue.directory.protected import protected_names

    data = compiled.compile_folder(allowlists)
    version, brands = compiled.load(data)
    return {
        compiled.FILE: data,
        sheet.FILE: sheet.dump(data),
        NAMES: dump_names(version, protected_names(brands)),
    }


def write(allowlists: str | Path, folder: str | Path) -> None:
    """Writes these files into `folder`, where they are not there yet as they should be."""
    for file, data in build(allowlists).items():
        path = os.path.join(folder, file)
        if not os.path.exists(path) or _read(path) != data:
            with open(path, "wb") as target:
                target.write(data)


def dump_names(version: str, names: Iterable[Name]) -> bytes:
    """The compiled form of the protected names of the list of that version."""
    lines = "\n".join(
        f"{n.text}\t{n.key}\t{n.brand_id}\t{n.origin}\t{n.official}\t{n.common:d}\t{n.famous:d}"
        for n in names
    ).encode()
    return f"{_MARK} {version} {hexdigest(lines)}\n".encode() + lines


def load_names(version: str, file: str | Path | None = None) -> list[Name] | None:
    """The names of the shipped list; None when `version` is another's, or the file is damaged."""
    try:
        data = _read(file or os.path.join(os.path.dirname(compiled.default_file()), NAMES))
    except OSError:
        return None
    head, _, lines = data.partition(b"\n")
    if not lines or head != f"{_MARK} {version} {hexdigest(lines)}".encode():
        return None
    return [_name(*line.split("\t")) for line in lines.decode().split("\n")]


def _name(
    text: str, key: str, brand_id: str, origin: Any, official: str, common: str, famous: str
) -> Name:
    return Name(text, key, brand_id, origin, official, common == "1", famous == "1")


def _read(path: str | Path) -> bytes:
    with open(path, "rb") as file:
        return file.read()
