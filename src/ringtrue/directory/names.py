"""The index of protected names: which of them may a piece of text be meant to resemble?

Cheap and certain first: equal text, equal confusable key, a name standing inside the text,
then few edits (deletion neighbourhoods, limited by the length of the name). The index only
proposes; detectors judge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ringtrue.model import Name
from ringtrue.text.edits import deletions, osa
from ringtrue.text.skeleton import SEPARATORS, key, key_map, plain_key
from ringtrue.text.words import segment

MAX_TEXT = 80
"""Characters of one text that are looked at; DNS labels end at 63."""
MAX_MATCHES = 12
"""Matches returned for one text, best first."""
_GRAM = 4
_PREFIX = 7
_MAX_BUCKET = 256
"""Names that one deletion key may propose: bounds the work on lists of near-identical names."""


def edit_limit(length: int) -> int:
    """Edits tolerated for a name of `length` letters.

    Of 305 genuine brand labels 49 have another brand's within one edit and 127 within two,
    so short names tolerate none, and two edits take ten letters.

    >>> [edit_limit(n) for n in (3, 4, 5, 9, 10)]
    [0, 0, 1, 1, 2]
    """
    return 0 if length < 5 else 1 if length < 10 else 2


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A protected name that a text may resemble."""

    name: Name
    how: str
    """``same``, ``key``, ``swapped`` (its two words in the other order), ``token`` (its text stands
    inside), ``token_key`` (its key does), ``near`` (the whole is few edits away), ``near_token``
    (a piece is), ``part`` (one part of a hyphenated name is exact, the other few edits away),
    ``far`` (looser, only where the host is suspicious by its shape)."""
    start: int
    end: int
    """Span in the text as given, separators included."""
    distance: int = 0


_Mapper = Callable[[str], tuple[str, list[int]]]
_KINDS = ("same", "key", "swapped", "token", "token_key", "near", "near_token", "part", "far")
_ORDER = {how: rank for rank, how in enumerate(_KINDS)}


