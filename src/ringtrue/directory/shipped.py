"""What the build makes of the allowlists: the compiled directory, and its protected names.

Working out `protected_names` takes longer than all else that the first look-alike of a process
needs: each is asked for among words and popular sites. The build runs the same code once. An
updated list is not the shipped one, and its names are worked out as they are needed.

Layout of the names: a line ``ringtrue protected names 2 VERSION CRC32`` (of the list, and the
checksum of all below), then the fields of `Name` one after the other, with tabs between them, each
a line a name; the last one is the `plain_key` of those names that are not ASCII.
"""

from __future__ import annotations

import os

from ringtrue.directory import compiled, sheet
from ringtrue.directory.sheet import checksum
from ringtrue.model import Name

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Any

NAMES = "protected_names.txt"
"""Name of the compiled names among the package's data files, beside `compiled.FILE`."""
_MARK = "ringtrue protected names 2"


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
    from ringtrue.text.skeleton import plain_key

    rows = [
        (n.text, n.key, n.brand_id, n.origin, n.official, f"{n.common:d}", f"{n.famous:d}",
         "" if n.text.isascii() else plain_key(n.text))
        for n in names
    ]  # fmt: skip
    fields = "\t".join("\n".join(column) for column in zip(*rows, strict=True)).encode()
    return f"{_MARK} {version} {checksum(fields)}\n".encode() + fields


def load_names(
    version: str, file: str | Path | None = None
) -> tuple[list[Name], dict[str, str]] | None:
    """The names of the shipped list, and the plain keys of those that are not ASCII; None when
    `version` is another's, or the file is damaged."""
    try:
        data = _read(file or os.path.join(os.path.dirname(compiled.default_file()), NAMES))
    except OSError:
        return None
    head, _, fields = data.partition(b"\n")
    if not fields or head != f"{_MARK} {version} {checksum(fields)}".encode():
        return None
    origins: Any
    texts, keys, brands, origins, officials, common, famous, plain = [
        column.split("\n") for column in fields.decode().split("\t")
    ]
    is_set: Any = "1".__eq__
    names = map(
        Name, texts, keys, brands, origins, officials, map(is_set, common),
        map(is_set, famous),
    )  # fmt: skip
    return list(names), {text: form for text, form in zip(texts, plain, strict=True) if form}


def _read(path: str | Path) -> bytes:
    with open(path, "rb") as file:
        return file.read()
