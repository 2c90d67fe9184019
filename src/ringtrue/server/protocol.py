"""The HTTP protocol with patience that ends: clients that send or read too slowly are cut off.

uvicorn times only the rest between two requests. A client that sends a byte of its head a minute,
or never takes its answer, would hold a connection for ever.
"""

from __future__ import annotations

import asyncio
import json
from time import monotonic
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from ringtrue.server.guard import DEFAULTS, SECURITY
from ringtrue.server.problems import MEDIA_TYPE, Problem
from ringtrue.server.quick import IN_ROW, URL, Quick
from ringtrue.server.state import Service

_HEAD, _BODY, _REST = 0, 1, 2
"""What a connection is waiting for: a head, the rest of a body, nothing in particular."""
LAST_CALL = 1.0
"""Seconds in which a resting connection may still bring a request when the server stops."""
Timer = asyncio.TimerHandle | None


def guarded_protocol(service: Service, quick: Quick) -> type[asyncio.Protocol]:
    """uvicorn's httptools protocol under the service's limits, with the short way to answers."""
    settings = service.settings

    class GuardedProtocol(HttpToolsProtocol):
        """One connection."""

        _arriving: Timer = None
        """Runs while a head or body is incomplete."""
        _leaving: Timer = None
        """Runs while the client does not take what we send."""
        _part = _HEAD
        _gone = False
        """It was let go and is counted no longer."""
        _head_bytes = 0
        _short: bytes | None = None
        """The body so far of a request that may take the short way."""
        _until = 0.0
        """Clock time at which answers in a row have taken long enough."""

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            service.connections += 1
            service.waiting[self] = None
            if service.connections > settings.max_connections:
                # Whoever holds connections open and asks nothing keeps nobody else out.
                next(iter(service.waiting))._let_go()
            self._await_arrival(settings.head_seconds)

        def connection_lost(self, exc: Exception | None) -> None:
            if not self._gone:
                service.connections -= 1
            service.waiting.pop(self, None)
            self._arrived()
            _cancel(self._leaving)
            self._leaving = None
            super().connection_lost(exc)

        def data_received(self, data: bytes) -> None:
            if self._part == _HEAD:
                # Data may hold several requests or a body too; what counts is that a head does
                # not go on for ever, so the rest of the last piece does not matter.
                self._head_bytes += len(data)
            self._until = monotonic() + IN_ROW
            super().data_received(data)
            if self._short is not None:
                self._go_long()  # the rest of its body is still on its way
            # Most requests arrive in one piece and need no timer.
            if self._part == _HEAD:
                if self._head_bytes > settings.max_head:
                    self._too_long()
                elif self._arriving is None:
                    self._await_arrival(settings.head_seconds)
            elif self._part == _BODY and self._arriving is None:
                # The application times a body that it waits for; this ends one nobody reads.
                self._await_arrival(2 * settings.body_seconds)

        def on_message_begin(self) -> None:
            self._part = _HEAD
            super().on_message_begin()

        def on_headers_complete(self) -> None:
            self._part, self._head_bytes = _BODY, 0
            self._arrived()
            if self._may_be_short() and quick.may(self.headers):
                self._short = b""
            else:
                super().on_headers_complete()

        def on_body(self, body: bytes) -> None:
            if self._short is None:
                super().on_body(body)
            else:
                self._short += body

        def on_message_complete(self) -> None:
            self._part = _REST
            service.waiting.pop(self, None)
            self._arrived()
            if self._short is not None:
                client = self.client[0] if self.client else None
                dated = self.server_state.default_headers
                answer = quick.answer(self._short, client, self.headers, dated)
                if answer is not None:
                    self._short = None
                    self.transport.write(answer)
                    self._rest()
                    return
                self._go_long()
            super().on_message_complete()

        def on_response_complete(self) -> None:
            if not (self._gone or self.pipeline or self.transport.is_closing()):
                service.waiting[self] = None
            super().on_response_complete()

        def _may_be_short(self) -> bool:
            """Nothing of this connection is in work or waits to be taken, it is to be kept, and
            others do not wait for long already."""
            return (
                self.url == URL
                and self.parser.get_method() == b"POST"
                and (self.cycle is None or self.cycle.response_complete)
                and not self.flow.write_paused
                and not self.transport.is_closing()
                and self.parser.get_http_version() == "1.1"
                and monotonic() < self._until
            )

        def _go_long(self) -> None:
            body, self._short = self._short, None
            super().on_headers_complete()
            if body:
                super().on_body(body)

        def _rest(self) -> None:
            service.waiting[self] = None
            self.server_state.total_requests += 1
            self._unset_keepalive_if_required()
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )

        def pause_writing(self) -> None:
            super().pause_writing()
            if self._leaving is None:
                self._leaving = self.loop.call_later(settings.read_seconds, self._cut)

        def resume_writing(self) -> None:
            super().resume_writing()
            _cancel(self._leaving)
            self._leaving = None

        def timeout_keep_alive_handler(self) -> None:
            super().timeout_keep_alive_handler()
            if self._leaving is None:
                # Closing waits until the answer is taken; not for ever.
                self._leaving = self.loop.call_later(settings.read_seconds, self._cut)

        def shutdown(self) -> None:
            if self.cycle is None or self.cycle.response_complete:
                # At rest, but a request may be on its way: it is still answered, with
                # "connection: close". Nothing comes: closed a moment later.
                self.loop.call_later(LAST_CALL, super().shutdown)
            else:
                super().shutdown()

        def send_400_response(self, msg: str) -> None:
            self._refuse(Problem("bad_request", "Send HTTP/1.1."))

        def _refuse(self, problem: Problem) -> None:
            """Answers what never becomes a request, and hangs up."""
            body = json.dumps(problem.to_dict()).encode()
            fields = [
                *self.server_state.default_headers,
                (b"content-type", MEDIA_TYPE.encode()),
                *SECURITY,
                *DEFAULTS,
                (b"connection", b"close"),
                (b"content-length", str(len(body)).encode()),
            ]
            head = STATUS_LINE[problem.status] + b"".join(b"%b: %b\r\n" % f for f in fields)
            self.transport.write(head + b"\r\n" + body)
            self.transport.close()

        def _arrived(self) -> None:
            if self._arriving is not None:
                self._arriving.cancel()
                self._arriving = None

        def _await_arrival(self, seconds: float) -> None:
            self._arriving = self.loop.call_later(seconds, self._cut)

        def _too_long(self) -> None:
            if not self.transport.is_closing():
                most = f"A request's line and headers may have {settings.max_head} bytes."
                self._refuse(
                    Problem("head_too_large", "Send fewer or shorter headers.", detail=most)
                )

        def _cut(self) -> None:
            self.transport.abort()

        def _let_go(self) -> None:
            """Makes room: of all that wait for their client, this connection has waited longest."""
            service.waiting.pop(self, None)
            service.connections -= 1
            self._gone = True
            self.transport.abort()

    return GuardedProtocol


def _cancel(timer: Timer) -> None:
    if timer is not None:
        timer.cancel()
