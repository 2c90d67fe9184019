"""Importers: what each format yields, and that hostile or broken files cost a line, not the run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from importing import TODAY, read, short, write

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


def test_a_column_of_sites_needs_no_kind(tmp_path: Path) -> None:
    table = "symbol,name,website\nA,Acme,https://acme.example\nB,Nobody,\n"
    (found,), (unread,) = read("rows", write(tmp_path, "companies.csv", table))
    assert (found.kind, found.value, found.name) == ("website", "https://acme.example", "Acme")
    assert "no value" in unread.why


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
