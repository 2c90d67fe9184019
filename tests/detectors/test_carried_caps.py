"""Past every cap of what is read in a link, and of a contact's length, nobody is vouched for."""

from __future__ import annotations

from base64 import b64encode

import pytest

from ringtrue import Checker, Directory, Status, UnparseableContact, parse
from ringtrue.detectors import planted_contact
from ringtrue.kinds import MAX_WORDS
from ringtrue.kinds.handle import MAX_WRITTEN
from ringtrue.text.paths import MOST, segments

CHECKER = Checker(Directory.from_rows([("brand", "Quorvex", "domain", "quorvex.example")]))
TOLD = "https://quorvex.example/"


def token(text: str) -> str:
    return b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "link",
    [
        TOLD + "?q=" + "x.y;" * 101 + "evil-desk.example/login",
        TOLD + "?q=" + "v1.2;" * 60 + "evil-desk.example",
        TOLD + "go/" + token("evil-desk.example/login"),
        TOLD + "go/" + token("//evil-desk.example"),
        TOLD + "a" * 2_001,
        TOLD + "/" * 2_001,
        TOLD + "?" + "u=https://quorvex.example/&" * 9 + "u=evil-desk.example",
        TOLD + "?" + "".join(f"m=m{i}@quorvex.example&" for i in range(60)),
        "mailto:help@quorvex.example?body=" + "%20".join("abcdefghijk") + "%20https://x.example/",
    ],
)
def test_past_a_cap_nobody_vouches(link: str) -> None:
    assert CHECKER.check(link).status is not Status.OFFICIAL


@pytest.mark.parametrize(
    "link",
    [
        TOLD,
        TOLD + "Help/Article-About-Something-Long-And-Capital",
        TOLD + "a" * 150,
        TOLD + "de/help?topic=1.2.3&page=4",
        TOLD + "?" + "u=https://quorvex.example/&" * 7,
        f'"{TOLD}help"',
        f"({TOLD}(a)(b)/help)",
    ],
)
def test_below_it_the_link_is_official(link: str) -> None:
    assert CHECKER.check(link).status is Status.OFFICIAL


def test_words_and_accounts_have_a_longest_length() -> None:
    for raw in ("a" * (MAX_WORDS + 1), "客" * (MAX_WORDS + 1), "telegram:@" + "a" * MAX_WRITTEN):
        with pytest.raises(UnparseableContact):
            parse(raw)
    assert parse("quorvex.example/" + "a" * MAX_WORDS).kind == "url"


def test_segments_are_told_apart_up_to_a_number() -> None:
    assert segments("//a//b/") == ("a", "b")
    assert len(segments("/a" * 4_000)) == MOST + 1


def test_the_signs_of_digits_are_all_that_python_knows() -> None:
    """Those of Python 3.11; a later Unicode adds scripts, not circled digits."""
    for char in map(chr, range(0x1F200)):
        if char.isdigit():
            assert planted_contact._RUN.fullmatch(char * 9), hex(ord(char))
