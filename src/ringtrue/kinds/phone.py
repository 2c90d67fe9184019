"""Telephone numbers in any writing, and short codes.

Canonical form: E.164 (``+8613800138000``), the bare short code (``95588``), or, when neither the
number nor the caller states a country, the bare digits. References: ITU-T E.164, RFC 3966 (tel:),
RFC 5724 (sms:). Digits are folded before libphonenumber sees them, because it turns letters into
keypad digits; E.161 vanity words are converted here, and only behind a toll-free prefix.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from urllib.parse import unquote

from ringtrue import data
from ringtrue.errors import UnparseableContact
from ringtrue.kinds.facets import PhoneNumber
from ringtrue.kinds.numbering import MAX_E164, NoNumber, resolve
from ringtrue.kinds.phone_shapes import is_placeholder, is_word_char, other_number, words
from ringtrue.model import ContactPoint
from ringtrue.text.digits import fold_digits

MAX_RAW = 256
"""Characters of a telephone number, with label and extension; longer strings are none."""
MAX_DIGITS = 20
"""Digits before reading: an international prefix and E.164, or a 106 message sender."""

_EXTENSION_DIGITS = re.compile(r"[ .:：-]{0,3}(\d{1,7})[ .)]{0,2}$")
_TRAILING_NOTE = re.compile(r"\(([^()\d]{1,24})\)$")
# Digits, then a word behind a separator, or in capitals: "800gotjunk" is an account or a host.
_VANITY = re.compile(
    r"[+(]{0,2}\d[\d ().-]{2,12}(?:[ )-][0-9]{0,4}[A-Za-z]|[A-Z])[A-Z0-9a-z -]{1,16}"
)
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


@cache
def _free_prefixes() -> frozenset[str]:
    rows = data.table("tollfree_families.tsv")
    plain = {p for _, _, prefixes, _ in rows for p in prefixes.split("|")}
    plain = {p for p in plain if p.startswith("8") or len(p) == 4}
    return frozenset(plain | {"0" + p for p in plain if p.startswith("8")})


def parse(raw: str, region: str | None = None) -> ContactPoint:
    """The number that `raw` is; `region` (ISO 3166) reads national numbers and short codes.

    Raises `UnparseableContact` with ``placeholder`` or ``not_a_phone`` (detail ``reason``).

    >>> parse("+1 (8OO) 555-0142").canonical, parse("９５５８８").canonical
    ('+18005550142', '95588')
    >>> parse("020 7946 0018", "GB").canonical, parse("tel:+44-20-7946-0018").canonical
    ('+442079460018', '+442079460018')
    """
    text = raw.strip()
    if len(text) > MAX_RAW:
        raise _problem(raw, "too_long")
    text, via, extension, context = _strip_scheme(text)
    folded, disguises = fold_digits(text)
    body = _strip_notes(folded.strip())
    body, spoken = _split_extension(body)
    _refuse(raw, body, text)
    body, vanity = _vanity(body)
    plus, digits, groups = _digits(raw, context + body)
    try:
        readings = resolve(digits, plus=plus, region=_iso(region), groups=groups)
    except NoNumber as reason:
        raise _problem(raw, str(reason)) from None
    first, *others = readings
    facet = replace(
        first,
        extension=extension or spoken,
        via=via,
        obfuscations=tuple(dict.fromkeys((*disguises, *vanity, *first.obfuscations))),
    )
    return _contact(raw, facet, others)


def from_digits(digits: str, via: str = "", raw: str = "") -> ContactPoint:
    """The number of a link that holds its digits with the country code (``wa.me/18005550142``).

    Raises `UnparseableContact` (``not_a_phone``).
    """
    folded, disguises = fold_digits(unquote(digits)[:MAX_RAW])
    plain = re.sub(r"[^0-9]", "", folded)
    plain = plain.removeprefix("00")
    if not 7 <= len(plain) <= MAX_E164:
        raise _problem(raw or digits, "too_short" if len(plain) < 7 else "too_long")
    try:
        facet = resolve(plain, plus=True)[0]
    except NoNumber as reason:
        raise _problem(raw or digits, str(reason)) from None
    marks = tuple(dict.fromkeys((*disguises, *facet.obfuscations)))
    return _contact(raw or digits, replace(facet, via=via, obfuscations=marks), [])


def looks_like(raw: str) -> bool:
    """Whether `raw` is written as a telephone number or as the placeholder of one.

    Cheap, and no promise: `parse` may still refuse it.

    >>> [looks_like(s) for s in ("95588", "1-800-FLOWERS", "XXXX-XXXXXXX", "163.com", "1.2.3.4")]
    [True, True, True, False, False]
    """
    text = raw.strip()
    if not 3 <= len(text) <= MAX_RAW or any(s in text for s in ("@", "://", "_")):
        return False
    if text.isascii() and text.isdigit():
        return True
    if text.isascii() and text[0].isalpha() and not (text[0] in "XxOlIt" or ":" in text):
        return False
    folded = _strip_notes(fold_digits(text)[0].strip())
    body, _ = _split_extension(folded)
    count = sum(c.isdigit() for c in body)
    if is_placeholder(body, text) and (count >= 3 or "-" in body or len(body) >= 10):
        return True
    if count < 3 or other_number(body) or re.search(r"\d[,:=%$€£¥]\d|\d%$|[$€£¥￥]", body):
        return False
    body, vanity = _vanity(body)
    if any(is_word_char(c) for c in body):
        return False
    marks = {c for c in body if not c.isdigit() and c != " "}
    if marks == {"."} and count < 7:
        return False
    return bool(vanity) or "+" in body or count >= 5 or (not marks and count >= 3)


# -- steps ------------------------------------------------------------------------------------


def _problem(raw: str, reason: str) -> UnparseableContact:
    return UnparseableContact("not_a_phone", raw[:200], reason=reason)


def _iso(region: str | None) -> str | None:
    return region.upper() if region and region.isascii() and len(region) == 2 else None


def _contact(raw: str, facet: PhoneNumber, others: list[PhoneNumber]) -> ContactPoint:
    canonical = _canonical(facet)
    more = [n for n in others if _canonical(n) != canonical]
    return ContactPoint(
        kind="phone",
        raw=raw,
        canonical=canonical,
        facets=(facet, *[replace(n, obfuscations=facet.obfuscations) for n in more]),
        readings=tuple(f"phone:{_canonical(n)}" for n in more),
    )


def _canonical(facet: PhoneNumber) -> str:
    return facet.e164 or facet.short or facet.national


def _strip_scheme(text: str) -> tuple[str, str, str, str]:
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


def _strip_notes(text: str) -> str:
    """Without a label before (``电话：``) and a country after it (``(UK)``)."""
    lowered = text.lower()
    for label in words("label"):
        if lowered.startswith(label):
            rest = text[len(label) :].lstrip()
            if rest[:1] in (":", "：") or (rest and not label.isascii() and not rest[0].isalpha()):
                text = rest.lstrip(":： ")
            break
    while (note := _TRAILING_NOTE.search(text)) and note.start() > 5:
        text = text[: note.start()].rstrip()
    return text.strip(" .,;!?。，；！")


def _split_extension(text: str) -> tuple[str, str]:
    """The number and its extension (``400-882-0142转8``, ``x12``, ``#3``, ``,,9``)."""
    end = _EXTENSION_DIGITS.search(text)
    if end is None:
        return text, ""
    before = text[: end.start()].rstrip(" .:：-(")
    lowered = before.lower()
    for word in (*words("extension"), "#", ","):
        if lowered.endswith(word):
            number = before[: -len(word)].rstrip(" ,;.-(")
            if sum(c.isdigit() for c in number) < 3 or number[-1:].isalpha():
                return text, ""
            if word == "," and not before.endswith(",,"):
                return text, ""
            return number, end[1]
    return text, ""


def _refuse(raw: str, body: str, text: str) -> None:
    """Raises for placeholders, dates, addresses, amounts and other numbers that are no phones."""
    if is_placeholder(body, text):
        raise UnparseableContact("placeholder", raw[:200])
    reason = other_number(body)
    if reason:
        raise _problem(raw, reason)


def _vanity(body: str) -> tuple[str, tuple[str, ...]]:
    """E.161 letters behind a toll-free prefix, as digits: ``1-800-FLOWERS``."""
    letters = sum(c.isalpha() for c in body)
    if not 3 <= letters <= 12 or not body.isascii() or not _VANITY.fullmatch(body):
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


def _digits(raw: str, body: str) -> tuple[bool, str, tuple[int, ...]]:
    """Whether the country code is stated, all digits, and digits per written group."""
    if any(is_word_char(c) for c in body):
        raise _problem(raw, "letters")
    lead = body.lstrip(" ([{<（【\"'*_.")
    plus = lead.startswith("+")
    if "+" in body and not plus and body.index("+") > 8:
        raise _problem(raw, "several_numbers")
    if not plus and re.match(r"[^\d]*\+", body):
        plus = True
    groups = re.findall(r"[0-9]+", body)
    digits = "".join(groups)
    if len(digits) < 3:
        raise _problem(raw, "too_short")
    if len(digits) > (MAX_E164 if plus else MAX_DIGITS):
        raise _problem(raw, "too_long")
    if len(digits) > MAX_E164 and not digits.startswith("106"):
        raise _problem(raw, "too_long")
    return plus, digits, tuple(len(group) for group in groups)
