"""Names a few edits away, found by a part that the edits leave as it is (pigeonhole principle).

One edit (optimal string alignment) leaves one half of a name untouched, two edits leave a third.
A name is entered under its parts: the first, the last letters of the last, and of three parts the
middle one, which may have moved by a letter. Two letters that change places over a border touch
both parts, so the parts before a border are also entered with the letter behind it at their end.
What shares a part with a text is compared with it; a test holds this to comparing each with each.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter

from ringtrue.data.arrays import Arrays
from ringtrue.index.rows import lines, runs
from ringtrue.model import Name
from ringtrue.text.edits import distance, within

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.data.arrays import Section

MAX_TRIED = 200
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

    __slots__ = ("_ends", "_keys", "_known", "_known_middles", "_limited", "_middles", "_name",
                 "_names", "_plans", "_rows", "_starts")  # fmt: skip

    def __init__(self, arrays: Arrays, name: Callable[[int], Name]) -> None:
        """`name` gives the name of a number."""
        self._name, self._names = name, arrays.numbers("near.name")
        self._keys = arrays.lines("near.key")
        sizes = arrays.numbers("near.size")
        self._limited = bisect_left(sizes, 2, key=edit_limit)
        """Names before that place tolerate one edit, the others two."""
        self._starts, self._rows = arrays.numbers("near.at"), arrays.numbers("near.row")
        ends, middles = arrays.lines("near.ends"), arrays.lines("near.middles")
        self._ends = dict(zip(ends, range(len(ends)), strict=True))
        self._middles = dict(zip(middles, range(len(ends), len(self._starts) - 1), strict=True))
        # A set tells fastest that none of some strings is in it.
        self._known, self._known_middles = frozenset(ends), frozenset(middles)
        self._plans = _Plans(sizes)

    def near(self, probe: str) -> Sequence[tuple[Name, int]]:
        """Names within their `edit_limit` of a key, not equal to it, and the distance (or `CROWD`),
        the shortest first."""
        plan = self._plans[len(probe)]
        if plan is None:
            return ()
        ends, middles, first, last = plan
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
        return self._compared(probe, rows, first, last) if rows else ()

    def _compared(
        self, probe: str, parts: list[int], first: int, last: int
    ) -> Sequence[tuple[Name, int]]:
        """Those of the names with these parts that are within their limits. Names stand in the
        order of their lengths, so those that the text can be near to are a slice of each row:
        from the place `first` on, before `last`."""
        starts, every, spans, count = self._starts, self._rows, [], 0
        for part in parts:
            begin, end = starts[part], starts[part + 1]
            begin = bisect_left(every, first, begin, end)
            end = bisect_left(every, last, begin, end)
            if begin < end:
                spans.append(every[begin:end])
                count += end - begin
        if not spans:
            return ()
        if count > MAX_TRIED:
            spans = _rarest(spans)
        tried = spans[0] if len(spans) == 1 else sorted({at for span in spans for at in span})
        keys, names, name, two = self._keys, self._names, self._name, self._limited
        if count > _FEW:
            near = within(probe, [keys[at] for at in tried], 2)
            found = [(tried[place], edits) for place, edits in near]
        else:
            osa = distance()
            found = [(at, osa(probe, keys[at], score_cutoff=2)) for at in tried]
        met = [
            (name(names[at]), edits) for at, edits in found if 0 < edits <= (1 if at < two else 2)
        ]
        if count <= MAX_TRIED:
            return met
        # A name that is near itself would hide the sign: of one name the nearer match counts.
        near_by = {id(found) for found, _ in met}
        for at in tried:
            if id(other := name(names[at])) not in near_by:
                return [*met, (other, CROWD)]
        return met


Part = tuple[int | None, int | None, int | None]
"""Begin, end and step of a slice."""
Cut = Callable[[str], tuple[str, ...]]
Plan = tuple[Cut, "Cut | None", int, int]
"""What is looked up of a text: its ends (the last letters backwards) and its middles; and the names
that it may be near to: the place of the first, and that behind the last."""


class _Plans(dict[int, "Plan | None"]):
    """For the length of a text: what to look up, or None where no name can be near. `sizes`: the
    lengths of the names, in their order."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self._sizes, self._lengths = sizes, set(sizes)

    def __missing__(self, size: int) -> Plan | None:
        plan = self[size] = self._plan(size)
        return plan

    def _plan(self, size: int) -> Plan | None:
        asked = looked_up(size, self._lengths)
        if asked is None:
            return None
        heads, tails, middles, low, high = asked
        ends: set[Part] = {(None, head, None) for head in heads}
        ends |= {(-1, -1 - tail, -1) for tail in tails}
        inner: set[Part] = {(begin, end, None) for begin, end in middles}
        first, last = bisect_left(self._sizes, low), bisect_left(self._sizes, high + 1)
        return _cut(ends), _cut(inner) if inner else None, first, last


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
    are left out, and of those of one brand with one key all but the first. The shortest come
    first."""
    kept: list[tuple[int, str]] = []
    seen: set[tuple[str, str]] = set()
    for number, name in names:
        key = name.key
        if edit_limit(len(key)) and (name.brand_id, key) not in seen:
            seen.add((name.brand_id, key))
            kept.append((number, key))
    kept.sort(key=lambda row: len(row[1]))
    keys = [key for _, key in kept]
    ends: dict[str, list[int]] = {}
    middles: dict[str, list[int]] = {}
    for at, key in enumerate(keys):
        heads, tails, inner = parts_of(key)
        for part in heads + [tail[::-1] for tail in tails]:
            _enter(ends, part, at)
        for part in inner:
            _enter(middles, part, at)
    return {
        "near.name": [number for number, _ in kept],
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
