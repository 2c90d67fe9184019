"""The words of a link behind its host, in which a brand may be named."""

from __future__ import annotations

from itertools import islice

from ringtrue.kinds.facets import UrlRest
from ringtrue.text.skeleton import clean

MAX_REST = 600
"""Characters of path, query and fragment searched for brand names, each."""
MAX_WORDS = 24
"""Different words of one part that are looked at."""
_MARKS = "\n/?&=#+,;:@ \\"


def words_of(rest: UrlRest) -> list[tuple[str, str]]:
    """Path segments and parameter values, cleaned and case-folded, and the part each stands in."""
    found = []
    for part, written in (("path", rest.path), ("query", rest.query), ("fragment", rest.fragment)):
        if len(written) > 2:
            text = written[:MAX_REST]
            text = text.lower() if text.isascii() else clean(text).casefold()
            found += [(part, word) for word in islice(dict.fromkeys(_split(text)), MAX_WORDS)]
    return found


def _split(text: str) -> list[str]:
    if text[1:].isalnum():
        words = [text.lstrip(_MARKS)]  # ``/login``: most have one word
    else:
        for mark in _MARKS:
            text = text.replace(mark, "\n")
        words = text.split("\n")
    return [word for word in words if len(word) > 2]
