"""Docstrings stand by themselves and name only what the repository has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src" / "ringtrue").rglob("*.py"))


def _name(path: Path) -> str:
    return path.relative_to(ROOT / "src" / "ringtrue").as_posix()


def _docstrings(source: str) -> Iterator[str]:
    """Of modules, classes and functions, and those below a name."""
    for node in ast.walk(ast.parse(source)):
        body = getattr(node, "body", None)
        for line in body if isinstance(body, list) else ():
            if isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant):
                yield str(line.value.value)


def test_docstrings_are_seen_where_they_stand() -> None:
    source = (
        '"""One."""\nA = 1\n"""Two."""\nclass B:\n    """Three."""\n    c = 1\n    """Four."""\n'
    )
    assert sorted(_docstrings(source)) == ["Four.", "One.", "Three.", "Two."]


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_a_docstring_stands_by_itself(path: Path) -> None:
    found = [text for text in _docstrings(path.read_text("utf-8")) if re.match(r"\s*So\b", text)]
    assert not found, f"{found} only continue what stands above"


def _resolves(name: str) -> bool:
    """Whether a dotted name of ours is a module, or something that one holds."""
    parts = name.split(".")
    for at in range(len(parts), 0, -1):
        try:
            found: object = import_module(".".join(parts[:at]))
        except ImportError:
            continue
        for part in parts[at:]:
            held = found
            found = getattr(held, part, getattr(held, "__annotations__", {}).get(part))
            if found is None:
                return False
        return True
    return False


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_what_a_docstring_names_is_there(path: Path) -> None:
    for text in _docstrings(path.read_text("utf-8")):
        assert "DESIGN" not in text
        for name in re.findall(r"`(ringtrue(?:\.\w+)+)`", text):
            assert _resolves(name), name
        for name in re.findall(
            r"\b(?:tests|benchmarks|docs|allowlists|extension)/[\w./-]+\w", text
        ):
            assert (ROOT / name).exists(), name
        for name in re.findall(r"\b[A-Z]+\.md\b", text):
            assert (ROOT / name).exists() or (ROOT / "docs" / name).exists(), name
