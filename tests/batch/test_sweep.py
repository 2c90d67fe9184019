"""Sweeps of real files: every form of input, stopped and gone on, with several processes."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

pa = pytest.importorskip("pyarrow")

import pyarrow.parquet as pq  # noqa: E402

from ringtrue.batch import list_files  # noqa: E402
from ringtrue.batch import sweep as module  # noqa: E402
from ringtrue.batch.sweep import Plan, sweep  # noqa: E402
from ringtrue.errors import BatchError  # noqa: E402

NAMES = ["rnetamask.io", "metamask.io", "plain-garden.example", "tokenpocket-support.example"]
FOUND = ["rnetamask.io", "tokenpocket-support.example"]


def found(path: Path) -> list[str]:
    return pq.read_table(path)["name"].to_pylist()


def text(path: Path) -> None:
    path.write_text("# a list\n" + "\n".join(NAMES) + "\n", encoding="utf-8")


def zone(path: Path) -> None:
    path.write_text("".join(f"{n}. 3600 IN NS a.example.\n" for n in NAMES), encoding="utf-8")


def packed(path: Path) -> None:
    path.write_bytes(gzip.compress("\n".join("*." + n for n in NAMES).encode()))


def zstd(path: Path) -> None:
    with pa.output_stream(str(path), compression="zstd") as stream:
        stream.write("\n".join(NAMES).encode())


def csv(path: Path) -> None:
    path.write_text("id,name\n" + "".join(f"{i},{n}\n" for i, n in enumerate(NAMES)))


def parquet(path: Path) -> None:
    pq.write_table(pa.table({"id": range(len(NAMES)), "name": NAMES}), path)


@pytest.mark.parametrize(
    ("file", "write", "column"),
    [
        ("names.txt", text, ""),
        ("names.zone", zone, ""),
        ("names.txt.gz", packed, ""),
        ("names.txt.zst", zstd, ""),
        ("names.csv", csv, "name"),
        ("names.parquet", parquet, "name"),
    ],
)
def test_every_form_of_input(tmp_path: Path, file: str, write, column: str) -> None:
    write(tmp_path / file)
    out = tmp_path / "out.parquet"
    counts = sweep(Plan((str(tmp_path / file),), out, column))
    assert found(out) == FOUND
    assert (counts["official"], counts["impersonation"], counts.total()) == (1, 2, 4)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([file, "out.parquet"])


def test_everything_keeps_all_rows(tmp_path: Path) -> None:
    text(tmp_path / "n.txt")
    sweep(Plan((str(tmp_path / "n.txt"),), tmp_path / "o.parquet", everything=True))
    assert found(tmp_path / "o.parquet") == NAMES


def test_a_stopped_sweep_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text(tmp_path / "n.txt")
    plan = Plan((str(tmp_path / "n.txt"),), tmp_path / "o.parquet", chunk=1)

    class Stopped(Exception):
        pass

    def stop(names: int, hits: int) -> None:
        if names == 2:
            raise Stopped

    with pytest.raises(Stopped):
        sweep(plan, stop)
    first = plan.parts / "00000000.parquet"
    kept = first.stat().st_mtime_ns
    assert not plan.out.exists()
    judged: list[int] = []
    monkeypatch.setattr(
        module, "check_table", lambda *a, **k: judged.append(1) or check_table(*a, **k)
    )
    from ringtrue.batch import check_table

    seen: list[int] = []
    sweep(plan, lambda names, hits: seen.append(first.stat().st_mtime_ns))
    assert len(judged) == 2
    assert set(seen) == {kept}
    assert found(plan.out) == FOUND


def test_changed_input_starts_anew(tmp_path: Path) -> None:
    source = tmp_path / "n.txt"
    text(source)
    plan = Plan((str(source),), tmp_path / "o.parquet", chunk=1)
    with pytest.raises(KeyboardInterrupt):
        sweep(plan, lambda names, hits: (_ for _ in ()).throw(KeyboardInterrupt))
    source.write_text("plain-garden.example\nother-garden.example\n")
    sweep(plan)
    assert found(plan.out) == []


def test_two_processes_give_the_same_rows(tmp_path: Path) -> None:
    source = tmp_path / "n.txt"
    source.write_text("\n".join(f"{i}-{n}" for i in range(300) for n in NAMES[2:]))
    one, two = (
        Plan((str(source),), tmp_path / f"{jobs}.parquet", jobs=jobs, chunk=70) for jobs in (1, 2)
    )
    assert sweep(one) == sweep(two)
    assert found(one.out) == found(two.out)
    assert len(found(one.out)) == 300


@pytest.mark.parametrize(
    ("file", "content", "column", "told"),
    [
        ("gone.txt", None, "", "No such file"),
        ("bad.parquet", b"PAR1 nothing", "", "no Parquet file"),
        ("bad.txt.gz", b"no gzip at all", "", "cannot read"),
        ("n.csv", b"a,b\n1,2\n", "name", "no column 'name'"),
        ("n.csv", b"a,name\n1,2\n1\n", "name", "'2' has no dot"),
        ("n.csv", b"name,name\n1,2\n", "name", "several columns 'name'"),
        ("cut.txt.gz", gzip.compress(bytes(range(256)) * 999)[:-600], "", "cut.txt.gz: Truncated"),
    ],
)
def test_bad_files_are_told(
    tmp_path: Path, file: str, content: bytes | None, column: str, told: str
) -> None:
    if content is not None:
        (tmp_path / file).write_bytes(content)
    with pytest.raises(BatchError, match=told):
        sweep(Plan((str(tmp_path / file),), tmp_path / "o.parquet", column))
    assert not (tmp_path / "o.parquet").exists()


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("n.txt", b""),
        ("n.csv", b""),
        ("n.txt.gz", gzip.compress(b"", mtime=0)),
        ("n.csv", b"name\n"),
    ],
    ids=["text", "csv", "packed", "header alone"],
)
def test_an_empty_file_has_no_names(tmp_path: Path, file: str, content: bytes) -> None:
    (tmp_path / file).write_bytes(content)
    assert sweep(Plan((str(tmp_path / file),), tmp_path / "o.parquet")).total() == 0
    assert found(tmp_path / "o.parquet") == []


def test_quoted_lines_packs_in_a_row_and_rows_without_a_name(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text('note,name\n"a\nb, ""c""",rnetamask.io\n,\nx,garden.example\n')
    (tmp_path / "n.txt.gz").write_bytes(gzip.compress(b"") + gzip.compress(b"rnetamask.io\n") * 2)
    pq.write_table(pa.table({"name": [None, "rnetamask.io", ""]}), tmp_path / "n.parquet")
    files = tuple(str(tmp_path / name) for name in ("n.csv", "n.parquet"))
    counts = sweep(Plan(files, tmp_path / "o.parquet", "name"))
    assert (counts["impersonation"], counts.total()) == (2, 3)
    assert sweep(Plan((str(tmp_path / "n.txt.gz"),), tmp_path / "p.parquet")).total() == 2


