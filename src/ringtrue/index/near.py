"""Names a few edits away, found by what the edits leave of their first or last letters.

Of two edits (optimal string alignment) at most one falls into the first five letters or at most one
into the last five, where these do not overlap much. So a name is entered under its first and its
last `PART` letters, whole and with one letter left out (a deletion neighbourhood), and a text is
looked up likewise. What shares such a part with a text is compared with it; a test holds this to
comparing each with each. Of names so short that both parts overlap, two edits in the middle may be
missed: beyond `slip_limit` names are found as far as that goes.

The same parts tell which names a text begins or ends with, a slip aside (`NearIndex.both`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from ringtrue.data.arrays import Arrays
from ringtrue.index.rows import lines, runs
from ringtrue.model import Name
from ringtrue.records import record
from ringtrue.text.edits import distance, within

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.data.arrays import Section

MAX_TRIED = 400
"""Names that one text is compared with: bounds the work on lists of near-identical names."""
MAX_GLUED = 48
"""Names that the ends of one text are compared with."""
CROWD = -1
"""Stands for a distance where more names share a part with the text than are compared."""
PART = 5
"""Letters of a beginning or an end that are looked up."""
LEAST, LEAST_TWO = 4, 8
"""Letters of the shortest names that are found one edit and two edits away."""
GLUED = 6
"""Letters of the shortest name that a text begins or ends with, a slip aside ..."""
BESIDE = 3
"""... and letters that stand beside it, at least: with fewer, the whole is two edits away."""
_FEW = 12
"""Names from which one call for all is quicker than one for each."""


def slip_limit(length: int) -> int:
    """Edits within which a name of `length` letters is told by rule.

    Of 305 genuine brand labels 49 have another brand's within one edit and 127 within two,
    so short names tolerate none, and two edits take ten letters.

    >>> [slip_limit(n) for n in (3, 4, 5, 9, 10)]
    [0, 0, 1, 1, 2]
    """
    return 0 if length < 5 else 1 if length < 10 else 2


def edit_limit(length: int) -> int:
    """Edits within which a name of `length` letters is looked for at all: what lies beyond
    `slip_limit` is weighed by what it takes to overlook it.

    >>> [edit_limit(n) for n in (3, 4, 7, 8, 12)]
    [0, 1, 1, 2, 2]
    """
    return (length >= LEAST) + (length >= LEAST_TWO)


@record
class Glued:
    """A name that a text begins or ends with, `edits` away from its letters in that span."""

    name: Name
    start: int
    end: int
    edits: int


class NearIndex:
    """Names by their parts. Immutable."""

    __slots__ = ("_keys", "_known", "_name", "_names", "_places", "_reach", "_rows", "_sizes",
                 "_starts")  # fmt: skip

    def __init__(self, arrays: Arrays, name: Callable[[int], Name]) -> None:
        """`name` gives the name of a number."""
        self._name, self._names = name, arrays.numbers("near.name")
        self._keys = arrays.lines("near.key")
        self._sizes = arrays.numbers("near.size")
        self._starts, self._rows = arrays.numbers("near.at"), arrays.numbers("near.row")
        parts = arrays.lines("near.part")
        self._places = dict(zip(parts, range(len(parts)), strict=True))
        # A set tells fastest that none of some strings is in it.
        self._known = frozenset(parts)
        self._reach = _Reach(self._sizes)

    def near(self, probe: str) -> Sequence[tuple[Name, int]]:
        """Names within their `edit_limit` of a key, not equal to it, and the distance (or `CROWD`),
        the shortest first."""
        parts = self._known.intersection(looked_up(probe))
        return self._near(probe, parts) if parts else ()

    def both(self, probe: str) -> tuple[Sequence[tuple[Name, int]], Sequence[Glued]]:
        """`near`, and names of `GLUED` letters and more that a key begins or ends with, an edit
        away (not none), with `BESIDE` letters and more beside them."""
        parts = self._known.intersection(looked_up(probe))
        if not parts:
            return (), ()
        glued = self._glued(probe, parts) if len(probe) >= GLUED + BESIDE else ()
        return self._near(probe, parts), glued

    def _near(self, probe: str, parts: frozenset[str]) -> Sequence[tuple[Name, int]]:
        reach = self._reach[len(probe)]
        if reach is None:
            return ()
        spans = self._spans(parts, *reach)
        if not spans:
            return ()
        tried = _together(spans)
        count = len(tried)
        if count > MAX_TRIED:
            tried = _together(_rarest(spans, MAX_TRIED))
        keys, names, name, sizes = self._keys, self._names, self._name, self._sizes
        if count > _FEW:
            near = within(probe, [keys[at] for at in tried], 2)
            found = [(tried[place], edits) for place, edits in near]
        else:
            osa = distance()
            found = [(at, osa(probe, keys[at], score_cutoff=2)) for at in tried]
        met = [
            (name(names[at]), edits) for at, edits in found if 0 < edits <= edit_limit(sizes[at])
        ]
        if count <= MAX_TRIED:
            return met
        # A name that is near itself would hide the sign: of one name the nearer match counts.
        near_by = {id(found) for found, _ in met}
        for at in tried:
            if id(other := name(names[at])) not in near_by:
                return [*met, (other, CROWD)]
        return met

    def _glued(self, probe: str, parts: frozenset[str]) -> Sequence[Glued]:
        sizes, names = self._sizes, self._names
        first, last = bisect_left(sizes, GLUED), bisect_left(sizes, len(probe) - BESIDE + 1)
        spans = self._spans(parts, first, last)
        if not spans:
            return ()
        tried = _together(spans)
        if len(tried) > MAX_GLUED:
            tried = _together(_rarest(spans, MAX_GLUED))
        found = []
        for at in tried:
            place = glued_span(probe, self._keys[at])
            if place is not None:
                found.append(Glued(self._name(names[at]), *place))
        return found

    def _spans(self, parts: frozenset[str], first: int, last: int) -> list[Sequence[int]]:
        """Names with these parts, a row each, from the place `first` on, before `last`. They stand
        in the order of their lengths, so those of some lengths are a slice of each row."""
        starts, every, known = self._starts, self._rows, self._places
        spans = []
        for part in parts:
            row = known[part]
            begin, end = starts[row], starts[row + 1]
            if every[begin] >= last or every[end - 1] < first:
                continue
            begin = bisect_left(every, first, begin, end)
            end = bisect_left(every, last, begin, end)
            if begin < end:
                spans.append(every[begin:end])
        if len(spans) > 1:
            spans.sort(key=_order)  # sets have no order that lasts
        return spans


def _together(spans: list[Sequence[int]]) -> Sequence[int]:
    """The names of these rows, each once."""
    return spans[0] if len(spans) == 1 else sorted({at for span in spans for at in span})


def _order(row: Sequence[int]) -> tuple[int, int, int]:
    return len(row), row[0], row[-1]


class _Reach(dict[int, "tuple[int, int] | None"]):
    """For the length of a text: the names that it may be near to (the place of the first, and that
    behind the last), or None. `sizes`: the lengths of the names, in their order."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self._sizes, self._lengths = sizes, set(sizes)

    def __missing__(self, size: int) -> tuple[int, int] | None:
        reach = lengths_near(size, self._lengths)
        found = self[size] = reach and (
            bisect_left(self._sizes, reach[0]),
            bisect_left(self._sizes, reach[1] + 1),
        )
        return found


