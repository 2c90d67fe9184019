"""A watch loses nothing and tells nothing twice: killed in mid-run, with a receiver that is away,
with a real broker."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from ringtrue import Checker, RingtrueError
from ringtrue.cli import main
from ringtrue.watching.outputs import Atom, Lines, Output, Stix, Webhook
from ringtrue.watching.sources import growing_file, redis_stream
from ringtrue.watching.store import Store
from ringtrue.watching.watch import watch

CHECKER = Checker()
FAKES = [f"rnetamask-{n:04d}.example" for n in range(300)]
NAMES = [name for n, fake in enumerate(FAKES) for name in (f"quiet-{n}.example", fake)]


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def once(folder: Path, file: Path, *more: Output) -> list[dict[str, Any]]:
    """Watches a file to its end; the lines written so far."""
    store = Store(folder / "state")
    lines = Lines(folder / "out.jsonl")
    lines.recover(store)
    place = store.place("file")
    source = growing_file(file, place, lambda: False, once=True)
    watch(source, "file", CHECKER, store, [lines, *more])
    store.close()
    return rows(folder / "out.jsonl") if (folder / "out.jsonl").exists() else []


def test_each_look_alike_is_told_once(tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("rnetamask.io\nquiet.example\nrnetamask.io\n*.rnetamask.io\n", "utf-8")
    assert [one["host"] for one in once(tmp_path, names)] == ["rnetamask.io"]
    assert len(once(tmp_path, names)) == 1  # read to its end before
    with names.open("a", encoding="utf-8") as file:
        file.write("rnetamask.io\npaypa1-login.example\nhalf-a-li")
    found = once(tmp_path, names)
    assert [one["host"] for one in found] == ["rnetamask.io", "paypa1-login.example"]
    assert [one["seq"] for one in found] == [1, 2]
    names.write_text("tokenpocket-support.example\n", "utf-8")  # a new file in its place
    assert once(tmp_path, names)[-1]["host"] == "tokenpocket-support.example"


@pytest.mark.parametrize(
    ("line", "hosts"),
    [
        ('{"dns_names": ["*.paypa1-login.example", "quiet.example"]}', ["paypa1-login.example"]),
        ('{"data": {"leaf_cert": {"all_domains": ["rnetamask.io"]}}}', ["rnetamask.io"]),
        ("+rnetamask.io. 3600 IN NS ns.quiet.example.", ["rnetamask.io"]),
        ("-rnetamask.io. 3600 IN NS ns.quiet.example.", []),
        ("rnetamask[.]io", ["rnetamask.io"]),
        ('{"dns_names": ', []),
        ("{" * 5_000, []),
        ("\x00\x1b[2J", []),
    ],
)
def test_lines_of_every_kind(tmp_path: Path, line: str, hosts: list[str]) -> None:
    names = tmp_path / "names.txt"
    names.write_text(line + "\n", "utf-8")
    assert [one["host"] for one in once(tmp_path, names)] == hosts


def test_a_kill_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    names, out = tmp_path / "names.txt", tmp_path / "out.jsonl"
    names.write_text("\n".join(NAMES[:400]) + "\n", "utf-8")
    command = [sys.executable, "-m", "ringtrue", "watch", str(names), "--out", str(out)]
    command += ["--state", str(tmp_path / "state")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    for step in range(4):
        process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        with names.open("a", encoding="utf-8") as file:
            file.write("\n".join(NAMES[400 + 50 * step : 450 + 50 * step]) + "\n")
        until = time.monotonic() + 60
        before = out.stat().st_size if out.exists() else 0
        while time.monotonic() < until and not (out.exists() and out.stat().st_size > before):
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait(30)
        with out.open("a", encoding="utf-8") as file:
            file.write('{"seq": 9')  # and what a kill left half
    assert (
        main(["watch", str(names), "--out", str(out), "--state", str(tmp_path / "state"), "--once"])
        == 0
    )
    found = rows(out)
    assert [one["host"] for one in found] == FAKES
    assert [one["seq"] for one in found] == list(range(1, len(FAKES) + 1))


@pytest.fixture
def receiver() -> Iterator[Any]:
    """A webhook's receiver that refuses every third request."""
    held: dict[str, Any] = {"asked": 0, "got": [], "heads": []}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            held["asked"] += 1
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if held["asked"] % 3 == 0:
                self.send_response(503)
            else:
                held["got"].append(body)
                held["heads"].append(dict(self.headers))
                self.send_response(204)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    held["url"] = f"http://127.0.0.1:{server.server_port}/hook"
    yield held
    server.shutdown()
    server.server_close()


