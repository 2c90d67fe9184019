"""Names that a text may have been worn down from: two edits from six letters, three from ten, the
first letter the same. Looser than `ringtrue.index.near`, so only for hosts whose shape is
suspicious already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ringtrue.model import Name
from ringtrue.text.edits import within

MIN_LETTERS = 5
"""Letters of the shortest name, and of the shortest text, that are compared."""
MAX_ALIKE = 64
"""Names of one first letter and length that are compared: bounds the work."""


def distant_limit(length: int) -> int:
    """Edits tolerated for a text of `length` letters.

    >>> [distant_limit(n) for n in (4, 5, 6, 9, 10)]
    [0, 1, 2, 2, 3]
    """
    return (length >= MIN_LETTERS) + (length >= 6) + (length >= 10)


class DistantNames:
    """Names by the first letter of their key and its length. Immutable once built."""

    __slots__ = ("_by_letter",)

    def __init__(self, names: Iterable[Name]) -> None:
        alike: dict[tuple[str, int], list[Name]] = {}
        for name in names:
            if len(name.key) >= MIN_LETTERS and name.origin != "handle":
                bucket = alike.setdefault((name.key[0], len(name.key)), [])
                if len(bucket) < MAX_ALIKE:
                    bucket.append(name)
        self._by_letter: dict[str, tuple[list[Name], list[str], list[int]]] = {}
        for (letter, length), bucket in sorted(alike.items()):
            known, keys, begins = self._by_letter.setdefault(letter, ([], [], []))
            begins += [len(known)] * (length + 1 - len(begins))
            known += bucket
            keys += [name.key for name in bucket]
        for known, _, begins in self._by_letter.values():
            begins.append(len(known))

    def near(self, probe: str) -> Sequence[tuple[Name, int]]:
        """Names within `distant_limit` edits of a key, not equal to it, and how many."""
        limit = distant_limit(len(probe))
        found = self._by_letter.get(probe[:1]) if limit else None
        if found is None:
            return ()
        names, keys, begins = found
        last = len(begins) - 1
        first = begins[min(len(probe) - limit, last)]
        few = keys[first : begins[min(len(probe) + limit + 1, last)]]
        near = within(probe, few, limit) if few else ()
        return [(names[first + at], edits) for at, edits in near if edits]
