"""The tables of bait words."""

from __future__ import annotations

from ringtrue.data.arrays import Arrays, pack
from ringtrue.text import compiling
from ringtrue.text.baits import Tables


def test_words_with_marks_are_found_without() -> None:
    rows = "# head\nhỗ trợ\tvi\thigh\tx\nlog-in\ten\tmedium\tx\nmy\ten\tmedium\tx"
    made = Tables(Arrays(pack(compiling.bait(rows))))
    assert made.weights == {"hỗtrợ": "high", "hotro": "high", "login": "medium", "my": "medium"}
    assert made.tiny == {"my"}
    assert made.heavy == {"hỗtrợ", "hotro", "login", "my"}
    assert made.heads["lo"] == made.heavy_heads["log"] == made.ends["in"] == ("login",)
    assert made.lengths["log"] == made.lengths["hot"] == (5,)
