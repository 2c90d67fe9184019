"""Pictures: the codes in them (QR, Micro QR, rMQR, Data Matrix, Aztec) and their words.

Codes are read by zxing-cpp (extra ``qr``), words by `ringtrue.scanning.formats.screens` (extra
``ocr``). Only PNG, JPEG and WebP are opened, and only when their head says that they are no larger
than `MAX_PIXELS`: a few kilobytes can claim to be a picture of gigabytes.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any

from ringtrue.errors import MissingExtra, UnreadableInput
from ringtrue.scanning.document import Builder, Document
from ringtrue.scanning.formats import screens

if TYPE_CHECKING:
    from zxingcpp import BarcodeFormats

MAX_BYTES = 40 * 1024 * 1024
"""Bytes of a picture that are looked at."""
MAX_PIXELS = 40_000_000
"""Width times height; a photograph of a telephone has 12 to 50 million, a screenshot under 10."""
FULL_SIZE = 10_000_000
"""Pixels up to which a picture is read as it is; a larger one at half its size."""
MAX_CODES = 64
"""Codes of one picture."""
_FORMATS = ("PNG", "JPEG", "WEBP")
_HEADS = ((b"\x89PNG\r\n\x1a\n", 0), (b"\xff\xd8\xff", 0), (b"WEBP", 8))


def is_picture(data: bytes) -> bool:
    """Whether the bytes begin as PNG, JPEG or WebP do."""
    return any(data.startswith(head, at) for head, at in _HEADS)


def read_picture(data: bytes) -> Document:
    """The document of the words and codes in a picture, each line with its place.

    Raises `MissingExtra` without Pillow and without both readers, `UnreadableInput` for what is no
    whole picture of the three formats. A picture without words and codes gives an empty document
    with a note.
    """
    try:
        from PIL import Image, UnidentifiedImageError
    except ImportError as error:
        raise MissingExtra("pictures", "zxing-cpp and Pillow", "qr") from error
    if len(data) > MAX_BYTES:
        return _too_large()
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            warnings.simplefilter("ignore")  # marks of damage that the decoder lives with
            width, height = image.size
            if width * height > MAX_PIXELS:
                return _too_large()
            moves = getattr(image, "n_frames", 1) > 1
            plain, reduced = _on_paper(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _too_large()
    except (OSError, SyntaxError, ValueError) as error:
        known = not isinstance(error, UnidentifiedImageError)
        reason = str(error)[:200] if known and str(error) else "its head is broken"
        raise UnreadableInput(
            f"the picture cannot be read ({reason}); give a whole PNG, JPEG or WebP"
        ) from error
    return read_image(plain, moves=moves, factor=reduced)


def read_image(image: Any, *, moves: bool = False, factor: int = 1) -> Document:
    """The document of a picture that is open (of Pillow); `factor`: how much smaller it is than the
    one that the places are told of."""
    out = Builder("image")
    if moves:
        out.note("first_frame")
    missing = []
    try:
        lines = screens.lines_of(image)
        screens.say([line.times(factor) for line in lines], out)
    except MissingExtra as error:
        missing.append(error)
        out.note("words_unread", extra="ocr")
    words = out.length
    if words:
        out.note("words_drawn")
    try:
        _codes(image, out)
    except MissingExtra as error:
        if missing:
            raise MissingExtra("pictures", "zxing-cpp and Pillow", "qr") from error
        out.note("pictures_unread", extra="qr")
    if not words and out.length == 0:
        out.note("no_code")
    return out.done()


def _too_large() -> Document:
    out = Builder("image")
    out.note("picture_too_large", limit=MAX_PIXELS)
    return out.done()


def _codes(image: Any, out: Builder) -> None:
    """A line a code, top to bottom as a reader meets them."""
    try:
        import zxingcpp
    except ImportError as error:
        raise MissingExtra("codes in pictures", "zxing-cpp", "qr") from error
    codes = zxingcpp.read_barcodes(image.convert("L"), formats=_code_formats())
    if len(codes) > MAX_CODES:
        out.note("codes_cut", limit=MAX_CODES)
    ordered = sorted(codes, key=lambda c: (c.position.top_left.y // 40, c.position.top_left.x))
    for code in ordered[:MAX_CODES]:
        out.line(code.text, "qr")


def _on_paper(image: Any) -> tuple[Any, int]:
    """The picture in colours on white, for what is transparent shows the page behind it; and how
    much smaller it was made."""
    from PIL import Image

    factor = 1
    if image.size[0] * image.size[1] > FULL_SIZE:  # a code is large in a picture so large
        image, factor = image.reduce(2), 2
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        paper = Image.new("RGBA", rgba.size, "white")
        paper.alpha_composite(rgba)
        image = paper
    return image.convert("RGB"), factor


def _code_formats() -> BarcodeFormats:
    """Two-dimensional codes only: the bars on goods hold numbers that are no contacts."""
    from zxingcpp import BarcodeFormat as Kind
    from zxingcpp import BarcodeFormats

    wanted = (Kind.QRCode, Kind.MicroQRCode, Kind.RMQRCode, Kind.DataMatrix, Kind.Aztec)
    return BarcodeFormats(wanted)
