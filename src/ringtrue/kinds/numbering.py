"""Which telephone number a row of digits is: numbering plans, short codes, several readings.

Here are the decisions that libphonenumber leaves to its caller: the country of a number that
states none, and the short codes, which it would turn into strange full numbers.
Digits only come in; the disguises are off (`ringtrue.text.digits`).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ringtrue import data
from ringtrue.kinds import numbering_cn as cn
from ringtrue.kinds import plans
from ringtrue.kinds.facets import PhoneNumber

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    import phonenumbers

MAX_E164 = 17
"""Digits of an international number. ITU-T E.164 section 6 has 15; some German direct lines have
one or two more, and they are dialled every day."""
MAX_SHORT = 6
"""Digits of a short code, but for two Chinese families."""

_NANP = re.compile(r"1?[2-9]\d\d[2-9]\d{6}")
# Without a country and in one piece, these are North American more often than Chinese.
_NANP_FREE = frozenset(("800", "888", "877", "866", "855", "844", "833"))
# Written so, a number has North America's country code in front, whoever reads it.
_AMERICAN_ALONE = ((1, 3, 3, 4), (1, 3, 7))


class NoNumber(ValueError):
    """The digits are no telephone number; the message is the reason."""


def resolve(
    digits: str,
    *,
    plus: bool = False,
    region: str | None = None,
    groups: tuple[int, ...] = (),
    brackets: bool = False,
) -> list[PhoneNumber]:
    """Readings of `digits`, the likeliest first.

    `plus`: the country code is stated. `region`: ISO 3166 country of the reader. `groups`: digits
    per written group, which tell a North American number from a Chinese mobile one; `brackets`:
    its area code stands in brackets, an American habit, and for a leading 0 a Chinese one.
    Raises `NoNumber`.

    >>> [n.short for n in resolve("95588")], resolve("8613800138000", plus=True)[0].number_type
    (['95588'], 'mobile')
    """
    if not plus and digits.startswith("00") and digits[2:3] != "0":
        china = digits[2:4] == "86" and cn.SHORT.fullmatch(digits[4:])
        if len(digits) >= 9 or china:
            plus, digits = True, digits[2:]
    if plus:
        return [international(digits)]
    if region in (None, "CN") and digits[0] in "018":
        if _is_hidden(digits, groups):
            mark = "area_prefix" if cn.is_area_before(digits) else "hidden_prefix"
            return [_hidden(digits.removeprefix("86"), mark)]
        carrier = cn.CARRIER.match(digits)
        if carrier and _chinese(digits[carrier.end() :]):
            digits = digits[carrier.end() :]
    if region is not None:
        found = _in_region(digits, region)
        if groups in _AMERICAN_ALONE and not (found and found.number_type == "toll_free"):
            found = _american(digits) or found  # 1-888-555-0142, wherever the reader is
        if found is not None and len(found.e164) > MAX_E164 + 1:
            raise NoNumber("too_long")
        if found is not None and (found.valid or found.short or found.obfuscations):
            return [found]
        guessed = [n for n in _guess(digits, groups, brackets) if n.valid]
        return guessed or ([found] if found else [_unplaced(digits)])
    return _guess(digits, groups, brackets) or [_unplaced(digits)]


def _guess(digits: str, groups: tuple[int, ...], brackets: bool = False) -> list[PhoneNumber]:
    """Readings of a number that states no country, for a reader in an unknown one."""
    if digits[0] in "19" and cn.SHORT.fullmatch(digits):
        return [short_code(digits, "CN")]
    if 3 <= len(digits) <= MAX_SHORT:
        return [short_code(digits, "")]
    american, chinese = _american(digits), _chinese(digits)
    if brackets and (american or chinese):
        return [n for n in (american or chinese,) if n]
    usual = _by_habit(digits, groups)
    if usual:
        return usual
    both = [n for n in (chinese, american) if n is not None]
    if len(digits) == 10 and digits[0] in "6789" and len(groups) <= 2:
        # Ten digits in one piece are an Indian mobile number as well.
        indian = _national(digits, "IN")
        if indian is not None and indian.valid:
            both.append(indian)
            if len(both) == 1:
                return [_unplaced(digits), indian]
    if american and digits.removeprefix("1")[:3] in _NANP_FREE:
        return [american, *[n for n in both if n is not american]]
    if american and len(both) > 1:
        return [_unplaced(digits), *both]  # the same digits ring in two countries
    if not both and 10 <= len(digits) <= 15 and digits[0] != "0":
        stated = _international(digits, quiet=True)
        if stated is not None and stated.valid:
            return [_unplaced(digits), stated]
    if both and digits[0] == "0":
        both.append(_unplaced(digits))  # a trunk zero is dialled in most countries
    return both


@cache
def _habits() -> dict[tuple[int, ...], list[tuple[str, str]]]:
    """Digits per group -> (country, first digits) of the countries that write so."""
    table: dict[tuple[int, ...], list[tuple[str, str]]] = {}
    for country, leads, shapes in data.table("number_habits.tsv"):
        for shape in shapes.split("|"):
            slot = tuple(int(n) for n in shape.split("-"))
            table.setdefault(slot, []).extend((country, lead) for lead in leads.split("|"))
    return table


def _by_habit(digits: str, groups: tuple[int, ...]) -> list[PhoneNumber]:
    """Valid readings in the countries that group such a number so."""
    found: dict[str, PhoneNumber] = {}
    for country, lead in _habits().get(groups, ()):
        if country not in found and digits.startswith(lead):
            if country == "CN":
                number = _chinese(digits)
            else:
                number = _american(digits) if country == "US" else _national(digits, country)
            if number is not None and number.valid:
                found[country] = number
    return list(found.values())


def _is_hidden(digits: str, groups: tuple[int, ...]) -> bool:
    """Whether a prefix without a plus stands before a Chinese short code."""
    if cn.behind_prefix(digits, stated=False):
        return True
    # A trunk zero or a country code of its own: "0 95588", "86-95588", but not 869-5588.
    apart = len(groups) == 2 and (groups[0] == 1 or digits[:2] == "86") and groups[0] <= 2
    if not apart or digits[0] not in "08":
        return False
    return bool(cn.SHORT.fullmatch(digits[groups[0] :])) and groups[1] in (5, 6)


@lru_cache(maxsize=16)
def _american(digits: str) -> PhoneNumber | None:
    if len(digits) not in (10, 11) or _NANP.fullmatch(digits) is None:
        return None
    placed = plans.international("1" + digits[-10:])
    return _of(placed) if placed is not None and placed.number_type else None


def _chinese(digits: str) -> PhoneNumber | None:
    if digits[0] not in "0148":
        return None
    if cn.STATED.fullmatch(digits):
        found = _international(digits, quiet=True)
        return found if found is not None and found.valid else None
    for shape in (cn.MOBILE, cn.SERVICE, cn.FIXED):
        if shape.fullmatch(digits):
            found = _national(digits, "CN")
            return found if found is not None and found.valid else None
    return _national(digits, "CN") if cn.AREA_SERVICE.fullmatch(digits) else None


def _in_region(digits: str, region: str) -> PhoneNumber | None:
    if region == "CN" and cn.SHORT.fullmatch(digits):
        return short_code(digits, "CN")
    found = _national(digits, region)
    if (found is None or not found.valid) and len(digits) <= MAX_SHORT:
        return short_code(digits, region)
    return found


def short_code(code: str, region: str) -> PhoneNumber:
    """A short code of a country; `region` is empty when nobody said of which."""
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


def _hidden(digits: str, mark: str = "hidden_prefix") -> PhoneNumber:
    """A prefix before a short code: it looks like the short code and reaches something else.

    `digits` begin after the country code.
    """
    national = digits.removeprefix("0")
    return PhoneNumber(
        e164="+86" + national,
        short="",
        country_code=86,
        national=national,
        region="CN",
        number_type="other",
        valid=False,
        obfuscations=(mark,),
    )


def international(digits: str) -> PhoneNumber:
    """The number of `digits`, their country code first. Raises `NoNumber`."""
    found = _international(digits)
    assert found is not None
    return found


def _international(digits: str, *, quiet: bool = False) -> PhoneNumber | None:
    """The number with its country code stated. Raises `NoNumber`, or gives None when `quiet`."""
    if digits.startswith("86") and cn.behind_prefix(digits[2:], stated=True):
        abroad = cn.is_area_before("0" + digits[2:])  # how customers abroad are told to call
        return _hidden(digits[2:], "area_prefix" if abroad else "hidden_prefix")
    placed = plans.international(digits)
    if placed is not None:
        return _of(placed)
    import phonenumbers

    try:
        return _facet(phonenumbers.parse("+" + digits), digits)
    except phonenumbers.NumberParseException as problem:
        if quiet:
            return None
        raise NoNumber(_REASONS.get(problem.error_type, "too_short")) from None


_REASONS = {0: "country_code", 1: "letters", 2: "too_short", 3: "too_short", 4: "too_long"}
"""By `phonenumbers.NumberParseException.error_type`."""


def _of(placed: plans.Placed) -> PhoneNumber:
    code, national, region, kind = placed
    return PhoneNumber(
        e164=f"+{code}{national}",
        short="",
        country_code=code,
        national=national,
        region=region,
        number_type=kind or "other",
        valid=kind != "",
    )


@lru_cache(maxsize=16)
def _national(digits: str, region: str) -> PhoneNumber | None:
    """The number as it is dialled in `region`. The readings of one row of digits ask again."""
    placed = plans.national(digits, region)
    if placed is not None:
        return _of(placed)
    import phonenumbers

    try:
        return _facet(phonenumbers.parse(digits, region), "")
    except phonenumbers.NumberParseException:
        return None


def _facet(number: phonenumbers.PhoneNumber, read: str) -> PhoneNumber:
    """The facet of a parsed number; `read`: the digits it was parsed from, country code first."""
    import phonenumbers

    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    kind = phonenumbers.number_type(number)
    valid = kind != phonenumbers.PhoneNumberType.UNKNOWN
    if not valid and e164[1:] != read:
        # "+49 (0)0 30" sheds one trunk zero at a time; the canonical form must shed none.
        again = phonenumbers.parse(e164)
        if again != number:
            return _facet(again, e164[1:])
    country = number.country_code or 0
    region = phonenumbers.region_code_for_number(number) if valid else None
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


_TYPES = {
    0: "fixed",
    1: "mobile",
    2: "fixed",
    3: "toll_free",
    4: "premium",
    5: "shared_cost",
    9: "shared_cost",
}
"""By `phonenumbers.PhoneNumberType`; fixed-or-mobile counts as fixed, and numbers at one rate for
the whole country (universal access: Japan's 0570, Korea's 1588) as shared cost."""