@pytest.mark.parametrize("size", [1, 2, 3, 5, 64])
def test_chunks_have_one_size_whatever_the_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(list_files, "BLOCK", 40)
    names = [f"name{i}.example" for i in range(23)] + ["x" * 90 + ".example", "ä.example"]
    (tmp_path / "n.txt").write_text("\n".join(names), encoding="utf-8")
    parts = [c.to_pylist() for c in list_files.chunks([str(tmp_path / "n.txt")] * 2, "", size)]
    assert [name for part in parts for name in part] == names * 2
    assert {len(part) for part in parts[:-1]} <= {size}


def test_a_name_that_promises_text_is_refused(tmp_path: Path) -> None:
    text(tmp_path / "n.txt")
    with pytest.raises(BatchError, match=r"call it found\.parquet"):
        sweep(Plan((str(tmp_path / "n.txt"),), tmp_path / "found.jsonl"))


def test_what_is_in_the_way_stays(tmp_path: Path) -> None:
    text(tmp_path / "n.txt")
    pq.write_table(pa.table({"name": NAMES}), tmp_path / "n.parquet")
    with pytest.raises(BatchError, match="is read and would be written"):
        sweep(Plan((str(tmp_path / "n.parquet"),), tmp_path / "n.parquet"))
    assert found(tmp_path / "n.parquet") == NAMES
    with pytest.raises(BatchError, match="is a folder"):
        sweep(Plan((str(tmp_path / "n.txt"),), tmp_path))
    mine = tmp_path / "o.parquet.parts" / "mine.txt"
    mine.parent.mkdir()
    mine.write_text("kept")
    with pytest.raises(BatchError, match="in the way"):
        sweep(Plan((str(tmp_path / "n.txt"),), tmp_path / "o.parquet"))
    assert mine.read_text() == "kept"


def test_two_sweeps_do_not_share_their_parts(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    text(tmp_path / "n.txt")
    plan = Plan((str(tmp_path / "n.txt"),), tmp_path / "o.parquet")

    def again(names: int, hits: int) -> None:
        with pytest.raises(BatchError, match="another sweep"):
            sweep(plan)

    sweep(plan, again)
    assert found(plan.out) == FOUND


def test_a_full_disk_is_told_and_the_sweep_goes_on_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text(tmp_path / "n.txt")
    plan = Plan((str(tmp_path / "n.txt"),), tmp_path / "o.parquet", chunk=1)
    write, calls = pq.write_table, []

    def full(*args, **kwargs):
        calls.append(1)
        if len(calls) == 3:
            raise OSError(28, "No space left on device")
        write(*args, **kwargs)

    monkeypatch.setattr(pq, "write_table", full)
    with pytest.raises(BatchError, match="No space left"):
        sweep(plan)
    sweep(plan)
    assert len(calls) == 5
    assert found(plan.out) == FOUND


def test_the_command_reads_standard_input(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ringtrue", "sweep", "-", "--out", str(tmp_path / "o.parquet")],
        input="\n".join(NAMES),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("4 names: 2 impersonation, 0 suspicious, 1 official")
    assert found(tmp_path / "o.parquet") == FOUND
