"""Hosts that need a check because of where they are: listed ones, platforms, accounts' names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ringtrue.kinds.platforms import account_hosts
from ringtrue.sieve.hashes import HashSet, hash_of
from ringtrue.sieve.text import Hosts
from ringtrue.text.hosts import hosting_places
from ringtrue.text.shape import GENERIC_ENDINGS, SECOND_LEVELS, is_noise
from ringtrue.text.suffix import private_suffixes, split

if TYPE_CHECKING:
    from ringtrue.directory.directory import Directory

_DEEPEST = 5
"""Labels of the longest listed place that is looked for; hosts with more labels are kept."""


class Places:
    """Tests of whole hosts and of their shape."""

    def __init__(self, directory: Directory) -> None:
        hosts = {*directory.hosts(), *account_hosts(), *hosting_places(), *private_suffixes()}
        self._special = HashSet([hash_of(host) for host in hosts if host.isascii()])
        names = {name for name in directory.account_names() if name.isascii()}
        self._accounts = HashSet(
            [hash_of(name.replace(".", "").replace("-", "")) for name in names]
        )
        self._endings = HashSet([hash_of(e) for e in GENERIC_ENDINGS | SECOND_LEVELS])

    def marks(self, hosts: Hosts, kept: np.ndarray) -> None:
        """Sets `kept` where a host needs a check."""
        kept[hosts.label_row[hosts.after >= _DEEPEST]] = True
        inner = np.flatnonzero(hosts.after)  # no such place is an ending
        row = hosts.label_row.take(inner)
        ends = hosts.sums.of(hosts.starts.take(inner), hosts.row_end.take(row))
        kept[row.take(self._special.find(ends)[0])] = True
        place = hosts.place
        whole = hosts.bare_sums.of(place.take(hosts.row_start), place.take(hosts.row_end))
        kept[self._accounts.find(whole)[0]] = True
        self._shapes(hosts, kept)

    def _shapes(self, hosts: Hosts, kept: np.ndarray) -> None:
        """Hosts below the registered name: an ending among their labels, a name that is noise.

        What the registered name is takes the public suffix list; few hosts are left by then.
        """
        counted = hosts.inner.copy()
        three = np.flatnonzero(hosts.ends - hosts.starts == len("www"))
        parts = hosts.sums.of(hosts.starts.take(three), hosts.ends.take(three))
        www = parts == np.uint64(hash_of("www"))
        counted[three[www]] = False
        count = np.bincount(hosts.label_row[counted], minlength=hosts.size)
        below = (count >= 2) & ~kept
        rows = np.flatnonzero(below)
        if not len(rows):
            return
        for row in rows.tolist():
            labels, _, _ = split(hosts.host(row))
            before = set(labels[:-1]) - {"www"}
            if before and (_has_ending(labels[:-1]) or is_noise(labels[-1])):
                kept[row] = True


def _has_ending(labels: tuple[str, ...]) -> bool:
    tokens = {token for label in labels for token in label.split("-")}
    return not tokens.isdisjoint(GENERIC_ENDINGS | SECOND_LEVELS)
