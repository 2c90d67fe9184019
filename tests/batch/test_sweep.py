"""Sweeps of real files: every form of input, stopped and gone on, with several processes."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

pa = pytest.importorskip("pyarrow")

import pyarrow.parquet as pq  # noqa: E402

from ringtrue import sweep as module  # noqa: E402
from ringtrue.errors import BatchError  # noqa: E402
from ringtrue.sweep import Plan, sweep  # noqa: E402

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
        ("bad.txt.gz", b"no gzip at all", "", "cannot sweep"),
        ("n.csv", b"a,b\n1,2\n", "name", "no column 'name'"),
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
