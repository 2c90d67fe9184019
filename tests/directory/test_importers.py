"""Importers: what each format yields, and that hostile or broken files cost a line, not the run."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from ringtrue.directory import importers
from ringtrue.directory.importers import FORMATS, Proposal, Unread, base, plain_yaml, rows
from ringtrue.errors import AllowlistError

TODAY = "2026-11-23"


def read(name: str, path: Path, **more: str) -> tuple[list[Proposal], list[Unread]]:
    found = list(importers.read(name, [str(path)], today=TODAY, **more))
    return (
        [item for item in found if isinstance(item, Proposal)],
        [item for item in found if isinstance(item, Unread)],
    )


def write(folder: Path, name: str, content: Any) -> Path:
    path = folder / name
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return path


def short(found: list[Proposal]) -> list[tuple[str, str, str]]:
    return [(item.kind, item.value, item.grade) for item in found]


# -- rows -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", 'brand,kind,value\n"Acme, Ltd",domain,acme.example\n'),
        ("a.tsv", "brand\tkind\tvalue\nAcme, Ltd\tdomain\tacme.example\n"),
        ("semicolon.csv", "Brand;Kind;Value\nAcme, Ltd;domain;acme.example\n"),
        ("bom.csv", '\ufeffbrand,kind,value\r\n"Acme, Ltd",domain,acme.example\r\n'),
        ("a.json", '[{"name": "Acme, Ltd", "type": "domain", "contact": "acme.example"}]'),
        ("lines.json", '{"brand": "Acme, Ltd", "kind": "domain", "value": "acme.example"}\n'),
    ],
)
def test_rows_of_any_shape(tmp_path: Path, name: str, text: str) -> None:
    found, unread = read("rows", write(tmp_path, name, text))
    assert not unread
    (row,) = found
    assert (row.name, row.kind, row.value, row.grade) == (
        "Acme, Ltd", "domain", "acme.example", "C",
    )  # fmt: skip
    assert row.ref.startswith(f"{name}@sha256-")
    assert row.date == f"undated, read {TODAY}"


def test_rows_in_everyday_words(tmp_path: Path) -> None:
    text = (
        "品牌,类型,联系方式\n例子钱包,官网,https://example.org/\n例子钱包,微信号,lizi_kefu\n"
        "例子钱包,客服电话,400-820-8821\n例子钱包,Twitter,@lizi\n例子钱包,E-mail,a@example.org\n"
    )
    wide = tmp_path / "wide.csv"
    wide.write_bytes(text.encode("utf-16"))  # what spreadsheets call Unicode text
    for path in (write(tmp_path, "a.csv", text), wide):
        found, unread = read("rows", path)
        assert [row.kind for row in found] == ["website", "wechat", "phone", "x", "email"]
        assert not unread


def test_columns_of_rows_carry_their_own_source(tmp_path: Path) -> None:
    text = (
        "brand_id\tbrand_name\taliases\tkind\tvalue\tregion\tsource\tevidence\tdate\tgrade\n"
        "acme\tAcme\tAKME; 阿克米\tphone\t95599\tCN\tacme/app@1:README.md\t95599\t2026-05\tA2\n"
    )
    ((row,), _) = read("rows", write(tmp_path, "facts.tsv", text), ref="not used")
    assert (row.entity, row.aliases, row.region) == ("acme", ("AKME", "阿克米"), "CN")
    assert (row.ref, row.date, row.grade) == ("acme/app@1:README.md", "2026-05", "A2")


def test_a_broken_row_costs_itself_only(tmp_path: Path) -> None:
    text = (
        "brand,kind,value\n"
        'Acme,domain,"acme.example\n'  # never closed
        "Acme,domain\n"
        "Acme,,acme.example\n"
        "Acme,domain,good.example\n"
    )
    found, unread = read("rows", write(tmp_path, "a.csv", text))
    assert [row.value for row in found] == ["good.example"]
    assert [row.where for row in unread] == ["a.csv:2", "a.csv:3", "a.csv:4"]
    assert "quotation" in unread[0].why
    found, unread = read(
        "rows", write(tmp_path, "b.json", '{"brand":"A","kind":"x","value":"acme"}\n{"a\n[1]\n')
    )
    assert len(found) == 1
    assert [row.where for row in unread] == ["b.json:2", "b.json:3"]


def test_a_quoted_field_may_span_lines(tmp_path: Path) -> None:
    text = 'brand,kind,value,quote\nAcme,domain,acme.example,"two\nlines"\nB,x,bee,\n'
    found, unread = read("rows", write(tmp_path, "a.csv", text))
    assert [row.quote for row in found] == ["two\nlines", ""]
    assert not unread


def test_rows_without_the_columns_are_refused(tmp_path: Path) -> None:
    found, (unread,) = read("rows", write(tmp_path, "a.csv", "brand,value\nAcme,acme.example\n"))
    assert not found
    assert "no column kind" in unread.why
    assert unread.where.endswith("a.csv:1")


def test_an_unknown_grade_is_no_grade(tmp_path: Path) -> None:
    text = "brand,kind,value,grade\nAcme,domain,acme.example,A+\n"
    found, (unread,) = read("rows", write(tmp_path, "a.csv", text))
    assert not found
    assert "A+" in unread.why


# -- published lists ------------------------------------------------------------------------------


def test_metamask_tells_names_to_protect_from_names_not_to_flag(tmp_path: Path) -> None:
    config = {
        "version": 2,
        "fuzzylist": ["acme.example"],
        "whitelist": ["stranger.example", 7],
        "blacklist": ["hostile.example"],
    }
    found, unread = read("metamask", write(tmp_path, "config.json", config))
    assert [(row.value, row.only_known) for row in found] == [
        ("acme.example", False),
        ("stranger.example", True),
    ]
    assert len(unread) == 1
    _, (unread_one,) = read("metamask", write(tmp_path, "b.json", {"a": 1}))
    assert "fuzzylist" in unread_one.why


def test_nsi_grades_what_is_current_above_what_may_have_ended(tmp_path: Path) -> None:
    data = {
        "_meta": {"version": "8.0.1", "generated": "2026-09-18T19:50:18Z"},
        "wikidata": {
            "Q1": {
                "label": "Acme",
                "identities": {"website": "https://acme.example/", "twitter": "acme", "vk": "acme"},
                "officialWebsites": ["https://acme.example/", "https://old-acme.example/"],
            },
            "Q2": {"label": "Gone", "dissolutions": [{"date": "2020"}], "identities": {"x": "g"}},
            "Q3": {"identities": {"website": "https://nameless.example"}},
        },
    }
    found, unread = read("nsi", write(tmp_path, "wikidata.json", data))
    assert short(found) == [
        ("website", "https://acme.example/", "B"),
        ("x", "acme", "B"),
        ("website", "https://old-acme.example/", "C"),
    ]
    assert found[0].ref == "name-suggestion-index@8.0.1:dist/wikidata/wikidata.json#Q1"
    assert found[0].date == "2026-09-18"
    assert [row.value for row in unread] == ["acme", "Gone", "Q3"]


@pytest.mark.parametrize(
    "data",
    [
        {"Acme": {"domain": "acme.example", "additional-domains": ["acme.invalid"],
                  "contact": {"twitter": "acme", "email": "help@acme.example", "language": "de"},
                  "regions": ["au"]}},
        [["Acme", {"domain": "acme.example", "additional-domains": ["acme.invalid"],
                   "contact": {"twitter": "acme", "email": "help@acme.example"},
                   "regions": ["au"]}]],
    ],
)  # fmt: skip
def test_2factorauth_as_file_and_as_list(tmp_path: Path, data: Any) -> None:
    found, unread = read("2factorauth", write(tmp_path, "acme.json", data))
    assert short(found) == [
        ("website", "acme.example", "B"),
        ("website", "acme.invalid", "B"),
        ("x", "acme", "B"),
        ("email", "help@acme.example", "B"),
    ]
    assert {row.entity for row in found} == {"acme.example"}
    assert found[0].region == "AU"
    assert not unread


def test_datenanfragen_says_whose_desk_it_is(tmp_path: Path) -> None:
    record = {
        "slug": "acme", "name": "Acme GmbH", "relevant-countries": ["de"], "phone": "030 90000",
        "email": "datenschutz@acme.example", "web": "https://acme.example", "quality": "scraped",
    }  # fmt: skip
    found, unread = read("datenanfragen", write(tmp_path, "acme.json", record))
    assert {row.kind: row.purpose for row in found}["email"] == "privacy officer"
    assert {row.grade for row in found} == {"C"}
    assert next(row for row in found if row.kind == "phone").region == "DE"
    assert not unread


def test_cards_keep_numbers_as_written(tmp_path: Path) -> None:
    text = (
        "basic:\n  organization: 示例银行\n  cellPhone:\n    - 95599\n    - number: 010-12345678\n"
        "      label: 总机\n    - 10690095599\n  workEmail:\n    - help@acme.example\n"
        "  url: https://www.acme.example/\n"
    )
    found, unread = read("vcards", write(tmp_path, "bank.yaml", text))
    assert [(row.kind, row.value, row.purpose) for row in found] == [
        ("phone", "95599", ""),
        ("phone", "010-12345678", "总机"),
        ("sms_sender", "10690095599", ""),
        ("email", "help@acme.example", ""),
        ("website", "https://www.acme.example/", ""),
    ]
    assert {row.region for row in found if row.kind == "phone"} == {"CN"}
    assert not unread


def test_vcf_cards(tmp_path: Path) -> None:
    text = (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Desk\r\nORG:Acme;Support\r\n"
        "item1.TEL;TYPE=work:+1 800\r\n  555 0142\r\nEMAIL:help@acme.example\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nURL:https://nobody.example\r\nEND:VCARD\r\n"
    )
    found, unread = read("vcards", write(tmp_path, "a.vcf", text))
    assert [(row.name, row.kind, row.value, row.grade) for row in found] == [
        ("Acme", "phone", "+1 800 555 0142", "C"),
        ("Acme", "email", "help@acme.example", "C"),
    ]
    assert [row.value for row in unread] == ["https://nobody.example"]


def test_vcf_cards_of_older_telephones(tmp_path: Path) -> None:
    name = "=E4=BE=8B=E5=AD=90=E9=92=B1=E5=8C=85"  # 例子钱包, cut in two lines below
    text = (
        f"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{name[:12]}=\n"
        f"{name[12:]}\nTEL;CELL:400-820-8820\nEND:VCARD\nBEGIN:VCARD\nFN:Acme\nTEL:1\n"
    )
    found, (unread,) = read("vcards", write(tmp_path, "a.vcf", text))
    assert [(row.name, row.value) for row in found] == [("例子钱包", "400-820-8820")]
    assert (unread.value, unread.why) == ("Acme", "has no END; give a whole card")


# -- Wikidata -------------------------------------------------------------------------------------


def claim(value: Any, rank: str = "normal", ended: str | None = None) -> dict[str, Any]:
    row: dict[str, Any] = {
        "mainsnak": {"snaktype": "value", "datavalue": {"value": value, "type": "string"}},
        "rank": rank,
    }
    if ended is not None:
        time = {"value": {"time": ended}} if ended else {}
        row["qualifiers"] = {"P582": [{"snaktype": "value", "datavalue": time}]}
    return row


def entity(number: int, claims: dict[str, Any], label: str = "Acme") -> dict[str, Any]:
    return {
        "id": f"Q{number}",
        "labels": {"en": {"language": "en", "value": label}},
        "aliases": {"zh": [{"language": "zh", "value": "阿克米"}]},
        "claims": claims,
    }


def dump(*entities: Any) -> bytes:
    lines = [json.dumps(item) if not isinstance(item, str) else item for item in entities]
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()


SITE = {"P856": [claim("https://acme.example")]}


@pytest.mark.parametrize(
    ("claims", "values"),
    [
        ([claim("a")], ["a"]),
        ([claim("a"), claim("b", "deprecated")], ["a"]),
        ([claim("a"), claim("b", "preferred"), claim("c", "preferred")], ["b", "c"]),
        ([claim("a"), claim("b", ended="+2024-03-28T00:00:00Z")], ["a"]),
        ([claim("a", ended="+2024-00-00T00:00:00Z")], []),
        ([claim("a", ended="+2099-01-01T00:00:00Z")], ["a"]),
        ([claim("a", ended="")], []),  # ended, nobody knows when
        ([claim("a"), claim("b", "preferred", ended="+2020-01-01T00:00:00Z")], ["a"]),
        ([{"mainsnak": {"snaktype": "novalue"}, "rank": "normal"}], []),
        ([claim("a", rank="odd"), None, 7], []),
    ],
)
def test_wikidata_honours_ranks_and_ends(
    tmp_path: Path, claims: list[Any], values: list[str]
) -> None:
    path = tmp_path / "dump.json"
    path.write_bytes(dump(entity(1, SITE | {"P2002": claims})))
    found, unread = read("wikidata", path)
    assert [row.value for row in found if row.kind == "x"] == values
    assert found[0].aliases == ("阿克米",)
    assert not unread


def test_wikidata_is_read_packed_and_line_by_line(tmp_path: Path) -> None:
    gone = entity(2, SITE | {"P576": [claim({"time": "+2010-01-01T00:00:00Z"})]}, "Gone")
    path = tmp_path / "dump.json.gz"
    path.write_bytes(
        gzip.compress(dump(entity(1, SITE), gone, '{"P856" broken', entity(3, {}), entity(4, SITE)))
    )
    found, unread = read("wikidata", path)
    assert [row.entity for row in found] == ["Q1", "Q4"]
    assert [row.where for row in unread] == ["dump.json.gz:3", "dump.json.gz:4"]


def test_a_dump_that_ends_early_keeps_what_came_before(tmp_path: Path) -> None:
    packed = gzip.compress(dump(*(entity(n, SITE) for n in range(1, 4000))))
    path = tmp_path / "dump.json.gz"
    path.write_bytes(packed[: len(packed) // 2])
    found, unread = read("wikidata", path)
    assert len(found) > 100
    assert "whole file" in unread[-1].why


def test_a_line_of_any_length_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "dump.json"
    long = json.dumps(entity(1, SITE, "A" * 5000))
    path.write_bytes(dump(long, entity(2, SITE)))
    lines = [line for _, line in base.read_lines(str(path), 2000)]
    assert lines[1] is None
    assert b"Q2" in (lines[2] or b"")


# -- a brand's own files --------------------------------------------------------------------------

SECURITY = """\
# Our contacts
Contact: mailto:security@acme.example
Contact: tel:+1-800-555-0142
Contact: security@acme.example
Policy: https://acme.example/policy
Expires: {expires}T00:00:00Z
"""
ADDRESS = "https://acme.example/.well-known/security.txt"


def test_security_txt_is_the_word_of_the_host_it_was_read_at(tmp_path: Path) -> None:
    path = write(tmp_path, "security.txt", SECURITY.format(expires="2027-01-01"))
    found, unread = read("wellknown", path, ref=ADDRESS)
    assert short(found) == [
        ("email", "security@acme.example", "A"),
        ("phone", "+1-800-555-0142", "A"),
        ("url", "https://acme.example/policy", "A"),
    ]
    assert {(row.entity, row.ref) for row in found} == {("acme.example", ADDRESS)}
    assert [row.where for row in unread] == ["security.txt:4"]


@pytest.mark.parametrize(
    ("expires", "ref", "says"),
    [
        ("2026-11-22", ADDRESS, "expired"),
        ("2027-01-01", "", "whose it is"),
        ("2027-01-01", "https://co.uk/x", "names no host"),
        ("2027-01-01", "https://192.0.2.1/x", "names no host"),
    ],
)
def test_security_txt_without_a_host_or_past_its_end(
    tmp_path: Path, expires: str, ref: str, says: str
) -> None:
    path = write(tmp_path, "security.txt", SECURITY.format(expires=expires))
    found, (unread,) = read("wellknown", path, ref=ref)
    assert not found
    assert says in unread.why


def test_a_file_vouches_for_itself_weakly(tmp_path: Path) -> None:
    text = f"Canonical: {ADDRESS}\n" + SECURITY.format(expires="2027-01-01")
    found, _ = read("wellknown", write(tmp_path, "security.txt", text))
    assert {row.grade for row in found} == {"C"}


def test_other_well_known_files(tmp_path: Path) -> None:
    links = [
        {"target": {"namespace": "android_app", "package_name": "com.acme.app"}},
        {"target": {"namespace": "web", "site": "https://acme.example"}},
    ]
    found, _ = read("wellknown", write(tmp_path, "assetlinks.json", links), ref=ADDRESS)
    assert short(found) == [("play_package", "com.acme.app", "A")]
    sets = {"primary": "https://acme.example", "ccTLDs": {"https://acme.example": ["acme.invalid"]}}
    found, _ = read("wellknown", write(tmp_path, "rws.json", sets), ref=ADDRESS)
    assert [row.value for row in found] == ["https://acme.example", "acme.invalid"]
    apple = {"applinks": {"details": [{"appIDs": ["TEAM.com.acme"]}]}}
    found, (unread,) = read("wellknown", write(tmp_path, "aasa", apple), ref=ADDRESS)
    assert not found
    assert "bundle id" in unread.why


# -- hostile files --------------------------------------------------------------------------------


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
    found, unread = read(name, path, ref=ADDRESS)
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
        "a: &x 1", "a: *x", "a: !!python/object:os.system x", "a: [1, 2]", "a: {b: c}", "a: |\n  x",
        "a: >\n  x", "- ", "a:\n\tb: c", "a: 1\na: 2", "just text", "a:\n   b: c\n  d: e",
        "a: 'open", "\n".join(f"{' ' * n}a{n}:" for n in range(30)), "x\n" * 30_000,
    ],
)  # fmt: skip
def test_yaml_that_is_not_plain_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="line"):
        plain_yaml.loads(text)


def test_plain_yaml() -> None:
    text = "---\n# c\na: 'x: y' # c\nb:\n- 007 # c\n- no\nc: https://a.example/#b\nd:\n"
    assert plain_yaml.loads(text) == {
        "a": "x: y", "b": ["007", "no"], "c": "https://a.example/#b", "d": "",
    }  # fmt: skip
    assert plain_yaml.loads("") == {}


def test_a_record_of_a_csv_file_takes_few_lines() -> None:
    assert rows._span(['"a'] + ["b"] * 100, 0) == 0
    assert rows._span(['"a', 'b"', "c"], 0) == 2
