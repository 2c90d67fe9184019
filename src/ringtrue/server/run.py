"""Running the backend: the socket, the workers, the signals.

SIGTERM and Ctrl-C stop gracefully: the server goes on answering for `drain_seconds`, tells every
connection to close, ends the requests in work and leaves. SIGHUP reads the directory again, and
so does an update that `ringtrue update` installed meanwhile.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from types import FrameType
from typing import Any

import uvicorn

from ringtrue.server.app import application
from ringtrue.server.listening import accept_last, address_of, listen
from ringtrue.server.logs import Forward, Log
from ringtrue.server.metrics import Metrics
from ringtrue.server.protocol import guarded_protocol
from ringtrue.server.quick import Quick
from ringtrue.server.settings import Settings
from ringtrue.server.state import Service, updates_seen
from ringtrue.server.workers import Workers

WATCH = 30
"""Tenths of a second between two looks for a list that `ringtrue update` installed."""
ONCE = 0.5
"""Seconds within which two signals are one: a terminal's Ctrl-C reaches the workers too, and their
parent passes it on."""
SWITCH = 0.001
"""Seconds after which a scan's thread hands over: single checks must not wait for it."""


def serve(settings: Settings) -> int:
    """Serves until a signal ends it; the exit code. Raises `SettingsError` when it cannot listen
    and what `read_directory` raises when there is nothing to serve."""
    log = Log(requests=settings.log_requests)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # until there is something to reload
    listening = listen(settings)
    metrics = Metrics(settings.workers)

    def work(slot: int, last: Callable[[], bool]) -> int:
        metrics.use(slot)
        return _work(Service(settings, metrics=metrics, log=log), listening, last)

    if settings.workers == 1:
        return work(0, lambda: True)

    patience = settings.drain_seconds + settings.stop_seconds
    workers = Workers(
        settings.workers,
        lambda slot: work(slot, lambda: workers.stopping),
        log,
        patience,
        listening.close,
    )
    return workers.run()


def _welcome(service: Service, listening: socket.socket) -> None:
    settings, directory = service.settings, service.checker.directory
    service.log.event(
        "listening", address=address_of(listening), workers=settings.workers,
        directory=directory.version, brands=len(directory.brands),
        rate=settings.contacts_per_second or None, tokens=len(settings.tokens),
    )  # fmt: skip
    if not settings.loopback and not settings.tokens:
        service.log.event("open_to_others", "warning", remedy="--token-file asks for a token")


def _work(service: Service, listening: socket.socket, last: Callable[[], bool]) -> int:
    """Runs one worker until it is asked to stop. `last` says then whether nobody listens on."""
    settings = service.settings
    service.tell()
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "asyncio", "opentelemetry"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], False
    logging.getLogger("uvicorn.error").handlers = [Forward(service.log)]
    logging.getLogger("asyncio").handlers = [Forward(service.log)]
    logging.getLogger("opentelemetry").handlers = [Forward(service.log)]
    app = application(service)
    config = uvicorn.Config(
        app,
        http=guarded_protocol(service, Quick(app, service)),
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=list(settings.proxies),
        server_header=False,
        timeout_keep_alive=max(1, round(settings.idle_seconds)),
        timeout_graceful_shutdown=max(1, round(settings.stop_seconds)),
        backlog=2048,
    )
    sys.setswitchinterval(SWITCH)
    gc.collect()
    gc.freeze()  # the directory stays: collections need not look at it again
    gc.set_threshold(10_000, 20, 20)
    server = _Server(config, service, last)
    server.run(sockets=[listening])
    service.close()
    return 0


class _Server(uvicorn.Server):
    """uvicorn's server, with a pause between "stop" and "stop listening", and SIGHUP."""

    def __init__(self, config: uvicorn.Config, service: Service, last: Callable[[], bool]) -> None:
        super().__init__(config)
        self._service, self._last = service, last
        self._asked_to_stop: float | None = None
        self._seen = updates_seen()
        self._reloads: set[asyncio.Task[bool]] = set()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        if hasattr(signal, "SIGHUP"):
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self._reload)
        await super().startup(sockets)
        if self.started and sockets:
            _welcome(self._service, sockets[0])

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        waiting = accept_last(sockets or [], last=self._last())
        for server in self.servers:
            server.close()
        loop = asyncio.get_running_loop()
        for connection in waiting:
            # Connected, perhaps with its request sent, but not accepted yet: it is answered too.
            with suppress(OSError):
                await loop.connect_accepted_socket(self._protocol, connection)
        await super().shutdown(sockets)

    def _protocol(self) -> asyncio.Protocol:
        factory: Any = self.config.http_protocol_class
        protocol: asyncio.Protocol = factory(
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )
        return protocol

    async def on_tick(self, counter: int) -> bool:
        await super().on_tick(counter)
        if counter and counter % WATCH == 0 and not self._service.settings.directory:
            self._look_for_updates()
        if self._asked_to_stop is None:
            return False
        waited = monotonic() - self._asked_to_stop
        return self.force_exit or waited >= self._service.settings.drain_seconds

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self._asked_to_stop is not None:
            if monotonic() - self._asked_to_stop > ONCE:
                self.force_exit = self.should_exit = True  # asked twice: at once
            return
        self._asked_to_stop = monotonic()
        self._service.draining = True
        self._service.log.event("stopping", signal=signal.Signals(sig).name)

    def _look_for_updates(self) -> None:
        seen = updates_seen()
        if seen != self._seen:
            self._seen = seen
            self._reload()

    def _reload(self) -> None:
        if len(self._reloads) > 1:
            return  # the second one will read what is there when the first has ended
        task = asyncio.get_running_loop().create_task(self._service.reload())
        self._reloads.add(task)
        task.add_done_callback(self._reloads.discard)
