"""Stage, of account names: two likely slips in a name of eight or nine letters."""

from __future__ import annotations

from ringtrue.index.names import NameIndex
from ringtrue.search.matches import NameMatch


def find(text: str, names: NameIndex) -> list[NameMatch]:
    """Names that an account's name (folded, separators kept) may be meant to be."""
    return [NameMatch(name, "slips", 0, len(text), 2) for name in names.slips.near(text)]
