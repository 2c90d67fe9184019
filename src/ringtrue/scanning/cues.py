"""The words of a role of a table, in all languages: claim_cues.tsv, negations.tsv."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from ringtrue import data
from ringtrue.scanning.phrases import Phrases

CUES = "claim_cues.tsv"
NEGATIONS = "negations.tsv"
LEAST_BARE = 4
"""Letters of a word up to which it is another word without its accents."""


@cache
def role_words(*roles: str, table: str = CUES) -> tuple[str, ...]:
    """The words of some roles, in the order of the table."""
    return tuple(w for role, _, said in data.table(table) if role in roles for w in said.split("|"))


@cache
def cue(*roles: str, table: str = CUES) -> Phrases[str]:
    """They as phrases to be found, Latin ones without their accents too."""
    words = role_words(*roles, table=table)
    bare = (unicodedata.normalize("NFD", word).encode("ascii", "ignore").decode() for word in words)
    plain = (b for b, w in zip(bare, words, strict=True) if len(b) == len(w) > LEAST_BARE)
    return Phrases((word, "") for word in (*words, *plain))


@cache
def any_of(*roles: str) -> str:
    """They as a pattern, the longest first."""
    return "|".join(map(re.escape, sorted(set(role_words(*roles)), key=len, reverse=True)))
