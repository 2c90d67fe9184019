"""Importing files that are broken or hostile: nothing ends the run, caps hold."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import pytest
from importing import TODAY, read, write

from ringtrue.curation import importers
from ringtrue.curation.importers import FORMATS, base, rows, yaml_texts
from ringtrue.errors import AllowlistError


@pytest.mark.parametrize("name", [item.name for item in FORMATS])
@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\x00\x01\x02", b"\xff\xfe\xfd", b"[" * 100_000, b'{"a":' * 50_000, b"{}", b"[]",
        b"null", b'"text"', b"[[[]]]", b"[null, 7, []]", b"- - - -", b"a: &a [*a, *a]",
        b"\x1f\x8b not packed", b"brand,kind,value\n" + b'"' * 9999, b"BEGIN:VCARD\nTEL:\nEND:X",
        b'{"wikidata": {"Q1": 7, "Q2": {"label": "A", "identities": {"website": [1, {}]}}}}',
        b'{"fuzzylist": 7, "whitelist": [[], {}]}', b'[["Acme", {"domain": 7}], ["B"]]',
        b'{"slug": "a", "name": "A", "web": {"a": 1}, "phone": [[1]]}',
        b'{"id": "Q1", "claims": {"P856": {"a": 1}}, "labels": {"en": 7}, "aliases": []}',
        b'{"primary": 7, "ccTLDs": [], "applinks": {"details": {"a": 1}}}',
    ],
)  # fmt: skip
def test_no_file_ends_the_run(tmp_path: Path, name: str, raw: bytes) -> None:
    path = tmp_path / "hostile"
    path.write_bytes(raw)
    good = write(tmp_path, "good", {"fuzzylist": ["acme.example"]})
    found, unread = read(name, path, ref="https://acme.example/.well-known/security.txt")
    assert found or unread  # a file of another format is told, never passed over
    assert all(row.where and row.why for row in unread)
    assert [row.value for row in read("metamask", good)[0]] == ["acme.example"]
    assert len(found) <= 2


def test_files_are_capped(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.gz"
    bomb.write_bytes(gzip.compress(b" " * 5_000_000))
    with pytest.raises(AllowlistError, match="more than 1 MiB"):
        base.read_bytes(str(bomb), 1 << 20)
    cards = write(tmp_path, "big.yaml", "basic:\n" + "  a: b\n" * 400_000)
    _, (unread,) = read("vcards", cards)
    assert "more than 1 MiB" in unread.why


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    _, (unread,) = read("rows", tmp_path / "none.csv")
    assert "cannot be read" in unread.why


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(AllowlistError, match="wikidata"):
        list(importers.read("xml", [], today=TODAY))


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1", "a: *x", "a: !!python/object:os.system x", "a: !x y", "a:\n\tb: c",
        "a: 1\na: 2",
        "a:\n   b: c\n  d: e", "a: 'open", "\n".join(f"{' ' * n}a{n}:" for n in range(30)),
        "[" * 50_000, "{a: " * 50_000, "a: 1\n---\nb: 2", "? [x]\n: y", "a: \x00", "a: @b",
        "a: `b`",
        "a: &l [x, x]\nb: &m [*l, *l]\nc: [*m, *m]",
    ],
)  # fmt: skip
def test_yaml_that_could_do_harm_or_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="line"):
        yaml_texts.loads(text)


def test_yaml_as_texts() -> None:
    text = "---\n# c\na: 'x: y' # c\nb:\n- 007 # c\n- no\nc: https://a.example/#b\nd:\n"
    assert yaml_texts.loads(text) == {
        "a": "x: y", "b": ["007", "no"], "c": "https://a.example/#b", "d": "",
    }  # fmt: skip
    assert yaml_texts.loads("") == {}
    text = '"q k": "\\u4e2d"\nf: [1, 0x10]\nt: |\n  one\n  two\nu: >-\n  a\n  b'
    assert yaml_texts.loads(text) == {
        "q k": "中", "f": ["1", "0x10"], "t": "one\ntwo\n", "u": "a b",
    }  # fmt: skip


def test_without_the_library_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(AllowlistError, match=r"ringtrue\[lists\]"):
        yaml_texts.loads("a: b")


def test_a_record_of_a_csv_file_takes_few_lines() -> None:
    assert rows._span(['"a'] + ["b"] * 100, 0) == 0
    assert rows._span(['"a', 'b"', "c"], 0) == 2
