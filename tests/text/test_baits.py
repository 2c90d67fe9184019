"""The tables of bait words that the build leaves are those that would be made."""

from __future__ import annotations

import pytest

from ringtrue import data
from ringtrue.text import baits
from ringtrue.text.baits import FILE, WORDS, Tables

PARTS = ("weights", "heavy", "heavy_heads", "heavy_ends", "heads", "ends", "tiny", "lengths")


def differing(one: Tables, other: Tables) -> list[str]:
    return [part for part in PARTS if getattr(one, part) != getattr(other, part)]


def test_the_file_holds_what_is_made() -> None:
    words, made = data.raw(WORDS), baits.made(data.text(WORDS))
    found = baits.load(baits.dump(words), words)
    assert found is not None
    assert differing(found, made) == []
    assert differing(baits.tables(), made) == []
    assert data.raw(FILE) == baits.dump(words), "build them anew: make demo"


def test_words_with_marks_are_found_without() -> None:
    made = baits.made("# head\nhỗ trợ\tvi\thigh\tx\nlog-in\ten\tmedium\tx\nmy\ten\tmedium\tx")
    assert made.weights == {"hỗtrợ": "high", "hotro": "high", "login": "medium", "my": "medium"}
    assert made.tiny == {"my"}
    assert made.heads["lo"] == made.heavy_heads["log"] == made.ends["in"] == ("login",)


@pytest.mark.parametrize("damage", ["words", "cut", "changed", "empty"])
def test_a_file_of_other_words_does_not_count(damage: str) -> None:
    words = data.raw(WORDS)
    file = baits.dump(words)
    if damage == "words":
        words += b"newword\ten\thigh\tx\n"
    file = {"cut": file[:-9], "changed": file.replace(b"support", b"supporr"), "empty": b""}.get(
        damage, file
    )
    assert baits.load(file, words) is None


def test_words_without_the_file_are_as_good(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = baits.tables()
    monkeypatch.setattr(baits, "FILE", "no-such-file.txt")
    assert differing(baits.tables.__wrapped__(), whole) == []
