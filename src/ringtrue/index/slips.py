"""Account names two likely slips away from a short official name.

The index of names tolerates one edit below ten letters, which is right for the names of sites:
there, two edits meet honest neighbours everywhere. Account names are rarer beasts, so eight or
nine letters bear two slips, if both are of the kind that hands and eyes make.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ringtrue.model import Name
from ringtrue.text.skeleton import SEPARATORS, key
from ringtrue.text.slips import two_slips

LENGTHS = (8, 9)
_MAX_BUCKET = 256
_STRIP = {ord(c): None for c in SEPARATORS}


class SlipIndex:
    """Names of eight and nine letters by their first and last letter."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names: dict[tuple[str, str, int], list[Name]] = {}
        done: set[tuple[str, str]] = set()
        for name in names:
            if len(name.key) not in LENGTHS or not name.key.isascii() or not name.key.isalpha():
                continue
            slot = (name.key[0], name.key[-1], len(name.key))
            bucket = self._names.setdefault(slot, [])
            if (name.brand_id, name.key) not in done and len(bucket) < _MAX_BUCKET:
                done.add((name.brand_id, name.key))
                bucket.append(name)

    def near(self, text: str) -> Iterator[Name]:
        """Names that `text` (folded) may be meant to be."""
        probe = key(text.translate(_STRIP)).rstrip("0123456789")
        for length in LENGTHS:
            if abs(len(probe) - length) <= 2:
                for name in self._names.get((probe[0], probe[-1], length), ()):
                    if two_slips(probe, name.key):
                        yield name
