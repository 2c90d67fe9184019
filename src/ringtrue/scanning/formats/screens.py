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
_SLACK = 10
"""Pixels by which two cuts may differ on where the middle of a line is."""
MAX_LINES = 3_000
_LEAST_CONTRAST = 40
"""Between ink and paper, in 256 steps."""
_GAP = 0.9
"""Heights of a line between two lines of different bubbles."""
_ADDRESS = re.compile(
    r"(?:https?[:：]//|www\.)\S*|[^\s/]+\.[^\s/]+/\S*|[^\s@]+@[^\s@]+\.[^\s@]+", re.IGNORECASE
)
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
    doubts: tuple[tuple[int, str], ...] = ()
    """Places in the text that are not read for sure, with the other signs that can stand there."""

    @property
    def height(self) -> int:
        return self.bottom - self.top

    def times(self, factor: float) -> Line:
        """The same line in a picture that is larger."""
        left, top, right, bottom = (int(factor * edge) for edge in self[1:5])
        return self._replace(left=left, top=top, right=right, bottom=bottom)


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
            read = _read(engine, tile)
        for line in read:
            at = (line.left, line.top + top, line.right, line.bottom + top)
            # What a cut goes through, or comes near to, is read whole on the other side of it.
            middle = (line.top + line.bottom) // 2
            first = 0 if top == 0 else OVERLAP // 2 - _SLACK
            last = bottom - top - (0 if bottom == image.height else OVERLAP // 2 - _SLACK)
            if line.text and first <= middle <= last:
                _keep(line._replace(top=at[1], bottom=at[3]).times(factor), found)
        if bottom == image.height:
            break
        top = bottom - OVERLAP
    return sorted(found, key=lambda line: (line.top, line.left))


def _read(engine: Any, tile: Any) -> list[Line]:
    """The lines of a part of a picture, in its pixels."""
    read = engine(_pixels(tile), use_det=True, return_word_box=True, return_single_char_box=True)
    if read.boxes is None:
        return []
    texts = told_apart(tile, list(read.txts), [list(line) for line in read.word_results])
    lines = []
    for box, (text, doubts) in zip(read.boxes, texts, strict=True):
        xs, ys = [int(point[0]) for point in box], [int(point[1]) for point in box]
        before = len(text) - len(text.lstrip())
        open_places = tuple((at - before, signs) for at, signs in sorted(doubts.items()))
        lines.append(Line(text.strip(), min(xs), min(ys), max(xs), max(ys), open_places))
    found = (_lone(engine, tile, line, lines) for line in lines if _ADDRESS.search(line.text))
    return lines + [line for line in found if line is not None]


def _lone(engine: Any, tile: Any, line: Line, lines: list[Line]) -> Line | None:
    """The letter or two under an address that its bubble broke: alone in their line, they are no
    line for the model that finds those."""
    import numpy as np

    high = line.height
    edges = (max(0, line.left - high // 3), line.bottom, line.left + 2 * high, line.bottom + high)
    for other in lines:
        if other.top < edges[3] and other.bottom > edges[1] and other.left < edges[2] < other.right:
            return None
    part = tile.crop(edges)
    gray = np.asarray(part.convert("L"), dtype=np.int16)
    ink = np.abs(gray - np.median(gray)) > _LEAST_CONTRAST
    columns, rows = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.any(axis=1))
    alone = (
        len(rows)
        and high < 3 * (rows[-1] - rows[0] + 1) < 3 * high
        and columns[0] > 0
        and columns[-1] < ink.shape[1] - 1
    )
    if not alone:
        return None
    words = engine(_pixels(part), use_det=False).txts
    word = words[0].strip() if words else ""
    return Line(word, *edges) if re.fullmatch(r"[A-Za-z0-9]{1,3}", word) else None


def _pixels(image: Any) -> Any:
    import numpy as np

    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1])


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
                out.doubts += [(start + at, signs) for at, signs in line.doubts if start + at < end]
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
    if goes_on is None:
        return False
    # A word among others is one; the end of an address has other signs, or its line for itself.
    alone = len(goes_on[0]) == 1 and not other.text[1:].isascii()
    word = goes_on[0].isalpha() and goes_on[0][1:].lower() == goes_on[0][1:] and not alone
    return goes_on[0] == other.text or not word
