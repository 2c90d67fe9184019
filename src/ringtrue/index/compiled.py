"""The compiled directory: all reviewed brands as arrays, opened without TOML or msgspec.

The shipped one stands in the compiled index, beside the tables of words and sites; updates deliver
the same sections in a file of their own (`ringtrue.index.contacts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ringtrue import data
from ringtrue.data.arrays import Arrays, pack
from ringtrue.index.contacts import Contacts, sections
from ringtrue.model import Brand
from ringtrue.text.tables import opened

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.data.arrays import Section

FORMAT = 3
"""Of what updates deliver: 1 was JSON, 2 had hosts as lines."""
FILE = "directory.bin"
"""Name of a compiled directory by itself."""
MAX_QUOTE = 120
"""Characters of a quotation that are compiled; the allowlist keeps it whole."""


def dump(brands: Iterable[Brand], version: str = "") -> bytes:
    """The compiled form of `brands`: equal brands give equal bytes, in any order.

    `version` defaults to the newest `verified_on` and a hash: ``2026.11.23+ab12cd34``. Raises
    `AllowlistError` for what cannot be listed.
    """
    return pack(listed(brands, version))


def listed(brands: Iterable[Brand], version: str = "") -> dict[str, Section]:
    """The sections of `dump`."""
    brands = sorted(brands, key=lambda brand: brand.id)
    body = sections(brands, MAX_QUOTE)
    return {"list.version": version or _version(brands, pack(body)), **body}


def load(data: bytes, file: str = FILE) -> tuple[str, list[Brand]]:
    """Version and brands of a compiled directory. Raises `AllowlistError` when it is damaged."""
    found = Contacts(Arrays(data, file))
    return found.version, found.brands()


def open_default() -> Contacts:
    """The directory that the package ships, opened as far as it is asked for. Raises
    `AllowlistError`."""
    path = default_file()
    return Contacts(opened() if path == data.path(data.INDEX) else Arrays.open(path))


def load_default() -> tuple[str, list[Brand]]:
    """Version and brands of the directory that the package ships. Raises `AllowlistError`."""
    found = open_default()
    return found.version, found.brands()


def default_file() -> str:
    """Where the build puts the compiled directory."""
    return data.path(data.INDEX)


def _version(brands: Sequence[Brand], body: bytes) -> str:
    newest = max((c.verified_on for brand in brands for c in brand.contacts), default="")
    from ringtrue.index.digest import hexdigest  # of lists that are made

    return f"{newest.replace('-', '.') or '0'}+{hexdigest(body)[:8]}"
