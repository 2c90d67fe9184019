"""Long tables: plain searches and the indexes that follow give the same answers."""

from __future__ import annotations

import random

import pytest

from ringtrue.text import words
from ringtrue.text.rows import Lines, Rows
from ringtrue.text.words import popular_labels, popular_lines

TEXT = "\n".join(
    ["electronics", "tron", "tronics", "patron", "xn--tron-0a", "aaaaaa", "tro-n", "a"]
)
ASKED = (
    "tron",
    "tronic",
    "aaaa",
    "aa",
    "t",
    "--tr",
    "patron",
    "zzzz",
    "tro?",
    "n0-a",
    "网络钓鱼",
    "é",
)


@pytest.fixture
def prepared() -> Lines:
    lines = Lines(TEXT)
    lines.prepare()
    return lines


@pytest.mark.parametrize("text", ASKED)
def test_lines_answer_alike_before_and_after(prepared: Lines, text: str) -> None:
    fresh = Lines(TEXT)
    assert prepared.inside(text) == fresh.inside(text)
    assert prepared.beginning(text) == fresh.beginning(text)
    assert prepared.has(text) == fresh.has(text)


def test_any_piece_of_any_line_is_counted() -> None:
    chance = random.Random(5)
    rows = ["".join(chance.choices("abc-", k=chance.randrange(1, 14))) for _ in range(400)]
    rows = sorted({row for row in rows if row.strip()})
    lines = Lines("\n".join(rows))
    lines.prepare()
    for _ in range(300):
        row = chance.choice(rows)
        start = chance.randrange(len(row))
        text = row[start : start + 6]
        # As str.count does: occurrences of a piece in one line do not overlap.
        assert lines.inside(text) == sum(one.count(text) - one.startswith(text) for one in rows)
        assert lines.beginning(text) == sum(one.startswith(text) for one in rows)


def test_lines_that_stand_twice_count_twice() -> None:
    fresh, indexed = Lines("tron\npatron\ntron\npatron"), Lines("tron\npatron\ntron\npatron")
    indexed.prepare()
    for lines in (fresh, indexed):
        assert (lines.beginning("tron"), lines.inside("tron")) == (2, 2)


def test_heads_of_rows_are_searched_as_the_lines_alone() -> None:
    """Of the popular sites: what a row has behind its label counts for nothing."""
    lines, chance = Lines(popular_labels()), random.Random(6)
    indexed = popular_lines.__wrapped__()
    indexed.prepare()
    labels = popular_labels().split()
    asked = [*ASKED, "google", "com.au", "net", "electronics", "orgB", "xn--", ".tron"]
    asked += [label[chance.randrange(3) :][:9] for label in chance.sample(labels, 100)]
    for text in filter(None, asked):
        heads = popular_lines.__wrapped__()
        assert heads.has(text) == lines.has(text) == indexed.has(text)
        for way in ("beginning", "inside"):
            counts = {getattr(one, way)(text) for one in (heads, lines, indexed)}
            assert len(counts) == 1, (text, way)


def test_rows_that_stand_in_a_text_are_found_with_their_ranks() -> None:
    fresh, index = words._words.__wrapped__(), words._words().index
    asked = 0
    for text in ("mywalletonline", "gardenclub", "thethe"):
        found = fresh.among(text)
        pieces = {text[a:b] for a in range(len(text)) for b in range(a + 3, len(text) + 1)}
        assert found == {piece: index[piece] for piece in pieces if piece in index}
        asked += len(found)
    assert asked > 10
    for _ in range(9):
        whole = fresh.among("mywallet")
    assert whole == index


def test_rows_answer_alike_before_and_after() -> None:
    text = "[en]\nwallet\nbank\n[de]\nkonto"
    for row in ("wallet", "bank", "konto", "[de]", "", "ban", "wallet\nbank"):
        fresh, indexed = Rows(text), Rows(text)
        assert len(indexed.index) == 3
        assert fresh.rank(row) == indexed.rank(row)
