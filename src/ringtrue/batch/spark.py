"""The batch door under Apache Spark (extra ``[spark]``): `check_dataframe`.

    from ringtrue.batch.spark import check_dataframe
    check_dataframe(frame, column="host").where("status = 'impersonation'")

A thin adapter around `ringtrue.batch.check_table` and Spark's ``mapInArrow``. Each Python worker
opens the directory once and keeps it; nothing is sent with a batch.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from ringtrue.batch import check_table
from ringtrue.checking import Checker
from ringtrue.directory.directory import Directory
from ringtrue.errors import BatchError

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

COLUMNS = "status string, score double, brand string, imitates string, evidence array<string>"
"""What is added, in Spark's words."""


def check_dataframe(
    frame: DataFrame,
    column: str,
    claims_column: str | None = None,
    *,
    directory: str | None = None,
    kind: str | None = None,
    region: str | None = None,
) -> DataFrame:
    """`frame` with the verdict columns of `ringtrue.batch.table`, as a lazy transformation.

    `directory` is the path of a compiled directory or of allowlists that every worker can read (put
    it there with ``SparkContext.addFile`` or on shared storage); the shipped one by default.
    Raises `BatchError` when Spark is not installed or a column is missing.
    """
    try:
        from pyspark.sql.types import StructType
    except ImportError as error:
        raise BatchError("data frames need pyspark; pip install 'ringtrue[spark]'") from error
    for name in filter(None, (column, claims_column)):
        if name not in frame.columns:
            raise BatchError(f"no column {name!r}; there are: {', '.join(frame.columns)}")
    added = StructType.fromDDL(COLUMNS)
    assert isinstance(added, StructType)
    schema = StructType([*frame.schema.fields, *added.fields])

    def judged(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        checker = checker_of(directory)
        for batch in batches:
            yield plain(
                check_table(batch, column, claims_column, checker=checker, kind=kind, region=region)
            )

    return frame.mapInArrow(judged, schema)


def plain(batch: pa.RecordBatch) -> pa.RecordBatch:
    """`batch` with plain strings for dictionaries: Spark knows no dictionary columns."""
    import pyarrow as pa

    fields = []
    for field in batch.schema:
        kind = field.type
        if pa.types.is_dictionary(kind):
            kind = kind.value_type
        elif pa.types.is_list(kind) and pa.types.is_dictionary(kind.value_type):
            kind = pa.list_(kind.value_type.value_type)
        fields.append(pa.field(field.name, kind))
    return batch.cast(pa.schema(fields))


@cache
def checker_of(directory: str | None) -> Checker:
    """The checker of this process, made once for each directory."""
    return Checker(Directory.load(directory) if directory else None)
