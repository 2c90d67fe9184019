"""Which telephone number a row of digits is: numbering plans, short codes, several readings.

Here are the decisions that libphonenumber leaves to its caller: the country of a number that
states none, and the short codes, which it would turn into strange full numbers.
Digits only come in; the disguises are off (`ringtrue.text.digits`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringtrue.kinds.facets import PhoneNumber

if TYPE_CHECKING:
    import phonenumbers

MAX_E164 = 17
"""Digits of an international number. ITU-T E.164 section 6 has 15; some German direct lines have
one or two more, and they are dialled every day."""
MAX_SHORT = 6
"""Digits of a short code, but for two Chinese families."""

# Chinese short codes (MIIT numbering plan): 95xxx(x) and 95105xxx nation-wide, 96xxx(x) regional,
# 12xxx and 11xxxx public services, 10xxx(x) carriers, 1xx emergency, 106... short messages.
_CN_SHORT = re.compile(
    r"95\d{3,4}|95105\d{3}|96\d{3,4}|12\d{3}|10\d{3,4}|11[068]\d{3}|1[012]\d|106\d{5,17}"
)
_CN_MOBILE = re.compile(r"1[3-9]\d{9}")
_CN_SERVICE = re.compile(r"[48]00\d{7}")
_CN_FIXED = re.compile(r"0(?:10|2\d|[3-9](?!00)\d\d)[2-9]\d{6,7}")
_CN_AREA_SERVICE = re.compile(r"0(?:10|2\d|[3-9](?!00)\d\d)(?:96\d{3,4}|12\d{3})")
_CN_AREA_SHORT = re.compile(r"0(?:10|2\d|[3-9](?!00)\d\d)95\d{3,4}")
_CN_STATED = re.compile(r"86(?:1[3-9]\d{9}|400\d{7}|(?:10|2\d|[3-9](?!00)\d\d)[2-9]\d{6,7})")
_CN_IP_PREFIX = re.compile(r"(?:17951|17911|17909|12593)(?=\d{5,13}$)")
_NANP = re.compile(r"1?([2-9]\d\d)[2-9]\d{6}")
_AMERICAN_GROUPS = ((1, 3, 3, 4), (1, 3, 7), (4, 3, 4))
_CHINESE_GROUPS = ((3, 4, 4), (3, 8), (7, 4))
# Without a country and in one piece, these are North American more often than Chinese.
_NANP_FREE = frozenset(("800", "888", "877", "866", "855", "844", "833"))


class NoNumber(ValueError):
    """The digits are no telephone number; the message is the reason."""


def resolve(
    digits: str, *, plus: bool = False, region: str | None = None, groups: tuple[int, ...] = ()
) -> list[PhoneNumber]:
    """Readings of `digits`, the likeliest first.

    `plus`: the country code is stated. `region`: ISO 3166 country of the reader. `groups`: digits
    per written group, which tell a North American number from a Chinese mobile one.
    Raises `NoNumber`.

    >>> [n.short for n in resolve("95588")], resolve("8613800138000", plus=True)[0].number_type
    (['95588'], 'mobile')
    """
    if not plus and digits.startswith("00") and len(digits) >= 9 and digits[2:3] != "0":
        plus, digits = True, digits[2:]
    if plus:
        stated = _international(digits)
        assert stated is not None
        return [stated]
    ip_prefix = _CN_IP_PREFIX.match(digits)
    if ip_prefix and region in (None, "CN"):
        rest = digits[ip_prefix.end() :]
        if _CN_SHORT.fullmatch(rest):
            return [_hidden("86" + digits)]
        if _CN_MOBILE.fullmatch(rest) or _CN_FIXED.fullmatch(rest):
            digits = rest
    if region is not None:
        found = _in_region(digits, region)
        if found is not None and len(found.e164) > MAX_E164 + 1:
            raise NoNumber("too_long")
        if found is not None and (found.valid or found.short or found.obfuscations):
            return [found]
        guessed = [n for n in _guess(digits, groups) if n.valid]
        return guessed or ([found] if found else [_unplaced(digits)])
    return _guess(digits, groups) or [_unplaced(digits)]


def _guess(digits: str, groups: tuple[int, ...]) -> list[PhoneNumber]:
    """Readings of a number that states no country, for a reader in an unknown one."""
    if _CN_AREA_SHORT.fullmatch(digits):
        return [_hidden("86" + digits[1:])]
    if _CN_SHORT.fullmatch(digits):
        return [_short(digits, "CN")]
    if 3 <= len(digits) <= MAX_SHORT:
        return [_short(digits, "")]
    american = _american(digits)
    chinese = _chinese(digits)
    if american and groups in _AMERICAN_GROUPS:
        return [american]
    if chinese and groups in _CHINESE_GROUPS:
        return [chinese]
    both = [n for n in (chinese, american) if n is not None]
    if american and chinese and digits.removeprefix("1")[:3] in _NANP_FREE:
        both.reverse()
    if len(digits) == 10 and digits[0] in "6789" and len(groups) <= 2:
        # Ten digits in one piece are an Indian mobile number as well.
        indian = _national(digits, "IN")
        if indian is not None and indian.valid:
            return [*both, indian] if both else [_unplaced(digits), indian]
    if not both and 10 <= len(digits) <= 15 and digits[0] != "0":
        stated = _international(digits, quiet=True)
        if stated is not None and stated.valid:
            return [_unplaced(digits), stated]
    return both


def _american(digits: str) -> PhoneNumber | None:
    match = _NANP.fullmatch(digits)
    if match is None:
        return None
    found = _national(digits, "US")
    return found if found is not None and found.valid else None


def _chinese(digits: str) -> PhoneNumber | None:
    if _CN_STATED.fullmatch(digits):
        found = _international(digits, quiet=True)
        return found if found is not None and found.valid else None
    for shape in (_CN_MOBILE, _CN_SERVICE, _CN_FIXED):
        if shape.fullmatch(digits):
            found = _national(digits, "CN")
            return found if found is not None and found.valid else None
    return _national(digits, "CN") if _CN_AREA_SERVICE.fullmatch(digits) else None


def _in_region(digits: str, region: str) -> PhoneNumber | None:
    if region == "CN":
        if _CN_AREA_SHORT.fullmatch(digits):
            return _hidden("86" + digits[1:])
        if _CN_SHORT.fullmatch(digits):
            return _short(digits, "CN")
    found = _national(digits, region)
    if (found is None or not found.valid) and len(digits) <= MAX_SHORT:
        return _short(digits, region)
    return found


def _short(code: str, region: str) -> PhoneNumber:
    return PhoneNumber(
        e164="",
        short=code,
        country_code=0,
        national=code,
        region=region,
        number_type="short",
        valid=True,
    )


def _unplaced(digits: str) -> PhoneNumber:
    """A national number whose country nobody stated: the digits are all there is."""
    return PhoneNumber(
        e164="",
        short="",
        country_code=0,
        national=digits,
        region="",
        number_type="other",
        valid=False,
    )


def _hidden(digits: str) -> PhoneNumber:
    """A prefix before a short code: it looks like the short code and reaches something else."""
    return PhoneNumber(
        e164="+" + digits,
        short="",
        country_code=86,
        national=digits.removeprefix("86"),
        region="CN",
        number_type="other",
        valid=False,
        obfuscations=("hidden_prefix",),
    )


def _international(digits: str, *, quiet: bool = False) -> PhoneNumber | None:
    """The number with its country code stated. Raises `NoNumber`, or gives None when `quiet`."""
    if digits.startswith("86"):
        rest = digits[2:]
        bare = rest.removeprefix("0")
        prefix = _CN_IP_PREFIX.match(rest)
        if _CN_SHORT.fullmatch(rest) and len(rest) <= 8:
            return _hidden(digits)
        if _CN_AREA_SHORT.fullmatch("0" + bare) or (prefix and _CN_SHORT.fullmatch(rest[5:])):
            return _hidden("86" + bare)
    import phonenumbers

    try:
        return _facet(phonenumbers.parse("+" + digits), digits)
    except phonenumbers.NumberParseException as problem:
        if quiet:
            return None
        raise NoNumber(_REASONS.get(problem.error_type, "too_short")) from None


_REASONS = {0: "country_code", 1: "letters", 2: "too_short", 3: "too_short", 4: "too_long"}
"""By `phonenumbers.NumberParseException.error_type`."""


def _national(digits: str, region: str) -> PhoneNumber | None:
    import phonenumbers

    try:
        return _facet(phonenumbers.parse(digits, region), "")
    except phonenumbers.NumberParseException:
        return None


def _facet(number: phonenumbers.PhoneNumber, read: str) -> PhoneNumber:
    """The facet of a parsed number; `read`: the digits it was parsed from, country code first."""
    import phonenumbers

    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    region = phonenumbers.region_code_for_number(number)
    valid = region is not None and phonenumbers.is_valid_number_for_region(number, region)
    if not valid and e164[1:] != read:
        # "+49 (0)0 30" sheds one trunk zero at a time; the canonical form must shed none.
        again = phonenumbers.parse(e164)
        if again != number:
            return _facet(again, e164[1:])
    country = number.country_code or 0
    kind = phonenumbers.number_type(number) if valid else -1
    region = region or phonenumbers.region_code_for_country_code(country)
    return PhoneNumber(
        e164=e164,
        short="",
        country_code=country,
        national=e164[1 + len(str(country)) :],
        region=region if region.isalpha() and region != "ZZ" else "",
        number_type=_TYPES.get(kind, "other"),
        valid=valid,
    )


_TYPES = {0: "fixed", 1: "mobile", 2: "fixed", 3: "toll_free", 4: "premium", 5: "shared_cost"}
"""By `phonenumbers.PhoneNumberType`; fixed-or-mobile counts as fixed."""
