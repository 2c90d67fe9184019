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
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache
from multiprocessing import get_context
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ringtrue.batch.list_files import STANDARD_INPUT, chunks
from ringtrue.batch.table import check_table, make_ready, schema_of
from ringtrue.checking import Checker
from ringtrue.directory.directory import Directory
from ringtrue.errors import BatchError
from ringtrue.records import record
from ringtrue.scanning.lists import Unread

if TYPE_CHECKING:
    import pyarrow as pa

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
    """Column of sheets and Parquet files that holds the names, by its name or number; empty for the
    one that looks like it."""
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
        from ringtrue import __version__

        files = []
        for name in self.files:
            found = None if name == STANDARD_INPUT else os.stat(name)
            files.append([name, found and found.st_size, found and found.st_mtime_ns])
        version = _directory(self.allowlists).version
        return {
            "ringtrue": __version__,
            "files": files,
            "column": self.column,
            "everything": self.everything,
            "directory": version,
            "chunk": self.chunk,
        }


def sweep(
    plan: Plan, progress: Progress | None = None, unread: Unread | None = None
) -> Counter[str]:
    """Carries out `plan`; how many names had each status. `unread` is told of rows without a name.

    Raises `BatchError` for files that cannot be read or written, and when most rows hold no name.
    """
    unread = Unread() if unread is None else unread
    if plan.jobs < 1 or plan.chunk < 1:
        raise BatchError(f"jobs={plan.jobs} and chunk={plan.chunk} must be 1 or more")
    try:
        _refuse_input_as_output(plan)
        with _alone(plan), _prepared(plan):
            found: Counter[str] = Counter()
            done = 0
            for status in _carried_out(plan, unread):
                found += status
                done += sum(status.values())
                if progress is not None:
                    progress(done, sum(found[hit] for hit in HITS))
            if unread.most:
                shutil.rmtree(plan.parts, ignore_errors=True)
                raise BatchError(
                    f"{unread.told()}; name the column that does (--column NAME, or its number), "
                    "or give a list with a name a line"
                )
            _join(plan)
    except BrokenProcessPool as error:
        raise BatchError("a process died, out of memory perhaps; run it again to go on") from error
    except OSError as error:
        named = f" {error.filename}" if error.filename else ""
        raise BatchError(f"cannot sweep{named}: {error.strerror or error}") from error
    return found


_OF_TEXT = frozenset((".csv", ".json", ".jsonl", ".ndjson", ".tsv", ".txt"))
"""Endings that promise a reader text."""


def _refuse_input_as_output(plan: Plan) -> None:
    if plan.out.is_dir():
        raise BatchError(f"{plan.out} is a folder; --out names the file to write")
    if plan.out.suffix.lower() in _OF_TEXT:
        raise BatchError(f"{plan.out} would be a Parquet file; call it {plan.out.stem}.parquet")
    for name in plan.files:
        if name != STANDARD_INPUT and plan.out.exists() and os.path.samefile(name, plan.out):
            raise BatchError(f"{plan.out} is read and would be written; name another --out")


@contextmanager
def _alone(plan: Plan) -> Iterator[None]:
    """Keeps a second sweep from the same parts, where the system has locks for files."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    plan.out.parent.mkdir(parents=True, exist_ok=True)
    lock = plan.out.with_name(plan.out.name + ".lock")
    with open(lock, "w", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BatchError(f"another sweep writes {plan.out} just now") from error
        try:
            yield
        finally:
            lock.unlink(missing_ok=True)


@contextmanager
def _prepared(plan: Plan) -> Iterator[None]:
    """A folder for the parts, that goes again when none was made."""
    _prepare(plan)
    try:
        yield
    finally:
        if plan.parts.is_dir() and not any(plan.parts.glob("*.parquet")):
            shutil.rmtree(plan.parts)


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
    if plan.parts.exists() and not note.is_file() and any(plan.parts.iterdir()):
        raise BatchError(f"{plan.parts} is in the way and not ours; move it, or name another --out")
    shutil.rmtree(plan.parts, ignore_errors=True)
    plan.parts.mkdir(parents=True)
    note.write_text(json.dumps(wanted), encoding="utf-8")


def _carried_out(plan: Plan, unread: Unread) -> Iterator[Counter[str]]:
    """The statuses of each chunk, in order, judged now or in an earlier run."""
    parts = enumerate(chunks(plan.files, plan.column, plan.chunk, unread))
    if plan.jobs == 1:
        for number, names in parts:
            yield _part(plan, number, names)
        return
    with ProcessPoolExecutor(plan.jobs, mp_context=_context(plan)) as pool:
        waiting: list[Future[Counter[str]]] = []
        for number, names in parts:
            waiting.append(pool.submit(_part, plan, number, names))
            if len(waiting) >= 2 * plan.jobs:
                yield waiting.pop(0).result()
        for future in waiting:
            yield future.result()


def _context(plan: Plan) -> BaseContext:
    """How workers begin: as copies of this process, which share the tables that it makes first;
    where that is not safe (other threads run here, or the system's own are not made for it), each
    begins anew and makes its own."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return get_context("spawn")
    import pyarrow.parquet  # noqa: F401

    make_ready(_checker(plan.allowlists))
    return get_context("fork")


def _part(plan: Plan, number: int, names: pa.Array) -> Counter[str]:
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
    unfinished.write_text(json.dumps(found), encoding="utf-8")
    os.replace(unfinished, counts)  # last: it says that the part is whole
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


def statuses(found: Counter[str]) -> Sequence[str]:
    """One line of summary: ``3 impersonation, 1 suspicious, 996 unknown``."""
    return [f"{found[name]:,} {name}" for name in (*HITS, "official", "unknown", "invalid")]
