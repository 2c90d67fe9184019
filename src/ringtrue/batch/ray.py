"""The batch door under Ray Data (extra ``[ray]``): `check_dataset`.

    from ringtrue.batch.ray import check_dataset
    check_dataset(ray.data.read_parquet("names/"), column="host").write_parquet("verdicts/")

A thin adapter around `ringtrue.batch.check_table` and ``Dataset.map_batches``. Each worker opens
the directory once and keeps it; nothing is sent with a batch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ringtrue.batch import check_table
from ringtrue.batch.spark import checker_of, plain

if TYPE_CHECKING:
    import pyarrow as pa
    from ray.data import Dataset


def check_dataset(
    dataset: Dataset,
    column: str,
    claims_column: str | None = None,
    *,
    directory: str | None = None,
    kind: str | None = None,
    region: str | None = None,
    concurrency: int | None = None,
    batch_size: int = 20_000,
) -> Dataset:
    """`dataset` with the verdict columns of `ringtrue.batch.table`, as a lazy transformation.

    `directory` is the path of a compiled directory or of allowlists that every worker can read;
    the shipped one by default. `concurrency` and `batch_size` are Ray's.
    """

    def judged(table: pa.Table) -> pa.Table:
        import pyarrow as pa

        answered = check_table(
            table, column, claims_column, checker=checker_of(directory), kind=kind, region=region
        )
        return pa.Table.from_batches([plain(batch) for batch in answered.to_batches()])

    return dataset.map_batches(
        judged, batch_format="pyarrow", batch_size=batch_size, concurrency=concurrency
    )
