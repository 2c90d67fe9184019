"""Names a few edits away, found by what the edits leave of their first or last letters.

Of two edits (optimal string alignment) at most one falls into the first five letters or at most one
into the last five, where these do not overlap much. So a name is entered under its first and its
last `PART` letters with one letter left out (a deletion neighbourhood), and a text is looked up
likewise. What shares such a part with a text is compared with it; a test holds this to comparing
each with each. Of names so short that both parts overlap, two edits in the middle may be missed:
beyond `slip_limit` names are found as far as that goes.

The same parts tell which names a text begins or ends with, a slip aside (`NearIndex.both`). Ends
are entered and looked up backwards.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from ringtrue.data.arrays import Arrays, Strings
from ringtrue.index.rows import MOST_OPENED, hashed, lines
from ringtrue.model import Name
from ringtrue.records import record
from ringtrue.text.edits import distance, is_one_off, within

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


LONG = 10
"""The length from which `slip_limit` grows no more."""
SLIP_LIMITS = tuple(map(slip_limit, range(LONG + 1)))
"""`slip_limit` by length: every name that is found is asked for it."""


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
    """Names by their parts. Immutable, but for rows that are opened when they are first asked for.

    Names are numbered by their lengths, the shortest first: those of some lengths are a range.
    """

    __slots__ = ("_heads", "_keys", "_name", "_names", "_ranges", "_sizes", "_tails", "_two")

    def __init__(self, arrays: Arrays, name: Callable[[int], Name]) -> None:
        """`name` gives the name of a number."""
        self._name, self._names = name, arrays.numbers("near.name")
        self._keys = arrays.lines("near.key")
        self._sizes = arrays.numbers("near.size")
        self._heads, self._tails = _Parts(arrays, "near.head"), _Parts(arrays, "near.tail")
        self._ranges = _Ranges(self._sizes)
        self._two = bisect_left(self._sizes, LEAST_TWO)
        """The first name that two edits may lead to; those before it bear one."""

    def prepare(self) -> None:
        """Opens all rows now."""
        self._heads.prepare()
        self._tails.prepare()

    def near(self, probe: str) -> Sequence[tuple[Name, int]]:
        """Names within their `edit_limit` of a key, not equal to it, and the distance (or `CROWD`),
        the shortest first."""
        return self.both(probe, glued=False)[0]

    def both(
        self, probe: str, *, glued: bool = True
    ) -> tuple[Sequence[tuple[Name, int]], Sequence[Glued]]:
        """`near`, and names of `GLUED` letters and more that a key begins or ends with, an edit
        away (not none), with `BESIDE` letters and more beside them."""
        low, high, glued_low, glued_high, first, last = self._ranges[len(probe)]
        if not glued:
            glued_high, first, last = glued_low, low, high
        heads = self._heads.rows(_looked_up(probe[:PART]), first, last)
        tails = self._tails.rows(_looked_up(probe[: -PART - 1 : -1]), first, last)
        if not heads and not tails:
            return (), ()
        if sum(map(len, heads)) + sum(map(len, tails)) > MAX_GLUED:
            near = self._near(probe, _within(heads + tails, low, high)) if low < high else ()
            tried, _ = _bounded(_within(heads + tails, glued_low, glued_high), MAX_GLUED)
            return near, self._stuck(probe, [(at, True, True) for at in tried], distance())
        leading, trailing = set[int]().union(*heads), set[int]().union(*tails)
        osa, keys, sizes, two = distance(), self._keys, self._sizes, self._two
        found: list[tuple[Name, int]] = []
        stuck: list[tuple[int, bool, bool]] = []
        for at in sorted(leading | trailing):  # a call for each of them takes as long again
            if low <= at < high:
                if at >= two:
                    if 0 < (edits := osa(probe, keys[at], score_cutoff=2)) <= 2:
                        found.append((self._name(self._names[at]), edits))
                elif (  # one edit leaves something of both
                    at in leading and at in trailing and osa(probe, keys[at], score_cutoff=1) == 1
                ):
                    found.append((self._name(self._names[at]), 1))
            if glued_low <= at < glued_high:
                key, size = keys[at], sizes[at]
                leads = at in leading and osa(probe[:size], key, score_cutoff=2) <= 2
                trails = at in trailing and osa(probe[-size:], key, score_cutoff=2) <= 2
                if leads or trails:
                    stuck.append((at, leads, trails))
        return found, self._stuck(probe, stuck, osa) if stuck else ()

    def _near(self, probe: str, rows: list[Sequence[int]]) -> Sequence[tuple[Name, int]]:
        if not rows:
            return ()
        tried, crowded = _bounded(rows, MAX_TRIED)
        met = self._compared(probe, tried)
        if crowded:
            # A name that is near itself would hide the sign: of one name the nearer match counts.
            near_by = {id(found) for found, _ in met}
            for at in tried:
                if id(other := self._name(self._names[at])) not in near_by:
                    return [*met, (other, CROWD)]
        return met

    def _compared(self, probe: str, tried: Sequence[int]) -> list[tuple[Name, int]]:
        keys, found = self._keys, []
        if len(tried) > _FEW:
            near = within(probe, [keys[at] for at in tried], 2)
            some: Iterable[tuple[int, int]] = [(tried[place], edits) for place, edits in near]
        else:
            osa = distance()
            some = [(at, osa(probe, keys[at], score_cutoff=2)) for at in tried]
        for at, edits in some:
            if 0 < edits <= (2 if at >= self._two else 1):
                found.append((self._name(self._names[at]), edits))
        return found

    def _stuck(
        self, probe: str, tried: Iterable[tuple[int, bool, bool]], osa: Callable[..., int]
    ) -> list[Glued]:
        """Of these names those that the text begins or ends with; the flags tell which of both each
        may be."""
        found = []
        for at, leads, trails in tried:
            place = glued_span(probe, self._keys[at], leads, trails, osa)
            if place is not None:
                found.append(Glued(self._name(self._names[at]), *place))
        return found


class _Parts:
    """Beginnings or ends of names, each with the numbers of the names that have it, in order."""

    __slots__ = ("_at", "_every", "_find", "_rows")

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._at, self._every = arrays.numbers(f"{name}.of.at"), arrays.numbers(f"{name}.of.row")
        table = Strings(arrays, name)
        self._find = table.find if is_one_off() else None
        """Finds the place of a row in the file: a command that asks for twenty parts and ends need
        not read 26,000."""
        self._rows: dict[str, int | Sequence[int]] = {} if self._find else {**table.numbers()}
        """The place of each row, and once it was asked for the row itself."""

    def rows(self, asked: Iterable[str], low: int, high: int) -> list[Sequence[int]]:
        """For each of these parts that a name has: the names from `low` on, before `high`; none
        where there are none."""
        known = self._rows
        if self._find is not None:
            for part in asked:
                if part not in known and (place := self._find(part)) is not None:
                    known[part] = place
        found: list[Sequence[int]] = []
        for part in asked:
            if part in known:
                row = known[part]
                if isinstance(row, int):
                    row = known[part] = self._opened(row)
                if (row[0] >= low and row[-1] < high) or (
                    row := row[bisect_left(row, low) : bisect_left(row, high)]
                ):
                    found.append(row)
        return found

    def _opened(self, row: int) -> Sequence[int]:
        opened: Sequence[int] = self._every[self._at[row] : self._at[row + 1]]
        return tuple(opened) if len(opened) <= MAX_TRIED else opened  # tuples are quicker

    def prepare(self) -> None:
        for part, row in self._rows.items() if len(self._rows) <= MOST_OPENED else ():
            if isinstance(row, int):
                self._rows[part] = self._opened(row)


def _within(rows: Iterable[Sequence[int]], low: int, high: int) -> list[Sequence[int]]:
    """Of each row the names in a range, where there are any."""
    cut = (row[bisect_left(row, low) : bisect_left(row, high)] for row in rows)
    return [row for row in cut if row]


def _bounded(rows: list[Sequence[int]], most: int) -> tuple[Sequence[int], bool]:
    """The names of these rows, each once and in order, and whether there are more than `most`: then
    those of the rarest parts, at most so many."""
    if len(rows) == 1 and len(rows[0]) <= most:
        return rows[0], False
    if max(map(len, rows), default=0) <= most:
        every = {at for row in rows for at in row}
        if len(every) <= most:
            return sorted(every), False
    rows = sorted(rows, key=lambda row: (len(row), row[0], row[-1]))
    kept: set[int] = set()
    room = most
    for row in rows:
        kept.update(row[:room])
        room -= len(row)
        if room <= 0:
            break
    return sorted(kept), True


class _Ranges(dict[int, "tuple[int, int, int, int, int, int]"]):
    """For the length of a text: the places of the first name that it may be near to and behind the
    last, the same of names that it may begin or end with, and of either. `sizes`: the lengths of
    the names, in their order."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self._sizes, self._lengths = sizes, set(sizes)

    def __missing__(self, size: int) -> tuple[int, int, int, int, int, int]:
        least, most = lengths_near(size, self._lengths) or (0, -1)
        low, high = self._at(least), self._at(most + 1)
        begin, end = self._at(GLUED), self._at(max(GLUED, size - BESIDE + 1))
        either = (min(low, begin), max(high, end)) if begin < end else (low, high)
        found = self[size] = (low, high, begin, end, *either)
        return found

    def _at(self, length: int) -> int:
        return bisect_left(self._sizes, length)


