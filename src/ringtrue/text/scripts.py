"""Scripts of characters (Unicode Standard Annex #24), from the table ``scripts.txt``."""

from __future__ import annotations

from functools import cache, lru_cache

from ringtrue import data

_NEUTRAL = frozenset({"Common", "Inherited", "Unknown"})
_LATIN = frozenset({"Latin"})
_NONE: frozenset[str] = frozenset()


@cache
def _table() -> tuple[list[int], list[str]]:
    rows = [line.split(" ") for line in data.lines("scripts.txt")]
    return [int(start, 16) for start, _ in rows], [name for _, name in rows]


@lru_cache(maxsize=8192)
def script_of(ch: str) -> str:
    """Script of one character: ``Latin``, ``Han``, …, ``Common``, ``Inherited``, ``Unknown``.

    A common character that only one script uses counts as that script.

    >>> script_of("a"), script_of("а"), script_of("钱"), script_of("7"), script_of("ー")
    ('Latin', 'Cyrillic', 'Han', 'Common', 'Common')
    """
    from bisect import bisect_right

    starts, names = _table()
    i = bisect_right(starts, ord(ch)) - 1
    return names[i] if i >= 0 else "Unknown"


def scripts(text: str) -> frozenset[str]:
    """Scripts that `text` is written in, without common, inherited and unassigned characters.

    >>> sorted(scripts("tokenpоcket-7"))
    ['Cyrillic', 'Latin']
    >>> scripts("2026!")
    frozenset()
    """
    if text.isascii():
        return _LATIN if any(map(str.isalpha, text)) else _NONE
    return frozenset(map(script_of, set(text))) - _NEUTRAL


def without_signs(text: str) -> str:
    """`text` with emoji and other pictures as spaces: ``Example✅Support`` is two words.

    >>> without_signs("Example✅Support 客服")
    'Example Support 客服'
    """
    if text.isascii():
        return text
    return "".join(" " if _is_sign(c) else c for c in text)


def _is_sign(c: str) -> bool:
    import unicodedata

    if unicodedata.category(c) not in ("So", "Sk"):
        return False
    return not unicodedata.normalize("NFKC", c).isalnum()  # ⓐ is a letter in disguise


_LETTERS = (("ja", "[\u3040-\u30ff]"), ("ko", "[\uac00-\ud7a3]"), ("zh", "[\u4e00-\u9fff]"))
"""Letters that only texts of one language hold; kana before Han, which Japanese uses too."""


def language_of(text: str) -> str:
    """The language whose letters a text is written in, where they tell it: ``ja``, ``ko``, ``zh``;
    empty otherwise.

    >>> language_of("工行电话"), language_of("ICBC hotline")
    ('zh', '')
    """
    if text.isascii():
        return ""
    import re

    return next((language for language, letters in _LETTERS if re.search(letters, text)), "")
