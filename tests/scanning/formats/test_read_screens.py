"""Words in pictures: a drawn chat and page, damaged and hostile pictures, places in the picture."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from ringtrue.errors import UnreadableInput
from ringtrue.scanning.document import Builder
from ringtrue.scanning.formats import screens
from ringtrue.scanning.formats.screens import Line, say
from ringtrue.scanning.inputs import read

pytest.importorskip("rapidocr", reason="words in pictures need the extra ocr")
pytest.importorskip("onnxruntime", reason="words in pictures need the extra ocr")
fonts = pytest.importorskip("manimgx_fonts_cjk", reason="draws the pictures")
from PIL import Image, ImageDraw, ImageFont  # noqa: E402

FONT = str(next(Path(fonts.__file__).parent.glob("*.tt*")))
pytestmark = pytest.mark.slow


def picture(*lines: str, dark: bool = False, form: str = "PNG", tall: int = 900) -> bytes:
    image = Image.new("RGB", (720, tall), "#101010" if dark else "white")
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 30)
    for number, line in enumerate(lines):
        draw.text((40, 60 + 90 * number), line, font=font, fill="#eeeeee" if dark else "black")
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


@pytest.mark.parametrize(("form", "dark"), [("PNG", False), ("JPEG", True), ("WEBP", False)])
def test_english_and_chinese_words_are_read(form, dark, scan):
    raw = picture(
        "Example Wallet support", "Log in at https://evil.example/a", "电话：400-000-0142",
        dark=dark, form=form,
    )  # fmt: skip
    document, report = scan(raw)
    assert document.form == "image"
    assert [note.code for note in document.notes] == ["words_drawn"]
    assert {c.raw for c in report.contacts} == {"https://evil.example/a", "400-000-0142"}
    assert report.status.value in ("suspicious", "impersonation")


def test_every_contact_has_its_place_in_the_picture(scan):
    _, report = scan(picture("hello there", "Log in at https://evil.example/a"))
    (contact,) = report.contacts
    left, top, right, bottom = contact.box
    font = ImageFont.truetype(FONT, 30)
    begin = 40 + font.getlength("Log in at ")
    assert abs(left - begin) < 40
    assert abs(right - (40 + font.getlength("Log in at https://evil.example/a"))) < 20
    assert 140 < top < 160 < bottom < 200
    assert report.to_dict()["contacts"][0]["box"] == [left, top, right, bottom]


def test_a_letter_alone_under_an_address_belongs_to_it(scan):
    """The model that finds lines sees none in it."""
    image = Image.open(io.BytesIO(picture("https://tokenpocket-pay.io/lEnHtGui")))
    font = ImageFont.truetype(FONT, 30)
    ImageDraw.Draw(image).text((40, 102), "G", font=font, fill="black")
    out = io.BytesIO()
    image.save(out, "PNG")
    _, report = scan(out.getvalue())
    assert [c.raw for c in report.contacts] == ["https://tokenpocket-pay.io/lEnHtGuiG"]


def test_a_long_screenshot_is_cut_and_nothing_is_read_twice(monkeypatch):
    """A line that a cut goes through or comes near to is read in the part that has it whole."""
    high, step, tall = 30, 70, 4_200

    def read(_engine, tile):
        top = tops[len(seen)]
        seen.append(tile.height)
        for n in range(tall // step):
            first, last = n * step - top, n * step + high - top
            if last > 0 and first < tile.height:
                cut = first < 6 or last > tile.height - 6
                text = f"call 8M0-000-{n:04} and more" if cut else f"call 400-000-{n:04}"
                yield Line(text, 40, max(0, first), 400, min(last, tile.height))

    monkeypatch.setattr(screens, "_engine", lambda: None)
    monkeypatch.setattr(screens, "_read", read)
    for shift in range(0, 80, 7):
        tops = [0, screens.TILE - screens.OVERLAP, 2 * (screens.TILE - screens.OVERLAP)]
        seen: list[int] = []
        image = Image.new("RGB", (720, tall - shift))
        image.putpixel((0, 0), (255, 255, 255))
        lines = [line.text for line in screens.lines_of(image)]
        assert len(seen) == 3
        whole = [f"call 400-000-{n:04}" for n in range(tall // step)]
        assert lines[1:50] == whole[1:50]
        assert len(lines) <= len(whole)


def test_a_photographed_page_of_a_pdf_is_read():
    pytest.importorskip("pypdfium2", reason="PDF needs the extra documents")
    out = io.BytesIO()
    Image.open(io.BytesIO(picture("Log in at https://evil.example/a"))).save(out, "PDF")
    assert "https://evil.example/a" in read(out.getvalue()).text


@pytest.mark.parametrize("cut", [40, 0.5])
def test_a_damaged_picture_is_refused(cut):
    raw = picture("hello")
    with pytest.raises(UnreadableInput):
        read(raw[: int(cut * len(raw)) if cut < 1 else cut])


def test_a_hostile_picture_ends(scan):
    """Noise, and thousands of marks that look like letters."""
    noise = Image.effect_noise((400, 400), 200)
    out = io.BytesIO()
    noise.save(out, "PNG")
    scan(out.getvalue())
    scan(picture(*["|".join("Il1O0" * 9)] * 6, tall=640))


def test_nothing_is_fetched(monkeypatch):
    """The models come with the package: the engine starts where every socket fails."""

    def refused(*_args, **_named):
        raise OSError("no network")

    for name in ("connect", "bind"):
        monkeypatch.setattr(f"socket.socket.{name}", refused)
    monkeypatch.setattr("socket.getaddrinfo", refused)
    assert screens._engine.__wrapped__() is not None


# -- lines ----------------------------------------------------------------------------------------


def said(*lines: tuple[str, int, int]) -> list[str]:
    """What is written of lines at a left edge and a height, ten pixels a letter."""
    out = Builder("image")
    say([Line(text, x, y, x + 10 * len(text), y + 20) for text, x, y in lines], out)
    return out.done().text.strip("\n").split("\n")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # An address that fills its line goes on in the next one; a word beside others does not.
        ([("https://evil.example/abc", 0, 0), ("defg9", 0, 25)], ["https://evil.example/abcdefg9"]),
        ([("https://evil.example/a", 0, 0), ("and then call me", 0, 25)],
         ["https://evil.example/a", "and then call me"]),
        ([("see https://evil.example", 0, 0), ("to9 confirm", 0, 25)],
         ["see https://evil.example", "to9 confirm"]),
        ([("https://evil.example/a", 0, 0), ("9 and a line that is longer", 0, 25)],
         ["https://evil.example/a", "9 and a line that is longer"]),
        ([("https://evil.example/ab", 0, 0), ("miR 确认", 0, 25)],
         ["https://evil.example/abmiR 确认"]),
        ([("https://evil.example/ab", 0, 0), ("U 确认", 0, 25)], ["https://evil.example/abU 确认"]),
        ([("https://evil.example/ab", 0, 0), ("I am here", 0, 25)],
         ["https://evil.example/ab", "I am here"]),
        ([("m.01@coinbase.example", 0, 0), ("n", 0, 25)], ["m.01@coinbase.examplen"]),
        # A number whose next word did not fit.
        ([("call me on +1 (888)", 0, 0), ("555-0142 today", 0, 25)],
         ["call me on +1 (888) 555-0142 today"]),
        ([("95588", 0, 0), ("95533", 0, 60)], ["95588", "", "95533"]),
        ([("on 5", 0, 0), ("4 is a line that has more words", 0, 25)],
         ["on 5", "4 is a line that has more words"]),
        # Beside each other: cells. Far below: another bubble.
        ([("name", 0, 0), ("value", 300, 2)], ["name\tvalue"]),
        ([("one", 0, 0), ("two", 200, 100)], ["one", "", "two"]),
    ],
)  # fmt: skip
def test_lines_become_rows_and_bubbles(lines, expected):
    assert said(*lines) == expected
