"""How one number becomes another by a slip of the finger: the misdialling operators.

Companies that prey on misdialled calls register numbers one slip away from a known one
(Pindrop and AT&T on misdial traps; FTC 2004 on callers led to 900 numbers). The slips are a
digit doubled or left out, a neighbouring key, two digits exchanged, and a letter read for a
digit, which lands on the key of that letter (ITU-T E.161: O is on 6, I on 4, L on 5).
"""

from __future__ import annotations

_ROWS = ("123", "456", "789", " 0 ")
_LETTER_KEYS = {("0", "6"), ("1", "4"), ("1", "5")}


def _neighbours() -> frozenset[tuple[str, str]]:
    place = {key: (x, y) for y, row in enumerate(_ROWS) for x, key in enumerate(row) if key != " "}
    return frozenset(
        (a, b)
        for a, (ax, ay) in place.items()
        for b, (bx, by) in place.items()
        if abs(ax - bx) + abs(ay - by) == 1
    )


_ADJACENT = _neighbours()


def misdial(seen: str, official: str) -> tuple[str, tuple[int, ...]] | None:
    """Which single slip turns `official` into `seen`, and where in `seen`; None when none does.

    Both are digits only. Slips: ``doubled_digit``, ``omitted_digit``, ``adjacent_key``,
    ``transposition``, ``letter_key``.

    >>> misdial("8005550124", "8005550142"), misdial("8005550143", "8005550142")
    (('transposition', (8, 9)), ('adjacent_key', (9,)))
    >>> misdial("80055550142", "8005550142"), misdial("8005550949", "8005550142")
    (('doubled_digit', (6,)), None)
    """
    if seen == official or abs(len(seen) - len(official)) > 1:
        return None
    start = 0
    shortest = min(len(seen), len(official))
    while start < shortest and seen[start] == official[start]:
        start += 1
    if len(seen) == len(official):
        return _exchanged(seen, official, start)
    if len(seen) > len(official):
        doubled = seen[start] == seen[start - 1] if start else False
        if doubled and seen[start + 1 :] == official[start:]:
            return "doubled_digit", (start,)
        return None
    if seen[start:] == official[start + 1 :]:
        return "omitted_digit", (start,)
    return None


def _exchanged(seen: str, official: str, at: int) -> tuple[str, tuple[int, ...]] | None:
    if seen[at + 1 :] == official[at + 1 :]:
        pair = (official[at], seen[at])
        if pair in _ADJACENT:
            return "adjacent_key", (at,)
        if pair in _LETTER_KEYS or pair[::-1] in _LETTER_KEYS:
            return "letter_key", (at,)
        return None
    crossed = seen[at : at + 2] == official[at : at + 2][::-1]
    if crossed and seen[at + 2 :] == official[at + 2 :]:
        return "transposition", (at, at + 1)
    return None


def differences(seen: str, official: str) -> tuple[str, ...]:
    """Positions in `seen` (from 0, as strings) whose digit is not the official one's.

    Compared from the right end, for a country code or prefix changes the length on the left.

    >>> differences("+18885550142", "+18005550142")
    ('3', '4')
    """
    shift = len(seen) - len(official)
    return tuple(
        str(i)
        for i, digit in enumerate(seen)
        if digit != "+" and (i < shift or official[i - shift] != digit)
    )
