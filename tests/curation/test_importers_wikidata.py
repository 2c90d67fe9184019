"""Importing from Wikidata: ranks, ends, and dumps of any size."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from importing import read

from ringtrue.curation.importers import base


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
