"""Words of the dictionary that explain a found name better: `inside_word` for many at once.

Restates `ringtrue.detectors.context.inside_word`, all of it but the words of a whole piece, and
`combosquatting`'s longer names of popular sites. Both look a few letters to each side.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from ringtrue import data
from ringtrue.sieve.hashes import HashSet, hashes_of
from ringtrue.sieve.text import Hosts
from ringtrue.text import words

_AROUND = 6
"""Letters that are looked at on each side of a name."""
_RUN = range(6, 15)
"""Letters of a word that runs across one end of a name."""
_INTO = np.arange(2, 14)
"""Letters of such a word inside the name."""


@cache
def _dictionary() -> HashSet:
    found = {word for word in data.text("words.txt").split() if word.isascii()}
    return HashSet(hashes_of([word for word in found if words.is_word(word)]))


@cache
def _sites() -> HashSet:
    labels = set(words.popular_labels().split())
    known = [at for at in labels if at.isascii() and words.popular_rank(f"{at}.com") is not None]
    return HashSet(hashes_of(known))


def is_word(hosts: Hosts, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Per span of the text: it is a word."""
    return _dictionary().holds(hosts.sums.of(starts, ends))


def explained(
    hosts: Hosts, starts: np.ndarray, ends: np.ndarray, low: np.ndarray, high: np.ndarray
) -> np.ndarray:
    """Per name in a label that reaches from `low` to `high`: a word covers it, or crosses an end
    of it."""
    found = _covered(hosts, starts, ends, low, high)
    rest = np.flatnonzero(~found)
    found[rest] = _crossed(hosts, starts[rest], ends[rest], low[rest], high[rest])
    return found


def _covered(
    hosts: Hosts, starts: np.ndarray, ends: np.ndarray, low: np.ndarray, high: np.ndarray
) -> np.ndarray:
    """Per name: a word begins before it or with it, and ends with it or after it."""
    steps = np.arange(_AROUND + 1)
    low, high = low[:, None], high[:, None]
    before, after = starts[:, None] - steps, ends[:, None] + steps
    plural = (hosts.text[np.minimum(ends, high[:, 0] - 1)] == ord("s")) & (ends < high[:, 0])
    wanted = (before >= low)[:, :, None] & (after <= high)[:, None, :]
    wanted[:, 0, 0] = False
    wanted[:, 0, 1] &= ~plural  # no more than the plural of the name
    return np.asarray(_words_at(hosts, before[:, :, None], after[:, None, :], wanted).any((1, 2)))


def _crossed(
    hosts: Hosts, starts: np.ndarray, ends: np.ndarray, low: np.ndarray, high: np.ndarray
) -> np.ndarray:
    """Per name: a word begins before it and ends inside, or begins inside and ends after it."""
    steps = np.arange(_AROUND + 1)
    low, high = low[:, None], high[:, None]
    before, after = starts[:, None] - steps, ends[:, None] + steps
    inner = starts[:, None] + _INTO
    length = steps[1:, None] + _INTO
    crossing = (length >= _RUN.start) & (length < _RUN.stop)
    # A piece of the name that is a word itself explains its plural: ``myetherwallets``.
    open_ = (inner < ends[:, None]) & ~_all_words(hosts, starts[:, None], inner)
    wanted = (before[:, 1:] >= low)[:, :, None] & open_[:, None, :] & crossing
    head = _words_at(hosts, before[:, 1:, None], inner[:, None, :], wanted)
    inner = np.maximum(ends[:, None] - _INTO, 0)
    open_ = (inner > starts[:, None]) & ~_all_words(hosts, inner, ends[:, None])
    wanted = (after[:, 1:] <= high)[:, :, None] & open_[:, None, :] & crossing
    tail = _words_at(hosts, inner[:, None, :], after[:, 1:, None], wanted)
    return np.asarray(head.any((1, 2)) | tail.any((1, 2)))


def longer_site(
    hosts: Hosts, starts: np.ndarray, ends: np.ndarray, low: np.ndarray, high: np.ndarray
) -> np.ndarray:
    """Per name in a label: a popular site's name of one or two letters more stands there."""
    found = np.zeros(len(starts), bool)
    for back, ahead in ((0, 1), (0, 2), (1, 0), (2, 0)):
        some = np.flatnonzero((starts - back >= low) & (ends + ahead <= high) & ~found)
        found[some] = _sites().holds(hosts.sums.of(starts[some] - back, ends[some] + ahead))
    return found


def _words_at(hosts: Hosts, starts: np.ndarray, ends: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Which of these spans are words, of those that are `wanted`."""
    at = np.nonzero(wanted)
    starts, ends = (np.broadcast_to(side, wanted.shape)[at] for side in (starts, ends))
    found = np.zeros(wanted.shape, bool)
    found[at] = is_word(hosts, starts, ends)
    return found


def _all_words(hosts: Hosts, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    return _words_at(hosts, starts, ends, np.ones(np.broadcast_shapes(starts.shape, ends.shape)))
