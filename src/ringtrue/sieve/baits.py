"""Bait words in labels: at their ends, where they leave something beside them, and anywhere."""

from __future__ import annotations

import numpy as np

from ringtrue.sieve.hashes import HashSet, hash_of
from ringtrue.sieve.spans import CORE, TOKEN, Spans
from ringtrue.sieve.text import HYPHEN, Hosts, is_letter, ranges
from ringtrue.sieve.windows import Windows
from ringtrue.text import words

_SHORTEST, _LONGEST = 3, 13
"""Letters of a bait word that is taken off (`ringtrue.directory.candidates.cores`)."""
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
        """Whether heavy words stand at two places at least of each of these labels; said of those
        with a hyphen, which may hold words of two letters."""
        if not len(labels):
            return np.zeros(0, bool)
        at = ranges(hosts.starts[labels], hosts.ends[labels] + 1)
        text = hosts.text.take(at)
        begin, _, _ = self._high.find(text)
        whose = np.repeat(np.arange(len(labels)), hosts.ends[labels] + 1 - hosts.starts[labels])
        found: np.ndarray = np.bincount(whose[begin], minlength=len(labels)) > 1
        found[whose[text == HYPHEN]] = True
        return found

    def cores(self, hosts: Hosts, kept: np.ndarray) -> Spans:
        """Spans of the text: what is left of labels when a bait word is taken off an end."""
        at = np.flatnonzero(hosts.inner & (hosts.ends - hosts.starts >= _SHORTEST + _LEFT))
        at = at[~kept[hosts.label_row[at]]]
        starts, ends = hosts.starts[at], hosts.ends[at]
        none = np.zeros(0, np.int64)
        first, last = [none], [none]
        for some, size in self._heavy.heads(hosts, starts, ends):
            a, b = starts[some] + size, ends[some]
            first.append(a + (hosts.text[a] == HYPHEN))
            last.append(b)
        for some, size in self._heavy.tails(hosts, starts, ends):
            a, b = starts[some], ends[some] - size
            first.append(a)
            last.append(b - (hosts.text[b - 1] == HYPHEN))
        a, b = np.concatenate(first), np.concatenate(last)
        long = b - a >= _LEFT
        a, b = a[long], b[long]
        return Spans(a, b, hosts.row[a], np.full(len(a), CORE))

    def beside(
        self, hosts: Hosts, starts: np.ndarray, ends: np.ndarray, weight: np.ndarray
    ) -> np.ndarray:
        """For each of these spans, in the first label of a host: a bait word that weighs as much
        (an index of `WEIGHTS`) stands in that label before it or after it."""
        of = hosts.row[starts]
        rows = np.zeros(hosts.size, bool)
        rows[of] = True
        labels = np.flatnonzero(hosts.starts == hosts.row_start[hosts.label_row])
        stop = hosts.ends[labels]  # of the first label of each host
        here = np.flatnonzero(rows[hosts.row])
        here = here[here <= stop[hosts.row[here]]]
        begin, end, weighs = self._words(hosts.text[here])
        row = hosts.row[here[begin]]
        found = np.zeros(len(of), bool)
        for least in range(len(WEIGHTS)):
            some, asked = weighs >= least, np.flatnonzero(weight == least)
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
        sizes: dict[int, list[int]] = {}
        for word in words:
            sizes.setdefault(len(word), []).append(hash_of(word))
            text = np.frombuffer(word.encode("ascii"), np.uint8)
            bit = np.uint32(1 << len(word))
            self._heads[_slots(text, np.zeros(1, np.int64))] |= bit
            self._tails[_slots(text, np.array([len(word) - _SHORTEST]))] |= bit
        self._sizes = [(size, HashSet(hashes)) for size, hashes in sorted(sizes.items())]

    def at_start(self, text: np.ndarray, starts: np.ndarray) -> np.ndarray:
        found: np.ndarray = self._heads.take(_slots(text, starts)) > 0
        return found

    def at_end(self, text: np.ndarray, ends: np.ndarray) -> np.ndarray:
        found: np.ndarray = self._tails.take(_slots(text, np.maximum(ends - _SHORTEST, 0))) > 0
        return found

    def heads(
        self, hosts: Hosts, starts: np.ndarray, ends: np.ndarray
    ) -> list[tuple[np.ndarray, int]]:
        """Indices of spans that begin with a word, and the length of it."""
        return self._hits(
            hosts, self._heads.take(_slots(hosts.text, starts)), starts, ends, tail=False
        )

    def tails(
        self, hosts: Hosts, starts: np.ndarray, ends: np.ndarray
    ) -> list[tuple[np.ndarray, int]]:
        """Indices of spans that end with a word, and the length of it."""
        lengths = self._tails.take(_slots(hosts.text, np.maximum(ends - _SHORTEST, 0)))
        return self._hits(hosts, lengths, starts, ends, tail=True)

    def _hits(
        self, hosts: Hosts, lengths: np.ndarray, starts: np.ndarray, ends: np.ndarray, *, tail: bool
    ) -> list[tuple[np.ndarray, int]]:
        some = np.flatnonzero(lengths)
        lengths = lengths[some]
        found = []
        for size, hashes in self._sizes:
            here = some[(lengths >> np.uint32(size)) & np.uint32(1) == 1]
            here = here[(ends - starts)[here] >= size]
            begin = ends[here] - size if tail else starts[here]
            here = here[hashes.holds(hosts.sums.of(begin, begin + size))]
            if len(here):
                found.append((here, size))
        return found

    def whole(self, hosts: Hosts, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
        """Which spans begin and end with a word or no letter, or are two letters."""
        begins = ~is_letter(hosts.text[starts]) | (ends - starts == 2)
        finishes = ~is_letter(hosts.text[ends - 1]) | (ends - starts == 2)
        for some, _ in self.heads(hosts, starts, ends):
            begins[some] = True
        for some, _ in self.tails(hosts, starts, ends):
            finishes[some] = True
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
