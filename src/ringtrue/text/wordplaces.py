"""Where the words of a long text begin, for those few words that somebody asks about."""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping, Sequence

from ringtrue.records import record

Places = Mapping[str, Sequence[int]]
"""Word -> where it begins."""
JOINED = 4
"""Letters of two joined words that are looked at."""
_WORD = re.compile(r"[a-z0-9]+")


@record
class Heads:
    """Which words can begin one of many names, by the word and the one behind it.

    Names are written apart ("Meta Mask"), so that very many short words can begin one; with the
    next word joined to it, nearly all of them cannot.
    """

    words: frozenset[str] = frozenset()
    """Words that begin a name, whole or in part."""
    whole: frozenset[str] = frozenset()
    """Words at which what follows does not matter: a border of the name is there."""
    joined: frozenset[str] = frozenset()
    """The first `JOINED` letters of names, and fewer."""

    def fit(self, low: str, word: str, starts: Sequence[int]) -> Sequence[int]:
        """The places of `word` at which a name can begin.

        >>> heads = Heads(frozenset(("me", "meta")), frozenset(), frozenset(("me", "met", "meta")))
        >>> heads.fit("me tamask, me too", "me", [0, 11]), heads.fit("meta mask", "meta", [0])
        ([0], [0])
        """
        if word not in self.words:
            return ()
        length = len(word)
        if word in self.whole or length >= JOINED:
            return starts
        joined, more = self.joined, JOINED - length + 1
        kept = []
        for start in starts:
            end = start + length
            after = low[end + 1 : end + more]
            # One space and letters: they are judged at once. Everything else is for the names.
            if word + after in joined or not (len(after) == more - 1 and after.isalnum()):
                kept.append(start)
        return kept


NOTHING = Heads()


def places(low: str, wanted: frozenset[str]) -> Places:
    """Where the `wanted` words of a lower-cased text begin.

    >>> found = places("send us your key and send it", frozenset(("send", "key")))
    >>> {word: list(starts) for word, starts in found.items()}
    {'send': [0, 21], 'key': [13]}
    """
    found: dict[str, array[int]] = {}
    for word in _WORD.finditer(low):
        letters = word[0]
        if letters in wanted:
            if letters in found:
                found[letters].append(word.start())
            else:
                found[letters] = array("I", (word.start(),))
    return found
