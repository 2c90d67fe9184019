"""Account names two likely slips away from a short official name.

The index of names tolerates one edit below ten letters, which is right for the names of sites:
there, two edits meet honest neighbours everywhere. Account names are rarer beasts, so eight or
nine letters bear two slips, if both are of the kind that hands and eyes make.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ringtrue.data.arrays import Arrays
from ringtrue.index.rows import Rows, grouped, opener
from ringtrue.model import Name
from ringtrue.text.skeleton import SEPARATORS, key
from ringtrue.text.slips import two_slips

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.data.arrays import Section

LENGTHS = (8, 9)
_MAX_BUCKET = 256
_STRIP = {ord(c): None for c in SEPARATORS}


class SlipIndex:
    """Names of eight and nine letters by their first and last letter and their length."""

    def __init__(self, arrays: Arrays, name: Callable[[int], Name]) -> None:
        """`name` gives the name of a number."""
        self._names = Rows(arrays.lines("slips"), opener(arrays, "slips", name))

    def near(self, text: str) -> Iterator[Name]:
        """Names that `text` (folded) may be meant to be."""
        probe = key(text.translate(_STRIP)).rstrip("0123456789")
        for length in LENGTHS:
            if abs(len(probe) - length) <= 2:
                for name in self._names.get(f"{probe[0]}{probe[-1]}{length}", ()):
                    if two_slips(probe, name.key):
                        yield name


def sections(names: Iterable[tuple[int, Name]]) -> dict[str, Section]:
    """The sections of `SlipIndex`, from names with their numbers."""
    found: dict[str, list[int]] = {}
    done: set[tuple[str, str]] = set()
    for number, name in names:
        key = name.key
        if len(key) not in LENGTHS or not key.isascii() or not key.isalpha():
            continue
        bucket = found.setdefault(f"{key[0]}{key[-1]}{len(key)}", [])
        if (name.brand_id, key) not in done and len(bucket) < _MAX_BUCKET:
            done.add((name.brand_id, key))
            bucket.append(number)
    return grouped("slips", found)
