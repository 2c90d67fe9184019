"""Deny lists: what others report as hostile, held against what we are about to vouch for.

One entry a line (a host, an address, an account, a number), or a list of any shape that
`ringtrue.scanning.lists` reads: hosts files, Adblock rules, sheets, JSON.
A hit is no verdict: honest sites get onto such lists, and official ones get hijacked.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from ringtrue import data
from ringtrue.errors import AllowlistError, RingtrueError
from ringtrue.kinds import WEB_KINDS, parse
from ringtrue.kinds.facets import DomainName, UrlRest
from ringtrue.kinds.registry import value_of
from ringtrue.model import Listed
from ringtrue.scanning.lists import entries
from ringtrue.text.hosts import hosting_of

MAX_FILE = 256 << 20
MAX_LINE = 2048
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-")


class DenyList:
    """Entries of several deny lists, and which listed contact one of them hits."""

    def __init__(self) -> None:
        self._hosts: dict[str, str] = {}
        """Host -> where it stands."""
        self._paths: dict[str, list[tuple[str, str]]] = {}
        """Shared host -> paths on it and where they stand."""
        self._others: dict[tuple[str, str], str] = {}
        self._below: dict[str, tuple[str, str]] | None = None
        self.unread: list[str] = []
        """Places of entries that are no contact."""

    def __len__(self) -> int:
        return len(self._hosts) + len(self._others) + sum(map(len, self._paths.values()))

    def read(self, path: str | Path) -> None:
        """Takes in one file. Raises `AllowlistError`."""
        name = Path(path).name
        for number, entry in _entries(path):
            place = f"{name}:{number}"
            if not self._add(entry, place):
                self.unread.append(place)

    def hit(self, listed: Listed) -> tuple[str, str] | None:
        """What a listed contact has in common with an entry, and where that stands."""
        if listed.kind in WEB_KINDS:
            return self._web_hit(listed)
        if listed.kind == "email":
            domain = listed.value.rpartition("@")[2]
            if domain in self._hosts:
                return f"its domain {domain!r} is denied", self._hosts[domain]
        place = self._others.get((listed.kind, listed.value))
        return (f"{listed.value!r} is denied", place) if place else None

    def _web_hit(self, listed: Listed) -> tuple[str, str] | None:
        host = listed.value
        for path, place in self._paths.get(host, ()):
            if not listed.path or path == listed.path or path.startswith(listed.path + "/"):
                return f"{host + path!r} is denied", place
        if host in self._hosts:
            return f"{host!r} is denied", self._hosts[host]
        parent = host
        while "." in (parent := parent.partition(".")[2]):
            if parent in self._hosts:
                return f"{parent!r} above it is denied", self._hosts[parent]
        if listed.match == "registrable":
            below = self._parents().get(host)
            if below:
                return f"{below[0]!r} below it is denied", below[1]
        return None

    def _parents(self) -> dict[str, tuple[str, str]]:
        """Every parent domain of an entry, with the first entry below it."""
        if self._below is None:
            self._below = {}
            for host, place in self._hosts.items():
                parent = host
                while "." in (parent := parent.partition(".")[2]):
                    self._below.setdefault(parent, (host, place))
        return self._below

    def _add(self, entry: str, place: str) -> bool:
        if "." in entry and _PLAIN.issuperset(entry) and not entry.replace(".", "").isdigit():
            self._hosts.setdefault(entry.removeprefix("www.").strip("."), place)
            return True
        try:
            contact = parse(entry)
        except (RingtrueError, ValueError):
            return False
        site = contact.part(DomainName) if contact.kind in WEB_KINDS else None
        if site is None:
            self._others.setdefault((contact.kind, value_of(contact)), place)
            return True
        rest = contact.part(UrlRest)
        path = rest.path.rstrip("/") if rest else ""
        host = site.host.removeprefix("www.")
        if path and hosting_of(host) is not None:
            self._paths.setdefault(host, []).append((path, place))
        else:
            self._hosts.setdefault(host, place)
        return True


def _entries(path: str | Path) -> Iterator[tuple[int, str]]:
    """Number and text of every entry. Raises `AllowlistError`."""
    try:
        with open(path, "rb") as stream:
            raw = data.up_to(stream, MAX_FILE)
    except OSError as error:
        why = f"cannot be read ({error.strerror}); give a deny list"
        raise AllowlistError(why, file=str(path)) from error
    if len(raw) > MAX_FILE:
        raise AllowlistError(f"holds more than {MAX_FILE >> 20} MiB; split it", file=str(path))
    for entry in entries(BytesIO(raw), whole=True):
        if not entry.number:
            raise AllowlistError(f"{entry.why}; give the list as it was published", file=str(path))
        yield entry.number, "" if entry.why else entry.text[:MAX_LINE]
