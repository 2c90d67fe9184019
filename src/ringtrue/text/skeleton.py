"""Folding strings so that what looks alike compares equal (Unicode UTS #39, section 4).

`clean` removes what nobody sees, `fold` brings a name to the form the index keeps, and
`key` goes on to the confusable form: equal keys look alike. UTS #39 knows ``m`` and ``rn``
but not ``vv``/``w``, ``cl``/``d`` or ``0``/``o`` after lower-casing, so those are ours.
Capital I, small l and the digit 1 are folded before case is, or ``ExampIeWallet`` slips through.
"""

from __future__ import annotations

from functools import cache, lru_cache

from ringtrue import data

SEPARATORS = " -_.·・‐‑‒–—−'’"
"""Characters that people and attackers put between the words of a name."""

_DROP_SEPARATORS = {ord(c): None for c in SEPARATORS}

# Default-ignorable code points and bidirectional controls: invisible, so never part of a name
# (UTS #39 section 3.1; DerivedCoreProperties Default_Ignorable_Code_Point).
_IGNORABLE = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xE0000, 0xE0FFF),
)

ASCII_KEY = str.maketrans({"i": "l", "1": "l", "|": "l", "!": "l", "0": "o"})
"""Small letters and digits that look alike, without the pairs of `key`."""
PAIRS = frozenset({"rn", "vv", "cl"})
"""Two letters that look like one (`key`)."""


@cache
def _invisible() -> dict[int, None]:
    return {cp: None for start, end in _IGNORABLE for cp in range(start, end + 1)}


@cache
def _confusables() -> dict[str, str]:
    """UTS #39 prototypes, one character each, for everything outside ASCII."""
    sources, targets = data.lines("confusables.txt")
    return dict(zip(sources, targets.split("\t"), strict=True))


@cache
def _browsers() -> dict[str, str]:
    """Letters of names that a browser takes for Latin ones besides (т, к, м)."""
    rows = data.table("confusables_browser.tsv")
    return {letter: latin for latin, letters in rows for letter in letters}


def confusable(char: str) -> str:
    """The character that looks like `char` (UTS #39 prototype); itself when there is none.

    >>> confusable("\u0456"), confusable("x")
    ('i', 'x')
    """
    return char if char.isascii() else _confusables().get(char, char)


def clean(text: str) -> str:
    """`text` without invisible characters, in NFKC.

    >>> clean("Meta\\u200bＭask")
    'MetaMask'
    """
    if text.isascii():
        return text
    import unicodedata

    return unicodedata.normalize("NFKC", text.translate(_invisible()))


@cache
def _drawn() -> dict[int, str]:
    """Letters that are drawn as signs, in circles and squares, and small capitals."""
    import unicodedata

    signs = ("CIRCLED", "NEGATIVE CIRCLED", "SQUARED", "NEGATIVE SQUARED")
    forms = [
        ("LATIN LETTER SMALL CAPITAL", str.upper),
        ("CIRCLED LATIN SMALL LETTER", str.lower),
        *((f"{sign} LATIN CAPITAL LETTER", str.upper) for sign in signs),
    ]
    table = {}
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        for form, case in forms:
            try:
                table[ord(unicodedata.lookup(f"{form} {letter}"))] = case(letter)
            except KeyError:
                continue  # there is no small capital X
    return table


def undrawn(text: str) -> str:
    """`text` with letters drawn as signs or small capitals as plain ones; other signs stay.

    >>> undrawn("Ⓔⓧ 🅴🆇 ᴇx ™")
    'Ex EX Ex ™'
    """
    return text if text.isascii() else text.translate(_drawn())


def fold(text: str) -> str:
    """The form in which names are kept: cleaned, lower case, without separators.

    >>> fold("Token Pocket"), fold("TP 钱包")
    ('tokenpocket', 'tp钱包')
    """
    text = clean(text).casefold()
    return text if text.isalnum() else text.translate(_DROP_SEPARATORS)  # no separator is


