"""What the build leaves beside the code: the list, and the names that it protects."""

from __future__ import annotations

from pathlib import Path

import pytest

from ringtrue import Checker, Directory, data
from ringtrue.curation import build
from ringtrue.data.arrays import Arrays
from ringtrue.index.contacts import Contacts
from ringtrue.index.names import NameIndex
from ringtrue.index.protected import protected_names
from ringtrue.text.tables import opened

SHIPPED = Path(__file__).parents[2] / "allowlists"


@pytest.fixture(scope="module")
def built() -> bytes:
    return build.build(SHIPPED)


def test_the_build_gives_what_is_there(built: bytes) -> None:
    """What another process built, with other seeds of its hashes."""
    for name in Arrays(built).names():
        assert Arrays(built).raw(name) == opened().raw(name), f"{name}: build it anew: make demo"


def test_the_names_are_those_that_would_be_worked_out(built: bytes) -> None:
    contacts = Contacts(Arrays(built))
    names = list(protected_names(contacts.brands()))
    read, made = NameIndex(contacts.arrays), NameIndex.of(names)
    assert read.listed() == made.listed() == names
    for table in ("by_text", "by_key", "short", "swapped", "hyphened"):
        assert getattr(read, table).items() == getattr(made, table).items(), table
    slips = [name.key[:3] + name.key[4:] for name in names] + [f"{n.key}x" for n in names[::3]]
    for text in slips:
        assert read.near.near(text) == made.near.near(text), text
        assert read.keys.places(text) == made.keys.places(text), text


def test_what_was_built_already_is_not_written_again(
    built: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "build", {SHIPPED: built}.__getitem__)
    path = tmp_path / data.INDEX
    path.write_bytes(b"old")
    build.write(SHIPPED, tmp_path)
    assert path.read_bytes() == built
    assert list(tmp_path.iterdir()) == [path]
    before = path.stat()
    build.write(SHIPPED, tmp_path)
    assert path.stat() == before


def test_other_lists_have_their_own_names() -> None:
    default = Directory.default()
    own = Directory.from_rows([("acmebank", "Acmebank", "domain", "acmebank.example")])
    assert {name.brand_id for name in own.protected} == {"acmebank"}
    assert {name.brand_id for name in (default | own).protected} > {"acmebank"}
    liar = Directory(own.brands.values(), default.version)
    assert {name.brand_id for name in liar.protected} == {"acmebank"}
    assert Checker(liar).check("acmebanc.example").imitates is not None
