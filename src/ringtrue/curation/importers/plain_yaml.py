"""The little YAML that data files need: maps and lists by indentation, every scalar a text.

Not a YAML reader on purpose. YAML 1.1 turns ``010`` into 8 and ``95588`` into a number, its
anchors let a few lines swell to gigabytes, and its tags call code. Here a number stays what was
written, and whatever is not plain raises `ValueError` with its line.
"""

from __future__ import annotations

from typing import Any

MAX_DEPTH = 8
MAX_LINES = 20_000
_REFUSED = tuple("&*!|>%@`[{")


def loads(text: str) -> Any:
    """Maps, lists and texts of a plain YAML text. Raises `ValueError` naming the line.

    >>> loads("basic:\\n  organization: Bank\\n  cellPhone:\\n    - 010\\n    - number: '95588'\\n")
    {'basic': {'organization': 'Bank', 'cellPhone': ['010', {'number': '95588'}]}}
    """
    rows = []
    lines = text.splitlines()
    if len(lines) > MAX_LINES:
        raise ValueError(f"has more than {MAX_LINES} lines")
    for number, line in enumerate(lines, 1):
        body = line.lstrip(" ")
        if not body or body[0] == "#" or body.rstrip() in ("---", "..."):
            continue
        if body[0] == "\t":
            raise ValueError(f"line {number} is indented by a tab")
        rows.append((len(line) - len(body), body.rstrip(), number))
    if not rows:
        return {}
    value, end = _block(rows, 0, rows[0][0], 0)
    if end < len(rows):
        raise ValueError(f"line {rows[end][2]} is indented otherwise than the lines before it")
    return value


_Rows = list[tuple[int, str, int]]


def _block(rows: _Rows, at: int, indent: int, depth: int) -> tuple[Any, int]:
    """The map or list that begins at row `at`, and the row after it."""
    if depth > MAX_DEPTH:
        raise ValueError(f"line {rows[at][2]} is nested more than {MAX_DEPTH} deep")
    if rows[at][1].startswith("- ") or rows[at][1] == "-":
        return _list(rows, at, indent, depth)
    found: dict[str, Any] = {}
    while at < len(rows) and rows[at][0] == indent:
        _, body, number = rows[at]
        key, colon, rest = _split(body)
        if not colon:
            raise ValueError(f"line {number} is no `key: value`")
        if key in found:
            raise ValueError(f"line {number} repeats the key {key[:40]!r}")
        if rest:
            found[key], at = _scalar(rest, number), at + 1
        elif at + 1 < len(rows) and _is_child(rows[at + 1], indent):
            found[key], at = _block(rows, at + 1, rows[at + 1][0], depth + 1)
        else:
            found[key], at = "", at + 1
    return found, at


def _is_child(row: tuple[int, str, int], indent: int) -> bool:
    """Deeper than its key, or a list, which may stand under its key at the same depth."""
    return row[0] > indent or (row[0] == indent and row[1].startswith("- "))


def _list(rows: _Rows, at: int, indent: int, depth: int) -> tuple[list[Any], int]:
    found: list[Any] = []
    while at < len(rows) and rows[at][0] == indent and rows[at][1][0] == "-":
        _, body, number = rows[at]
        rest = body[1:].lstrip(" ")
        if not rest:
            raise ValueError(f"line {number} is an empty item")
        if _split(rest)[1]:
            # ``- key: value`` opens a map, whose other keys stand below the first one.
            inner = indent + len(body) - len(rest)
            rows[at] = (inner, rest, number)
            value, at = _block(rows, at, inner, depth + 1)
            found.append(value)
        else:
            found.append(_scalar(rest, number))
            at += 1
    return found, at


def _split(body: str) -> tuple[str, str, str]:
    """Key, colon and rest of ``key: rest``; no colon when it is none (``https://…`` is none)."""
    if body[0] in "'\"":
        return body, "", ""
    key, colon, rest = body.partition(": ")
    if not colon and body.endswith(":"):
        key, colon, rest = body[:-1], ":", ""
    return (key.strip(), ":", _uncommented(rest)) if colon else (body, "", "")


def _uncommented(rest: str) -> str:
    rest = rest.strip()
    if rest[:1] in ("'", '"'):
        return rest
    return "" if rest.startswith("#") else rest.partition(" #")[0].strip()


def _scalar(text: str, number: int) -> str:
    if text[0] in "'\"":
        end = text.find(text[0], 1)
        after = text[end + 1 :].strip() if end > 0 else "?"
        if after and not after.startswith("#"):
            raise ValueError(f"line {number} has a quotation that is not plain")
        return text[1:end]
    text = _uncommented(text)
    if text.startswith(_REFUSED):
        raise ValueError(f"line {number} holds YAML that is not plain ({text[:20]!r})")
    return text
