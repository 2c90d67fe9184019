"""Letters that look alike, told apart by their form: models guess by the word around them, and
`0nline` is what an impostor writes.

What stays open is told: a reading has its doubts, places and the signs that can stand there too.

A picture is its own measure. Figures of a typeface are equally high, about as high as its capitals,
and equally wide, a nought too; a capital O is about as round as a small o; and l reaches as high as
b, d, h and k, which in most typefaces is 4 to 10 % more than a capital I does. So a letter is held
against those of its line and its picture that look like no other. Where they leave it open
(letters that touch each other, a typeface whose l and I are alike) what the model says stands.
It is hardly ever wrong on the size of a letter that it is sure of, and often on O and 0.
"""

from __future__ import annotations

import re
from collections import defaultdict
from statistics import median
from typing import Any, NamedTuple

_SMALL = 0.83
"""Share of a capital's height below which a letter is a small one: those have 0.63 to 0.80."""
_TALL = 0.93
"""The share from which it is a capital or a nought: those have 0.96 to 1.14."""
_TALLEST = 1.2
_ROUND = 0.93
"""Roundness of a capital O beside that of a small o: 0.91 to 1.09."""
_OPEN = (0.93, 1.12)
"""Roundness, beside the one between a nought and a capital O, that is neither's for sure."""
_NARROW = 0.86
"""Roundness beside a small o's below which it is a nought, where a picture has no other figure."""
_WIDER = 1.05
"""Roundness beside a figure's from which it is a capital O, where a picture has no small o."""
_HIGHER = 1.03
"""Height of an l beside that of a capital from which a typeface tells them apart."""
_BETWEEN = 0.25
"""Share of that difference, around its middle, in which a pixel more or less would decide."""
_SURE = 0.99
"""How sure the model is of a letter from which its size is not measured."""
_UNSURE = 0.8
"""How sure the model is of a letter below which it can be another one."""
_GUESSED = 0.5
"""How sure it is of any other letter below which that is a guess."""
_LEAST_CONTRAST = 40
_PLAIN = 1.0
"""Pixels from the middle of that difference at which the form is believed against the model."""
_FINER = 4
"""Times that a line is enlarged to be measured: an edge lies between two pixels."""
_TOKEN = re.compile(r"[A-Za-z0-9._@:/?&=#%~+-]+")
_BY_HEIGHT = dict(zip("cosvwxzCOSVWXZ", "cosvwxzcosvwxz", strict=True)) | {"0": "o"}
_FIGURES = frozenset("3689")
_ALIKE = {
    sign: group for group in ("0Oo", "1lI", "5Ss", "2Zz", "8B", "9gq", "uv", "VY") for sign in group
}
"""What a letter that is not read for sure may be."""
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


class Told(NamedTuple):
    """A reading, and what is open in it."""

    text: str
    doubts: dict[int, str]
    """By place: the signs that can stand there as well; empty when it can be any."""


def told_apart(
    image: Any, texts: list[str], cells: list[list[tuple[str, float, Any]]]
) -> list[Told]:
    """`texts` with the letters of addresses and accounts that their form decides. `image` is the
    picture (of Pillow); `cells` has a letter, how sure the model is of it, and its four corners for
    each sign of each text."""
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
    for text, read, held, high in zip(texts, cells, forms, heights, strict=True):
        signs, doubts = list(text), {}
        sure = _by_place(text, read)
        capital = median(one / _HEIGHTS[name][1] for name, one in high.items()) if high else 0.0
        for token in _TOKEN.finditer(text):
            if not any(sign.isalpha() for sign in token[0]):
                continue
            for at in range(token.start(), token.end()):
                sign, seen = text[at], held.get(at)
                if sign in "lI":
                    signs[at], others = _upright(sign, seen, high, heights)
                    if not signs[at]:
                        signs[at], others = _usual(text, at, token)
                elif sign in "oO0":
                    signs[at], others = _round(sign, seen, capital, nought)
                elif sign in _BY_HEIGHT and sure.get(at, 0.0) < _SURE:
                    signs[at], others = _by_height(sign, seen, capital)
                else:
                    others = ""
                if others:
                    doubts[at] = others
                elif sign in _ALIKE and sure.get(at, 1.0) < _UNSURE and signs[at] == sign:
                    doubts[at] = _ALIKE[sign].replace(sign, "")
                elif sign.isalnum() and sure.get(at, 1.0) < _GUESSED:
                    doubts[at] = ""
        told.append(Told("".join(signs), doubts))
    return told


