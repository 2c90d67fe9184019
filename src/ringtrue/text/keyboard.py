"""Which wrong letter is a likely slip: a neighbour on the keyboard, a look-alike, a sound-alike.

QWERTY, with the AZERTY and QWERTZ exchanges; reference: Le Pochat et al., typos on non-US
keyboards, 2019.
"""

from __future__ import annotations

from functools import cache

_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_EXCHANGED = " qa wz yz mn "
_LOOK_ALIKE = (
    " ce co eo ao uv vw vy nm nh qg pq bd bh tf lf ij rn kx nr un gy ae ad 3e 4a 5s 7t 8b "
)
_SOUND_ALIKE = " ck cs cq kq sz iy gj fv bp dt wv xk tp "
VOWELS = "aeiouy"


@cache
def likely(a: str, b: str) -> bool:
    """Whether `b` is a likely slip for `a` (symmetric).

    >>> likely("r", "t"), likely("c", "k"), likely("a", "o"), likely("m", "f")
    (True, True, True, False)
    """
    if a == b or (a in VOWELS and b in VOWELS):
        return True
    pairs = _EXCHANGED + _LOOK_ALIKE + _SOUND_ALIKE
    return f" {a}{b} " in pairs or f" {b}{a} " in pairs or b in _neighbours(a)


@cache
def _neighbours(letter: str) -> str:
    for number, row in enumerate(_ROWS):
        at = row.find(letter)
        if at < 0:
            continue
        near = row[max(0, at - 1) : at + 2]
        if number:  # rows are set off by half a key: two keys above, two below
            near += _ROWS[number - 1][at : at + 2]
        if number + 1 < len(_ROWS):
            near += _ROWS[number + 1][max(0, at - 1) : at + 1]
        return near.replace(letter, "")
    return ""


def odd_letter(seen: str, official: str) -> tuple[str, str] | None:
    """The two letters of a single substitution, or None when the edit is another one.

    >>> odd_letter("bitfex", "bitmex"), odd_letter("bitmx", "bitmex")
    (('f', 'm'), None)
    """
    if len(seen) != len(official):
        return None
    wrong = [(a, b) for a, b in zip(seen, official, strict=True) if a != b]
    return wrong[0] if len(wrong) == 1 else None
