"""Whole tables at once: Arrow in, the same rows with verdicts out (extra ``[arrow]``).

    >>> import pyarrow as pa
    >>> from ringtrue.batch import check_table
    >>> table = pa.table({"host": ["metmask.io", "metamask.io", None]})
    >>> check_table(table, column="host")["status"].to_pylist()
    ['impersonation', 'official', None]

Every verdict is the one that `Checker.check` gives for the same string; equal strings of one
batch are judged once. Columns that are added (`COLUMNS`):

========  ============================  ========================================================
status    dictionary<int8, string>      ``official``, ``impersonation`` ...; null for a null row
score     double                        0..1
brand     dictionary<int32, string>     id of the brand that lists the contact, else null
imitates  dictionary<int32, string>     id of the brand that it imitates, else null
evidence  list<dictionary<int16, ...>>  codes of the findings, strongest first
========  ============================  ========================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from ringtrue.checker import Checker
from ringtrue.errors import BatchError, UnknownBrand

if TYPE_CHECKING:
    import pyarrow as pa

    Tabular = TypeVar("Tabular", pa.Table, pa.RecordBatch, pa.RecordBatchReader)

COLUMNS = ("status", "score", "brand", "imitates", "evidence")
Answer = tuple[str, float, str | None, str | None, list[str]]


def check_table(
    data: Tabular,
    column: str,
    claims_column: str | None = None,
    *,
    checker: Checker | None = None,
    kind: str | None = None,
    region: str | None = None,
) -> Tabular:
    """`data` with the columns of this module's table added; a reader stays a reader (streams).

    `column` names the contacts (strings), `claims_column` the brand that each is said to belong to
    (id, name or alias; null for none). `checker` defaults to one with the shipped directory; `kind`
    and `region` are as in `Checker.check`. Raises `BatchError` for columns that are missing, not
    text or in the way, and for a claim that names no listed brand.
    """
    arrow = _pyarrow()
    checker = _default() if checker is None else checker
    schema = _checked(data.schema, column, claims_column)

    def judged(batch: pa.RecordBatch) -> pa.RecordBatch:
        return _judge(batch, schema, column, claims_column, checker, kind, region)

    if isinstance(data, arrow.RecordBatchReader):
        stream: Iterator[pa.RecordBatch] = (judged(batch) for batch in data)
        return arrow.RecordBatchReader.from_batches(schema, stream)
    if isinstance(data, arrow.RecordBatch):
        return judged(data)
    return arrow.Table.from_batches([judged(batch) for batch in data.to_batches()], schema)


def schema_of(schema: pa.Schema) -> pa.Schema:
    """`schema` with the added columns."""
    arrow = _pyarrow()
    types = (
        arrow.dictionary(arrow.int8(), arrow.string()),
        arrow.float64(),
        arrow.dictionary(arrow.int32(), arrow.string()),
        arrow.dictionary(arrow.int32(), arrow.string()),
        arrow.list_(arrow.dictionary(arrow.int16(), arrow.string())),
    )
    for name, kind in zip(COLUMNS, types, strict=True):
        schema = schema.append(arrow.field(name, kind))
    return schema


def _checked(schema: pa.Schema, column: str, claims_column: str | None) -> pa.Schema:
    arrow = _pyarrow()
    for name in filter(None, (column, claims_column)):
        if name not in schema.names:
            raise BatchError(f"no column {name!r}; there are: {', '.join(schema.names)}")
        kind = schema.field(name).type
        if arrow.types.is_dictionary(kind):
            kind = kind.value_type
        if not (arrow.types.is_string(kind) or arrow.types.is_large_string(kind) or _is_view(kind)):
            raise BatchError(f"column {name!r} holds {kind}, not text; cast it to string first")
    if taken := sorted(set(COLUMNS) & set(schema.names)):
        raise BatchError(f"columns {', '.join(taken)} are there already; rename or drop them first")
    return schema_of(schema)


def _is_view(kind: pa.DataType) -> bool:
    return bool(_pyarrow().types.is_string_view(kind))


def _judge(
    batch: pa.RecordBatch,
    schema: pa.Schema,
    column: str,
    claims_column: str | None,
    checker: Checker,
    kind: str | None,
    region: str | None,
) -> pa.RecordBatch:
    arrow = _pyarrow()
    contacts = batch.column(column).to_pylist()
    claims = batch.column(claims_column).to_pylist() if claims_column else [None] * len(contacts)
    known: dict[tuple[str, str | None], Answer] = {}
    rows: list[Answer | None] = []
    for contact, claim in zip(contacts, claims, strict=True):
        if contact is None:
            rows.append(None)
            continue
        answer = known.get((contact, claim))
        if answer is None:
            answer = known[contact, claim] = _answer(checker, contact, claim, kind, region)
        rows.append(answer)
    added = [
        arrow.array([row and row[at] for row in rows], type=schema.field(name).type)
        for at, name in enumerate(COLUMNS[:4])
    ]
    added.append(_codes([row and row[4] for row in rows], schema.field("evidence").type))
    return arrow.RecordBatch.from_arrays([*batch.columns, *added], schema=schema)


def _answer(
    checker: Checker, contact: str, claim: str | None, kind: str | None, region: str | None
) -> Answer:
    try:
        verdict = checker.check(contact, kind, claim or None, region)
    except UnknownBrand as error:
        raise BatchError(f"claim of {contact[:80]!r}: {error}") from error
    return (
        verdict.status.value,
        verdict.score,
        verdict.brand.id if verdict.brand else None,
        verdict.imitates.brand.id if verdict.imitates else None,
        [item.code for item in verdict.evidence],
    )


def _codes(rows: list[list[str] | None], kind: pa.DataType) -> pa.Array:
    """Lists of codes with one dictionary for all of them."""
    arrow = _pyarrow()
    offsets, flat = [0], []
    for row in rows:
        flat += row or []
        offsets.append(len(flat))
    missing = arrow.array([row is None for row in rows], arrow.bool_())
    values = arrow.array(flat, type=kind.value_type)
    return arrow.ListArray.from_arrays(
        arrow.array(offsets, arrow.int32()), values, type=kind, mask=missing
    )


@cache
def _default() -> Checker:
    return Checker()


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise BatchError("tables need pyarrow; pip install 'ringtrue[arrow]'") from error
    return pyarrow
