"""The shape of a host: an ending in its middle, a registered name that is noise."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from ringtrue.text.pairs import oddness
from ringtrue.text.words import is_word, segment

GENERIC_ENDINGS = frozenset({"com", "net", "org"})
SECOND_LEVELS = frozenset({"co", "ne", "or", "com", "go", "gov", "ac"})
ODD = 3.3
"""Mean surprise of the letter pairs from which a name is noise: about one in fourteen honest
firms has such a name."""
SHORTEST = 5
MIXED_BORDERS = 3
"""Changes between letters and digits in one name."""


@lru_cache(maxsize=256)
def embedded_endings(labels: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    """Endings among `labels` (those before the registered one) that follow another token.

    Returns the index of the label that the ending belongs to (dots: the label before it;
    hyphens: the label it stands in) and the ending, first one first.

    >>> embedded_endings(("www", "bank", "co", "jp")), embedded_endings(("bank-co-jp", "login"))
    (((1, 'co.jp'),), ((0, 'co.jp'),))
    """
    if not labels or (len(labels) == 1 and "-" not in labels[0]):
        return ()
    tokens = [(i, token) for i, label in enumerate(labels) for token in label.split("-")]
    found = []
    for at in range(1, len(tokens)):
        ending = _ending([token for _, token in tokens[at : at + 2]])
        if ending:
            found.append((tokens[at - 1][0], ending))
    return tuple(found)


def _ending(pair: list[str]) -> str:
    if len(pair) == 2 and pair[0] in SECOND_LEVELS and len(pair[1]) == 2 and pair[1].isalpha():
        return ".".join(pair)
    return pair[0] if pair[0] in GENERIC_ENDINGS else ""


@lru_cache(maxsize=16384)
def is_noise(label: str) -> bool:
    """Whether `label` (lower case) looks made by a program.

    >>> [is_noise(label) for label in ("tuyrfhjg", "ti4j5wb", "samsung", "ibm", "secure-login24")]
    [True, True, False, False, False]
    """
    if not label.isascii():
        return False
    if not label.isalpha():
        kinds = [c.isdigit() for c in label if c != "-"]
        if sum(a != b for a, b in pairwise(kinds)) >= MIXED_BORDERS:
            runs = "".join(c if c.isalpha() else " " for c in label).split()
            return not any(len(run) >= 3 and is_word(run) for run in runs)
    bare = label.replace("-", "")
    return len(bare) >= SHORTEST and oddness(bare) > ODD and not (is_word(bare) or segment(bare))
