"""What a list must look like before it takes the place of the one in use: bytes in, words out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from world import NOW, brands, contact, listing

from ringtrue.data.arrays import pack
from ringtrue.directory import allowlist
from ringtrue.errors import UpdateError
from ringtrue.index import compiled
from ringtrue.model import Brand, ClosedChannel
from ringtrue.updates.trust import admit, reason

ALLOWLISTS = Path(__file__).parents[2] / "allowlists"


def test_the_shipped_allowlists_are_admitted() -> None:
    data = allowlist.compile_folder(ALLOWLISTS)
    assert admit(data) == compiled.load(data)


def _with(**more: object) -> bytes:
    row = replace(contact("examplewallet", "one.example"), **more)  # type: ignore[arg-type]
    return compiled.dump([Brand("examplewallet", "Example Wallet", contacts=(row,))], "1.1.1")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"kind": "carrier_pigeon"}, "no kind"),
        ({"match": "everything"}, "no match"),
        ({"use": "dance"}, "no use"),
        ({"status": "blessed"}, "no status"),
        ({"review_by": ""}, "no day"),
        ({"verified_on": "2026-02-30"}, "no day"),
        ({"brand_id": "another"}, "lists a contact of 'another'"),
    ],
)
def test_rows_that_are_not_sound(more: dict[str, object], said: str) -> None:
    with pytest.raises(UpdateError, match=said) as caught:
        admit(_with(**more))
    assert caught.value.code == "broken"


def test_brands_and_channels_that_are_not_sound() -> None:
    good = brands("one.example")[0]
    source = good.contacts[0].sources[0]
    closed = ClosedChannel("sms", "We never text.", source, "2026-11-23", "2027-11-23")
    with pytest.raises(UpdateError, match="no contact"):
        admit(compiled.dump([replace(good, contacts=())], "1.1.1"))
    assert admit(compiled.dump([replace(good, closed_channels=(closed,))], "1.1.1"))


def _edited(**edits: object) -> bytes:
    """A list whose sections were edited and summed anew, as a careless publisher might."""
    sections = compiled.listed(brands("one.example", "two.example"), "1.1.1")
    for name, edit in edits.items():
        section = f"list.{name.replace('_', '.')}"
        if edit is None:
            del sections[section]
        else:
            made = edit(sections[section])  # type: ignore[operator]
            sections[section] = made if isinstance(made, str) else list(made)
    return pack(sections)


def _changed(at: int, number: int) -> Callable[[Sequence[int]], list[int]]:
    return lambda row: [*row[:at], number, *row[at:][1:]]


@pytest.mark.parametrize(
    "edits",
    [
        {"brand_id": lambda text: f"{text}\n{text}"},  # the same brand twice
        {"source": lambda row: [*row, 0, 0, 0, 0]},  # one that nothing cites
        {"contact": _changed(1, 99)},
        {"contact": _changed(2, 4_294_967_295)},
        {"contact": _changed(3, 2)},
        {"contact": lambda row: row[:-1]},
        {"contact_source": _changed(0, 99)},
        {"brand_contact_at": lambda row: [2, 0]},
        {"brand_contact_at": lambda row: [0, 1]},
        {"text_at": lambda row: row[::-1]},
        {"text": lambda text: text + "x"},
        {"host": lambda text: text.replace("two", "owt")},
        {"host_of_row": lambda row: row[::-1]},
        {"number": lambda row: [0]},
        {"form": None},
        {"host": None},
        {"brand_id": lambda text: [1, 2, 3]},
        {"brand": lambda row: "text"},
    ],
)
def test_lists_that_written_again_differ(edits: dict[str, object]) -> None:
    with pytest.raises(UpdateError):
        admit(_edited(**edits))
    assert admit(_edited())


def test_too_many_brands() -> None:
    with pytest.raises(UpdateError) as caught:
        admit(listing("one.example"), max_brands=0)
    assert caught.value.code == "too_large"


def test_no_pickle_and_no_other_format() -> None:
    data = listing("one.example")
    for wrong in (b"\x80\x04", b"", data[:-9], data.replace(b"arrays 1", b"arrays 2", 1)):
        with pytest.raises(UpdateError):
            admit(wrong)


def test_a_reason_is_one_line_and_a_fault_of_ours_is_none() -> None:
    assert str(reason(OSError(28, "No space left on device"), NOW)).count("\n") == 0
    assert reason(OSError(28, "No space left on device", "/a"), NOW).code == "disk"
    with pytest.raises(ZeroDivisionError):
        reason(ZeroDivisionError(), NOW)
