"""What the build makes of the allowlists: the compiled directory, its protected names, and the
index of the tables that these depend on."""

from __future__ import annotations

from pathlib import Path

from ringtrue.data import INDEX
from ringtrue.data.arrays import Arrays, pack
from ringtrue.directory.allowlist import compile_folder
from ringtrue.index import compiled, sheet, shipped
from ringtrue.index.protected import protected_names
from ringtrue.text import compiling, tables


def build(allowlists: str | Path) -> dict[str, bytes]:
    """Names and contents of the files that a folder of TOML allowlists becomes.

    Raises `AllowlistError`.
    """
    index = pack(compiling.sections())
    tables.use(Arrays(index))
    data = compile_folder(allowlists)
    version, brands = compiled.load(data)
    return {
        compiled.FILE: data,
        sheet.FILE: sheet.dump(data),
        shipped.NAMES: shipped.dump_names(version, protected_names(brands)),
        INDEX: index,
    }


def write(allowlists: str | Path, folder: str | Path) -> None:
    """Writes these files into `folder`, where they are not there yet as they should be."""
    for file, data in build(allowlists).items():
        path = Path(folder, file)
        if not path.exists() or path.read_bytes() != data:
            new = path.with_name(f"{file}.new")
            new.write_bytes(data)
            new.replace(path)  # whoever has mapped the old file keeps it
