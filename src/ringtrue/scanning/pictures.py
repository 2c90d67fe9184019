"""Pictures: the codes in them (QR, Micro QR, rMQR, Data Matrix, Aztec), read by zxing-cpp.

Only PNG, JPEG and WebP are opened, and only when their head says that they are no larger than
`MAX_PIXELS`: a few kilobytes can claim to be a picture of gigabytes.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from ringtrue.errors import MissingExtra, UnreadableInput
from ringtrue.scanning.document import Builder, Document

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
_OTHER_HEADS = (b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\0\0\0\x1cftyp", b"\0\0\0 ftyp", b"%PDF-")
_CONTAINERS = (
    b"PK\x03\x04", b"\x1f\x8b\x08", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
)  # fmt: skip
"""Archives and what office programs write: text in them is found by chance, without its words."""


def is_picture(data: bytes) -> bool:
    """Whether the bytes begin as PNG, JPEG or WebP do."""
    return any(data.startswith(head, at) for head, at in _HEADS)


def is_other_picture(data: bytes) -> bool:
    """Whether the bytes begin as a format does that is no text and that nobody here reads."""
    return data.startswith(_CONTAINERS) or (data.startswith(_OTHER_HEADS) and b"\0" in data[:512])


def read_picture(data: bytes) -> Document:
    """The document of the codes in a picture: a line each.

    Raises `MissingExtra` without zxing-cpp and Pillow, `UnreadableInput` for what is no whole
    picture of the three formats. A picture without a code gives an empty document with a note.
    """
    try:
        import zxingcpp
        from PIL import Image, UnidentifiedImageError
    except ImportError as error:
        raise MissingExtra("pictures", "zxing-cpp and Pillow", "qr") from error
    out = Builder("image")
    if len(data) > MAX_BYTES:
        out.note("picture_too_large", limit=MAX_PIXELS)
        return out.done()
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            warnings.simplefilter("ignore")  # marks of damage that the decoder lives with
            width, height = image.size
            if width * height > MAX_PIXELS:
                out.note("picture_too_large", limit=MAX_PIXELS)
                return out.done()
            if getattr(image, "n_frames", 1) > 1:
                out.note("first_frame")
            grey = _grey(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        out.note("picture_too_large", limit=MAX_PIXELS)
        return out.done()
    except (OSError, SyntaxError, ValueError) as error:
        known = not isinstance(error, UnidentifiedImageError)
        reason = str(error)[:200] if known and str(error) else "its head is broken"
        raise UnreadableInput(
            f"the picture cannot be read ({reason}); give a whole PNG, JPEG or WebP"
        ) from error
    codes = zxingcpp.read_barcodes(grey, formats=_code_formats())
    if not codes:
        out.note("no_code")
    elif len(codes) > MAX_CODES:
        out.note("codes_cut", limit=MAX_CODES)
    # Top to bottom, as a reader meets them.
    ordered = sorted(codes, key=lambda c: (c.position.top_left.y // 40, c.position.top_left.x))
    for code in ordered[:MAX_CODES]:
        out.line(code.text, "qr")
    return out.done()


def _grey(image: object) -> object:
    """The picture in grey on white: what is transparent shows the page behind it."""
    from PIL import Image

    assert isinstance(image, Image.Image)
    if image.size[0] * image.size[1] > FULL_SIZE:  # a code is large in a picture so large
        image = image.reduce(2)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        paper = Image.new("RGBA", rgba.size, "white")
        paper.alpha_composite(rgba)
        return paper.convert("L")
    return image.convert("L")


def _code_formats() -> BarcodeFormats:
    """Two-dimensional codes only: the bars on goods hold numbers that are no contacts."""
    from zxingcpp import BarcodeFormat as Kind
    from zxingcpp import BarcodeFormats

    wanted = (Kind.QRCode, Kind.MicroQRCode, Kind.RMQRCode, Kind.DataMatrix, Kind.Aztec)
    return BarcodeFormats(wanted)
