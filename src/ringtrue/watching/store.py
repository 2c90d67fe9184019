"""What a watch remembers: how far it has read, what it found, what each output was given.

One SQLite file. A batch of lines and the findings in it are written in one transaction, so that a
kill at any moment leaves either both or none; outputs have a cursor each and are filled from the
file, so that what was found is given out however late an output comes back.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ringtrue.errors import RingtrueError

FILE = "watch.db"
_TABLES = """
create table if not exists finding (
  seq integer primary key autoincrement, host text not null unique, at text not null,
  verdict text not null);
create table if not exists place (source text primary key, at text not null);
create table if not exists cursor (output text primary key, seq integer not null);
"""


class Store:
    """The memory of one watch, in a folder of its own; one process at a time."""

    def __init__(self, folder: Path) -> None:
        """Raises `RingtrueError` when the folder cannot be used, or another watch uses it."""
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._db = sqlite3.connect(folder / FILE, timeout=1.0, isolation_level=None)
            os.chmod(folder / FILE, 0o600)
            self._db.execute("pragma locking_mode = exclusive")
            self._db.execute("pragma journal_mode = wal")
            self._db.execute("pragma synchronous = full")
            self._db.executescript(_TABLES)
        except (OSError, sqlite3.Error) as error:
            raise RingtrueError(
                f"{folder}: cannot be used ({error}); is another watch running with it?"
            ) from error

    @contextmanager
    def batch(self) -> Iterator[None]:
        """What is written inside is written as a whole, or not at all."""
        self._db.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._db.execute("rollback")
            raise
        self._db.execute("commit")

    def place(self, source: str) -> str:
        """How far a source was read; empty when it never was."""
        row = self._db.execute("select at from place where source = ?", (source,)).fetchone()
        return str(row[0]) if row else ""

    def read_to(self, source: str, at: str) -> None:
        """Remembers how far a source was read."""
        self._db.execute("insert or replace into place values (?, ?)", (source, at))

    def knows(self, host: str) -> bool:
        """Whether this host was found before."""
        return (
            self._db.execute("select 1 from finding where host = ?", (host,)).fetchone() is not None
        )

    def add(self, host: str, at: str, verdict: dict[str, Any]) -> None:
        """A finding; one that is known stays as it was."""
        text = json.dumps(verdict, ensure_ascii=True)
        self._db.execute(
            "insert or ignore into finding (host, at, verdict) values (?, ?, ?)", (host, at, text)
        )

    def cursor(self, output: str) -> int:
        """The number of the last finding that an output was given."""
        row = self._db.execute("select seq from cursor where output = ?", (output,)).fetchone()
        return int(row[0]) if row else 0

    def given(self, output: str, seq: int) -> None:
        """Remembers that an output was given all findings up to a number."""
        self._db.execute("insert or replace into cursor values (?, ?)", (output, seq))

    def findings(self, after: int, most: int) -> list[dict[str, Any]]:
        """Findings behind a number, in order: ``{seq, at, host, verdict}``."""
        rows: Iterable[tuple[int, str, str, str]] = self._db.execute(
            "select seq, at, host, verdict from finding where seq > ? order by seq limit ?",
            (after, most),
        )
        return [{"seq": s, "at": a, "host": h, "verdict": json.loads(v)} for s, a, h, v in rows]

    def last(self, most: int) -> list[dict[str, Any]]:
        """The newest findings, the newest first."""
        top = self._db.execute("select coalesce(max(seq), 0) from finding").fetchone()[0]
        return self.findings(top - most, most)[::-1]

    def close(self) -> None:
        """Gives the file free."""
        self._db.close()
