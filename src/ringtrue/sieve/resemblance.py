"""Hosts that need a check because of what they are called: every way of `NameIndex`, for all hosts.

Three texts are searched, since look-alike pairs (rn for m) may or may not be meant: the letters as
they stand, the letters with pairs folded within each label, and so across its dots.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ringtrue.detectors.judging import Telling, begins_few, telling
from ringtrue.directory.limits import MAX_MATCHES
from ringtrue.model import Name
from ringtrue.sieve.baits import Baits
from ringtrue.sieve.near import NearNames
from ringtrue.sieve.spans import Spans, fold, folded_pairs
from ringtrue.sieve.text import DOT, END, HYPHEN, HashSet, Hosts, Sums, hash_of
from ringtrue.sieve.windows import GRAM, Windows
from ringtrue.text import words
from ringtrue.text.skeleton import key, plain_key

if TYPE_CHECKING:
    from ringtrue.directory.index import Directory

_SHARED = 2
"""Brands of one weak name, so that a few of these names are no crowd (`MAX_MATCHES`)."""


class Resemblance:
    """Tests of names against those that a directory protects."""

    def __init__(self, directory: Directory) -> None:
        names = [name for name in directory.protected if len(name.text) >= 2]
        self._index = directory.names
        forms = self._index.forms()
        forms = [form for form in forms if form.isascii()]
        weak = {form for form in forms if self._index.all_of(form, _needs_border)}
        weak = {form for form in weak if self._index.names_of(form) <= _SHARED}
        cut = {form for form in forms if not self._index.all_of(form, _is_short)}
        # A weak name may begin an official address without its dots: ``lineme``.
        flat = {plain_key(host.replace(".", "")) for host in directory.hosts() if host.isascii()}
        flat = {form for form in flat if any(name in form for name in weak)}
        self._windows = Windows(cut, {*forms, *flat} - cut - weak, weak)
        self._tiny = HashSet([hash_of(form) for form in forms if len(form) < GRAM])
        self._stems = [form for form in self._index.short_inside() if len(form) > 1]
        self._near = NearNames({name.key for name in names})
        short = {n.text for n in names if len(n.text) <= 3 and n.text.isascii()}
        self._short = HashSet([hash_of(text) for text in short])
        self._parts = HashSet([hash_of(part) for part in self._index.parts() if part.isascii()])
        self._turned = HashSet([hash_of(text) for text in _turned({n.text for n in names})])
        self._bait = Baits(self._index)

    def marks(self, hosts: Hosts, kept: np.ndarray) -> None:
        """Sets `kept` where a host may resemble a listed name, or begs for trust without one."""
        plain = fold(hosts.text)
        self._inside(hosts, plain, kept)
        spans = Spans.of(hosts.text, hosts.row, hosts.starts[hosts.inner], hosts.ends[hosts.inner])
        self._whole_and_pieces(hosts, spans, plain, kept)
        self._pieces_near(plain, spans, kept)
        self._paired(hosts, kept)
        self._bait.marks(hosts, spans, plain, self._near, kept)

    def _inside(self, hosts: Hosts, plain: np.ndarray, kept: np.ndarray) -> None:
        """Names that stand inside a label, or that a dot cuts in two."""
        letters = np.flatnonzero((hosts.text != DOT) & (hosts.text != HYPHEN))
        if self._stems:
            self._short_inside(plain[letters], hosts.row[letters], kept)
        below = np.bincount(hosts.label_row[hosts.inner], minlength=hosts.size) > 1
        for group, places in enumerate(self._windows.places(plain[letters])):
            first, last = letters[places[0]], letters[places[1]]
            label = np.searchsorted(hosts.ends, first)
            cut = hosts.ends[label] < last
            counts = hosts.inner[label] & ~cut
            if group == 0:
                counts |= cut  # the suffix may hold the end of a long name
            elif group == 2:
                alone = ~_is_letter(hosts.text[first - 1]) & ~_is_letter(hosts.text[last + 1])
                # Very many of them, and a check says that it did not compare all.
                many = np.bincount(hosts.row[first], minlength=hosts.size) * _SHARED >= MAX_MATCHES
                counts &= alone | below[hosts.row[first]] | many[hosts.row[first]]
            kept[hosts.row[first[counts]]] = True

    def _short_inside(self, text: np.ndarray, row: np.ndarray, kept: np.ndarray) -> None:
        raw = text.tobytes()
        for stem in self._stems:
            at = raw.find(form := stem.encode("ascii"))
            while at >= 0:
                kept[row[at]] = True
                at = raw.find(form, at + 1)

    def _whole_and_pieces(
        self, hosts: Hosts, spans: Spans, plain: np.ndarray, kept: np.ndarray
    ) -> None:
        """Short names, parts of hyphenated names, words in the other order."""
        sums = hosts.sums
        short = spans.width < GRAM
        starts, ends = spans.start[short], spans.end[short]
        kept[spans.row[short][self._short.holds(sums.of(starts, ends))]] = True
        self._worn_parts(hosts, spans, kept)
        letters = hosts.text != HYPHEN
        place = np.cumsum(letters) - letters
        bare = Sums(hosts.text[letters])
        starts, ends = place[hosts.starts[hosts.inner]], place[hosts.ends[hosts.inner]]
        rows = hosts.label_row[hosts.inner]
        kept[rows[self._turned.holds(bare.of(starts, ends))]] = True
        self._tiny_labels(plain[letters], starts, ends, rows, kept)
        letters &= hosts.text != DOT
        place = np.cumsum(letters) - letters
        starts = np.concatenate(([0], place[hosts.row_end[:-1]] + 1))
        whole = Sums(hosts.text[letters]).of(starts, place[hosts.row_end])
        kept |= self._turned.holds(whole)

    def _worn_parts(self, hosts: Hosts, spans: Spans, kept: np.ndarray) -> None:
        """Hyphenated labels, one part of which is a part of a hyphenated name."""
        parted = spans.hyphenated & ~kept[spans.row]
        starts, ends = spans.start[parted], spans.end[parted]
        some = starts[self._parts.holds(hosts.sums.of(starts, ends))]
        for label in np.unique(np.searchsorted(hosts.ends, some)).tolist():
            if self._index.worn_parts(hosts.label(label)):
                kept[hosts.label_row[label]] = True

    def _tiny_labels(
        self, bare: np.ndarray, starts: np.ndarray, ends: np.ndarray, rows: np.ndarray,
        kept: np.ndarray,
    ) -> None:  # fmt: skip
        """Labels that are the key of a short name: ``0kx``, ``rnx``."""
        tiny = ends - starts < GRAM
        hashes = Sums(bare).of(starts[tiny], ends[tiny])
        kept[rows[tiny][self._tiny.holds(hashes)]] = True

    def _pieces_near(self, text: np.ndarray, spans: Spans, kept: np.ndarray) -> None:
        """Labels, their pieces and neighbouring pieces a few edits from a name."""
        letters = np.flatnonzero(text != HYPHEN)
        bare = text[letters]
        place = np.cumsum(text != HYPHEN) - (text != HYPHEN)
        open_rows = ~kept[spans.row]
        starts = place[spans.start[open_rows]]
        ends = place[spans.end[open_rows]]
        rows = spans.row[open_rows]
        kept[rows[self._near.holds(bare, starts, ends)]] = True

    def _paired(self, hosts: Hosts, kept: np.ndarray) -> None:
        """Hosts with rn, vv or cl, read once more with these as m, w and d."""
        rows = np.flatnonzero(folded_pairs(hosts) & ~kept)
        if not len(rows):
            return
        # A pair that only a hyphen parts is one name's in the whole, two pieces' in the parts.
        for row, text in self._subset(hosts, rows):
            bare = text.replace("-", "")
            if any(c in bare and c not in text for c in ("rn", "vv", "cl")):
                kept[row] = True
        texts = [(row, text) for row, text in self._subset(hosts, rows) if not kept[row]]
        rows = np.array([row for row, _ in texts], np.int64)
        whole = [key(text.replace("-", "").replace(".", "")) for _, text in texts]
        parted = [".".join(map(_hyphenated_key, text.split("."))) for _, text in texts]
        for lines in (whole, parted):
            folded = np.frombuffer("".join(f"{x}\n" for x in lines).encode("ascii"), np.uint8)
            at = rows[np.cumsum(folded == END) - (folded == END)]
            letters = folded != HYPHEN
            if self._stems:
                self._short_inside(folded[letters], at[letters], kept)
            for first, _ in self._windows.places(folded[letters]):
                kept[at[letters][first]] = True
        label_end = np.flatnonzero((folded == DOT) | (folded == END))
        label_start = np.concatenate(([0], label_end[:-1] + 1))
        inner = folded[label_end] == DOT
        spans = Spans.of(folded, at, label_start[inner], label_end[inner])
        self._pieces_near(folded, spans, kept)
        place = np.cumsum(letters) - letters
        labels = ~spans.hyphenated
        self._tiny_labels(
            folded[letters], place[spans.start[labels]], place[spans.end[labels]],
            spans.row[labels], kept,
        )  # fmt: skip

    @staticmethod
    def _subset(hosts: Hosts, rows: np.ndarray) -> list[tuple[int, str]]:
        raw = hosts.text.tobytes().decode("latin-1")
        starts = np.concatenate(([0], hosts.row_end[:-1] + 1))
        return [
            (row, raw[start:end])
            for row, start, end in zip(
                rows.tolist(), starts[rows].tolist(), hosts.row_end[rows].tolist(), strict=True
            )
        ]


def _needs_border(name: Name) -> bool:
    """Glued to other letters in a registered name, this name is no sign for any detector: four
    letters that stand in many names (``line`` in airlines)."""
    if len(name.text) > GRAM or not (name.text.isascii() and name.text.isalpha()):
        return False
    if name.common:
        return True
    return telling(name.text) is Telling.COMMON and not begins_few(name.text)


def _is_short(name: Name) -> bool:
    """Where a dot cuts a name in two, shorter ones are not looked at."""
    return len(name.text) < 6


def _is_letter(text: np.ndarray) -> np.ndarray:
    return (text >= ord("a")) & (text <= ord("z"))


def _hyphenated_key(label: str) -> str:
    return "-".join(map(key, label.split("-")))


def _turned(texts: set[str]) -> set[str]:
    """Names of two words with the words in the other order."""
    found = set()
    for text in texts:
        pair = words.segment(text) if 8 <= len(text) <= 24 else None
        if pair and len(pair) == 2:
            found.add(pair[1] + pair[0])
    return found
