"""Public suffixes: where the part of a host that somebody registered begins.

The table is the Public Suffix List, ICANN and private sections (https://publicsuffix.org/list/,
algorithm there), plus a few open zones that the list does not carry.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from ringtrue import data
from ringtrue.data.arrays import Strings
from ringtrue.text.tables import of_tables, opened

_MAX_LABELS = 8
"""Longest suffix looked for, in labels; the list's longest has 7, and a test watches it."""

_Rules = tuple[dict[str, bool], dict[str, bool], dict[str, bool]]
"""Plain rules, wildcards (by their parent) and exceptions; the value tells private ones."""

_MARKS = {"r": (0, False), "R": (0, True), "w": (1, False), "W": (1, True), "e": (2, False),
          "E": (2, True)}  # fmt: skip
"""First letters of rows in the index: the place of the rule in `_Rules`, and if it is private."""


@of_tables
@cache
def _last_labels() -> Strings:
    return Strings(opened(), "suffix")


@of_tables
@lru_cache(maxsize=4096)
def _zone(last: str) -> tuple[dict[str, bool], dict[str, bool], dict[str, bool], frozenset[str]]:
    """The rules that end in a last label, and the last two labels of each."""
    number = _last_labels().find(last)
    if number is None:
        return {}, {}, {}, frozenset()
    ends, rows = opened().numbers("suffix.ends"), opened().raw("suffix.rows")
    zone: _Rules = {}, {}, {}
    for row in str(rows[ends[number] : ends[number + 1]], "ascii").split("\n"):
        place, private = _MARKS[row[0]]
        zone[place][row[1:]] = private
    end = -len(last) - 1
    return *zone, frozenset([rule[rule.rfind(".", 0, end) + 1 :] for kind in zone for rule in kind])


def rules() -> Iterator[_Rules]:
    """The rules of every last label."""
    return (_zone(last)[:3] for last in _last_labels())


def double_suffixes() -> frozenset[str]:
    """Suffixes of two labels that every reader of the list agrees on: ``co.uk``, ``github.io``."""
    return frozenset(
        rule for plain, wildcards, exceptions in rules() for rule in plain
        if rule.count(".") == 1 and rule not in exceptions and rule not in wildcards
        and rule.partition(".")[2] not in wildcards
    )  # fmt: skip


def private_suffixes() -> frozenset[str]:
    """Zones of companies under which everybody registers, without wildcards."""
    return frozenset(rule for plain, _, _ in rules() for rule, private in plain.items() if private)


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
    labels = tuple(host.split("."))
    last, count = labels[-1], len(labels)
    rules, wildcards, exceptions, borders = _zone(last)
    two = host if count == 2 else f"{labels[count - 2]}.{last}"
    if not (two in borders or last in wildcards or count == 1):  # most hosts
        return labels[:-1], last, rules.get(last, False)
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


@of_tables
@lru_cache(maxsize=8192)
def registered(host: str) -> str:
    """The label of `host` that was registered; empty when it is a suffix itself.

    >>> registered("wallet.example.co.uk"), registered("co.uk")
    ('example', '')
    """
    return "".join(split(host)[0][-1:])


SPECIAL = frozenset(("example", "test", "invalid", "onion"))
"""Endings of names that are written like a site's and are in no zone (RFC 6761, RFC 7686)."""


def is_delegated(host: str) -> bool:
    """Whether the last label is a top-level domain of the list: nothing else is a site's name.

    >>> is_delegated("wallet.example.com"), is_delegated("com.example.wallet7")
    (True, False)
    >>> is_delegated("store.example.co.za")
    True
    """
    last = host.rpartition(".")[2]
    return any(_zone(last))  # of some (``za``) the list has only what stands below them


@lru_cache(maxsize=4096)
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
