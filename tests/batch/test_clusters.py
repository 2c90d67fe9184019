"""Real local Spark and Ray give the rows of one process, also when a worker dies in mid-run."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pa = pytest.importorskip("pyarrow")

from ringtrue import Checker  # noqa: E402
from ringtrue.batch.table import COLUMNS, check_table  # noqa: E402
from ringtrue.errors import BatchError  # noqa: E402

HOSTS = [
    f"{name}-{i}.example" if i else name
    for i in range(60)
    for name in ("rnetamask.io", "metamask.io", "tokenpocket-support.example", "garden.example")
]
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def wanted() -> dict[str, tuple]:
    table = check_table(pa.table({"host": HOSTS}), "host", checker=Checker())
    columns = [table[name].to_pylist() for name in COLUMNS]
    return {host: row for host, *row in zip(HOSTS, *columns, strict=True)}


@pytest.fixture(scope="module")
def spark() -> Iterator[object]:
    sql = pytest.importorskip("pyspark.sql")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, and there is none")
    os.environ["PYSPARK_PYTHON"] = sys.executable  # workers run in this environment
    session = (
        sql.SparkSession.builder.master("local[2,4]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "25")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


def answers(rows: list) -> dict[str, list]:
    return {row["host"]: [row[name] for name in COLUMNS] for row in rows}


def test_spark_gives_the_same_rows(spark, wanted: dict[str, tuple]) -> None:
    from ringtrue.batch.spark import check_dataframe

    frame = spark.createDataFrame([(host,) for host in HOSTS], "host string").repartition(4)
    rows = check_dataframe(frame, "host").collect()
    assert len(rows) == len(HOSTS)
    assert answers(rows) == wanted


def test_a_killed_spark_worker_loses_and_doubles_nothing(
    spark, wanted: dict[str, tuple], tmp_path: Path
) -> None:
    from ringtrue.batch.spark import check_dataframe

    mark = str(tmp_path / "killed")
    frame = spark.createDataFrame([(host,) for host in HOSTS], "host string").repartition(4)
    checked = check_dataframe(frame, "host")

    def kill_once(batches):
        for batch in batches:
            yield batch
            try:
                os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                continue
            os._exit(9)

    rows = checked.mapInArrow(kill_once, checked.schema).collect()
    assert Path(mark).exists()
    assert len(rows) == len(HOSTS)
    assert answers(rows) == wanted


def test_spark_names_a_missing_column(spark) -> None:
    from ringtrue.batch.spark import check_dataframe

    with pytest.raises(BatchError, match="no column 'name'; there are: host"):
        check_dataframe(spark.createDataFrame([("x",)], "host string"), "name")


@pytest.fixture(scope="module")
def data() -> Iterator[object]:
    ray = pytest.importorskip("ray")
    pytest.importorskip("ray.data")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="error")
    yield ray.data
    ray.shutdown()


def test_ray_gives_the_same_rows(data, wanted: dict[str, tuple]) -> None:
    from ringtrue.batch.ray import check_dataset

    dataset = data.from_arrow([pa.table({"host": HOSTS[i::4]}) for i in range(4)])
    rows = check_dataset(dataset, "host", batch_size=25).take_all()
    assert len(rows) == len(HOSTS)
    assert {row["host"]: [_plain(row[name]) for name in COLUMNS] for row in rows} == wanted


def test_a_killed_ray_worker_loses_and_doubles_nothing(
    data, wanted: dict[str, tuple], tmp_path: Path
) -> None:
    from ringtrue.batch.ray import check_dataset

    mark = str(tmp_path / "killed")

    def kill_once(table: pa.Table) -> pa.Table:
        try:
            os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return table
        os._exit(9)

    dataset = data.from_arrow([pa.table({"host": HOSTS[i::4]}) for i in range(4)])
    checked = check_dataset(dataset.map_batches(kill_once, batch_format="pyarrow"), "host")
    rows = checked.take_all()
    assert Path(mark).exists()
    assert len(rows) == len(HOSTS)
    assert {row["host"]: [_plain(row[name]) for name in COLUMNS] for row in rows} == wanted


def _plain(value: object) -> object:
    return list(value) if hasattr(value, "tolist") else value
