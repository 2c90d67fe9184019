"""The bait words as tables: weights, and words by what they begin and end with.

Made from bait_words.tsv; the build writes them down, since making them takes a third of the time
of a whole one-shot check. The file counts as long as it was made from the words as they are now.

Layout: a line ``MARK CRC32 CRC32`` (of bait_words.tsv, and of all below), then sections between
``\\x1d``: the words of each weight, then the tables, their forms and what each form has between
``\\x1e``, a line each.
"""

from __future__ import annotations

from binascii import crc32
from functools import cache

from ringtrue import data
from ringtrue.text.segments import lengths_of
from ringtrue.text.skeleton import strip_marks

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

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
    """Bait words, joined, with and without their marks."""

    __slots__ = (
        "ends",
        "heads",
        "heavy",
        "heavy_ends",
        "heavy_heads",
        "lengths",
        "tiny",
        "weights",
    )

    weights: dict[str, str]
    """``high``, ``medium`` or ``none`` (benign) of every word."""
    heavy: frozenset[str]
    """Words that weigh something."""
    heavy_heads: Groups
    heavy_ends: Groups
    """`heavy` words of three letters and more, by the three that they begin and end with."""
    heads: Groups
    ends: Groups
    """Words by the two letters that they begin and end with, or their only one."""
    tiny: frozenset[str]
    """Those of two ASCII letters, which are in neither: they are found alone or beside digits."""
    lengths: dict[str, tuple[int, ...]]
    """Lengths of words by the letters that they begin with: three of ASCII words, of others two."""


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
    rows = [line.split("\t", 3) for line in words.split("\n") if line and line[0] != "#"]
    weights = {_joined(row[0]): row[2] for row in rows}
    for row in rows:
        if not row[0].isascii():
            weights.setdefault(plain(_joined(row[0])), row[2])
    return _of({weight: [w for w in weights if weights[w] == weight] for weight in _WEIGHTS})


def _of(words: Mapping[str, list[str]]) -> Tables:
    found = _weighed(words)
    long = [word for word in found.heavy if len(word) >= 3]
    found.heavy_heads = _grouped(long, lambda word: word[:3])
    found.heavy_ends = _grouped(long, lambda word: word[-3:])
    every = found.weights.keys()
    found.tiny = frozenset(word for word in every if len(word) < 3 and word.isascii())
    found.heads = _grouped(every - found.tiny, lambda word: word[:2])
    found.ends = _grouped(every - found.tiny, lambda word: word[-2:])
    found.lengths = lengths_of(every, lambda word: word[: 3 if word.isascii() else 2])
    return found


def _weighed(words: Mapping[str, list[str]]) -> Tables:
    found = Tables()
    found.weights = {}
    for weight in _WEIGHTS:
        found.weights |= dict.fromkeys(words[weight], weight)
    found.heavy = frozenset(words["high"] + words["medium"])
    return found


def dump(words: bytes) -> bytes:
    """The file of the tables, from the bytes of `WORDS`."""
    found = made(words.decode().replace("\r\n", "\n"))
    grouped = (found.heavy_heads, found.heavy_ends, found.heads, found.ends)
    sections = [
        *("\n".join(w for w, of in found.weights.items() if of == weight) for weight in _WEIGHTS),
        "\n".join(sorted(found.tiny)),
        *(_written((form, " ".join(sorted(row))) for form, row in one.items()) for one in grouped),
        _written((form, " ".join(map(str, row))) for form, row in found.lengths.items()),
    ]
    body = _SECTION.join(sections).encode()
    return b"%s %08x %08x\n%s" % (_MARK, crc32(words), crc32(body), body)


def load(file: bytes, words: bytes) -> Tables | None:
    """The tables of a file; None when it is damaged, or made from other words."""
    head, _, body = file.partition(b"\n")
    if head != b"%s %08x %08x" % (_MARK, crc32(words), crc32(body)):
        return None
    high, medium, none, tiny, *groups, lengths = body.decode().split(_SECTION)
    rows = [section.split("\n") if section else [] for section in (high, medium, none, tiny)]
    found = _weighed(dict(zip(_WEIGHTS, rows, strict=False)))
    found.tiny = frozenset(rows[3])
    found.heavy_heads, found.heavy_ends, found.heads, found.ends = map(_read, groups)
    known = {row: tuple(map(int, row)) for row in set(_read(lengths).values())}
    found.lengths = {form: known[row] for form, row in _read(lengths).items()}
    return found


def _grouped(words: Iterable[str], part: Callable[[str], str]) -> Groups:
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(part(word), []).append(word)
    return {key: tuple(sorted(row)) for key, row in sorted(found.items())}


def _written(rows: Iterable[tuple[str, str]]) -> str:
    return _HALF.join("\n".join(half) for half in zip(*sorted(rows), strict=True))


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
