"""Host names with a gap at the dot: ``官网desk .com``, ``website: desk. com``, ``官网 desk，com``.

Every text is full of a mark and a word behind it; here a word right before says that a host
follows, and the ending is one of the few that people write so.
"""

from __future__ import annotations

import re

from ringtrue.scanning import hosts
from ringtrue.scanning.context import Context
from ringtrue.scanning.found import Finds, Found

# It begins with a sign, so that the search skips all else quickly.
_GAP = re.compile(r"(?:\. ?|，)(com|net|org|cn)(?![a-z0-9_.-])")
_CLOSED = re.compile(r"\s?[)\]）】]")
_CUE_GAP = 3
"""Characters between the word and the name: a colon, a space."""


def gaps(context: Context, finds: Finds) -> None:
    """Hosts whose dot has a space beside it, or is a comma."""
    plain = context.plain
    for gap in _GAP.finditer(context.low):
        if finds.full:
            return
        stop, end = gap.start(), gap.end()
        stop -= gap[0][0] == "." and plain[stop - 1 : stop] == " "
        if plain[stop] == "." and gap[0][1] != " ":
            continue  # no gap: "desk.com"
        start = hosts.before(plain, stop)
        label = plain[start:stop]
        if len(label) < 2 or not label.isascii() or not label.strip("-_"):
            continue
        bracketed = plain[max(0, start - 2) : start].strip()[-1:] in ("(", "[", "（", "【")
        if bracketed and _CLOSED.match(plain, end):
            finds.add(Found(start, end, f"{label}.{gap[1]}", "url"))
            continue
        cue = context.last_cue("website", context.line_start(start, 12), start)
        if cue >= 0 and start - cue <= _CUE_GAP:
            finds.add(Found(start, end, f"{label}.{gap[1]}", "url"))
