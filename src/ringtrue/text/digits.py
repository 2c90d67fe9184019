"""Digits in any disguise, folded to ASCII before a number is read.

Scammers write ``①-⑧⓪⓪``, ``𝟏-𝟖𝟖𝟖``, ``4️⃣0️⃣0️⃣``, ``肆零零`` or ``8OO`` so that filters do not
see the number; the telephone that dials it does not care. Folding says both what the digits
are and how they were hidden, for these are two facts. The Unicode database (``Numeric_Value``,
UAX #44) knows most forms; the rest stands in ``digits.tsv``.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from ringtrue import data

MIN_RUN = 7
"""Digits that a run needs before letters in it are read as digits."""
MIN_HAN_RUN = 5
"""Digits that a run needs before Chinese numerals in it are read as digits."""
STRONG = frozenset(
    (
        *("circled", "parenthesised", "full_stop", "math", "segmented", "keycap", "superscript"),
        *("subscript", "letters", "roman", "han_financial", "invisible", "reversed"),
    )
)
"""Disguises that serve no reader. The others occur in honest writing too."""

_WIDE_LETTERS = {code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
"""Full-width letters are letters: ``８ＯＯ``, ``ｅｘｔ``."""
_KEYCAP = "\u20e3"
_MIRROR = str.maketrans("()[]{}<>（）", ")(][}{><）（")
_EDGE_MARKS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_USUAL = frozenset(" -.()/~+\t\n\r,;:#")
"""Punctuation of ordinary telephone numbers; fullwidth forms of it are house style."""
_USUAL_WIDE = frozenset("\u00a0\u2002\u2003\u2009\u202f\u3000‐‑‒–—―−﹣－（）．·・～／＋，；：＃")


@cache
def _table() -> dict[str, tuple[str, str]]:
    """character -> (digit, disguise) for what `digits.tsv` lists."""
    return {c: (digit, name) for name, digit, chars in data.table("digits.tsv") for c in chars}


@lru_cache(maxsize=4096)
def _known(char: str) -> tuple[str, str] | None:
    """Digits and disguise of a character that Unicode gives a whole number, else None."""
    if (listed := _table().get(char)) is not None and listed[1] != "letters":
        return listed
    category = unicodedata.category(char)
    if category not in ("Nd", "No", "Nl"):
        return None
    value = unicodedata.numeric(char, -1.0)
    if value != int(value) or not 0 <= value <= 50:
        return None
    name = unicodedata.name(char, "")
    if category == "Nl" and not (value <= 9 and name.startswith(_NUMERAL_LETTERS)):
        return None
    disguise = _disguise(name)
    if disguise == "other_script" and category == "No" and unicodedata.digit(char, None) is None:
        return None
    if value >= 10 and "IDEOGRAPH" in name:
        return None
    return str(int(value)), disguise


_NUMERAL_LETTERS = ("ROMAN NUMERAL", "SMALL ROMAN NUMERAL", "HANGZHOU NUMERAL")
_NAME_PARTS = (
    ("FULLWIDTH", "fullwidth"),
    ("CIRCLED", "circled"),
    ("PARENTHESIZED", "parenthesised"),
    ("FULL STOP", "full_stop"),
    ("COMMA", "full_stop"),
    ("MATHEMATICAL", "math"),
    ("SEGMENTED", "segmented"),
    ("SUPERSCRIPT", "superscript"),
    ("SUBSCRIPT", "subscript"),
    ("ROMAN", "roman"),
    ("HANGZHOU", "han"),
)


def _disguise(name: str) -> str:
    return next((word for part, word in _NAME_PARTS if part in name), "other_script")


def fold_digits(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` with ASCII digits and plain separators, and how its digits were disguised.

    The names are in order of appearance: ``fullwidth``, ``circled``, ``parenthesised``,
    ``full_stop``, ``math``, ``segmented``, ``superscript``, ``subscript``, ``keycap``,
    ``other_script``, ``roman``, ``han``, ``han_financial``, ``letters``, ``invisible``,
    ``reversed``, ``separators``.
    Letters that belong to no number stay as they are.

    >>> fold_digits("+1 (800) 555-0142")
    ('+1 (800) 555-0142', ())
    >>> fold_digits("①-⑧⓪⓪-555-O142")
    ('1-800-555-0142', ('circled', 'letters'))
    >>> fold_digits("四零零８８２－零一四二")[0]
    '400882-0142'
    """
    if text.isascii() and not any(c.isalpha() or c in "|!*_[]{}<>=\\" for c in text):
        return text, ()
    seen: dict[str, None] = {}
    chars = _visible(_as_shown(text.translate(_WIDE_LETTERS), seen), seen)
    marks = _mark(chars)
    _confirm(chars, marks)
    out = _written(chars, marks, seen)
    return out, tuple(seen)


def _as_shown(text: str, seen: dict[str, None]) -> str:
    """`text` in the order in which it is seen: U+202E shows what follows from right to left."""
    start = text.find("\u202e")
    if start < 0:
        return text
    end = next((i for i in range(start + 1, len(text)) if text[i] in "\u202c\u2069\n"), len(text))
    turned = text[start + 1 : end]
    if sum(_digitish(c) for c in turned) < 3:
        return text
    seen["reversed"] = None
    mirrored = turned[::-1].translate(_MIRROR)
    return text[:start] + mirrored + text[end + 1 :].replace("\u202e", "")


