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
from ringtrue.detectors.typosquatting import is_piece
from ringtrue.model import Name
from ringtrue.sieve.baits import Baits
from ringtrue.sieve.hashes import HashSet, hash_of
from ringtrue.sieve.hits import Hits
from ringtrue.sieve.names import Forms
from ringtrue.sieve.text import HYPHEN, Hosts, is_letter
from ringtrue.sieve.views import PAIRS
from ringtrue.sieve.windows import GRAM
from ringtrue.sieve.wordy import explained, is_word, longer_site

_SPLIT = 6
"""Letters of the shortest name whose parts a hyphen sets apart."""
_LONG_STUB = 8
"""Letters of a weak name to which one letter may be stuck."""
_PIECE, _LEADS, _LONG = 3, 4, 7
"""Letters of an everyday name that is noted as a piece, at the start of a longer one, and anywhere
(`combosquatting`, `cheap_ending`)."""
_LONG_LEADS = 6
"""Of a famous everyday name at the start of a label."""
_SHORT = 6
"""Letters of the shortest name that stands in for no longer one (`combosquatting`)."""
_GLUED = 5
"""Letters of an everyday name that counts beside a bait word without a border."""
_DOTTED = 8
"""Letters of a name that may be glued to others where a dot cuts it in two."""


class Sizes:
    """Per key of names nearby: what its names have in common."""

    def __init__(self, named: Sequence[Sequence[Name]]) -> None:
        longest = [max((len(name.text) for name in names), default=0) for names in named]
        self.most = np.array(longest or [0])
        """Letters of the longest."""
        self.first = np.array([ord(names[0].key[0]) if names else 0 for names in named] or [0])
        self.paired = np.array(
            [any(n.text[:2] in PAIRS for n in names) for names in named] or [False]
        )
        """One begins with two letters that are one letter of the key."""
        texts = [{name.text for name in names} for names in named]
        only = [t.pop() if len(t) == 1 else "" for t in texts] or [""]
        self.letters = np.array([len(text) for text in only])
        self.heads = [np.array([_piece_hash(t, less, 1) for t in only]) for less in (1, 2)]
        """Hashes of the name without its last letter and two, where words are left (else 0) ..."""
        self.tails = [np.array([_piece_hash(t, less, 0) for t in only]) for less in (1, 2)]
        """... and without its first ones (`typosquatting`)."""
        self.famous = np.array([any(n.famous for n in names) for names in named] or [False])


def _piece_hash(text: str, less: int, begin: int) -> np.uint64:
    size = len(text) - less
    piece, rest = (text[:size], text[size:]) if begin else (text[less:], text[:less])
    return np.uint64(hash_of(piece) if size > 3 and is_piece(piece, rest) else 0)


