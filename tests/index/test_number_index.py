"""The index of official numbers: owners and near misses."""

from __future__ import annotations

from ringtrue.index.numbers import NumberIndex
from ringtrue.kinds.facets import PhoneNumber
from ringtrue.kinds.phone import parse
from ringtrue.model import ContactPoint, Listed


def facet(contact: ContactPoint) -> PhoneNumber:
    first = contact.facets[0]
    assert isinstance(first, PhoneNumber)
    return first


def listed(brand: str, value: str, region: str = "global") -> Listed:
    return Listed(brand_id=brand, kind="phone", value=value, region=region, use="call-to")


INDEX = NumberIndex(
    [
        listed("bank", "95588", "CN"),
        listed("bank", "+864008820142", "CN"),
        listed("wallet", "+18005550142"),
        listed("posta", "72645", "US"),
        listed("postb", "72645", "CA"),
        listed("air", "+441614960018", "GB"),
    ]
)


def owners(raw: str, region: str | None = None) -> list[str]:
    return [row.brand_id for row in INDEX.owner(facet(parse(raw, region)), region)]


def test_owner() -> None:
    assert owners("+1 800 555 0142") == ["wallet"]
    assert owners("+1 800 555 0142 ext. 9") == ["wallet"]
    assert owners("95588") == ["bank"] == owners("95588", "CN")
    assert owners("95588", "SG") == []
    assert owners("72645") == []
    assert owners("72645", "CA") == ["postb"]
    assert owners("0161 496 0018") == ["air"]
    assert owners("+86 95588") == []
    assert owners("+1 800 555 0143") == []


def test_candidates() -> None:
    def related(raw: str, *claims: str) -> set[tuple[str, str]]:
        found = INDEX.candidates(facet(parse(raw)), frozenset(claims))
        return {(c.how, c.brand_id) for c in found}

    assert related("+1 888 555 0142") == {("subscriber", "wallet")}
    assert related("+1 888 555 0143") == set()
    assert related("+49 161 4960018") == {("national", "air")}
    assert related("+1 415 555 0199", "bank") == {("claimed", "bank")}
    assert related("95589") == set()
    assert related("+86 95588") == {("prefixed", "bank")}
    assert related("+1 900 555 0142") == {("premium", "wallet")}
    assert related("+1 900 555 0143") == set()


def test_a_hundred_thousand_numbers() -> None:
    rows = [listed(f"b{i}", f"+1{2_000_000_000 + 7919 * i}") for i in range(100_000)]
    index = NumberIndex(rows)
    seen = facet(parse("+1 888 555 0142"))
    assert index.candidates(seen, frozenset()) == []
    assert len(index.candidates(seen, frozenset(f"b{i}" for i in range(50)))) <= 16
