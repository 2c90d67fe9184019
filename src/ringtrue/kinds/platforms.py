"""The tables of account platforms: their names (platforms.tsv), their links (profile_links.tsv).

Every form of every profile link is one row of the second table, matched piece by piece. What a
form leaves out cannot name an account: ``chat.whatsapp.com/CODE?phone=NUMBER`` opens the group.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ringtrue import data
from ringtrue.records import record
from ringtrue.text.paths import MOST
from ringtrue.text.tables import of_tables, opened

ANY_HOST = "any"
APP_STORES = ("google.com", "apple.com", "microsoft.com", "mozilla.org")
"""Ends of the hosts on which apps have pages."""
_NO_HOST = "-"
_FRAGMENT = "##"


@record
class Platform:
    """One platform: what it is called, where its accounts live, how its names look."""

    name: str
    prefixes: tuple[str, ...]
    hosts: tuple[str, ...]
    least: int
    most: int
    extra: str
    """Characters besides letters and digits."""
    not_first: str
    not_last: str
    not_twice: str
    """Those of `extra` that cannot begin a name, end it, or stand beside each other."""
    rules: frozenset[str]
    """``fold``, ``letter``, ``digits``, ``intl``, ``nodots`` ...; see the table's head."""
    reserved: frozenset[str]
    """First path segments that are no account."""
    source: str
    """Where the grammar was read."""

    def pages_of(self, account: str) -> str:
        """The host whose pages are this account's own (``example.github.io``); empty: none.

        >>> platforms()["github"].pages_of("Example"), platforms()["x"].pages_of("example")
        ('example.github.io', '')
        """
        below = next((rule[6:] for rule in self.rules if rule.startswith("pages=")), "")
        return f"{account.lower()}.{below}" if below else ""


@record
class Parts:
    """What a link holds."""

    name: str
    """Empty when the form holds no name itself (the host does, or nothing)."""
    post: str = ""
    shown: str = ""


@record
class Link:
    """One form of link to an account."""

    platform: Platform
    parts: tuple[str, ...]
    """Path segments: a literal in small letters, ``{}``, a sign and ``{}``, ``{post}``,
    ``{shown}``, ``#``, ``*``, or ``##`` where the fragment begins."""
    open_end: bool
    """More segments may follow."""
    key: str
    """The parameter that holds the name; empty when the path or the host does."""
    names: str
    """What the name is: ``@``, ``+``, ``tel``, ``+tel``, ``post`` or the mark of a second kind."""

    def read(self, segments: Sequence[str], query: str, fragment: str = "") -> Parts | None:
        """What a link of this form holds; None when it has another form."""
        if _FRAGMENT in self.parts:
            segments = [*segments, _FRAGMENT, *fragment.split("/", MOST)]
        if len(segments) < len(self.parts) or (
            len(segments) > len(self.parts) and not self.open_end
        ):
            return None
        name = post = shown = ""
        for part, segment in zip(self.parts, segments, strict=False):
            if part == "{post}":
                post = segment
            elif part == "{shown}":
                shown = segment
            elif part.endswith("{}"):
                sign = part[:-2]
                if len(segment) <= len(sign) or not segment.startswith(sign):
                    return None
                name = segment[len(sign) :]
            elif part == "#":
                if not segment.isdigit():
                    return None
            elif part != "*" and part != segment.lower():
                return None
        if self.key:
            name = parameter(query, self.key)
            if not name:
                return None
        return Parts(name, post, shown)

    @property
    def reserves(self) -> bool:
        """The name stands first (or in the host), where the platform's own pages are too."""
        return not self.key and (
            not self.parts or self.parts[0] in ("{}", "#") or self.parts == ("s",)
        )


def parameter(query: str, key: str) -> str:
    """The value of a parameter of a decoded query; empty when two values contradict each other.

    Which of two a server takes is its own affair, and ``%26`` hides one from some readers.

    >>> parameter("id=a&x=1", "id"), parameter("id=a&id=b", "id")
    ('a', '')
    """
    values = set()
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        if name.strip().lower() == key:
            values.add(value.strip())
    return values.pop() if len(values) == 1 else ""


@cache
def platforms() -> dict[str, Platform]:
    """Every platform by its name."""
    found = {}
    for row in data.table("platforms.tsv"):
        name, prefixes, hosts, least, most, extra, first, last, twice, rules, reserved, ref = row
        found[name] = Platform(
            name,
            tuple(prefixes.split(",")),
            () if hosts == _NO_HOST else tuple(hosts.split(",")),
            int(least),
            int(most),
            extra,
            first,
            last,
            twice,
            frozenset(rules.split(",")),
            frozenset(reserved.split(",")),
            ref,
        )
    return found


@cache
def _by_prefix() -> dict[str, tuple[Platform, str]]:
    """Platform and mark of every prefix."""
    table = {}
    for platform in platforms().values():
        for written in platform.prefixes:
            prefix, _, mark = written.partition("=")
            table[prefix] = platform, mark
    return table


@cache
def _by_host() -> dict[str, Platform]:
    return {host: p for p in platforms().values() for host in p.hosts}


