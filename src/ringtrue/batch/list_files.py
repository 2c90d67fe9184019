"""Names out of files: text, CSV or Parquet, packed or not, as Arrow arrays of bounded size.

``.gz`` and ``.zst`` are unpacked on the way; ``-`` is standard input, read as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ringtrue.errors import BatchError

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 65_536
"""Rows of a Parquet file that are read at once."""
BLOCK = 1 << 20
"""Bytes of a text that are read at once."""
MAX_NAME = 8192
"""Characters of a name that are kept; longer ones are cut, and no contact."""
STANDARD_INPUT = "-"


def chunks(files: Iterable[str], column: str, size: int) -> Iterator[pa.Array]:
    """The names of all `files`, in order, `size` in each array but the last.

    `column` is the one of CSV and Parquet files that holds them; empty for the first. Rows without
    a name are left out. Raises `BatchError` for a file that holds something else than its ending
    says, `OSError` for one that cannot be read.
    """
    import pyarrow as pa

    held: list[pa.Array] = []
    rows = 0
    for path in files:
        for names in _told(path, _names(path, column)):
            start = 0
            while rows + len(names) - start >= size:
                part = names.slice(start, size - rows)
                yield pa.concat_arrays([*held, part])
                start, rows, held = start + len(part), 0, []
            held.append(names.slice(start))
            rows += len(names) - start
    if rows:
        yield pa.concat_arrays(held)


def _told(path: str, names: Iterator[pa.Array]) -> Iterator[pa.Array]:
    """`names`, and errors of Arrow (a packed file that is cut short) with the name of the file."""
    try:
        yield from names
    except OSError as error:
        if error.filename or error.errno:
            raise
        raise BatchError(f"cannot read {path}: {error}") from error


def _names(path: str, column: str) -> Iterator[pa.Array]:
    """Names of one file by its ending: plain strings, none of them null or empty."""
    bare = path.lower().removesuffix(".gz").removesuffix(".zst")
    if bare.endswith((".parquet", ".pq")):
        return _parquet_names(path, column)
    if bare.endswith((".csv", ".tsv")):
        return _csv_names(path, column, "\t" if bare.endswith(".tsv") else ",")
    return _text_names(path)


# -- text ------------------------------------------------------------------------------------

_MARKS = (
    b" ", b"\t", b"\r", b"\v", b"\f", b"\x1c", b"\x1d", b"\x1e", b"\x1f", b"#", b";", b"*", b".\n",
)  # fmt: skip
"""What a line holds besides a name: fields, comments, wildcards, the root's dot."""


def _text_names(path: str) -> Iterator[pa.Array]:
    """The first field of each line: a list of names, a zone file, a certificate stream.

    A comment (``;`` or ``#``), a wildcard's ``*.`` and the root's dot are left out.
    """
    import pyarrow as pa

    with _opened(path) as stream:
        rest = b""
        while block := stream.read(BLOCK):
            whole, newline, tail = (rest + block).rpartition(b"\n")
            rest = tail[: 4 * MAX_NAME]
            if newline:
                yield _names_in(whole)
        if name := _first_field(rest):
            yield pa.array([name])


def _names_in(block: bytes) -> pa.Array:
    """Names of whole lines, by Arrow where a line is a name and nothing else."""
    import numpy as np
    import pyarrow as pa

    if block.isascii() and not block.endswith(b".") and not any(mark in block for mark in _MARKS):
        ends = np.flatnonzero(np.frombuffer(block + b"\n", np.uint8) == ord("\n"))
        offsets = np.zeros(len(ends) + 1, np.int32)
        offsets[1:] = ends - np.arange(len(ends))
        lengths = np.diff(offsets)
        if lengths.max() <= MAX_NAME:
            text = block.replace(b"\n", b"")
            names = pa.StringArray.from_buffers(
                len(ends), pa.py_buffer(offsets), pa.py_buffer(text)
            )
            return names.filter(pa.array(lengths > 0)) if not lengths.all() else names
    return pa.array(list(filter(None, map(_first_field, block.split(b"\n")))), pa.string())


def _first_field(line: bytes) -> str:
    text = line[: 4 * MAX_NAME].decode("utf-8", errors="replace")[:MAX_NAME].lstrip("\ufeff \t")
    if not text or text[0] in ";#":
        return ""
    field = text.split(None, 1)
    return field[0].removeprefix("*.").rstrip(".") if field else ""


# -- tables ----------------------------------------------------------------------------------


def _csv_names(path: str, column: str, separator: str) -> Iterator[pa.Array]:
    import pyarrow as pa
    from pyarrow import csv

    with _opened(path) as stream:
        try:
            reader = csv.open_csv(
                stream,
                parse_options=csv.ParseOptions(delimiter=separator, newlines_in_values=True),
                convert_options=csv.ConvertOptions(
                    column_types={column: pa.string()} if column else None
                ),
            )
        except pa.ArrowInvalid as error:
            if str(error) == "Empty CSV file":
                return
            raise BatchError(f"{path} is no CSV that can be read: {error}") from error
        try:
            yield from _column_names(reader, path, column)
        except pa.ArrowInvalid as error:
            raise BatchError(f"{path} is no CSV that can be read: {error}") from error


def _parquet_names(path: str, column: str) -> Iterator[pa.Array]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            wanted = _wanted(file.schema_arrow, path, column)
            batches = file.iter_batches(batch_size=BATCH, columns=[wanted])
            yield from _column_names(batches, path, wanted)
    except pa.ArrowInvalid as error:
        raise BatchError(f"{path} is no Parquet file that can be read: {error}") from error


def _column_names(batches: Iterable[pa.RecordBatch], path: str, column: str) -> Iterator[pa.Array]:
    import pyarrow as pa
    import pyarrow.compute as pc

    for batch in batches:
        wanted = _wanted(batch.schema, path, column)
        values = batch.column(wanted)
        try:
            names = values.drop_null().cast(pa.string())
        except pa.ArrowNotImplementedError as error:
            raise BatchError(f"{path}: column {wanted!r} holds {values.type}, no names") from error
        if (pc.max(pc.binary_length(names)).as_py() or 0) > MAX_NAME:
            names = pc.utf8_slice_codeunits(names, 0, MAX_NAME)
        yield names.filter(pc.not_equal(names, ""))


def _wanted(schema: pa.Schema, path: str, column: str) -> str:
    if not schema.names:
        raise BatchError(f"{path}: no columns")
    wanted = column or schema.names[0]
    if schema.names.count(wanted) != 1:
        many = "no column" if wanted not in schema.names else "several columns"
        raise BatchError(f"{path}: {many} {wanted!r}; has {', '.join(schema.names)}")
    return str(wanted)


def _opened(path: str) -> Any:
    """A stream of the bytes in a file, unpacked by its ending."""
    import sys

    import pyarrow as pa

    if path == STANDARD_INPUT:
        return sys.stdin.buffer
    packed = {".gz": "gzip", ".zst": "zstd"}.get(Path(path).suffix.lower())
    return pa.input_stream(path, compression=packed)
