"""The lint: each row is one fault in an otherwise good file."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from ringtrue.curation.lint import Finding, lint
from ringtrue.model import Listed

SHIPPED = Path(__file__).parents[2] / "allowlists"

HEAD = """\
schema = 1
id = "{id}"
name = "{id} name"
kind = ["wallet"]
contacts = [
"""
ROW = {
    "kind": "domain",
    "value": "examplewallet.example",
    "region": "global",
    "status": "active",
    "verified_on": "2026-11-23",
    "review_by": "2027-05-22",
    "sources": "own",
}
TAIL = """\
]
sources = [
  { id = "own", ref = "example/app@0123abc:README.md", grade = "A", date = "2026-05-20" },
  { id = "weak", ref = "thirdweb@5.1:a.ts", grade = "C", date = "2026-11" },
]
"""


def row(**changes: str) -> str:
    fields = ROW | changes
    sources = fields.pop("sources")
    pairs = [f'{name} = "{value}"' for name, value in fields.items()]
    return "  { " + ", ".join([*pairs, f'sources = ["{sources}"]']) + " },\n"


WEAK = row(value="weak.example", status="unverified", sources="weak")


def write(folder: Path, rows: str, id: str = "examplewallet") -> Path:
    path = folder / f"{id}.toml"
    path.write_text(HEAD.format(id=id) + rows + WEAK.replace("weak.ex", f"weak-{id}.ex") + TAIL)
    return path


def test_a_good_file_is_silent(tmp_path: Path) -> None:
    write(tmp_path, row())
    assert lint([tmp_path]) == []


@pytest.mark.parametrize(
    ("rows", "field", "says"),
    [
        (row(value="co.uk"), "value", "public suffix"),
        (row(value="github.io"), "value", "public suffix"),
        (row(value="examplewallet.github.io"), "match", "strangers share"),
        (row(value="sites.google.com"), "match", "strangers share"),
        (row(value="Examplewallet.example"), "value", "write 'examplewallet.example'"),
        (row(value="examplе.example"), "value", "outside ASCII"),
        (row(value="xn--exampl-8of.example"), "value", "looks like"),
        (row(value="not a host"), "value", "correct the value"),
        (row(kind="phone", value="95588"), "region", "write its region"),
        (row(sources="weak"), "status", "unverified"),
        (row(sources="rumour"), "sources", "no source of this file"),
        (row(review_by="2026-11-22"), "review_by", "before verified_on"),
        (row(review_by="2027-05-23"), "review_by", "allows 180"),
        (row(colour="red"), "colour", "spelling"),
        (row() + row(), "value", "listed twice"),
    ],
)
def test_faults_of_one_contact(tmp_path: Path, rows: str, field: str, says: str) -> None:
    file = write(tmp_path, rows)
    found = lint([file])
    assert any(
        f.field.endswith(f".{field}") and f.line in (6, 7) and says in f"{f.message}; {f.remedy}"
        for f in found
    ), found
    assert {f.file for f in found} == {str(file)}


@pytest.mark.parametrize(
    ("kind", "value", "latest", "late"),
    [
        ("discord", "NKPM8TXFQk", "2027-01-22", "2027-01-23"),
        ("x", "examplewallet", "2027-02-21", "2027-02-22"),
        ("email", "help@examplewallet.example", "2027-05-22", "2027-05-23"),
        ("appstore_id", "6444625622", "2027-11-23", "2027-11-24"),
        ("firefox_addon_id", "app@examplewallet.example", "2027-11-23", "2027-11-24"),
    ],
)
def test_review_limits_by_kind(
    tmp_path: Path, kind: str, value: str, latest: str, late: str
) -> None:
    assert lint([write(tmp_path, row(kind=kind, value=value, review_by=latest))]) == []
    (found,) = lint([write(tmp_path, row(kind=kind, value=value, review_by=late))])
    assert found.field == "contacts[0].review_by"


def test_a_contact_and_a_name_have_one_owner(tmp_path: Path) -> None:
    write(tmp_path, row(), "first")
    second = write(tmp_path, row(), "second")
    second.write_text(second.read_text().replace("second name", "FIRST-name"))
    name, contact = lint([tmp_path])
    assert (name.line, name.field) == (3, "name")
    assert (contact.line, contact.field) == (6, "contacts[0].value")
    assert "also listed by 'first'" in contact.message


def test_where_no_name_is_protected_none_needs_a_second_sign(tmp_path: Path) -> None:
    file = write(tmp_path, row())
    plain = file.read_text().replace("\nkind", "\nprotects = false\nkind", 1)
    file.write_text(plain)
    assert lint([tmp_path]) == []
    file.write_text(plain.replace("\nkind", '\ncommon_names = ["example"]\nkind', 1))
    (found,) = lint([tmp_path])
    assert found.field == "protects"
    assert "drop common_names" in found.remedy


def test_sources_are_dated_and_cited(tmp_path: Path) -> None:
    file = write(tmp_path, row())
    text = file.read_text().replace('"2026-05-20"', '"recently"')
    extra = '  { id = "idle", ref = "a/b@1:c", grade = "B", date = "2026" },\n]\n'
    file.write_text(text.removesuffix("]\n") + extra)
    assert [(f.field, f.line) for f in lint([file])] == [
        ("sources[0].date", 10),
        ("sources[2].id", 12),
    ]


STATED = (
    'closed_channels = [\n  {{ channel = "{}", statement = "-", source = "{}", '
    'verified_on = "2026-11-23", review_by = "{}" }},\n]\n'
)
PHONE = row(kind="phone", value="+18005550142", region="US")


@pytest.mark.parametrize(
    ("rows", "stated", "field", "says"),
    [
        (row(), ("telefone", "own", "2027-11-23"), "channel", "write one of sms, outbound_call"),
        (row(), ("phone", "none", "2027-11-23"), "source", "add it"),
        (row(), ("phone", "own", "2029-11-23"), "review_by", "allows 365"),
        (row(), ("phone", "weak", "2027-11-23"), "source", "of grade C"),
        (PHONE, ("phone", "own", "2027-11-23"), "channel", "'outbound_call'"),
        (PHONE, ("outbound_call", "own", "2027-11-23"), "", ""),
        (PHONE, ("sms", "own", "2027-11-23"), "", ""),
        (row(), ("phone", "own", "2027-11-23"), "", ""),
    ],
)  # fmt: skip
def test_statements_about_channels(
    tmp_path: Path, rows: str, stated: tuple[str, str, str], field: str, says: str
) -> None:
    path = write(tmp_path, rows)
    text = path.read_text().replace("sources = [\n", STATED.format(*stated) + "sources = [\n", 1)
    path.write_text(text)
    found = [f for f in lint([tmp_path]) if f.field.startswith("closed_channels")]
    assert [f.field.rpartition(".")[2] for f in found] == ([field] if field else [])
    assert all(says in str(f) and f.line == text[: text.index("channel =")].count("\n") + 1
               for f in found)  # fmt: skip


WHOLE = (
    'complete = [\n  {{ kinds = [{}], source = "{}", '
    'verified_on = "2026-11-23", review_by = "{}" }},\n]\n'
)


@pytest.mark.parametrize(
    ("stated", "field", "says"),
    [
        (('"domain"', "own", "2027-05-22"), "", ""),
        (('"domain", "x"', "own", "2027-05-22"), "kinds", "a closed channel"),
        (('"domain", "domain"', "own", "2027-05-22"), "kinds", "stands there twice"),
        (('"domain"', "none", "2027-05-22"), "source", "add it"),
        (('"domain"', "weak", "2027-05-22"), "source", "of grade C"),
        (('"domain"', "own", "2027-05-23"), "review_by", "allows 180"),
    ],
)
def test_statements_that_nothing_is_missing(
    tmp_path: Path, stated: tuple[str, str, str], field: str, says: str
) -> None:
    path = write(tmp_path, row())
    text = path.read_text().replace("sources = [\n", WHOLE.format(*stated) + "sources = [\n", 1)
    path.write_text(text)
    found = [f for f in lint([tmp_path]) if f.field.startswith("complete")]
    assert [f.field.rpartition(".")[2] for f in found] == ([field] if field else [])
    assert all(says in str(f) and f.line == text[: text.index("kinds =")].count("\n") + 1
               for f in found)  # fmt: skip


def test_the_detectors_are_asked(tmp_path: Path) -> None:
    file = write(tmp_path, row())

    def judge(listed: Listed) -> list[str]:
        return ["other", "examplewallet"] if listed.value == ROW["value"] else []

    (found,) = lint([file], lambda brands: judge)
    assert "one of 'other'" in found.message
    assert str(found).startswith(f"{file}:6: contacts[0].value: ")


def test_what_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("id = ")
    broken, missing = lint([tmp_path / "broken.toml", tmp_path / "missing.toml"])
    assert (broken.line, missing.line) == (1, 1)
    assert "is no TOML" in broken.message
    assert isinstance(missing, Finding)
    assert lint([tmp_path / "nowhere"])[0].remedy
    (tmp_path / "empty").mkdir()
    assert "no allowlist" in lint([tmp_path / "empty"])[0].message


def test_many_brands_take_seconds(tmp_path: Path) -> None:
    for i in range(200):
        write(tmp_path, row(value=f"brand{i}wallet.example"), f"brand{i}")
    start = time.process_time()
    assert lint([tmp_path]) == []
    assert time.process_time() - start < 2


def test_the_shipped_files_are_clean() -> None:
    assert [str(finding) for finding in lint([SHIPPED])] == []
