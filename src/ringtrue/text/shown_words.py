"""The words of a name that is shown to people: free text, in any script and any drawing."""

from __future__ import annotations

from functools import lru_cache

from ringtrue.text.scripts import script_of, without_signs
from ringtrue.text.skeleton import SEPARATORS, clean, latin_capitals, undrawn
from ringtrue.text.words import split_bait

MAX_SHOWN = 200
"""Characters of a shown name that are read."""
GLUED = frozenset({"Han", "Hiragana", "Katakana", "Hangul", "Thai"})
"""Scripts that are written up against a Latin name without a space."""
_MARKS = {ord("™"): " ", ord("℠"): " "}
"""Signs behind a name that would be read as letters of it."""


@lru_cache(maxsize=1024)
def shown_words(shown: str) -> str:
    """The words of a shown name, case-folded, a space between each two: whatever is no letter or
    digit ends a word, and so does the border to a script that is written without spaces.

    >>> shown_words("【MetaMask】客服 | Help-Desk"), shown_words("联系MetaMask客服")
    ('metamask 客服 help desk', '联系 metamask 客服')
    """
    text = without_signs(undrawn(shown[:MAX_SHOWN].translate(_MARKS)))
    text = clean(latin_capitals(text))
    if text.isascii():
        parted = "".join(c if c.isalnum() else " " for c in text)
    else:
        parted = "".join(_parted(text))
    return " ".join(parted.casefold().split())


def _parted(text: str) -> list[str]:
    made: list[str] = []
    before = ""
    for c in text:
        if not c.isalnum():
            # Marks belong to the letter before them: Thai and Indic words are full of them.
            made.append(c if not c.isascii() and c.isprintable() and _is_mark(c) else " ")
            before = ""
            continue
        script = "" if c.isascii() else script_of(c)
        kind = "glued" if script in GLUED else "other"
        if before and script == "Common":
            kind = before  # the long vowel of サポート
        if before and kind != before:
            made.append(" ")
        made.append(c)
        before = kind
    return made


def _is_mark(c: str) -> bool:
    import unicodedata

    return unicodedata.category(c) in ("Mn", "Mc")


@lru_cache(maxsize=4096)
def set_apart(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is made of whole words: at both sides stands the end, a
    separator, a digit, or nothing but words that impostors add, glued to it.

    >>> set_apart("metamasksupport", 0, 8), set_apart("electronics", 3, 7)
    (True, False)
    """
    first, last = start, end
    while first and text[first - 1] not in SEPARATORS:
        first -= 1
    while last < len(text) and text[last] not in SEPARATORS:
        last += 1
    before, after = text[first:start], text[end:last]
    return _adds_nothing(before) and (after == "s" or _adds_nothing(after))


def _adds_nothing(rest: str) -> bool:
    return not rest.strip("0123456789") or split_bait(rest) is not None
