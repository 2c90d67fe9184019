"""Brand names in running text, in one pass whatever the number of brands.

Only places where a name can begin are looked at: the begin of a Latin word, or a character with
which a name in another script begins. The first letters there, separators left out, pick the
names to compare; for nearly every place there are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ringtrue.index.memo import kept_with_directory
from ringtrue.text.skeleton import SEPARATORS, clean, confusable, fold
from ringtrue.text.wordplaces import JOINED, Heads, Places, places

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.directory.directory import Directory

_LONGEST = 40
"""Letters of a name; longer ones are sentences."""
_MAX_GAP = 4
"""Separators between two letters of a name: ``T - P 钱包``."""
_WORD = re.compile(r"[a-z0-9]+")
# What folding may change: neither ASCII nor a common Han character or mark of Chinese texts.
_UNUSUAL = re.compile(
    "[^\x00-\x7f\u2014\u2018-\u201d\u2026\u3001-\u3011\u4e00-\u9fff\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]+"
)
# A word of Latin letters with Greek or Cyrillic ones among them: Cоinbase.
_MIXED = re.compile(
    "(?:[A-Za-z0-9]{1,40}[\u0370-\u052f]{1,40}|[\u0370-\u052f]{1,40}[A-Za-z0-9])[A-Za-z0-9\u0370-\u052f]{0,40}"
)
_CACHE_LIMIT = 20_000
_REMEMBERED = 200
"""Characters of a text whose names are kept until the next one's."""
_GREEK = re.compile("[\u0370-\u052f]")
# A digit that looks like a letter, beside one: C0inbase, PayPa1.
_FIGURE = re.compile(r"[01345](?:(?=[A-Za-z])|(?<=[A-Za-z].))")
_ALNUM = re.compile(r"[A-Za-z0-9]{1,40}")
_AS_LETTERS = tuple(
    str.maketrans({"0": "o", "1": one, "3": "e", "4": "a", "5": "s"}) for one in ("l", "i")
)
_LEAST_FIGURED = 6
"""Letters of a name that is known with digits in it."""
_GONE = "\u200b"
"""Stands for a character that folding removes or spells with several, so that lengths stay."""
_SKIPPED = frozenset(SEPARATORS + _GONE)
_WITHOUT = dict.fromkeys(map(ord, _SKIPPED))


_Entry = tuple[str, str, str | None]
"""A folded name, its brand, and how it counts: None anyhow, "" only with a capital, else with a
capital or spelled so: ``eBay``."""
_LEAST_SMALL = 4
"""Letters of a name in small letters that is nobody's word: ``bunq``."""