def lengths_near(size: int, lengths: set[int]) -> tuple[int, int] | None:
    """The least and the greatest of the `lengths` of names that a text of `size` letters may be
    near to; None where there are none."""
    near_by = [n for n in lengths if abs(n - size) <= edit_limit(n)]
    return (min(near_by), max(near_by)) if near_by else None


def _looked_up(part: str) -> Sequence[str]:
    """`_less` of the first letters of a text, or of its last ones backwards."""
    if len(part) < PART:
        return _less(part)
    a, b, c, d, e = part  # type: ignore[str-unpack]  # five slices take as long again
    return f"{b}{c}{d}{e}", f"{a}{c}{d}{e}", f"{a}{b}{d}{e}", f"{a}{b}{c}{e}", f"{a}{b}{c}{d}"


def parts_of(key: str) -> tuple[list[str], list[str]]:
    """What a key is entered under: its beginning and its end less one letter each, and whole where
    they have fewer than `PART` letters: of equal ones what is left is equal too.

    >>> parts_of("metamask")[0], parts_of("visa")[1]
    (['etam', 'mtam', 'meam', 'metm', 'meta'], ['visa', 'isa', 'vsa', 'via', 'vis'])
    """
    return _less(key[:PART]), _less(key[-PART:])


def _less(part: str) -> list[str]:
    whole = [part] if len(part) < PART else []
    return list(dict.fromkeys(whole + [part[:at] + part[at + 1 :] for at in range(len(part))]))