def telling(
    hosts: Hosts, hits: Hits, forms: Forms, sizes: Sizes, baits: Baits
) -> tuple[Hits, np.ndarray]:
    """The hits that a detector may say something about, and of which it nearly always does."""
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
    # The letters of the name are as many, or less where a pair of them was seen as one.
    most = np.where(inside, forms.most[form], size)
    counts = np.where(cut, forms.long[form] & inside, hosts.inner[first]) & ~flat
    counts &= ~cut | apart | (size >= _DOTTED)
    cheap = _under_cheap_endings(hosts)[hits.row]
    counts &= inside | _slips(hosts, hits, sizes, beside)
    # An official address stands for itself: between borders, and before the host's own ending.
    bordered = (leads | (hosts.text[hits.start - 1] == HYPHEN)) & (hosts.text[hits.end] < ord("0"))
    with_flat = np.zeros(hosts.size, bool)
    with_flat[hits.row[inside & forms.flat[form] & (below | (bordered & ~cut))]] = True
    # What follows holds for a part of a registered name; hosts below them are few.
    part = inside & counts & ~cut & ~below & (beside > 0) & ~hyphened & ~with_flat[hits.row]
    seen = hosts.bare_sums.of(hosts.place[hits.start], hosts.place[hits.end])
    exact = inside & (seen == forms.text_sums[form])
    alike = inside & ~exact & (forms.text_sums[form] != 0)
    weak = part & (forms.weak[form] | (forms.common[form] & (~leads | alike)))
    small = part & forms.small[form] & inner
    chance = part & (most < _LONG) & ~apart & alike & ~cheap
    alone = (most >= _LONG_STUB) & (beside == 1)
    alone |= cheap & ((apart & (most >= _PIECE)) | (leads & (most >= _LEADS)) | (most >= _LONG))
    alone |= forms.famous[form] & (
        (apart & (alike | (most >= _GLUED))) | (leads & (most >= _LONG_LEADS))
    )
    doubtful = (weak & ~alone) | small | chance
    # A bait word beside it makes it a sign, but not where it is weak, short and glued, nor where
    # three letters only look like it.
    baited = doubtful & ~(weak & ~apart & (most < _GLUED)) & ~(weak & alike & (most < GRAM))
    at = np.flatnonzero(baited)
    if len(at):
        # A benign word makes no sign of a weak name, and two letters need a word for support.
        weight = (exact & (weak | (most < _GLUED))).astype(np.int8) + (exact & weak & (most < 3))
        baited[at] = baits.beside(hosts, hits.start[at], hits.end[at], weight[at])
    counts &= ~doubtful | baited
    wordy = counts & _wordy(hosts, hits, sizes, beside, apart, cheap) & ~cut & ~below
    at = np.flatnonzero(wordy)
    if len(at):
        medium = np.ones(len(at), np.int8)
        counts[at] = baits.beside(hosts, hits.start[at], hits.end[at], medium)
    # Words that explain a glued name: what only looks like it may still be a homograph.
    glued = part & counts & ~apart & (exact | weak)
    at = np.flatnonzero(glued)
    if len(at):
        span = hits.start[at], hits.end[at], starts[at], ends[at]
        counts[at[explained(hosts, *span)]] = False
        short = counts[at] & (most[at] < _SHORT) & ~cheap[at]
        at, span = at[short], tuple(side[short] for side in span)
        counts[at[longer_site(hosts, *span)]] = False
    distinct = (part & exact & ~small) | (size >= _LONG) | ((beside == 0) & (size >= GRAM))
    return hits.only(counts), (distinct & ~weak)[counts]


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
    """Hits nearby that may be slips: a piece of a label is none of a name under six letters, nor is
    a word, and short names keep their first letter, or have it second."""
    near = np.flatnonzero(hits.distance)
    found = np.zeros(len(hits.row), bool)
    key, place = hits.form[near], hosts.place[hits.start[near]]
    most = sizes.most[key]
    piece = beside[near] > 0
    letters = hosts.bare[place], hosts.bare[place + 1]
    keeps = (letters[0] == sizes.first[key]) | (letters[1] == sizes.first[key])
    keeps |= sizes.paired[key] | (most >= _LONG_STUB)
    # A pair among the first letters is one letter or two.
    raw = [hosts.text[hosts.letters[place + step]] for step in range(3)]
    for a, b in ((0, 1), (1, 2)):
        for pair in PAIRS:
            keeps |= (raw[a] == ord(pair[0])) & (raw[b] == ord(pair[1]))
    found[near] = keeps & (~piece | (most >= _SHORT))
    return found


def _wordy(
    hosts: Hosts, hits: Hits, sizes: Sizes, beside: np.ndarray, apart: np.ndarray, cheap: np.ndarray
) -> np.ndarray:
    """Hits nearby, pieces of a label, that words explain: they are a word, or all but a letter or
    two of them are."""
    near = np.flatnonzero((hits.distance > 0) & (beside > 0))
    key, start, end = hits.form[near], hits.start[near], hits.end[near]
    word = is_word(hosts, start, end)
    first, last = hosts.place[start], hosts.place[end]
    shared = np.zeros(len(near), bool)
    for less in (1, 2):
        size = sizes.letters[key] - less
        for pieces, begin in ((sizes.heads, first), (sizes.tails, last - size)):
            some = np.flatnonzero((pieces[less - 1][key] > 0) & (last - first >= size))
            seen = hosts.bare_sums.of(begin[some], begin[some] + size[some])
            shared[some] |= seen == pieces[less - 1][key[some]]
    shared &= (last - first <= sizes.letters[key]) & ~cheap[near]
    found = np.zeros(len(hits.row), bool)
    may = ~sizes.famous[key] & ((sizes.most[key] < _LONG_STUB) | ~apart[near])
    found[near] = (word | shared) & may
    return found
