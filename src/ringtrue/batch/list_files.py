"""Names out of files: lists of any shape (`ringtrue.scanning.lists`) or Parquet, packed or not, as
Arrow arrays of bounded size.

``.gz`` and ``.zst`` are unpacked on the way; ``-`` is standard input, read as text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ringtrue.errors import BatchError
from ringtrue.progress import at, over
from ringtrue.records import replace
from ringtrue.scanning.lists import (
    SAMPLE,
    ColumnMissing,
    Entry,
    Shape,
    Unread,
    entries,
    shape_of,
)

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 65_536
"""Rows of a Parquet file that are read at once."""
BLOCK = 1 << 20
"""Bytes of a text that are read at once."""
MAX_NAME = 8192
"""Characters of a name that are kept; longer ones are cut, and no contact."""
STANDARD_INPUT = "-"


def chunks(
    files: Collection[str], column: str, size: int, unread: Unread | None = None
) -> Iterator[pa.Array]:
    """The names of all `files`, in order, `size` in each array but the last.

    `column` is the one of sheets and Parquet files that holds them; empty for the one that looks
    like it, or the first of a Parquet file. Rows that hold no name are left out and counted in
    `unread`. Raises `BatchError` for a file that holds something else than its ending
    says, `OSError` for one that cannot be read.
    """
    import pyarrow as pa

    unread = Unread() if unread is None else unread
    held: list[pa.Array] = []
    rows = 0
    for path in over(files):
        for names in _told(path, _names(path, column, unread)):
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


def _names(path: str, column: str, unread: Unread) -> Iterator[pa.Array]:
    """Names of one file: plain strings, none of them null or empty."""
    bare = path.lower().removesuffix(".gz").removesuffix(".zst")
    if bare.endswith((".parquet", ".pq")):
        return _parquet_names(path, column)
    return _list_names(path, column, unread)


# -- lists -----------------------------------------------------------------------------------

_PLAIN = re.compile(rb"[A-Za-z0-9_.\n-]*\.[A-Za-z0-9_.\n-]*")


def _list_names(path: str, column: str, unread: Unread) -> Iterator[pa.Array]:
    """Names of a list, by Arrow where a row is a name and nothing else, or a cell of a sheet is."""
    import pyarrow as pa

    with _opened(path) as stream:
        sample = stream.read(SAMPLE)
        while len(sample) < SAMPLE and (more := stream.read(SAMPLE - len(sample))):
            sample += more  # a pipe gives what it has
        try:
            shape = shape_of(sample, column, more=len(sample) == SAMPLE)
        except ColumnMissing as error:
            raise BatchError(f"{path}: {error}") from error
        in_blocks = shape.kind == "plain" or (shape.kind == "table" and b'"' not in sample)
        if in_blocks and shape.encoding in ("utf-8", "utf-8-sig"):
            for number, block in _blocks(stream, sample):
                names = _quick(block, shape) if number or not shape.head else None
                if names is None:
                    begun = shape if not number else replace(shape, head=False)
                    found = entries(BytesIO(block), shape=begun)
                    names = pa.array(_names_of(found, path, unread, number), pa.string())
                else:
                    unread.rows += len(names)
                yield names
            return
        found = entries(stream, shape=shape, sample=sample)
        while rows := list(islice(found, BATCH)):
            yield pa.array(_names_of(rows, path, unread, 0), pa.string())


def _names_of(found: Iterable[Entry], path: str, unread: Unread, before: int) -> list[str]:
    """Names of some rows; rows without one are counted. `before` lines stand before them."""
    names = []
    for entry in found:
        unread.rows += 1
        if entry.why:
            unread.add(path, replace(entry, number=entry.number + before))
        else:
            names.append(entry.text[:MAX_NAME])
    return names


def _blocks(stream: Any, sample: bytes) -> Iterator[tuple[int, bytes]]:
    """Whole lines of `BLOCK` bytes or so, and how many lines stand before them."""
    number, rest, block = 0, b"", sample
    while block:
        following = stream.read(BLOCK)
        whole, newline, tail = (rest + block).rpartition(b"\n")
        if not following:
            whole, tail = (whole + newline + tail).removesuffix(b"\n"), b""
        rest = tail[: 4 * MAX_NAME]
        if whole:
            yield number, whole
            number += whole.count(b"\n") + 1
        block = following


def _quick(block: bytes, shape: Shape) -> pa.Array | None:
    """Names of whole lines where each is a name and nothing else, or each cell of the column is;
    else None."""
    if shape.kind == "table":
        if b'"' in block:
            return None
        sign, at = shape.separator.encode(), shape.column
        try:
            cells = [line.split(sign, at + 1)[at] for line in block.split(b"\n")]
        except IndexError:
            return None
        block = b"\n".join(cells)
    return _names_in(block)


def _names_in(block: bytes) -> pa.Array | None:
    """Names of whole lines, where each is a name and nothing else; else None."""
    import numpy as np
    import pyarrow as pa

    if block.endswith(b".") or b".\n" in block or not _PLAIN.fullmatch(block):
        return None
    signs = np.frombuffer(block + b"\n", np.uint8)
    ends = np.flatnonzero(signs == ord("\n"))
    dots = np.diff(np.searchsorted(np.flatnonzero(signs == ord(".")), ends), prepend=0)
    offsets = np.zeros(len(ends) + 1, np.int32)
    offsets[1:] = ends - np.arange(len(ends))
    lengths = np.diff(offsets)
    if lengths.max() > MAX_NAME or not dots[lengths > 0].all():
        return None
    text = block.replace(b"\n", b"")
    names = pa.StringArray.from_buffers(len(ends), pa.py_buffer(offsets), pa.py_buffer(text))
    return names.filter(pa.array(lengths > 0)) if not lengths.all() else names


# -- tables ----------------------------------------------------------------------------------


def _parquet_names(path: str, column: str) -> Iterator[pa.Array]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            wanted = _wanted(file.schema_arrow, path, column)
            batches = _told_of(file, file.iter_batches(batch_size=BATCH, columns=[wanted]))
            yield from _column_names(batches, path, wanted)
    except pa.ArrowInvalid as error:
        raise BatchError(f"{path} is no Parquet file that can be read: {error}") from error


def _told_of(file: Any, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    done = 0
    for batch in batches:
        yield batch
        done += batch.num_rows
        at(done, file.metadata.num_rows)


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
    file = pa.OSFile(path)
    return _Told(file, pa.CompressedInputStream(file, packed) if packed else file)


class _Told:
    """A stream whose place in its file is told of at each read."""

    def __init__(self, file: Any, stream: Any) -> None:
        self._file, self._stream, self._size = file, stream, file.size()

    def __enter__(self) -> _Told:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        self._file.close()

    def read(self, size: int = -1) -> bytes:
        block: bytes = self._stream.read(size)
        at(self._file.tell(), self._size)
        return block