def fold_seen(text: str) -> str:
    """`fold` for what was seen: foreign capitals that look Latin are read as Latin first.

    Lower-casing would hide them: Cyrillic ``М`` looks like M, its small form ``м`` does not.

    >>> fold_seen("MetaМask Support")
    'metamasksupport'
    """
    return fold(text if text.isascii() else latin_capitals(undrawn(text)))


def latin_capitals(text: str) -> str:
    """`text` with foreign capitals that look Latin as the Latin ones."""
    if text.isascii():
        return text
    table = _confusables()
    return "".join(table.get(c, c) if c.isupper() and not c.isascii() else c for c in text)


def strip_marks(text: str) -> str:
    """`text` without combining marks: ``lèdger`` reads as ``ledger``."""
    if text.isascii():
        return text
    import unicodedata

    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn")


def key(text: str) -> str:
    """The confusable key of a name: names with equal keys look alike.

    >>> key("rnetarnask") == key("metamask"), key("Iedger") == key("ledger")
    (True, True)
    """
    if not text.isascii():
        text = _to_latin(text)
    # Capital I looks like l; every other capital looks like its small letter.
    text = text.replace("I", "l").lower()
    if "r" in text:
        text = text.replace("rn", "m")
    if "v" in text:
        text = text.replace("vv", "w")
    if "c" in text:
        text = text.replace("cl", "d")
    return one_by_one(text)


def plain_key(text: str) -> str:
    """`key` without the folding of letter pairs (rn, vv, cl)."""
    if text.isascii():
        return one_by_one(text.replace("I", "l").lower())
    return "".join(map(_short_key, text))


def one_by_one(text: str) -> str:
    """`ASCII_KEY`, which two of three signs of need not be looked for where there are no signs."""
    if text.isalnum():
        return text.replace("i", "l").replace("1", "l").replace("0", "o")
    return text.translate(ASCII_KEY)


@lru_cache(maxsize=16384)
def _short_key(text: str) -> str:
    """`key` of a letter or two, kept."""
    return key(text)


def key_map(text: str) -> tuple[str, list[int]]:
    """`key(text)` and, for each of its characters, the index in `text` where it begins.

    The list has one entry more than the key, the length of `text`, so that a span of the
    key maps back to a span of `text`.
    """
    n = len(text)
    if text.isascii():
        whole, small = key(text), text.replace("I", "l").lower()
        if len(whole) == n:
            return whole, list(range(n + 1))
        at, begins = 0, []
        while at < n:
            begins.append(at)
            at += 2 if small[at : at + 2] in PAIRS else 1
        return whole, [*begins, n]
    out: list[str] = []
    starts: list[int] = []
    i = 0
    while i < n:
        step, folded = 2, _short_key(text[i : i + 2])
        if len(folded) != 1 or i + 1 == n:
            step, folded = 1, _short_key(text[i])
        out.append(folded)
        starts += [i] * len(folded)
        i += step
    starts.append(n)
    return "".join(out), starts


def unpaired_map(text: str) -> tuple[str, list[int]]:
    """`plain_key`, with the places its letters come from (as `key_map`)."""
    if text.isascii():
        return plain_key(text), list(range(len(text) + 1))
    starts = [i for i, char in enumerate(text) for _ in _short_key(char)]
    return plain_key(text), [*starts, len(text)]


def _to_latin(text: str) -> str:
    """UTS #39 skeleton of the non-ASCII characters, marks removed, small letters kept small."""
    return "".join(map(_latin, clean(text)))


@lru_cache(maxsize=16384)
def _latin(char: str) -> str:
    """`_to_latin` of one character, kept: what a text is made of comes again and again."""
    if char.isascii():
        return char
    table = _confusables() | _browsers()
    return strip_marks("".join(c if c.isascii() else table.get(c, c) for c in strip_marks(char)))
