"""Whole files of names: text, CSV or Parquet in, a Parquet file of findings out (``[arrow]``).

A sweep reads its input in chunks, judges each and writes it as a part beside the result
(``result.parquet.parts/``); at the end the parts become the result in one move. A sweep that was
stopped goes on where it was when it is started again with the same files and options.
Memory stays that of a few chunks, whatever the files hold.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ringtrue.batch import check_table, schema_of
from ringtrue.checker import Checker
from ringtrue.directory.index import Directory
from ringtrue.errors import BatchError
from ringtrue.records import record

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 65_536
"""Rows of a Parquet file that are read at once."""
MAX_NAME = 8192
"""Characters of a name that are kept; longer ones are cut, and no contact."""
STANDARD_INPUT = "-"
HITS = ("impersonation", "suspicious")
Progress = Callable[[int, int], None]
"""Called after each chunk with the names and the hits so far."""


@record
class Plan:
    """What is swept, and how: two equal plans may share their parts."""

    files: tuple[str, ...]
    """Paths, or ``-`` for standard input."""
    out: Path
    column: str = ""
    """Column of CSV and Parquet files that holds the names; empty for the first one."""
    everything: bool = False
    """Keep the rows of names without findings too."""
    allowlists: tuple[str, ...] = ()
    """Allowlist files or folders besides the shipped directory."""
    jobs: int = 1
    """Processes that judge."""
    chunk: int = 65_536
    """Names of one part."""

    @property
    def parts(self) -> Path:
        return self.out.with_name(self.out.name + ".parts")

    def fingerprint(self) -> dict[str, Any]:
        """What must be the same for old parts to count."""
        files = []
        for name in self.files:
            found = None if name == STANDARD_INPUT else os.stat(name)
            files.append([name, found and found.st_size, found and found.st_mtime_ns])
        version = _directory(self.allowlists).version
        return {
            "files": files,
            "column": self.column,
            "everything": self.everything,
            "directory": version,
            "chunk": self.chunk,
        }


def sweep(plan: Plan, progress: Progress | None = None) -> Counter[str]:
    """Carries out `plan`; how many names had each status.

    Raises `BatchError` for files that cannot be read or written.
    """
    if plan.jobs < 1 or plan.chunk < 1:
        raise BatchError(f"jobs={plan.jobs} and chunk={plan.chunk} must be 1 or more")
    try:
        _prepare(plan)
        found: Counter[str] = Counter()
        done = 0
        for status in _carried_out(plan):
            found += status
            done += sum(status.values())
            if progress is not None:
                progress(done, sum(found[hit] for hit in HITS))
        _join(plan)
    except OSError as error:
        named = f" {error.filename}" if error.filename else ""
        raise BatchError(f"cannot sweep{named}: {error.strerror or error}") from error
    return found


def _prepare(plan: Plan) -> None:
    """An empty folder for the parts, or the one of an earlier run of the same plan."""
    wanted = json.loads(json.dumps(plan.fingerprint()))
    note = plan.parts / "plan.json"
    if STANDARD_INPUT not in plan.files and note.is_file():
        try:
            if json.loads(note.read_text(encoding="utf-8")) == wanted:
                return
        except ValueError:
            pass
    shutil.rmtree(plan.parts, ignore_errors=True)
    plan.parts.mkdir(parents=True)
    note.write_text(json.dumps(wanted), encoding="utf-8")


def _carried_out(plan: Plan) -> Iterator[Counter[str]]:
    """The statuses of each chunk, in order, judged now or in an earlier run."""
    if plan.jobs == 1:
        for number, names in enumerate(_chunks(plan)):
            yield _part(plan, number, names)
        return
    context = get_context("spawn")
    with ProcessPoolExecutor(plan.jobs, mp_context=context) as pool:
        waiting: list[Future[Counter[str]]] = []
        for number, names in enumerate(_chunks(plan)):
            waiting.append(pool.submit(_part, plan, number, names))
            if len(waiting) >= 2 * plan.jobs:
                yield waiting.pop(0).result()
        for future in waiting:
            yield future.result()


def _part(plan: Plan, number: int, names: list[str]) -> Counter[str]:
    """Judges one chunk into its part, unless that is there."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    path = plan.parts / f"{number:08}.parquet"
    counts = plan.parts / f"{number:08}.json"
    if counts.is_file() and path.is_file():
        return Counter(json.loads(counts.read_text(encoding="utf-8")))
    table = check_table(pa.table({"name": names}), "name", checker=_checker(plan.allowlists))
    counted = pc.value_counts(table["status"].combine_chunks().dictionary_decode())
    found = Counter({row["values"]: row["counts"] for row in counted.to_pylist()})
    if not plan.everything:
        table = table.filter(pc.is_in(table["status"].cast(pa.string()), pa.array(HITS)))
    unfinished = path.with_suffix(".tmp")
    pq.write_table(table, unfinished)
    os.replace(unfinished, path)
    counts.write_text(json.dumps(found), encoding="utf-8")  # last: it says that the part is whole
    return found