class _Mentions:
    """Names by the letters with which they begin, longest first."""

    def __init__(self, directory: Directory) -> None:
        names: dict[str, tuple[str, str | None]] = {}
        for brand_id, spellings, common, _ in directory.spellings():
            for spelled in spellings:
                name = fold(spelled)
                if not 2 <= len(name) <= _LONGEST:
                    continue
                # Everyday words and very short names count only as they are spelled: `Line`, `OKX`.
                strict = name.isascii() and (common or len(name) <= 4)
                names.setdefault(name, (brand_id, _own(spelled, common) if strict else None))
        # A Latin word can begin a name only if it is the name, or the name goes on behind it: by
        # the word and the letter that follows it.
        self.whole = {name: ((name, *told),) for name, told in names.items() if _latin(name[0])}
        longer: dict[str, list[_Entry]] = {}
        words: set[str] = set()
        # One letter says little ("a b ..."): there the first three, separators left out, decide.
        self.threes: dict[str, list[_Entry]] = {}
        self.pairs: dict[str, list[_Entry]] = {}
        others: set[str] = set()
        for name in sorted(names, key=len, reverse=True):
            if _latin(name[0]):
                (entry,) = self.whole[name]
                word = _WORD.match(name)
                self.threes.setdefault(name[:3], []).append(entry)
                last = len(word[0]) if word else 1
                for length in range(1, last + 1):
                    words.add(name[:length])
                    if length < len(name):
                        longer.setdefault(name[: length + 1], []).append(entry)
            else:
                others.add(name[0])
                self.pairs.setdefault(name[:2], []).append((name, *names[name]))
        runs = {word[0] for name in names if (word := _WORD.match(name)) is not None}
        lengths = range(2, JOINED + 1)
        joined = frozenset(run[:length] for run in runs for length in lengths)
        self.heads = Heads(frozenset(words), frozenset(runs), joined)
        # Most beginnings of a name are of no other: one row serves them all.
        rows: dict[tuple[_Entry, ...], tuple[_Entry, ...]] = {}
        self.longer = {
            begin: rows.setdefault(row := tuple(some), row) for begin, some in longer.items()
        }
        self.long = {name for name in names if len(name) >= _LEAST_FIGURED and name.isascii()}
        self.last: tuple[str, tuple[tuple[int, int, str], ...]] = "", ()
        """A short text and the names in it: each detector of shown names asks for the same."""
        second = {pair[1] for pair in self.pairs} | _SKIPPED
        pattern = f"[{_class(others)}](?=[{_class(second)}])" if others else r"(?!)"
        self.others = re.compile(pattern)

    def spelled(self, text: str) -> str:
        """`text` with letters for digits in words that so become a name; as long as before."""
        pieces, done = [], 0
        for figure in _FIGURE.finditer(text):
            at = figure.start()
            if at < done:
                continue
            before = _ALNUM.match(text[max(done, at - 40) : at][::-1])
            start = at - before.end() if before else at
            word = _ALNUM.match(text, start)
            if word is None:
                continue
            low = word[0].lower()
            reads = (low.translate(letters) for letters in _AS_LETTERS)
            read = next((read for read in reads if read in self.long), "")
            if read:
                pieces += [text[done:start], read]
                done = word.end()
        return "".join((*pieces, text[done:])) if pieces else text


def _own(spelled: str, common: bool) -> str:
    """A name that begins small and is told from a word by how it is spelled; else nothing."""
    if spelled[0].isupper():
        return ""
    marked = spelled.lower() != spelled or not spelled.isalpha()
    return spelled if marked or (not common and len(spelled) >= _LEAST_SMALL) else ""


def _class(characters: Iterable[str]) -> str:
    return "".join(re.escape(char) for char in sorted(characters))


@kept_with_directory
def _index(directory: Directory) -> _Mentions:
    return _Mentions(directory)


class _Folded(dict[int, str]):
    """str.translate table that keeps lengths, filled on demand; bounded: input chooses the keys."""

    def __missing__(self, code: int) -> str:
        folded = clean(chr(code)).casefold().removesuffix("\u0307")  # İ is i with a dot
        if len(folded) != 1:  # ligatures and the like are in no name
            folded = _GONE
        if len(self) < _CACHE_LIMIT:
            self[code] = folded
        return folded


