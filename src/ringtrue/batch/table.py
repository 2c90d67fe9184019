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

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from ringtrue.checking import Checker
from ringtrue.errors import BatchError, UnknownBrand
from ringtrue.index.memo import kept_with_directory
from ringtrue.judging.faults import survived
from ringtrue.judging.policy import MAX_CANDIDATES
from ringtrue.judging.prepare import prepare

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    from ringtrue.batch.early_exit import EarlyExit
    from ringtrue.directory.directory import Directory
    from ringtrue.judging.verdict import Verdict

    Tabular = TypeVar("Tabular", pa.Table, pa.RecordBatch, pa.RecordBatchReader)

COLUMNS = ("status", "score", "brand", "imitates", "evidence")
Answer = tuple[str, float, str | None, str | None, list[str]]
UNRELATED: Answer = ("unknown", 0.0, None, None, [])
"""The answer on a name that resembles nothing listed."""
MANY = 512
"""Rows of a batch from which the early exit of columns (`ringtrue.batch.early_exit`) pays: it looks
at all of them at once and leaves the few that need a check."""


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


def make_ready(checker: Checker) -> None:
    """Builds now what long tables are asked about: for processes that are to share it."""
    prepare(checker)
    _early_exit(checker.directory)


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
    arrow, compute = _pyarrow(), _compute()
    contacts = batch.column(column)
    claims = batch.column(claims_column).to_pylist() if claims_column else None
    answers: list[Answer] = [UNRELATED]
    if claims is None and _are_many(checker, kind, len(contacts)):
        places = _left(contacts, checker)
        seen = contacts.take(arrow.array(places))
        rows = _answered(seen.to_pylist(), None, answers, checker, kind, region)
        index = _spread(places, rows, len(contacts))
    else:
        rows = _answered(contacts.to_pylist(), claims, answers, checker, kind, region)
        index = arrow.array(rows, arrow.int32())
    if contacts.null_count:
        index = compute.if_else(contacts.is_null(), arrow.scalar(None, arrow.int32()), index)
    added = [
        arrow.array([answer[at] for answer in answers], type=schema.field(name).type).take(index)
        for at, name in enumerate(COLUMNS[:4])
    ]
    codes = _codes([answer[4] for answer in answers], schema.field("evidence").type)
    added.append(codes.take(index))
    return arrow.RecordBatch.from_arrays([*batch.columns, *added], schema=schema)


def _answered(
    contacts: list[str | None],
    claims: list[str | None] | None,
    answers: list[Answer],
    checker: Checker,
    kind: str | None,
    region: str | None,
) -> list[int]:
    """Appends to `answers` what is new; for each contact where its answer stands."""
    known: dict[tuple[str, str | None], int] = {}
    rows = []
    for place, contact in enumerate(contacts):
        claim = claims[place] if claims else None
        if contact is None:
            rows.append(0)
            continue
        at = known.get((contact, claim))
        if at is None:
            at = known[contact, claim] = len(answers)
            answers.append(_answer(checker, contact, claim, kind, region))
        rows.append(at)
    return rows


def check_each(
    contacts: Sequence[str],
    *,
    checker: Checker | None = None,
    kind: str | None = None,
    region: str | None = None,
) -> list[Verdict]:
    """`Checker.check` of each of `contacts`, without claims. The verdicts are the same; where there
    are many, the hosts of those that are domains, links or addresses are looked at together."""
    checker = _default() if checker is None else checker
    quiet = quiet_hosts(contacts, checker)
    return [checker.check(contact, kind, None, region, quiet) for contact in contacts]


def quiet_hosts(contacts: Sequence[str], checker: Checker) -> frozenset[str]:
    """Hosts of `contacts` (domains, links, mail addresses) that surely resemble nothing and are not
    listed: what `Checker.check` need not search for. None where there are too few to look at
    together (`MANY`)."""
    if not _are_many(checker, None, len(contacts)):
        return frozenset()
    hosts = list({_host_in(contact) for contact in contacts})
    column = _pyarrow().array(hosts, _pyarrow().string())
    kept = _kept(column, checker).tolist()
    return frozenset([host for host, needs in zip(hosts, kept, strict=True) if not needs])


def _host_in(contact: str) -> str:
    """What stands where links and mail addresses have their host, if it is plain. Whether it is the
    host that a check reads, the check sees."""
    head, scheme, rest = contact[:300].partition("://")
    host = (rest if scheme else head).split("/", 1)[0].rpartition("@")[2].removesuffix(":443")
    return host if host.isascii() else ""


def _are_many(checker: Checker, kind: str | None, count: int) -> bool:
    """The early exit pays, reckons with as many names as the checker compares, and knows all
    detectors and the suffix rules."""
    policy = checker.policy
    plain = kind in (None, "domain", "host") and not policy.detectors and policy.suffixes is None
    return plain and count >= MANY and policy.max_candidates >= MAX_CANDIDATES


def _spread(places: np.ndarray, rows: list[int], size: int) -> pa.Array:
    import numpy as np

    index = np.zeros(size, np.int32)
    index[places] = rows
    return _pyarrow().array(index)


def _left(contacts: pa.Array, checker: Checker) -> np.ndarray:
    """Places of the contacts that must be checked: about the others there is nothing to say."""
    arrow, compute = _pyarrow(), _compute()
    texts = contacts.cast(arrow.string()) if contacts.type != arrow.string() else contacts
    places: np.ndarray = _kept(compute.fill_null(texts, ""), checker).nonzero()[0]
    return places


def _kept(texts: pa.Array, checker: Checker) -> np.ndarray:
    """Which of the contacts must be checked; all of them where the early exit fails on one."""
    try:
        kept: np.ndarray = _early_exit(checker.directory).keeps(texts)
    except Exception as fault:
        import numpy as np

        survived(fault, "batch")
        return np.ones(len(texts), bool)
    return kept


@kept_with_directory
def _early_exit(directory: Directory) -> EarlyExit:
    from ringtrue.batch.early_exit import EarlyExit

    return EarlyExit(directory)


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


def _codes(rows: list[list[str]], kind: pa.DataType) -> pa.Array:
    """Lists of codes with one dictionary for all of them."""
    arrow = _pyarrow()
    offsets, flat = [0], []
    for row in rows:
        flat += row
        offsets.append(len(flat))
    values = arrow.array(flat, type=kind.value_type)
    return arrow.ListArray.from_arrays(arrow.array(offsets, arrow.int32()), values, type=kind)


@cache
def _default() -> Checker:
    return Checker()


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise BatchError("tables need pyarrow; pip install 'ringtrue[arrow]'") from error
    return pyarrow


def _compute() -> Any:
    import pyarrow.compute

    return pyarrow.compute
