"""The sheet of the shipped list: the same contacts, found one by one, and nothing from a damaged
or another's sheet."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from ringtrue import Directory
from ringtrue.directory import allowlist, lazy
from ringtrue.index import compiled, sheet
from ringtrue.model import Brand, ClosedChannel, Listed, Source
from ringtrue.records import replace

ALLOWLISTS = Path(__file__).parents[2] / "allowlists"


@pytest.fixture(scope="module")
def data() -> bytes:
    return allowlist.compile_folder(ALLOWLISTS)


@pytest.fixture(scope="module")
def whole(data: bytes) -> Directory:
    version, brands = compiled.load(data)
    return Directory(brands, version)


def opened(data: bytes) -> Directory:
    found = sheet.load(sheet.dump(data), compiled.hash_of(data))
    assert found is not None
    return Directory._opened(found)


def test_a_sheet_holds_the_same_brands(data: bytes, whole: Directory) -> None:
    found = sheet.load(sheet.dump(data), compiled.hash_of(data))
    assert found is not None
    assert found.version == whole.version
    assert found.brands() == list(whole.brands.values())


def test_every_contact_is_found_alone(
    data: bytes, whole: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lazy, "PATIENCE", 10**6)
    alone = opened(data)
    for host, rows in whole._hosts.items():
        assert host in alone._hosts
        assert alone._hosts.get(host) == rows
    for slot, rows in whole._exact.items():
        assert alone._exact.get(slot) == rows
    for name, listed in whole._called.items():
        assert alone._called.get(name) == listed
    for brand_id, brand in whole.brands.items():
        assert alone.brands[brand_id] == brand
    for host, rows in whole._hosts.items():  # under no other kind than its own
        assert alone._exact.get((rows[0].kind, host)) is None
        assert (host in alone._packages) == (host in whole._packages)
    assert all(package in alone._packages for package in whole._packages)
    assert alone._sheet is not None


@pytest.mark.parametrize(
    "odd", ["", "nobody.example", "\x1eairbnb", "a\tb", "a\nb", "airbnb.com\t"]
)
def test_what_is_not_listed_is_not_found(data: bytes, odd: str) -> None:
    alone = opened(data)
    assert odd not in alone._hosts
    assert alone._exact.get(("x", odd)) is None
    assert alone._called.get(odd) is None
    assert alone.brands.get(odd) is None
    with pytest.raises(KeyError):
        alone.brands[odd]


@pytest.mark.parametrize(
    "use",
    [
        lambda held: list(held.brands), lambda held: len(held.brands), lambda held: held.hosts(),
        lambda held: list(held.account_names()), lambda held: held._mailboxes,
        lambda held: held.numbers, pickle.dumps, lambda held: held | held,
        lambda held: [f"a{n}.example" in held._hosts for n in range(200)],
    ],
)  # fmt: skip
def test_whoever_asks_for_much_gets_the_tables(
    data: bytes, whole: Directory, use: Callable[[Directory], object]
) -> None:
    held = opened(data)
    use(held)
    assert held._sheet is None
    assert type(held.brands) is dict
    assert (held.brands, held._hosts, held._exact) == (whole.brands, whole._hosts, whole._exact)
    assert held._called == whole._called


def _cut(data: bytes) -> bytes:
    return data[:-10]


def _flip(data: bytes) -> bytes:
    at = data.index(b"tokenpocket.pro")
    return data[:at] + b"x" + data[at + 1 :]


@pytest.mark.parametrize(
    "damage", [_cut, _flip, lambda data: b"", lambda data: data.replace(b"sheet-1", b"sheet-2")]
)
def test_a_damaged_sheet_is_not_used(data: bytes, damage: Callable[[bytes], bytes]) -> None:
    assert sheet.load(damage(sheet.dump(data)), compiled.hash_of(data)) is None


def test_a_sheet_of_another_list_is_not_used(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / compiled.FILE
    monkeypatch.setattr(compiled, "default_file", lambda: str(path))
    (tmp_path / sheet.FILE).write_bytes(sheet.dump(data))
    assert sheet.load_default() is None
    path.write_bytes(data)
    assert sheet.load_default() is not None
    path.write_bytes(compiled.dump([Brand("a", "A")]))
    assert sheet.load_default() is None
    path.write_bytes(b"{}")
    assert sheet.load_default() is None


def test_what_would_break_a_line_is_written_nowhere() -> None:
    source = Source("a", "A", "2026", "q")
    listed = Listed("a", "domain", "a.example", sources=(source,), note="n")
    off = ClosedChannel("phone", "none", source, "2026-01-01", "2027-01-01")
    good = Brand("a", "A", aliases=("Aa", "甲"), contacts=(listed,), closed_channels=(off,))
    data = compiled.dump([good])
    found = sheet.load(sheet.dump(data), compiled.hash_of(data))
    assert found is not None
    assert found.brands() == [good]
    for mark in ("\t", "\n", "\n\x1e"):
        assert sheet.dump(compiled.dump([replace(good, name=f"A{mark}B")])) == b""
        assert sheet.dump(compiled.dump([replace(good, aliases=(f"A{mark}B",))])) == b""
    assert sheet.dump(compiled.dump([replace(good, aliases=("A\x1fB",))])) == b""
    assert (
        sheet.dump(compiled.dump([replace(good, contacts=(replace(listed, value="a\x07"),))]))
        == b""
    )
