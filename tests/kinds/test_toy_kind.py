"""A kind that does not exist, in a copy of the package: the suite names what it lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from copies import copied, run_suite

MODULE = '''"""Numbers of pigeon lofts: ``loft:12345``."""

from __future__ import annotations

from ringtrue.errors import UnparseableContact
from ringtrue.kinds.facets import LoftNumber
from ringtrue.kinds.registry import Kind
from ringtrue.model import ContactPoint


def parse(raw: str, region: str | None = None) -> ContactPoint:
    digits = raw.removeprefix("loft:").strip()
    if not digits.isdigit():
        raise UnparseableContact("bad_loft", raw)
    return ContactPoint("loft", raw, f"loft:{digits}", (LoftNumber(digits),))


KIND = Kind(
    names=("loft",),
    facets=frozenset({LoftNumber}),
    sample="loft:12345",
    parse=lambda text, region, name: parse(text, region),
    read=parse,
    knows_prefix="loft".__eq__,
)
'''
FACET = """

@record
class LoftNumber(Facet):
    digits: str
"""
FINDER = '''

def lofts(context: Context, finds: Finds) -> None:
    """Numbers of pigeon lofts."""
    at = context.plain.find("loft:")
    if at >= 0:
        finds.add(Found(at, at + 10, context.plain[at : at + 10]))
'''


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy with the module of a kind that nothing else knows."""
    copied(tmp_path, Path(__file__).with_name("test_registry.py"))
    for path in Path(__file__).parent.glob("test_*.py"):
        (tmp_path / "tests" / "kinds" / path.name).touch()
    kinds = tmp_path / "src" / "ringtrue" / "kinds"
    (kinds / "loft.py").write_text(MODULE, encoding="utf-8")
    _add(kinds / "facets.py", FACET)
    return tmp_path


def _add(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def _enter(copy: Path) -> None:
    registry = copy / "src" / "ringtrue" / "kinds" / "registry.py"
    _change(
        registry, '("remote", ("remote_id",)),', '("remote", ("remote_id",)), ("loft", ("loft",)),'
    )


def test_a_module_without_its_row_is_named(copy: Path) -> None:
    code, said = run_suite(copy)
    assert code == 1
    assert "files and TABLE differ: ['loft']" in said


def test_what_a_kind_lacks_is_named_piece_by_piece(copy: Path) -> None:
    _enter(copy)
    code, said = run_suite(copy)
    assert code == 1
    for lacking in (
        "PREFIXED and the records differ",
        "no finder: add one to _EXTRACTORS of scanning/extract.py",
        "/problem.toml: bad_loft",
        "no row of detectors/registry.py reads ['LoftNumber']",
        "tests/kinds/test_loft.py",
    ):
        assert lacking in said


def test_a_whole_kind_lacks_nothing(copy: Path) -> None:
    package = copy / "src" / "ringtrue"
    _enter(copy)
    _change(package / "kinds" / "registry.py", "PREFIXED = (", 'PREFIXED = ("loft", ')
    for file in package.glob("messages/*/problem.toml"):
        _add(file, 'bad_loft = "No number of a loft."\n')
    _change(package / "directory" / "schema.py", '"wallet",', '"wallet", "loft",')
    registry = package / "detectors" / "registry.py"
    _change(
        registry,
        'Row("remote_access", _of(RemoteId)',
        'Row("remote_access", _of(RemoteId, LoftNumber)',
    )
    _change(
        registry,
        "    LocalPart,\n    PhoneNumber,\n",
        "    LocalPart,\n    LoftNumber,\n    PhoneNumber,\n",
    )
    _add(package / "scanning" / "accounts.py", FINDER)
    _change(
        package / "scanning" / "extract.py",
        "    accounts.remote_ids,\n",
        "    accounts.remote_ids,\n    accounts.lofts,\n",
    )
    (copy / "tests" / "kinds" / "test_loft.py").touch()
    code, said = run_suite(copy)
    assert code == 0, said
