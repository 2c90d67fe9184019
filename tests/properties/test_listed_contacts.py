"""Every listed contact: attacked it is never official, harmlessly rewritten it stays so.

The generators and the second reading by which a mutant is told to be the same contact stand in
benchmarks/attack/listed.py; `make attack` judges millions, here and in test_mutants.py are 200,000.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks" / "attack"))
import listed

CHECKER = listed.checker_of_the_day().prepare()
ROWS = listed.contacts(CHECKER)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1])
def test_no_mutant_is_official(seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    counts, wrong = listed.run_attacks(CHECKER, ROWS, 50_000, seed)
    with capsys.disabled():
        print(f" {sum(counts.values()):,} mutants, {len(wrong)} official", end="")
    assert not wrong, wrong[:5]
    assert min(counts.values()) > 1_000, counts


@pytest.mark.slow
def test_harmless_rewritings_stay_official(capsys: pytest.CaptureFixture[str]) -> None:
    counts, lost = listed.run_harmless(CHECKER, ROWS, every=5)
    total, bad = sum(counts.values()), sum(map(len, lost.values()))
    with capsys.disabled():
        print(f" {total:,} rewritings of {len(counts)} kinds, {bad} lost", end="")
    assert len(counts) >= 100
    assert bad <= total / 1000, {key: rows[:3] for key, rows in lost.items()}


def test_the_second_reading_is_no_copy_of_the_first() -> None:
    """It tells strangers by itself: were it the library's, nothing could be found."""
    same = listed.Same(CHECKER.directory)
    assert same.host("metamask.io")
    assert same.host("support.metamask.io")
    assert not same.host("metamask.io.evil-desk.example")
    assert listed._host("https://evil.example\\@metamask.io/") == "evil.example"
    assert listed._host("https://metamask.io@evil.example/") == "evil.example"
    assert listed._host("//metamask.io:443/a") == "metamask.io"
