"""Letters that look alike, told apart by their form: models guess by the word around them, and
`0nline` is what an impostor writes.

A picture is its own measure. Figures of a typeface are equally high, about as high as its capitals,
and equally wide, a nought too; a capital O is about as round as a small o; and l reaches as high as
b, d, h and k, which in most typefaces is 4 to 10 % more than a capital I does. So a letter is held
against those of its line and its picture that look like no other. Where they leave it open
(letters that touch each other, a typeface whose l and I are alike) what the model says stands.
"""

from __future__ import annotations

import re
from collections import defaultdict
from statistics import median
from typing import Any, NamedTuple

_SMALL = 0.86
"""Share of a capital's height below which a letter is a small one: those have 0.68 to 0.77."""
_ROUND = 0.93
"""Roundness of a capital O beside that of a small o: 0.92 to 1.09."""
_NARROW = 0.86
"""Roundness beside a small o's below which it is a nought, where a picture has no other figure."""
_WIDER = 1.05
"""Roundness beside a figure's from which it is a capital O, where a picture has no small o."""
_HIGHER = 1.03
"""Height of an l beside that of a capital from which a typeface tells them apart."""
_BETWEEN = 0.25
"""Share of that difference, around its middle, in which a pixel more or less would decide."""
_LEAST_CONTRAST = 40
_FINER = 4
"""Times that a line is enlarged to be measured: an edge lies between two pixels."""
_TOKEN = re.compile(r"[A-Za-z0-9._@:/?&=#%~+-]+")
_BY_HEIGHT = dict(zip("cosvwxzCOSVWXZ", "cosvwxzcosvwxz", strict=True)) | {"0": "o"}
_FIGURES = frozenset("3689")
_HEIGHTS = {
    "capital": (frozenset("BDEFHKLMNPRT"), 1.0),
    "figure": (_FIGURES, 1.03),
    "l": (frozenset("bdhk"), 1.05),
    "small": (frozenset("aemnru"), 0.745),
}
"""Letters that look like none of another height, and their usual height beside a capital's."""


class Form(NamedTuple):
    """What is measured of a letter, in parts of a pixel."""

    left: int
    top: int
    wide: int
    high: int

    @property
    def middle(self) -> float:
        return self.left + self.wide / 2


def told_apart(image: Any, texts: list[str], cells: list[list[tuple[str, Any]]]) -> list[str]:
    """`texts` with the letters of addresses and accounts that their form decides. `image` is the
    picture (of Pillow); `cells` has a letter and its four corners for each sign of each text."""
    gray = image.convert("L")
    forms = [_forms(gray, text, held) for text, held in zip(texts, cells, strict=True)]
    heights = [_heights(text, held) for text, held in zip(texts, forms, strict=True)]
    rounds = defaultdict(list)
    for text, held in zip(texts, forms, strict=True):
        for at, form in held.items():
            rounds["figure" if text[at] in _FIGURES else text[at]].append(form.wide / form.high)
    usual = median(rounds["o"]) if rounds["o"] else 0.0
    if rounds["figure"]:
        figure = median(rounds["figure"])
        nought = (figure + _ROUND * usual) / 2 if usual else _WIDER * figure
    else:
        nought = _NARROW * usual
    told = []
    for text, held, high in zip(texts, forms, heights, strict=True):
        signs = list(text)
        for token in _TOKEN.finditer(text):
            if any(sign.isalpha() for sign in token[0]):
                for at in range(token.start(), token.end()):
                    if text[at] in "lI":
                        told_by_form = _upright(held.get(at), high, heights)
                        signs[at] = told_by_form or _usual(text, at, token[0])
                    elif at in held and high and text[at] in _BY_HEIGHT:
                        signs[at] = _by_height(text[at], held[at], high, nought)
        told.append("".join(signs))
    return told


def _by_height(sign: str, form: Form, heights: dict[str, float], nought: float) -> str:
    """The small letter, capital or nought that a form says. `heights`: those of its line;
    `nought`: the roundness between a nought and a capital O."""
    capital = median(high / _HEIGHTS[name][1] for name, high in heights.items())
    small = _BY_HEIGHT[sign]
    if form.high < _SMALL * capital:
        return small
    if small != "o":
        return small.upper()
    if not nought:
        return sign
    return "0" if form.wide < nought * form.high else "O"


