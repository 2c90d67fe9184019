"""The compiled directory: the same brands come back, damage does not pass."""

from __future__ import annotations

import gc
import hashlib
import random
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from ringtrue.data.arrays import Arrays, pack
from ringtrue.directory import allowlist
from ringtrue.errors import AllowlistError
from ringtrue.index import compiled, digest
from ringtrue.index.contacts import Contacts
from ringtrue.index.gc_pause import no_collection
from ringtrue.model import Brand, ClosedChannel, Complete, Listed, NeverAsks, Source

SHIPPED = Path(__file__).parents[2] / "allowlists"

OWN = Source("example/app@0123abc:README.md", "A", "2026-05-20", "我们 “quote” ")
BRANDS = [
    Brand(
        "examplewallet",
        "Example Wallet",
        aliases=("例子钱包",),
        common_word=True,
        contacts=(
            Listed(
                "examplewallet", "domain", "examplewallet.example", "registrable",
                verified_on="2026-11-23", review_by="2027-05-22", sources=(OWN,), corroborated=True,
            ),
            Listed(
                "examplewallet", "phone", "95500", path="", purpose="support", use="call-to",
                region="CN", status="retired", since="2020", until="2025", successor="95501",
                verified_on="2026-10-01", review_by="2027-01-01", sources=(OWN,), note="old",
                scope="region", audience="business",
            ),
        ),
        closed_channels=(
            ClosedChannel("sms", "We never text.", OWN, "2026-11-23", "2027-11-23"),
        ),
        kind=("wallet", "exchange"),
        complete=(Complete("phone", OWN, "2026-11-23", "2027-05-22", "CN"),),
        common_names=("例子钱包",),
        names=(("ja", "エグザンプル"), ("zh", "例子钱包")),
        never_asks=(
            NeverAsks("credentials", "We never ask.", OWN, "2026-11-23", "2027-11-23", "email"),
        ),
    ),
    Brand("alone", "Alone", protects=False, tier="register", head=True),
]  # fmt: skip


def test_lists_from_before_kinds_were_complete_are_read() -> None:
    dumped = Arrays(compiled.dump(BRANDS))
    dropped = ("list.complete", "list.brand.complete.at")
    earlier = dumped.part(lambda name: name not in dropped)
    assert dropped[0] in dumped
    brands = Contacts(earlier).brands()
    assert brands == sorted([replace(b, complete=()) for b in BRANDS], key=lambda brand: brand.id)


def test_lists_from_before_names_were_told_by_language_are_read() -> None:
    dumped = Arrays(compiled.dump(BRANDS))
    words = ("list.brand.named", "list.brand.common")
    brands = Contacts(dumped.part(lambda name: not name.startswith(words))).brands()
    before = [replace(b, common_names=(), names=()) for b in BRANDS]
    assert brands == sorted(before, key=lambda brand: brand.id)


def test_lists_from_before_it_was_told_whom_a_contact_serves_are_read() -> None:
    dumped = Arrays(compiled.dump(BRANDS))
    dropped = ("list.form.for", "list.never", "list.brand.never.at")
    brands = Contacts(dumped.part(lambda name: name not in dropped)).brands()
    before = [
        replace(
            brand,
            never_asks=(),
            contacts=tuple(replace(c, scope="", audience="") for c in brand.contacts),
        )
        for brand in BRANDS
    ]
    assert brands == sorted(before, key=lambda brand: brand.id)


def test_the_same_brands_come_back() -> None:
    version, brands = compiled.load(compiled.dump(BRANDS))
    assert brands == sorted(BRANDS, key=lambda brand: brand.id)
    assert version.startswith("2026.11.23+")
    assert brands[1].complete[0].source == OWN
    listed = brands[1].contacts[0]
    assert type(listed) is Listed
    assert hash(listed) == hash(BRANDS[0].contacts[0])
    with pytest.raises(AttributeError):
        listed.value = "other.example"  # type: ignore[misc]


def test_equal_brands_give_equal_bytes() -> None:
    data = compiled.dump(BRANDS)
    shuffled = list(BRANDS)
    random.Random(7).shuffle(shuffled)
    assert compiled.dump(shuffled) == data
    assert compiled.dump(compiled.load(data)[1]) == data
    other = [replace(BRANDS[0], name="Another"), BRANDS[1]]
    assert compiled.load(compiled.dump(other))[0] != compiled.load(data)[0]
    assert Arrays(data).text("list.version") == compiled.load(data)[0]


def test_long_quotes_are_cut() -> None:
    long = replace(BRANDS[0].contacts[0], sources=(replace(OWN, quote="q" * 200),))
    data = compiled.dump([replace(BRANDS[0], contacts=(long,))])
    quote = compiled.load(data)[1][0].contacts[0].sources[0].quote
    assert len(quote) == compiled.MAX_QUOTE
    assert quote.endswith("…")


def _flipped(data: bytes) -> bytes:
    at = data.index(b"examplewallet.example")
    return data[:at] + b"E" + data[at + 1 :]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: b'{"format":1,"version":"2026.1.1+ab","sha256":"ab","body":{}}\n',
        lambda data: data[:-40],
        _flipped,
        lambda data: data.replace(b"arrays 1", b"arrays 2", 1),
        lambda data: b"\x80\x04" + data,
        lambda data: b"[" * 100_000,
        lambda data: pack({"other": [1, 2, 3]}),
    ],
)
def test_damage_is_one_clear_error(damage) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(AllowlistError, match=r"somewhere\.bin: .*; build it anew"):
        compiled.load(damage(compiled.dump(BRANDS)), "somewhere.bin")


WHOLE = compiled.listed(BRANDS)


@pytest.mark.parametrize(
    "name", [n for n, section in WHOLE.items() if not isinstance(section, str)]
)
@pytest.mark.parametrize("change", ["large", "none", "reversed"])
def test_numbers_that_lead_nowhere_are_one_clear_error(name: str, change: str) -> None:
    """Whoever signs a list can write what he wants: no other error, and no endless work."""
    numbers = list(WHOLE[name])
    changed = {"large": [4_000_000_000 for _ in numbers], "none": [], "reversed": numbers[::-1]}
    if changed[change] == numbers or name.split(".")[1] in ("host", "other", "called", "number"):
        return  # no other numbers, or those of a look-up for single contacts
    with suppress(AllowlistError):
        brands = compiled.load(pack({**WHOLE, name: changed[change]}), "somewhere.bin")[1]
        assert change == "reversed"
        assert len(brands) == 2


def test_the_shipped_files_compile() -> None:
    brands = sorted(allowlist.load_folder(SHIPPED), key=lambda brand: brand.id)
    version, again = compiled.load(allowlist.compile_folder(SHIPPED))
    assert len(again) == len(brands) > 46
    assert version.partition("+")[0].count(".") == 2
    for brand, other in zip(brands, again, strict=True):
        assert [c.value for c in brand.contacts] == [c.value for c in other.contacts]


def test_the_digest_is_sha256() -> None:
    for data in (b"", b"abc", bytes(range(256)) * 999):
        assert digest.hexdigest(data) == hashlib.sha256(data).hexdigest()


def test_the_cycle_collector_is_woken_again() -> None:
    @no_collection()
    def broken() -> None:
        assert not gc.isenabled()
        raise LookupError

    assert gc.isenabled()
    with pytest.raises(LookupError):
        broken()
    assert gc.isenabled()
    gc.disable()
    try:
        with no_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
