"""Letters that look alike are told apart by their form, whatever the model read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

PIL = pytest.importorskip("PIL", reason="needs the extra [ocr]")
from PIL import Image, ImageDraw, ImageFont  # noqa: E402

from ringtrue.scanning.formats.rounds import Form, _upright, told_apart  # noqa: E402


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
        ("shop36.io/s1FSc8Q", "shop36.io/S1Fsc8Q"),
        ("call8.net/xXvVzZ", "call8.net/XxVvZz"),
    ],
)
def test_the_form_decides(shown: str, read: str, face: Any, dark: bool) -> None:
    image, cells = drawn(shown, face, dark=dark)
    given = [(sign, corners) for sign, (_, corners) in zip(read, cells, strict=True)]
    assert told_apart(image, [read], [given]) == [shown]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("shown", "read"),
    [
        ("hold.net/lIlI8B", "hoId.net/IlIl8B"),
        ("Hold.net/Bll", "HoId.net/BIl"),
        ("kefu_lb2.DE", "kefu_Ib2.DE"),
    ],
)
def test_l_and_a_capital_i_where_the_typeface_tells_them_apart(
    shown: str, read: str, dark: bool
) -> None:
    image, cells = drawn(shown, faces()[0], dark=dark)
    given = [(sign, corners) for sign, (_, corners) in zip(read, cells, strict=True)]
    assert told_apart(image, [read], [given]) == [shown]


def test_a_capital_i_amid_small_letters_is_an_l_where_nothing_tells() -> None:
    blank = Image.new("RGB", (900, 90), "#ffffff")
    cells = drawn("kefu_lb2", faces()[0])[1]
    for read, told in (
        ("kefu_Ib2", "kefu_lb2"),
        ("Kefu_Ib2", "Kefu_Ib2"),
        ("Instagra", "Instagra"),
    ):
        given = [(sign, corners) for sign, (_, corners) in zip(read, cells, strict=True)]
        assert told_apart(blank, [read], [given]) == [told]


@pytest.mark.parametrize(("high", "told"), [(140, "I"), (144, ""), (145, ""), (149, "l")])
def test_a_pixel_more_or_less_does_not_decide(high: int, told: str) -> None:
    """The model's reading stands where a letter is about as high as neither."""
    assert _upright(Form(0, 0, 16, high), {"l": 149.0, "capital": 140.0}, []) == told


def test_numbers_and_what_cannot_be_measured_stay() -> None:
    face = faces()[0]
    image, cells = drawn("400-820-8820 ok.com", face)
    assert told_apart(image, ["400-820-8820 ok.com"], [cells]) == ["400-820-8820 ok.com"]
    image, cells = drawn("0nl1ne", face)  # neither a small o nor another figure beside it
    read = [("O", cells[0][1]), *cells[1:]]
    assert told_apart(image, ["Onl1ne"], [read]) == ["Onl1ne"]
    image, cells = drawn("0nl1ne-o", face)
    assert told_apart(image, ["Onl1ne-o"], [read]) == ["Onl1ne-o"]  # cells of another text
    blank = Image.new("RGB", (900, 90), "#ffffff")
    assert told_apart(blank, ["Online.com"], [drawn("Online.com", face)[1]]) == ["Online.com"]
