"""A kind of contact is whole: whatever piece of it is missing is named."""

from __future__ import annotations

import subprocess
import sys
import typing
from pathlib import Path

import pytest

import ringtrue.kinds
from ringtrue import Checker, Directory
from ringtrue.detectors.registry import TABLE as DETECTORS
from ringtrue.directory import schema
from ringtrue.errors import AllowlistError, UnparseableContact
from ringtrue.kinds import KINDS, parse
from ringtrue.kinds.registry import (
    LINKED,
    PREFIXED,
    SCHEMES,
    SHAPES,
    TABLE,
    UNLISTED,
    _none,
    kind_of,
    kind_of_module,
    module_of,
)
from ringtrue.messages.catalogue import Catalogue, languages

PACKAGE = Path(ringtrue.kinds.__file__).parent
MODULES = [module for module, _ in TABLE]
OURS = [("acme", "Acme", "domain", "acme.example")]


def test_every_module_with_a_record_has_its_row() -> None:
    holding = {path.stem for path in PACKAGE.glob("*.py") if "\nKIND = " in path.read_text("utf-8")}
    assert holding == set(MODULES), f"files and TABLE differ: {sorted(holding ^ set(MODULES))}"
    assert len(KINDS) == len(set(KINDS)), "a kind stands twice in TABLE"


@pytest.mark.parametrize(("module", "kinds"), TABLE, ids=MODULES)
def test_a_record_has_the_names_of_its_row(module: str, kinds: tuple[str, ...]) -> None:
    assert kind_of_module(module).names == kinds
    assert all(kind_of(kind) is kind_of_module(module) for kind in kinds)


def test_prefixes_links_and_shapes_are_those_of_modules_of_the_table() -> None:
    assert set(SCHEMES.values()) <= set(KINDS)
    assert {*PREFIXED, *LINKED} <= set(MODULES)
    for module, tells in SHAPES:
        assert callable(getattr(module_of(module), tells, None)), f"{module}.{tells} is missing"
    records = {module: kind_of_module(module) for module in MODULES}
    prefixed = {
        name for name, kind in records.items()
        if kind.knows_prefix is not _none or kind.schemes is not frozenset
    }  # fmt: skip
    assert prefixed == set(PREFIXED), "PREFIXED and the records differ"
    linked = {name for name, kind in records.items() if kind.of_link is not _none}
    assert linked == set(LINKED), "LINKED and the records differ"


@pytest.mark.parametrize("module", MODULES)
def test_a_sample_is_read(module: str) -> None:
    kind = kind_of_module(module)
    contact = parse(kind.sample)
    assert contact.kind in kind.names, "parse reads the sample as something else"
    assert parse(contact.canonical).canonical == contact.canonical
    assert {type(facet) for facet in contact.facets} <= kind.facets
    assert kind.parse(kind.sample, None, contact.kind).canonical == contact.canonical


@pytest.mark.parametrize("module", MODULES)
def test_a_scan_finds_a_sample(module: str) -> None:
    kind = kind_of_module(module)
    report = Checker(Directory.from_rows(OURS)).scan(
        f"Please write to us: {kind.sample} (any day)."
    )
    found = [item.verdict.contact for item in report.contacts]
    assert parse(kind.sample).canonical in [one.canonical for one in found if one is not None], (
        "no finder: add one to _EXTRACTORS of scanning/extract.py"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_none_is_told_in_every_language(kind: str) -> None:
    with pytest.raises(UnparseableContact) as raised:
        parse("\x7f!", kind)
    for lang in languages():
        told = Catalogue.load(lang).codes("problem")
        assert raised.value.code in told, f"messages/{lang}/problem.toml: {raised.value.code}"


@pytest.mark.parametrize("module", MODULES)
def test_a_listed_sample_is_the_brands(module: str) -> None:
    """By its owner keys it is found again, and by nobody else's."""
    kind = kind_of_module(module)
    contact = parse(kind.sample)
    row = ("acme", "Acme", contact.kind, kind.sample)
    if contact.kind in UNLISTED:
        with pytest.raises(AllowlistError, match="is no kind"):
            Directory.from_rows([row])
        assert kind.owners(contact, Directory.from_rows(OURS), None) == []
        return
    directory = Directory.from_rows([row, ("other", "Other", "domain", "other.example")])
    assert [listed.brand_id for listed in directory.owners(contact)] == ["acme"]
    assert contact.kind in typing.get_args(schema.Kind), "name it in Kind of directory/schema.py"


@pytest.mark.parametrize("module", MODULES)
def test_some_detector_reads_every_facet(module: str) -> None:
    read = {facet for row in DETECTORS for facet in row.reads}
    unread = sorted(facet.__name__ for facet in kind_of_module(module).facets - read)
    assert not unread, f"no row of detectors/registry.py reads {unread}"


@pytest.mark.parametrize("module", MODULES)
def test_a_kind_has_tests_of_its_own(module: str) -> None:
    assert (Path(__file__).parent / f"test_{module}.py").is_file(), f"tests/kinds/test_{module}.py"


def test_a_kind_is_imported_when_a_contact_needs_it() -> None:
    code = (
        "import sys, ringtrue; ringtrue.check('https://stranger.example/a');"
        "print(*(name for name in sys.modules if name.startswith('ringtrue.kinds.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.removeprefix("ringtrue.kinds.") for name in done.stdout.split()}
    assert loaded & set(MODULES) == {"links"}
