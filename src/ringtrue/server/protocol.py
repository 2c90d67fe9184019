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

_HEAD, _BODY, _REST = 0, 1, 2
"""What a connection is waiting for: a head, the rest of a body, nothing in particular."""
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
        _part = _HEAD
        _head_bytes = 0

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._await_arrival(settings.head_seconds)

        def connection_lost(self, exc: Exception | None) -> None:
            self._arrived()
            _cancel(self._leaving)
            self._leaving = None
            super().connection_lost(exc)

        def data_received(self, data: bytes) -> None:
            if self._part == _HEAD:
                # Data may hold several requests or a body too; what counts is that a head does
                # not go on for ever, so the rest of the last piece does not matter.
                self._head_bytes += len(data)
            super().data_received(data)
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
            super().on_headers_complete()

        def on_message_complete(self) -> None:
            self._part = _REST
            self._arrived()
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

        def _arrived(self) -> None:
            if self._arriving is not None:
                self._arriving.cancel()
                self._arriving = None

        def _await_arrival(self, seconds: float) -> None:
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
