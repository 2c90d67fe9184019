"""Stopping, reloading, and workers that die: no request is lost."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from securesystemslib.signer import CryptoSigner
from serving import ROWS, Server, write_directory
from tuf.api.metadata import Metadata, Root, TargetFile, Targets

from ringtrue.directory.signed import TARGET

CONTACT = "examplewallet.example"
NEW_ROWS = [*ROWS, ("other", "Other", "domain", "other.example")]


class Callers:
    """Threads that ask over kept connections until they are told to stop or to go away."""

    def __init__(self, server: Server, count: int, body: dict[str, Any]) -> None:
        self.server = server
        self.body = json.dumps(body).encode()
        self.statuses: list[int] = []
        self.versions: list[str] = []
        self.lost: list[str] = []
        self.turned_away = 0
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._run) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    def _run(self) -> None:
        connection: http.client.HTTPConnection | None = None
        while not self._stop.is_set():
            if connection is None:
                connection = self.server.connect()
                try:
                    connection.connect()
                except ConnectionRefusedError:
                    self.turned_away += 1  # nothing was sent: nothing is lost
                    return
            try:
                connection.request(
                    "POST", "/v1/check", self.body, {"Content-Type": "application/json"}
                )
                response = connection.getresponse()
                found = json.loads(response.read())
            except (OSError, http.client.HTTPException) as error:
                self.lost.append(repr(error))
                return
            self.statuses.append(response.status)
            self.versions.append(found.get("directory_version", ""))
            if response.headers.get("connection") == "close":
                connection.close()
                connection = None
        if connection is not None:
            connection.close()

    def answered(self, count: int) -> None:
        deadline = time.monotonic() + 30
        while len(self.statuses) < count:
            assert time.monotonic() < deadline
            time.sleep(0.01)

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(30)


@pytest.mark.parametrize("workers", [1, 2])
def test_stopping_loses_no_request(start: Any, example_list: Path, workers: int) -> None:
    server = start(directory=str(example_list), workers=workers)
    callers = Callers(server, 12, {"contacts": [CONTACT]})
    callers.answered(40)
    server.signal(signal.SIGTERM)
    assert server.process.wait(30) == 0
    callers.stop()
    assert callers.lost == []
    assert set(callers.statuses) == {200}
    assert callers.turned_away == 12


@pytest.mark.parametrize("signals", [1, 2])
def test_a_request_in_work_is_finished(start: Any, signals: int) -> None:
    # A terminal's Ctrl-C arrives twice: at each worker, and once more through their parent.
    server = start(memory=0, drain_seconds=0, answer_seconds=120, stop_seconds=120)
    callers = Callers(server, 2, {"contacts": [f"s-{n}-wallet.example" for n in range(1000)]})
    time.sleep(0.3)
    for _ in range(signals):
        server.signal(signal.SIGTERM)
        time.sleep(0.05)
    assert server.process.wait(60) == 0
    callers.stop()
    assert callers.lost == []
    assert set(callers.statuses) == {200}


def test_while_it_stops_it_is_not_ready(start: Any, example_list: Path) -> None:
    server = start(directory=str(example_list), drain_seconds=3)
    server.signal(signal.SIGTERM)
    server.await_event("stopping")
    answer = server.ask("GET", "/readyz")
    assert answer.status == 503
    assert server.check(CONTACT).headers["connection"] == "close"
    assert server.ask("GET", "/healthz").status == 200


@pytest.mark.parametrize("workers", [1, 2])
def test_reloading_loses_no_request(start: Any, tmp_path: Path, workers: int) -> None:
    path = write_directory(tmp_path / "d.json", ROWS, "before")
    server = start(directory=str(path), workers=workers)
    callers = Callers(server, 4, {"contacts": [CONTACT, "other.example"]})
    callers.answered(20)
    write_directory(path, NEW_ROWS, "after")
    server.signal(signal.SIGHUP)
    server.await_event("reloaded", count=workers)
    callers.answered(len(callers.statuses) + 20)
    callers.stop()
    assert callers.lost == []
    assert set(callers.statuses) == {200}
    assert set(callers.versions) == {"before", "after"}
    assert server.check("other.example").json()["verdicts"][0]["status"] == "official"
    assert 'reloads_total{result="done"} ' + str(workers) in server.ask("GET", "/metrics").text


@pytest.mark.parametrize(
    "content", [b"", b"{}", b'{"format":1,"version":"x","sha256":"","body":{}}']
)
def test_a_broken_directory_is_not_taken(start: Any, tmp_path: Path, content: bytes) -> None:
    path = write_directory(tmp_path / "d.json", ROWS, "good")
    server = start(directory=str(path))
    path.write_bytes(content)
    server.signal(signal.SIGHUP)
    assert server.await_event("reload_failed")["kept"] == "good"
    found = server.check(CONTACT).json()
    assert found["directory_version"] == "good"
    assert found["verdicts"][0]["status"] == "official"
    path.unlink()
    server.signal(signal.SIGHUP)
    server.await_event("reload_failed", count=2)
    assert server.check(CONTACT).status == 200


def test_an_allowlist_is_read_again_too(start: Any, tmp_path: Path, example_list: Path) -> None:
    source = Path(__file__).parents[2] / "allowlists" / "tokenpocket.toml"
    path = tmp_path / "own"
    path.mkdir()
    server = start(directory=str(example_list), allowlists=[str(path)])
    assert server.ask("GET", "/v1/brands/tokenpocket").status == 404
    (path / "tokenpocket.toml").write_bytes(source.read_bytes())
    server.signal(signal.SIGHUP)
    server.await_event("reloaded")
    assert server.ask("GET", "/v1/brands/tokenpocket").status == 200
    assert len(server.ask("GET", "/v1/brands").json()["brands"]) == 2


def _sign(feed: Path) -> None:
    """The metadata of a publisher with throw-away keys beside an installed list."""
    root = Root(expires=datetime(2099, 1, 1, tzinfo=UTC))
    signers = {role: [CryptoSigner.generate_ed25519() for _ in range(2)] for role in root.roles}
    for role, keys in signers.items():
        for key in keys:
            root.add_key(key.public_key, role)
        root.roles[role].threshold = 2
    targets = Targets(expires=datetime(2099, 1, 1, tzinfo=UTC))
    data = (feed / "directory.bin").read_bytes()
    targets.targets[TARGET] = TargetFile.from_data(TARGET, data)
    for name, signed, role in (("root", root, "root"), ("directory", targets, "targets")):
        metadata = Metadata(signed)
        for key in signers[role]:
            metadata.sign(key, append=True)
        (feed / f"{name}.json").write_bytes(metadata.to_bytes())


def test_an_installed_update_is_taken_up(start: Any, tmp_path: Path) -> None:
    server = start(environment={"RINGTRUE_DATA": str(tmp_path)})
    feed = tmp_path / "feeds" / "main"
    feed.mkdir(parents=True)
    write_directory(feed / "directory.bin", NEW_ROWS, "2099.01.01+update")
    _sign(feed)
    (feed / "feed.json").write_text("{}")
    assert server.await_event("reloaded")["version"] == "2099.01.01+update"
    assert server.check("other.example").json()["verdicts"][0]["status"] == "official"


def test_a_worker_that_dies_is_replaced(start: Any, example_list: Path) -> None:
    server = start(directory=str(example_list), workers=2)
    pids = set()
    deadline = time.monotonic() + 30
    while len(pids) < 2:
        assert time.monotonic() < deadline
        server.check(CONTACT)
        pids = {event["pid"] for event in server.events("request")}
    os.kill(pids.pop(), signal.SIGKILL)
    assert server.await_event("worker_died")["level"] == "error"
    deadline = time.monotonic() + 30
    while len({event["pid"] for event in server.events("request")}) < 3:
        assert time.monotonic() < deadline
        assert server.check(CONTACT).status == 200
    assert server.stop() == 0


def test_control_c_stops_it(start: Any, example_list: Path) -> None:
    server = start(directory=str(example_list))
    server.signal(signal.SIGINT)
    assert server.process.wait(30) == 0
    assert server.events("stopping")[0]["signal"] == "SIGINT"


# -- the command ----------------------------------------------------------------------------------


def _serve(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ringtrue", "serve", "--port", "0", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_what_cannot_be_served_is_one_line(tmp_path: Path, server: Server) -> None:
    empty = tmp_path / "tokens"
    empty.write_text("# none yet\n")
    for arguments, said in (
        (("--directory", str(tmp_path / "missing.json")), "missing.json"),
        (("--directory", str(empty)), "is no index of ringtrue"),
        (("--token-file", str(empty)), "holds no token"),
        (("--token-file", str(tmp_path)), "cannot read"),
        (("--allow-origin", "*"), "no wildcard"),
        (("--port", str(server.port)), "cannot listen"),
        (("--host", "no-such-host.invalid"), "cannot listen"),
        (("--workers", "0"), "must be 1 to 256"),
    ):
        done = _serve(*arguments)
        assert done.returncode == 2, arguments
        assert said in done.stderr, arguments
        assert done.stderr.count("\n") == 1, done.stderr
        assert done.stdout == ""


def test_the_command_serves_and_stops(example_list: Path) -> None:
    with subprocess.Popen(
        [
            sys.executable,
            "-m",
            "ringtrue",
            "serve",
            "--port",
            "0",
            "--directory",
            str(example_list),
        ],
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        listening = json.loads(process.stderr.readline())
        assert listening["address"].startswith("http://127.0.0.1:")
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


def test_reloads_do_not_queue_up(start: Any, tmp_path: Path) -> None:
    path = write_directory(tmp_path / "d.bin", ROWS, "before")
    server = start(directory=str(path))
    for _ in range(40):
        server.signal(signal.SIGHUP)
        time.sleep(0.01)
    write_directory(path, NEW_ROWS, "after")
    server.signal(signal.SIGHUP)
    deadline = time.monotonic() + 60
    while server.check(CONTACT).json()["directory_version"] != "after":
        assert time.monotonic() < deadline, "the last signal was not taken up"
        time.sleep(0.05)
    assert len(server.events("reloaded")) < 20
