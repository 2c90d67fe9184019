"""Words in pictures: screenshots of chats and pages, by PP-OCR models (extra ``ocr``).

RapidOCR runs the models, which come inside its package: nothing is fetched, and they are loaded
once for many pictures. They find lines of Chinese and English; here lines become rows and bubbles,
and an address that a bubble breaks at its edge is put together again. Every line keeps its place in
the picture.
"""

from __future__ import annotations

import re
import threading
from functools import cache
from typing import Any, NamedTuple

from ringtrue.errors import MissingExtra
from ringtrue.scanning.document import Box, Builder
from ringtrue.scanning.formats.rounds import told_apart

TILE = 1_600
"""Pixels of height that are read at once: a long screenshot is cut, not made smaller."""
OVERLAP = 160
"""Pixels that two cuts share, more than a line is high."""
WIDE = 1_200
"""Pixels of width to which a wider picture is made smaller: most telephones have fewer."""
MAX_LINES = 3_000
_GAP = 0.9
"""Heights of a line between two lines of different bubbles."""
_ADDRESS = re.compile(r"(?:https?[:：]//|www\.)\S*|[^\s/]+\.[^\s/]+/\S*", re.IGNORECASE)
_NUMBER_ENDS = re.compile(r"(?:^|\s)[+(]?\d[\d().-]*$")
_NUMBER_GOES_ON = re.compile(r"\(?\d")
_GOES_ON = re.compile(r"[A-Za-z0-9/?&=#%._~+-]+")


class Line(NamedTuple):
    """A line of words and where it stands."""

    text: str
    left: int
    top: int
    right: int
    bottom: int

    @property
    def height(self) -> int:
        return self.bottom - self.top


@cache
def _engine() -> Any:
    try:
        import rapidocr
    except ImportError as error:
        raise MissingExtra("words in pictures", "rapidocr and onnxruntime", "ocr") from error
    from pathlib import Path

    models = Path(rapidocr.__file__).parent / "models"
    found = {}
    for task in ("det", "rec"):
        held = sorted(models.glob(f"*_{task}_*.onnx"))
        if not held:  # the engine would fetch one
            raise MissingExtra("words in pictures", "rapidocr with its models", "ocr")
        found[task] = str(held[-1])
    try:
        return rapidocr.RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,
                "Global.max_side_len": TILE + OVERLAP + WIDE,
                "Det.model_path": found["det"],
                "Rec.model_path": found["rec"],
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )
    except ImportError as error:
        raise MissingExtra("words in pictures", "onnxruntime", "ocr") from error


_LOCK = threading.Lock()
"""The engine keeps the state of a reading in itself."""


def lines_of(image: Any) -> list[Line]:
    """The lines of a picture (of Pillow), top to bottom. Raises `MissingExtra`."""
    import numpy as np

    engine = _engine()
    if all(low == high for low, high in image.convert("RGB").getextrema()):
        return []  # an empty sheet
    factor = 1.0
    if image.width > WIDE:
        factor = image.width / WIDE
        image = image.resize((WIDE, max(1, round(image.height / factor))))
    found: list[Line] = []
    top = 0
    while top < image.height and len(found) < MAX_LINES:
        bottom = min(image.height, top + TILE)
        if image.height - bottom < OVERLAP:
            bottom = image.height
        tile = image.crop((0, top, image.width, bottom)).convert("RGB")
        with _LOCK:
            read = engine(
                np.ascontiguousarray(np.asarray(tile)[:, :, ::-1]),
                return_word_box=True, return_single_char_box=True,
            )  # fmt: skip
        if read.boxes is not None:
            cells = [[(cell[0], cell[2]) for cell in line] for line in read.word_results]
            texts = told_apart(tile, list(read.txts), cells)
            for box, text in zip(read.boxes, texts, strict=True):
                xs, ys = [float(p[0]) for p in box], [float(p[1]) + top for p in box]
                edges = (min(xs), min(ys), max(xs), max(ys))
                line = Line(text.strip(), *(int(edge * factor) for edge in edges))
                # What a cut goes through is read whole on the other side of it.
                cut = bottom < image.height and line.bottom >= int((bottom - 2) * factor)
                if line.text and not cut:
                    _keep(line, found)
        if bottom == image.height:
            break
        top = bottom - OVERLAP
    return sorted(found, key=lambda line: (line.top, line.left))


def _keep(line: Line, found: list[Line]) -> None:
    """Adds a line, or takes it for the one that stands there already."""
    for number in range(len(found) - 1, max(-1, len(found) - 60), -1):
        other = found[number]
        shared = min(line.bottom, other.bottom) - max(line.top, other.top)
        beside = min(line.right, other.right) - max(line.left, other.left)
        if shared * 2 > min(line.height, other.height) and beside > 0:
            if len(line.text) > len(other.text):
                found[number] = line
            return
    found.append(line)


def say(lines: list[Line], out: Builder) -> None:
    """Writes lines as a reader meets them: those of a row beside each other, bubbles apart."""
    above: Line | None = None
    for bubble in _bubbles(lines):
        if above is not None:
            out.new_line()
            out.add("\n")
        edge = max(line.right for line in bubble)
        before: Line | None = None
        address = False
        """What stands in the line before is an address, or goes on with one."""
        for line in bubble:
            if before is not None:
                if _is_row(before, line):
                    out.add("\t")
                elif _is_wrapped(before, line, edge):
                    out.add(" ")
                elif not (address and _is_broken(before, line, edge)):
                    out.new_line()
                    address = False
            start, end = out.add(line.text)
            if end > start:
                out.boxes.append(Box(start, end, line.left, line.top, line.right, line.bottom))
            whole = " " not in line.text
            address = whole and (address or _ADDRESS.fullmatch(line.text) is not None)
            before = line
        above = bubble[-1]
    out.new_line()


def _bubbles(lines: list[Line]) -> list[list[Line]]:
    """Lines under each other that begin at about the same place, without a gap."""
    bubbles: list[list[Line]] = []
    for line in lines:
        for bubble in reversed(bubbles[-6:]):
            last = bubble[-1]
            near = line.top - last.bottom < _GAP * min(line.height, last.height)
            beside = min(line.right, max(b.right for b in bubble)) > max(
                line.left, min(b.left for b in bubble)
            )
            alike = 3 * line.height > 2 * last.height and 3 * last.height > 2 * line.height
            if _is_row(last, line) or (near and beside and alike):
                bubble.append(line)
                break
        else:
            bubbles.append([line])
    return bubbles


def _is_row(one: Line, other: Line) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared * 2 > min(one.height, other.height) and other.left >= one.left


def _is_wrapped(one: Line, other: Line, edge: int) -> bool:
    """Whether a number goes on in the next line, whose first word did not fit into this one."""
    if not _NUMBER_ENDS.search(one.text) or not _NUMBER_GOES_ON.match(other.text):
        return False
    letter = (other.right - other.left) / max(1, len(other.text))
    return edge - one.right < letter * (len(other.text.split(None, 1)[0]) + 1)


def _is_broken(one: Line, other: Line, edge: int) -> bool:
    """Whether an address goes on in the next line: it has a line by itself, for a word is moved to
    the next one before it is broken, and fills it."""
    letter = (one.right - one.left) / max(1, len(one.text))
    if edge - one.right > 1.5 * letter or abs(other.left - one.left) > 1.5 * letter:
        return False
    goes_on = _GOES_ON.match(other.text)
    # A word among others is one; the end of an address has other signs, or its line for itself.
    return goes_on is not None and (goes_on[0] == other.text or not goes_on[0].isalpha())
