"""The index of names finds them wherever they stand, however many begin alike."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest

from ringtrue import Directory
from ringtrue.index.names import NameIndex
from ringtrue.index.near import CROWD as MANY
from ringtrue.index.near import MAX_TRIED, NearIndex, edit_limit, slip_limit
from ringtrue.kinds.host import plain_name
from ringtrue.model import Name
from ringtrue.reading import HostReading, TextReading
from ringtrue.search import across
from ringtrue.search.stages import matches
from ringtrue.text.edits import osa
from ringtrue.text.skeleton import key

TAILS = ["", "x", "ro", "kit", "link", "house", "bridge", "harbour", "yardland"]
CROWD = [f"vurm{tail}" for tail in TAILS]


def index(*labels: str) -> NameIndex:
    return Directory.from_rows((n, n, "domain", f"{n}.example") for n in labels).names


def _near(names: Iterable[Name]) -> NearIndex:
    return NameIndex.of(names).near


def found(names: NameIndex, text: str) -> set[tuple[str, str]]:
    return {(match.name.text, match.how) for match in matches(TextReading(text, names), near=False)}


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
    assert {m.name.text for m in matches(TextReading(text, names)) if m.how == "near"} == near


def test_parts_of_names_find_all_that_are_near() -> None:
    """Whatever the edits, and wherever they fall: as comparing each with each."""
    chance = random.Random(7)
    for letters in ("abc", "abcdefgh"):
        texts = ["".join(chance.choices(letters, k=chance.randint(5, 12))) for _ in range(80)]
        table = _near(Name(text, text, f"b{at}", "domain") for at, text in enumerate(texts))
        for text in texts:
            probe = _slipped(_slipped(text, letters, chance), letters, chance)
            every = {(n, d) for n in texts if 0 < (d := osa(probe, n, 2)) <= edit_limit(len(n))}
            near = {(n, d) for n, d in every if d <= slip_limit(len(n))}
            found = {(name.key, edits) for name, edits in table.near(probe)}
            assert near <= found <= every


def test_two_edits_of_a_short_name_are_mostly_found() -> None:
    """Where its first and its last letters overlap, both may be touched."""
    chance = random.Random(11)
    letters = "abcdefghijklmnopqrstuvwxyz"
    texts = ["".join(chance.choices(letters, k=chance.randint(8, 9))) for _ in range(300)]
    table = _near(Name(text, text, f"b{at}", "domain") for at, text in enumerate(texts))
    probes = [(text, _slipped(_slipped(text, letters, chance), letters, chance)) for text in texts]
    twice = [(text, probe) for text, probe in probes if osa(probe, text, 2) == 2]
    found = [
        text for text, probe in twice if (text, 2) in {(n.key, d) for n, d in table.near(probe)}
    ]
    assert len(twice) > 150
    assert len(found) > 0.93 * len(twice)


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("vurmbrigehelp", ("vurmbridge", 0, 9)),
        ("helpvurmbrigde", ("vurmbridge", 4, 14)),
        ("vurmbridgehelp", None),  # it stands there as it is
        ("vurmbrige", None),  # nothing beside it
        ("vurmbrogehelp", None),  # two edits
    ],
)
def test_a_name_at_an_end_of_a_text_an_edit_away(
    text: str, hit: tuple[str, int, int] | None
) -> None:
    _, glued = index("vurmbridge", "house").near.both(key(text))
    assert [(at.name.text, at.start, at.end) for at in glued] == ([hit] if hit else [])


def _slipped(text: str, letters: str, chance: random.Random) -> str:
    at, letter = chance.randrange(len(text)), chance.choice(letters)
    return chance.choice(
        [
            text[:at] + text[at + 1 :],
            text[:at] + letter + text[at:],
            text[:at] + letter + text[at + 1 :],
            text[: max(0, at - 1)] + text[at : at + 1] + text[max(0, at - 1) : at] + text[at + 1 :],
        ]
    )


def test_a_name_that_a_dot_cuts_is_found_where_a_word_begins_or_ends() -> None:
    """Wherever the dot and the hyphens stand (and nowhere else)."""
    chance = random.Random(9)
    names = index("vurmbridge", "vurmhouse", "vurmlink", "vurmro", "vurmkit", "tokenpocket")
    for _ in range(300):
        name = chance.choice(["vurmbridge", "tokenpocket", "vurmkit"])
        at, left, right = chance.randrange(1, len(name)), chance.choice("ae"), chance.choice("ou")
        name = f"{name[:at]}.{name[at:]}"
        for text in (f"{name}.com", f"{name}{right}.com", f"{left}-{name}{right}.com"):
            assert _cut_in(names, text) == {name}, text
        for text in (f"a.{left}{name}-{right}.com", f"{left}{name}.com", f"{left}.com.{name}"):
            assert _cut_in(names, text) == {name}, text
        assert _cut_in(names, f"{left}{name}{right}.com") == set()


def _cut_in(names: NameIndex, text: str) -> set[str]:
    whole = HostReading(plain_name(text), names).whole()
    found = across.find(whole) if whole is not None else []
    return {text[match.start : match.end] for match in found}


def test_a_crowd_is_told_and_its_work_bounded() -> None:
    """Of names that differ in their last letters alone, as many are compared as one text may be."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    many = [f"vurmbridge{a}{b}{c}" for a in letters for b in letters for c in letters]
    table = _near(Name(text, text, text, "domain") for text in many)
    near = table.near("vurmbridgeaab0")
    assert [edits for _, edits in near].count(MANY) == 1
    assert len(near) <= MAX_TRIED + 1
    few = _near(Name(text, text, text, "domain") for text in many[: MAX_TRIED // 8])
    assert all(edits != MANY for _, edits in few.near("vurmbridgeaab0"))


def test_the_tables_are_those_of_plain_loops() -> None:
    names = [
        Name("acme-bank", "acme-bank", "a", "domain", "acme-bank.example"),
        Name("acmebank", "acmebank", "a", "alias"),
        Name("acmebank", "acmebank", "b", "alias", common=True),
        Name("okx", "okx", "c", "domain", "okx.example", famous=True),
        Name("币安", "币安", "d", "alias"),
        Name("rnodern", "modem", "e", "domain"),
        Name("line\nbreak", "line\nbreak", "f", "alias"),
    ]
    table = NameIndex.of(names)
    assert table.listed() == names
    assert table.by_text.items() == [
        ("acme-bank", names[:1]), ("acmebank", names[1:3]), ("okx", names[3:4]),
        ("币安", names[4:5]), ("rnodern", names[5:6]),
    ]  # fmt: skip
    assert [name for row in table.by_key.values() for name in row].count(names[5]) == 2
    assert table.short.items() == [("okx", [names[3]])]
    assert table.hyphened["acme"] == [(names[0], "acme", "bank")]
    assert table.swapped.get("bankacme") is None, "acme is no word"
    assert [name for name, edits in table.near.near("acmebanc") if edits == 1] == names[1:3]


def test_a_crowd_is_told_where_the_last_name_is_near() -> None:
    """The sign of a crowd is not lost in a match of the same name."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    many = [f"vurmbridge{a}{b}" for a in letters for b in letters]
    table = _near(Name(text, text, text, "domain") for text in many)
    for text in ("vurmbridgezz0", "vurmbridgeaa0"):
        near = table.near(text)
        crowd = [name.text for name, edits in near if edits == MANY]
        assert len(crowd) == 1
        assert crowd[0] not in {name.text for name, edits in near if edits != MANY}
