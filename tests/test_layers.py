"""The house rules that an import or a missing file would break silently."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from ringtrue.detectors.registry import TABLE, Row, module_of
from ringtrue.judging.trust import LISTING_CODES
from ringtrue.messages.catalogue import Catalogue, languages

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "ringtrue"
ROOMS = (
    "records", "errors", "progress", "data", "model", "text", "kinds", "index", "reading", "search",
    "detectors", "directory", "messages", "render", "judging", "scanning", "asking", "checking",
    "curation", "batch", "updates", "reporting", "watching", "assistants", "server",
    "cli", "__init__", "__main__",
)  # fmt: skip
"""From the ground up: a room imports from itself and from those before it, and never from a module
that, by whatever way round, imports from the one that asks. The literal tables of kinds, detectors
and commands import the modules of their own room by name, which is no import here."""
TO_CUT: set[tuple[str, str]] = set()
"""Imports that break the rule today. The list may only shrink."""


def _name(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


MODULES = {_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def _is_for_types(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.If)
        and isinstance(node.test, ast.Name)
        and node.test.id == "TYPE_CHECKING"
    )


def _running(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node that runs, those inside functions too; not those under ``if TYPE_CHECKING``."""
    todo = [tree]
    while todo:
        node = todo.pop()
        yield node
        todo += node.orelse if _is_for_types(node) else ast.iter_child_nodes(node)  # type: ignore[attr-defined]


def _imported(nodes: Iterable[ast.AST]) -> set[str]:
    """Modules of ours that are imported, without the package's name. The version is no import: the
    package it stands in runs before any of its modules."""
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                is_module = full.removeprefix("ringtrue.") in MODULES
                if full != "ringtrue.__version__":
                    found.add(full if is_module else node.module or "")
    ours = {name for name in found if name == "ringtrue" or name.startswith("ringtrue.")}
    return {name.removeprefix("ringtrue.").replace("ringtrue", "__init__") for name in ours}


@cache
def _imports() -> dict[str, set[str]]:
    trees = {name: ast.parse(path.read_text("utf-8")) for name, path in MODULES.items()}
    return {name: _imported(_running(tree)) - {name} for name, tree in trees.items()}


def _reached(start: str, imports: dict[str, set[str]]) -> set[str]:
    """All that `start` imports, straight or round corners."""
    found: set[str] = set()
    todo = [start]
    while todo:
        new = imports[todo.pop()] - found
        found |= new
        todo += new
    return found


def _height(module: str) -> int:
    return ROOMS.index(module.partition(".")[0])


@cache
def _faulty() -> set[tuple[str, str]]:
    """Imports that point upward or stand in a circle."""
    imports = _imports()
    reached = {name: _reached(name, imports) for name in imports}
    return {
        (name, other)
        for name, others in imports.items()
        for other in others
        if _height(other) > _height(name) or name in reached[other]
    }


def _by_name(tree: ast.AST) -> Iterator[str]:
    """How the names begin by which modules of ours are imported at run time."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called in ("__import__", "import_module"):
                start = node.args[0]
                parts = start.values if isinstance(start, ast.JoinedStr) else [start]
                if isinstance(parts[0], ast.Constant):
                    yield str(parts[0].value)


def test_tables_import_only_from_their_own_room() -> None:
    found = {name: list(_by_name(ast.parse(p.read_text("utf-8")))) for name, p in MODULES.items()}
    assert found["__init__"] == ["ringtrue."], "the public face knows every room"
    assert {name.partition(".")[0] for name, starts in found.items() if starts} > {"kinds", "cli"}
    for name, starts in found.items():
        room = name.partition(".")[0]
        assert room == "__init__" or set(starts) <= {f"ringtrue.{room}."}, name


def test_every_room_has_its_layer() -> None:
    rooms = {name.partition(".")[0] for name in MODULES}
    assert rooms <= set(ROOMS), "it has no layer yet: add it to ROOMS on purpose"
    assert len(set(ROOMS)) == len(ROOMS)


def test_imports_are_seen_where_they_stand() -> None:
    source = (
        "if TYPE_CHECKING:\n    from ringtrue.cli import exits\nelse:\n    import ringtrue.model\n"
        "from ringtrue import __version__, data\n"
        "def f():\n    try:\n        from ringtrue.text import words\n"
        "    finally:\n        import os\n"
        "    from ringtrue import Checker\n"
    )
    assert _imported(_running(ast.parse(source))) == {"model", "data", "text.words", "__init__"}


def test_modules_import_downward_only_and_in_no_circle() -> None:
    """Imports inside functions count: they load the same modules, only later."""
    faulty = _faulty() - TO_CUT
    assert not faulty, "(module, what it imports): upward by ROOMS, or imported by that again"


def test_what_is_still_to_cut_is_still_there() -> None:
    assert not TO_CUT - _faulty(), "mended: strike it from TO_CUT"


@pytest.mark.parametrize("path", sorted((PACKAGE / "detectors").glob("*.py")), ids=_name)
def test_detectors_never_import_the_directory(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    rooms = {name.partition(".")[0] for name in _imported(ast.walk(tree))}
    assert not rooms & {"directory", "judging", "scanning", "cli"}


# -- detectors ------------------------------------------------------------------------------------

HEADINGS = ["What it does", "Why it matters", "Examples", "Not flagged", "References"]
CODES = [row.code for row in TABLE]


SHARED = {"__init__", "base", "context", "likeness", "plan", "registry", "swapped_prefix"}
"""Files of the room that are no detectors."""


def test_every_detector_file_has_its_row() -> None:
    files = {path.stem for path in (PACKAGE / "detectors").glob("*.py")} - SHARED
    assert files == set(CODES), f"file and registry differ: {sorted(files ^ set(CODES))}"
    assert len(CODES) == len(set(CODES))


@pytest.mark.parametrize("row", TABLE, ids=CODES)
def test_a_detector_has_the_functions_that_its_row_names(row: Row) -> None:
    has = {name for name in ("compare", "inspect", "may") if hasattr(module_of(row.code), name)}
    assert has - {"may"} == {
        name for name, told in (("compare", row.compares), ("inspect", row.inspects)) if told
    }
    assert "may" not in has or "inspect" in has
    assert row.reads or row.only_claimed


@pytest.mark.parametrize("code", CODES)
def test_a_detector_has_its_page(code: str) -> None:
    lines = (module_of(code).__doc__ or "").strip().split("\n")
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
