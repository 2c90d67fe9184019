"""Contacts as arrays: the same ones as in the objects that they were made of, opened one by one."""

from __future__ import annotations

import pickle
from collections import defaultdict
from pathlib import Path

import pytest

from ringtrue import AllowlistError, Directory
from ringtrue.data.arrays import Arrays, pack
from ringtrue.directory import allowlist
from ringtrue.index import compiled
from ringtrue.index.contacts import Contacts, sections
from ringtrue.kinds.registry import PLATFORM_KINDS, WEB_KINDS, is_number
from ringtrue.model import Brand, Listed
from ringtrue.records import replace

ALLOWLISTS = Path(__file__).parents[2] / "allowlists"


@pytest.fixture(scope="module")
def brands() -> list[Brand]:
    return sorted(allowlist.load_folder(ALLOWLISTS), key=lambda brand: brand.id)


def test_every_contact_is_found_alone(brands: list[Brand]) -> None:
    listed = [row for brand in brands for row in brand.contacts]
    opened = Contacts.of(brands)
    hosts, others, called = opened.hosts(), opened.others(), opened.called()
    by_host, by_slot, first = defaultdict(list), defaultdict(list), {}
    named = [row for row in listed if row.kind not in WEB_KINDS and not is_number(row)]
    for row in listed:
        if row.kind in WEB_KINDS:
            by_host[row.value].append(row)
        elif row.kind == "github":
            by_host[f"{row.value.lower()}.github.io"].append(row)
    for row in named:
        by_slot[row.kind, row.value].append(row)
    assert {value: hosts[value] for value in by_host} == by_host
    assert {slot: others.get(slot) for slot in by_slot} == by_slot
    assert opened.numbered() == [row for row in listed if is_number(row)]
    assert opened.packages() == {row.value for row in named if row.kind == "play_package"}
    reviewed = {brand.id for brand in brands if brand.tier != "own"}
    accounts = sorted(
        (row for row in named if row.kind in PLATFORM_KINDS and row.brand_id in reviewed),
        key=lambda row: PLATFORM_KINDS.index(row.kind),
    )
    for row in accounts:
        assert opened.other(called[row.value])[0] == first.setdefault(row.value, row)
        if row.kind == "facebook":
            assert opened.other(called[f"facebook:{row.value}"])[0] == row
    file = pack({"list.version": "", **sections(brands)})
    for brand in brands[::7]:
        assert Contacts(Arrays(file, "the list")).brand(brand.id) == brand
    assert opened.brands() == brands


@pytest.mark.parametrize("odd", ["", "nobody.example", "\n", "a\tb", "airbnb.com\n", "\ud800"])
def test_what_is_not_listed_is_not_found(odd: str) -> None:
    directory = Directory.default()
    assert directory.on_host(odd) == directory.named("x", odd) == []
    assert directory.account_called(odd) is None
    assert odd not in directory.brands
    with pytest.raises(KeyError):
        directory.brands[odd]


def test_a_directory_is_pickled_with_what_it_needs() -> None:
    default = Directory.default().with_known(["quietbakery.example"])
    data = pickle.dumps(default)
    assert len(data) < 5_000_000, "the tables of words are not of the list"
    again = pickle.loads(data)
    assert again.version == default.version
    assert again.brands == default.brands
    assert again.known is not None
    assert list(again.protected) == list(default.protected)


def test_whatever_copies_the_tables_gets_listings() -> None:
    own = Directory.from_rows([("acme", "Acme", "domain", "acme.example"), ("b", "B", "x", "bbb")])
    for copied in (dict(own._hosts), {**own._hosts}, dict(own._hosts.items())):
        assert [type(row) for row in copied["acme.example"]] == [Listed]
    assert list(own.brands) == ["acme", "b"]
    assert [brand.name for brand in own.brands.values()] == ["Acme", "B"]


def test_any_text_comes_back_and_no_line_break_is_looked_up() -> None:
    row = Listed("a", "domain", "a.example", note="first\nsecond\x00\ud800", purpose="")
    brand = Brand("a", "A\n\tB", aliases=("\x1f", "甲"), contacts=(row,))
    assert Contacts.of([brand]).brands() == [brand]
    for wrong in (
        replace(brand, id="a\nb"),
        Brand("a", "A", contacts=(replace(row, value="a\n"),)),
    ):
        with pytest.raises(AllowlistError, match="cannot be listed"):
            Directory([wrong])


def test_the_order_is_kept_in_memory_and_sorted_in_files(brands: list[Brand]) -> None:
    turned = brands[::-1]
    assert list(Directory(turned).brands) == [brand.id for brand in turned]
    assert compiled.load(compiled.dump(turned))[1] == compiled.load(compiled.dump(brands))[1]


def test_damage_is_met_where_a_contact_is_opened() -> None:
    file = pack({"list.version": "1", **sections([Brand("a", "A", contacts=(
        Listed("a", "domain", "a.example"), Listed("a", "phone", "+18005550142")))])})  # fmt: skip
    at = file.index(b"a.example")
    broken = Directory.opened(Contacts(Arrays(file[:at] + b"b" + file[at + 1 :], "some.bin")))
    with pytest.raises(AllowlistError, match=r"some\.bin: is damaged in its section 'list\.text'"):
        broken.brands["a"]


def test_passing_brands_are_those_of_the_list_and_none_is_kept() -> None:
    shipped = Directory.default()
    aside = shipped.as_in(shipped._contacts.alone())
    assert list(aside.passing()) == list(shipped.brands.values())
    assert not aside._contacts._brands
    assert not aside._contacts._contacts
