"""Structured logs: one line of JSON an event, on standard error.

What a client sent never gets in: no body, no contact, no query, no header, no address. A request
is named by its route, not by its path, and a fault by its type and its place, because the message
of an exception may quote the input.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
import traceback
from functools import lru_cache
from typing import Any, NamedTuple


class Done(NamedTuple):
    """A request that was answered."""

    route: str
    method: str
    status: int
    """0 where the client left before."""
    seconds: float
    contacts: int


class Log:
    """Writes events. A reader that is slow or gone never stops the server."""

    def __init__(self, *, requests: bool = True) -> None:
        self.requests = requests

    def event(self, event: str, level: str = "info", **fields: Any) -> None:
        """One event with its fields, JSON values only."""
        line = {"time": _now(), "level": level, "event": event, "pid": os.getpid(), **fields}
        self._write(json.dumps(line, ensure_ascii=True) + "\n")

    def request(self, done: Done) -> None:
        """One request. Every value is ours: nothing needs escaping."""
        if self.requests:
            self._write(
                f'{{"time": "{_now()}", "level": "info", "event": "request", "pid": {os.getpid()}, '
                f'"route": "{done.route}", "method": "{done.method}", "status": {done.status}, '
                f'"ms": {done.seconds * 1000:.2f}, "contacts": {done.contacts}}}\n'
            )

    def fault(self, error: BaseException, event: str = "fault") -> None:
        """A bug of ours: its type and where it happened, without its message."""
        frames = traceback.extract_tb(error.__traceback__)[-8:]
        self.event(
            event,
            "error",
            error=type(error).__name__,
            at=[f"{os.path.basename(f.filename)}:{f.lineno} {f.name}" for f in frames],
        )

    def _write(self, line: str) -> None:
        try:
            sys.stderr.write(line)
            sys.stderr.flush()
        except (OSError, ValueError):
            return


class Forward(logging.Handler):
    """Hands warnings of the HTTP server to our log, by their template and without arguments."""

    def __init__(self, log: Log) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            self._log.fault(error, "server_fault")
        else:
            message = record.msg.partition("\n")[0] if isinstance(record.msg, str) else ""
            self._log.event("server", record.levelname.lower(), message=message)


def _now() -> str:
    seconds = time.time()
    return f"{_whole(int(seconds))}.{int(seconds % 1 * 1000):03d}Z"


@lru_cache(maxsize=2)
def _whole(seconds: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))
