"""The letters of hosts as they are compared: plain, or with look-alike pairs (rn, vv, cl) as one.

A pair may or may not be meant, and may stand across a hyphen or a dot, so a host with pairs is read
several times.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ringtrue.batch.hosts_column import Hosts, ranges
from ringtrue.records import record
from ringtrue.text.skeleton import PAIRS, key


@record
class View:
    """Letters of some hosts, without dots and hyphens, an `END` after each host."""

    letters: np.ndarray
    starts: np.ndarray
    """Per letter: where it begins in the text of the hosts ..."""
    ends: np.ndarray
    """... and where it ends."""
    rows: np.ndarray | None
    """Per host: it is in this view; None when all are."""
    place: np.ndarray
    """Per byte of the hosts' text: where it, or what follows it, stands among their letters ..."""
    count: np.ndarray | None = None
    """... and per such letter, where in `letters`; None when all are in this view."""

    def places(self, at: np.ndarray) -> np.ndarray:
        """Where these bytes of the hosts' text, or what follows them, stand in `letters`."""
        found: np.ndarray = self.place.take(at)
        return found if self.count is None else np.asarray(self.count.take(found))


def plain_view(hosts: Hosts) -> View:
    """All letters one by one."""
    return View(hosts.bare, hosts.letters, hosts.letters + 1, None, hosts.place)


def paired_views(hosts: Hosts, kept: np.ndarray) -> Iterator[View]:
    """Views with pairs as one letter: those that stand together, those across hyphens too, those
    across dots too. Sets `kept` where a reading would take still more of them."""
    raw = hosts.text.take(hosts.letters)
    pairs = np.zeros(len(raw), bool)
    for pair in PAIRS:
        pairs[:-1] |= (raw[:-1] == ord(pair[0])) & (raw[1:] == ord(pair[1]))
    at = np.flatnonzero(pairs)
    if not len(at):
        return
    row = hosts.row[hosts.letters[at]]
    kept[row[:-1][at[1:] == at[:-1] + 1]] = True  # vvv
    begins, nexts = hosts.letters[at], hosts.letters[at + 1]
    parted = np.flatnonzero(nexts > begins + 1)
    dotted = np.zeros(len(at), bool)
    dotted[parted] = hosts.labels_of(begins[parted]) != hosts.labels_of(nexts[parted])
    hyphened = (nexts > begins + 1) & ~dotted
    # A piece may end between the letters of one such pair while it holds another.
    kept |= np.bincount(row[hyphened], minlength=hosts.size) > 1
    close = ~dotted & ~hyphened
    for taken, asked in (
        (close, close), (close | hyphened, hyphened), (close | hyphened | dotted, dotted)
    ):  # fmt: skip
        rows = np.zeros(hosts.size, bool)
        rows[row[asked]] = True
        rows &= ~kept
        if rows.any():
            yield _folded(hosts, raw, at[taken & rows[row]], rows)


def _folded(hosts: Hosts, raw: np.ndarray, at: np.ndarray, rows: np.ndarray) -> View:
    some = np.flatnonzero(rows)
    first, last = hosts.place[hosts.row_start[some]], hosts.place[hosts.row_end[some] + 1]
    index = ranges(first, last)  # these hosts' letters, with an `END` after each
    count = np.zeros(len(raw) + 1, np.int32)
    inside = np.ones(len(index), bool)
    order = np.searchsorted(index, at)
    inside[order + 1] = False
    count[index] = np.cumsum(inside) - inside
    count[-1] = len(index)
    index = index[inside]
    letters, starts = hosts.bare.take(index), hosts.letters.take(index)
    ends, pairs = starts + 1, count[at]
    for pair in PAIRS:
        letters[pairs[raw[at] == ord(pair[0])]] = ord(key(pair))
    ends[pairs] = hosts.letters[at + 1] + 1
    return View(letters, starts, ends, rows, hosts.place, count)
