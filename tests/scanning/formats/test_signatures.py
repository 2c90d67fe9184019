"""Files that hold no text are refused and named; texts that begin like one are read."""

from __future__ import annotations

import pytest

from ringtrue import data
from ringtrue.errors import UnreadableInput
from ringtrue.scanning.inputs import read

ROWS = [
    (int(at), bytes.fromhex(sign), name) for at, sign, name in data.table("file_signatures.tsv")
]


@pytest.mark.parametrize(("at", "sign", "name"), ROWS, ids=[f"{n}-{s.hex()}" for _, s, n in ROWS])
def test_each_is_refused_by_its_first_bytes(at, sign, name):
    raw = bytes(at) + sign + bytes(200) + b"call +1 888 555 0142"
    with pytest.raises(UnreadableInput, match=r"is not read; give") as refused:
        read(raw, "whatever.txt")
    # Some begin alike: a picture of HEIC and a film.
    assert str(refused.value).startswith("a")


@pytest.mark.parametrize("raw", [bytes(100), b"\x00\x01\x02" * 50, bytes(range(32)) * 9])
def test_bytes_that_are_no_text_are_refused(raw):
    with pytest.raises(UnreadableInput, match="a binary file"):
        read(raw)


@pytest.mark.parametrize(
    "text",
    [
        "BMW recalls cars", "MZ is short for something", "ID3 tags explained", "BZh",
        "a bell \x07 in a log", "\x1b[31mred\x1b[0m and plain", "PK is a pair of letters",
        "{\\rt is no RTF", "%PDF is a word", "短",
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_texts_that_begin_like_one_are_read(text, encoding):
    assert read(text.encode(encoding)).text == text


def test_a_stroke_that_json_escapes_is_one_in_a_log_too():
    assert "https://a.example/b" in read(b'12:00 sent {"u":"https:\\/\\/a.example\\/b"} ok').text
    assert read(b"C:\\/dir and \\/ stay").text == "C:\\/dir and \\/ stay"
