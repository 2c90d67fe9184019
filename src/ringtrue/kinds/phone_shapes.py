"""What is written like a telephone number and is none: placeholders, dates, amounts, addresses."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from ringtrue import data

# Letters that stand for digits to come: XXX, NXX, xx; one alone counts beside a longer run only.
_MASKS = re.compile(
    r"(?<![^\W\d_Xx])(?:[XxＸｘ×✕✖Ⅹ]+|[Nn]{2,4}[Xx]{0,4}|[Nn][Xx]{2,4})(?![^\W\d_])"
)
# Signs that cover digits; one alone parts the groups of a full number.
_COVERS = re.compile(r"[*＊?？×✕✖•●■□▪◼█▇◆◇_＿…]{2,}|#{3,}")
_DATE = re.compile(
    r"(?:19|20)\d\d[-./ ](?:0?[1-9]|1[0-2])[-./ ](?:0?[1-9]|[12]\d|3[01])(?:[T ].*)?"
    r"|(?:0?[1-9]|[12]\d|3[01])([-./])(?:0?[1-9]|[12]\d)\1(?:19|20)?\d\d"
)
_AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+[.,]\d{1,2}|\d{1,2}\.\d{1,9}")
_LETTER = re.compile("[A-Za-z]")
_NUMBERED = ("1234567890", "0123456789")


@cache
def words(role: str) -> tuple[str, ...]:
    """Words of `phone_words.tsv`, the longest first."""
    found = [w for r, words in data.table("phone_words.tsv") if r == role for w in words.split("|")]
    return tuple(sorted(found, key=len, reverse=True))


def is_placeholder(body: str, text: str) -> bool:
    """Whether a number is promised and none given; `body` is `text` folded, without notes.

    >>> is_placeholder("400-xxx-xxxx", "400-xxx-xxxx"), is_placeholder("95588", "95588")
    (True, False)
    """
    digits = "".join(c for c in body if c.isdigit() and c.isascii())
    if not digits:
        inner = text.strip().strip("<>[]（）()【】{}「」").strip().lower()
        if inner != text.strip().lower() and inner in words("blank"):
            return True
    elif is_number_for_show(digits):
        return not has_letters(body)
    masks = _MASKS.findall(body)
    rest = _MASKS.sub("", body)
    longest = max((len(mask) for mask in masks), default=0)
    covers = _COVERS.findall(text)
    spelt = "OoIl" if len(masks) > 1 else ""  # letters for digits: 415-6xx-O1xx
    if any(is_word_char(c) and c not in spelt for c in rest) or (longest < 2 and not covers):
        return False
    if longest < 2:
        covered = sum(len(mask) + mask.count("…") for mask in covers)
        # Signs also stand around a full number, and between its groups.
        if covers[0][0] in "#_" and not digits:
            return True
        return 2 <= len(digits) <= 9 and covered >= 3
    masked = sum(len(mask) for mask in masks)
    # 20xx is a year and "4 xx" nothing; 955XX is a short code to come, 6xx a part of a number.
    return masked + len(digits) >= 5 or (masked >= 3 and (len(masks) > 1 or bool(digits)))


def is_date(body: str) -> bool:
    """Whether `body` is written like a date."""
    return _DATE.fullmatch(body) is not None


def other_number(body: str) -> str:
    """Why digits are no telephone number by their shape, or an empty string."""
    if is_date(body):
        return "date"
    if _AMOUNT.fullmatch(body):
        return "amount"
    parts = body.split(".")
    if len(parts) == 4 and all(p.isdigit() and len(p) <= 3 and int(p) <= 255 for p in parts):
        return "ip_address"
    if ":" in body and sum(c.isdigit() for c in body) < 7:
        return "time"
    if any(unicodedata.category(c) == "Sc" for c in body) or any(c in "@=%&?\\" for c in body):
        return "other_signs"
    return ""


def has_letters(text: str) -> bool:
    """Whether a letter of any script, or a mark on one, stands in `text`."""
    return bool(_LETTER.search(text)) if text.isascii() else any(map(is_word_char, text))


def is_number_for_show(digits: str) -> bool:
    """Whether `digits` only stand where a number should: ``1234567890``, rows of zeros."""
    return digits in _NUMBERED or digits.endswith("0000000")


def is_word_char(char: str) -> bool:
    """Whether `char` is a letter of any script, or a mark on one."""
    return unicodedata.category(char)[0] in "LM"
