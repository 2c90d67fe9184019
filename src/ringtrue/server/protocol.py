"""The HTTP protocol with patience that ends: clients that send or read too slowly are cut off.

uvicorn times only the rest between two requests. A client that sends a byte of its head a minute,
or never takes its answer, would hold a connection for ever.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from ringtrue.server.problems import Problem
from ringtrue.server.settings import Settings

LAST_CALL = 0.25
"""Seconds in which a resting connection may still bring a request when the server stops."""
Timer = asyncio.TimerHandle | None


def guarded_protocol(settings: Settings) -> type[asyncio.Protocol]:
    """uvicorn's httptools protocol under these limits."""

    class GuardedProtocol(HttpToolsProtocol):
        """One connection."""

        _arriving: Timer = None
        """Runs while a head or body is incomplete."""
        _leaving: Timer = None
        """Runs while the client does not take what we send."""
        _in_head = True
        _head_bytes = 0

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._await_arrival(settings.head_seconds)

        def connection_lost(self, exc: Exception | None) -> None:
            _cancel(self._arriving)
            self._arriving = None
            _cancel(self._leaving)
            self._leaving = None
            super().connection_lost(exc)

        def data_received(self, data: bytes) -> None:
            if self._in_head:
                if self._arriving is None:
                    self._await_arrival(settings.head_seconds)
                # Data may hold several requests or a body too; what counts is that a head does
                # not go on for ever, so the rest of the last piece does not matter.
                self._head_bytes += len(data)
            super().data_received(data)
            if self._in_head and self._head_bytes > settings.max_head:
                self._too_long()

        def on_headers_complete(self) -> None:
            self._in_head, self._head_bytes = False, 0
            _cancel(self._arriving)
            self._arriving = None
            super().on_headers_complete()
            # The application times the body that it waits for; this ends one that nobody reads.
            self._await_arrival(2 * settings.body_seconds)

        def on_message_complete(self) -> None:
            self._in_head, self._head_bytes = True, 0
            _cancel(self._arriving)
            self._arriving = None
            super().on_message_complete()

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
            problem = Problem("bad_request", "Send HTTP/1.1.")
            body = json.dumps(problem.to_dict()).encode()
            self.transport.write(
                b"HTTP/1.1 400 Bad Request\r\ncontent-type: application/problem+json\r\n"
                b"connection: close\r\ncontent-length: %d\r\n\r\n%b" % (len(body), body)
            )
            self.transport.close()

        def _await_arrival(self, seconds: float) -> None:
            _cancel(self._arriving)
            self._arriving = self.loop.call_later(seconds, self._cut)

        def _too_long(self) -> None:
            if not self.transport.is_closing():
                self.transport.write(
                    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
                    b"content-length: 0\r\nconnection: close\r\n\r\n"
                )
                self.transport.close()

        def _cut(self) -> None:
            self.transport.abort()

    return GuardedProtocol


def _cancel(timer: Timer) -> None:
    if timer is not None:
        timer.cancel()
