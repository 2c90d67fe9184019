"""A real HTTP server on loopback that can be told to misbehave, path by path."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Rule = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Serves files of the server's folder unless a rule for the end of the path says otherwise."""

    server: Server
    disable_nagle_algorithm = True  # or each answer waits for an acknowledgement

    def do_GET(self) -> None:
        """Answers one request."""
        path = self.path.partition("?")[0]
        self.server.seen.append(path)
        self.server.agents.append(self.headers.get("User-Agent", ""))
        try:
            for end, rule in list(self.server.rules.items()):
                if path.endswith(end):
                    rule(self)
                    return
            self.file(self.server.folder / path.lstrip("/"))
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the client has given up, which is its right

    def file(self, path: Path) -> None:
        """A file as it lies there, or 404."""
        if path.is_file():
            self.content(path.read_bytes())
        else:
            self.send_error(404)

    def content(self, data: bytes, length: int | None = None) -> None:
        """An answer 200 that may lie about its length."""
        self.send_response(200)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""


class Server(ThreadingHTTPServer):
    """The server, its rules, and what it was asked for."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, folder: Path, context: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder = folder
        self.rules: dict[str, Rule] = {}
        self.seen: list[str] = []
        self.agents: list[str] = []
        self.closing = threading.Event()
        self.scheme = "http"
        if context is not None:
            self.socket = context.wrap_socket(self.socket, server_side=True)
            self.scheme = "https"
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are part of the tests."""

    @property
    def url(self) -> str:
        """Where clients find the repository."""
        host = "localhost" if self.scheme == "https" else "127.0.0.1"
        return f"{self.scheme}://{host}:{self.server_address[1]}/"

    def stop(self) -> None:
        """Ends the server and releases handlers that wait."""
        self.closing.set()
        self.shutdown()
        self.server_close()


# -- rules ----------------------------------------------------------------------------------------


def answer(data: bytes) -> Rule:
    """Always these bytes."""
    return lambda handler: handler.content(data)


def status(code: int) -> Rule:
    """Always this status."""
    return lambda handler: handler.send_error(code)


def times(count: int, rule: Rule) -> Rule:
    """The rule for the first `count` requests, then the file."""
    left = [count]

    def act(handler: Handler) -> None:
        left[0] -= 1
        if left[0] >= 0:
            rule(handler)
        else:
            handler.file(handler.server.folder / handler.path.lstrip("/"))

    return act


def endless(handler: Handler) -> None:
    """A body without end and without a length."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.closing.is_set():
        handler.wfile.write(b"{" * 65536)


def drip(handler: Handler) -> None:
    """A body that comes a byte at a time, each before any timeout of a socket."""
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    while not handler.server.closing.wait(0.05):
        handler.wfile.write(b" ")


def drip_headers(handler: Handler) -> None:
    """Headers that never end, a byte at a time."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.server.closing.wait(0.05):
        handler.wfile.write(b"a")


def silence(handler: Handler) -> None:
    """A connection that is taken and never answered."""
    handler.server.closing.wait(60)


def cut(handler: Handler) -> None:
    """An answer that ends half-way."""
    data = (handler.server.folder / handler.path.lstrip("/")).read_bytes()
    handler.content(data[: len(data) // 2], length=len(data))
    handler.close_connection = True