class _Latin(dict[int, str]):
    """str.translate table: letters that look Latin, read as Latin; small, its keys are few."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        seen = char if char.isascii() else confusable(char).lower()
        self[code] = seen if len(seen) == 1 and _latin(seen) else char
        return self[code]


_FOLDED = _Folded()
_LATIN = _Latin()


def name_words(directory: Directory) -> frozenset[str]:
    """Latin words with which a name can begin: `mentions` takes their places."""
    return _index(directory).heads.words


def mentions(
    directory: Directory, text: str, words: Places | None = None
) -> list[tuple[int, int, str]]:
    """``(start, end, brand_id)`` of every brand named in `text`, longest first at each place.

    Spans index into `text` as given. Letters that touch an ASCII name end it (``legder`` is in
    no ``ledgers``); Han text needs no borders. `words` are where the words of ``text.lower()``
    that fit `name_words` begin, when the caller has read them already.
    """
    index = _index(directory)
    if words is None and len(text) <= _REMEMBERED:
        last = index.last
        if last[0] == text:
            return list(last[1])
        found = _found(index, text, None)
        index.last = text, tuple(found)
        return found
    return _found(index, text, words)


def _found(index: _Mentions, text: str, words: Places | None) -> list[tuple[int, int, str]]:
    """`mentions`, as the names in this index."""
    low = text
    if not text.isascii():
        if _GREEK.search(text) and _MIXED.search(
            text
        ):  # before folding: a capital М is an M, a small one is not
            low, words = _MIXED.sub(lambda word: word[0].translate(_LATIN), text), None
        unusual = set(_UNUSUAL.findall(low))
        folded = {run: run.translate(_FOLDED) for run in unusual}
        if folded:
            low = _UNUSUAL.sub(lambda run: folded[run[0]], low)
        if any(_WORD.search(run) for run in folded.values()):
            words = None  # ｍｅｔａ: words that the caller has not seen
    spelled = index.spelled(low)
    if spelled is not low:
        low, words = spelled, None
    low = low.lower()  # İ alone would grow, and it is folded already
    found: list[tuple[int, int, str]] = []
    if words is None:
        words = places(low, index.heads.words)
    begin = index.heads.words
    for letters in (word for word in words if word in begin):
        if len(letters) == 1:
            _spelled(found, index, text, low, words[letters])
            continue
        for start in index.heads.fit(low, letters, words[letters]):
            _begun(found, index, text, low, letters, start)
    if not low.isascii():
        _other(found, index, text, low)
    found.sort()
    return _apart(found)


def _begun(
    found: list[tuple[int, int, str]],
    index: _Mentions,
    text: str,
    low: str,
    letters: str,
    start: int,
) -> None:
    """Adds the name that begins with the word of several letters at `start`."""
    following = _letter(low, start + len(letters))
    longer = index.longer.get(letters + following) if following else None
    if not (longer and _add(found, longer, text, low, start)) and letters in index.whole:
        _add(found, index.whole[letters], text, low, start)


def _spelled(
    found: list[tuple[int, int, str]],
    index: _Mentions,
    text: str,
    low: str,
    starts: Sequence[int],
) -> None:
    """Adds the names that begin with a single letter at one of the places: ``M e t a``."""
    threes, reach = index.threes, 3 * (_MAX_GAP + 1)
    for start in starts:
        three = low[start : start + reach].translate(_WITHOUT)[:3]
        if three in threes:
            _add(found, threes[three], text, low, start)


def _other(found: list[tuple[int, int, str]], index: _Mentions, text: str, low: str) -> None:
    """Adds the names that begin with other letters than Latin ones."""
    for char in index.others.finditer(low):
        start = char.start()
        entries = index.pairs.get(low[start : start + 2])
        if entries is None and low[start + 1 : start + 2] in _SKIPPED:
            entries = index.pairs.get(_first(low, start, 2))
        if entries is not None:
            _add(found, entries, text, low, start)


def _add(
    found: list[tuple[int, int, str]], entries: Sequence[_Entry], text: str, low: str, start: int
) -> bool:
    """Adds the longest of the names that begins at `start`; says whether there is one."""
    for name, brand_id, own in entries:
        if own is None or text[start].isupper() or (own and text.startswith(own, start)):
            end = _end(low, start, name)
            if end > 0:
                found.append((start, end, brand_id))
                return True
    return False


def _letter(low: str, at: int) -> str:
    """The first character from `at` on that is no separator; empty at the end."""
    char = low[at : at + 1]
    if char in _SKIPPED:
        around = low[at + 1 : at + _MAX_GAP + 1]
        return next((c for c in around if c not in _SKIPPED), "")
    return char


def _first(low: str, start: int, count: int) -> str:
    """The first letters from `start` on, separators left out."""
    return low[start : start + (_MAX_GAP + 1) * count].translate(_WITHOUT)[:count]


def _end(low: str, start: int, name: str) -> int:
    """End of `name` in the text at `start`, with separators between its letters; -1 when absent."""
    if low.startswith(name, start):
        end = start + len(name)
    else:
        end = start
        for letter in name:
            gap = end + _MAX_GAP
            while low[end : end + 1] in _SKIPPED and end < gap:
                end += 1
            if low[end : end + 1] != letter:
                return -1
            end += 1
    if _latin(low[end - 1]) and _latin(low[end : end + 1]):
        return -1
    return end


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _apart(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The names that begin inside no other, unless they are longer: ``Is Bank of Somewhere``."""
    kept: list[tuple[int, int, str]] = []
    for name in found:
        if not kept or name[0] >= kept[-1][1]:
            kept.append(name)
        elif name[1] - name[0] > kept[-1][1] - kept[-1][0]:
            kept[-1] = name
    return kept
