"""Servers as the tests use them: one process each, asked over real connections."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

ROWS = [
    ("examplewallet", "Example Wallet", "domain", "examplewallet.example"),
    ("examplewallet", "Example Wallet", "phone", "+18005550142"),
    ("examplewallet", "Example Wallet", "alias", "示例钱包"),
]


class Answer:
    """A response, read whole."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read()

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()


class Server:
    """One `ringtrue serve`, started with settings that need no argument of their own."""

    def __init__(self, environment: dict[str, str] | None = None, **settings: Any) -> None:
        code = (
            "import sys, json\n"
            "from ringtrue.server.run import serve\n"
            "from ringtrue.server.settings import Settings\n"
            "given = json.loads(sys.argv[1])\n"
            "given = {k: tuple(v) if isinstance(v, list) else v for k, v in given.items()}\n"
            "sys.exit(serve(Settings(**given)))\n"
        )
        given = json.dumps({"port": 0, **settings})
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, given],
            env={**os.environ, **(environment or {})},
            stderr=subprocess.PIPE,
            text=True,
        )
        self.log: list[str] = []
        self._changed = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        try:
            listening = self.await_event("listening", settings.get("workers", 1))
        except BaseException:
            self.process.kill()
            self.stop()
            raise
        self.url = listening["address"].rstrip("/")
        self.host, _, port = self.url.removeprefix("http://").rpartition(":")
        self.port = int(port)

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            with self._changed:
                self.log.append(line)
                self._changed.notify_all()
        with self._changed:
            self._changed.notify_all()

    def events(self, name: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in list(self.log) if f'"event": "{name}"' in line]

    def await_event(self, name: str, count: int = 1) -> dict[str, Any]:
        """The `count`-th event of this name, as soon as it is in the log."""
        with self._changed:
            there = self._changed.wait_for(
                lambda: len(self.events(name)) >= count or not self._reader.is_alive(), 60
            )
            assert there, "".join(self.log)
        found = self.events(name)
        assert len(found) >= count, "".join(self.log)
        return found[count - 1]

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self.host, self.port, timeout=30)

    def ask(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> Answer:
        """One request on a connection of its own; a body that is no bytes is sent as JSON."""
        sent = dict(headers or {})
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        connection = self.connect()
        try:
            connection.request(method, path, body, sent)
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def check(self, *contacts: Any, **more: Any) -> Answer:
        return self.ask("POST", "/v1/check", {"contacts": list(contacts), **more})

    def signal(self, number: int) -> None:
        os.kill(self.process.pid, number)

    def stop(self) -> int:
        """Stops it and gives its exit code."""
        if self.process.poll() is None:
            self.signal(signal.SIGTERM)
        try:
            code = self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        self._reader.join(10)
        assert self.process.stderr is not None
        self.process.stderr.close()
        return code


def write_directory(path: Path, rows: list[tuple[str, ...]], version: str) -> Path:
    from ringtrue import Directory
    from ringtrue.index import compiled

    path.write_bytes(compiled.dump(Directory.from_rows(rows).brands.values(), version))
    return path
