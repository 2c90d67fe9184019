"""Long tables in rank order, searched as one string until an index pays for itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

_GRAM = 4
_MANY = 1000
"""Searches of all lines (a tenth of a millisecond each) before their index is built."""
_FEW = 40
"""Searches before the index is built: about what building it costs (0.1 ms against 10 ms)."""
_FEW_TEXTS = 4
"""Texts in which rows are looked for, before it is built (3 ms each)."""


class Rows:
    """Rows of a table, one a line, most frequent first; a line ``[name]`` starts a new count.

    A command that asks once must not pay for an index of 50,000 rows, and a server that asks
    for ever must have one. Both give the same answers, as no row stands twice.

    >>> rows = Rows("[en]\\nwallet\\nbank\\n[de]\\nkonto")
    >>> rows.rank("bank"), rows.rank("konto"), rows.rank("ban"), rows.rank("[de]")
    (2, 1, None, None)
    """

    __slots__ = ("_asked", "_index", "_looked", "_text")

    def __init__(self, text: str) -> None:
        self._text = f"\n{text}\n" if text.startswith("[") else f"\n[]\n{text}\n"
        self._asked = self._looked = 0
        self._index: dict[str, int] | None = None

    @property
    def index(self) -> dict[str, int]:
        """Rank of every row; built on first use."""
        if self._index is None:
            found: dict[str, int] = {}
            for section in self._text.split("\n[")[1:]:
                rows = section.rstrip("\n").split("\n")
                rows[0] = ""  # the rest of the section's name
                found.update(zip(rows, range(len(rows)), strict=True))
            del found[""]
            self._index = found
        return self._index

    def rank(self, row: str) -> int | None:
        """Place of `row` among its section's rows, 1 is the first, None when it is not there."""
        index = self._index
        return self.ranker()(row) if index is None else index.get(row)

    def ranker(self) -> Callable[[str], int | None]:
        """`rank` for many rows at once."""
        if self._index is None:
            self._asked += 1
            if self._asked <= _FEW:
                return self._search
        return self.index.get

    def among(self, text: str) -> dict[str, int]:
        """Ranks of the rows of three letters and more that stand in `text` (letters), and perhaps
        of others.

        >>> Rows("wallet\\nall\\nwal\\nbank").among("mywallet")
        {'wallet': 1, 'wal': 3, 'all': 2}
        """
        if self._index is None:
            self._looked += 1
            if self._looked <= _FEW_TEXTS:
                return self._standing(text)
        return self.index

    def _standing(self, text: str) -> dict[str, int]:
        rows, found = self._text, {}
        for start in range(len(text) - 2):
            head = "\n" + text[start : start + 3]
            at = rows.find(head)
            while at >= 0:
                end = rows.index("\n", at + 1)
                row = rows[at + 1 : end]
                if row not in found and text.startswith(row, start):
                    found[row] = rows.count("\n", rows.rfind("\n[", 0, at) + 1, at + 1)
                at = rows.find(head, end)
        return found

    def _search(self, row: str) -> int | None:
        if not row or row[0] == "[" or "\n" in row:
            return None
        at = self._text.find(f"\n{row}\n")
        if at < 0:
            return None
        return self._text.count("\n", self._text.rfind("\n[", 0, at) + 1, at + 1)


