"""Words that explain a name are told for a whole batch as for one name."""

from __future__ import annotations

import random

import pytest

from ringtrue.detectors import context
from ringtrue.text.words import bait_words, popular_labels, popular_rank

pa = pytest.importorskip("pyarrow")
np = pytest.importorskip("numpy")

from ringtrue.sieve import wordy  # noqa: E402
from ringtrue.sieve.text import Hosts  # noqa: E402


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


def spans(count: int) -> list[tuple[str, int, int]]:
    chance = random.Random(count)
    found = []
    for label in labels(count, 3):
        start = chance.randrange(max(1, len(label) - 3))
        end = min(len(label), start + chance.randint(3, 9))
        found.append((label, start, end))
    return found


def arrays(asked: list[tuple[str, int, int]]) -> tuple[Hosts, list[np.ndarray]]:
    hosts = Hosts.of(pa.array([f"{label}.example" for label, _, _ in asked]))
    first = hosts.row_start
    low = first + np.zeros(len(asked), np.int64)
    start, end, high = (
        low + np.array(column)
        for column in zip(*((a, b, len(label)) for label, a, b in asked), strict=True)
    )
    return hosts, [start, end, low, high]


def test_a_name_is_explained_where_one_look_says_so() -> None:
    asked = spans(6000)
    hosts, columns = arrays(asked)
    found = wordy.explained(hosts, *columns).tolist()
    wanted = [context.inside_word(*span) for span in asked]
    # A row of words around the name is left to the detectors, all else is the same.
    rows = [context._other_words(*span) for span in asked]
    wrong = [
        span
        for span, told, known, row in zip(asked, found, wanted, rows, strict=True)
        if told > known or (known and not told and not row)
    ]
    assert wrong == []
    assert 1000 < sum(found) < 5500


def test_longer_names_of_popular_sites_are_found() -> None:
    asked = [*spans(3000), ("boschshop", 0, 4), ("xbosch", 1, 5), ("bos-ch", 0, 4)]
    hosts, columns = arrays(asked)
    found = wordy.longer_site(hosts, *columns).tolist()
    for (label, start, end), told in zip(asked, found, strict=True):
        around = [(start, end + 1), (start, end + 2), (start - 1, end), (start - 2, end)]
        inside = [label[a:b] for a, b in around if a >= 0 and b <= len(label)]
        assert told == any(popular_rank(f"{text}.com") is not None for text in inside), label
    assert found[-3]
    assert found[-2]
    assert not found[-1]


def test_words_are_words() -> None:
    hosts = Hosts.of(pa.array(["wallet.example", "tokenpocket.example"]))
    starts = hosts.row_start
    assert wordy.is_word(hosts, starts, starts + np.array([6, 11])).tolist() == [True, False]
