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

    __slots__ = ("_keys", "_known", "_name", "_names", "_places", "_ranges", "_rows", "_sizes",
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
        self._ranges = _Ranges(self._sizes)

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
        first, last, glued_first, glued_last = self._ranges[len(probe)]
        if glued_first == glued_last:
            return self._near(probe, parts), ()
        spans = self._spans(parts, min(first, glued_first), max(last, glued_last))
        if not spans:
            return (), ()
        tried = _together(spans)
        begin, end = bisect_left(tried, first), bisect_left(tried, last)
        if end - begin > MAX_TRIED:
            near = self._near(probe, parts)
        else:
            near = self._compared(probe, tried[begin:end]) if begin < end else ()
        begin, end = bisect_left(tried, glued_first), bisect_left(tried, glued_last)
        if begin == end:
            return near, ()
        if end - begin > MAX_GLUED:
            spans = self._spans(parts, glued_first, glued_last)
            return near, self._stuck(probe, _together(_rarest(spans, MAX_GLUED)))
        return near, self._stuck(probe, tried[begin:end])

    def _near(self, probe: str, parts: frozenset[str]) -> Sequence[tuple[Name, int]]:
        first, last, *_ = self._ranges[len(probe)]
        spans = self._spans(parts, first, last) if first < last else []
        if not spans:
            return ()
        tried = _together(spans)
        if len(tried) <= MAX_TRIED:
            return self._compared(probe, tried)
        tried = _together(_rarest(spans, MAX_TRIED))
        met = self._compared(probe, tried)
        # A name that is near itself would hide the sign: of one name the nearer match counts.
        near_by = {id(found) for found, _ in met}
        for at in tried:
            if id(other := self._name(self._names[at])) not in near_by:
                return [*met, (other, CROWD)]
        return met

    def _compared(self, probe: str, tried: Sequence[int]) -> list[tuple[Name, int]]:
        keys, names, name, sizes = self._keys, self._names, self._name, self._sizes
        if len(tried) > _FEW:
            near = within(probe, [keys[at] for at in tried], 2)
            found = [(tried[place], edits) for place, edits in near]
        else:
            osa = distance()
            found = [(at, osa(probe, keys[at], score_cutoff=2)) for at in tried]
        return [
            (name(names[at]), edits) for at, edits in found if 0 < edits <= edit_limit(sizes[at])
        ]

    def _stuck(self, probe: str, tried: Sequence[int]) -> list[Glued]:
        found = []
        for at in tried:
            place = glued_span(probe, self._keys[at])
            if place is not None:
                found.append(Glued(self._name(self._names[at]), *place))
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


class _Ranges(dict[int, "tuple[int, int, int, int]"]):
    """For the length of a text: the places of the first name that it may be near to and behind the
    last, and the same of names that it may begin or end with. `sizes`: the lengths of the names, in
    their order."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self._sizes, self._lengths = sizes, set(sizes)

    def __missing__(self, size: int) -> tuple[int, int, int, int]:
        low, high = lengths_near(size, self._lengths) or (0, -1)
        found = self[size] = (
            self._at(low),
            self._at(high + 1),
            self._at(GLUED),
            self._at(max(GLUED, size - BESIDE + 1)),
        )
        return found

    def _at(self, length: int) -> int:
        return bisect_left(self._sizes, length)


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
    for leads in (True, False):
        start = 0 if leads else most - size
        edits = osa(probe[start : start + size], key, score_cutoff=2)
        if edits == 0:
            return None  # it stands there as it is
        if edits > 2 or best is not None:
            continue  # with a letter more or less it is one edit nearer, at most
        for length in (size, size - 1, size + 1):
            start = 0 if leads else most - length
            part = probe[start : start + length]
            if most - length >= BESIDE and osa(part, key, score_cutoff=1) == 1:
                best = start, start + length, 1
                break
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