class NameIndex:
    """Immutable once built; the edit index is built on the first look for typing errors."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._by_text: dict[str, list[Name]] = {}
        self._by_key: dict[str, list[Name]] = {}
        self._grams: dict[str, set[int]] = {}
        self._short: dict[str, list[Name]] = {}
        self._near: dict[str, list[Name]] | None = None
        self._swapped: dict[str, list[Name]] | None = None
        self._parted: dict[str, list[tuple[Name, str, str]]] | None = None
        self._like: dict[tuple[str, int], list[Name]] | None = None
        for name in names:
            if len(name.text) < 2:
                continue
            self._by_text.setdefault(name.text, []).append(name)
            if len(name.key) >= _GRAM or not name.text.isascii():
                for form in {name.key, plain_key(name.text)}:
                    self._by_key.setdefault(form, []).append(name)
                    self._grams.setdefault(form[:_GRAM], set()).add(len(form))
                    if not name.text.isascii():
                        self._grams.setdefault(form[:2], set()).add(len(form))
            else:
                self._by_key.setdefault(name.key, []).append(name)
                self._short.setdefault(name.text, []).append(name)

    def same(self, text: str) -> list[Name]:
        """Names whose folded text is `text`."""
        return self._by_text.get(text, [])

    def matches(self, text: str, *, near: bool = True) -> list[NameMatch]:
        """Protected names that `text` (cleaned, case-folded) may resemble, best first."""
        text = text[:MAX_TEXT]
        compact, offsets = _compact(text)
        if len(compact) < 2:
            return []
        found: dict[tuple[str, str], NameMatch] = {}
        for match in self._all(text, compact, offsets, near):
            slot = (match.name.brand_id, match.name.text)
            best = found.get(slot)
            if best is None or _rank(match) < _rank(best):
                found[slot] = match
        return sorted(found.values(), key=_rank)[:MAX_MATCHES]

    def _all(self, text: str, compact: str, offsets: list[int], near: bool) -> Iterator[NameMatch]:
        whole = (0, len(text))
        for name in self._by_text.get(compact, ()):
            yield NameMatch(name, "same", *whole)
        compact_key = key(compact)
        for name in self._by_key.get(compact_key, ()):
            if name.text != compact:
                yield NameMatch(name, "key", *whole)
        for name in self._swapped_index().get(compact, ()):
            yield NameMatch(name, "swapped", *whole)
        yield from self._inside(compact, compact_key, offsets, key_map)
        if len(compact_key) < len(compact):
            # Pairs that only meet across a border are no pair: ``hitbtc-login`` holds no d.
            yield from self._inside(compact, plain_key(compact), offsets, _unpaired_map)
        if self._short:
            yield from self._short_pieces(text)
        if near:
            yield from self._few_edits(text, compact, compact_key)

    def _inside(
        self, compact: str, compact_key: str, offsets: list[int], mapped: _Mapper
    ) -> Iterator[NameMatch]:
        starts: list[int] | None = None
        for i in range(len(compact_key) - 1):
            lengths = self._grams.get(compact_key[i : i + _GRAM])
            if lengths is None:
                lengths = self._grams.get(compact_key[i : i + 2])
                if lengths is None:
                    continue
            for length in lengths:
                j = i + length
                if j > len(compact_key) or (i == 0 and j == len(compact_key)):
                    continue
                for name in self._by_key.get(compact_key[i:j], ()):
                    if starts is None:
                        starts = mapped(compact)[1]
                    a, b = starts[i], starts[j] if j < len(starts) else len(compact)
                    how = "token" if compact[a:b] == name.text else "token_key"
                    yield NameMatch(name, how, offsets[a], offsets[b - 1] + 1)

    def _short_pieces(self, text: str) -> Iterator[NameMatch]:
        """Names of two and three letters count only as a whole piece."""
        for start, end in pieces(text):
            for name in self._short.get(text[start:end], ()):
                if (start, end) != (0, len(text)):
                    yield NameMatch(name, "token", start, end)

    def _worn_parts(self, text: str) -> Iterator[NameMatch]:
        """``etc-maisei`` for etc-meisai: one part of a hyphenated name exact, the other worn."""
        spans = [span for span in pieces(text) if "-" not in text[slice(*span)]][:8]
        for (a, b), (c, d) in pairwise(spans):
            if b + 1 != c:
                continue
            for name, first, second in self._parted_index().get(text[a:b], ()):
                if first == text[a:b] and 0 < osa(text[c:d], second, 2) <= 2:
                    yield NameMatch(name, "part", a, d, osa(text[c:d], second, 2))
            for name, first, second in self._parted_index().get(text[c:d], ()):
                if second == text[c:d] and 0 < osa(text[a:b], first, 2) <= 2:
                    yield NameMatch(name, "part", a, d, osa(text[a:b], first, 2))

    def _swapped_index(self) -> dict[str, list[Name]]:
        """Names of two words by the words in the other order: ``pockettoken``."""
        if self._swapped is None:
            swapped: dict[str, list[Name]] = {}
            for names in self._by_text.values():
                for name in names:
                    words = segment(name.text) if 8 <= len(name.text) <= 24 else None
                    if words and len(words) == 2 and name.origin != "handle":
                        swapped.setdefault(words[1] + words[0], []).append(name)
            self._swapped = swapped
        return self._swapped

    def _parted_index(self) -> dict[str, list[tuple[Name, str, str]]]:
        """Names of two parts by each part, where the other has four letters or more."""
        if self._parted is None:
            parted: dict[str, list[tuple[Name, str, str]]] = {}
            for names in self._by_text.values():
                for name in names:
                    first, _, second = name.official.partition(".")[0].partition("-")
                    if not second or "-" in second or name.origin != "domain":
                        continue
                    for part, other in ((first, second), (second, first)):
                        bucket = parted.setdefault(part, [])
                        if len(part) >= 3 and len(other) >= 4 and len(bucket) < _MAX_BUCKET:
                            bucket.append((name, first, second))
            self._parted = parted
        return self._parted

    def _few_edits(self, text: str, compact: str, compact_key: str) -> Iterator[NameMatch]:
        index = self._edit_index()
        yield from self._near_to(index, compact_key, 0, len(text), "near")
        if len(compact_key) < len(compact):
            # Folding rn to m or cl to d can hide a plain slip: ``sirnlabs`` lacks an i.
            yield from self._near_to(index, plain_key(compact), 0, len(text), "near")
        spans = [span for span in pieces(text) if span != (0, len(text))]
        for start, end in spans + _pairs(text):
            probe = key(_compact(text[start:end])[0])
            yield from self._near_to(index, probe, start, end, "near_token")
        if "-" in text:
            yield from self._worn_parts(text)

    def near_span(self, text: str, start: int, end: int) -> list[NameMatch]:
        """Names within few edits of ``text[start:end]``: for cores found by taking words off."""
        piece = text[start:end].translate({ord(c): None for c in SEPARATORS})
        return list(self._near_to(self._edit_index(), key(piece), start, end, "near_token"))

    def far(self, text: str) -> list[NameMatch]:
        """Names that `text`, or a piece of it, may have been worn down from: two edits from six
        letters, three from ten, the first letter the same. Looser than `matches`, so only for
        hosts whose shape is suspicious already.
        """
        text = text[:MAX_TEXT]
        spans = {(0, len(text)), *pieces(text)} if text else set()
        found = [match for span in sorted(spans) for match in self._far_span(text, *span)]
        return sorted(found, key=_rank)[:MAX_MATCHES]

    def _far_span(self, text: str, start: int, end: int) -> Iterator[NameMatch]:
        probe = key(_compact(text[start:end])[0])
        limit = (len(probe) >= 5) + (len(probe) >= 6) + (len(probe) >= 10)
        if not limit:
            return
        for length in range(len(probe) - limit, len(probe) + limit + 1):
            for name in self._like_index().get((probe[0], length), ()):
                distance = osa(probe, name.key, limit)
                if 0 < distance <= limit:
                    yield NameMatch(name, "far", start, end, distance)

    def _like_index(self) -> dict[tuple[str, int], list[Name]]:
        """Names by first letter and length."""
        if self._like is None:
            like: dict[tuple[str, int], list[Name]] = {}
            for names in self._by_text.values():
                for name in names:
                    if len(name.key) >= 5 and name.origin != "handle":
                        bucket = like.setdefault((name.key[0], len(name.key)), [])
                        if len(bucket) < _MAX_BUCKET:
                            bucket.append(name)
            self._like = like
        return self._like

    def _near_to(
        self, index: dict[str, list[Name]], probe: str, start: int, end: int, how: str
    ) -> Iterator[NameMatch]:
        if len(probe) < 4:
            return
        seen: set[int] = set()
        most = 2 if len(probe) >= 8 else 1
        for deleted in deletions(probe[:_PREFIX], most):
            for name in index.get(deleted, ()):
                if id(name) in seen:
                    continue
                seen.add(id(name))
                limit = edit_limit(len(name.key))
                distance = osa(probe, name.key, limit)
                if 0 < distance <= limit:
                    yield NameMatch(name, how, start, end, distance)

    def _edit_index(self) -> dict[str, list[Name]]:
        if self._near is None:
            near: dict[str, list[Name]] = {}
            done: set[tuple[str, str]] = set()
            for names in self._by_text.values():
                for name in names:
                    limit = edit_limit(len(name.key))
                    if not limit or (name.brand_id, name.key) in done:
                        continue
                    done.add((name.brand_id, name.key))
                    for deleted in deletions(name.key[:_PREFIX], limit):
                        bucket = near.setdefault(deleted, [])
                        if len(bucket) < _MAX_BUCKET:
                            bucket.append(name)
            self._near = near
        return self._near


def pieces(text: str) -> list[tuple[int, int]]:
    """Spans between separators and at borders of digits, single and whole.

    >>> [("my-eos2wallet")[a:b] for a, b in pieces("my-eos2wallet")]
    ['my', 'eos2wallet', 'eos', '2', 'wallet']
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for i in range(len(text) + 1):
        if i == len(text) or text[i] in SEPARATORS:
            if i > start:
                spans.append((start, i))
                spans.extend(_digit_borders(text, start, i))
            start = i + 1
    return spans[:24]


