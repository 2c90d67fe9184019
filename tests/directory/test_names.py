"""The index of names finds them wherever they stand, however many begin alike."""

from __future__ import annotations

import pytest

from ringtrue import Directory
from ringtrue.directory.names import NameIndex

TAILS = ["", "x", "ro", "kit", "link", "house", "bridge", "harbour", "yardland"]
CROWD = [f"vurm{tail}" for tail in TAILS]


def index(*labels: str) -> NameIndex:
    return Directory.from_rows((n, n, "domain", f"{n}.example") for n in labels).names


def found(names: NameIndex, text: str) -> set[tuple[str, str]]:
    return {(match.name.text, match.how) for match in names.matches(text, near=False)}


@pytest.mark.parametrize("name", CROWD)
def test_a_name_inside_among_many_of_the_same_beginning(name: str) -> None:
    names = index(*CROWD, "other")
    assert (name, "token") in found(names, f"help-{name}-desk")
    assert (name, "token") in found(names, f"qq{name}zz")
    assert found(index("other"), f"help-{name}-desk") == set()


@pytest.mark.parametrize("name", CROWD)
def test_many_beginnings_change_no_answer(name: str) -> None:
    """What one name alone is found in, it is found in beside all the others too."""
    for text in (f"{name}help", f"my{name}", f"a.{name}1", name):
        alone, among = found(index(name), text), found(index(*CROWD), text)
        assert alone <= among, text
        assert {hit for hit in among if hit[0] == name} == alone


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("pockettoken", True),
        ("pocket-token", True),
        ("tokenpocket", False),
        ("tekcopnekot", False),
        ("kettokenpoc", False),
    ],
)
def test_two_words_in_the_other_order(text: str, hit: bool) -> None:
    assert (("tokenpocket", "swapped") in found(index("tokenpocket"), text)) is hit


def test_short_stems_of_foreign_names() -> None:
    """``tp`` of TP钱包 is found before and after other letters in either script."""
    directory = Directory.from_rows(
        [
            ("tp", "TP钱包", "domain", "tokenpocket.example"),
            ("acme", "Acme", "domain", "acme.example"),
        ]
    )
    hits = found(directory.names, "联系tp钱包客服")
    assert ("tp钱包", "token") in hits
    assert found(directory.names, "acme客服") >= {("acme", "token")}


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("vurmbrige", {"vurmbridge"}),  # one left out
        ("vurmbrdige", {"vurmbridge"}),  # two swapped
        ("vumbridg", {"vurmbridge"}),  # two left out of ten letters
        ("vumridg", set()),  # three
        ("hause", {"house"}),
        ("hose", {"house"}),
        ("hos", set()),
    ],
)
def test_as_many_slips_as_the_length_allows(text: str, near: set[str]) -> None:
    names = index("vurmbridge", "house")
    assert {m.name.text for m in names.matches(text) if m.how == "near"} == near
