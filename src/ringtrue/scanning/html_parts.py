"""Parts of a page that need no tree walk: depth, styles, forms, structured descriptions."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Literal

from ringtrue import data

MAX_DEPTH = 480
"""Elements inside each other; browsers stop at 512, and what is deeper is read without nesting.
The parser's time grows with the square of the depth."""

DESCRIBING = frozenset(
    ("description", "og:title", "og:description", "og:site_name", "og:url", "twitter:title",
     "twitter:description", "author", "application-name", "keywords")
)  # fmt: skip
"""Names of descriptions that are read."""
MAX_STYLED = 8
"""Formatting elements that are open: a parser opens all of them again in every block."""
MAX_ATTRIBUTES = 400
"""Attributes of one tag; the parser's time grows with their square."""

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
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})(?=[\s/>])")
_OPENED = re.compile(r"<[A-Za-z][^\s/>]{0,100000}")
_SMALL = 20_000
"""Characters of a source in which too many attributes cost nothing yet."""
_ATTRIBUTE = re.compile(
    r"[\s/]{0,1000}[^\s/>=][^\s/>=]{0,100000}(?:\s{0,100}=\s{0,100}(?:\"[^\"]*\"|'[^']*'|[^\s>\"'][^\s>]*))?"
)
_CELLS = ("td", "th", "caption")
_DEEP = 60
"""Elements inside each other from which a stray end tag is left out."""
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


def shallow(source: str) -> tuple[str, bool]:
    """The source without the start tags that lie deeper than `MAX_DEPTH`.

    What a parser opens again is counted too: formatting that is not closed in its block goes on in
    the next one (HTML, section 13.2.4.3), and only the end of a table's cell ends it.
    """
    if source.count("<") <= MAX_DEPTH:
        return source, False
    depth = _Depth()
    kept, last = [], 0
    for tag in _TAG.finditer(source):
        if depth.keeps(tag[2].lower(), end=bool(tag[1])):
            continue
        end = source.find(">", tag.end(), tag.end() + 2_000)
        if end >= 0 and tag.start() >= last:
            kept.append(source[last : tag.start()])
            last = end + 1
    if not last:
        return source, False
    return " ".join((*kept, source[last:])), True


class _Depth:
    """How deep a parser is in its tree, by the tags so far."""

    def __init__(self) -> None:
        self._free = tags("open_end") | tags("void")
        self._formatting = tags("formatting")
        self._open: list[tuple[str, int]] = []
        """Elements, and how much formatting was open before each."""
        self._count: Counter[str] = Counter()
        self._styles: Counter[str] = Counter()
        self._styled = 0

    def keeps(self, name: str, *, end: bool) -> bool:
        """Takes in a tag; whether it is worth its place."""
        if name in self._formatting:
            return self._format(name, end=end)
        if name in _CELLS and self._count["table"]:
            self._close(_CELLS, "table")
            if end:
                return True
        elif name in self._free:
            return True
        elif end:
            if not self._count[name]:  # costs a parser a look through all that is open
                return len(self._open) < _DEEP
            self._close((name,))
            return True
        if len(self._open) + self._styled >= MAX_DEPTH:
            return False
        self._open.append((name, self._styled))
        self._count[name] += 1
        return True

    def _format(self, name: str, *, end: bool) -> bool:
        if not end:
            if self._styled >= MAX_STYLED:
                return False
            self._styles[name] += 1
            self._styled += 1
        elif self._styles[name] and self._styled:
            self._styles[name] -= 1
            self._styled -= 1
        else:
            return self._styled + len(self._open) < _DEEP
        return True

    def _close(self, names: Sequence[str], floor: str = "") -> None:
        """Closes the innermost of the named elements, with what is in it; none beyond `floor`."""
        for at in range(len(self._open) - 1, -1, -1):
            name, styled = self._open[at]
            if name in names:
                for inner, _ in self._open[at:]:
                    self._count[inner] -= 1
                del self._open[at:]
                if name in _CELLS or name == "table":
                    self._styled = min(self._styled, styled)
                return
            if name == floor:
                return


def few_attributes(source: str) -> tuple[str, bool]:
    """The source without the attributes of a tag beyond `MAX_ATTRIBUTES`.

    The parser compares every attribute of a tag with all before it.
    """
    kept, last, read = [], 0, 0
    for tag in _OPENED.finditer(source) if len(source) > _SMALL else ():
        if tag.start() < read:
            continue
        at, count, cut = tag.end(), 0, 0
        while (one := _ATTRIBUTE.match(source, at)) is not None and one.end() > at:
            at, count = one.end(), count + 1
            if count == MAX_ATTRIBUTES:
                cut = at
        read = at
        if count > MAX_ATTRIBUTES:
            kept.append(source[last:cut])
            last = at
    return ("".join((*kept, source[last:])), True) if kept else (source, False)


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
