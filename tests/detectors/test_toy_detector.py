"""A detector that does not exist, in a copy of the package: the suite names what it lacks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from copies import copied, run
from ringtrue.messages.catalogue import languages

PAGE = '''"""toy_number: a host that counts to forty-two.

What it does
    Looks for the number 42 in the registered label. Alone it is suspicious.

Why it matters
    It does not.

Examples
    shop42.example

Not flagged
    Every other number.

References
    Adams 1979.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import Inquiry
from ringtrue.kinds.facets import DomainName
from ringtrue.model import Evidence, Family

STRENGTH = 0.6


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    for facet in inquiry.contact.facets:
        if isinstance(facet, DomainName) and "42" in facet.label:
            yield Evidence("toy_number", Family.DECEPTION, STRENGTH, {"seen": facet.label})
'''
ROWS = 'official = [["acme", "Acme", "domain", "acme.example"]]\n' + "".join(
    f'\n[[{kind}]]\ncontact = "{host}"\nstatus = "{status}"\nwhy = "{why}"\n{more}'
    for n in range(6)
    for kind, host, status, why, more in (
        ("fires", f"shop42{n}.example", "suspicious", "it counts", 'page = "Alone"\n'),
        ("quiet", f"shop3{n}.example", "unknown", "another number", ""),
    )
)
ROOT = Path(__file__).parents[2]
DETECTOR = "src/ringtrue/detectors/toy_number.py"
REGISTRY = "src/ringtrue/detectors/registry.py"
ROW = '    Row("toy_number", _of(DomainName), inspects="always"),\n'
TESTS = ("tests/test_layers.py", "tests/test_readme.py", "tests/detectors/test_rows.py")
ASKED = "toy_number or every_detector or every_finding or every_row_file"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy with the module of a detector that nothing else knows."""
    rows = (ROOT / "tests" / "detectors").glob("*.toml")
    pages = (ROOT / "docs").glob("*.md")
    copied(
        tmp_path, *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", *TESTS)), *rows, *pages
    )
    (tmp_path / DETECTOR).write_text(PAGE, encoding="utf-8")
    return tmp_path


def _append(path: Path, text: str, before: str = "") -> None:
    """Puts text at the end of a file, or before the last place where `before` stands."""
    head, found, tail = path.read_text(encoding="utf-8").rpartition(before or "\n")
    path.write_text(head + text + found + tail if before else head + "\n" + text, encoding="utf-8")


def _suite(copy: Path) -> tuple[int, str]:
    return run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS, "-k", ASKED)


def test_what_a_detector_lacks_is_named_piece_by_piece(copy: Path) -> None:
    code, said = _suite(copy)
    assert code == 1, said
    assert "file and registry differ: ['toy_number']" in said

    _append(copy / REGISTRY, ROW, before=")\n\n\ndef module_of")
    code, said = _suite(copy)
    assert code == 1, said
    assert "write tests/detectors/toy_number.toml" in said
    failed = [line for line in said.split("\n") if line.startswith("FAILED")]
    named = ["test_every_detector_is_named", "test_every_row_file_belongs_to_a_detector"]
    named += [f"test_every_finding_is_worded[{lang}]" for lang in languages()]
    for test in named:
        assert any(test in line for line in failed), said


def test_a_detector_is_whole_with_the_files_that_are_listed(copy: Path) -> None:
    listed = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = listed.partition("## A detector\n")[2].partition("\n## ")[0]
    for file in re.findall(r"^\| `(.+?)`", section, re.MULTILINE):
        for lang in languages() if "<lang>" in file else ("",):
            _add(copy / file.replace("<lang>", lang).replace("<code>", "toy_number"))
    code, said = _suite(copy)
    assert code == 0, said
    _, said = run(copy, "-m", "ringtrue", "check", "shop42.example", "--lang", "en")
    assert "It counts to “shop42”." in said


def _add(path: Path) -> None:
    """What the toy needs in a file that CONTRIBUTING.md lists."""
    if path.name == "registry.py":
        _append(path, ROW, before=")\n\n\ndef module_of")
    elif path.name == "evidence.toml":
        _append(path, 'toy_number = "It counts to “{seen}”."\n')
    elif path.name == "README.md":
        _append(path, "`toy_number`\n")
    else:
        path.write_text({".py": PAGE, ".toml": ROWS}[path.suffix], encoding="utf-8")
