"""The same names through plain Arrow, Spark and Ray on one machine: what a cluster costs.

    python benchmarks/speed/clusters.py [--names N] [--cores N] [--save FILE]

"start" is from nothing to the first answer (session, workers, the directory in each); "all" is
the whole column after that. Plain Arrow runs in this process, on one core. Tools that are not
installed are left out and named.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import names

ROOT = Path(__file__).resolve().parents[2]


def plain(column: list[str], cores: int, folder: Path) -> tuple[float, float, Counter[str]]:
    import pyarrow as pa

    from ringtrue.batch import check_table

    begin = time.perf_counter()
    check_table(pa.table({"name": column[:1000]}), "name")
    started = time.perf_counter()
    table = check_table(pa.table({"name": column}), "name")
    ended = time.perf_counter()
    return started - begin, ended - started, Counter(table["status"].to_pylist())


def with_spark(column: list[str], cores: int, folder: Path) -> tuple[float, float, Counter[str]]:
    import pyarrow as pa
    import pyarrow.parquet as pq
    from pyspark.sql import SparkSession

    from ringtrue.batch.spark import check_dataframe

    if shutil.which("java") is None:
        raise ImportError("Spark needs Java")
    pq.write_table(pa.table({"name": column}), folder / "names.parquet", row_group_size=65_536)
    pq.write_table(pa.table({"name": column[:1000]}), folder / "few.parquet")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    begin = time.perf_counter()
    session = (
        SparkSession.builder.master(f"local[{cores}]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "65536")
        .config("spark.sql.files.maxPartitionBytes", str(1 << 20))
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")

    def counted(path: str) -> Counter[str]:
        frame = check_dataframe(session.read.parquet(str(folder / path)), "name")
        rows = frame.groupBy("status").count().collect()
        return Counter({row["status"]: row["count"] for row in rows})

    counted("few.parquet")
    started = time.perf_counter()
    found = counted("names.parquet")
    ended = time.perf_counter()
    session.stop()
    return started - begin, ended - started, found


def with_ray(column: list[str], cores: int, folder: Path) -> tuple[float, float, Counter[str]]:
    import pyarrow as pa
    import ray

    from ringtrue.batch.ray import check_dataset

    begin = time.perf_counter()
    ray.init(num_cpus=cores, include_dashboard=False, log_to_driver=False, logging_level="ERROR")

    def counted(items: list[str]) -> Counter[str]:
        dataset = ray.data.from_arrow(pa.table({"name": items})).repartition(2 * cores)
        checked = check_dataset(dataset, "name", batch_size=65_536)
        found: Counter[str] = Counter()
        for batch in checked.iter_batches(batch_format="pyarrow", batch_size=65_536):
            found.update(batch["status"].to_pylist())
        return found

    counted(column[:1000])
    started = time.perf_counter()
    found = counted(column)
    ended = time.perf_counter()
    ray.shutdown()
    return started - begin, ended - started, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--names", type=int, default=300_000)
    parser.add_argument("--cores", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--save", type=Path)
    options = parser.parse_args()
    column = list(names.registered(options.names, 9))
    lines = [f"{options.names:,} names, {options.cores} cores for the clusters",
             f"{'':14}{'start s':>9}{'all s':>8}{'names/s':>10}{'same rows':>11}"]  # fmt: skip
    wanted: Counter[str] | None = None
    for title, run in (("plain Arrow", plain), ("Spark", with_spark), ("Ray", with_ray)):
        with tempfile.TemporaryDirectory() as folder:
            try:
                start, took, found = run(column, options.cores, Path(folder))
            except ImportError as error:
                lines.append(f"{title:14}not here: {error}")
                continue
        wanted = wanted or found
        lines.append(f"{title:14}{start:>9.1f}{took:>8.1f}{options.names / took:>10,.0f}"
                     f"{'yes' if found == wanted else 'NO':>11}")  # fmt: skip
    print("\n".join(lines))
    if options.save:
        options.save.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
