"""The change log of trust: what a new list adds and takes away."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ringtrue.cli import main
from ringtrue.curation.changes import ADDS_TRUST, WHAT, Change, changes, counts
from ringtrue.directory import allowlist
from ringtrue.index import compiled
from ringtrue.model import Brand, ClosedChannel, Complete, Listed, Source
from ringtrue.render.changes import changes_text

ALLOWLISTS = Path(__file__).parents[2] / "allowlists"
OWN = Source("example/app@0123abc:README.md", "A", "2026-05-20", "ours")
SITE = Listed(
    "acme", "domain", "acme.example", "registrable", verified_on="2026-10-01",
    review_by="2027-04-01", sources=(OWN,),
)  # fmt: skip
PHONE = Listed(
    "acme", "phone", "+18005550142", use="call-to", verified_on="2026-10-01",
    review_by="2027-04-01", sources=(OWN,),
)  # fmt: skip
CLOSED = ClosedChannel("sms", "We never text.", OWN, "2026-10-01", "2027-10-01")
ACME = Brand("acme", "Acme", contacts=(SITE, PHONE), closed_channels=(CLOSED,), kind=("wallet",))
OTHER = Brand("other", "Other", contacts=(replace(SITE, brand_id="other", value="other.example"),))
Capture = pytest.CaptureFixture[str]


def _what(new: Brand | None, old: Brand | None = ACME) -> list[tuple[str, str]]:
    found = changes([b for b in (old, OTHER) if b], [b for b in (new, OTHER) if b])
    return [(change.what, change.value) for change in found]


def _site(**more: object) -> Brand:
    return replace(ACME, contacts=(replace(SITE, **more), PHONE))  # type: ignore[arg-type]


def test_nothing_changed() -> None:
    assert _what(ACME) == []
    assert _what(replace(ACME, contacts=(PHONE, SITE))) == []


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (replace(ACME, contacts=(SITE,)), [("removed", "+18005550142")]),
        (_site(status="revoked"), [("revoked", "acme.example")]),
        (_site(status="retired", successor="acme2.example"),
         [("changed", "acme.example"), ("retired", "acme.example")]),
        (_site(status="disputed"), [("status", "acme.example")]),
        (_site(verified_on="2026-11-01", review_by="2027-05-01"), [("renewed", "acme.example")]),
        (_site(sources=(replace(OWN, date="2026-06"),)), [("renewed", "acme.example")]),
        (_site(sources=(replace(OWN, grade="B"),)), [("changed", "acme.example")]),
        (_site(sources=(replace(OWN, quote="other words"),)), []),
        (_site(corroborated=True), [("changed", "acme.example")]),
        (_site(kind="host", match="exact"), [("changed", "acme.example")]),
        (_site(region="CN"), [("changed", "acme.example")]),
        (_site(path="/help"), [("changed", "acme.example/help")]),
        (replace(ACME, name="Acme Wallet"), [("brand_changed", "")]),
        (replace(ACME, aliases=("艾克美",)), [("brand_changed", "")]),
        (replace(ACME, common_word=True), [("brand_changed", "")]),
        (replace(ACME, closed_channels=()), [("closed_removed", "")]),
        (replace(ACME, closed_channels=(replace(CLOSED, statement="Never."),)),
         [("closed_changed", "")]),
        (None, [("removed", "+18005550142"), ("removed", "acme.example"), ("brand_removed", ""),
                ("closed_removed", "")]),
    ],
)  # fmt: skip
def test_one_change(new: Brand | None, expected: list[tuple[str, str]]) -> None:
    assert sorted(_what(new)) == sorted(expected)


def test_the_other_way_round() -> None:
    assert ("restored", "acme.example") in _what(ACME, _site(status="revoked"))
    assert sorted(_what(ACME, None)) == [
        ("added", "+18005550142"), ("added", "acme.example"), ("brand_added", ""),
        ("closed_added", ""),
    ]  # fmt: skip


def test_kinds_that_are_complete() -> None:
    whole = replace(ACME, complete=(Complete("phone", OWN, "2026-10-01", "2027-03-01", "US"),))
    (added,), (removed,) = changes([ACME], [whole]), changes([whole], [ACME])
    assert (added.what, added.kind, added.region) == ("complete_added", "phone", "US")
    assert (removed.what, removed.kind) == ("complete_removed", "phone")
    assert "complete_removed" in ADDS_TRUST, "what is not listed is accused no more"
    assert "complete_added" not in ADDS_TRUST


def test_a_contact_that_moves_between_brands_is_neither_added_nor_removed() -> None:
    without = replace(ACME, contacts=(PHONE,))
    taken = replace(OTHER, contacts=(*OTHER.contacts, replace(SITE, brand_id="other")))
    (moved,) = changes([ACME, OTHER], [without, taken])
    assert (moved.what, moved.old, moved.new, moved.value) == (
        "moved", "acme", "other", "acme.example",
    )  # fmt: skip
    # Listed by both is one more owner, not a move.
    (added,) = changes([ACME, OTHER], [ACME, taken])
    assert (added.what, added.brand_id) == ("added", "other")


def test_a_contact_listed_twice_in_one_brand_is_not_lost() -> None:
    twice = replace(ACME, contacts=(SITE, PHONE, replace(PHONE, use="sender")))
    assert _what(twice) == [("added", "+18005550142")]
    assert _what(ACME, twice) == [("removed", "+18005550142")]


def test_what_adds_trust_comes_first() -> None:
    new = replace(
        ACME, contacts=(replace(SITE, value="new.example"), replace(PHONE, status="revoked"))
    )
    found = changes([ACME], [new])
    assert [c.what for c in found] == ["added", "revoked", "removed"]
    assert list(counts(found)) == ["added", "revoked", "removed"]
    assert set(WHAT) > ADDS_TRUST
    text = changes_text("1", "2", found, ADDS_TRUST)
    assert "+ acme                  domain new.example  [A example/app@0123abc:README.md]" in text
    assert "- acme                  phone +18005550142  active -> revoked" in text


def test_text_spells_out_what_a_terminal_would_obey() -> None:
    text = changes_text("1", "2", [Change("brand_added", "x", new="a\x1b[31m\u202eb")], ADDS_TRUST)
    assert "\x1b" not in text
    assert "\u202e" not in text


# -- the command ----------------------------------------------------------------------------------


def test_diff_of_compiled_files_and_folders(tmp_path: Path, capsys: Capture) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_bytes(compiled.dump([ACME], "1.1.1"))
    new.write_bytes(compiled.dump([_site(status="revoked")], "1.1.2"))
    assert main(["diff", str(old), str(new)]) == 1
    assert capsys.readouterr().out == (
        "1.1.1 -> 1.1.2\n\nContacts revoked (1)\n"
        "- acme                  domain acme.example  active -> revoked"
        "  [A example/app@0123abc:README.md]\n"
    )
    assert main(["diff", str(old), str(new), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["counts"] == {"revoked": 1}
    assert said["changes"][0] == {
        "what": "revoked", "brand": "acme", "kind": "domain", "value": "acme.example",
        "region": "global", "old": "active", "new": "revoked",
        "sources": ["A example/app@0123abc:README.md"],
    }  # fmt: skip
    assert main(["diff", str(old), str(old)]) == 0
    assert "nothing changed" in capsys.readouterr().out


def test_diff_of_a_folder_and_its_compiled_form_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_bytes(allowlist.compile_folder(ALLOWLISTS))
    assert main(["diff", str(ALLOWLISTS), str(path)]) == 0
    one = next(ALLOWLISTS.glob("*.toml"))
    assert main(["diff", str(one), str(one)]) == 0


@pytest.mark.parametrize("data", [None, b"", b"{}", b"\x80\x04"])
def test_what_cannot_be_read_is_one_line(
    tmp_path: Path, capsys: Capture, data: bytes | None
) -> None:
    path = tmp_path / "list.json"
    if data is not None:
        path.write_bytes(data)
    assert main(["diff", str(path), str(path)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "list.json" in said
