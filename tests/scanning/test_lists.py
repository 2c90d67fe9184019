"""Lists of names of every shape: read, or refused with advice; one reader for every command."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from ringtrue.curation.denying import DenyList
from ringtrue.scanning.lists import ColumnMissing, entries, shape_of, why_no_name

A, B, C = "rnetamask.io", "plain-garden.example", "tokenpocket-support.example"
SHAPES = {
    "names": f"# a list\n{A}\n\n{B}\r\n{C}\n",
    "hosts": f"# block list\n127.0.0.1 localhost\n0.0.0.0 {A} {B} # note\n:: {C}\n",
    "adblock": f"[Adblock Plus 2.0]\n! t\n||{A}^\n||{B}^$third-party\n|https://{C}\n@@||ok.example^\n"
    "site.example##.ad\n",
    "dnsmasq": f"address=/{A}/0.0.0.0\nserver=/{B}/\nlocal=/{C}/\n",
    "unbound": "".join(f'local-zone: "{n}." always_nxdomain\n' for n in (A, B, C)),
    "proxy rules": f"DOMAIN-SUFFIX,{A}\nDOMAIN,{B},REJECT\nHOST-SUFFIX,{C},reject\n",
    "rank,name": f"1,{A}\n2,{B}\n3,{C}\n",
    "rank name": f"1 {A}\n2 {B}\n3 {C}\n",
    "id first": f"id,brand,domain\n7,Meta Mask,{A}\n8,Plain,{B}\n9,Token Pocket,{C}\n",
    "semicolons": f"domain;seen\n{A};2026\n{B};2026\n{C};2026\n",
    "tabs, headless": f"2026-11-01\t{A}\tx\n2026-11-02\t{B}\ty\n2026-11-03\t{C}\tz\n",
    "strokes": f"|a|{A}|\n|b|{B}|\n|c|{C}|\n",
    "quoted": f'"domain","note"\n"{A}","x, ""y"""\n"{B}","two\nlines"\n"{C}","z"\n',
    "unclosed": f'domain,note\n{A},"x\n{B},y\n{C},z\n',
    "zone": f"$TTL 60\n@ IN SOA a. b. 1 2 3 4 5\n{A}. IN NS x.\n\tIN NS y.\n"
    f"{B}.\t60\tin\ta\t192.0.2.1\n"
    f"$ORIGIN example.\n{C.removesuffix('.example')} 60 IN A 192.0.2.1\n",
    "response policy": "".join(f"{n} CNAME .\n*.{n} CNAME .\n" for n in (A, B, C)),
    "wild": f"*.{A}\n.{B}\n+.{C}\n",
    "defanged": f"{A.replace('.', '[.]')}\n{B.replace('.', '(.)')}\n"
    f"hxxps://{C.replace('.', '[dot]')}\n",
    "crt.sh": json.dumps(
        [{"issuer": 1, "common_name": A, "name_value": f"{A}\n*.{B}"}, {"name_value": C}]
    ),
    "certificate stream": "".join(
        json.dumps({"data": {"leaf_cert": {"all_domains": n}}}) + "\n" for n in ([A, B], [C])
    ),
    "strings": json.dumps([A, B, C], indent=1),
    "deny list": json.dumps({"version": 2, "whitelist": ["ok.example"], "blacklist": [A, B, C]}),
    "addresses": "".join(
        json.dumps({"id": 7, "url": f"https://{n}/"}) + "\n" for n in (A, B, C)
    ),
}  # fmt: skip


def bare(name: str) -> str:
    return name.removeprefix("https://").rstrip("/")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_read_whole(shape: str, encoding: str) -> None:
    found = list(entries(io.BytesIO(SHAPES[shape].encode(encoding))))
    names = [bare(entry.text) for entry in found if not entry.why]
    assert list(dict.fromkeys(names)) == [A, B, C]
    assert [entry.why for entry in found if entry.why] in ([], ["has no dot"])  # "@" of a zone


@pytest.mark.parametrize("shape", SHAPES)
def test_a_deny_list_is_read_by_the_same_reader(tmp_path: Path, shape: str) -> None:
    (tmp_path / "list").write_text(SHAPES[shape], encoding="utf-8")
    deny = DenyList()
    deny.read(tmp_path / "list")
    assert {A, B, C} <= set(deny._hosts)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_sweep_is_read_by_the_same_reader(tmp_path: Path, shape: str) -> None:
    pytest.importorskip("pyarrow")
    from ringtrue.batch.list_files import chunks

    (tmp_path / "list").write_text(SHAPES[shape], encoding="utf-8")
    found = [n for part in chunks([str(tmp_path / "list")], "", 2) for n in part.to_pylist()]
    assert list(dict.fromkeys(map(bare, found))) == [A, B, C]


def test_a_sheet_in_gb18030() -> None:
    raw = f"域名,备注\r\n{A},可疑\r\n{B},正常\r\n".encode("gb18030")
    assert [entry.text for entry in entries(io.BytesIO(raw))] == [A, B]


@pytest.mark.parametrize("block", [1, 7, 64])
def test_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    monkeypatch.setattr("ringtrue.scanning.lists.BLOCK", block)
    for source in SHAPES.values():
        whole = list(entries(io.BytesIO(source.encode())))
        shape = shape_of(source.encode())
        assert list(entries(io.BytesIO(source.encode()), shape=shape)) == whole


def test_a_column_is_named_by_its_head_or_number() -> None:
    raw = f"a,b\n{A},{B}\n{B},{C}\n".encode()
    assert [e.text for e in entries(io.BytesIO(raw), "b")] == [B, C]
    assert [e.text for e in entries(io.BytesIO(raw), "2")] == [B, C]
    with pytest.raises(ColumnMissing, match="no column 'c'; has a, b"):
        list(entries(io.BytesIO(raw), "c"))


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("coinbase.com", ""),
        ("https://coinbase.com/a,b;c", ""),
        ("币安.example", ""),
        ("coinbase.com;2026", "';'"),
        ("a b.example", "' '"),
        ("2", "no dot"),
        ("/ads/", "no host"),
        ("", "no host"),
    ],
)
def test_what_cannot_be_a_name_says_why(cell: str, why: str) -> None:
    assert why in why_no_name(cell)
    assert bool(why) == bool(why_no_name(cell))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe",
        b'"' * 100_000,
        b'"\n' * 20_000,
        b"," * 100_000,
        b"[" * 50_000,
        b'{"a":' * 20_000,
        b"||" * 50_000,
        b"address=/" + b"a/" * 20_000,
        b"$ORIGIN\n$ORIGIN " + b"x" * 90_000,
        bytes(range(256)) * 200,
    ],
)
def test_hostile_lists_are_bounded(raw: bytes) -> None:
    for entry in entries(io.BytesIO(raw)):
        assert len(entry.text) <= 40_000


def test_most_rows_without_a_name_end_a_sweep_with_the_first_reasons(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    from ringtrue.batch.sweep import Plan, sweep
    from ringtrue.errors import BatchError

    (tmp_path / "l.txt").write_text("one\ntwo;x\nthree\nfour\nplain.example\n")
    with pytest.raises(BatchError, match=r"4 of 5 rows hold no name .*l\.txt:1: 'one' has no dot"):
        sweep(Plan((str(tmp_path / "l.txt"),), tmp_path / "o.parquet"))
    assert not (tmp_path / "o.parquet").exists()
    assert not (tmp_path / "o.parquet.parts").exists()
