"""The bait words as tables: weights, and words by what they begin and end with.

Made from bait_words.tsv; the build writes them down, since making them takes a third of the time
of a whole one-shot check. The file counts as long as it was made from the words as they are now.

Layout: a line ``MARK CRC32 CRC32`` (of bait_words.tsv, and of all below), then sections between
``\\x1d``: the words of each weight, then the tables, their forms and what each form has between
``\\x1e``, a line each.
"""

from __future__ import annotations

from binascii import crc32
from functools import cache, cached_property

from ringtrue import data
from ringtrue.text.segments import lengths_of
from ringtrue.text.skeleton import strip_marks

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    Groups = dict[str, tuple[str, ...]]

WORDS = "bait_words.tsv"
FILE = "bait_tables.txt"
"""What the build makes of `WORDS`, beside it."""
_MARK = b"ringtrue bait tables 1"
_SECTION, _HALF = "\x1d", "\x1e"
_WEIGHTS = ("high", "medium", "none")
# Letters that Unicode does not decompose but people write without their stroke.
_STROKES = str.maketrans({"đ": "d", "ı": "i", "ł": "l", "ø": "o", "ß": "ss"})


class Tables:
    """Bait words, joined, with and without their marks. Each table is read when it is asked for."""

    def __init__(self, sections: Sequence[str]) -> None:
        """`sections`: see the layout."""
        *self._words, tiny = sections[:4]
        heads, tails, first, last, self._lengths = sections[4:]
        self._grouped = {"heavy_heads": heads, "heavy_ends": tails, "heads": first, "ends": last}
        self.tiny = frozenset(tiny.split())
        """Words of two ASCII letters, which are in neither `heads` nor `ends`: they are found alone
        or beside digits."""

    @cached_property
    def weights(self) -> dict[str, str]:
        """``high``, ``medium`` or ``none`` (benign) of every word."""
        found: dict[str, str] = {}
        for weight, words in zip(_WEIGHTS, self._words, strict=True):
            found |= dict.fromkeys(words.split(), weight)
        return found

    @cached_property
    def heavy(self) -> frozenset[str]:
        """Words that weigh something."""
        return frozenset(self._words[0].split() + self._words[1].split())

    @cached_property
    def heavy_heads(self) -> Groups:
        """`heavy` words of three letters and more, by the three that they begin with."""
        return _read(self._grouped["heavy_heads"])

    @cached_property
    def heavy_ends(self) -> Groups:
        """So by the three that they end with."""
        return _read(self._grouped["heavy_ends"])

    @cached_property
    def heads(self) -> Groups:
        """Words by the two letters that they begin with, or their only one."""
        return _read(self._grouped["heads"])

    @cached_property
    def ends(self) -> Groups:
        """So by the two that they end with."""
        return _read(self._grouped["ends"])

    @cached_property
    def lengths(self) -> dict[str, tuple[int, ...]]:
        """Lengths of words by the letters that they begin with: three of ASCII words, of others
        two."""
        rows = _read(self._lengths)
        known = {row: tuple(map(int, row)) for row in set(rows.values())}
        return {form: known[row] for form, row in rows.items()}


@cache
def tables() -> Tables:
    """As the build has left them, else made now."""
    words = data.raw(WORDS)
    try:
        found = load(data.raw(FILE), words)
    except OSError:
        found = None
    return made(data.text(WORDS)) if found is None else found


def made(words: str) -> Tables:
    """The tables of bait words, from the text of `WORDS`."""
    return Tables(_sections(words))


def _sections(words: str) -> list[str]:
    rows = [line.split("\t", 3) for line in words.split("\n") if line and line[0] != "#"]
    weights = {_joined(row[0]): row[2] for row in rows}
    for row in rows:
        if not row[0].isascii():
            weights.setdefault(plain(_joined(row[0])), row[2])
    every = weights.keys()
    long = [word for word in every if weights[word] != "none" and len(word) >= 3]
    tiny = {word for word in every if len(word) < 3 and word.isascii()}
    heads = lengths_of(every, lambda word: word[: 3 if word.isascii() else 2])
    return [
        *("\n".join(word for word in every if weights[word] == weight) for weight in _WEIGHTS),
        "\n".join(sorted(tiny)),
        _written(_grouped(long, lambda word: word[:3])),
        _written(_grouped(long, lambda word: word[-3:])),
        _written(_grouped(every - tiny, lambda word: word[:2])),
        _written(_grouped(every - tiny, lambda word: word[-2:])),
        _written({form: [str(length) for length in row] for form, row in heads.items()}),
    ]


def dump(words: bytes) -> bytes:
    """The file of the tables, from the bytes of `WORDS`."""
    body = _SECTION.join(_sections(words.decode().replace("\r\n", "\n"))).encode()
    return b"%s %08x %08x\n%s" % (_MARK, crc32(words), crc32(body), body)


def load(file: bytes, words: bytes) -> Tables | None:
    """The tables of a file; None when it is damaged, or made from other words."""
    head, _, body = file.partition(b"\n")
    if head != b"%s %08x %08x" % (_MARK, crc32(words), crc32(body)):
        return None
    return Tables(body.decode().split(_SECTION))


def _grouped(words: Iterable[str], part: Callable[[str], str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(part(word), []).append(word)
    return {key: sorted(row) for key, row in found.items()}


def _written(rows: Mapping[str, list[str]]) -> str:
    forms = sorted(rows)
    return "\n".join(forms) + _HALF + "\n".join(" ".join(rows[form]) for form in forms)


def _read(section: str) -> Groups:
    forms, rows = section.split(_HALF)
    return dict(zip(forms.split("\n"), map(tuple, map(str.split, rows.split("\n"))), strict=True))


def _joined(word: str) -> str:
    return word.replace(" ", "").replace("-", "")


def plain(text: str) -> str:
    """`text` as people type it without marks: ``hỗtrợ`` and ``đăngnhập`` in ASCII.

    >>> plain("đăngnhập")
    'dangnhap'
    """
    return text if text.isascii() else strip_marks(text).translate(_STROKES)
