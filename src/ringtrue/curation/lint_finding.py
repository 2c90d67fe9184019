"""What the lint has to say: one finding, with its place and its remedy; and where rows stand."""

from __future__ import annotations

import re

from ringtrue.records import record


@record
class Finding:
    """Something a reviewer must look at."""

    file: str
    line: int
    """Number of the line, the first is 1."""
    field: str
    """``contacts[3].value``; empty when the whole file is meant."""
    message: str
    remedy: str

    def to_dict(self) -> dict[str, str | int]:
        """The finding as plain JSON values."""
        return {
            "file": self.file,
            "line": self.line,
            "field": self.field,
            "message": self.message,
            "remedy": self.remedy,
        }

    def __str__(self) -> str:
        parts = (f"{self.file}:{self.line}", self.field, f"{self.message}; {self.remedy}")
        return ": ".join(part for part in parts if part)


def find_line(text: str, section: str, index: int | None = None, needle: str = "") -> int | None:
    """Line (from 1) of the key `section`; with `index`, of that row of the array.

    Rows stand one a line (``contacts = [`` and then ``{ ... },``) or as ``[[contacts]]`` tables,
    whose line with the key `needle` is found.
    """
    lines = text.split("\n")
    tables = [i for i, line in enumerate(lines) if line.strip() == f"[[{section}]]"]
    if index is not None and index < len(tables):
        start = tables[index]
        for i in range(start + 1, len(lines)):
            if lines[i].lstrip().startswith("["):
                break
            if needle and re.match(rf"\s*{re.escape(needle)}\s*=", lines[i]):
                return i + 1
        return start + 1
    key = re.compile(rf"\s*{re.escape(section)}\s*=")
    start = next((i for i, line in enumerate(lines) if key.match(line)), -1)
    if start < 0:
        return None
    if index is None:
        return start + 1
    rows = [start] if "{" in lines[start] else []
    if not lines[start].rstrip().endswith("]"):
        for i in range(start + 1, len(lines)):
            if lines[i].lstrip().startswith("]"):
                break
            if lines[i].lstrip().startswith(("{", '"')):
                rows.append(i)
    return (rows[index] if index < len(rows) else start) + 1
