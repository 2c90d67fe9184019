"""Names a few edits away, found by a part that the edits leave as it is (pigeonhole principle).

One edit (optimal string alignment) leaves one half of a name untouched, two edits leave a third.
A name is entered under its parts: the first, the last letters of the last, and of three parts the
middle one, which may have moved by a letter. Two letters that change places over a border touch
both parts, so the parts before a border are also entered with the letter behind it at their end.
What shares a part with a text is compared with it; a test holds this to comparing each with each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter

from ringtrue.data.arrays import Arrays
from ringtrue.index.rows import lines, runs
from ringtrue.model import Name
from ringtrue.text.edits import distance, within

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.data.arrays import Section

MAX_TRIED = 4000
"""Names that one text is compared with: bounds the work on lists of near-identical names."""
CROWD = -1
"""Stands for a distance where more names share a part with the text than are compared."""
TAIL = 4
"""Letters of the last part that are looked at."""
_FEW = 12
"""Names from which one call for all is quicker than one for each."""


def edit_limit(length: int) -> int:
    """Edits tolerated for a name of `length` letters.

    Of 305 genuine brand labels 49 have another brand's within one edit and 127 within two,
    so short names tolerate none, and two edits take ten letters.

    >>> [edit_limit(n) for n in (3, 4, 5, 9, 10)]
    [0, 0, 1, 1, 2]
    """
    return 0 if length < 5 else 1 if length < 10 else 2


def cuts(length: int) -> tuple[int, ...]:
    """Where a name of `length` letters is cut: into one part more than it tolerates edits.

    >>> cuts(8), cuts(10), cuts(4)
    ((4,), (3, 6), ())
    """
    limit = edit_limit(length)
    if limit == 0:
        return ()
    if limit == 1:
        return (min(length // 2, 4),)
    return (3, 6) if length == 10 else (4, 7) if length == 11 else (4, 8)


class NearIndex:
    """Names by their parts. Immutable."""

    __slots__ = ("_ends", "_keys", "_known", "_known_middles", "_middles", "_name", "_names",
                 "_plans", "_rows", "_sizes", "_starts")  # fmt: skip

    def __init__(self, arrays: Arrays, name: Callable[[int], Name]) -> None:
        """`name` gives the name of a number."""
        self._name, self._names = name, arrays.numbers("near.name")
        self._keys = arrays.lines("near.key")
        self._sizes = arrays.numbers("near.size")
        self._starts, self._rows = arrays.numbers("near.at"), arrays.numbers("near.row")
        ends, middles = arrays.lines("near.ends"), arrays.lines("near.middles")
        self._ends = dict(zip(ends, range(len(ends)), strict=True))
        self._middles = dict(zip(middles, range(len(ends), len(self._starts) - 1), strict=True))
        # A set tells fastest that none of some strings is in it.
        self._known, self._known_middles = frozenset(ends), frozenset(middles)
        self._plans = _Plans(set(self._sizes))

    def near(self, probe: str) -> Sequence[tuple[Name, int]]:
        """Names within their `edit_limit` of a key, not equal to it, and the distance (or `CROWD`),
        in the order of the list."""
        plan = self._plans[len(probe)]
        if plan is None:
            return ()
        ends, middles, low, high = plan
        rows: list[int] = []
        parts = ends(probe)
        if not self._known.isdisjoint(parts):
            known = self._ends
            rows = [known[part] for part in parts if part in known]
        if middles is not None:
            parts = middles(probe)
            if not self._known_middles.isdisjoint(parts):
                known = self._middles
                rows += [known[part] for part in parts if part in known]
        return self._compared(probe, rows, low, high) if rows else ()

    def _compared(
        self, probe: str, parts: list[int], low: int, high: int
    ) -> Sequence[tuple[Name, int]]:
        """Those of the names with these parts that are within their limits; names of `low` to
        `high` letters can be."""
        sizes, keys, names, name = self._sizes, self._keys, self._names, self._name
        starts, every = self._starts, self._rows
        shared = [every[starts[part] : starts[part + 1]] for part in parts]
        count = sum(map(len, shared))
        if count <= _FEW:
            met, osa = [], distance()
            for at in shared[0] if len(shared) == 1 else sorted({at for r in shared for at in r}):
                if low <= sizes[at] <= high:
                    edits = osa(probe, keys[at], score_cutoff=2)
                    if 0 < edits <= edit_limit(sizes[at]):
                        met.append((name(names[at]), edits))
            return met
        if count > MAX_TRIED:
            shared = _rarest(shared)
        tried = sorted({at for row in shared for at in row if low <= sizes[at] <= high})
        near = within(probe, [keys[at] for at in tried], 2) if tried else ()
        found = [(tried[place], edits) for place, edits in near]
        met = [
            (name(names[at]), edits) for at, edits in found if 0 < edits <= edit_limit(sizes[at])
        ]
        return [*met, (name(names[tried[-1]]), CROWD)] if count > MAX_TRIED and tried else met


Part = tuple[int | None, int | None, int | None]
"""Begin, end and step of a slice."""
Cut = Callable[[str], tuple[str, ...]]
Plan = tuple[Cut, "Cut | None", int, int]
"""What is looked up of a text: its ends (the last letters backwards) and its middles; and the least
and the greatest length of names that it may be near to."""


class _Plans(dict[int, "Plan | None"]):
    """For the length of a text: what to look up, or None where no name of one of `lengths` can be
    near."""

    def __init__(self, lengths: set[int]) -> None:
        self._lengths = lengths

    def __missing__(self, size: int) -> Plan | None:
        plan = self[size] = _plan(size, self._lengths)
        return plan


def _plan(size: int, lengths: set[int]) -> Plan | None:
    asked = looked_up(size, lengths)
    if asked is None:
        return None
    heads, tails, middles, low, high = asked
    ends: set[Part] = {(None, head, None) for head in heads}
    ends |= {(-1, -1 - tail, -1) for tail in tails}
    inner: set[Part] = {(begin, end, None) for begin, end in middles}
    return _cut(ends), _cut(inner) if inner else None, low, high


def looked_up(
    size: int, lengths: set[int]
) -> tuple[set[int], set[int], set[tuple[int, int]], int, int] | None:
    """What of a text of `size` letters is looked up: lengths of heads and of tails, spans of
    middles; and the least and the greatest of the `lengths` of names that it may be near to. None
    where it is near none."""
    near_by = sorted(n for n in lengths if abs(n - size) <= edit_limit(n))
    if not near_by:
        return None
    heads, tails, middles = set(), set(), set()
    for length in near_by:
        first, *more = cuts(length)
        heads.add(first)
        tails.add(min(TAIL, length - (more[0] if more else first)))
        if more:
            middles |= {(first + shift, more[0] + shift) for shift in (-1, 0, 1)}
    return heads, tails, middles, near_by[0], near_by[-1]


def _cut(parts: set[Part]) -> Cut:
    """Takes these parts of a text in one call; there are two of them at least."""
    return itemgetter(*(slice(*part) for part in sorted(parts, key=str)))


def sections(names: Iterable[tuple[int, Name]]) -> dict[str, Section]:
    """The sections of `NearIndex`, from names with their numbers: those too short to bear an edit
    are left out, and of those of one brand with one key all but the first."""
    kept: list[int] = []
    keys: list[str] = []
    seen: set[tuple[str, str]] = set()
    for number, name in names:
        key = name.key
        if edit_limit(len(key)) and (name.brand_id, key) not in seen:
            seen.add((name.brand_id, key))
            kept.append(number)
            keys.append(key)
    ends: dict[str, list[int]] = {}
    middles: dict[str, list[int]] = {}
    for at, key in enumerate(keys):
        heads, tails, inner = parts_of(key)
        for part in heads + [tail[::-1] for tail in tails]:
            _enter(ends, part, at)
        for part in inner:
            _enter(middles, part, at)
    return {
        "near.name": kept,
        "near.key": lines(keys),
        "near.size": [len(key) for key in keys],
        "near.ends": lines(ends),
        "near.middles": lines(middles),
        **runs("near", [*ends.values(), *middles.values()]),
    }


def parts_of(key: str) -> tuple[list[str], list[str], list[str]]:
    """What a key is entered under: heads, tails, middles.

    >>> parts_of("metamask"), parts_of("coinmarket")[2]
    ((['meta', 'metm'], ['mask'], []), ['nma', 'nmr'])
    """
    first, *more = cuts(len(key))
    heads, middles = [key[:first], key[: first - 1] + key[first]], []
    if more:
        middles = [key[first : more[0]], key[first : more[0] - 1] + key[more[0]]]
        first = more[0]
    return heads, [key[max(first, len(key) - TAIL) :]], middles


def _enter(table: dict[str, list[int]], part: str, at: int) -> None:
    row = table.get(part)
    if row is None:
        table[part] = [at]
    elif row[-1] != at:
        row.append(at)


def _rarest(rows: list[Sequence[int]]) -> list[Sequence[int]]:
    """The names of the rarest parts, as many as are compared."""
    kept: list[Sequence[int]] = []
    room = MAX_TRIED
    for row in sorted(rows, key=len):
        kept.append(row[:room])
        room -= len(kept[-1])
        if room <= 0:
            break
    return kept
