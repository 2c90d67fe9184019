"""Docstrings stand by themselves and name only what the repository has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src" / "ringtrue").rglob("*.py"))


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


def test_a_docstring_stands_by_itself() -> None:
    texts = ((path.name, text) for path in SOURCES for text in _docstrings(path.read_text("utf-8")))
    found = [row for row in texts if re.match(r"\s*So\b", row[1])]
    assert not found, "they only continue what stands above"


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


def _missing(text: str) -> Iterator[str]:
    """What a docstring names and nobody has."""
    if "DESIGN" in text:
        yield "DESIGN"
    for name in re.findall(r"`(ringtrue(?:\.\w+)+)`", text):
        if not _resolves(name):
            yield name
    for name in re.findall(r"\b(?:tests|benchmarks|docs|allowlists|extension)/[\w./-]+\w", text):
        if not (ROOT / name).exists():
            yield name
    for name in re.findall(r"\b[A-Z]+\.md\b", text):
        if not (ROOT / name).exists() and not (ROOT / "docs" / name).exists():
            yield name


def test_what_a_docstring_names_is_there() -> None:
    texts = ((path.name, text) for path in SOURCES for text in _docstrings(path.read_text("utf-8")))
    assert [(name, gone) for name, text in texts for gone in _missing(text)] == []