def test_a_webhook_is_signed_and_asked_again(
    tmp_path: Path, receiver: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ringtrue.watching.outputs._FIRST_WAIT", 0.0)
    secret = b"0123456789abcdef"
    names = tmp_path / "names.txt"
    names.write_text("\n".join(FAKES[:20]) + "\n", "utf-8")
    for _ in range(30):
        hook = Webhook(receiver["url"], secret)
        once(tmp_path, names, hook)
    got = [json.loads(body) for body in receiver["got"]]
    assert [one["host"] for one in got] == FAKES[:20]
    for body, head in zip(receiver["got"], receiver["heads"], strict=True):
        text = f"{head['X-Ringtrue-Timestamp']}.".encode() + body
        mark = hmac.new(secret, text, hashlib.sha256).hexdigest()
        assert head["X-Ringtrue-Signature"] == f"sha256={mark}"


def test_a_receiver_that_is_away_holds_up_nobody(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    names = tmp_path / "names.txt"
    names.write_text("\n".join(FAKES[:5]) + "\n", "utf-8")
    hook = Webhook(f"http://127.0.0.1:{port}/", b"0123456789abcdef")
    assert len(once(tmp_path, names, hook)) == 5
    store = Store(tmp_path / "state")
    assert store.cursor(hook.name) == 0  # all five wait for it
    store.close()


@pytest.mark.parametrize("url", ["http://hook.example/", "ftp://hook.example/", "hook.example"])
def test_a_webhook_is_asked_by_https(url: str) -> None:
    with pytest.raises(RingtrueError, match="https"):
        Webhook(url, b"0123456789abcdef")
    with pytest.raises(RingtrueError, match="16 bytes"):
        Webhook("https://hook.example/", b"short")


def test_a_feed_and_a_bundle(tmp_path: Path) -> None:
    stix2 = pytest.importorskip("stix2", reason="needs the extra [report]")
    names = tmp_path / "names.txt"
    names.write_text("\n".join(FAKES[:3]) + "\n", "utf-8")
    once(tmp_path, names, Atom(tmp_path / "f.xml"), Stix(tmp_path / "b.json", CHECKER))
    feed = ET.fromstring((tmp_path / "f.xml").read_text("utf-8"))
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 3
    read = stix2.parse((tmp_path / "b.json").read_text("utf-8"))
    assert [one.type for one in read.objects].count("indicator") == 3


def test_only_one_watch_a_folder_and_only_known_brands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store(tmp_path / "state")
    with pytest.raises(RingtrueError, match="another watch"):
        Store(tmp_path / "state")
    store.close()
    assert main(["watch", "-", "--state", str(tmp_path / "s"), "--brand", "metamsk"]) == 2
    assert "did you mean MetaMask" in capsys.readouterr().err


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    """A real Redis on loopback."""
    pytest.importorskip("redis", reason="needs the extra [watch]")
    tool = shutil.which("redis-server")
    if tool is None:
        pytest.skip("needs redis-server")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [tool, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)],
        stdout=subprocess.DEVNULL,
    )
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except OSError:
            time.sleep(0.05)
    yield f"redis://127.0.0.1:{port}/0"
    process.terminate()
    process.wait(30)


def test_a_stream_of_a_broker_goes_on_where_it_was(tmp_path: Path, redis_url: str) -> None:
    import redis

    client = redis.Redis.from_url(redis_url)

    def go() -> list[str]:
        store = Store(tmp_path / "state")
        lines = Lines(tmp_path / "out.jsonl")
        lines.recover(store)
        source = redis_stream(
            redis_url, "names", "name", store.place("redis"), lambda: False, once=True
        )
        watch(source, "redis", CHECKER, store, [lines])
        store.close()
        return [one["host"] for one in rows(tmp_path / "out.jsonl")]

    for name in NAMES[:40]:
        client.xadd("names", {"name": name})
    assert go() == FAKES[:20]
    for name in NAMES[40:60]:
        client.xadd("names", {"name": name})
    client.xadd("names", {"other": "x"})
    assert go() == FAKES[:30]
    assert go() == FAKES[:30]
    client.close()
