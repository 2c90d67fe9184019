"""Letters that look alike are told apart by their form, whatever the model read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

PIL = pytest.importorskip("PIL", reason="needs the extra [ocr]")
from PIL import Image, ImageDraw, ImageFont  # noqa: E402

from ringtrue.scanning.formats.rounds import Form, Told, _upright, told_apart  # noqa: E402


def faces() -> list[Any]:
    import manimgx_fonts_cjk

    noto = str(next(Path(manimgx_fonts_cjk.__file__).parent.glob("*.tt*")))
    return [ImageFont.truetype(noto, 40), ImageFont.load_default(40)]


Cells = list[tuple[str, float, Any]]


def drawn(text: str, face: Any, *, dark: bool = False) -> tuple[Any, Cells]:
    """A picture of `text`, and the cell of each letter."""
    image = Image.new("RGB", (900, 90), "#111111" if dark else "#ffffff")
    draw = ImageDraw.Draw(image)
    cells, left = [], 30.0
    for sign in text:
        wide = face.getlength(sign)
        draw.text((left, 20), sign, font=face, fill="#eeeeee" if dark else "#111111")
        corners = [(left, 15), (left + wide, 15), (left + wide, 75), (left, 75)]
        if not sign.isspace():
            cells.append((sign, 0.9, corners))
        left += wide + 2
    return image, cells


def told(image: Any, read: str, cells: Cells, sure: float = 0.9) -> Told:
    """What is told where the model reads `read` in the cells."""
    given = [(sign, sure, corners) for sign, (*_, corners) in zip(read, cells, strict=True)]
    return told_apart(image, [read], [given])[0]


def words(image: Any, read: str, cells: Cells) -> str:
    return told(image, read, cells).text


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
    assert words(image, read, cells) == shown


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
    assert words(image, read, cells) == shown


def test_a_capital_i_amid_small_letters_is_an_l_where_nothing_tells() -> None:
    blank = Image.new("RGB", (900, 90), "#ffffff")
    cells = drawn("kefu_lb2", faces()[0])[1]
    for read, told in (
        ("kefu_Ib2", "kefu_lb2"),
        ("Kefu_Ib2", "Kefu_Ib2"),
        ("Instagra", "Instagra"),
    ):
        assert words(blank, read, cells) == told


@pytest.mark.parametrize(
    ("high", "expected"),
    [
        (140, ("I", "")), (144, ("", "")), (145, ("", "")), (149, ("l", "")),
        (90, ("", "")), (200, ("", "")),  # another letter's ink
    ],
)  # fmt: skip
def test_a_pixel_more_or_less_does_not_decide(high: int, expected: tuple[str, str]) -> None:
    """The model's reading stands where a letter is about as high as neither."""
    form = Form(0, 0, 16, high)
    read = expected[0] or "l"
    assert _upright(read, form, {"l": 149.0, "capital": 140.0}, []) == expected


def test_form_and_model_that_differ_by_less_than_a_pixel_are_a_doubt() -> None:
    line = {"l": 102.0, "capital": 98.0}
    assert _upright("l", Form(0, 0, 16, 98), line, []) == ("I", "l")


def test_what_is_open_is_told_with_its_signs() -> None:
    """A typeface that draws l and I alike, a nought that is nearly round, a guess of the model."""
    blank = Image.new("RGB", (900, 90), "#ffffff")
    cells = drawn("a.me/XlB5t", faces()[0])[1]
    assert told(blank, "a.me/XlB5t", cells).doubts == {6: "I"}
    assert told(blank, "a.me/XlB5t", cells, 0.7).doubts == {6: "I", 7: "8", 8: "Ss"}
    assert told(blank, "a.me/XlB5t", cells, 0.4).doubts[9] == ""
    assert told(blank, "l.me/xyzab", drawn("l.me/xyzab", faces()[0])[1]).doubts == {}
    image, cells = drawn("b0at38.com", faces()[0])
    assert told(image, "b0at38.com", cells).doubts == {}
    draw = ImageDraw.Draw(image)
    (left, top), (right, _), *_ = cells[1][2]
    draw.rectangle((left, top, right, 80), fill="#ffffff")
    draw.ellipse((left, 35, left + 20, 62), outline="#111111", width=3)
    assert told(image, "bOat38.com", cells).doubts == {1: "0"}


def test_a_letter_that_the_model_is_sure_of_keeps_its_size() -> None:
    image, cells = drawn("paySv.co", faces()[0])
    assert told(image, "paysv.co", cells, 0.999).text == "paysv.co"
    assert told(image, "paysv.co", cells, 0.9).text == "paySv.co"


def test_numbers_and_what_cannot_be_measured_stay() -> None:
    face = faces()[0]
    image, cells = drawn("400-820-8820 ok.com", face)
    shown = "400-820-8820 ok.com"
    assert told_apart(image, [shown], [cells]) == [Told(shown, {})]
    image, cells = drawn("0nl1ne", face)  # neither a small o nor another figure beside it
    assert told(image, "Onl1ne", cells) == Told("Onl1ne", {0: "0"})
    image, cells = drawn("0nl1ne-o", face)
    assert told_apart(image, ["Onl1ne-o"], [cells[:6]])[0].text == "Onl1ne-o"  # another text's
    blank = Image.new("RGB", (900, 90), "#ffffff")
    assert words(blank, "Online.com", drawn("Online.com", face)[1]) == "Online.com"
