"""The search for the names that an account, a mailbox, a shown name or an app's id may resemble.

Such names hold words that impostors add, glued or not, where hosts hold labels. So pieces and what
is left without those words are looked at as the whole is.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from ringtrue.index.names import NameIndex
from ringtrue.index.near import edit_limit
from ringtrue.reading import TextReading
from ringtrue.search import words_off
from ringtrue.search.matches import NameMatch
from ringtrue.search.stages import matches
from ringtrue.text.baits import tables
from ringtrue.text.drawn import may_be_drawn, readings
from ringtrue.text.people import is_name, is_surname
from ringtrue.text.pieces import compact, pieces
from ringtrue.text.skeleton import key
from ringtrue.text.words import bait_in

LEAST_DRAWN = 4
"""Letters of the shortest name that is drawn by digits and pairs of letters."""
NEAR = ("near", "near_token", "part", "slips")
"""How a text or a piece is nearly a name."""
SHORT = 3
"""Letters of the longest word beside a piece that adds nothing: a country, a language."""
ALONE_FROM = 8
"""Letters of the shortest name that a piece is a slip of, whatever stands beside it."""


def find(text: str, names: NameIndex) -> list[NameMatch]:
    """Protected names that a name of words may resemble, the likest first. `text`: case-folded,
    its separators kept."""
    found: dict[tuple[str, str], NameMatch] = {}
    whole = matches(TextReading(text, names))
    listed = bool(whole) and whole[0].how == "same"  # webster in websterbank is no slip of another
    for match in chain(
        _near(text, whole),
        () if listed else _near(text, words_off.find(text, names)),
        _drawn(text, names),
    ):
        found.setdefault((match.name.brand_id, match.name.text), match)
    return _with_reason(text, list(found.values()))


def _near(text: str, found: list[NameMatch]) -> Iterator[NameMatch]:
    """Matches, and of those further away than rules judge the ones with two slips in a piece or in
    what is left of one: ``slips``."""
    for match in found:
        if match.how != "wide":
            yield match
        elif match.distance == 2 and _is_piece(text, match.start, match.end):
            yield NameMatch(match.name, "slips", match.start, match.end, 2)


def _is_piece(text: str, start: int, end: int) -> bool:
    span = start, end
    return span == (0, len(text)) or span in pieces(text) or span in words_off.cores(text)


def _drawn(text: str, names: NameIndex) -> Iterator[NameMatch]:
    """Names that the text, a piece of it or what is left of one without bait words is drawn for."""
    if not may_be_drawn(text):
        return
    whole = 0, len(text)
    for start, end in dict.fromkeys((whole, *pieces(text), *words_off.cores(text))):
        for reading in readings(compact(text[start:end])):
            for name in names.by_key.get(key(reading), ()):
                if len(name.text) >= LEAST_DRAWN:
                    how = "key" if (start, end) == whole else "token_key"
                    yield NameMatch(name, how, start, end)


def _with_reason(text: str, matched: list[NameMatch]) -> list[NameMatch]:
    """Matches without those near ones that say nothing: a person's name, an account's name that
    differs in what is left of it without a support word, and a short piece (my.com.in.bank) beside
    other words than support words, digits and countries."""
    if all(match.how not in NEAR for match in matched):
        return matched
    baited = any(weight == "high" for _, weight, _ in bait_in(text))
    return [match for match in matched if match.how not in NEAR or _tells(text, match, baited)]


def _tells(text: str, match: NameMatch, baited: bool) -> bool:
    name, start, end = match.name, match.start, match.end
    seen = compact(text[start:end])
    if is_name(seen) or is_surname(seen[1:]):
        return False  # also with an initial: jshin
    if name.origin == "handle" and match.distance > min(1, edit_limit(_own_letters(name.text))):
        return False  # such names are made of words and initials, as honest ones are
    words = [(a, b) for a, b in pieces(text) if (a, b) != (start, end)]
    if any(a <= start and end <= b and is_name(text[a:b]) for a, b in words):
        return False  # feder in federico
    if match.how == "near" or (start, end) == (0, len(text)) or baited:
        return True
    beside = [text[a:b].strip("0123456789") for a, b in words if b <= start or a >= end]
    if len(name.text) >= ALONE_FROM and not any(map(is_name, beside)):
        return True
    heavy = tables().heavy
    return all(len(word) <= SHORT or word in heavy for word in beside)


@lru_cache(maxsize=4096)
def _own_letters(name: str) -> int:
    """Letters of an account's name without the support words at its ends.

    >>> _own_letters("timofficialpage"), _own_letters("spotify")
    (3, 7)
    """
    known = tables().weights
    while True:
        ends = [n for n in range(3, len(name) - 1) if name[-n:] in known]
        heads = [n for n in range(3, len(name) - 1) if name[:n] in known]
        if not ends and not heads:
            return len(name)
        cut = max((*ends, *heads))
        name = name[:-cut] if cut in ends else name[cut:]