def _pairs(text: str) -> list[tuple[int, int]]:
    """Two neighbouring pieces as one: ``smbc-crad`` in ``smbc-crad-login``."""
    starts = [0] + [i + 1 for i, c in enumerate(text) if c in SEPARATORS]
    ends = [i for i, c in enumerate(text) if c in SEPARATORS] + [len(text)]
    if len(starts) < 3:
        return []
    return [(a, b) for a, b in zip(starts, ends[1:], strict=False) if b - a >= 6][:6]


def _digit_borders(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    begin = start
    for i in range(start + 1, end + 1):
        if i == end or text[i].isdigit() != text[i - 1].isdigit():
            spans.append((begin, i))
            begin = i
    return spans if len(spans) > 1 else []


def _unpaired_map(text: str) -> tuple[str, list[int]]:
    """`plain_key`, with the places its letters come from (as `key_map`)."""
    out: list[str] = []
    starts: list[int] = []
    for i, char in enumerate(text):
        for folded in key(char):
            out.append(folded)
            starts.append(i)
    starts.append(len(text))
    return "".join(out), starts


def _compact(text: str) -> tuple[str, list[int]]:
    """`text` without separators, and the index in `text` of each character kept."""
    offsets = [i for i, c in enumerate(text) if c not in SEPARATORS]
    return "".join([text[i] for i in offsets]), offsets


def _rank(match: NameMatch) -> tuple[int, int, int, str, str]:
    name = match.name
    return _ORDER[match.how], match.distance, -len(name.text), name.brand_id, name.text
