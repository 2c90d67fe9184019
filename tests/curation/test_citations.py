"""Citations: what a pinned source must say, and what may not pass for it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ringtrue.cli import main
from ringtrue.curation.citations import (
    HOLDS,
    Citation,
    Mirrors,
    cited,
    found_in,
    read_results,
    verify,
)
from ringtrue.directory.allowlist import read, read_text, toml_files
from ringtrue.directory.schema import BrandFile, ContactRow
from ringtrue.errors import AllowlistError

SHIPPED = Path(__file__).parents[2] / "allowlists"
DAY = "2026-11-30"


def contact(kind: str, value: str, **more: Any) -> ContactRow:
    row = {"kind": kind, "value": value, "verified_on": DAY, "review_by": DAY, "sources": ["s"]}
    return msgspec.convert(row | more, type=ContactRow)


HELD = [
    ("domain", "example.com", '"website": "https://www.example.com/help"'),
    ("domain", "example.com", "mail comes from @news.example.com only"),
    ("host", "help.example.com", "see https://help.example.com."),
    ("host", "www.example.com", "https://example.com/"),
    ("url", "example.com/support", "at https://example.com/support/en"),
    ("domain", "xn--bcher-kva.example", "https://b\u00fccher.example"),
    ("email", "help@example.com", "Write to Help@Example.com, please."),
    ("phone", "+492281820", '"phone": "+49 228 1820"'),
    ("phone", "+18005550142", "call (800) 555-0142"),
    ("phone", "+442079460018", "020 7946 0018"),
    ("phone", "95588", "cellPhone: 95588"),
    ("x", "example", "https://twitter.com/Example"),
    ("facebook", "examplebank", '"facebook": "Example.Bank"'),
    ("medium", "pub/example", "https://medium.com/example"),
    ("appstore_id", "1278383455", "apps.apple.com/us/app/x/id1278383455"),
    ("play_package", "org.toshi", "details?id=org.toshi'"),
]
NOT_HELD = [
    ("domain", "example.com", "https://example.com.evil.test/", "a longer host"),
    ("domain", "example.com", "https://badexample.com/", "the end of another name"),
    ("domain", "example.com", "https://bad-example.com/", "the end of a hyphenated name"),
    ("domain", "example.com", "https://example.community/", "the start of another suffix"),
    ("host", "example.com", "https://shop.example.com/", "a host below it says nothing of itself"),
    ("host", "help.example.com", "https://example.com/help.example.co", "cut off"),
    ("url", "example.com/support", "https://example.com/about", "another path"),
    ("email", "help@example.com", "nohelp@example.com", "the end of another address"),
    ("email", "help@example.com", "help@example.com.evil.test", "a longer domain"),
    ("phone", "+492281820", "+49 228 18209", "a longer number"),
    ("phone", "95588", "order 1955880", "inside another number"),
    ("phone", "+18005550142", "+44 800 555 0142", "another country"),
    ("x", "example", '"domain": "example"', "no platform beside it"),
    ("x", "example", "https://twitter.com/example_help", "another account"),
    ("telegram", "example", "https://twitter.com/example", "another platform"),
    ("appstore_id", "127838345", "id1278383455", "the start of another id"),
    ("play_package", "org.toshi", "details?id=org.toshi.fake", "a longer package"),
]


@pytest.mark.parametrize(("kind", "value", "text"), HELD)
def test_a_value_is_found_as_it_is_written(kind: str, value: str, text: str) -> None:
    assert found_in([("L1", text, text)], contact(kind, value)) == "L1"


@pytest.mark.parametrize(("kind", "value", "text", "why"), NOT_HELD)
def test_what_only_contains_the_value_does_not_hold_it(
    kind: str, value: str, text: str, why: str
) -> None:
    assert found_in([("L1", text, text)], contact(kind, value)) is None, why


# -- mirrors --------------------------------------------------------------------------------------


def git(folder: Path, *arguments: str, day: str = "2024-05-01") -> str:
    moment = f"{day}T12:00:00+0000"
    names = {
        f"GIT_{who}_{what}": "t" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    env = names | {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment, "PATH": "/usr/bin:/bin"}
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(
        command, env=env, capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.fixture
def mirror(tmp_path: Path) -> tuple[Path, str, str]:
    """Mirrors with one repository: a commit on its main branch, and one of a stranger."""
    repository = tmp_path / "mirrors" / "owner+lists"
    repository.mkdir(parents=True)
    git(repository, "init", "-q", "-b", "main")
    (repository / "a.json").write_text('{"Acme": {"domain": "acme.example"}}')
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "one", day="2023-01-12")
    (repository / "b.txt").write_text("later")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "two", day="2026-08-04")
    good = git(repository, "rev-parse", "HEAD")
    git(repository, "checkout", "-qb", "fork")
    (repository / "a.json").write_text('{"Acme": {"domain": "acme-evil.example"}}')
    git(repository, "commit", "-qam", "three", day="2026-09-01")
    stranger = git(repository, "rev-parse", "HEAD")
    git(repository, "checkout", "-q", "main")
    package = tmp_path / "mirrors" / "pack@1.0"
    package.mkdir()
    (package / "list.json").write_text('{"w": {"Q1": {"url": "https://acme.example"}, "Q2": {}}}')
    return tmp_path / "mirrors", good, stranger


def one(ref: str, value: str, folder: Path | None, quote: str = "", grade: str = "B") -> Citation:
    source = {"id": "s", "ref": ref, "grade": grade, "date": "2026-01-01", "quote": quote}
    row = {"kind": "domain", "value": value, "verified_on": DAY, "review_by": DAY, "sources": ["s"]}
    plain = {"schema": 1, "id": "acme", "name": "Acme", "kind": ["bank"], "contacts": [row]}
    brand = msgspec.convert(plain | {"sources": [source]}, type=BrandFile)
    (result,) = verify(brand, Mirrors(folder), {})
    return result


def test_the_date_is_that_of_the_entry_and_not_of_the_repository(
    mirror: tuple[Path, str, str],
) -> None:
    folder, good, _ = mirror
    found = one(f"owner/lists@{good}:a.json", "acme.example", folder)
    assert (found.outcome, found.place, found.date) == ("found", "/Acme/domain", "2023-01-12")
    assert one(f"owner/lists@{good}:a.json", "other.example", folder).outcome == "absent"


def test_a_forks_commit_under_the_parents_name_is_a_stray(mirror: tuple[Path, str, str]) -> None:
    folder, _, stranger = mirror
    assert one(f"owner/lists@{stranger}:a.json", "acme-evil.example", folder).outcome == "stray"


def test_a_record_of_a_package_speaks_for_itself_alone(mirror: tuple[Path, str, str]) -> None:
    folder, *_ = mirror
    assert one("pack@1.0:list.json#Q1", "acme.example", folder).outcome == "found"
    assert one("pack@1.0:list.json#Q2", "acme.example", folder).outcome == "absent"


@pytest.mark.parametrize(
    "ref",
    [
        "pack@1.0:../../secret.txt",
        "pack@1.0:/etc/passwd",
        "owner/lists@--upload-pack=x:a.json",
        "owner/lists@HEAD:a.json",
        "../owner/lists@0123456789:a.json",
        "owner/none@0123456789:a.json",
    ],
)
def test_nothing_outside_the_mirrors_is_opened(ref: str, mirror: tuple[Path, str, str]) -> None:
    folder, *_ = mirror
    (folder.parent / "secret.txt").write_text("acme.example")
    assert one(ref, "acme.example", folder).outcome == "unopened"


def test_a_page_counts_by_its_kept_quote_and_the_brands_own_page_by_its_address() -> None:
    page = "https://www.acme.example/contact"
    assert one(page, "acme.example", None, grade="A").outcome == "quoted"
    assert one(page, "acme.example", None, grade="C").outcome == "unopened"
    assert one("https://news.example/", "acme.example", None, "at acme.example").outcome == "quoted"


# -- the shipped lists ----------------------------------------------------------------------------


def test_no_contact_vouches_without_a_source_that_was_seen_to_hold_it() -> None:
    results = read_results(SHIPPED / "opened.tsv")
    rows: set[tuple[str, str, str, str]] = set()
    for file in toml_files(SHIPPED):
        brand = read(read_text(file), str(file)).data
        keys: dict[tuple[str, str], list[tuple[str, str, str, str]]] = {}
        for row, source in cited(brand):
            key = (brand.id, row.kind, row.value + row.path, source.id)
            keys.setdefault((row.kind, row.value + row.path), []).append(key)
            rows.add(key)
        for row in brand.contacts:
            mine = keys[row.kind, row.value + row.path]
            assert all(key in results for key in mine), f"run verify-sources --mirror: {mine}"
            if row.status == "active":
                assert any(results[key].outcome in HOLDS for key in mine), mine
    assert rows == set(results), "run verify-sources --mirror: rows of what is listed no more"


def test_the_command_counts_and_keeps_what_no_mirror_holds(
    tmp_path: Path, mirror: tuple[Path, str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, good, _ = mirror
    lists = tmp_path / "lists"
    lists.mkdir()
    row = f'kind = "domain", value = "acme.example", verified_on = "{DAY}", review_by = "{DAY}"'
    source = f'id = "s", ref = "owner/lists@{good}:a.json", grade = "B", date = "2023"'
    (lists / "acme.toml").write_text(
        'schema = 1\nid = "acme"\nname = "Acme"\nkind = ["bank"]\n'
        f'contacts = [{{ {row}, sources = ["s"] }}]\nsources = [{{ {source} }}]\n'
    )
    assert main(["verify-sources", str(lists), "--mirror", str(folder)]) == 0
    assert "1 of 1 contacts that vouch were found in an opened source" in capsys.readouterr().err
    empty = tmp_path / "empty"
    empty.mkdir()
    assert main(["verify-sources", str(lists), "--mirror", str(empty)]) == 0
    assert main(["verify-sources", str(lists)]) == 0
    (lists / "opened.tsv").unlink()
    assert main(["verify-sources", str(lists)]) == 1
    assert "never opened" in capsys.readouterr().out


def test_a_damaged_result_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "opened.tsv"
    path.write_text("acme\tdomain\n")
    with pytest.raises(AllowlistError, match="verify-sources anew"):
        read_results(path)
