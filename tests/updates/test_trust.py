"""What a list must look like before it takes the place of the one in use: bytes in, words out."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from world import NOW, brands, contact, listing

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
        ({"value": 7}, "value is no text"),
        ({"value": None}, "value is no text"),
        ({"note": 3.5}, "note is no text"),
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
    for wrong, said in (
        (replace(good, name=5), "name is no text"),
        (replace(good, aliases=("a", 5)), "aliases holds"),
        (replace(good, closed_channels=(replace(closed, statement=None),)), "statement is no text"),
        (replace(good, contacts=()), "no contact"),
    ):
        with pytest.raises(UpdateError, match=said):
            admit(compiled.dump([wrong], "1.1.1"))  # type: ignore[list-item]
    assert admit(compiled.dump([replace(good, closed_channels=(closed,))], "1.1.1"))


def _edited(edit: object) -> bytes:
    """A list whose body was edited and hashed anew, as a careless publisher might."""
    document = json.loads(listing("one.example"))
    edit(document["body"])  # type: ignore[operator]
    body = json.dumps(document["body"], ensure_ascii=False, separators=(",", ":")).encode()
    head = {"format": 1, "version": "1.1.1", "sha256": sha256(body).hexdigest()}
    return json.dumps(head, separators=(",", ":")).encode()[:-1] + b',"body":' + body + b"}\n"


@pytest.mark.parametrize(
    "edit",
    [
        lambda body: body["brands"].append(body["brands"][0]),  # the same brand twice
        lambda body: body["sources"].append(["unused", "A", "2026", ""]),
        lambda body: body["brands"][0][5][0].__setitem__(2, [-1]),  # an index from the end
        lambda body: body["brands"][0][5][0].__setitem__(2, [99]),
        lambda body: body["brands"][0].pop(),
        lambda body: body["forms"][0].__setitem__(5, ["CN"]),
        lambda body: body["sources"][0].__setitem__(0, ["a list"]),
        lambda body: body["brands"][0].__setitem__(0, ["a list"]),
        lambda body: body.pop("forms"),
        lambda body: body.update(brands={}),
    ],
)
def test_bodies_that_written_again_differ(edit: object) -> None:
    with pytest.raises(UpdateError):
        admit(_edited(edit))
    assert admit(_edited(lambda body: None))


def test_too_many_brands() -> None:
    with pytest.raises(UpdateError) as caught:
        admit(listing("one.example"), max_brands=0)
    assert caught.value.code == "too_large"


def test_no_pickle_and_no_other_format() -> None:
    data = listing("one.example")
    for wrong in (b"\x80\x04", b"", data[:-9], data.replace(b'"format":1', b'"format":2')):
        with pytest.raises(UpdateError):
            admit(wrong)


def test_a_reason_is_one_line_and_a_fault_of_ours_is_none() -> None:
    assert str(reason(OSError(28, "No space left on device"), NOW)).count("\n") == 0
    assert reason(OSError(28, "No space left on device", "/a"), NOW).code == "disk"
    with pytest.raises(ZeroDivisionError):
        reason(ZeroDivisionError(), NOW)
