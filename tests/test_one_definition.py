"""Rules that search, detectors and columns share are written down once.

Each was written twice or more before, and copies drift apart: how many edits a name tolerates,
which letters look alike in ASCII, what is left of a label without a bait word.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import ringtrue
from ringtrue.index.near import slip_limit

PACKAGE = Path(ringtrue.__file__).parent
ROOMS = ("text", "reading", "index", "search", "detectors", "directory", "batch")
SOURCES = [p for room in ROOMS for p in sorted(PACKAGE.glob(f"{room}.py") or [])] + [
    p for room in ROOMS for p in sorted(PACKAGE.glob(f"{room}/*.py"))
]


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").as_posix()


TREES = {_name(path): ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}


def _constants(node: ast.AST) -> set[object]:
    return {x.value for x in ast.walk(node) if isinstance(x, ast.Constant)}


def _holding(found: Iterator[tuple[str, ast.AST]] | list[tuple[str, ast.AST]]) -> list[str]:
    return sorted({name for name, _ in found})


def _choices() -> list[tuple[str, ast.AST]]:
    """Expressions that choose a number, in one way (``a if b else c``) or another (``where``)."""
    return [
        (name, node)
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.IfExp)
        or (isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in CHOOSING)
    ]


CHOOSING = ("where", "select", "choose", "piecewise", "digitize")


def test_edits_that_a_name_tolerates() -> None:
    bounds = {n for n in range(1, 40) if slip_limit(n) != slip_limit(n - 1)}
    longest = max(bounds)
    most = {slip_limit(longest), slip_limit(longest - 1)}
    found = [(name, node) for name, node in _choices() if {longest, *most} <= _constants(node)]
    assert _holding(found) == ["index/near"], "ask ringtrue.index.near.slip_limit"


def _of_a_length() -> dict[str, list[int]]:
    """What functions of one whole number give for the first forty."""
    tables = {}
    for name in TREES:
        module = import_module(f"ringtrue.{name.replace('/', '.').removesuffix('.__init__')}")
        for function in vars(module).values():
            if not inspect.isfunction(function) or function.__module__ != module.__name__:
                continue
            parameters = list(inspect.signature(function).parameters.values())
            whole = function.__annotations__.get("return") == "int"
            if whole and [p.annotation for p in parameters] == ["int"]:
                tables[f"{name}.{function.__name__}"] = [function(n) for n in range(40)]
    return tables


def test_no_two_functions_of_a_length_are_one() -> None:
    tables = _of_a_length()
    assert "index/near.slip_limit" in tables
    alike = {
        tuple(table): sorted(n for n in tables if tables[n] == table) for table in tables.values()
    }
    assert not [names for names in alike.values() if len(names) > 1]


def test_letters_that_look_alike_in_ascii() -> None:
    """A table from ``0``, ``1`` and ``i`` to ``o`` and ``l``."""
    found = []
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            called = isinstance(node, ast.Call) and ast.unparse(node.func).endswith("maketrans")
            if called or isinstance(node, ast.Dict):
                signs = {part for x in _constants(node) for part in _signs(x)}
                if set("01iol") <= signs and not set("a3e") & signs:
                    found.append((name, node))
    assert _holding(found) == ["text/skeleton"], "take ASCII_KEY of ringtrue.text.skeleton"


def _signs(constant: object) -> str:
    if isinstance(constant, bytes):
        return constant.decode("latin-1")
    if isinstance(constant, int) and 32 < constant < 127:
        return chr(constant)
    return constant if isinstance(constant, str) else ""


@pytest.mark.parametrize("table", ["heavy_heads", "heavy_ends"])
def test_what_is_left_without_a_bait_word(table: str) -> None:
    """The tables of the words that are taken off are asked by one stage."""
    asking = [
        (name, node)
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == table
    ]
    assert _holding(asking) == ["search/bait_off"], "ask ringtrue.search.bait_off"


@pytest.mark.parametrize("number", ["WORD", "MIN_LEFT"])
def test_columns_take_the_numbers_of_stages(number: str) -> None:
    """A number of `search.bait_off` is assigned there alone."""
    assigned = [
        (name, node)
        for name, tree in TREES.items()
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == number
    ]
    assert _holding(assigned) == ["search/bait_off"]


def test_no_two_test_files_share_a_name() -> None:
    """pytest imports them by their bare names, so a second one fails once both run together."""
    names = [path.name for path in Path(__file__).parent.rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))