class Lines:
    """Short lines, searched for how often a string begins one of them or stands inside.

    As `Rows`: whoever asks a few times gets plain searches of the whole, whoever goes on asking an
    index (a third of a second, then some ten microseconds a question).

    >>> lines = Lines("electronics\\ntron\\ntronics\\npatron")
    >>> lines.beginning("tron"), lines.inside("tron"), lines.has("tron")
    (2, 2, True)
    """

    __slots__ = ("_asked", "_every", "_grams", "_looked", "_sorted", "_text")

    def __init__(self, text: str) -> None:
        self._text = f"\n{text}\n"
        self._asked = self._looked = 0
        self._every: frozenset[str] | None = None
        self._grams: _Grams | None = None
        self._sorted: list[str] = []

    def has(self, line: str) -> bool:
        """Whether `line` is one of them."""
        if self._every is None:
            self._looked += 1
            if self._looked <= _FEW:
                return bool(line) and "\n" not in line and self._stands(line)
            self._every = frozenset(self._lines())
        return line in self._every

    def beginning(self, text: str) -> int:
        """Lines that begin with `text`."""
        if self._indexed(text):
            from bisect import bisect_left

            after = bisect_left(self._sorted, text + "\U0010ffff")
            return after - bisect_left(self._sorted, text)
        return self._text.count("\n" + text) if self._may_hold(text) else 0

    def inside(self, text: str) -> int:
        """How often `text` stands in a line, not at its start."""
        if not self._indexed(text):
            count, at = 0, self._text.find(text) if self._may_hold(text) else -1
            while at >= 0:
                count += self._text[at - 1] != "\n" and self._in_line(at)
                at = self._text.find(text, at + len(text))
            return count
        assert self._grams is not None
        lines = (self._sorted[at] for at in self._grams.rarest(text))
        return sum(line.count(text) - line.startswith(text) for line in lines)

    def _indexed(self, text: str) -> bool:
        if len(text) < _GRAM:
            return False
        self._asked += 1
        if self._asked > _MANY:
            self.prepare()
        return self._grams is not None

    def prepare(self) -> None:
        """Builds the indexes now: for whoever knows that thousands of questions will come."""
        if self._every is None:
            self._every = frozenset(self._lines())
        if self._grams is not None:
            return
        one = {line: line for line in self._every}
        lines = sorted(map(one.__getitem__, self._lines()))  # the same strings, as often
        self._sorted, self._grams = lines, _Grams(lines)

    def _lines(self) -> list[str]:
        return self._text.split()

    def _stands(self, line: str) -> bool:
        return f"\n{line}\n" in self._text

    def _may_hold(self, text: str) -> bool:
        """Whether the search may be made in the text as it is."""
        return True

    def _in_line(self, at: int) -> bool:
        """Whether this place of the text belongs to a line."""
        return True


class Heads(Lines):
    """So for what stands first in some rows, up to a dot or a sign of `ends`: the rows are searched
    as they are, and only the indexes need what `heads` gives, the lines by themselves.

    >>> heads = Heads("tronA\\npatron.tron", frozenset("A"), lambda: "tron\\npatron")
    >>> heads.beginning("tron"), heads.inside("tron"), heads.has("tron"), heads.has("tronA")
    (1, 1, True, False)
    """

    __slots__ = ("_ends", "_heads")

    def __init__(self, rows: str, ends: frozenset[str], heads: Callable[[], str]) -> None:
        super().__init__(rows)
        self._ends, self._heads = ends | {".", "\n"}, heads

    def _lines(self) -> list[str]:
        return self._heads().split()

    def _stands(self, line: str) -> bool:
        text, row, size = self._text, "\n" + line, len(line) + 1
        at = text.find(row) if self._may_hold(line) else -1
        while at >= 0:
            if text[at + size] in self._ends:
                return True
            at = text.find(row, at + size)
        return False

    def _may_hold(self, text: str) -> bool:
        return self._ends.isdisjoint(text)

    def _in_line(self, at: int) -> bool:
        return "." not in self._text[self._text.rfind("\n", 0, at) : at]


class _Grams:
    """The lines that each four letters stand in, as one row of all of them: 2 MB for 50,000 lines,
    where a dict of rows takes 16."""

    __slots__ = ("_ids", "_numbers", "_starts")

    def __init__(self, lines: list[str]) -> None:
        from array import array

        pairs = sorted(
            number << 32 | at for at, line in enumerate(lines) for number in set(_numbers(line))
        )
        self._ids = array("I", (pair & 0xFFFFFFFF for pair in pairs))
        self._numbers, self._starts = array("I"), array("I")
        last = -1
        for place, pair in enumerate(pairs):
            if pair >> 32 != last:
                last = pair >> 32
                self._numbers.append(last)
                self._starts.append(place)
        self._starts.append(len(pairs))

    def rarest(self, text: str) -> Sequence[int]:
        """The lines that hold the four letters of `text` that fewest lines hold."""
        from bisect import bisect_left

        best = range(len(self._ids))
        for number in _numbers(text):
            at = bisect_left(self._numbers, number)
            if at == len(self._numbers) or self._numbers[at] != number:
                return ()
            row = range(self._starts[at], self._starts[at + 1])
            best = min(best, row, key=len)
        return self._ids[best.start : best.stop]


def _numbers(text: str) -> Iterator[int]:
    """Each four letters as a number; lines are ASCII, and what is not stands in none of them."""
    row = text.encode("ascii", "replace")
    return (int.from_bytes(row[i : i + _GRAM], "big") for i in range(len(row) - _GRAM + 1))