@cache
def _links() -> dict[str, tuple[Link, ...]]:
    """Forms by host (``*.`` for those that the host names) or ``scheme:``, in their order."""
    found: dict[str, list[Link]] = {}
    for name, hosts, form, names in data.table("profile_links.tsv"):
        platform = platforms()[name]
        path, _, key = form.partition("?")
        parts = tuple(part for part in path.split("/") if part)
        open_end = parts[-1:] == ("*",)
        link = Link(platform, parts[:-1] if open_end else parts, open_end, key[:-3], names)
        for host in dict.fromkeys(_hosts(hosts, platform.hosts)):
            found.setdefault(host, []).append(link)
    return {host: tuple(links) for host, links in found.items()}


def _hosts(written: str, of_platform: Sequence[str]) -> list[str]:
    """The hosts of a form, `written` in the table of links."""
    if written == ANY_HOST:
        return [host.removeprefix("??.") for host in of_platform if host[0] != "*"]
    return written.split(",")


@of_tables
@cache
def _written() -> tuple[frozenset[str], frozenset[str]]:
    """The keys of `_links`, and all of these and of `_by_host`, from the compiled index: most hosts
    are none of them, and a process that checks one need not read the tables."""
    index = opened()
    return frozenset(index.lines("accounts.link")), frozenset(index.lines("accounts.host"))


def sections() -> dict[str, str]:
    """What `_written` reads, for the build."""
    hosts = {row[0]: row[2].split(",") for row in data.table("platforms.tsv") if row[2] != _NO_HOST}
    rows = data.table("profile_links.tsv")
    links = {host for row in rows for host in _hosts(row[1], hosts.get(row[0], ()))}
    every = links.union(*hosts.values())
    return {"accounts.link": "\n".join(sorted(links)), "accounts.host": "\n".join(sorted(every))}


@cache
def _places() -> tuple[frozenset[str], frozenset[str]]:
    """The keys of `_links`, and hosts below which accounts have hosts of their own, or countries
    have the platform's."""
    links, every = _written()
    return links, frozenset(host.partition(".")[2] for host in every if host[0] in "*?")


def by_prefix(prefix: str) -> Platform | None:
    """The platform that people write as `prefix` (``tg``, ``twitter``, ``微信``)."""
    found = _by_prefix().get(prefix.strip().lower())
    return found[0] if found else None


def mark_of_prefix(prefix: str) -> str:
    """The second kind of names that `prefix` stands for: ``group/`` of ``QQ群``; mostly empty."""
    found = _by_prefix().get(prefix.strip().lower())
    return found[1] if found else ""


def is_platform_host(host: str) -> bool:
    """Whether accounts of strangers live on `host`."""
    host = host.removeprefix("www.")
    table = _by_host()
    if host in table:
        return True
    label, _, parent = host.partition(".")
    return f"*.{parent}" in table or (f"??.{parent}" in table and _is_locale(label))


@cache
def account_hosts() -> frozenset[str]:
    """Hosts that name an account or hold profiles, without ``*.`` and ``??.`` before them."""
    written = (host for host in _written()[1] if host[-1] != ":")
    return frozenset(host.rpartition("*.")[2].rpartition("??.")[2] for host in written)


def links_of(host: str) -> tuple[str, tuple[Link, ...]]:
    """The account that a host itself names, and the forms of link on that host (or ``scheme:``).

    >>> links_of("name.t.me")[0], links_of("t.me")[0], links_of("t.me.example")[1]
    ('name', '', ())
    """
    host = host.removeprefix("www.")
    hosts, parents = _places()
    if host in hosts:
        return "", _links()[host]
    label, _, parent = host.partition(".")
    if parent not in parents:
        return "", ()
    table = _links()
    if f"*.{parent}" in table:
        return label, table[f"*.{parent}"]
    if f"??.{parent}" in _by_host() and _is_locale(label):
        return "", table[parent]
    return "", ()


@cache
def links_of_platform(platform: str) -> tuple[Link, ...]:
    """The forms of one platform whose first segment is a word: what ``u/name`` can be read by."""
    return tuple(
        dict.fromkeys(
            link
            for host, links in _links().items()
            for link in links
            if link.platform.name == platform
            and host[-1] != ":"
            and len(link.parts) > 1
            and link.parts[0][-1] not in "}#*"
        )
    )


@cache
def marks_of(platform: str) -> frozenset[str]:
    """Marks of the platform's second kinds of names that end in a slash: ``in/``, ``pub/``."""
    of_links = (link for links in _links().values() for link in links)
    found = {link.names for link in of_links if link.platform.name == platform}
    found |= {prefix.partition("=")[2] for prefix in platforms()[platform].prefixes}
    return frozenset(mark for mark in found if mark.endswith("/"))


@cache
def schemes() -> frozenset[str]:
    """Schemes of the links that a platform's app opens: ``tg``, ``whatsapp``."""
    return frozenset(host[:-1] for host in _links() if host[-1] == ":")


def _is_locale(label: str) -> bool:
    """``uk``, ``zh-cn``."""
    return (len(label) == 2 and label.isalpha()) or (len(label) == 5 and label[2] == "-")
