"""Noughts and O's are told apart by their form, whatever the model read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

PIL = pytest.importorskip("PIL", reason="needs the extra [ocr]")
from PIL import Image, ImageDraw, ImageFont  # noqa: E402

from ringtrue.scanning.formats.rounds import told_apart  # noqa: E402


def faces() -> list[Any]:
    import manimgx_fonts_cjk

    noto = str(next(Path(manimgx_fonts_cjk.__file__).parent.glob("*.tt*")))
    return [ImageFont.truetype(noto, 40), ImageFont.load_default(40)]


def drawn(text: str, face: Any, *, dark: bool = False) -> tuple[Any, list[tuple[str, Any]]]:
    """A picture of `text`, and the cell of each letter."""
    image = Image.new("RGB", (900, 90), "#111111" if dark else "#ffffff")
    draw = ImageDraw.Draw(image)
    cells, left = [], 30.0
    for sign in text:
        wide = face.getlength(sign)
        draw.text((left, 20), sign, font=face, fill="#eeeeee" if dark else "#111111")
        corners = [(left, 15), (left + wide, 15), (left + wide, 75), (left, 75)]
        if not sign.isspace():
            cells.append((sign, corners))
        left += wide + 2
    return image, cells


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("face", faces(), ids=["noto", "default"])
@pytest.mark.parametrize(
    ("shown", "read"),
    [
        ("0nline-shop.com", "Online-shop.com"),
        ("Online-shop.com", "0nline-shop.com"),
        ("kefu_cj0cas.io", "kefu_cjOcas.io"),
        ("g0odo.top", "goodo.top"),
        ("wallet.com/b0O", "wallet.com/bO0"),
        ("Online-shop.com", "Online-shop.com"),
        ("goodo0.top", "goodo0.top"),
    ],
)
def test_the_form_decides(shown: str, read: str, face: Any, dark: bool) -> None:
    image, cells = drawn(shown, face, dark=dark)
    given = [(sign, corners) for sign, (_, corners) in zip(read, cells, strict=True)]
    assert told_apart(image, [read], [given]) == [shown]


def test_numbers_and_what_cannot_be_measured_stay() -> None:
    face = faces()[0]
    image, cells = drawn("400-820-8820 ok.com", face)
    assert told_apart(image, ["400-820-8820 ok.com"], [cells]) == ["400-820-8820 ok.com"]
    image, cells = drawn("0nl1ne", face)  # no small o to hold it against
    read = [("O", cells[0][1]), *cells[1:]]
    assert told_apart(image, ["Onl1ne"], [read]) == ["Onl1ne"]
    assert told_apart(image, ["Onl1ne-o"], [read]) == ["Onl1ne-o"]  # cells of another text
    blank = Image.new("RGB", (900, 90), "#ffffff")
    assert told_apart(blank, ["Online.com"], [drawn("Online.com", face)[1]]) == ["Online.com"]
