"""Several workers behind one socket: forked, watched, stopped together."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from mmap import mmap

from ringtrue.server.logs import Log
from ringtrue.server.settings import SettingsError

PAUSE = 1.0
"""Seconds before a worker that died is replaced: one that cannot start must not spin."""


class Workers:
    """`count` processes that run ``work(slot)``. The parent only passes signals on."""

    def __init__(
        self,
        count: int,
        work: Callable[[int], int],
        log: Log,
        patience: float,
        stop: Callable[[], None],
    ) -> None:
        if not hasattr(os, "fork"):
            raise SettingsError(f"--workers {count} needs a system that can fork; use 1")
        self._count, self._work, self._log = count, work, log
        self._patience, self._stop = patience, stop
        self._slots: dict[int, int] = {}  # process id -> slot
        self._stopped = mmap(-1, 1)
        """Shared with the workers: one byte, set when all of them are to stop."""

    @property
    def stopping(self) -> bool:
        """Whether all are asked to stop; in a worker: it is not the only one that leaves."""
        return self._stopped[0] == 1

    def run(self) -> int:
        """Runs the workers until SIGTERM or Ctrl-C and all have left; 1 when one was killed."""
        for slot in range(self._count):
            self._start(slot)
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            signal.signal(getattr(signal, name), lambda number, _: self._pass_on(number))
        deadline = float("inf")
        killed = False
        while self._slots:
            if self.stopping and deadline == float("inf"):
                deadline = time.monotonic() + self._patience + 5
            if time.monotonic() > deadline:
                killed = True
                self._tell(signal.SIGKILL)
            gone, status = os.waitpid(-1, os.WNOHANG)
            if not gone:
                time.sleep(0.05)
                continue
            if gone not in self._slots:
                continue
            slot = self._slots.pop(gone)
            if not self.stopping:
                self._log.event("worker_died", "error", worker=gone, status=status)
                time.sleep(PAUSE)
                if not self.stopping:
                    self._start(slot)
        return int(killed)

    def _start(self, slot: int) -> None:
        child = os.fork()
        if child:
            self._slots[child] = slot
            return
        code = 70
        try:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_DFL)
            signal.signal(signal.SIGHUP, signal.SIG_IGN)  # until the server takes it
            code = self._work(slot)
        except KeyboardInterrupt:
            code = 130
        except Exception as error:
            self._log.fault(error, "worker_fault")
        finally:
            os._exit(code)

    def _pass_on(self, number: int) -> None:
        if number != signal.SIGHUP:
            self._stopped[0] = 1
            self._stop()
        self._tell(number)

    def _tell(self, number: int) -> None:
        for child in list(self._slots):
            try:
                os.kill(child, number)
            except ProcessLookupError:
                continue
