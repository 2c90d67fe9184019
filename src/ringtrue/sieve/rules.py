"""Which of the found names may mean anything, told for a whole batch.

Each rule restates a guard of `combosquatting`, `homograph` or `typosquatting` that holds whatever
the words around the name are; what is left is for the detectors to judge. In doubt a name is left.
Who loosens such a guard changes the rule too: tests/batch/test_sieve.py finds what is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from ringtrue.detectors.cheap_ending import endings as cheap_endings
from ringtrue.model import Name
from ringtrue.sieve.baits import Baits
from ringtrue.sieve.hashes import HashSet, hash_of
from ringtrue.sieve.hits import Hits
from ringtrue.sieve.names import Forms
from ringtrue.sieve.text import Hosts, is_letter

_SPLIT = 6
"""Letters of the shortest name whose parts a hyphen sets apart."""
_LONG_STUB = 8
"""Letters of a weak name to which one letter may be stuck."""
_PIECE, _LEADS, _LONG = 3, 4, 7
"""Letters of an everyday name that is noted as a piece, at the start of a longer one, and anywhere
(`combosquatting`, `cheap_ending`)."""
_GLUED = 5
"""Letters of an everyday name that counts beside a bait word without a border."""
_DOTTED = 8
"""Letters of a name that may be glued to others where a dot cuts it in two."""


class Sizes:
    """Per key of names nearby: the letters of its longest name."""

    def __init__(self, named: Sequence[Sequence[Name]]) -> None:
        longest = [max((len(name.text) for name in names), default=0) for names in named]
        self.most = np.array(longest or [0])
        self.first = np.array([ord(names[0].key[0]) if names else 0 for names in named] or [0])


def telling(hosts: Hosts, hits: Hits, forms: Forms, sizes: Sizes, baits: Baits) -> Hits:
    """The hits that a detector may say something about."""
    first = hosts.labels_of(hits.start)
    cut = first != hosts.labels_of(hits.end - 1)
    inside = hits.distance == 0
    form = np.where(inside, hits.form, 0)
    flat = inside & (form >= forms.flat_from)
    below = (np.bincount(hosts.label_row[hosts.inner], minlength=hosts.size) > 1)[hits.row]
    starts, ends = hosts.starts[first], hosts.ends[first]
    leads = hits.start == starts
    before = is_letter(hosts.text[np.maximum(hits.start - 1, 0)]) & ~leads
    before &= ~_after_www(hosts, hits.start, starts)
    after = is_letter(hosts.text[hits.end])
    apart, inner = ~before & ~after, before & after
    size = hosts.place[hits.end] - hosts.place[hits.start]
    beside = hosts.place[ends] - hosts.place[starts] - size
    hyphened = (hits.end - hits.start > size) & (size >= _SPLIT)
    counts = np.where(cut, forms.long[form] & inside, hosts.inner[first]) & ~flat
    counts &= ~cut | apart | (size >= _DOTTED)
    cheap = _under_cheap_endings(hosts)[hits.row]
    counts &= inside | cheap | _slips(hosts, hits, sizes, beside)
    # What follows holds for registered names; hosts below them are few.
    weak = inside & forms.weak[form] & ~cut & ~below
    small = inside & forms.small[form] & ~cut & ~below & inner
    may = (beside == 0) | hyphened
    with_flat = np.zeros(hosts.size, bool)
    with_flat[hits.row[flat]] = True
    may |= with_flat[hits.row]
    alone = (size >= _LONG_STUB) & (beside == 1)
    alone |= (apart & (size >= _PIECE)) | (leads & (size >= _LEADS)) | (size >= _LONG)
    may |= weak & ~small & alone
    baited = np.flatnonzero((weak | small) & ~may & counts & (small | apart | (size >= _GLUED)))
    baited = baited[(~weak | apart | (size >= _GLUED))[baited]]
    if len(baited):
        rows = np.zeros(hosts.size, bool)
        rows[hits.row[baited]] = True
        found = baits.beside(hosts, rows, hits.start, hits.end, baited)
        may[baited[found]] = True
    return hits.only(counts & (~(weak | small) | may))


@cache
def _cheap() -> HashSet:
    return HashSet(map(hash_of, cheap_endings()))


def _under_cheap_endings(hosts: Hosts) -> np.ndarray:
    """Per host: its ending is a sign by itself, however the name stands before it."""
    last = np.flatnonzero(hosts.after == 0)
    found: np.ndarray = _cheap().holds(hosts.sums.of(hosts.starts[last], hosts.ends[last]))
    return found


def long_names(hosts: Hosts, hits: Hits, forms: Forms) -> np.ndarray:
    """Where a hit that may mean something nearly always does: long names that are no words."""
    inside = hits.distance == 0
    weak = inside & forms.weak[np.where(inside, hits.form, 0)]
    long = hosts.place[hits.end] - hosts.place[hits.start] >= _LONG
    found: np.ndarray = long & ~weak
    return found


def _after_www(hosts: Hosts, start: np.ndarray, label: np.ndarray) -> np.ndarray:
    """Whether no more than www stands before a name in its label (``wwwline``)."""
    found = start - label == len("www")
    for back in range(1, 4):
        found &= hosts.text[np.maximum(start - back, 0)] == ord("w")
    return np.asarray(found)


def _slips(hosts: Hosts, hits: Hits, sizes: Sizes, beside: np.ndarray) -> np.ndarray:
    """Hits nearby that may be slips: a piece of a label is none of a name under six letters, and
    short names keep their first letter, or have it second."""
    near = np.flatnonzero(hits.distance)
    found = np.zeros(len(hits.row), bool)
    key, place = hits.form[near], hosts.place[hits.start[near]]
    most = sizes.most[key]
    may = (beside[near] == 0) | (most >= 6)
    letters = hosts.bare[place], hosts.bare[place + 1]
    keeps = (letters[0] == sizes.first[key]) | (letters[1] == sizes.first[key])
    # A pair (rn, vv, cl) among the first letters is one letter or two.
    raw = [hosts.text[hosts.letters[place + step]] for step in range(3)]
    for a, b in ((0, 1), (1, 2)):
        for pair in ("rn", "vv", "cl"):
            keeps |= (raw[a] == ord(pair[0])) & (raw[b] == ord(pair[1]))
    found[near] = may & (keeps | (most >= 8))
    return found