def _visible(text: str, seen: dict[str, None]) -> list[str]:
    """The characters that can be seen; notes those hidden between digits, and keycaps."""
    chars: list[str] = []
    hidden_after = -1
    for char in text:
        if char.isascii():
            pass
        elif char == _KEYCAP:
            seen["keycap"] = None
            continue
        elif char == "🔟":
            seen["keycap"] = None
            chars += "10"
            continue
        elif _is_invisible(char):
            # Directional marks around a whole number come with copying from an address book;
            # variation selectors come with emoji. Between two digits, either hides something.
            if chars and not "\ufe00" <= char <= "\ufe0f":
                hidden_after = len(chars)
            continue
        if hidden_after == len(chars) and chars and _digitish(chars[-1]) and _digitish(char):
            seen["invisible"] = None
        chars.append(char)
    return chars


def _is_invisible(char: str) -> bool:
    return (
        unicodedata.category(char) == "Cf"
        or "\ufe00" <= char <= "\ufe0f"
        or char in "\u034f\u115f\u1160\u3164\uffa0\u180b\u180c\u180d"
    )


def _digitish(char: str) -> bool:
    return char.isdigit() or _known(char) is not None


# Marks of characters: a sure digit, one that needs its neighbours, a separator, anything else.
_SURE, _HAN, _LETTER, _GAP, _OTHER = range(5)


def _mark(chars: list[str]) -> list[int]:
    marks = []
    table = _table()
    for char in chars:
        if char.isascii() and char.isdigit():
            marks.append(_SURE)
        elif char in table:
            marks.append(_LETTER if table[char][1] == "letters" else _HAN)
        elif not char.isascii() and _known(char) is not None:
            marks.append(_SURE)
        elif char.isspace() or not (char.isalnum() or _is_letter(char)):
            marks.append(_GAP)
        else:
            marks.append(_OTHER)
    return marks


def _is_letter(char: str) -> bool:
    return unicodedata.category(char)[0] in "LM"


def _confirm(chars: list[str], marks: list[int]) -> None:
    """Turns doubtful marks into `_OTHER` unless the run around them is a number."""
    _confirm_letters(chars, marks)
    n = len(marks)
    start = 0
    for i in range(n + 1):
        if i < n and marks[i] != _OTHER:
            continue
        run = marks[start:i]
        digits = len(run) - run.count(_GAP)
        letters, han = run.count(_LETTER), run.count(_HAN)
        keep_han = digits >= MIN_HAN_RUN
        keep_letters = digits >= MIN_RUN and letters * 2 < digits
        if (han and not keep_han) or (letters and not keep_letters):
            for k in range(start, i):
                doubtful = marks[k] == _LETTER and not keep_letters
                if doubtful or (marks[k] == _HAN and not keep_han):
                    marks[k] = _OTHER
        start = i + 1


def _confirm_letters(chars: list[str], marks: list[int]) -> None:
    """A group of letters only is a word, except O's and a lone l that stand in a number."""
    n = len(marks)
    i = 0
    while i < n:
        if marks[i] in (_GAP, _OTHER):
            i += 1
            continue
        end = i
        while end < n and marks[end] not in (_GAP, _OTHER):
            end += 1
        beside_word = (i > 0 and marks[i - 1] == _OTHER) or (end < n and marks[end] == _OTHER)
        group = chars[i:end]
        if all(mark == _LETTER for mark in marks[i:end]):
            if beside_word or not _stands_for_digits(chars, i, end):
                for k in range(i, end):
                    marks[k] = _OTHER
        elif beside_word and any(c.isascii() for c in group):
            for k in range(i, end):
                if marks[k] == _LETTER:
                    marks[k] = _OTHER
        i = end


def _stands_for_digits(chars: list[str], start: int, end: int) -> bool:
    group = chars[start:end]
    zeros = all(_table()[c][0] == "0" for c in group)
    tight = start > 0 and not chars[start - 1].isspace()
    if zeros and (len(group) > 1 or tight):
        return True
    return len(group) == 1 and chars[start] in "lI" and (start == 0 or chars[start - 1] in "+(-[{")


def _written(chars: list[str], marks: list[int], seen: dict[str, None]) -> str:
    out: list[str] = []
    table = _table()
    first = next((i for i, m in enumerate(marks) if m in (_SURE, _HAN, _LETTER)), len(marks))
    last = max((i for i, m in enumerate(marks) if m in (_SURE, _HAN, _LETTER)), default=-1)
    for i, (char, mark) in enumerate(zip(chars, marks, strict=True)):
        if mark in (_HAN, _LETTER):
            digit, name = table[char]
            seen[name] = None
            out.append(digit)
        elif mark == _SURE:
            known = None if char.isascii() else _known(char)
            if known is not None:
                seen[known[1]] = None
            out.append(known[0] if known else char)
        elif mark == _GAP:
            plain = _plain_separator(char)
            if first < i < last and char not in _USUAL and char not in _USUAL_WIDE:
                seen["separators"] = None
            out.append(plain)
        else:
            out.append(char)
    return "".join(out)


def _plain_separator(char: str) -> str:
    """ASCII punctuation and currency stay; dashes become ``-``, spaces and ornaments a space."""
    if char.isascii():
        return char
    category = unicodedata.category(char)
    if category == "Pd" or char == "−":
        return "-"
    if category[0] == "Z":
        return " "
    if category == "Sc":
        return char  # an amount of money is not to become a number
    wide = unicodedata.normalize("NFKC", char)
    return wide if len(wide) == 1 and wide.isascii() else " "
