"""The house rules that an import or a missing file would break silently."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from ringtrue.detectors import DETECTORS
from ringtrue.judging.trust import LISTING_CODES
from ringtrue.messages.catalogue import Catalogue, languages

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "ringtrue"
ROOMS = (
    "records", "errors", "data", "model", "text", "kinds", "index", "search", "detectors",
    "directory", "messages", "render", "judging", "scanning", "curation", "sieve", "batch",
    "updates",
    "assistants", "server", "cli", "__init__", "__main__",
)  # fmt: skip
"""From the ground up: a room imports from itself and from those before it."""
UPWARD = {("index.slips", "directory"), ("messages.advice", "judging")}
"""What still imports upward at module level, to be mended."""


def _modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def _name(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def _at_module_level(tree: ast.Module) -> Iterator[ast.stmt]:
    """Statements that run on import: not those inside functions or ``if TYPE_CHECKING``."""
    todo: list[ast.stmt] = list(tree.body)
    while todo:
        node = todo.pop()
        yield node
        if isinstance(node, ast.If) and not (
            isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        ):
            todo += [*node.body, *node.orelse]
        elif isinstance(node, ast.Try):
            todo += [*node.body, *node.orelse, *node.finalbody]
            todo += [line for handler in node.handlers for line in handler.body]
        elif isinstance(node, (ast.With, ast.ClassDef)):
            todo += node.body


def _ours(nodes: Iterator[ast.AST]) -> set[str]:
    """Imported modules of ours, without the package's name."""
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            module = node.module or ""
            if module == "ringtrue" or (PACKAGE / module.removeprefix("ringtrue.")).is_dir():
                found |= {f"{module}.{alias.name}" for alias in node.names}
            else:
                found.add(module)
    return {name.removeprefix("ringtrue.") for name in found if name.startswith("ringtrue.")}


@pytest.mark.parametrize("path", _modules(), ids=_name)
def test_a_module_imports_downward_only(path: Path) -> None:
    name = _name(path)
    room = name.partition(".")[0]
    assert room in ROOMS, f"{room} has no layer yet: add it to ROOMS on purpose"
    above = set(ROOMS[ROOMS.index(room) + 1 :])
    tree = ast.parse(path.read_text(encoding="utf-8"))
    upward = {
        other
        for other in _ours(_at_module_level(tree))
        if other.partition(".")[0] in above and (name, other.partition(".")[0]) not in UPWARD
    }
    assert not upward, f"{name} imports {sorted(upward)}, which stand above {room}"


@pytest.mark.parametrize("path", sorted((PACKAGE / "detectors").glob("*.py")), ids=_name)
def test_detectors_never_import_the_directory(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    rooms = {name.partition(".")[0] for name in _ours(ast.walk(tree))}
    assert not rooms & {"directory", "judging", "scanning", "cli"}


# -- detectors ------------------------------------------------------------------------------------

HEADINGS = ["What it does", "Why it matters", "Examples", "Not flagged", "References"]
CODES = [detector.code for detector in DETECTORS]


def test_every_detector_file_is_registered_under_its_name() -> None:
    holding = {
        path.stem
        for path in (PACKAGE / "detectors").glob("*.py")
        if "\nDETECTOR = " in path.read_text(encoding="utf-8")
    }
    assert holding == set(CODES), f"file and registry differ: {sorted(holding ^ set(CODES))}"
    assert len(CODES) == len(set(CODES))


@pytest.mark.parametrize("detector", DETECTORS, ids=CODES)
def test_a_detector_has_its_page(detector: object) -> None:
    lines = detector.page.strip().split("\n")  # type: ignore[attr-defined]
    code = detector.code  # type: ignore[attr-defined]
    assert lines[0].startswith(f"{code}:"), "the first line is `code: summary`"
    headings = [line for line in lines if line in HEADINGS]
    assert headings == HEADINGS
    for heading in HEADINGS:
        assert lines[lines.index(heading) + 1].strip(), f"{heading} is empty"


@pytest.mark.parametrize("code", CODES)
def test_a_detector_has_rows_that_fire_and_as_many_that_must_not(code: str) -> None:
    path = ROOT / "tests" / "detectors" / f"{code}.toml"
    assert path.is_file(), f"write {path.relative_to(ROOT)}"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))
    assert len(rows["fires"]) >= 6
    assert len(rows["quiet"]) >= len(rows["fires"])
    assert all(row.get("why") for row in rows["fires"] + rows["quiet"])


def test_every_row_file_belongs_to_a_detector() -> None:
    files = {path.stem for path in (ROOT / "tests" / "detectors").glob("*.toml")}
    assert files == set(CODES)


@pytest.mark.parametrize("lang", languages())
def test_every_finding_is_worded(lang: str) -> None:
    said = set(Catalogue.load(lang).codes("evidence"))
    assert said == set(CODES) | set(LISTING_CODES) | {"comparison_limit"}
