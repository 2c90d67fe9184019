"""Clients that are slow, endless or too many, and work that is too much."""

from __future__ import annotations

import json
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from serving import Server

HEAD = "POST /v1/check HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


def _dial(server: Server) -> socket.socket:
    return socket.create_connection((server.host, server.port), timeout=20)


def _rest(connection: socket.socket) -> bytes:
    """What comes until the server closes."""
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


def test_a_body_that_says_it_is_too_large(start: Any, example_list: Path) -> None:
    server = start(directory=str(example_list), max_body=2000)
    answer = server.check("a" * 3000)
    assert (answer.status, answer.json()["code"]) == (413, "body_too_large")
    assert "2000 bytes" in answer.json()["detail"]
    assert server.check("a" * 1900).status == 200


def test_a_body_without_end(start: Any, example_list: Path) -> None:
    server = start(directory=str(example_list), max_body=2000, body_seconds=0.5)
    with _dial(server) as connection:
        connection.sendall((HEAD + "Transfer-Encoding: chunked\r\n\r\n").encode())
        chunk = b"1000\r\n" + b"x" * 0x1000 + b"\r\n"
        try:
            for _ in range(10_000):
                connection.sendall(chunk)
                time.sleep(0.001)
        except OSError:
            pass
        else:
            pytest.fail("it read on")
    assert server.check("a.example").status == 200


def test_a_slow_body(start: Any, example_list: Path) -> None:
    server = start(directory=str(example_list), body_seconds=0.3)
    with _dial(server) as connection:
        connection.sendall((HEAD + "Content-Length: 30\r\n\r\n{").encode())
        answer = _rest(connection)
    assert answer.startswith(b"HTTP/1.1 408")
    assert b'"body_too_slow"' in answer


@pytest.mark.parametrize("sent", ["", "POST /v1/ch", HEAD + "X-Slow: a"])
def test_a_slow_head(start: Any, example_list: Path, sent: str) -> None:
    server = start(directory=str(example_list), head_seconds=0.3)
    with _dial(server) as connection:
        connection.sendall(sent.encode())
        begun = time.monotonic()
        assert _rest(connection) == b""
        assert time.monotonic() - begun < 15  # cut by the server, not by our own timeout


def test_a_slow_second_head(start: Any, example_list: Path) -> None:
    server = start(directory=str(example_list), head_seconds=0.3, idle_seconds=1)
    body = json.dumps({"contacts": ["a.example"]})
    with _dial(server) as connection:
        connection.sendall(f"{HEAD}Content-Length: {len(body)}\r\n\r\n{body}POST /v1/che".encode())
        answer = _rest(connection)
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.count(b"HTTP/1.1") == 1


def test_a_head_without_end(server: Server) -> None:
    with _dial(server) as connection:
        with suppress(OSError):  # it may have hung up while we still send
            connection.sendall(HEAD.encode() + b"X-Long: " + b"x" * 2_000_000)
        _rest(connection)
    assert server.check("a.example").status == 200
    with _dial(server) as connection:
        connection.sendall(HEAD.encode() + b"X-Long: " + b"x" * 20_000)
        answer = _rest(connection)
    assert answer.startswith(b"HTTP/1.1 431")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["code"] == "head_too_large"


def test_a_client_that_never_takes_its_answer(start: Any, example_list: Path) -> None:
    server = start(directory=str(example_list), read_seconds=0.5)
    body = json.dumps({"contacts": ["https://examp1ewallet.example/" + "x" * 400] * 1000})
    request = f"{HEAD}Content-Length: {len(body)}\r\n\r\n{body}".encode()
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(30)
        connection.connect((server.host, server.port))
        try:
            for _ in range(400):
                connection.sendall(request)
                time.sleep(0.01)
        except OSError:  # reset or broken pipe, as the timing falls
            pass
        else:
            pytest.fail("it waited for ever")
    assert server.check("a.example").status == 200


def test_too_much_at_once_is_refused_at_once(start: Any) -> None:
    server = start(max_active=2, memory=0, answer_seconds=120)
    batch = [f"examp1e-{n}-support-desk.example" for n in range(1000)]
    threads = [threading.Thread(target=server.check, args=batch) for _ in range(2)]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + 30
    while (answer := server.check("a.example")).status != 503:
        assert time.monotonic() < deadline
    assert answer.json()["code"] == "busy"
    assert answer.headers["retry-after"] == "1"
    assert server.ask("GET", "/healthz").status == 200
    for thread in threads:
        thread.join()
    assert server.check("a.example").status == 200


def test_work_that_takes_too_long(start: Any) -> None:
    server = start(answer_seconds=0.05, memory=0)
    answer = server.check(*[f"examp1e-{n}-support-desk.example" for n in range(1000)])
    assert (answer.status, answer.json()["code"]) == (503, "too_slow")
    text = " ".join(f"https://shop-{n}.example/" for n in range(1000))
    answer = server.ask("POST", "/v1/scan", {"text": text})
    assert (answer.status, answer.json()["code"]) == (503, "too_slow")
    assert server.check("a.example").status == 200


def test_single_checks_go_on_beside_batches(start: Any) -> None:
    server = start(memory=0, answer_seconds=120)
    batch = [f"examp1e-{n}-support-desk.example" for n in range(400)]
    done: list[float] = []

    def send() -> None:
        assert server.check(*batch).status == 200
        done.append(time.monotonic())

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    between = 0
    while not done:
        assert server.check("a.example").status == 200
        between += 1
    for thread in threads:
        thread.join()
    assert between > 1  # answered while every batch was still in work


def test_connections_that_ask_nothing_keep_nobody_out(start: Any, example_list: Path) -> None:
    server = start(directory=str(example_list), max_connections=5)
    held = [_dial(server) for _ in range(8)]
    half = HEAD + "Content-Length: 30\r\n\r\n{"
    try:
        for connection in held[4:]:
            connection.sendall(half.encode())
        for _ in range(20):
            assert server.check("a.example").status == 200
        for connection in held[:3]:  # those that waited longest were let go
            connection.settimeout(5)
            assert _rest(connection) == b""
    finally:
        for connection in held:
            connection.close()
    assert server.check("a.example").status == 200


def test_bodies_that_do_not_come_keep_nobody_out(start: Any, example_list: Path) -> None:
    server = start(directory=str(example_list), max_active=2)
    held = [_dial(server) for _ in range(6)]
    try:
        for connection in held:
            connection.sendall((HEAD + "Content-Length: 30\r\n\r\n{").encode())
        time.sleep(0.3)
        for _ in range(5):
            assert server.check("a.example", "b.example").status == 200
    finally:
        for connection in held:
            connection.close()
