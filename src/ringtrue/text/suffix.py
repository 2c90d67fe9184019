"""Public suffixes: where the part of a host that somebody registered begins.

The table is the Public Suffix List, ICANN and private sections (https://publicsuffix.org/list/,
algorithm there), plus a few open zones that the list does not carry.
"""

from __future__ import annotations

from functools import cache, lru_cache

from ringtrue import data

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from typing import Any

_RULE, _WILDCARD, _EXCEPTION = "rule", "wildcard", "exception"
_MAX_LABELS = 8
"""Longest suffix looked for, in labels; the list's longest has 7, and a test watches it."""


_PATIENCE = 60
"""Rules that are looked for in the text of the list (a twentieth of a millisecond each) before the
tables are made, which takes two milliseconds: a process that checks one host is done sooner."""


class _Searched:
    """Rules of one kind, looked for in the text: section by section, the last one first."""

    asked = 0

    def __init__(self, sections: list[tuple[str, bool]]) -> None:
        self._sections = sections

    def get(self, rule: str, default: bool | None = None) -> bool | None:
        """Whether the rule is a private one."""
        _Searched.asked += 1
        if _Searched.asked == _PATIENCE:
            _tables.cache_clear()
        line = f"\n{rule}\n"
        return next((private for text, private in self._sections if line in text), default)

    def __contains__(self, rule: str) -> bool:
        return self.get(rule) is not None

    def __getitem__(self, rule: str) -> bool:
        return bool(self.get(rule))


def _text_sections() -> list[tuple[str, str, bool]]:
    """Kind, rules and whether they are private ones, of each section, in the order of the list."""
    found = []
    for section in data.text("public_suffix.txt").split("\n[")[1:]:
        name, _, body = section.partition("]\n")
        part, _, kind = name.partition(" ")
        found.append((kind, body.rstrip("\n"), part == "private"))
    return found


@cache
def _sections() -> dict[str, dict[str, bool]]:
    """Rules by kind; the value says whether the rule is a private one."""
    rules: dict[str, dict[str, bool]] = {_RULE: {}, _WILDCARD: {}, _EXCEPTION: {}}
    for kind, body, private in _text_sections():
        rules[kind].update(dict.fromkeys(body.split("\n"), private))
    for row in data.table("open_suffixes.tsv"):
        rules[_RULE].setdefault(row[0], True)
    return rules


@cache
def _whole() -> tuple[dict[str, bool], dict[str, bool], dict[str, bool]]:
    sections = _sections()
    return sections[_RULE], sections[_WILDCARD], sections[_EXCEPTION]


@cache
def _tables() -> tuple[Any, Any, Any]:
    """Plain rules, wildcards and exceptions: dicts, or `_Searched`."""
    if _Searched.asked >= _PATIENCE:
        return _whole()
    found: dict[str, list[tuple[str, bool]]] = {_RULE: [], _WILDCARD: [], _EXCEPTION: []}
    for kind, body, private in reversed(_text_sections()):
        found[kind].append((f"\n{body}\n", private))
    own = "\n".join(row[0] for row in data.table("open_suffixes.tsv"))
    found[_RULE].append((f"\n{own}\n", True))
    return _Searched(found[_RULE]), _Searched(found[_WILDCARD]), _Searched(found[_EXCEPTION])


def expect(hosts: int) -> None:
    """So many hosts will be split, at four rules or so: the tables are made before, where that is
    too many to look for."""
    if _Searched.asked < _PATIENCE <= _Searched.asked + 4 * hosts:
        _Searched.asked = _PATIENCE
        _tables.cache_clear()


def double_suffixes() -> frozenset[str]:
    """Suffixes of two labels that every reader of the list agrees on: ``co.uk``, ``github.io``."""
    rules, wildcards, exceptions = _whole()
    return frozenset(
        rule for rule in rules
        if rule.count(".") == 1 and rule not in exceptions and rule not in wildcards
        and rule.partition(".")[2] not in wildcards
    )  # fmt: skip


def private_suffixes() -> frozenset[str]:
    """Zones of companies under which everybody registers, without wildcards."""
    return frozenset(rule for rule, private in _whole()[0].items() if private)


def split(host: str) -> tuple[tuple[str, ...], str, bool]:
    """`host` as (labels before the suffix, suffix, private).

    `host` is in A-labels, lower case, without a trailing dot. The longest rule wins, exceptions
    before wildcards, and an unlisted top-level label is a suffix (the list's default rule ``*``).
    `private` is true for zones of companies (``github.io``).

    >>> split("wallet.example.co.uk")
    (('wallet', 'example'), 'co.uk', False)
    >>> split("metamask.github.io")
    (('metamask',), 'github.io', True)
    >>> split("co.uk")
    ((), 'co.uk', False)
    """
    rules, wildcards, exceptions = _tables()
    labels = tuple(host.split("."))
    count = len(labels)
    if count == 2 and host not in rules and labels[1] not in wildcards:  # most hosts
        return labels[:1], labels[1], rules.get(labels[1], False)
    start = count - _MAX_LABELS if count > _MAX_LABELS else 0
    rest = host if start == 0 else ".".join(labels[start:])
    for i in range(start, count):
        private = rules.get(rest)
        if private is not None:
            return labels[:i], rest, private
        parent = rest[len(labels[i]) + 1 :]
        if parent in wildcards:
            if rest in exceptions:
                return labels[: i + 1], parent, exceptions[rest]
            return labels[:i], rest, wildcards[parent]
        rest = parent
    return labels[:-1], labels[-1], False


@lru_cache(maxsize=8192)
def registered(host: str) -> str:
    """The label of `host` that was registered; empty when it is a suffix itself.

    >>> registered("wallet.example.co.uk"), registered("co.uk")
    ('example', '')
    """
    return "".join(split(host)[0][-1:])


def is_delegated(host: str) -> bool:
    """Whether the last label is a top-level domain of the list: nothing else is a site's name.

    >>> is_delegated("wallet.example.com"), is_delegated("com.example.wallet7")
    (True, False)
    """
    rules, wildcards, _ = _tables()
    last = host.rpartition(".")[2]
    return last in rules or last in wildcards


def is_national(suffix: str) -> bool:
    """A country's ending (``co.nz``, ``de``) that is not sold to the whole world (``io``).

    >>> is_national("co.nz"), is_national("io"), is_national("com")
    (True, False, False)
    """
    last = suffix.rpartition(".")[2]
    return len(last) == 2 and last not in _worldwide()


@cache
def _worldwide() -> frozenset[str]:
    return frozenset(data.lines("worldwide_endings.txt"))
