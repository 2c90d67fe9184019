"""Bait words in labels of many hosts: at their ends, and anywhere."""

from __future__ import annotations

import numpy as np

from ringtrue.batch.hashes import HashSet, Sums, in_a_row
from ringtrue.batch.hosts_column import HYPHEN, Hosts, by_bits, is_letter, ranges
from ringtrue.batch.spans import CORE, TOKEN, Spans
from ringtrue.batch.windows import Windows
from ringtrue.text import words

_SHORTEST = 3
_BITS = 16
_WEIGHTS = {"none": 1, "medium": 2, "high": 3}


class BaitWords:
    """Finds bait words."""

    def __init__(self) -> None:
        every = sorted(w for w in words.bait_words() if w.isascii())
        long = [w for w in every if len(w) >= _SHORTEST]
        self._every = Edges(long)
        self._heavy = Edges(sorted(words.bait_words("high", "medium").intersection(long)))
        self._inside = Windows(long, _SHORTEST)
        self._high = Windows([word for word in long if words.bait(word) == "high"], _SHORTEST)
        self._weights = np.array([_weight(word) for word in long], np.int8)
        self._tiny = np.zeros(1 << 16, np.int8)
        for word in every:
            if len(word) == 2:
                self._tiny[_two(word)] = _weight(word)
        self._high_tiny = [_two(w) for w in every if len(w) == 2 and words.bait(w) == "high"]
        # ``my`` is found wherever words are.
        self._common = [_two(word) for word in every if len(word) == 2 and words.segment(word)]

    def labels_of_words(self, hosts: Hosts, spans: Spans, kept: np.ndarray) -> np.ndarray:
        """Labels, of hosts that are not `kept`, that may be made of bait words, two heavy ones
        (``high``) and more."""
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
        return labels[self._heavy_in(hosts, labels) > 1]

    def _heavy_in(self, hosts: Hosts, labels: np.ndarray) -> np.ndarray:
        """At how many places of each of these labels heavy words stand."""
        if not len(labels):
            return np.zeros(0, np.int64)
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
        return np.bincount(heavy, minlength=len(labels))

    def left(
        self, hosts: Hosts, starts: np.ndarray, ends: np.ndarray, word: range, least: int
    ) -> Spans:
        """What is left of spans without a word that weighs something, of so many letters, at an
        end, and without the hyphen beside it: `least` characters and more."""
        some, size = self._heavy.heads(hosts, starts, ends)
        fits = (size >= word.start) & (size < word.stop)
        first = starts[some[fits]] + size[fits]
        first += hosts.text[first] == HYPHEN
        others, size = self._heavy.tails(hosts, starts, ends)
        cut = (size >= word.start) & (size < word.stop)
        last = ends[others[cut]] - size[cut]
        last -= hosts.text[last - 1] == HYPHEN
        start = np.concatenate((first, starts[others[cut]]))
        end = np.concatenate((ends[some[fits]], last))
        long = end - start >= least
        start, end = start[long], end[long]
        return Spans(start, end, hosts.row[start], np.full(len(start), CORE, np.int8))

    def bare(self, hosts: Hosts, starts: np.ndarray, ends: np.ndarray, least: int) -> Spans:
        """What is left of spans without ``www-`` before, and digits or two characters and a hyphen
        behind, where something is left out: `least` characters and more."""
        text, start, end = hosts.text, starts.copy(), ends.copy()
        www = ends - starts > len("www-")
        for step, letter in enumerate(b"www-"):
            www &= text.take(starts + step, mode="clip") == letter
        start[www] += len("www-")
        for _ in range(int((ends - starts).max(initial=0))):
            last = text.take(end - 1, mode="clip")
            digit = (end > start) & (last >= ord("0")) & (last <= ord("9"))
            if not digit.any():
                break
            end[digit] -= 1
        two = (end == ends) & (end - start > 2) & (text.take(end - 3, mode="clip") == HYPHEN)
        end[two] -= 2
        cut = (end < ends) & (end > start) & (text.take(end - 1, mode="clip") == HYPHEN)
        end[cut] -= 1
        kept = ((start > starts) | (end < ends)) & (end - start >= least)
        start, end = start[kept], end[kept]
        return Spans(start, end, hosts.row[start], np.full(len(start), CORE, np.int8))

    def beside(
        self, hosts: Hosts, starts: np.ndarray, ends: np.ndarray, labels: np.ndarray
    ) -> np.ndarray:
        """For each of these spans in these labels: 3, 2 or 1 where the heaviest bait word beside
        it in its label weighs ``high``, ``medium`` or ``none``; 0 where there is none."""
        found = np.zeros(len(starts), np.int8)
        asked = np.zeros(len(hosts.starts), bool)
        asked[labels] = True
        low, high = hosts.starts[asked], hosts.ends[asked]
        if not len(low):
            return found
        here = ranges(low, high + 1)
        begin, end, weighs = self._words(hosts.text.take(here))
        whose = np.repeat(np.arange(len(low)), high + 1 - low).take(begin)
        of = (np.cumsum(asked) - 1).take(labels)
        begin, end = here.take(begin), here.take(end - 1) + 1
        for weight in _WEIGHTS.values():
            some = np.flatnonzero(weighs >= weight)
            first, last = np.full(len(low), len(hosts.text)), np.full(len(low), -1)
            np.minimum.at(first, whose[some], end[some])
            np.maximum.at(last, whose[some], begin[some])
            found[(first[of] <= starts) | (last[of] >= ends)] = weight
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
        at = np.flatnonzero((weight > 0) & border)
        return (
            np.concatenate((begin, at)), np.concatenate((end, at + 2)),
            np.concatenate((self._weights[which], weight[at])),
        )  # fmt: skip


class Edges:
    """Words at the ends of spans: their three letters at that end from a table, then hashes."""

    def __init__(self, words: list[str]) -> None:
        self._heads, self._tails = np.zeros(1 << _BITS, np.uint32), np.zeros(1 << _BITS, np.uint32)
        text, starts, ends = in_a_row(words)
        self._words = HashSet(Sums(text).of(starts, ends))
        bits = np.left_shift(1, ends - starts).astype(np.uint32)
        np.bitwise_or.at(self._heads, _slots(text, starts), bits)
        np.bitwise_or.at(self._tails, _slots(text, ends - _SHORTEST), bits)

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
    return _WEIGHTS[words.bait(word) or "none"]
