"""Answers as text and as JSON: what is marked, what is escaped, what never breaks a line."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringtrue import Checker, Directory, Evidence, Status, Verdict
from ringtrue.kinds.facets import DomainName
from ringtrue.model import Assurance, BrandRef, ContactPoint, Family, Imitated
from ringtrue.render.brands import brand_dict, brand_line, brand_text
from ringtrue.render.difference import LONGEST, differing
from ringtrue.render.json_line import line as line_of
from ringtrue.render.json_v1 import dumps, verdict_dict
from ringtrue.render.paint import Paint, columns, width
from ringtrue.render.text import verdict_text

ROWS = [
    ("examplewallet", "Example Wallet", "domain", "examplewallet.example"),
    ("examplewallet", "Example Wallet", "phone", "+18005550142"),
    ("examplewallet", "Example Wallet", "alias", "示例钱包"),
    ("examplebank", "Example Bank", "phone", "95599", "CN"),
]
DIRECTORY = Directory.from_rows(ROWS)
CHECKER = Checker(DIRECTORY)
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def _marks(seen: str, official: str) -> str:
    return "".join("^" if mark else " " for mark in differing(seen, official)).rstrip()


# -- the difference -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seen", "official", "marks"),
    [
        ("examp1ewallet.example", "examplewallet.example", "     ^"),
        ("exampleewallet.example", "examplewallet.example", "       ^"),
        ("examplwallet.example", "examplewallet.example", "      ^"),
        ("examplewallet.exampl", "examplewallet.example", "                   ^"),
        ("examplewallet-support.example", "examplewallet.example", "             ^^^^^^^^"),
        ("vvallet.example", "wallet.example", "^^"),
        ("tokenpocket-support.example", "tokenpocket.pro", "           ^^^^^^^^^^^^^^^^"),
        ("bаnk.example", "bank.example", " ^"),  # Cyrillic а
        ("same.example", "same.example", ""),
        ("", "bank.example", ""),
        ("bank.example", "", ""),
        ("nothing.alike", "bank.example", ""),
        ("95588", "95599", ""),
    ],
)
def test_foreign_characters_are_marked(seen: str, official: str, marks: str) -> None:
    if seen == "95588":
        marks = "   ^^"
    assert _marks(seen, official) == marks


def test_the_work_of_marking_is_bounded() -> None:
    seen, official = "a" + "xy" * 5000 + "b", "a" + "yx" * 5000 + "b"
    assert len(differing(seen, official)) == len(seen)
    assert _marks("a" * (LONGEST * 3), "b" * (LONGEST * 3)) == ""


# -- text -----------------------------------------------------------------------------------------


def test_an_impersonation_shows_what_differs_and_the_official_one() -> None:
    text = verdict_text(CHECKER.check("https://www.examp1ewallet.example/login"))
    lines = text.split("\n")
    assert lines[0].startswith("impersonation of Example Wallet  score 0.")
    domain = next(
        line for line in lines if "www.examp1ewallet.example" in line and "//" not in line
    )
    below = lines[lines.index(domain) + 1]
    assert domain[below.index("^")] == "1"
    assert below.count("^") == 1
    assert any(line.split()[:2] == ["official", "examplewallet.example"] for line in lines)
    assert "Did you mean examplewallet.example?" in lines[-1]


def test_colour_marks_inside_and_needs_no_second_line() -> None:
    plain = verdict_text(CHECKER.check("examp1ewallet.example"))
    painted = verdict_text(CHECKER.check("examp1ewallet.example"), colour=True)
    assert "\x1b" not in plain
    assert "^" not in painted
    assert "\x1b[1;31;4m1\x1b[0m" in painted
    assert "\x1b[1mexamp\x1b[0m" in painted
    assert ANSI.sub("", painted).split("\n")[0] == plain.split("\n")[0]


def test_the_registrable_domain_is_bold_and_the_rest_is_not() -> None:
    painted = verdict_text(CHECKER.check("https://login.stranger.example/"), colour=True)
    assert "login.\x1b[1mstranger.example\x1b[0m" in painted


def test_chinese_labels_line_up() -> None:
    text = verdict_text(CHECKER.check("https://examp1ewallet.example/"), "zh")
    assert text.startswith("仿冒Example Wallet  评分 ")
    texts = [re.match(r"  (\S*)( +)", line) for line in text.split("\n")[1:]]
    starts = {width(match.group(0)) for match in texts if match and match.group(1)}
    assert len(starts) == 1


def test_marks_stand_under_wide_characters() -> None:
    line, below = Paint(False).marked("钱x包y", [True, False, True, True])
    assert (line, below) == ("钱x包y", "^^ ^^^")


@pytest.mark.parametrize(
    "raw",
    [
        "a\x1b[2Jb",
        "https://x.example/\u202egpj.exe",
        "\x9b31mx",
        "examplewallet\u200b.example",
        "\x07\x08\r\n x",
        "\ud800",
        "x\u2028y",
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_input_controls_the_terminal(raw: str, lang: str) -> None:
    verdict = CHECKER.check(raw)
    for colour in (False, True):
        text = ANSI.sub("", verdict_text(verdict, lang, colour=colour))
        assert all(line.isprintable() for line in text.split("\n"))
        text.encode("utf-8")


def test_hostile_details_are_escaped_too() -> None:
    evidence = Evidence("homograph", Family.RESEMBLANCE, 0.9, {"seen": "\x1b[2J\u202e"}, "b")
    contact = ContactPoint(
        "domain", "\x1b.example", "\x1b.example",
        (DomainName("\x1b.example", "example", "\x1b.example", ("\x1b",)),),
    )  # fmt: skip
    verdict = Verdict(
        Status.IMPERSONATION, 0.9, "\x1b.example", contact, None,
        Imitated(BrandRef("b", "\x1bB"), "domain", "\x1bb.example"), (evidence,),
    )  # fmt: skip
    text = verdict_text(verdict)
    assert all(line.isprintable() for line in text.split("\n"))


def test_a_very_long_input_is_cut_in_text_and_whole_in_json() -> None:
    raw = "x" * 100_000
    verdict = CHECKER.check(raw)
    assert len(verdict_text(verdict)) < 2000
    assert verdict.to_dict()["raw"] == raw


def test_columns_and_width() -> None:
    assert width("a钱\u0301") == 3
    assert columns([("a", "x"), ("钱", "y"), ("", "z")], Paint(False)) == [
        "  a   x",
        "  钱  y",
        "      z",
    ]


# -- JSON -----------------------------------------------------------------------------------------

KEYS = [
    "schema",
    "status",
    "score",
    "kind",
    "raw",
    "canonical",
    "brand",
    "imitates",
    "evidence",
    "assurance",
    "problem",
    "readings",
    "advice",
    "directory_version",
]


@pytest.mark.parametrize(
    "raw", ["examplewallet.example", "examp1ewallet.example", "stranger.example", "", "\ud800"]
)
def test_every_answer_has_the_fields_of_schema_1(raw: str) -> None:
    verdict = CHECKER.check(raw)
    found = verdict.to_dict()
    assert list(found) == KEYS
    assert found["schema"] == 1
    assert found["raw"] == raw
    assert found["advice"] == verdict.advice("en")
    assert found == verdict_dict(verdict)
    assert json.loads(dumps(found)) == found


def test_an_official_answer_in_json() -> None:
    found = CHECKER.check("https://examplewallet.example/").to_dict("zh")
    assert found["status"] == "official"
    assert found["score"] == 0
    assert found["kind"] == "url"
    assert found["brand"] == {"id": "examplewallet", "name": "Example Wallet"}
    assert found["imitates"] is None
    assert found["assurance"]["level"] == "own"
    assert found["problem"] is None
    assert found["directory_version"] == DIRECTORY.version


def test_an_impersonation_in_json() -> None:
    found = CHECKER.check("examp1ewallet.example").to_dict()
    assert found["brand"] is None
    assert found["imitates"] == {
        "brand": {"id": "examplewallet", "name": "Example Wallet"},
        "kind": "domain",
        "value": "examplewallet.example",
    }
    first = found["evidence"][0]
    assert list(first) == ["code", "family", "strength", "details"]
    assert (first["code"], first["family"]) == ("homograph", "resemblance")


def test_an_invalid_answer_in_json() -> None:
    found = CHECKER.check("").to_dict()
    assert (found["status"], found["kind"], found["canonical"]) == ("invalid", None, None)
    assert found["problem"] == {"code": "empty", "details": {}}


def test_assurance_and_tuples_become_plain_json() -> None:
    verdict = Verdict(
        Status.OFFICIAL, 0.0, "x",
        ContactPoint("phone", "x", "x", readings=("phone:95588",)),
        BrandRef("b", "B"),
        evidence=(Evidence("bait", Family.BAIT, 0.123456, {"words": ("a", "b"), "n": 1}),),
        assurance=Assurance("brand", "2026-11-01", "2027-11-01", ("page",), True),
    )  # fmt: skip
    found = verdict.to_dict()
    assert found["assurance"] == {
        "level": "brand",
        "tier": "vouches",
        "verified_on": "2026-11-01",
        "review_by": "2027-11-01",
        "sources": ["page"],
        "stale": True,
    }
    assert found["evidence"][0]["details"] == {"words": ["a", "b"], "n": 1}
    assert found["evidence"][0]["strength"] == 0.1235
    assert found["readings"] == ["phone:95588"]


@pytest.mark.parametrize(
    "raw",
    ["a\u2028b\u0085c\nd", "\ud800\udc00", "\ud800", "\x9b\x7f\u202e", "\U000e0041", "钱包🙂"],
)
@pytest.mark.parametrize("ascii_only", [False, True])
def test_one_answer_is_one_printable_line(raw: str, ascii_only: bool) -> None:
    line = dumps({"raw": raw}, ascii_only=ascii_only)
    assert line.isprintable()
    assert len(line.splitlines()) == 1
    line.encode("ascii" if ascii_only else "utf-8")
    back = json.loads(line)["raw"]
    # Two lone halves that meet in JSON are one character: JSON has no other way to write them.
    assert back == raw.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def test_chinese_stays_readable_in_json() -> None:
    assert dumps({"a": "钱包"}) == '{"a": "钱包"}'


# -- brands ---------------------------------------------------------------------------------------


def test_a_brand_is_shown_with_everything_listed() -> None:
    brand = DIRECTORY.brands["examplewallet"]
    assert brand_line(brand).split() == ["examplewallet", "Example", "Wallet", "2", "示例钱包"]
    text = brand_text(brand)
    assert "examplewallet.example" in text
    assert "+18005550142" in text
    found = brand_dict(brand)
    assert [c["value"] for c in found["contacts"]] == ["examplewallet.example", "+18005550142"]
    assert json.loads(dumps(found)) == found


TEXTS = st.text(alphabet='a"\\/\u202e\ud800钱 ', max_size=4)
PLAIN = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(-1, 1), TEXTS)
VALUES = st.one_of(
    PLAIN, st.lists(PLAIN, max_size=2), st.dictionaries(TEXTS, st.lists(PLAIN, max_size=1))
)


@given(st.dictionaries(TEXTS, VALUES, max_size=3), st.booleans())
def test_a_line_written_without_the_json_module_is_the_same(
    value: dict[str, object], ascii_only: bool
) -> None:
    assert line_of(value, ascii_only=ascii_only) == dumps(value, ascii_only=ascii_only)
