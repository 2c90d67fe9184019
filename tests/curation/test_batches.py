"""Batches of the tail are made of what two lists give and a machine found in their pinned files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ringtrue.cli import main
from ringtrue.curation import batches, importers
from ringtrue.curation.batches import Made, make, unfound, write
from ringtrue.curation.citations import Mirrors
from ringtrue.directory import imported
from ringtrue.directory.imported import ListSource, read_batches

ONE = ListSource("one", "one-list", "1.0", "B", "MIT", "*", "one", "list.json#{}", "line")
TWO = ListSource("two", "two-list", "2.0", "B", "MIT", "domain x phone", "two", "{}", "line")
COPY = ListSource("copy", "copied-list", "1.0", "B", "MIT", "*", "one", "{}", "line")
REGISTRY = ListSource("registry", "registry", "1.0", "A", "CC0-1.0", "main", "state", "{}", "line")
SOURCES = {row.batch: row for row in (ONE, TWO, COPY, REGISTRY)}
RECORDS = {
    "Q1": {"name": "Brovantis", "website": "https://brovantis.example", "twitter": "brovantis"},
    "Q2": {"name": "Zanquero", "website": "https://zanquero.example", "facebook": "shared"},
    "Q3": {"name": "Vexandrik", "website": "https://vexandrik.example", "facebook": "shared"},
    "Q4": {"name": "City of Brovantis", "website": "https://city.example"},
}
TABLE = (
    "brovantis.example\nhttps://zanquero.example/\nvexandrik.example\ncity.example x: townhall\n"
)
HEAD = "brand_id,brand_name,kind,value,source,date,grade,corroborated_by\n"


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder, name, text in (
        ("one-list@1.0", "list.json", json.dumps(RECORDS)),
        ("two-list@2.0", "table.txt", TABLE),
        ("copied-list@1.0", "copy.txt", TABLE),
        ("registry@1.0", "names.csv", "city.example,City of Brovantis\n"),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(text)
    for module in (batches, imported):
        monkeypatch.setattr(module, "list_sources", lambda: SOURCES)
    return tmp_path


def made(mirror: Path, *rows: str, without: str = "") -> Made:
    path = mirror / "rows.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n")
    found = importers.read("rows", [str(path)], today="2026-12-01")
    return make(found, Mirrors(mirror), without)


def given(made: Made) -> set[tuple[str, str, str, str]]:
    return {(b, r.domain, r.kind, r.value) for b, rows in made.batches.items() for r in rows}


BROVANTIS = "b,Brovantis,domain,brovantis.example,one-list@1.0:Q1,2026-09,B,"
AGREED = f"{BROVANTIS}B two-list@2.0:table.txt 2026-08"


def test_two_lists_that_agree_bring_a_brand_in(mirror: Path) -> None:
    x = "b,Brovantis,x,brovantis,one-list@1.0:Q1,2026-09,B,"
    result = made(mirror, AGREED, x)
    assert given(result) == {
        ("one", "brovantis.example", "domain", "brovantis.example"),
        ("two", "brovantis.example", "domain", "brovantis.example"),
        ("one", "brovantis.example", "x", "brovantis"),
    }
    row = next(r for r in result.batches["one"] if r.kind == "x")
    assert (row.path, row.place) == ("list.json#Q1", "/Q1/twitter")


@pytest.mark.parametrize(
    "row",
    [
        BROVANTIS,  # one list alone
        f"{BROVANTIS}B copied-list@1.0:copy.txt 2026-08",  # a copy is no second owner
        f"{BROVANTIS}B nobodys-list@1.0:a.txt 2026-08",  # a list that is not on the table
        f"{BROVANTIS}B two-list@9.9:table.txt 2026-08",  # another revision
        f"{BROVANTIS}B two-list@2.0:no-such.txt 2026-08",  # a file that is not there
        f"{BROVANTIS}B two-list@2.0:../one-list@1.0/list.json 2026-08",  # out of the mirror
        "b,B,domain,nowhere.example,one-list@1.0:Q1,2026-09,B,B two-list@2.0:table.txt 2026",
    ],
)
def test_what_is_not_agreed_or_not_found_stays_out(row: str, mirror: Path) -> None:
    result = made(mirror, row)
    assert given(result) == set()
    assert result.left


def test_a_value_that_its_record_does_not_hold_stays_out(mirror: Path) -> None:
    other = "b,Brovantis,x,somebody_else,one-list@1.0:Q1,2026-09,B,"
    number = "b,Brovantis,phone,+49301,one-list@1.0:Q1,2026-09,B,"
    result = made(mirror, AGREED, other, number)
    assert {kind for _, _, kind, _ in given(result)} == {"domain"}
    assert result.left["not found where it is cited"] == 1
    assert result.left["a number that nobody can have"] == 1


def test_an_account_that_lists_give_to_two_brands_stays_out(mirror: Path) -> None:
    rows = [
        f"{key},{name},{kind},{value},one-list@1.0:{key},2026-09,B,{more}"
        for key, name in (("Q2", "Zanquero"), ("Q3", "Vexandrik"))
        for kind, value, more in (
            ("domain", f"{name.lower()}.example", "B two-list@2.0:table.txt 2026-08"),
            ("facebook", "shared", ""),
        )
    ]
    result = made(mirror, *rows)
    assert {kind for _, _, kind, _ in given(result)} == {"domain"}
    assert result.left["given to several brands"] == 2


def test_a_kind_for_which_a_list_is_not_taken_stays_out(mirror: Path) -> None:
    mail = "b,Brovantis,email,a@brovantis.example,two-list@2.0:table.txt,2026-09,B,"
    assert made(mirror, AGREED, mail).left["a kind for which this list is not taken"] == 1


def test_unwanted_names_stay_out_unless_a_registry_lists_them(mirror: Path) -> None:
    city = "c,City of Brovantis,domain,city.example,one-list@1.0:Q4,2026-09,B,"
    plain = f"{city}B two-list@2.0:table.txt 2026-08"
    assert given(made(mirror, plain, without="city of")) == set()
    official = f"{city}A registry@1.0:names.csv 2026-08"
    assert {batch for batch, *_ in given(made(mirror, official, without="city of"))} == {
        "one", "registry",
    }  # fmt: skip


def test_what_is_written_is_read_again_and_holds_until_its_file_changes(mirror: Path) -> None:
    write(made(mirror, AGREED), mirror / "imported", "2026-12-01", "ringtrue import rows")
    (one, two) = read_batches(mirror / "imported")
    assert (one.source, one.head["licence"], len(two.rows)) == ("one-list@1.0", "MIT", 1)
    assert unfound(one, Mirrors(mirror)) == []
    (mirror / "one-list@1.0" / "list.json").write_text("{}")
    assert unfound(one, Mirrors(mirror)) == list(one.rows)
    assert unfound(two, Mirrors(mirror / "elsewhere")) == list(two.rows)


def test_the_commands(mirror: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = mirror / "rows.csv"
    path.write_text(f"{HEAD}{AGREED}\n")
    folder = mirror / "lists"
    order = ["import", "rows", str(path), "--batches", str(folder / "imported")]
    assert main(order) == 2, "every citation is opened: mirrors are needed"
    assert main([*order, "--mirror", str(mirror)]) == 0
    assert "2 batches with 2 rows of 1 brands" in capsys.readouterr().out
    assert main(["batches", str(folder)]) == 1, "no sample yet"
    assert main(["batches", str(folder), "--renew", "--mirror", str(mirror)]) == 0
    out, err = capsys.readouterr()
    assert "admitted" in out
    assert "2 of 2 citations were opened and hold their value" in err
    assert "of 0 accounts that two lists name, 0 are named alike" in err
    assert "1 unreviewed brands with 1 contacts, 1 of them with a protected name" in err
    (mirror / "two-list@2.0" / "table.txt").write_text("nothing")
    assert main(["batches", str(folder), "--mirror", str(mirror)]) == 1
    assert "two brovantis.example domain brovantis.example: not found" in capsys.readouterr().out
