"""A nought and a capital O, told apart by their form: models guess by the word around them, and
`0nline` is what an impostor writes.

In most typefaces a nought is narrower than a capital O, which is about as round as a small o. So
each is measured, and held against the small o's of the same picture: 0.63 to 0.80 of their width to
height for a nought, from 0.91 on for an O, in 24 faces of two families. In a third one noughts are
rounder (0.86 to 0.88), in monospaced ones both are alike: between the two bounds, where a picture
has no small o, and where a letter touches its neighbour, what the model says stands.
"""

from __future__ import annotations

import re
from statistics import median
from typing import Any

_NOUGHT, _LETTER = 0.82, 0.90
"""Shares of a small o's width to height: less is a nought, more an O."""
_FINER = 4
"""Times that a letter is enlarged to be measured: an edge lies between two pixels."""
_LEAST_CONTRAST = 40
_MOST_MEASURED = 40
"""Small o's that are measured in one picture."""
_TOKEN = re.compile(r"[A-Za-z0-9._@:/?&=#%~+-]+")
_ROUND = "O0o"


def told_apart(image: Any, texts: list[str], cells: list[list[tuple[str, Any]]]) -> list[str]:
    """`texts` with each O, o and 0 of an address or account as its form says. `image` is the
    picture (of Pillow); `cells` has a letter and its four corners for each sign of each text."""
    wanted = [
        (line, at)
        for line, text in enumerate(texts)
        for token in _TOKEN.finditer(text)
        if any(sign.isalpha() for sign in token[0])
        for at in range(token.start(), token.end())
        if text[at] in _ROUND
    ]
    if not wanted:
        return texts
    gray = image.convert("L")
    places = [_places(text, held) for text, held in zip(texts, cells, strict=True)]
    small = [
        found
        for line, text in enumerate(texts)
        for at, sign in enumerate(text)
        if sign == "o" and at in places[line]
        if (found := _roundness(gray, places[line][at]))
    ][:_MOST_MEASURED]
    if not small:
        return texts
    usual = median(small)
    told = [list(text) for text in texts]
    for line, at in wanted:
        if at in places[line] and (found := _roundness(gray, places[line][at])):
            if found < _NOUGHT * usual:
                told[line][at] = "0"
            elif found > _LETTER * usual and texts[line][at] == "0":
                told[line][at] = "O"
    return ["".join(signs) for signs in told]


def _places(text: str, cells: list[tuple[str, Any]]) -> dict[int, Any]:
    """The corners of each sign of `text`; none where signs and cells do not go together."""
    signs = [at for at, sign in enumerate(text) if not sign.isspace()]
    if [text[at] for at in signs] != [sign for sign, _ in cells]:
        return {}
    return {at: corners for at, (_, corners) in zip(signs, cells, strict=True)}


def _roundness(gray: Any, corners: Any) -> float:
    """Width to height of the sign about the middle of its cell; 0 when it does not stand alone."""
    import numpy as np

    xs, ys = [float(point[0]) for point in corners], [float(point[1]) for point in corners]
    wide = max(xs) - min(xs)
    box = (
        max(0, int(min(xs) - wide)), max(0, int(min(ys))),
        min(gray.width, int(max(xs) + wide) + 1), min(gray.height, int(max(ys)) + 1),
    )  # fmt: skip
    if box[2] - box[0] < 3 or box[3] - box[1] < 3:
        return 0.0
    size = ((box[2] - box[0]) * _FINER, (box[3] - box[1]) * _FINER)
    pixels = np.asarray(gray.crop(box).resize(size), dtype=np.int16)
    contrast = np.abs(pixels - np.median(pixels))
    if contrast.max() < _LEAST_CONTRAST:
        return 0.0
    ink = contrast * 2 > contrast.max()
    columns = ink.any(axis=0)
    middle = int(((min(xs) + max(xs)) / 2 - box[0]) * _FINER)
    filled = np.flatnonzero(columns)
    begin = end = int(filled[np.abs(filled - middle).argmin()])
    while begin > 0 and columns[begin - 1]:
        begin -= 1
    while end + 1 < len(columns) and columns[end + 1]:
        end += 1
    if begin == 0 or end + 1 == len(columns) or not begin <= middle <= end:
        return 0.0
    rows = np.flatnonzero(ink[:, begin : end + 1].any(axis=1))
    return float((end - begin + 1) / (rows[-1] - rows[0] + 1))
