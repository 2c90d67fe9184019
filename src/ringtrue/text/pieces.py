"""A name taken apart: its letters without separators, the pieces between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from ringtrue.text.skeleton import SEPARATORS

MAX_PIECES = 24
"""Pieces of one text that are looked at."""
MAX_PAIRS = 6

Span = tuple[int, int]


_STRIP_CHARS = frozenset(SEPARATORS)
_STRIP = {ord(c): None for c in SEPARATORS}
_SPACED = {ord(c): " " for c in SEPARATORS}
_DIGITS = "0123456789"


def compact(text: str) -> str:
    """`text` without separators.

    >>> compact("my-eos")
    'myeos'
    """
    if text.isalnum():  # no separator is
        return text
    bare = text.replace("-", "").replace(".", "")  # in a host there are no others
    return bare if bare.isalnum() else bare.translate(_STRIP)


def tokens(text: str, spaced: Mapping[int, str] = _SPACED) -> Iterator[tuple[int, str]]:
    """What stands between separators, and where it begins. `spaced`: the separators that count,
    each as a space. (Without `re`, whose import takes as long as many checks.)

    >>> list(tokens("my--eos-"))
    [(0, 'my'), (4, 'eos')]
    """
    at = 0
    plain = text.replace("-", " ")
    if not plain.replace(" ", "").isalnum():  # other signs than a host's label has
        plain = text.translate(spaced)
    for token in plain.split(" "):
        if token:
            yield at, token
        at += len(token) + 1


def places(text: str) -> Sequence[int]:
    """The index in `text` of each character of ``compact(text)``.

    >>> places("my-eos")
    [0, 1, 3, 4, 5]
    """
    if text.isalnum():
        return range(len(text))
    words = text.replace(".", "-").split("-")
    if "".join(words).isalnum():
        found: list[int] = []
        at = 0
        for word in words:
            found += range(at, at + len(word))
            at += len(word) + 1
        return found
    return [i for i, c in enumerate(text) if c not in _STRIP_CHARS]


@lru_cache(maxsize=1024)
def pieces(text: str) -> tuple[Span, ...]:
    """Spans between separators and at borders of digits, single and whole.

    >>> [("my-eos2wallet")[a:b] for a, b in pieces("my-eos2wallet")]
    ['my', 'eos2wallet', 'eos', '2', 'wallet']
    """
    if text.isalpha() or text.isdigit():
        return ((0, len(text)),)
    spans: list[Span] = []
    for start, token in tokens(text):
        end = start + len(token)
        spans.append((start, end))
        if not token.isalpha():
            spans.extend(_digit_borders(text, start, end))
    return tuple(spans[:MAX_PIECES])


def pairs(text: str) -> list[Span]:
    """Two neighbouring pieces as one: ``smbc-crad`` in ``smbc-crad-login``.

    >>> [("smbc-crad-login")[a:b] for a, b in pairs("smbc-crad-login")]
    ['smbc-crad', 'crad-login']
    """
    if len(compact(text)) > len(text) - 2:
        return []
    marks = [i for i, c in enumerate(text) if c in SEPARATORS]
    starts = [0, *(i + 1 for i in marks)]
    ends = [*marks, len(text)]
    return [(a, b) for a, b in zip(starts, ends[1:], strict=False) if b - a >= 6][:MAX_PAIRS]


def runs(token: str) -> list[str]:
    """The letters and the digits of a piece without separators, where it has both.

    >>> runs("eos2wallet"), runs("wallet24"), runs("24h"), runs("wallet")
    (['eos', '2', 'wallet'], ['wallet', '24'], ['24', 'h'], [])
    """
    if token.isalpha():
        return []
    letters = token.rstrip(_DIGITS)
    if letters.isalpha():
        return [letters, token[len(letters) :]]
    letters = token.lstrip(_DIGITS)
    if letters.isalpha():
        return [token[: -len(letters)], letters]
    return [token[a:b] for a, b in _digit_borders(token, 0, len(token))]


def _digit_borders(text: str, start: int, end: int) -> list[Span]:
    token = text[start:end]
    letters = token.rstrip(_DIGITS)
    if letters.isalpha():  # most have digits at their end alone
        return [(start, start + len(letters)), (start + len(letters), end)]
    spans = []
    begin = start
    for i in range(start + 1, end + 1):
        if i == end or text[i].isdigit() != text[i - 1].isdigit():
            spans.append((begin, i))
            begin = i
    return spans if len(spans) > 1 else []
