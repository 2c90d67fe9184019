"""What a run of digits says by itself: how many there are, and whether they can be a telephone's.

Most figures of a text are years, prices, dates and numbers of orders; nearly all are told from
telephone numbers here, before anybody reads the words around them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ringtrue.text.digits import fold_digits

HAN_DIGITS = "零〇○一二三四五六七八九幺么壹贰叁肆伍陆柒捌玖两洞拐勾"
_HAN = frozenset(HAN_DIGITS)
_LEAST, _MOST = 3, 17
_DATE = re.compile(r"(?:19|20)\d\d([-./ ])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2(?:19|20)?\d\d")
_RANGE = re.compile(r"(?:19|20)\d\d[-–~/](?:19|20)?\d\d")
_IP_OR_VERSION = re.compile(r"\d{1,3}(?:\.\d{1,3}){2,4}|\d+\.\d+")
_PAIRS = re.compile(r"\d\d(?:\D{1,3}\d\d)+")
_MOBILE = re.compile(r"00861[3-9]\d{9}")
_GROUPED = re.compile(r"\d\D{1,4}\d")
_AMERICAN = re.compile(r"\(?[2-9]\d\d\)?[-. ]{0,2}[2-9]\d\d[-. ]\d{4}")
_PART, _NO_DIGIT = re.compile(r"\d+"), re.compile(r"\D")
_LETTER = re.compile("[A-Za-z]")
_TOKEN = re.compile(r"[^ \-.·•*_~/()（）\[\]\u2010-\u2015\u2212～…]+")
_COUNTED = "1234567891011121314"
"""1 2 3 4 5 ..."""
_REMEMBERED = 8_192
"""Strings of at most ninety characters."""


class Figures(NamedTuple):
    """A run of digits that can be a telephone number."""

    folded: str
    digits: str
    alone: bool
    """It has the shape of one, whatever stands around it."""
    called: bool
    """It is one when a word before it says so."""


@lru_cache(maxsize=_REMEMBERED)
def figures_of(read: str) -> Figures | None:
    """What `read` says, or None when no word around it can make it a telephone number.

    >>> figures_of("95533"), figures_of("2026-11-23")
    (Figures(folded='95533', digits='95533', alone=False, called=True), None)
    """
    if _LETTER.search(read) and not _letters_fit(read):
        return None
    folded, _ = fold_digits(read)
    digits = _NO_DIGIT.sub("", folded)
    if not _LEAST <= len(digits) <= _MOST:
        return None
    if _DATE.match(folded) or _RANGE.fullmatch(folded):
        return None
    number, han = folded.strip(), not read.isascii() and not _HAN.isdisjoint(read)
    version = _IP_OR_VERSION.fullmatch(folded) is not None
    called = _shape(number, digits, cue=True, han=han) and not (version and len(digits) < 7)
    alone = not version and _shape(number, digits, cue=False, han=han)
    return Figures(number, digits, alone, called) if called or alone else None


def _letters_fit(read: str) -> bool:
    """Letters pass for digits only inside a group that holds a digit, or as a run of O."""
    for token in _TOKEN.findall(read):
        if any(c.isalpha() and c.isascii() for c in token):
            letters = sum(c.isalpha() and c.isascii() for c in token)
            if letters == len(token) and not (set(token) <= set("Oo") and len(token) > 1):
                return False
            if any(c in "SsBZzLQ" for c in token) and letters * 2 > len(token):
                return False
    return True


def _shape(folded: str, digits: str, *, cue: bool, han: bool) -> bool:
    n = len(digits)
    grouped = _GROUPED.search(folded) is not None
    if han and n < 7 and not (cue and n >= 5):
        return False
    if folded.startswith("+"):
        return 8 <= n <= 15 and (cue or grouped or n >= 10)
    if digits.startswith("0086") and n in (15, 16):
        return cue or grouped or _MOBILE.fullmatch(digits) is not None
    if n == 11 and digits[0] == "1" and digits[1] in "3456789":
        return True  # a Chinese mobile, or a North American number with its country code
    if n == 13 and digits.startswith("861"):
        return True
    if n == 10 and digits[:3] in ("400", "800"):
        return True
    if n == 11 and digits[0] == "1" and digits[1] in "2" and grouped:
        return cue or not _COUNTED.startswith(digits)
    if n == 10 and _AMERICAN.fullmatch(folded):
        return True
    if n == 12 and _PAIRS.fullmatch(folded):
        return False  # drawn figures: France, the last to write pairs, has five of them
    if n in (10, 11, 12) and digits[0] == "0":
        return grouped or cue or digits[1] in "123789"
    if cue:
        if n < 7:
            return not grouped and (n >= 5 or (n == 3 and digits.startswith("1")))
        return True
    return grouped and 9 <= n <= 14 and not folded.startswith(("19", "20")) and _groups(folded)


def _groups(folded: str) -> bool:
    """Three to five groups of two to five digits, as numbers are spoken, with one kind of mark."""
    parts = _PART.findall(folded)
    marks = set(_NO_DIGIT.findall(folded)) - set(" ()")
    if [len(part) for part in parts] == [3, 2, 4]:
        return False  # an American's insurance number; no plan groups telephone numbers so
    return 3 <= len(parts) <= 5 and all(2 <= len(p) <= 5 for p in parts) and len(marks) == 1
