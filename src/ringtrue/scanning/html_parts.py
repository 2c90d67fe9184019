"""Parts of a page that need no tree walk: styles, forms, structured descriptions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Literal

from ringtrue import data

DESCRIBING = frozenset(
    ("description", "og:title", "og:description", "og:site_name", "og:url", "twitter:title",
     "twitter:description", "author", "application-name", "keywords")
)  # fmt: skip
"""Names of descriptions that are read."""

INVISIBLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0*)?(?![\d.])"
    r"|font-size\s*:\s*0(?![\d.])|text-indent\s*:\s*-\d{3}|(?:left|top)\s*:\s*-\d{4}",
    re.IGNORECASE,
)
"""Styles that take an element out of sight."""
APART = re.compile(
    r"(?:^|[;{\s\"'])display\s*:\s*(?:inline-)?(?:block|flex|grid|table|list-item|flow-root)"
    r"|(?:^|[;{\s])float\s*:\s*(?:left|right)|position\s*:\s*(?:absolute|fixed)",
    re.IGNORECASE,
)
"""Styles with which an element stands apart from the words before and behind it."""
_RULE = re.compile(r"([.#][A-Za-z_][\w-]{0,60})\s{0,4}\{([^{}]{0,400})\}")
_STRUCTURED = frozenset(("telephone", "email", "url", "sameAs", "name", "faxNumber"))


@cache
def tags(role: str) -> frozenset[str]:
    """Names of elements with a role (data/html_tags.tsv)."""
    return frozenset(
        name for r, names in data.table("html_tags.tsv") if r == role for name in names.split(" ")
    )


@cache
def _asked() -> tuple[tuple[str, Literal["secret", "card"]], ...]:
    found: list[tuple[str, Literal["secret", "card"]]] = []
    for role, words in data.table("html_tags.tsv"):
        if role == "asks_secret":
            found += [(word, "secret") for word in words.split("|")]
        elif role == "asks_card":
            found += [(word, "card") for word in words.split("|")]
    return tuple(found)


def rules_of(style: str, wanted: re.Pattern[str]) -> set[str]:
    """Classes (``.x``) and ids (``#x``) to which a style sheet gives a wanted style."""
    return {rule[1] for rule in _RULE.finditer(style) if wanted.search(rule[2])}


def asks(form: Any) -> tuple[Literal["password", "secret", "card"] | None, int]:
    """The most secret thing that the fields of a form ask for, and how many were looked at."""
    found: set[str] = set()
    singles = 0
    fields = form.css("input, textarea")[:400]
    for field in fields:
        at = field.attributes
        names = ("name", "id", "placeholder", "autocomplete", "aria-label")
        label = " ".join(at.get(name) or "" for name in names)[:1_000].lower()
        found |= {kind for word, kind in _asked() if word in label}
        if (at.get("type") or "").lower() == "password":
            found.add("password")
        singles += bool(re.fullmatch(r"(?:.{0,10}\D)?(?:word|phrase|w)[-_ ]?\d{1,2}\W*", label))
    if "secret" in found or singles >= 12:  # twelve fields of a word each
        return "secret", len(fields)
    if "card" in found:
        return "card", len(fields)
    return "password" if "password" in found else None, len(fields)


def structured(text: str) -> Iterator[str]:
    """Contacts of a schema.org description (JSON-LD)."""
    try:
        todo: list[Any] = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    steps = 0
    while todo and steps < 5_000:
        steps += 1
        value = todo.pop()
        if isinstance(value, list):
            todo += value[:500]
        elif isinstance(value, dict):
            for key, held in list(value.items())[:200]:
                if isinstance(held, (dict, list)) and key not in _STRUCTURED:
                    todo.append(held)
                elif key in _STRUCTURED:
                    for one in (held if isinstance(held, list) else [held])[:50]:
                        if isinstance(one, str):
                            yield f"{key}: {one[:500]}"


def template_words(node: Any) -> str:
    """The text of a template, which a page keeps unseen."""
    fragments = node.template_fragments
    found = fragments() if callable(fragments) else fragments
    return " ".join(fragment.text(deep=True) for fragment in found or ())[:100_000]
