"""Brand names in running text, in one pass whatever the number of brands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringtrue.directory.kept import kept_with_directory
from ringtrue.text.skeleton import SEPARATORS, clean, fold

if TYPE_CHECKING:
    from ringtrue.directory.index import Directory

_GRAM = 3
_MAX_NAME = 40


class _Mentions:
    """Names, keyed by their first letters."""

    def __init__(self, directory: Directory) -> None:
        self.names: dict[str, tuple[str, bool]] = {}
        self.lengths: dict[str, set[int]] = {}
        for brand in directory.brands.values():
            for spelled in (brand.name, *brand.aliases):
                name = fold(spelled)
                if not 2 <= len(name) <= _MAX_NAME:
                    continue
                # Everyday words and very short names count only as they are spelled: `Line`, `OKX`.
                strict = name.isascii() and (brand.common_word or len(name) <= 4)
                self.names.setdefault(name, (brand.id, strict))
                gram = name[: min(_GRAM, len(name))]
                self.lengths.setdefault(gram, set()).add(len(name))


@kept_with_directory
def _index(directory: Directory) -> _Mentions:
    return _Mentions(directory)


def mentions(directory: Directory, text: str) -> list[tuple[int, int, str]]:
    """``(start, end, brand_id)`` of every brand named in `text`, longest first at each place.

    Spans index into `text` as given. Letters that touch an ASCII name end it (``legder`` is in
    no ``ledgers``); Han text needs no borders.
    """
    index = _index(directory)
    compact, offsets = _compact(text)
    found: list[tuple[int, int, str]] = []
    i, n = 0, len(compact)
    while i < n - 1:
        lengths = index.lengths.get(compact[i : i + _GRAM], _NONE) | index.lengths.get(
            compact[i : i + 2], _NONE
        )
        step = 1
        for length in sorted(lengths, reverse=True):
            entry = index.names.get(compact[i : i + length])
            if entry is None or i + length > n:
                continue
            start, end = offsets[i], offsets[i + length - 1] + 1
            brand_id, strict = entry
            if _bordered(text, start, end) and not (strict and not _is_name(text[start:end])):
                found.append((start, end, brand_id))
                step = length
                break
        i += step
    return found


_NONE: frozenset[int] = frozenset()


def _compact(text: str) -> tuple[str, list[int]]:
    out: list[str] = []
    offsets: list[int] = []
    plain = text.isascii()
    for i, char in enumerate(text):
        if char in SEPARATORS:
            continue
        for folded in char.lower() if plain else clean(char).casefold():
            out.append(folded)
            offsets.append(i)
    return "".join(out), offsets


def _bordered(text: str, start: int, end: int) -> bool:
    def letter(c: str) -> bool:
        return c.isascii() and c.isalnum()

    if start and letter(text[start]) and letter(text[start - 1]):
        return False
    return not (end < len(text) and letter(text[end - 1]) and letter(text[end]))


def _is_name(spelled: str) -> bool:
    """Written as a name: with a capital."""
    return spelled[:1].isupper()
