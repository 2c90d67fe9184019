"""The tables in the compiled index are those of the text tables, and look-ups equal plain dicts."""

from __future__ import annotations

import random

import pytest

from ringtrue import data
from ringtrue.data.arrays import Arrays, pack
from ringtrue.text import compiling, hosts, suffix, words
from ringtrue.text.tables import opened

POPULAR = list(compiling.popular_rows(data.text("popular.txt")))


def test_the_build_gives_what_is_there() -> None:
    """Twice the same bytes, and those of the index in use."""
    made = Arrays(pack(compiling.sections()))
    assert made == Arrays(pack(compiling.sections()))
    for name in made.names():
        assert made.raw(name) == opened().raw(name), f"{name}: build it anew: make demo"


def test_every_popular_domain_has_its_rank() -> None:
    for rank, (label, ending) in list(enumerate(POPULAR, 1))[::7]:
        assert words.popular_rank(f"{label}.{ending}") == rank
    assert words.popular_labels().split("\n") == [label for label, _ in POPULAR]


def test_labels_are_counted_as_lines_are() -> None:
    chance, labels = random.Random(5), [label for label, _ in POPULAR]
    known = set(labels)
    asked = ["tron", "tronic", "aaaa", "--tr", "patron", "zzzz", "tro?", "n0-a", "网络钓鱼", "éélé"]
    for label in chance.sample(labels, 60):
        start = chance.randrange(len(label))
        asked.append(label[start : start + chance.randrange(1, 9)])
    for text in asked:
        begun = sum(label.startswith(text) for label in labels)
        assert words.popular_beginning(text) == begun
        assert words.is_popular_label(text) == (text in known)
        if len(text) >= 4:
            inside = sum(label.count(text) for label in labels) - begun
            assert words.popular_inside(text, 10**6) == inside
            assert words.popular_inside(text, 3) == min(inside, 3)


def test_words_have_their_ranks() -> None:
    ranks: dict[str, int] = {}
    for section in data.text("words.txt").split("\n[")[1:]:
        rows = section.strip("\n").split("\n")[1:]
        ranks.update((row, rank) for rank, row in enumerate(rows, 1))
    for word in [*list(ranks)[::5], "zzzz", "", "a", "bait-word", "[de]", "银行的人"]:
        assert words.rank(word) == ranks.get(word)
        assert words.is_word(word) == (word in ranks)
    assert words.rank("hotro") is None, "a bait word alone is no dictionary word"


def test_rules_are_those_of_the_list() -> None:
    found: dict[str, dict[str, bool]] = {"rule": {}, "wildcard": {}, "exception": {}}
    for section in data.text("public_suffix.txt").split("\n[")[1:]:
        name, _, body = section.partition("]\n")
        part, _, kind = name.partition(" ")
        found[kind].update(dict.fromkeys(body.strip("\n").split("\n"), part == "private"))
    for row in data.table("open_suffixes.tsv"):
        found["rule"].setdefault(row[0], True)
    together: list[dict[str, bool]] = [{}, {}, {}]
    for zone in suffix.rules():
        for table, rows in zip(together, zone, strict=True):
            table.update(rows)
    assert together == list(found.values())


def test_mail_hosts() -> None:
    free, thrown = (set(data.lines(f"hosts_{n}_email.txt")) for n in ("free", "disposable"))
    for host in [*sorted(free)[::9], *sorted(thrown)[::9], "", "tokenpocket.pro", "com"]:
        assert hosts.is_free_mail(host) == (host in free or host in thrown)
        assert hosts.is_disposable(host) == (host in thrown)


@pytest.mark.parametrize("name", ["popular.txt", "words.txt"])
def test_ranked_tables_hold_every_row_once(name: str) -> None:
    names = [row for row in data.text(name).split("\n") if row and row[0] not in "#["]
    assert len(names) == len(set(names))
