"""The table of account platforms (data/platforms.tsv)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ringtrue import data


@dataclass(frozen=True, slots=True)
class Platform:
    """One platform: what it is called, where its profile links live, how its names look."""

    name: str
    prefixes: tuple[str, ...]
    hosts: tuple[str, ...]
    least: int
    most: int
    extra: str
    """Characters besides letters and digits."""
    fold: bool
    """Upper and lower case name the same account."""
    reserved: frozenset[str]
    """First path segments that are no account."""


@cache
def platforms() -> dict[str, Platform]:
    """Every platform by its name."""
    found = {}
    for name, prefixes, hosts, least, most, extra, case, reserved in data.table("platforms.tsv"):
        found[name] = Platform(
            name,
            tuple(prefixes.split(",")),
            tuple(hosts.split(",")),
            int(least),
            int(most),
            extra,
            case == "fold",
            frozenset(reserved.split(",")),
        )
    return found


@cache
def _by_prefix() -> dict[str, Platform]:
    return {prefix: p for p in platforms().values() for prefix in p.prefixes}


@cache
def _by_host() -> dict[str, Platform]:
    return {host.removeprefix("*."): p for p in platforms().values() for host in p.hosts}


@cache
def _label_hosts() -> dict[str, Platform]:
    return {h[2:]: p for p in platforms().values() for h in p.hosts if h.startswith("*.")}


def by_prefix(prefix: str) -> Platform | None:
    """The platform that people write as `prefix` (``tg``, ``twitter``, ``微信``)."""
    return _by_prefix().get(prefix.strip().lower())


def by_host(host: str) -> tuple[Platform, str] | None:
    """The platform whose profile links live on `host`, and the account when the host names it."""
    host = host.removeprefix("www.")
    platform = _by_host().get(host)
    if platform is not None:
        return platform, ""
    label, _, parent = host.partition(".")
    owner = _label_hosts().get(parent)
    return (owner, label) if owner is not None and label else None
