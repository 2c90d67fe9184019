"""Two slips in one word: is each of them one that a hand or an eye makes?

One wrong letter is a typing error whatever the letter; of two, most turn a name into another
(``coinsafe`` is no ``coinbase``). So each must be a likely one: neighbours swapped, a letter
dropped, doubled or struck along with its neighbour, a neighbour on the keyboard or a look-alike.
"""

from __future__ import annotations

from ringtrue.text.edits import osa
from ringtrue.text.keyboard import likely


def two_slips(seen: str, official: str) -> bool:
    """Whether `seen` is `official` after two likely slips, its first and last letters kept.

    >>> two_slips("metmsak", "metamask"), two_slips("mmetamsk", "metamask")
    (True, True)
    >>> two_slips("coinsafe", "coinbase"), two_slips("ethereumai", "ethereum")
    (False, False)
    """
    if seen[:1] != official[:1] or seen[-1:] != official[-1:] or osa(seen, official, 2) != 2:
        return False
    from rapidfuzz.distance import Levenshtein

    edits = Levenshtein.editops(official, seen)
    if len(edits) > 2:
        return True  # two neighbours swapped, which plain distance counts twice
    substituted = 0
    for edit in edits:
        wrong = seen[edit.dest_pos : edit.dest_pos + 1]
        meant = official[edit.src_pos : edit.src_pos + 1]
        if edit.tag == "replace":
            substituted += 1
            if not likely(wrong, meant):
                return False
        elif edit.tag == "insert" and not _struck_along(seen, edit.dest_pos):
            return False
    return substituted < 2  # two letters exchanged for others are another word


def _struck_along(seen: str, at: int) -> bool:
    """The letter at `at` doubles one beside it, or lies beside it on the keyboard."""
    around = seen[max(0, at - 1) : at] + seen[at + 1 : at + 2]
    return any(seen[at] == c or likely(seen[at], c) for c in around)
