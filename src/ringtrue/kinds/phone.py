"""Telephone numbers in any writing, and short codes.

Canonical form: E.164 (``+8613800138000``), the bare short code (``95588``), or, when neither the
number nor the caller states a country, the bare digits. References: ITU-T E.164, RFC 3966 (tel:),
RFC 5724 (sms:). Digits are folded before libphonenumber sees them, because it turns letters into
keypad digits; E.161 vanity words are converted here, and only behind a toll-free prefix.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote

from ringtrue.errors import UnparseableContact
from ringtrue.kinds.facets import PhoneNumber
from ringtrue.kinds.numbering import MAX_E164, NoNumber, international, resolve, short_code
from ringtrue.kinds.numbering_cn import nationwide
from ringtrue.kinds.phone_parts import (
    spelled,
    split_dashed,
    split_extension,
    strip_notes,
    strip_scheme,
)
from ringtrue.kinds.phone_shapes import (
    has_letters,
    is_date,
    is_number_for_show,
    is_placeholder,
    other_number,
)
from ringtrue.kinds.registry import Kind, value_of
from ringtrue.model import ContactPoint, Listed
from ringtrue.records import replace
from ringtrue.text.digits import fold_digits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ringtrue.kinds.registry import Lists

MAX_RAW = 256
"""Characters of a telephone number, with label and extension; longer strings are none."""
MAX_DIGITS = 20
"""Digits before reading: an international prefix and E.164, or a 106 message sender."""
QQ_DIGITS = range(5, 11)
"""Digits of a QQ number (five since 1999, ten today): bare digits may be one."""

_PLAIN = re.compile(r"\+?[0-9][0-9 ()-]+|\([0-9]{2,5}\)[0-9 -]+")
"""Digits in groups, and nothing else beside them."""
_GROUP = re.compile("[0-9]+")
_BETWEEN = {ord(c): None for c in "+ ()-"}
_DASHES_ON = ("0", "400", "800", "86", "95")
"""First digits of the numbers that `split_dashed` takes an extension off."""
_BRACKETED = re.compile(r"\D{0,4}1?[ .-]?[(（]\d{3}[)）]")


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
    via = extension = context = spoken = ""
    disguises: tuple[str, ...] = ()
    vanity: tuple[str, ...] = ()
    if _PLAIN.fullmatch(text):  # the everyday case: nothing to take off
        digits = text.translate(_BETWEEN)
        body = text
        if "-" in text and digits.startswith(_DASHES_ON):
            body, spoken = split_dashed(text)
            digits = body.translate(_BETWEEN)
        if is_number_for_show(digits):
            raise UnparseableContact("placeholder", raw[:200])
        if (plus := text[0] == "+") and not spoken:
            if 3 <= len(digits) <= MAX_E164:
                return _stated(raw, digits)
        elif is_date(body):
            raise _problem(raw, "date")
    else:
        text, via, extension, context = strip_scheme(text)
        body, spoken, disguises = _opened(text)
        _refuse(raw, body, text)
        body, vanity = spelled(body)
        plus = _states_country(raw, context + body)
        body = context + body
    digits, groups = _digits(raw, body, plus)
    try:
        readings = resolve(
            digits,
            plus=plus,
            region=_iso(region),
            groups=groups,
            brackets="vanity" in vanity or bool(_BRACKETED.match(body)),
        )
    except NoNumber as reason:
        raise _problem(raw, str(reason)) from None
    first, *others = readings
    if not plus and first.region == "CN" and (code := nationwide(digits)):
        others.append(short_code(code, "CN"))  # 021-96110 is how 96110 rings
    facet = first
    if extension or spoken or via or disguises or vanity:
        facet = replace(
            first,
            extension=extension or spoken,
            via=via,
            obfuscations=tuple(dict.fromkeys((*disguises, *vanity, *first.obfuscations))),
        )
    return _contact(raw, facet, others)


def _stated(raw: str, digits: str) -> ContactPoint:
    """The number whose country code is stated, and nothing beside it."""
    try:
        facet = international(digits)
    except NoNumber as reason:
        raise _problem(raw, str(reason)) from None
    return ContactPoint("phone", raw, facet.e164, (facet,))


def parse_bare(raw: str, region: str | None = None) -> ContactPoint:
    """`parse` for a string of which nobody said that it is a telephone number.

    Five to ten digits in one piece may be a QQ number as well, unless the reader is elsewhere
    than in China: it is one of the readings.

    >>> parse_bare("95588").readings, parse_bare("+86 95588").readings
    (('qq:95588',), ())
    """
    contact = parse(raw, region)
    text = raw.strip()
    if _iso(region) not in (None, "CN") or text[0] == "0" or len(text) not in QQ_DIGITS:
        return contact
    if text.isdigit() and text.isascii():
        return replace(contact, readings=(*contact.readings, f"qq:{text}"))
    return contact


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
        facet = international(plain)
    except NoNumber as reason:
        raise _problem(raw or digits, str(reason)) from None
    marks = tuple(dict.fromkeys((*disguises, *facet.obfuscations)))
    return _contact(raw or digits, replace(facet, via=via, obfuscations=marks), [])


def read_plain(text: str, region: str | None = None) -> ContactPoint | None:
    """The number that `text` (stripped) is when nothing but digits in groups stands there, for a
    reader in `region` (ISO 3166); None for any other. Raises as `parse`."""
    return parse_bare(text, region) if is_plain(text) else None


def is_plain(text: str) -> bool:
    """Whether `text` is digits in groups and enough of them, the everyday case of `looks_like`."""
    if len(text) < 3 or _PLAIN.fullmatch(text) is None or len(text) > MAX_RAW:
        return False
    digits = text.translate(_BETWEEN)
    if len(digits) == len(text) or is_number_for_show(digits):
        return True
    if text[0] == "+":
        return len(digits) >= 3
    least = 5 if "-" in text or "(" in text or ")" in text else 3
    return len(digits) >= least and not is_date(text)


def looks_like(raw: str) -> bool:
    """Whether `raw` is written as a telephone number or as the placeholder of one.

    Cheap, and no promise: `parse` may still refuse it.

    >>> [looks_like(s) for s in ("95588", "1-800-FLOWERS", "XXXX-XXXXXXX", "163.com", "1.2.3.4")]
    [True, True, True, False, False]
    """
    text = raw.strip()
    if not 3 <= len(text) <= MAX_RAW or "@" in text or "://" in text:
        return False
    if "_" in text and text[0] not in "+＋":
        return False  # an account's name
    if text.isascii() and text.isdigit():
        return True
    if _PLAIN.fullmatch(text):
        return is_plain(text)
    if text.isascii() and text[0].isalpha() and not (text[0] in "XxOlIt" or ":" in text):
        return False
    body, *_ = _opened(text)
    count = sum(c.isdigit() for c in body)
    if is_placeholder(body, text) and (count >= 3 or "-" in body or len(body) >= 10):
        return True
    body, vanity = spelled(body)
    count = sum(c.isdigit() for c in body)
    if count < 3 or other_number(body) or re.search(r"\d[,:=%$€£¥]\d|\d%$|[$€£¥￥]", body):
        return False
    if has_letters(body):
        return False
    marks = {c for c in body if not c.isdigit() and c != " "}
    if marks == {"."} and count < 7:
        return False
    return bool(vanity) or "+" in body or count >= 5 or (not marks and count >= 3)


# -- steps ------------------------------------------------------------------------------------


@lru_cache(maxsize=32)
def _opened(text: str) -> tuple[str, str, tuple[str, ...]]:
    """The number without what stands around it, its extension, and how its digits were disguised.

    Asked twice of most numbers: whether it looks like one, then which.
    """
    folded, disguises = fold_digits(text)
    return *split_extension(strip_notes(folded.strip())), disguises


def _problem(raw: str, reason: str) -> UnparseableContact:
    return UnparseableContact("not_a_phone", raw[:200], reason=reason)


def _iso(region: str | None) -> str | None:
    return region.upper() if region and region.isascii() and len(region) == 2 else None


def _contact(raw: str, facet: PhoneNumber, others: list[PhoneNumber]) -> ContactPoint:
    canonical = _canonical(facet)
    if not others:
        return ContactPoint("phone", raw, canonical, (facet,))
    more = [n for n in others if _canonical(n) != canonical]
    return ContactPoint(
        kind="phone",
        raw=raw,
        canonical=canonical,
        facets=(facet, *[replace(n, obfuscations=facet.obfuscations) for n in more]),
        readings=tuple(f"phone:{_canonical(n)}" for n in more if n.e164 or n.short),
    )


def _canonical(facet: PhoneNumber) -> str:
    return facet.e164 or facet.short or facet.national


def _refuse(raw: str, body: str, text: str) -> None:
    """Raises for placeholders, dates, addresses, amounts and other numbers that are no phones."""
    if is_placeholder(body, text):
        raise UnparseableContact("placeholder", raw[:200])
    reason = other_number(body)
    if reason:
        raise _problem(raw, reason)


def _states_country(raw: str, body: str) -> bool:
    """Whether the country code is stated. Raises for letters and for several numbers."""
    if has_letters(body):
        raise _problem(raw, "letters")
    lead = body.lstrip(" ([{<（【\"'*_.")
    plus = lead.startswith("+")
    if "+" in body and not plus and body.index("+") > 8:
        raise _problem(raw, "several_numbers")
    if re.search(r"\d{7,}.{0,2}/ ?\d{2,4}$", body) or re.search(r"\d{3}-\d{4} ?/ ?\d{2,4}$", body):
        raise _problem(raw, "several_numbers")  # 400-882-0142/0143
    if not plus and re.match(r"[^\d]*\+", body):
        plus = True
    return plus


def _digits(raw: str, body: str, plus: bool) -> tuple[str, tuple[int, ...]]:
    """All digits, and digits per written group."""
    groups = _GROUP.findall(body)
    digits = "".join(groups)
    if len(digits) < 3:
        raise _problem(raw, "too_short")
    if len(digits) > (MAX_E164 if plus else MAX_DIGITS):
        raise _problem(raw, "too_long")
    if len(digits) > MAX_E164 and not digits.startswith("106"):
        raise _problem(raw, "too_long")
    return digits, tuple(map(len, groups))


# -- the kind ---------------------------------------------------------------------------------


def _owners(contact: ContactPoint, lists: Lists, region: str | None) -> list[Listed]:
    """Listings of every number that a bare one may be, and of the accounts (``qq:95588``)."""
    found: list[Listed] = []
    for facet in contact.facets:
        if isinstance(facet, PhoneNumber):
            found += lists.numbered(facet, region)
    for reading in contact.readings:
        kind, _, value = reading.partition(":")
        found += lists.named(kind, value)
    return found


def _listed(contact: ContactPoint, kind: str, region: str) -> dict[str, str]:
    number = contact.part(PhoneNumber)
    found = {"value": value_of(contact), "use": "sender" if kind == "sms_sender" else "call-to"}
    if number is not None and number.short and region == "global" and number.region:
        found["region"] = number.region
    return found


KIND = Kind(
    names=("phone", "sms_sender"),
    facets=frozenset({PhoneNumber}),
    sample="+1 800-555-0142",
    parse=lambda text, region, name: parse(text, region),
    read=parse_bare,
    owners=_owners,
    listed=_listed,
)