def lengths_near(size: int, lengths: set[int]) -> tuple[int, int] | None:
    """The least and the greatest of the `lengths` of names that a text of `size` letters may be
    near to; None where there are none."""
    near_by = [n for n in lengths if abs(n - size) <= edit_limit(n)]
    return (min(near_by), max(near_by)) if near_by else None


def looked_up(probe: str) -> Sequence[str]:
    """The parts of a text: its first letters, and its last ones backwards."""
    a, b = probe[:PART], probe[: -PART - 1 : -1]
    if len(a) < PART:
        return [*_less(a), *_less(b)]
    return (
        a, a[1:], a[:1] + a[2:], a[:2] + a[3:], a[:3] + a[4:], a[:4],
        b, b[1:], b[:1] + b[2:], b[:2] + b[3:], b[:3] + b[4:], b[:4],
    )  # fmt: skip


def parts_of(key: str) -> tuple[list[str], list[str]]:
    """What a key is entered under: its beginning and its end, whole and less one letter each.

    >>> parts_of("metamask")[0]
    ['metam', 'etam', 'mtam', 'meam', 'metm', 'meta']
    """
    return _less(key[:PART]), _less(key[-PART:])


def _less(part: str) -> list[str]:
    return list(dict.fromkeys([part, *(part[:at] + part[at + 1 :] for at in range(len(part)))]))


def glued_span(probe: str, key: str) -> tuple[int, int, int] | None:
    """Where a text begins or ends with a key, an edit away: start, end and edits. The letters that
    are nearest, of equal ones as many as the key has."""
    size, most, osa = len(key), len(probe), distance()
    best: tuple[int, int, int] | None = None
    for length in (size, size - 1, size + 1):
        for start, end in ((0, length), (most - length, most)):
            if most - length < BESIDE:
                continue
            edits = osa(probe[start:end], key, score_cutoff=1)
            if edits == 0:
                return None  # it stands there as it is
            if edits == 1 and best is None:
                best = start, end, edits
    return best


def sections(names: Iterable[tuple[int, Name]]) -> dict[str, Section]:
    """The sections of `NearIndex`, from names with their numbers: those too short to bear an edit
    are left out, and of those of one brand with one key all but the first. The shortest come
    first."""
    from ringtrue.text.skeleton import plain_key

    kept: list[tuple[int, str]] = []
    seen: set[tuple[str, str]] = set()
    for number, name in names:
        for key in dict.fromkeys((name.key, plain_key(name.text))):
            if edit_limit(len(key)) and (name.brand_id, key) not in seen:
                seen.add((name.brand_id, key))
                kept.append((number, key))
    kept.sort(key=lambda row: len(row[1]))
    keys = [key for _, key in kept]
    table: dict[str, list[int]] = {}
    for at, key in enumerate(keys):
        heads, tails = parts_of(key)
        for part in [*heads, *(tail[::-1] for tail in tails)]:
            _enter(table, part, at)
    return {
        "near.name": [number for number, _ in kept],
        "near.key": lines(keys),
        "near.size": [len(key) for key in keys],
        "near.part": lines(table),
        **runs("near", table.values()),
    }


def _enter(table: dict[str, list[int]], part: str, at: int) -> None:
    row = table.get(part)
    if row is None:
        table[part] = [at]
    elif row[-1] != at:
        row.append(at)


def _rarest(rows: list[Sequence[int]], most: int) -> list[Sequence[int]]:
    """The names of the rarest parts (the first rows), as many as are compared, or fewer."""
    kept: list[Sequence[int]] = []
    room = most
    for row in rows:
        kept.append(row[:room])
        room -= len(kept[-1])
        if room <= 0:
            break
    return kept
