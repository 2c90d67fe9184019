"""Telephone numbers in any disguise, and placeholders where a number should be."""

from __future__ import annotations

import re

from ringtrue.scan.context import Context
from ringtrue.scan.found import Finds, Found

_HAN_DIGITS = "零〇○一二三四五六七八九幺么壹贰叁肆伍陆柒捌玖两洞拐勾"
_D = rf"[0-9\u2460-\u2473\u2474-\u249b\u24ea\u24f5-\u24fe\u2776-\u2793\u3220-\u3229\u3280-\u3289\U0001f100-\U0001f10c\u0660-\u0669\u0966-\u096f{_HAN_DIGITS}]"
_L = "[OoQIlLSsBZz|]"
_SEP = "(?:[ \\-.·•*_~/()（）\u2010-\u2015\u2212~～…☎☏✆❤✨⭐]|[\U0001f300-\U0001faff])"
# Bounded at every step, and digits, letters and separators are disjoint: no second way to match.
# It begins with one class of characters, so that the search skips all others quickly.
_NUMBER = re.compile(rf"{_D}(?:{_SEP}{{0,4}}(?:{_D}|{_L})){{2,24}}")
_VANITY = re.compile(
    r"\+?1?[-. (]{0,2}8(?:00|33|44|55|66|77|88)[-. )]{1,2}(?=[A-Z0-9-]{0,8}[A-Z]{3})[A-Z0-9]{1,8}(?:-[A-Z0-9]{2,6}){0,2}(?![A-Za-z0-9])"
)
_PLACEHOLDER = re.compile(
    r"(?:\+?\d{1,3}[- ])?(?:[Xx×Ⅹ＊*]{2,8}|\d{3,4})(?:[-—－](?:[Xx×*]{3,8}|\d{2,4}(?=-[Xx*]{3})|[Xx×*]{2,4}\d{2,4})){1,3}(?![A-Za-z0-9-])"
)
_MASK_SIGN = re.compile("[Xx×*]{3}")
_MASKED = re.compile(r"1[3-9]\d(?:[*Xx×]{4,5}|[-\s][*Xx×]{4}[-\s])\d{4}(?![A-Za-z0-9])|[Xx×]{7,13}(?![A-Za-z0-9])")
_BLANK = re.compile(
    r"\[email\s?protected\]|<(?:phone|telephone|email|e-mail)(?:\snumber|\saddress)?>|[（(\[【](?:略|电话号码|号码略|填写号码|此处填写电话)[)）\]】]"
    r"|\[(?:phone|telephone|support)\snumber\]",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:19|20)\d\d([-./ ])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2(?:19|20)?\d\d")
_RANGE = re.compile(r"(?:19|20)\d\d[-–~/](?:19|20)?\d\d")
_IP_OR_VERSION = re.compile(r"\d{1,3}(?:\.\d{1,3}){2,4}|\d+\.\d+")
_TOKEN = re.compile(r"[^ \-.·•*_~/()（）\u2010-\u2015\u2212～…]+")


def placeholders(context: Context, finds: Finds) -> None:
    """``XXXX-XXXXXXX``, ``400-xxx-xxxx``, ``138****8000``: a number is promised, none is given."""
    plain = context.plain
    masked = _MASK_SIGN.search(plain) is not None
    for pattern in (_BLANK, _PLACEHOLDER, _MASKED) if masked else (_BLANK,):
        for match in pattern.finditer(plain):
            start, end = match.span()
            if finds.full:
                return
            if start and plain[start - 1].isascii() and (plain[start - 1].isalnum() or plain[start - 1] in "-#"):
                continue
            if pattern is not _BLANK:
                if not re.search("[Xx×*]", match[0]) or "*" in match[0] and not re.search(r"\d", match[0]):
                    continue
                if pattern is _MASKED and not match[0][0].isdigit() and not context.cue("phone", start):
                    continue
            mail = pattern is _BLANK and "mail" in match[0].lower()
            finds.add(Found(start, end, match[0], "email" if mail else "phone"))


def phones(context: Context, finds: Finds) -> None:
    """Numbers that are a telephone's by their shape, or by a word before them."""
    plain = context.plain
    for match in _VANITY.finditer(plain):
        if not finds.full and not _inside_word(plain, match.start(), match.end()):
            finds.add(Found(match.start(), match.end(), match[0].strip(), "phone"))
    for match in _NUMBER.finditer(plain):
        if finds.full:
            return
        start, end = _tidy(plain, match.start(), match.end())
        if end - start < 3 or not finds.free(start, end):
            continue
        read = plain[start:end]
        if _is_phone(context, start, end, read):
            finds.add(Found(start, end, read, "phone", _region(read)))


