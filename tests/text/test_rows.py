"""Long tables: plain searches and the indexes that follow give the same answers."""

from __future__ import annotations

import random

import pytest

from ringtrue.text.rows import Lines, Rows

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


def test_rows_answer_alike_before_and_after() -> None:
    text = "[en]\nwallet\nbank\n[de]\nkonto"
    for row in ("wallet", "bank", "konto", "[de]", "", "ban", "wallet\nbank"):
        fresh, indexed = Rows(text), Rows(text)
        assert len(indexed.index) == 3
        assert fresh.rank(row) == indexed.rank(row)
