"""The commands that keep lists: import, new, review, schema, lint with its options, --known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ringtrue import Directory
from ringtrue.cli import main
from ringtrue.curation.importers import FORMATS

ROWS = [("examplewallet", "Example Wallet", "domain", "examplewallet.example")]
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _own_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    own = Directory.from_rows(ROWS)
    monkeypatch.setattr(Directory, "default", classmethod(lambda cls: own))


def run(capture: Capture, *arguments: object) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    out = capture.readouterr()
    return code, out.out, out.err


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "rows.csv"
    path.write_text(
        "brand,kind,value\nAcme,domain,acme.example\nAcme,x,acme\nBee,domain,examplewalet.example\n"
    )
    return path


def test_from_a_list_to_a_reviewed_file(tmp_path: Path, rows: Path, capsys: Capture) -> None:
    folder = tmp_path / "proposals"
    code, out, err = run(capsys, "import", "rows", rows, "--propose", folder, "--only", "ACME")
    assert code == 0
    assert "1 files with 2 contacts to review" in out
    assert f"ringtrue lint {folder}" in err
    assert [path.name for path in folder.iterdir()] == ["acme.toml"]
    code, out, err = run(capsys, "lint", folder)
    assert code == 1
    assert "acme.toml:8: proposed: a program has proposed this file" in out
    code, out, err = run(capsys, "check", "acme.example", "--allowlist", folder)
    assert code == 2
    assert "nobody has reviewed" in err
    file = folder / "acme.toml"
    text = file.read_text().replace("proposed = true\n", "").replace('"todo"', '"bank"')
    file.write_text(text.replace('"unverified"', '"active"').replace('grade = "C"', 'grade = "B"'))
    assert run(capsys, "lint", folder)[0] == 0
    assert run(capsys, "check", "acme.example", "--allowlist", folder)[0] == 0


def test_rows_that_cannot_be_used_are_told_and_kept(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("brand,kind,value\nAcme,domain,\nAcme,pigeon,a\nAcme,pigeon,b\nA,x,acme\n")
    code, _, err = run(capsys, "import", "rows", path, "--propose", tmp_path / "p")
    assert code == 1
    assert "3 rows could not be used" in err
    assert "2 × 'pigeon' is no kind that ringtrue lists, first rows.csv:3: 'a'" in err
    kept = (tmp_path / "p" / "unread.tsv").read_text().splitlines()
    assert [line.split("\t")[0] for line in kept] == [
        "where",
        "rows.csv:2",
        "rows.csv:3",
        "rows.csv:4",
    ]


def test_known_names_from_a_list_to_a_check(tmp_path: Path, rows: Path, capsys: Capture) -> None:
    known = tmp_path / "known.txt"
    assert run(capsys, "check", "examplewalet.example")[0] == 1
    code, out, _ = run(capsys, "import", "rows", rows, "--known", known)
    assert (code, out) == (0, f"3 known names in {known}\n")
    assert run(capsys, "check", "examplewalet.example", "--known", known)[0] == 3
    page = tmp_path / "page.txt"
    page.write_text("see https://examplewalet.example/ today")
    assert run(capsys, "scan", page)[0] == 1
    assert run(capsys, "scan", page, "--known", known)[0] == 3
    code, _, err = run(capsys, "check", "a.example", "--known", rows)
    assert code == 2
    assert "no table of known names" in err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["rows", "{rows}"], "--propose"),
        (["xml", "{rows}", "--known", "k"], "wikidata"),
        (["rows", "none.csv", "--known", "k"], "download it first"),
        (["rows", "{rows}", "--known", "no/such/folder/k"], "cannot write"),
    ],
)
def test_import_that_was_not_understood(
    rows: Path, capsys: Capture, arguments: list[str], says: str
) -> None:
    code, out, err = run(capsys, "import", *(a.format(rows=rows) for a in arguments))
    assert (code, out) == (2, "")
    assert says in err


def test_the_help_page_names_every_format(capsys: Capture) -> None:
    code, out, _ = run(capsys, "import", "--help")
    assert code == 0
    for item in FORMATS:
        assert f"  {item.name:14} {item.summary}\n" in out


def test_new_and_what_lint_says_of_it(tmp_path: Path, capsys: Capture) -> None:
    code, out, err = run(capsys, "new", "Example Bank (EX)", "--dir", tmp_path)
    path = tmp_path / "example-bank-ex.toml"
    assert (code, out) == (0, f"{path}\n")
    assert f"ringtrue lint {path}" in err
    code, out, _ = run(capsys, "lint", path)
    assert code == 1
    assert len(out.splitlines()) == 4
    before = path.read_bytes()
    code, _, err = run(capsys, "new", "Example Bank (EX)", "--dir", tmp_path)
    assert code == 2
    assert "exists already" in err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["例子银行"], "--id"),
        (["Acme", "--id", "../x"], "--id"),
        (["Acme", "--id", "Acme"], "--id"),
        (["Acme", "--dir", "nowhere"], "no such folder"),
    ],
)
def test_new_that_cannot_be_made(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
    arguments: list[str],
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = run(capsys, "new", *arguments)
    assert code == 2
    assert says in err
    assert not list(tmp_path.iterdir())


def test_new_with_an_id_for_a_name_without_latin_letters(tmp_path: Path, capsys: Capture) -> None:
    assert run(capsys, "new", "例子银行", "--id", "lizi-bank", "--dir", tmp_path)[0] == 0
    assert 'name = "例子银行"' in (tmp_path / "lizi-bank.toml").read_text(encoding="utf-8")


def test_review_in_text_and_json(tmp_path: Path, capsys: Capture) -> None:
    run(capsys, "new", "Acme", "--dir", tmp_path)
    file = tmp_path / "acme.toml"
    text = file.read_text().replace("todo.invalid", "acme.example")
    assert 'status = "unverified"' in text, "a scaffold vouches for nothing"
    text = text.replace("proposed = true\n", "")
    file.write_text(text.replace('status = "unverified"', 'status = "active"'))
    late = ["--today", "2099-01-01"]
    code, out, err = run(capsys, "review", tmp_path, *late)
    assert code == 1
    assert "to be checked again" in out
    assert "acme.example" in out
    assert "1 expire within 30 days, 0 unverified, 1 with one witness" in err
    code, out, _ = run(capsys, "review", tmp_path, *late, "--json")
    objects = [json.loads(line) for line in out.splitlines()]
    assert [(o["schema"], o["why"], o["value"]) for o in objects] == [
        (1, "expires", "acme.example"),
        (1, "one_source", "acme.example"),
    ]
    assert objects[0]["days"] < 0
    assert run(capsys, "review")[0] == 0
    code, _, err = run(capsys, "review", tmp_path / "none")
    assert code == 2
    assert "cannot be read" in err


def test_schema_is_printed(capsys: Capture) -> None:
    code, out, _ = run(capsys, "schema", "allowlist")
    assert code == 0
    assert json.loads(out)["title"] == "ringtrue allowlist"
    assert run(capsys, "schema", "nonsense")[0] == 2


def test_lint_with_a_deny_list_and_as_json(tmp_path: Path, capsys: Capture) -> None:
    run(capsys, "new", "Acme", "--dir", tmp_path)
    deny = tmp_path / "deny.txt"
    deny.write_text("acme.example\nnot a contact\n")
    file = tmp_path / "acme.toml"
    file.write_text(file.read_text().replace("todo.invalid", "acme.example"))
    code, out, err = run(capsys, "lint", tmp_path, "--deny", deny, "--json")
    assert code == 1
    found = [json.loads(line) for line in out.splitlines()]
    assert "'acme.example' is denied (deny.txt:1)" in [row["message"] for row in found]
    assert {"schema", "file", "line", "field", "message", "remedy"} == set(found[0])
    assert "1 entries of the deny lists are no contacts, the first at deny.txt:2" in err
    code, _, err = run(capsys, "lint", tmp_path, "--deny", tmp_path / "none")
    assert code == 2
    assert "cannot be read" in err
