"""Placeholders: a number or an address is promised, and none is given."""

from __future__ import annotations

import re

from ringtrue.scanning.context import Context
from ringtrue.scanning.found import Finds, Found
from ringtrue.scanning.numbers import is_wordy

_END = "(?![A-Za-z0-9-])"
_MASKED = (
    # XXXX-XXXXXXX, 400-XXX-XXXX, 1-800-XXX-XXXX
    re.compile(
        r"(?:\+?\d{1,3}[- ])?(?:[Xx×*]{2,8}|\d{3,4}|\d[Xx×*]{2})"
        rf"(?:[-—－](?:[Xx×*]{{3,8}}|\d{{2,4}}(?=-[Xx*]{{3}})|[Xx×*]{{2,4}}\d{{2,4}})){{1,3}}{_END}"
    ),
    # 138****8000
    re.compile(rf"1[3-9]\d(?:[*Xx×]{{4,5}}|[-\s][*Xx×]{{4}}[-\s])\d{{4}}{_END}"),
    # +1*415-6xx-O1xx
    re.compile(
        r"\d{1,4}[-*. ()]{1,3}\d{2,4}[-*. ()]{1,3}"
        r"(?:\d{0,3}[Xx]{2,4}(?:[-*. ][\dOoXx]{2,5})?|\d{3}[-*. ]\d{0,2}[Xx]{2,4})"
        rf"{_END}"
    ),
)
_MEDIA = re.compile(
    r"(?<![\w/.-])[a-z0-9_-]{4,80}\.(?:jpe?g|png|gif|webp|heic|mp4|mov|3gp|opus|m4a|mp3|vcf)(?![\w/])"
)
_MASK = re.compile("[Xx×*]{2,}")
_MAX_MASK = 16
"""Signs of one run; a longer run is a rule of a page."""
_MASK_REACH = 24
"""Characters around a run of signs that belong to the number."""
_ALL_X = re.compile(rf"[Xx×]{{7,13}}{_END}")


def placeholders(context: Context, finds: Finds) -> None:
    """``XXXX-XXXXXXX``, ``400-xxx-xxxx``, ``138****8000``: a number is promised, none is given.

    Names of media files are nobody's number either.
    """
    plain = context.plain
    for file in _MEDIA.finditer(context.low):
        if finds.free(file.start(), file.end()):
            finds.block(file.start(), file.end())
    for start, end in context.blanks():
        mail = "mail" in context.low[start:end]
        finds.add(Found(start, end, plain[start:end], "email" if mail else "phone"))
    done = 0
    for run in _MASK.finditer(plain):
        if run.end() - run.start() > _MAX_MASK or run.start() < done:
            continue
        first = context.line_start(run.start(), _MASK_REACH)
        last = run.end() + _MASK_REACH
        for pattern in (*_MASKED, _ALL_X):
            for match in pattern.finditer(plain, max(first, done), last):
                if finds.full:
                    return
                done = max(done, _masked(context, finds, pattern, match))


def _masked(context: Context, finds: Finds, pattern: re.Pattern[str], match: re.Match[str]) -> int:
    """Adds a masked number; gives its end, or 0 when it is none."""
    plain = context.plain
    start, end = match.span()
    start -= plain[max(0, start - 1) : start] == "+"
    if is_wordy(plain[max(0, start - 1) : start], "-#") or not _is_mask(match[0]):
        return 0
    if pattern is _ALL_X and not context.cue("phone", start):
        return 0
    return end if finds.add(Found(start, end, plain[start:end], "phone")) else 0


def _is_mask(text: str) -> bool:
    """At least seven places, some of them masked; stars alone are a rule of a page."""
    places = sum(c.isalnum() or c in "×*" for c in text)
    masks = sum(c in "Xx×*" for c in text)
    stars = text.count("*")
    return places >= 7 and masks >= 2 and (stars < masks or any(c.isdigit() for c in text))