def glued_span(
    probe: str, key: str, leads: bool, trails: bool, osa: Callable[..., int]
) -> tuple[int, int, int] | None:
    """Where a text begins or ends with a key, an edit away: start, end and edits. The letters that
    are nearest, of equal ones as many as the key has. `leads`, `trails`: it may begin, end so."""
    size, most = len(key), len(probe)
    best: tuple[int, int, int] | None = None
    for first in (True, False):
        if not (leads if first else trails):
            continue
        start = 0 if first else most - size
        edits = osa(probe[start : start + size], key, score_cutoff=2)
        if edits == 0:
            return None  # it stands there as it is
        if edits > 2 or best is not None:
            continue  # with a letter more or less it is one edit nearer, at most
        for length in (size, size - 1, size + 1):
            start = 0 if first else most - length
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
    heads: dict[str, list[int]] = {}
    tails: dict[str, list[int]] = {}
    for at, key in enumerate(keys):
        first, last = parts_of(key)
        for part in first:
            heads.setdefault(part, []).append(at)
        for part in last:
            tails.setdefault(part[::-1], []).append(at)
    return {
        "near.name": [number for number, _ in kept],
        "near.key": lines(keys),
        "near.size": [len(key) for key in keys],
        **hashed("near.head", heads),
        **hashed("near.tail", tails),
    }