def _by_place(text: str, cells: list[tuple[str, float, Any]]) -> dict[int, float]:
    """How sure the model is of each sign of a text."""
    signs = [at for at, sign in enumerate(text) if not sign.isspace()]
    if [text[at] for at in signs] != [sign for sign, _, _ in cells]:
        return {}
    return {at: float(sure) for at, (_, sure, _) in zip(signs, cells, strict=True)}


def _by_height(sign: str, form: Form | None, capital: float) -> tuple[str, str]:
    """The small letter or the capital that a form says, and what it can be as well."""
    small = _BY_HEIGHT[sign]
    if form is None or not capital:
        return sign, ""
    if form.high < _SMALL * capital:
        return small, ""
    if _TALL * capital < form.high < _TALLEST * capital:
        return small.upper(), ""
    return sign, sign.swapcase()


def _round(sign: str, form: Form | None, capital: float, nought: float) -> tuple[str, str]:
    """o, O or 0 by its form, and what it can be as well. `nought`: the roundness between a nought
    and a capital O."""
    others = "0Oo".replace(sign, "")
    if form is None or not capital:
        return sign, "" if sign == "o" else others
    if form.high < _SMALL * capital:
        return ("o", "") if sign != "0" else ("0", "o")  # figures of the old style are as small
    if not _TALL * capital < form.high < _TALLEST * capital:
        return sign, others
    if not nought:
        return sign, others.replace("o", "")
    beside = form.wide / form.high / nought
    told = "0" if beside < 1 else "O"
    if _OPEN[0] < beside < _OPEN[1] and (told, sign) != ("0", "0"):
        return told, "0O".replace(told, "")
    return told, ""


def _upright(
    sign: str, form: Form | None, line: dict[str, float], heights: list[dict[str, float]]
) -> tuple[str, str]:
    """l or I, where the typeface tells them apart; empty where it does not. And what it can be as
    well."""
    l_high = line.get("l") or _share(heights, "l") * line.get("small", 0.0)
    capital = line.get("capital") or _share(heights, "capital") * line.get("small", 0.0)
    if not capital:
        figure = line.get("figure") or _share(heights, "figure") * line.get("small", 0.0)
        capital = figure / _HEIGHTS["figure"][1]
    if form is None or not capital or l_high < _HIGHER * capital:
        return "", ""
    if not _TALL * capital < form.high < _TALLEST * l_high:
        return "", ""
    beyond = form.high - (l_high + capital) / 2
    if abs(beyond) < _BETWEEN * (l_high - capital):
        return "", ""
    told = "l" if beyond > 0 else "I"
    return told, "" if told == sign or abs(beyond) > _PLAIN * _FINER else sign


def _usual(text: str, at: int, token: re.Match[str]) -> tuple[str, str]:
    """The letter that the model read, but no capital I by itself amid small letters; and what it
    can be as well, where capitals stand in its part of an address."""
    begins = at == 0 or not (text[at - 1].isalnum() or text[at - 1] in "_-")
    first = max(text.rfind(sign, token.start(), at) + 1 for sign in "/@?=") or token.start()
    last = next((n for n in range(at, token.end()) if text[n] in "/@?="), token.end())
    if any(sign.isupper() and sign not in "IO" for sign in text[first:last]):
        return text[at], "lI".replace(text[at], "")
    others = any(sign.isupper() and sign != "I" for sign in token[0])
    return text[at] if begins or others else "l", ""


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


def _forms(gray: Any, text: str, cells: list[tuple[str, float, Any]]) -> dict[int, Form]:
    """The forms of the letters of a line's tokens that stand apart."""
    import cv2
    import numpy as np

    signs = [at for at, sign in enumerate(text) if not sign.isspace()]
    if not signs or [text[at] for at in signs] != [sign for sign, _, _ in cells]:
        return {}
    corners = [[(float(x), float(y)) for x, y in held] for _, _, held in cells]
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
