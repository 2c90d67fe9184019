"""Pages that strangers make on the sites of brands: a payment handle, a shop, a form, a topic.

Their host is the brand's, what they say is not: a listing of the host vouches for none of them.
The table is data/user_pages.tsv; account links are read before (`ringtrue.kinds.platforms`).
"""

from __future__ import annotations

from functools import cache, lru_cache

from ringtrue import data
from ringtrue.records import record
from ringtrue.text.paths import segments

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

ANY_HOST = "*"
_FRAGMENT = "##"
_MAX_LABELS = 6
"""Labels of a host, from the right, among which a listed one is looked for."""


@record
class UserPage:
    """A page of strangers."""

    host: str
    """The host, parent or kind of host that the table names."""
    gives: str
    """``name``: the address holds a name that somebody chose; ``text``: it does not."""


@record
class _Form:
    parts: tuple[str, ...]
    open_end: bool
    key: str
    fragment: bool
    own: frozenset[str]
    gives: Literal["name", "text"]
    begins: str
    """The first piece of the path, where only one will do; else empty."""

    def fits(self, segments: Sequence[str], query: str, fragment: str) -> bool:
        if self.fragment and not fragment:
            return False
        if len(segments) < len(self.parts) or (
            len(segments) > len(self.parts) and not self.open_end
        ):
            return False
        if self.key and f"&{self.key}=" not in f"&{query.lower()}":
            return False
        for part, segment in zip(self.parts, segments, strict=False):
            sign = part.removesuffix("{}")
            if sign != part and (not segment.startswith(sign) or len(segment) == len(sign)):
                return False
            if part == "{}" and segment.isdigit() and len(segment) == 1:
                return False  # /u/0/: which of the reader's own accounts is open
            if sign == part and (len(part) != len(segment) or part != segment.lower()):
                return False
        return not (segments and segments[0].lower() in self.own)


_Forms = tuple[str, list[_Form], frozenset[str], list[_Form], str]
"""A host, parent or kind of host, and what `_forms` gives for it."""


@cache
def _rows() -> tuple[dict[str, list[tuple[str, str, str]]], dict[str, frozenset[str]]]:
    """Forms, own names and what they give, as they are written, by host, ``*.parent``, ``label.*``
    or ``*``; the own hosts below each parent."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    own_hosts: dict[str, frozenset[str]] = {}
    for hosts, forms, own, gives, _ in data.table("user_pages.tsv"):
        for host in hosts.split(","):
            if host.startswith("*."):
                own_hosts[host] = frozenset(own.split(",")) if own else frozenset()
            found.setdefault(host, []).append((forms, own, gives))
    return found, own_hosts


@cache
def _forms(host: str) -> tuple[list[_Form], frozenset[str], list[_Form], str]:
    """The forms of one host, read when it is met, for there are hundreds in all: every one, what
    they begin with, those that begin with anything, and what the front page gives, if it is one."""
    found: list[_Form] = []
    for forms, own, gives in _rows()[0][host]:
        names = frozenset(own.split(",")) if own and host[:2] != "*." else frozenset()
        found += [_form(form, names, gives) for form in forms.split(",")]
    begins = frozenset([form.begins for form in found if form.begins])
    front = [f.gives for f in found if not (f.parts or f.key or f.fragment)]
    return found, begins, [form for form in found if not form.begins], "".join(front[:1])


def _form(text: str, own: frozenset[str], gives: str) -> _Form:
    fragment = text.endswith(_FRAGMENT)
    path, _, key = text.removesuffix(_FRAGMENT).partition("?")
    parts = tuple(part for part in path.split("/") if part)
    open_end = parts[-1:] == ("*",)
    return _Form(
        parts[:-1] if open_end else parts,
        open_end,
        key,
        fragment,
        own,
        "name" if gives == "name" else "text",
        parts[0] if parts and parts[0] != "*" and not parts[0].endswith("{}") else "",
    )


def user_page(host: str, path: str = "", query: str = "", fragment: str = "") -> UserPage | None:
    """The stranger's page that an address opens, or None when it is none that is known.

    `host` in lower case, the rest percent-decoded.

    >>> user_page("cash.app", "/$name"), user_page("cash.app", "/help")
    (UserPage(host='cash.app', gives='name'), None)
    >>> user_page("community.wallet.example", "/t/help/1").gives
    'text'
    """
    whole = segments(path) if path else ()
    if not (whole or query or fragment):
        for name, *_, front in _candidates(host):
            if front:
                return UserPage(name.removeprefix("*."), front)
        return None
    tries = [whole]
    if whole and _is_locale(whole[0]):
        tries.append(whole[1:])
    firsts = {pieces[0].lower() for pieces in tries if pieces}
    for name, forms, begins, others, _ in _candidates(host):
        for form in others if begins.isdisjoint(firsts) else forms:
            if form.begins and form.begins not in firsts:
                continue
            if any(form.fits(pieces, query, fragment) for pieces in tries):
                return UserPage(name.removeprefix("*."), form.gives)
    return None


def has_user_pages(host: str) -> bool:
    """Whether the table names exactly this host, as one that a brand keeps for its users.

    >>> has_user_pages("addons.mozilla.org"), has_user_pages("www.mozilla.org")
    (True, False)
    """
    return host in _rows()[0]


@lru_cache(maxsize=1024)
def _candidates(host: str) -> tuple[_Forms, ...]:
    table, own_hosts = _rows()
    bare = host.removeprefix("www.")
    found = [(bare, *_forms(bare))] if bare in table else []
    labels = bare.split(".")
    for start in range(max(1, len(labels) - _MAX_LABELS), len(labels) - 1):
        parent = "*." + ".".join(labels[start:])
        if parent in table and labels[start - 1] not in own_hosts[parent]:
            found.append((parent, *_forms(parent)))
    for label in labels[-_MAX_LABELS:-2]:  # us.forums.brand.example
        if f"{label}.*" in table:
            found.append((bare, *_forms(f"{label}.*")))
            break
    found.append((bare, *_forms(ANY_HOST)))
    return tuple(found)


def _is_locale(piece: str) -> bool:
    """``en``, ``en-us``, ``zh_cn``, ``zh-hans``."""
    head, _, tail = piece.replace("_", "-").partition("-")
    if not piece.isascii() or not 2 <= len(head) <= 3 or not head.isalpha():
        return False
    return (len(head) == 2 and not tail) or (2 <= len(tail) <= 4 and tail.isalpha())
