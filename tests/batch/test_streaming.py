"""examples/spark-streaming on the real engine, killed in mid-run: nothing lost, nothing doubled."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("pyspark", reason="needs the extra [spark]")

ROOT = Path(__file__).parents[2]
FILES, NAMES = 4, 20


def start(folder: Path) -> subprocess.Popen[bytes]:
    """The job, in a process group of its own: Spark's JVM is a child of it."""
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, str(ROOT / "examples" / "spark-streaming" / "stream.py"),
             str(folder / "in"), str(folder / "out"), str(folder / "checkpoint")],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "SPARK_LOCAL_IP": "127.0.0.1",
                 "PYSPARK_PYTHON": sys.executable,
                 "PYSPARK_SUBMIT_ARGS": "--master local[1] --conf spark.ui.enabled=false "
                 "--conf spark.driver.host=127.0.0.1 "
                 "--driver-java-options -XX:TieredStopAtLevel=1 pyspark-shell"},
            start_new_session=True, stdout=subprocess.DEVNULL, stderr=log,
        )  # fmt: skip


def committed(folder: Path) -> list[str]:
    """The names in files that Spark's log of the sink holds, as any reader by that log has them."""
    found = []
    logs = {int(path.stem): path for path in (folder / "out" / "_spark_metadata").glob("[0-9]*")}
    whole = max((n for n, path in logs.items() if path.suffix), default=-1)  # of all before it
    for batch in (path for n, path in logs.items() if n >= whole):
        for line in batch.read_text("utf-8").splitlines()[1:]:
            path = Path(json.loads(line)["path"].removeprefix("file://"))
            found += [json.loads(row)["name"] for row in path.read_text("utf-8").splitlines()]
    return sorted(found)


def test_a_kill_loses_and_doubles_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for n in range(FILES):
        rows = [f"stranger-{n}-{m}.example" for m in range(NAMES)]
        rows[n] = f"metamask-login-{n}.example"
        (tmp_path / "in" / f"{n}.txt").write_text("\n".join(rows) + "\n")
    wanted = sorted(f"metamask-login-{n}.example" for n in range(FILES))
    job = start(tmp_path)
    until = time.monotonic() + 240
    log = tmp_path / "out" / "_spark_metadata"
    while len(list(log.glob("[0-9]*"))) < 2:
        assert job.poll() is None, (tmp_path / "log").read_text("utf-8", "replace")[-3000:]
        assert time.monotonic() < until
        time.sleep(0.02)
    os.killpg(job.pid, signal.SIGKILL)
    job.wait(30)
    before = committed(tmp_path)
    assert 0 < len(before) < FILES
    again = start(tmp_path)
    assert again.wait(240) == 0, (tmp_path / "log").read_text("utf-8", "replace")[-3000:]
    assert committed(tmp_path) == wanted