def _tidy(plain: str, start: int, end: int) -> tuple[int, int]:
    """Without the letters that only look like digits at the end, with ``+``, ``00`` and bracket."""
    while end > start and not _digitlike(plain[end - 1]):
        if plain[end - 1] in "OoIl" and _digitlike(plain[end - 2]):
            break
        end -= 1
    if start and plain[start - 1] in "OIl" and not plain[max(0, start - 2) : start - 1].isalnum():
        start -= 1
    if start and plain[start - 1] in "+＋" or (start and plain[start - 1] in "(（" and re.search("[)）]", plain[start:end])):
        start -= 1
        if start and plain[start - 1] == "+":
            start -= 1
    return start, end


def _digitlike(char: str) -> bool:
    return char.isdigit() or char.isnumeric() or char in _HAN_DIGITS


def _inside_word(plain: str, start: int, end: int) -> bool:
    before, after = plain[start - 1 : start], plain[end : end + 1]
    return (before.isascii() and (before.isalnum() or before in "_$#&=@" and before != "")) or (
        after.isascii() and (after.isalnum() or after == "_")
    )


def _is_phone(context: Context, start: int, end: int, read: str) -> bool:
    from ringtrue.text.digits import fold_digits

    plain = context.plain
    if _inside_word(plain, start, end) or not _letters_fit(read):
        return False
    folded, _ = fold_digits(read)
    digits = re.sub(r"\D", "", folded)
    if not 3 <= len(digits) <= 17:
        return False
    cue = context.cue("phone", start)
    if plain[end : end + 1] in "%％℃°" and end < len(plain):
        return False
    if not cue and (context.label(start) or context.unit(end)):
        return False
    if plain[end : end + 2].strip() and plain[end : end + 1] in ".,:" and plain[end + 1 : end + 2].isdigit():
        return False  # 1,000,000 and 12:30
    if start and plain[start - 1] in ".,:" and start > 1 and plain[start - 2].isdigit():
        return False
    if _DATE.fullmatch(folded) or _RANGE.fullmatch(folded) or _DATE.match(folded):
        return False
    if _IP_OR_VERSION.fullmatch(folded) and not (cue and len(digits) >= 7):
        return False
    if context.cue("remote", start, 12):
        return False
    return _shape(folded.strip(), digits, cue, _is_han(read))


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


def _is_han(read: str) -> bool:
    return any(c in _HAN_DIGITS for c in read)


def _shape(folded: str, digits: str, cue: bool, han: bool) -> bool:
    grouped = bool(re.search(r"\d\D{1,4}\d", folded))
    n = len(digits)
    if han and n < 7 and not (cue and n >= 5):
        return False
    if folded.startswith("+"):
        return 8 <= n <= 15 and (cue or grouped or n >= 10)
    if n == 11 and digits[0] == "1" and digits[1] in "3456789":
        return True  # a Chinese mobile, or a North American number with its country code
    if n == 13 and digits.startswith("861"):
        return True
    if n == 10 and digits[:3] in ("400", "800"):
        return True
    if n == 11 and digits[0] == "1" and digits[1] in "2" and grouped:
        return True
    if n == 10 and re.fullmatch(r"\(?[2-9]\d\d\)?[-. ]{0,2}[2-9]\d\d[-. ]\d{4}", folded):
        return True
    if n in (10, 11, 12) and digits[0] == "0":
        return grouped or cue or digits[1] in "123789"
    if cue:
        if n < 7:
            return n >= 5 or digits in ("110", "119", "120", "122") or not grouped and n >= 3 and False
        return True
    return grouped and n >= 9 and n <= 14 and not folded.startswith(("19", "20")) and _groups(folded)


def _groups(folded: str) -> bool:
    """Two to five groups of two to four (or more) digits, as numbers are spoken, one kind of mark."""
    parts = re.findall(r"\d+", folded)
    marks = set(re.findall(r"\D", folded)) - set(" ()")
    return 3 <= len(parts) <= 5 and all(2 <= len(p) <= 5 for p in parts) and len(marks) == 1


def _region(read: str) -> str | None:
    """CN for numbers that only the Chinese plan writes so."""
    from ringtrue.text.digits import fold_digits

    digits = re.sub(r"[^\d+]", "", fold_digits(read)[0])
    if re.fullmatch(r"1[3-9]\d{9}|400\d{7}|9[56]\d{3,4}|0(?:10|2\d|[3-9]\d\d)[2-9]\d{6,7}|1[01]\d{1,4}|12\d{3}", digits):
        return "CN"
    return None
