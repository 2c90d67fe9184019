"""Allowlist files as programs write them: one contact a line, quoted so that nothing breaks out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from ringtrue.curation.faults import HANDLE_DAYS, REVIEW_DAYS
from ringtrue.text.skeleton import clean, strip_marks

MAX_NAME = 80
MAX_ID = 64
Row = Mapping[str, str | Sequence[str]]


def brand_file(
    head: Mapping[str, str | bool | Sequence[str]],
    contacts: Iterable[Row],
    sources: Iterable[Row],
    comments: Iterable[str] = (),
) -> str:
    """The TOML text of one brand. `head` holds the keys from ``id`` to ``common_word``."""
    lines = [f"# {plain(comment, 300)}" for comment in comments]
    lines.append("schema = 1")
    lines += [f"{key} = {_value(value)}" for key, value in head.items()]
    for section, rows in (("contacts", contacts), ("sources", sources)):
        lines += ["", f"{section} = [", *(f"  {{ {_pairs(row)} }}," for row in rows), "]"]
    return "\n".join(lines) + "\n"


def _pairs(row: Row) -> str:
    return ", ".join(f"{key} = {_value(value)}" for key, value in row.items())


def _value(value: str | bool | Sequence[str]) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    return "[" + ", ".join(quoted(item) for item in value) + "]"


def quoted(text: str) -> str:
    """A basic string of TOML, which escapes as JSON does, and the delete character too.

    >>> print(quoted('a "b"\\n'))
    "a \\"b\\"\\n"
    """
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def plain(text: str, most: int) -> str:
    """`text` without invisible and control characters, on one line, at most `most` characters."""
    kept = "".join(c if c.isprintable() else " " for c in clean(text))
    return " ".join(kept.split())[:most].strip()


def slug(text: str, most: int = MAX_ID) -> str:
    """`text` as an id: small ASCII letters, digits and single hyphens; may be empty.

    >>> slug("Example Wallet (EX)"), slug("Café Ñandú"), slug("例子")
    ('example-wallet-ex', 'cafe-nandu', '')
    """
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in strip_marks(text).lower())
    return "-".join(part for part in kept.split("-") if part)[:most].strip("-")


def review_by(kind: str, day: str) -> str:
    """The last day until which a contact that was checked on `day` may be vouched for."""
    days = REVIEW_DAYS.get(kind, HANDLE_DAYS)
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def scaffold(brand_id: str, name: str, day: str) -> str:
    """A new allowlist in which every place for a person says "todo", and the lint finds each. It is
    a proposal, which nothing loads."""
    row: dict[str, str | Sequence[str]] = {
        "kind": "domain", "value": "todo.invalid", "purpose": "website", "use": "link",
        "region": "global", "status": "unverified", "verified_on": day,
        "review_by": review_by("domain", day), "sources": ["own-page"],
    }  # fmt: skip
    source = {
        "id": "own-page", "ref": "todo: address of the brand's own page", "grade": "A",
        "date": f"undated, read {day}", "quote": "todo: the words that hold the fact",
    }  # fmt: skip
    head: dict[str, str | bool | Sequence[str]] = {
        "id": brand_id, "name": name, "aliases": [], "kind": ["todo"], "common_word": False,
        "proposed": True,
    }  # fmt: skip
    return brand_file(head, [row], [source], ["The fields: allowlists/README.md"])
