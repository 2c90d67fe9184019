"""What the endpoints share: the directory that answers now, and how it is replaced."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from ringtrue.checking import Checker
from ringtrue.directory import installed
from ringtrue.directory.directory import Directory
from ringtrue.errors import RingtrueError
from ringtrue.records import forget_memos
from ringtrue.server import reading
from ringtrue.server.answers import Answers
from ringtrue.server.logs import Done, Log
from ringtrue.server.metrics import Metrics
from ringtrue.server.settings import Settings

if TYPE_CHECKING:
    from ringtrue.server.telemetry import Telemetry

SCANS = 2
"""Scans in work at once: they are long, run beside the event loop and take turns with it."""
MANY = 512
"""New contacts of a batch from which their hosts are looked at together."""
BATCHES = 2
"""Batches in work at once: they take turns with single checks, the rest waits in line."""


@cache
def _has_columns() -> bool:
    return bool(find_spec("numpy") and find_spec("pyarrow"))


def read_directory(settings: Settings) -> Directory:
    """The directory as it is on disk now (`ringtrue.server.reading.read`)."""
    return reading.read(settings.directory, settings.allowlists)


def updates_seen() -> frozenset[tuple[str, int]]:
    """What `ringtrue update` last changed: another value means that there is a list to reload."""
    found = set()
    for name in installed.feed_names():
        folder = installed.feed_folder(name)
        for file in (installed.CURRENT, installed.FEED):
            with suppress(OSError):
                found.add((f"{name}/{file}", (folder / file).stat().st_mtime_ns))
    return frozenset(found)


def warmed(directory: Directory) -> Checker:
    """A checker whose indexes are built, so that the first request does not wait for them."""
    checker = Checker(directory).prepare()
    checker.scan("Warm-up <a@warm-up.example>")  # its tables of names in texts too
    return checker


class Service:
    """One worker's state. Everything that a request uses is taken from it once, at its start,
    so that a reload in between changes nothing for that request."""

    def __init__(
        self,
        settings: Settings,
        directory: Directory | None = None,
        metrics: Metrics | None = None,
        log: Log | None = None,
        read: Callable[[Settings], Directory] = read_directory,
    ) -> None:
        self.settings = settings
        self.metrics = metrics or Metrics()
        self.log = log or Log(requests=settings.log_requests)
        self.telemetry: Telemetry | None = None
        """What is told to a collector; made by whoever runs the worker."""
        self.draining = False
        """SIGTERM came: no longer ready, and every connection closes after its answer."""
        self.active = 0
        """Requests in work."""
        self.arriving = 0
        """Bytes of bodies that are not whole yet."""
        self.connections = 0
        """Connections that are open."""
        self.waiting: dict[Any, None] = {}
        """Those of them whose client has still to ask something, the one that waits longest first.
        """
        self._read = read
        self._reloading = asyncio.Lock()
        self._columns_of: Checker | None = None
        """The checker whose tables of `quiet_hosts` are made."""
        self.scans = asyncio.Semaphore(SCANS)
        self.batches = asyncio.Semaphore(BATCHES)
        self.threads = ThreadPoolExecutor(SCANS + 1, "ringtrue")
        self.answers = self._answers(warmed(directory or read(settings)))
        self.brands_json: tuple[str, bytes] = ("", b"")
        """The list of brands as JSON, by directory version."""
        self.newest: tuple[str, str] = "", ""
        """The day of the newest check of a source, by directory version."""
        self.counted: tuple[str, dict[str, object]] = ("", {})
        """How much is listed, by directory version."""

    @property
    def crowded(self) -> bool:
        """More connections are open than may be."""
        return self.connections > self.settings.max_connections

    @property
    def checker(self) -> Checker:
        """The checker that answers now."""
        return self.answers.checker

    async def quiet_hosts(self, contacts: list[str], checker: Checker) -> frozenset[str]:
        """Hosts of many contacts that surely resemble nothing (`ringtrue.batch.quiet_hosts`): in
        batches so large that it pays, where numpy and pyarrow are installed. Their tables (some 80
        MB with these libraries) are made when the first such batch comes, beside other work.
        """
        if len(contacts) < MANY or not _has_columns():
            return frozenset()
        from ringtrue.batch import quiet_hosts

        if self._columns_of is not checker:
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self.threads, quiet_hosts, contacts, checker)
            self._columns_of = checker
        return quiet_hosts(contacts, checker)

    async def reload(self) -> bool:
        """Reads the directory again and swaps it in when it is whole; else keeps the old one.

        Requests go on meanwhile, each with the directory that it began with. Whether it worked.
        """
        async with self._reloading:
            loop = asyncio.get_running_loop()
            try:
                checker = await loop.run_in_executor(self.threads, self._fresh)
            except (RingtrueError, OSError, ValueError) as error:
                self.metrics.add('ringtrue_directory_reloads_total{result="failed"}')
                self.log.event(
                    "reload_failed", "error", error=type(error).__name__, reason=str(error)[:500],
                    kept=self.checker.directory.version,
                )  # fmt: skip
                return False
            before = self.checker.directory.version
            self.answers = self._answers(checker)
            forget_memos()
            self.metrics.add('ringtrue_directory_reloads_total{result="done"}')
            self.log.event("reloaded", version=checker.directory.version, before=before)
            return True

    def answered(self, done: Done, parent: dict[str, str] | None = None) -> None:
        """Counts and logs one request, and tells the collector, if there is one."""
        self.metrics.request(done.route, done.status, done.seconds)
        self.log.request(done)
        if self.telemetry is not None:
            self.telemetry.request(done, parent)

    def tell(self) -> None:
        """Begins to tell a collector, if the settings say so. In the worker itself: the threads
        that send would not outlive a fork."""
        if self.settings.telemetry:
            from ringtrue.server.telemetry import Telemetry

            self.telemetry = Telemetry(self.metrics, lambda: self.checker.directory)

    def close(self) -> None:
        """Lets the threads go; a scan that still runs is not waited for."""
        self.threads.shutdown(wait=False, cancel_futures=True)
        if self.telemetry is not None:
            self.telemetry.close()

    def _fresh(self) -> Checker:
        return warmed(self._read(self.settings))

    def _answers(self, checker: Checker) -> Answers:
        return Answers(checker, self.settings.memory, self.metrics)
