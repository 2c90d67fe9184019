"""The index of official telephone numbers: who owns one, and which ones are close by structure.

Dictionaries only, filled on first need: a hundred thousand numbers cost one pass, a question
none. libphonenumber's `is_number_match` is no help here: it sees no relation between 800 and
888, or between two country codes, which are exactly the swaps that mislead callers.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property

from ringtrue import data
from ringtrue.kinds import numbering_cn as cn
from ringtrue.kinds.facets import PhoneNumber
from ringtrue.kinds.plans import country_codes
from ringtrue.model import Candidate, Listed

MAX_CANDIDATES = 16
"""Pairings of one number; the closest are kept."""
MIN_NATIONAL = 8
"""Digits that a national number without country code needs to name a listed number."""
_SPEAKING = ("active", "legacy")


class NumberIndex:
    """Official numbers by what they share with a seen one.

    `rows`: the phone, SMS and WhatsApp listings of all brands, values in canonical form.
    """

    def __init__(self, rows: Iterable[Listed]) -> None:
        self._rows = [row for row in rows if row.value]
        self._exact: dict[str, list[Listed]] = {}
        for row in self._rows:
            self._exact.setdefault(row.value, []).append(row)

    def owner(self, number: PhoneNumber, region: str | None = None) -> list[Listed]:
        """Listings of exactly this number.

        A short code means something in its own country only: with a `region` the listing's must
        be the same; without one, a single country must list it. A national number whose country
        nobody stated is found when exactly one official number reads so, or when the list gives
        it without a country too.
        """
        if number.e164:
            return list(self._exact.get(number.e164, ()))
        if number.short:
            rows = self._exact.get(number.short, [])
            if region:
                return [row for row in rows if row.region in (region, "global")]
            countries = {row.region for row in rows}
            return list(rows) if len(countries) == 1 else []
        written = self._exact.get(number.national)
        if written:
            return list(written)  # listed without a country, as it is asked for
        digits = number.national.removeprefix("0")
        if region or len(digits) < MIN_NATIONAL:
            return []
        rows = self._national.get(digits, [])
        return list(rows) if len({row.value for row in rows}) == 1 else []

    def abroad(self, number: PhoneNumber, region: str) -> list[Listed]:
        """Listings of exactly this short code that hold in other countries than `region` only."""
        rows = self._exact.get(number.short, []) if number.short else []
        return [] if any(row.region in (region, "global") for row in rows) else list(rows)

    def candidates(self, number: PhoneNumber, claimed: frozenset[str]) -> list[Candidate]:
        """Official numbers that `number` may be meant to resemble, claimed brands first."""
        if not claimed and not self.may_have_near(number):
            return []
        found: dict[tuple[str, str, str], Candidate] = {}
        for how, rows in (
            ("claimed", self._claimed(number, claimed)),
            ("subscriber", self._in_family(number)),
            ("premium", self._behind_premium(number)),
            ("prefixed", self._hidden(number)),
            ("national", self._elsewhere(number)),
        ):
            for row in rows:
                if row.value == _own(number) or row.status not in _SPEAKING or row.use == "sender":
                    continue
                slot = (how, row.brand_id, row.value)
                if slot not in found:
                    found[slot] = Candidate(
                        seen=number,
                        brand_id=row.brand_id,
                        part="number",
                        text=number.national,
                        how=how,
                        official=row,
                    )
        # A structural relation says more than mere closeness; a claimed brand more than another.
        ranked = sorted(
            found.values(), key=lambda c: (c.how == "claimed", c.brand_id not in claimed)
        )
        return ranked[:MAX_CANDIDATES]

    def may_have_near(self, number: PhoneNumber) -> bool:
        """Whether a number that nobody claims can be close to a listed one: most cannot, for they
        begin with no prefix that is swapped for another."""
        national, code = number.national, number.country_code
        if national in self._national or (code == 86 and not number.valid):
            return True
        if not national.startswith(_swapped().get(code, "-")):
            return False
        return bool(self._in_family(number) or self._behind_premium(number))

    def _claimed(self, number: PhoneNumber, claimed: frozenset[str]) -> list[Listed]:
        rows = [row for brand_id in sorted(claimed) for row in self._by_brand.get(brand_id, ())]
        return sorted(rows, key=lambda row: -_shared(_own(number), row.value))

    def _in_family(self, number: PhoneNumber) -> list[Listed]:
        slot = _family(number.e164)
        return self._subscriber.get(slot, []) if slot else []

    def _behind_premium(self, number: PhoneNumber) -> list[Listed]:
        """Toll-free numbers whose subscriber digits stand behind a premium prefix in `number`."""
        found: list[Listed] = []
        for country, frees, rest in _premium_twins(number):
            found += [
                row
                for row in self._national_of(country, [free + rest for free in frees])
                if row not in found
            ]
        return found

    def _national_of(self, country: str, nationals: list[str]) -> list[Listed]:
        return [row for n in nationals for row in self._exact.get(f"+{country}{n}", ())]

    def _hidden(self, number: PhoneNumber) -> list[Listed]:
        """The short code that a country, carrier or area code hides."""
        if number.country_code != 86 or number.valid:
            return []
        code = cn.behind_prefix(number.national, stated=True)
        rows = self._exact.get(code, ()) if code else ()
        return [row for row in rows if row.region in ("CN", "global")]

    def _elsewhere(self, number: PhoneNumber) -> list[Listed]:
        if not number.e164 or len(number.national) < MIN_NATIONAL:
            return []
        rows = self._national.get(number.national, [])
        return [row for row in rows if row.value != number.e164]

    @cached_property
    def _by_brand(self) -> dict[str, list[Listed]]:
        table: dict[str, list[Listed]] = {}
        for row in self._rows:
            table.setdefault(row.brand_id, []).append(row)
        return table

    @cached_property
    def _national(self) -> dict[str, list[Listed]]:
        table: dict[str, list[Listed]] = {}
        for row in self._rows:
            if row.value.startswith("+"):
                table.setdefault(_split(row.value)[1], []).append(row)
        return table

    @cached_property
    def _subscriber(self) -> dict[tuple[str, str], list[Listed]]:
        table: dict[tuple[str, str], list[Listed]] = {}
        for row in self._rows:
            slot = _family(row.value)
            if slot:
                table.setdefault(slot, []).append(row)
        return table


def _own(number: PhoneNumber) -> str:
    return number.e164 or number.short or number.national


def _shared(a: str, b: str) -> int:
    """Digits that two numbers share at their ends."""
    shortest = min(len(a), len(b))
    start = 0
    while start < shortest and a[start] == b[start]:
        start += 1
    end = 0
    while end < shortest - start and a[-1 - end] == b[-1 - end]:
        end += 1
    return start + end


def _split(e164: str) -> tuple[str, str]:
    """Country code and national number; country codes are prefix-free, so the first that fits."""
    digits = e164[1:]
    for length in (1, 2, 3):
        if digits[:length] in country_codes():
            return digits[:length], digits[length:]
    return "", digits


@cache
def _families() -> dict[str, list[tuple[str, str, int]]]:
    """Country code -> (prefix, family, subscriber digits or 0), the longest prefix first."""
    table: dict[str, list[tuple[str, str, int]]] = {}
    for family, country, prefixes, length in data.table("tollfree_families.tsv"):
        for prefix in prefixes.split("|"):
            if country:
                table.setdefault(country, []).append((prefix, family, int(length)))
    for rules in table.values():
        rules.sort(key=lambda rule: -len(rule[0]))
    return table


def _family(e164: str) -> tuple[str, str] | None:
    """The toll-free family of a number and its subscriber part, the key that swaps share."""
    if not e164.startswith("+"):
        return None
    country, national = _split(e164)
    for prefix, family, length in _families().get(country, ()):
        rest = national[len(prefix) :]
        if national.startswith(prefix) and len(rest) >= 6 and length in (0, len(rest)):
            return family, rest
    return None


@cache
def _premium() -> dict[int, list[tuple[str, list[str], int]]]:
    """Country code -> (premium prefix, toll-free prefixes, subscriber digits or 0)."""
    table: dict[int, list[tuple[str, list[str], int]]] = {}
    for country, frees, prefixes, length in data.table("premium_swaps.tsv"):
        for prefix in prefixes.split("|"):
            table.setdefault(int(country), []).append((prefix, frees.split("|"), int(length)))
    return table


@cache
def _swapped() -> dict[int, tuple[str, ...]]:
    """Country code -> the prefixes of `_families` and `_premium`."""
    table: dict[int, tuple[str, ...]] = {}
    for country, families in _families().items():
        table[int(country)] = tuple(prefix for prefix, _, _ in families)
    for code, swaps in _premium().items():
        table[code] = (*table.get(code, ()), *(prefix for prefix, _, _ in swaps))
    return table


def _premium_twins(number: PhoneNumber) -> list[tuple[str, list[str], str]]:
    """Country code, toll-free prefixes and subscriber digits that `number` may have swapped."""
    twins = []
    for prefix, frees, length in _premium().get(number.country_code, ()):
        rest = number.national[len(prefix) :]
        if number.national.startswith(prefix) and len(rest) >= 5 and length in (0, len(rest)):
            twins.append((str(number.country_code), frees, rest))
    return twins
