"""Importers as the tests use them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ringtrue.curation import importers
from ringtrue.curation.importers import Proposal, Unread

TODAY = "2026-11-23"


def read(name: str, path: Path, **more: str) -> tuple[list[Proposal], list[Unread]]:
    found = list(importers.read(name, [str(path)], today=TODAY, **more))
    return (
        [item for item in found if isinstance(item, Proposal)],
        [item for item in found if isinstance(item, Unread)],
    )


def write(folder: Path, name: str, content: Any) -> Path:
    path = folder / name
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return path


def short(found: list[Proposal]) -> list[tuple[str, str, str]]:
    return [(item.kind, item.value, item.grade) for item in found]
