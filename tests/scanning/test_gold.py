"""The gold set: every kind of contact is found where it stands, and little else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ringtrue import Checker

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks" / "contacts"))
import gold

ROWS = list(gold.rows())


@pytest.fixture(scope="module")
def measured():
    directory = Checker().directory
    return gold.scores(ROWS, lambda text: gold.ours(text, directory))


def test_half_of_the_texts_are_honest():
    assert len(ROWS) >= 300
    assert 0.4 < sum(row.everyday for row in ROWS) / len(ROWS) < 0.6


@pytest.mark.parametrize("group", gold.GROUPS.values())
def test_spans_by_group(measured, group):
    scores, mistakes = measured
    score = scores[group]
    assert score.wanted >= 5
    assert min(score.precision, score.recall) >= 0.95, mistakes


def test_requests_are_found_and_honest_texts_ask_for_nothing():
    checker = Checker()
    wrong = []
    for row in ROWS:
        flags = checker.scan(row.text).red_flags
        found = {f.category for f in flags if f.severity in ("critical", "high")}
        if not row.categories <= found or (row.everyday and found - row.categories):
            wrong.append((row.name, row.text, row.categories, found))
    assert len(wrong) <= 0.02 * len(ROWS), wrong