def _upright(form: Form | None, line: dict[str, float], heights: list[dict[str, float]]) -> str:
    """l or I, where the typeface tells them apart."""
    l_high = line.get("l") or _share(heights, "l") * line.get("small", 0.0)
    capital = line.get("capital") or _share(heights, "capital") * line.get("small", 0.0)
    if not capital:
        figure = line.get("figure") or _share(heights, "figure") * line.get("small", 0.0)
        capital = figure / _HEIGHTS["figure"][1]
    if form is None or not capital or l_high < _HIGHER * capital:
        return ""
    beyond = form.high - (l_high + capital) / 2
    if abs(beyond) < _BETWEEN * (l_high - capital):
        return ""
    return "l" if beyond > 0 else "I"


def _usual(text: str, at: int, token: str) -> str:
    """The letter that the model read, but no capital I by itself amid small letters."""
    begins = at == 0 or not (text[at - 1].isalnum() or text[at - 1] in "_-")
    others = any(sign.isupper() for sign in token.replace("I", ""))
    return text[at] if begins or others else "l"


def _heights(text: str, forms: dict[int, Form]) -> dict[str, float]:
    """How high the letters of a line are."""
    found: dict[str, list[float]] = defaultdict(list)
    for at, form in forms.items():
        for name, (signs, _) in _HEIGHTS.items():
            if text[at] in signs:
                found[name].append(form.high)
    return {name: median(held) for name, held in found.items()}


def _share(heights: list[dict[str, float]], name: str) -> float:
    """A height beside that of small letters, in the lines that have both; 0 without any."""
    both = [held[name] / held["small"] for held in heights if name in held and "small" in held]
    return median(both) if both else 0.0


def _forms(gray: Any, text: str, cells: list[tuple[str, Any]]) -> dict[int, Form]:
    """The forms of the letters of a line's tokens that stand apart."""
    import cv2
    import numpy as np

    signs = [at for at, sign in enumerate(text) if not sign.isspace()]
    if not signs or [text[at] for at in signs] != [sign for sign, _ in cells]:
        return {}
    corners = [[(float(x), float(y)) for x, y in held] for _, held in cells]
    middle = {at: sum(x for x, _ in held) / 4 for at, held in zip(signs, corners, strict=True)}
    xs, ys = zip(*(corner for held in corners for corner in held), strict=True)
    high = max(ys) - min(ys)
    left, top = max(0, int(min(xs) - high)), max(0, int(min(ys)))
    right, bottom = min(gray.width, int(max(xs) + high)), min(gray.height, int(max(ys)) + 1)
    if right - left < 3 or bottom - top < 3:
        return {}
    line = gray.crop((left, top, right, bottom))
    line = line.resize((line.width * _FINER, line.height * _FINER))
    contrast = np.abs(np.asarray(line, dtype=np.int16) - np.median(line))
    if contrast.max() < _LEAST_CONTRAST:
        return {}
    ink = (contrast * 2 > contrast.max()).astype(np.uint8)
    pieces = _pieces(cv2.connectedComponentsWithStats(ink)[2][1:].tolist())
    found: dict[int, Form] = {}
    for token in _TOKEN.finditer(text):
        # Where letters touch each other, those beside them are told by their places.
        places = [(middle[at] - left) * _FINER for at in range(token.start(), token.end())]
        beside = 0.6 * (places[-1] - places[0]) / max(1, len(places) - 1) or high
        held = [one for one in pieces if places[0] - beside < one.middle < places[-1] + beside]
        told = held if len(held) == len(places) else [
            _nearest(place, places, held, beside) for place in places
        ]  # fmt: skip
        found |= {at: one for at, one in enumerate(told, token.start()) if one is not None}
    return found


def _pieces(stats: list[list[int]]) -> list[Form]:
    """Connected ink, left to right; a dot and what stands under it are one."""
    found: list[Form] = []
    for x, y, wide, high, _ in sorted(stats):
        for n in range(len(found) - 1, max(-1, len(found) - 4), -1):
            other = found[n]
            shared = min(x + wide, other.left + other.wide) - max(x, other.left)
            if 2 * shared > min(wide, other.wide):
                top, left = min(y, other.top), min(x, other.left)
                right = max(x + wide, other.left + other.wide)
                bottom = max(y + high, other.top + other.high)
                found[n] = Form(left, top, right - left, bottom - top)
                break
        else:
            found.append(Form(x, y, wide, high))
    return sorted(found)


def _nearest(place: float, places: list[float], held: list[Form], beside: float) -> Form | None:
    """The piece that no other letter is as near to."""
    if not held:
        return None
    one = min(held, key=lambda piece: abs(piece.middle - place))
    near = abs(one.middle - place)
    others = min((abs(one.middle - other) for other in places if other != place), default=near + 1)
    return one if near < 0.6 * beside and near < others else None
