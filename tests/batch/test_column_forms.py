"""A condition and its column form say the same, or the column form says more."""

from __future__ import annotations

import random

import pytest

from ringtrue import Directory
from ringtrue.detectors import combosquatting, context, likeness
from ringtrue.model import Candidate
from ringtrue.text.words import bait_words, popular_labels

pa = pytest.importorskip("pyarrow")
np = pytest.importorskip("numpy")

from ringtrue.batch.early_exit import EarlyExit  # noqa: E402
from ringtrue.batch.hosts_column import Hosts  # noqa: E402
from ringtrue.batch.pairings import MANY_EDITS, Pairings  # noqa: E402

Span = tuple[str, int, int]


def labels(count: int, seed: int) -> list[str]:
    """Names of popular sites and words of the trade, joined, with letters among them."""
    chance = random.Random(seed)
    parts = [at for at in popular_labels().split("\n") if at.isascii() and at.isalpha()]
    baits = sorted(word for word in bait_words() if word.isascii() and word.isalpha())
    found = []
    for _ in range(count):
        first, last = chance.choice(parts), chance.choice([*parts[:2000], *baits])
        between = chance.choice(["", "", "", "s", "x", "-", chance.choice(baits)])
        found.append(f"{first[: chance.randint(2, 9)]}{between}{last}"[:40].strip("-"))
    return found


def spans(count: int) -> list[Span]:
    """Labels, and where something stands in them that begins and ends with a letter."""
    chance = random.Random(count)
    found = []
    for label in labels(count, 3):
        start = chance.randrange(max(1, len(label) - 3))
        end = min(len(label), start + chance.randint(3, 9))
        if label[start] != "-" and label[end - 1] != "-":
            found.append((label, start, end))
    return found


def pairings(asked: list[Span]) -> Pairings:
    """Each span, as if the first name of the shipped list stood there."""
    hosts = Hosts.of(pa.array([f"{label}.example" for label, _, _ in asked]))
    rows = np.arange(len(asked))
    start, end = (hosts.row_start + np.array(at) for at in list(zip(*asked, strict=True))[1:])
    none = np.zeros(len(asked), np.int64)
    tables = EarlyExit(Directory.default())._tables
    flags = np.zeros(len(asked), bool)
    return Pairings(hosts, tables, (rows, start, end, none, none), flags, (none, none, none))


def test_a_name_is_explained_where_one_look_says_so() -> None:
    asked = spans(6000)
    found = context.inside_word_columns(pairings(asked), np.arange(len(asked))).tolist()
    wanted = [context.inside_word(*span) for span in asked]
    # Rows of words around the name and surnames are left to the scalar form, all else is the same.
    rows = [context.other_words(*span) or context._surname(*span) for span in asked]
    wrong = [
        span
        for span, told, known, row in zip(asked, found, wanted, rows, strict=True)
        if told > known or (known and not told and not row)
    ]
    assert wrong == []
    assert 1000 < sum(found) < 5500


def test_borders_are_told_alike() -> None:
    asked = [*spans(3000), ("wwwline", 3, 7), ("wwwlinea", 3, 7), ("www-line", 4, 8)]
    found = context.bounded_columns(pairings(asked)).tolist()
    assert found == [context.is_bounded(*span) for span in asked]
    assert found[-3:] == [True, False, True]


def test_no_bait_word_beside_a_name_is_overlooked() -> None:
    asked = [*spans(3000), ("kfline", 2, 6), ("line-kf", 0, 4), ("linescs", 0, 4)]
    found = context.weight_columns(pairings(asked)).tolist()
    weighs = {"": 0, "none": 1, "medium": context.MEDIUM, "high": context.HIGH}
    less = [
        span
        for span, weight in zip(asked, found, strict=True)
        if weight < weighs[context.residue(*span).weight]
    ]
    assert less == []
    assert 0.2 < np.mean(np.array(found) > 0) < 0.9


def test_longer_names_of_popular_sites_are_found() -> None:
    asked = [*spans(3000), ("boschshop", 0, 4), ("xbosch", 1, 5), ("bos-ch", 0, 4)]
    found = combosquatting._longer_name_columns(pairings(asked), np.arange(len(asked))).tolist()
    for (label, start, end), told in zip(asked, found, strict=True):
        candidate = Candidate(None, "", "label", label, "token", None, None, start, end)  # type: ignore[arg-type]
        assert told == combosquatting._longer_name(candidate), label
    assert found[-3:] == [True, True, False]


def test_features_lie_between_those_of_columns() -> None:
    asked = [span for span in spans(1500) if "--" not in span[0]]
    found = pairings(asked)
    chance = random.Random(7)
    found.name = np.array(chance.choices(range(len(found.tables.names.names)), k=len(asked)))
    found.distance = np.array(chance.choices([1, 2, MANY_EDITS], k=len(asked)))
    every = np.arange(len(asked))
    around = [context.residue(*span) for span in asked]
    columns = likeness._features_columns(found, every, found.spans(every), around)
    alone = columns | likeness._alone_columns(found, every)
    directory = Directory.default()
    trees = likeness._trees()
    most = [trees.most(of, len(asked)) for of in (columns, alone)]
    for at in range(len(asked)):
        candidate = found.candidate(at)
        assert candidate is not None
        sides = (candidate, likeness._alone(candidate, candidate.how))
        for one, known, score in zip(sides, (columns, alone), most, strict=True):
            features = likeness.features(one, directory)
            for feature, value in zip(likeness.FEATURES, features, strict=True):
                if feature in known:
                    low, high = known[feature]
                    assert low[at] <= value <= high[at], (feature, asked[at])
            assert trees.score(features, -100.0) <= score[at], asked[at]


def test_words_are_words() -> None:
    found = pairings([("wallet", 0, 6), ("tokenpocket", 0, 11)])
    assert found.are_words(found.start, found.end).tolist() == [True, False]