def _join(plan: Plan) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = schema_of(pa.schema([("name", pa.string())]))
    unfinished = plan.out.with_name(plan.out.name + ".tmp")
    with pq.ParquetWriter(unfinished, schema) as writer:
        for part in sorted(plan.parts.glob("*.parquet")):
            writer.write_table(pq.read_table(part).cast(schema))
    os.replace(unfinished, plan.out)
    shutil.rmtree(plan.parts)


@cache
def _directory(allowlists: tuple[str, ...]) -> Directory:
    directory = Directory.default()
    for path in allowlists:
        directory = directory | Directory.load(path)
    return directory


@cache
def _checker(allowlists: tuple[str, ...]) -> Checker:
    return Checker(_directory(allowlists))


# -- reading ---------------------------------------------------------------------------------


def _chunks(plan: Plan) -> Iterator[list[str]]:
    chunk: list[str] = []
    for path in plan.files:
        for name in _names(path, plan.column):
            chunk.append(name)
            if len(chunk) == plan.chunk:
                yield chunk
                chunk = []
    if chunk:
        yield chunk


def _names(path: str, column: str) -> Iterator[str]:
    """Names of one file by its ending; ``.gz`` and ``.zst`` are unpacked on the way."""
    bare = path.removesuffix(".gz").removesuffix(".zst").lower()
    if bare.endswith((".parquet", ".pq")):
        return _parquet_names(path, column)
    if bare.endswith((".csv", ".tsv")):
        return _csv_names(path, column, "\t" if bare.endswith(".tsv") else ",")
    return _text_names(path)


_MARKS = (
    b" ",
    b"\t",
    b"\r",
    b"\v",
    b"\f",
    b"\x1c",
    b"\x1d",
    b"\x1e",
    b"\x1f",
    b"#",
    b";",
    b"*",
    b".\n",
)
"""What a line holds besides a name: fields, comments, wildcards, the root's dot."""


def _text_names(path: str) -> Iterator[str]:
    """The first field of each line: a list of names, a zone file, a certificate stream.

    A comment (``;`` or ``#``), a wildcard's ``*.`` and the root's dot are left out.
    """
    with _opened(path) as stream:
        rest = b""
        while block := stream.read(1 << 20):
            whole, newline, tail = (rest + block).rpartition(b"\n")
            rest = tail[: MAX_NAME + 1]
            if newline:
                yield from _names_in(whole)
        if name := _first_field(rest):
            yield name


def _names_in(block: bytes) -> Iterator[str]:
    """Names of whole lines, at once where a line is a name and nothing else."""
    if block.isascii() and not block.endswith(b".") and not any(mark in block for mark in _MARKS):
        names = block.decode("ascii").split("\n")
        if max(map(len, names)) <= MAX_NAME:
            return filter(None, names)
    return filter(None, map(_first_field, block.split(b"\n")))


def _first_field(line: bytes) -> str:
    text = line[:MAX_NAME].decode("utf-8", errors="replace").lstrip("\ufeff \t")
    if not text or text[0] in ";#":
        return ""
    field = text.split(None, 1)
    return field[0].removeprefix("*.").rstrip(".") if field else ""


def _csv_names(path: str, column: str, separator: str) -> Iterator[str]:
    import pyarrow as pa
    from pyarrow import csv

    with _opened(path) as stream:
        try:
            reader = csv.open_csv(
                stream,
                parse_options=csv.ParseOptions(delimiter=separator),
                convert_options=csv.ConvertOptions(
                    column_types={column: pa.string()} if column else None
                ),
            )
            yield from _column_names(reader, path, column)
        except pa.ArrowInvalid as error:
            raise BatchError(f"{path} is no CSV that can be read: {error}") from error


def _parquet_names(path: str, column: str) -> Iterator[str]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
        names = _column_names(file.iter_batches(batch_size=BATCH), path, column)
        yield from names
    except pa.ArrowInvalid as error:
        raise BatchError(f"{path} is no Parquet file that can be read: {error}") from error


def _column_names(batches: Iterator[pa.RecordBatch], path: str, column: str) -> Iterator[str]:
    for batch in batches:
        wanted = column or batch.schema.names[0]
        if wanted not in batch.schema.names:
            raise BatchError(f"{path}: no column {wanted!r}; has {', '.join(batch.schema.names)}")
        for value in batch.column(wanted).to_pylist():
            if value is not None:
                yield str(value)[:MAX_NAME]


def _opened(path: str) -> Any:
    """A stream of the bytes in a file, unpacked by its ending."""
    import sys

    import pyarrow as pa

    if path == STANDARD_INPUT:
        return sys.stdin.buffer
    packed = {".gz": "gzip", ".zst": "zstd"}.get(Path(path).suffix.lower())
    return pa.input_stream(path, compression=packed)


def statuses(found: Counter[str]) -> Sequence[str]:
    """One line of summary: ``3 impersonation, 1 suspicious, 996 unknown``."""
    return [f"{found[name]:,} {name}" for name in (*HITS, "official", "unknown", "invalid")]
