"""The snippets of docs/scale.md run as they stand, with the tools that are installed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
PAGE = (Path(__file__).parents[2] / "docs" / "scale.md").read_text(encoding="utf-8")
BLOCKS = {
    re.search(r"import (\w+)", block)[1]: block  # type: ignore[index]
    for block in re.findall(r"```python\n(.*?)```", PAGE, re.S)
}
HOSTS = ["metmask.io", "metamask.io", "stranger.example"] * 200
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.mark.parametrize("tool", ["polars", "duckdb", "dask"])
def test_snippet(tool: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip(tool)
    block = BLOCKS[tool]
    assert len([line for line in block.splitlines() if line.strip()]) <= 10
    pq.write_table(pa.table({"name": HOSTS}), tmp_path / "names.parquet")
    monkeypatch.chdir(tmp_path)
    told: dict = {}
    exec(compile(block, tool, "exec"), told)  # our own page
    if tool == "duckdb":
        assert dict(told["counts"]) == {"official": 200, "impersonation": 200, "unknown": 200}
        return
    statuses = told["answers"]["status"]
    statuses = statuses.compute() if tool == "dask" else statuses
    assert [str(s) for s in list(statuses)[:3]] == ["impersonation", "official", "unknown"]
