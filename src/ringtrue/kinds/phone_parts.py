"""What is written around the digits of a telephone number: scheme, label, extension, words.

Each function takes the text apart and leaves the number itself; `ringtrue.kinds.phone` reads it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from urllib.parse import unquote

from ringtrue import data
from ringtrue.kinds import numbering_cn as cn
from ringtrue.kinds.phone_shapes import words

_EXTENSION_DIGITS = re.compile(r"[ .:：=-]{0,3}(\d{1,7})[ .)）]{0,2}#?$")
# "(UK)" or ", UK" behind the digits, "UK:" or "UK +" before them.
_OPEN, _SHUT = "[(（\\[【 ]?", "[)）\\]】]?"
_COUNTRY_AFTER = re.compile(
    rf"(?<=\d)(?:[ )）,，]{{1,3}}|(?=[(（\[【])){_OPEN}([^\W\d_][^\d_()（）]{{0,23}}){_SHUT}$"
)
_COUNTRY_BEFORE = re.compile(
    rf"{_OPEN}([^\W\d_][^\d_()（）:：+】]{{0,23}}){_SHUT}[ :：]{{0,3}}(?=[+(\d])"
)
# Codes that hide the caller's own number, dialled before the other's.
_HIDE_CALLER = re.compile(r"(?:\*67|\*82|\*31#|#31#)[ -]?(?=[+(\d])")
_TRAILING_NOTE = re.compile(r"\(([^()\d]{1,24})\)$")
# 400-882-0142-8, 010-65551234-802, 95588-1: a dash and a few digits behind a whole number.
_DASHED = re.compile(r"(.{5,32}?)[ ]?[-,，#*][ ]?(\d{1,5})$")
# Digits, then a word behind a separator, or in capitals: "800gotjunk" is an account or a host.
_VANITY = re.compile(
    r"[+(]{0,2}\d[\d ().-]{2,12}(?:[ )-][0-9]{0,4}[A-Za-z]|[A-Z])[A-Z0-9a-z -]{1,16}"
)
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
# The prefix of a number with a word in it, letters for zeros: "1-8OO-FLOWERS".
_OBSCURED_FREE = re.compile(r"(\+?[1Il]?[-. (]{0,3}8)([0Oo]{2})(?=[-. )])")
_JOINTS = str.maketrans("_=", "--")
_LOOKS = str.maketrans("OoIlSsZzBb", "0011552288")
_NANP = re.compile(r"1?[2-9]\d\d[2-9]\d{6}")


@cache
def _free_prefixes() -> frozenset[str]:
    rows = data.table("tollfree_families.tsv")
    plain = {p for _, _, prefixes, _ in rows for p in prefixes.split("|")}
    plain = {p for p in plain if p.startswith("8") or len(p) == 4}
    return frozenset(plain | {"0" + p for p in plain if p.startswith("8")})


def strip_scheme(text: str) -> tuple[str, str, str, str]:
    """Number, via, extension and context of a tel:, callto: or sms: URI; else the text itself."""
    head, colon, tail = text.partition(":")
    scheme = head.strip().lower()
    if not colon or scheme not in ("tel", "callto", "sms", "smsto", "phone"):
        return text, "", "", ""
    tail = unquote(tail).strip().removeprefix("//").partition("?")[0]
    number, *parameters = tail.split(";")
    extension = context = ""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "ext":
            extension = "".join(c for c in value if c.isdigit())[:7]
        elif name.strip().lower() == "phone-context" and value.startswith("+"):
            context = value.strip()
    via = "sms" if scheme.startswith("sms") else ""
    return number.strip(), via, extension, "" if number.strip().startswith("+") else context


@cache
def _countries() -> dict[str, str]:
    """Name of a country, lower case -> its calling code."""
    rows = data.table("country_labels.tsv")
    return {name: code for code, names in rows for name in names.split("|")}


def country_label(text: str) -> tuple[str, str, str]:
    """The country that is written beside a number: its calling code, its name and the rest.

    >>> country_label("+1-707-555-0142 (UK)"), country_label("英国 +44 20 7946 0018")
    (('44', 'UK', '+1-707-555-0142'), ('44', '英国', '+44 20 7946 0018'))
    >>> country_label("+1-707-555-0142")
    ('', '', '+1-707-555-0142')
    """
    text = text.strip()
    if text.isascii() and not (
        text[:2].strip("([ ").isalpha() or text.rstrip(")] ")[-1:].isalpha()
    ):
        return "", "", text
    after = _COUNTRY_AFTER.search(text)
    before = _COUNTRY_BEFORE.match(text) if after is None else None
    for found, rest in (
        (after, text[: after.start()] if after else ""),
        (before, text[before.end() :] if before else ""),
    ):
        code = _countries().get(found[1].strip().lower(), "") if found else ""
        if found and code:
            return code, found[1].strip(), rest.strip()
    return "", "", text


def strip_notes(text: str) -> str:
    """Without a label before (``电话：``) and a country beside it (``(UK)``, ``UK: ``)."""
    text = _HIDE_CALLER.sub("", country_label(text)[2], count=1)
    lowered = text.lower()
    for label in words("label"):
        if lowered.startswith(label):
            rest = text[len(label) :].lstrip()
            if rest[:1] in (":", "：") or (rest and not label.isascii() and not rest[0].isalpha()):
                text = rest.lstrip(":： ")
            break
    while (note := _TRAILING_NOTE.search(text)) and note.start() > 5:
        text = text[: note.start()].rstrip()
    if text[:1] == "+":  # nothing else that begins so is written in groups
        text = text.translate(_JOINTS)
    return text.strip(" .,;!?。，；！")


def split_extension(text: str) -> tuple[str, str]:
    """The number and its extension (``400-882-0142转8``, ``x12``, ``#3``, ``,,9``, ``-8001``)."""
    end = _EXTENSION_DIGITS.search(text)
    if end is None:
        return text, ""
    before = text[: end.start()].rstrip(" .:：=-(（")
    lowered = before.lower()
    for word in (*words("extension"), "#", ","):
        if lowered.endswith(word):
            number = before[: -len(word)].rstrip(" ,;.-(（，；")
            digits = sum(c.isdigit() for c in number)
            # "p" and "w" are the pauses of a dialled string, and letters of anything else.
            if digits < (7 if word in ("p", "w") else 3) or number[-1:].isalpha():
                break
            if word == "," and not before.endswith(",,"):
                break
            return number, end[1]
    return split_dashed(text)


def split_dashed(text: str) -> tuple[str, str]:
    """The number and its extension behind a dash alone (``400-882-0142-8``)."""
    dashed = _DASHED.fullmatch(text)
    if dashed and _is_whole(dashed[1]):
        return dashed[1].rstrip(), dashed[2]
    return text, ""


def _is_whole(number: str) -> bool:
    """Whether nothing can be missing: a Chinese service or fixed number, or a 95xxx code."""
    digits = "".join(c for c in number if c.isdigit())
    if number.isdigit():
        return (len(digits) == 5 and digits.startswith("95")) or bool(cn.SERVICE.fullmatch(digits))
    digits = digits.removeprefix("86") if number.lstrip(" (+").startswith("86") else digits
    if cn.SERVICE.fullmatch(digits):
        return True
    groups = re.findall(r"\d+", number)
    # A fixed number in two or three pieces whose last has its seven or eight, or four, digits.
    return bool(cn.FIXED.fullmatch(digits)) and len(groups[-1]) in (4, 7, 8)


def spelled(body: str) -> tuple[str, tuple[str, ...]]:
    """The number with its letters as digits, and how: ``vanity`` or ``letters``.

    E.161 words (``1-800-FLOWERS``) are no disguise; letters that only look like digits are.
    Mixed into the groups of digits (``SSS-OI42``) they are read by their looks.
    """
    letters = sum(c.isalpha() for c in body)
    if not 3 <= letters <= 12:
        return body, ()
    if not body.isascii():
        body = unicodedata.normalize("NFKC", body)
        if not body.isascii():
            return body, ()
    looked = _by_looks(body)
    if looked:
        return looked, ("letters",)
    plain = _OBSCURED_FREE.sub(lambda m: m[1].translate(_LOOKS) + "00", body, count=1)
    word, how = _vanity(plain)
    return (word, (*how, "letters") if plain != body else how) if how else (body, ())


def _by_looks(body: str) -> str:
    """The digits of a North American number whose letters all look like digits, or nothing."""
    if not all(c in "OoIlSsZzBb" for c in body if c.isalpha()):
        return ""
    groups = re.findall(r"[A-Za-z0-9]+", body)
    mixed = any(not g.isalpha() and not g.isdigit() for g in groups)
    digits = "".join(groups).translate(_LOOKS)
    return body.translate(_LOOKS) if mixed and _NANP.fullmatch(digits) else ""


def _vanity(body: str) -> tuple[str, tuple[str, ...]]:
    """E.161 letters behind a toll-free prefix, as digits: ``1-800-FLOWERS``."""
    if not _VANITY.fullmatch(body):
        return body, ()
    plain = "".join(c for c in body if c.isalnum())
    lead = re.match(r"\d+", plain)
    if lead is None:
        return body, ()
    head = lead[0]
    prefixes = _free_prefixes()
    if not any(head.startswith(p) for p in prefixes) and not (
        head[0] == "1" and head[1:4] in prefixes
    ):
        return body, ()
    first = next(i for i, c in enumerate(body) if c.isalpha())
    start = body[:first]
    word = "".join(c for c in body[first:] if c.isalnum()).upper().translate(_KEYPAD)
    # North American exchanges ignore what is dialled after the number is complete.
    full = 11 if head[0] == "0" or (head[0] == "1" and head[1:4] in prefixes) else 10
    room = full - sum(c.isdigit() for c in start)
    if not 0 < room <= len(word) or len(word) > room + 5:
        return body, ()
    return start + word[:room], ("vanity",)
