"""Senders whose name is disguised or cut: NETFLX, NTFLIX, AM/AZON, BOA, CharlesSchwabAct1d.

A sender's name stands at the head of a message, or in "your NAME account", so few words are looked
at: as they are spelled without signs and with digits for letters, by the table of abbreviations, as
the begin of a longer word, and with one slip. Everyday words are no slips.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Protocol

from ringtrue import data
from ringtrue.index.memo import kept_with_directory
from ringtrue.scanning.cues import any_of, cue
from ringtrue.scanning.voice import Message, is_held
from ringtrue.text.edits import within

_ACCOUNT = re.compile(r"@?[A-Za-z][A-Za-z0-9_]{3,39}")
_TOKEN = re.compile(r"[A-Za-z0-9@$][A-Za-z0-9@$!./&'’_-]{1,40}(?<!!)")
_JUNK = re.compile(r"[\W_]*")
_DATES = re.compile(r"\d[\d:/.,-]*")
_CODE = re.compile(r"(?=(?:[A-Za-z]*\d){4})[A-Za-z\d]{7,}")
_NO_LETTER = re.compile(r"[^a-z]")
_DIGITS = str.maketrans("01345@$!", "oleasasl")
_AS_I = str.maketrans("01345@$!", "oieasasi")
_MOST = 8
"""Words at the head that may come before the name."""
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
"""Words of an account's name."""
_ASKED = ("ask", "the", "real")
_REGION = 2
"""Letters of a country's code, or of "CS"."""
_LEAST_SLIP, _LEAST_BEGIN = 5, 6
_MOST_ALIKE = 256
"""Names of one first letter and length that are compared."""
_Slips = dict[tuple[str, int], list[str]]
"""Names that one slip may disguise, by first letter and length."""


class Listed(Protocol):
    """What is asked of a directory."""

    def spellings(self) -> Iterator[tuple[str, tuple[str, ...], bool, bool]]: ...


@cache
def _own() -> re.Pattern[str]:
    first, second = r"[^\s,;:!?]{3,24}", r"[^\s,;:!?]{2,16}"
    return re.compile(rf"(?<![a-z])(?:{any_of('own')})\s{{1,2}}({first})(?:\s({second}))?")


@kept_with_directory
def _names(directory: Listed) -> tuple[dict[str, str], _Slips]:
    """Brand by folded name, and the names that one slip may disguise."""
    found: dict[str, str] = {}
    slips: _Slips = {}
    for brand_id, spellings, common, reviewed in directory.spellings():
        for spelled in spellings if reviewed else ():
            name = _NO_LETTER.sub("", spelled.lower())
            if spelled.isascii() and len(name) >= 3:
                found.setdefault(name, brand_id)
                if len(name) >= _LEAST_SLIP and not common:
                    alike = slips.setdefault((name[0], len(name)), [])
                    if len(alike) < _MOST_ALIKE:
                        alike.append(name)
    for short, name, _ in data.table("sender_names.tsv"):
        owner = found.get(_NO_LETTER.sub("", name.lower()))
        if owner is not None:
            found.setdefault(_NO_LETTER.sub("", short.lower()), owner)
    return found, slips


def disguised(message: Message, directory: Listed) -> tuple[int, int, str] | None:
    """``(start, end, brand_id)`` of a disguised name at the head of a message, or of an account
    that the message says its reader has; names in small letters are found there too."""
    names, slips = _names(directory)
    for start, end in _held(message):
        brand_id = _read(message.plain[start:end], names, slips, words=True)
        if brand_id is not None:
            return start, end, brand_id
    tokens = list(_head(message))
    for i, (start, end) in enumerate(tokens):
        joined = [(start, end)]
        if i + 1 < len(tokens) and tokens[i + 1][0] - end <= 2:
            joined.append((start, tokens[i + 1][1]))
        for first, last in joined:
            brand_id = _read(message.plain[first:last], names, slips)
            if brand_id is not None:
                return first, last, brand_id
    return None


def _held(message: Message) -> Iterator[tuple[int, int]]:
    """What may be the name in ``your NAME account``: a word or two."""
    for count, own in enumerate(_own().finditer(message.low, message.begin)):
        if count >= _MOST:
            return
        for end in (own.end(1), own.end(2)):
            if end > 0 and is_held(message.low, end):
                yield own.start(1), end


def _head(message: Message) -> Iterator[tuple[int, int]]:
    """Words at the head, those of sending and dating left out; the first two that are left."""
    at, left = message.begin, 2
    for _ in range(_MOST):
        junk = _JUNK.match(message.plain, at)
        at = junk.end() if junk else at
        token = _TOKEN.match(message.plain, at)
        if token is None or not left:
            return
        word = cue("lead").match(message.low, at)
        date = _DATES.fullmatch(token[0])
        if word > at or date or _CODE.fullmatch(token[0]):
            at = word if word > at else token.end()
            continue
        left -= 1
        yield at, token.end()
        at = token.end()


def _read(token: str, names: dict[str, str], slips: _Slips, *, words: bool = False) -> str | None:
    """The brand of a name; with `words`, names that are everyday words too."""
    from ringtrue.text.words import is_word

    if _ACCOUNT.fullmatch(token) and (brand_id := _of_account(token, names)):
        return brand_id
    low = token.lower()
    bare = _NO_LETTER.sub("", low)
    for folded in (bare, *(_NO_LETTER.sub("", low.translate(t)) for t in (_DIGITS, _AS_I))):
        if len(folded) < 3 or (len(folded) < 5 and not token.isupper()):
            continue
        if folded in names and (words or not (is_word(folded) and token.isalpha())):
            return names[folded]
        for length in range(len(folded) - 1, _LEAST_BEGIN - 1, -1):
            rest = folded[length:]
            if folded[:length] in names and (any(map(str.isdigit, token)) or _is_notice(rest)):
                return names[folded[:length]]
        if len(folded) >= _LEAST_SLIP - 1 and not is_word(folded):
            slipped = _slip(folded, slips)
            for length in range(len(folded) - 1, _LEAST_SLIP - 1, -1):
                if slipped is None and not is_word(folded[:length]) and _is_notice(folded[length:]):
                    slipped = _slip(folded[:length], slips)
            if slipped is not None:
                return names[slipped]
    return None


def _of_account(token: str, names: dict[str, str]) -> str | None:
    """The brand of an account called after it: ``@AcmeHelp``, ``Ask_Acme``."""
    parts = [part.lower() for part in _PARTS.findall(token)]
    if len(parts) < 2:
        return None
    if parts[0] in _ASKED:
        parts = parts[1:]
    while parts:
        if brand_id := names.get("".join(parts)):
            return brand_id
        if not (_is_notice(parts[-1]) or len(parts[-1]) <= _REGION):
            return None
        parts = parts[:-1]
    return None


def _is_notice(word: str) -> bool:
    return cue("notice").match(word, 0) == len(word) > 0


def _slip(token: str, names: _Slips) -> str | None:
    """The one name from which `token` is one slip away, its first letter kept."""
    found = {
        alike[at]
        for length in (len(token) - 1, len(token), len(token) + 1)
        if (alike := names.get((token[0], length)))
        for at, _ in within(token, alike, 1)
    }
    return found.pop() if len(found) == 1 else None
