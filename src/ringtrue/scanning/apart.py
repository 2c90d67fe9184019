"""Host names with a gap at the dot: ``官网desk .com``, ``website: desk. com``, ``官网 desk，com``.

Every text is full of a mark and a word behind it; here a word right before says that a host
follows, and the ending is one of the few that people write so.
"""

from __future__ import annotations

import re

from ringtrue.scanning import hosts
from ringtrue.scanning.context import Context
from ringtrue.scanning.found import Finds, Found

_GAP = re.compile(r"(?: \.\s?|\. |，)(com|net|org|cn)(?![A-Za-z0-9_.-])", re.IGNORECASE)
_CUE_GAP = 3
"""Characters between the word and the name: a colon, a space."""


def gaps(context: Context, finds: Finds) -> None:
    """Hosts whose dot has a space beside it, or is a comma."""
    plain = context.plain
    for gap in _GAP.finditer(plain):
        if finds.full:
            return
        start, end = hosts.before(plain, gap.start()), gap.end()
        label = plain[start : gap.start()]
        if len(label) < 2 or not label.isascii() or not label.strip("-_"):
            continue
        cue = context.last_cue("website", context.line_start(start, 12), start)
        if cue >= 0 and start - cue <= _CUE_GAP:
            finds.add(Found(start, end, f"{label}.{gap[1]}", "url"))
