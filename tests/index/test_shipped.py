"""What the build leaves beside the code: the list, and the names that it protects."""

from __future__ import annotations

from pathlib import Path

import pytest

from ringtrue import Checker, Directory
from ringtrue.curation import build
from ringtrue.index import compiled, shipped
from ringtrue.index.protected import protected_names

SHIPPED = Path(__file__).parents[2] / "allowlists"


@pytest.fixture(scope="module")
def built() -> dict[str, bytes]:
    return build.build(SHIPPED)


def test_the_names_are_those_that_would_be_worked_out(built: dict[str, bytes]) -> None:
    version, brands = compiled.load(built[compiled.FILE])
    found = shipped.load_names(version)
    assert found is not None
    assert found == list(protected_names(brands)), "build them anew: make demo"


def test_what_was_built_already_is_not_written_again(
    built: dict[str, bytes], tmp_path: Path
) -> None:
    build.write(SHIPPED, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == built
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    (tmp_path / shipped.NAMES).write_bytes(b"old")
    build.write(SHIPPED, tmp_path)
    assert (tmp_path / shipped.NAMES).read_bytes() == built[shipped.NAMES]
    assert (tmp_path / compiled.FILE).stat().st_mtime_ns == before[compiled.FILE]


DAMAGED = {
    "empty": lambda data: b"",
    "cut": lambda data: data[: len(data) // 2],
    "a name changed": lambda data: data.replace(b"tokenpocket", b"tokenpockey"),
    "no names": lambda data: data[: data.index(b"\n") + 1],
    "another layout": lambda data: data.replace(b"names 4 ", b"names 5 "),
}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED)
def test_damaged_names_do_not_count(damage, built: dict[str, bytes], tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    version = Directory.default().version
    file = tmp_path / shipped.NAMES
    file.write_bytes(built[shipped.NAMES])
    assert shipped.load_names(version, file)
    file.write_bytes(damage(built[shipped.NAMES]))
    assert shipped.load_names(version, file) is None
    assert shipped.load_names(version, tmp_path / "none.txt") is None


def test_other_lists_have_their_own_names() -> None:
    default = Directory.default()
    own = Directory.from_rows([("acmebank", "Acmebank", "domain", "acmebank.example")])
    assert {name.brand_id for name in own.protected} == {"acmebank"}
    assert {name.brand_id for name in (default | own).protected} > {"acmebank"}
    liar = Directory(own.brands.values(), default.version)
    assert {name.brand_id for name in liar.protected} == {"acmebank"}
    assert Checker(liar).check("acmebanc.example").imitates is not None
