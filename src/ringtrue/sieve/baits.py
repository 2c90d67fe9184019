"""Bait words in labels: at their ends, where they leave something beside them, and anywhere."""

from __future__ import annotations

import numpy as np

from ringtrue.sieve.hashes import HashSet, hash_of
from ringtrue.sieve.spans import CORE, TOKEN, Spans
from ringtrue.sieve.text import HYPHEN, Hosts, by_bits, is_letter, ranges
from ringtrue.sieve.windows import Windows
from ringtrue.text import words

_SHORTEST, _LONGEST = 3, 13
"""Letters of a bait word that is taken off (`ringtrue.search.candidates.cores`)."""
_LEFT = 5
"""Letters that are left beside it, at least."""
_BITS = 16
WEIGHTS = ("none", "medium", "high")


class Baits:
    """Finds bait words."""

    def __init__(self) -> None:
        every = sorted(w for w in words.bait_words() if w.isascii())
        long = [w for w in every if len(w) >= _SHORTEST]
        heavy = {w for w in words.bait_words("high", "medium") if w in long}
        self._every = _Edges(long)
        self._heavy = _Edges([w for w in heavy if len(w) <= _LONGEST])
        self._inside = Windows(long, _SHORTEST)
        self._high = Windows([word for word in long if words.bait(word) == "high"], _SHORTEST)
        self._weights = np.array([_weight(word) for word in long], np.int8)
        self._tiny = np.full(1 << 16, -1, np.int8)
        for word in every:
            if len(word) == 2:
                self._tiny[_two(word)] = _weight(word)
        self._high_tiny = [_two(w) for w in every if len(w) == 2 and words.bait(w) == "high"]
        # ``my`` is found wherever words are.
        self._common = [_two(word) for word in every if len(word) == 2 and words.segment(word)]

    def marks(self, hosts: Hosts, spans: Spans, kept: np.ndarray) -> None:
        """Sets `kept` where a label is made of bait words (`ringtrue.detectors.bait`)."""
        at = np.flatnonzero((spans.kind <= TOKEN) & (spans.end - spans.start >= 2))
        starts, ends = spans.start[at], spans.end[at]
        first, last = hosts.text[starts], hosts.text[ends - 1]
        begins = self._every.at_start(hosts.text, starts) | ~is_letter(first)
        some = np.flatnonzero(begins | (ends - starts == 2))
        finishes = self._every.at_end(hosts.text, ends[some]) | ~is_letter(last[some])
        finishes |= (ends - starts)[some] == 2
        some = some[finishes & ~kept[spans.row[at[some]]]]
        whole = self._every.whole(hosts, starts[some], ends[some])
        labels = np.unique(hosts.labels_of(starts[some[whole]]))
        for label in labels[self._twice(hosts, labels)].tolist():
            if _begs(hosts.label(label)):
                kept[hosts.label_row[label]] = True

    def _twice(self, hosts: Hosts, labels: np.ndarray) -> np.ndarray:
        """Whether heavy words stand at two places at least of each of these labels."""
        if not len(labels):
            return np.zeros(0, bool)
        at = ranges(hosts.starts[labels], hosts.ends[labels] + 1)
        text = hosts.text.take(at)
        begin, _, _ = self._high.find(text)
        two = text[:-1].astype(np.uint16) << 8 | text[1:]
        alone = np.zeros(len(two), bool)
        for word in self._high_tiny:  # alone or beside digits
            alone |= two == word
        alone[1:] &= ~is_letter(text[:-2])
        alone[:-1] &= ~is_letter(text[2:])
        whose = np.repeat(np.arange(len(labels)), hosts.ends[labels] + 1 - hosts.starts[labels])
        heavy = whose.take(np.concatenate((begin, np.flatnonzero(alone))))
        found: np.ndarray = np.bincount(heavy, minlength=len(labels)) > 1
        return found

    def cores(self, hosts: Hosts, kept: np.ndarray) -> Spans:
        """Spans of the text: what is left of labels when a bait word is taken off an end."""
        at = np.flatnonzero(hosts.inner & (hosts.ends - hosts.starts >= _SHORTEST + _LEFT))
        at = at[~kept[hosts.label_row[at]]]
        starts, ends = hosts.starts[at], hosts.ends[at]
        some, size = self._heavy.heads(hosts, starts, ends)
        first = starts[some] + size
        first += hosts.text[first] == HYPHEN
        others, size = self._heavy.tails(hosts, starts, ends)
        last = ends[others] - size
        last -= hosts.text[last - 1] == HYPHEN
        a, b = np.concatenate((first, starts[others])), np.concatenate((ends[some], last))
        long = b - a >= _LEFT
        a, b = a[long], b[long]
        return Spans(a, b, hosts.row[a], np.full(len(a), CORE, np.int8))

    def beside(
        self, hosts: Hosts, starts: np.ndarray, ends: np.ndarray, weight: np.ndarray
    ) -> np.ndarray:
        """For each of these spans, in the first label of a host: a bait word that weighs as much
        (an index of `WEIGHTS`) stands in that label before it or after it."""
        of = hosts.row[starts]
        rows = np.zeros(hosts.size, bool)
        rows[of] = True
        rows = np.flatnonzero(rows)
        low = hosts.row_start[rows]
        high = hosts.ends[hosts.labels_of(low)]  # of the first label of each host
        here = ranges(low, high + 1)
        begin, end, weighs = self._words(hosts.text.take(here))
        row = hosts.row.take(here.take(begin))
        found = np.zeros(len(of), bool)
        for least in range(len(WEIGHTS)):
            some, asked = np.flatnonzero(weighs >= least), np.flatnonzero(weight == least)
            if not len(asked):
                continue
            first, last = np.full(hosts.size, len(hosts.text)), np.full(hosts.size, -1)
            np.minimum.at(first, row[some], here[end[some] - 1] + 1)
            np.maximum.at(last, row[some], here[begin[some]])
            found[asked] = first[of[asked]] <= starts[asked]
            found[asked] |= last[of[asked]] >= ends[asked]
        return found

    def _words(self, text: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Where bait words begin and end, and their weights. Two letters are a word only as a
        piece, with a border at one side at least."""
        begin, end, which = self._inside.find(text)
        two = text[:-1].astype(np.uint16) << 8 | text[1:]
        weight = self._tiny[two]
        border = np.ones(len(two), bool)
        border[1:-1] = ~(is_letter(text[:-3]) & is_letter(text[3:]))
        for word in self._common:
            border |= two == word
        at = np.flatnonzero((weight >= 0) & border)
        return (
            np.concatenate((begin, at)), np.concatenate((end, at + 2)),
            np.concatenate((self._weights[which], weight[at])),
        )  # fmt: skip


class _Edges:
    """Words at the ends of spans: their three letters at that end from a table, then hashes."""

    def __init__(self, words: list[str]) -> None:
        self._heads, self._tails = np.zeros(1 << _BITS, np.uint32), np.zeros(1 << _BITS, np.uint32)
        self._words = HashSet(map(hash_of, words))
        for word in words:
            text = np.frombuffer(word.encode("ascii"), np.uint8)
            bit = np.uint32(1 << len(word))
            self._heads[_slots(text, np.zeros(1, np.int64))] |= bit
            self._tails[_slots(text, np.array([len(word) - _SHORTEST]))] |= bit

    def at_start(self, text: np.ndarray, starts: np.ndarray) -> np.ndarray:
        found: np.ndarray = self._heads.take(_slots(text, starts)) > 0
        return found

    def at_end(self, text: np.ndarray, ends: np.ndarray) -> np.ndarray:
        found: np.ndarray = self._tails.take(_slots(text, np.maximum(ends - _SHORTEST, 0))) > 0
        return found

    def heads(
        self, hosts: Hosts, starts: np.ndarray, ends: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Indices of spans that begin with a word, and the length of it."""
        lengths = self._heads.take(_slots(hosts.text, starts))
        some, size = by_bits(np.arange(len(starts)), lengths)
        begin = starts.take(some)
        return self._held(hosts, some, size, begin, begin + size, ends.take(some) - begin)

    def tails(
        self, hosts: Hosts, starts: np.ndarray, ends: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Indices of spans that end with a word, and the length of it."""
        lengths = self._tails.take(_slots(hosts.text, np.maximum(ends - _SHORTEST, 0)))
        some, size = by_bits(np.arange(len(starts)), lengths)
        stop = ends.take(some)
        return self._held(hosts, some, size, stop - size, stop, stop - starts.take(some))

    def _held(
        self, hosts: Hosts, some: np.ndarray, size: np.ndarray, begin: np.ndarray,
        end: np.ndarray, room: np.ndarray,
    ) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
        fits = np.flatnonzero(size <= room)
        held = self._words.holds(hosts.sums.of(begin.take(fits), end.take(fits)))
        fits = fits[held]
        return some.take(fits), size.take(fits)

    def whole(self, hosts: Hosts, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
        """Which spans begin and end with a word or no letter, or are two letters."""
        begins = ~is_letter(hosts.text[starts]) | (ends - starts == 2)
        finishes = ~is_letter(hosts.text[ends - 1]) | (ends - starts == 2)
        begins[self.heads(hosts, starts, ends)[0]] = True
        finishes[self.tails(hosts, starts, ends)[0]] = True
        both: np.ndarray = begins & finishes
        return both


def _slots(text: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """A number for the three bytes from each of `starts` on."""
    last = len(text) - 1
    three = text.take(starts).astype(np.uint32) << np.uint32(16)
    three |= text.take(np.minimum(starts + 1, last)).astype(np.uint32) << np.uint32(8)
    three |= text.take(np.minimum(starts + 2, last))
    slots: np.ndarray = (three * np.uint32(0x9E3779B1)) >> np.uint32(32 - _BITS)
    return slots


def _two(word: str) -> int:
    return ord(word[0]) << 8 | ord(word[1])


def _weight(word: str) -> int:
    return WEIGHTS.index(words.bait(word) or "none")


def _begs(label: str) -> bool:
    """Two heavy words."""
    found = [pair for piece in label.split("-") for pair in words.split_bait(piece) or ()]
    return sum(weight == "high" for _, weight in found) >= 2
