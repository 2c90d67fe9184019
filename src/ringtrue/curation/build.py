"""What the build makes: the compiled index, of the text tables, the allowlists, and the names that
these protect.

Working out `protected_names` takes longer than all else that the first look-alike of a process
needs: each is asked for among words and popular sites. The build runs the same code once. An
updated list is not the shipped one, and its names are worked out as they are needed.
"""

from __future__ import annotations

from pathlib import Path

from ringtrue.data import INDEX
from ringtrue.data.arrays import Arrays, pack
from ringtrue.directory import allowlist
from ringtrue.index import compiled, names
from ringtrue.index.contacts import Contacts
from ringtrue.index.protected import protected_names
from ringtrue.kinds import platforms
from ringtrue.text import compiling, tables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ringtrue.data.arrays import Section


def build(allowlists: str | Path) -> bytes:
    """The compiled index: the tables of words, sites and accounts, and a folder of TOML allowlists.

    Raises `AllowlistError`.
    """
    words = {**compiling.sections(), **platforms.sections()}
    return pack({**words, **tables.using(Arrays(pack(words)), lambda: _list_sections(allowlists))})


def _list_sections(allowlists: str | Path) -> dict[str, Section]:
    listed = compiled.listed(allowlist.load_folder(allowlists))
    brands = Contacts(Arrays(pack(listed))).brands()
    return {**listed, **names.all_sections(list(protected_names(brands)))}


def write(allowlists: str | Path, folder: str | Path) -> None:
    """Writes it into `folder`, if it is not there yet as it should be."""
    path, made = Path(folder, INDEX), build(allowlists)
    if not path.exists() or path.read_bytes() != made:
        new = path.with_name(f"{INDEX}.new")
        new.write_bytes(made)
        new.replace(path)  # whoever has mapped the old file keeps it
