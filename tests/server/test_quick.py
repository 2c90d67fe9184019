"""The short way and the long one: the same answers, the same refusals, in the same order."""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path
from typing import Any

import pytest
from serving import Server

FAKE = "https://examp1ewallet.example/login"


def _bytes(body: Any, *headers: str, host: str = "localhost", chunked: bool = False) -> bytes:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {len(content)}"
    lines = [f"Host: {host}", "Content-Type: application/json", length, *headers]
    head = "POST /v1/check HTTP/1.1\r\n" + "".join(f"{line}\r\n" for line in lines) + "\r\n"
    if chunked:
        chunk = b"%x\r\n%b\r\n" % (len(content), content) if content else b""
        content = chunk + b"0\r\n\r\n"
    return head.encode() + content


class Line:
    """One connection, by bytes."""

    def __init__(self, server: Server) -> None:
        self.socket = socket.create_connection((server.host, server.port), timeout=30)
        self._file = self.socket.makefile("rb")

    def read(self) -> tuple[int, dict[str, str], bytes]:
        status = int(self._file.readline().split()[1])
        headers = {}
        while (line := self._file.readline().decode().strip()) != "":
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        return status, headers, self._file.read(int(headers["content-length"]))

    def ask(self, *parts: bytes) -> tuple[int, dict[str, str], bytes]:
        for number, part in enumerate(parts):
            time.sleep(0.05 * bool(number))
            self.socket.sendall(part)
        return self.read()

    def close(self) -> None:
        self._file.close()
        self.socket.close()


@pytest.fixture
def line(server: Server) -> Any:
    opened = Line(server)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "body",
    [
        {"contacts": [FAKE]},
        {"contacts": ["examplewallet.example"], "lang": "zh"},
        {"contacts": [{"contact": "800 555 0142", "region": "us"}]},
        {"contacts": [{"contact": "examplewallet", "kind": "telegram"}], "lang": "zh-CN"},
        {"contacts": [{"contact": "a.example", "claims": "examplewallet"}]},
        {"contacts": [""]},
        {"contacts": ["\u202e\x00 a"]},
        {"contacts": ["a.example", "b.example"]},
        {"contacts": []},
        {"contacts": [{"contact": "a", "kind": "fax"}]},
        {"contacts": [{"contact": "a", "region": "CHN"}]},
        {"contacts": [{"contact": "a.example", "claims": "nobody"}]},
        {"contacts": ["a"], "lang": "../../etc"},
        {"contacts": ["a"], "more": 1},
        b"",
        b"{",
        b'{"contacts": ["\xff"]}',
        b"[" * 4000,
        b" " * 4096 + b'{"contacts": ["a.example"]}',
    ],
    ids=lambda body: repr(body)[:50],
)
def test_both_ways_answer_alike(line: Line, body: Any) -> None:
    request = _bytes(body)
    half = len(request) - 1  # of an empty body: of the head
    short = line.ask(request)
    for way in ((_bytes(body, chunked=True),), (request[:half], request[half:])):
        status, headers, content = line.ask(*way)
        assert (status, content) == (short[0], short[2])
        assert {**headers, "date": ""} == {**short[1], "date": ""}


def test_requests_in_a_row_are_answered_in_order(line: Line) -> None:
    bodies: list[Any] = []
    for number in range(60):
        one = {"contacts": [f"shop-{number}.example"]}
        bodies += [one, {"contacts": [f"a-{number}.example", "b.example"]}, b"{", one]
    line.socket.sendall(b"".join(_bytes(body) for body in bodies))
    for body in bodies:
        status, _, content = line.read()
        if body == b"{":
            assert status == 400
        else:
            assert [v["raw"] for v in json.loads(content)["verdicts"]] == body["contacts"]


def test_a_name_of_somebody_else_is_refused(line: Line) -> None:
    status, _, content = line.ask(_bytes({"contacts": ["a.example"]}, host="evil.example"))
    assert (status, json.loads(content)["code"]) == (421, "wrong_host")


def test_an_origin_is_judged(line: Line) -> None:
    body = {"contacts": ["a.example"]}
    assert line.ask(_bytes(body, "Origin: https://evil.example"))[0] == 403


def test_the_token_is_asked_for(start: Any, example_list: Path) -> None:
    token = "correct-horse-battery-staple"
    line = Line(start(directory=str(example_list), tokens=[token]))
    body = {"contacts": ["a.example"]}
    assert line.ask(_bytes(body))[0] == 401
    assert line.ask(_bytes(body, "Authorization: Bearer wrong-horse-battery-staple"))[0] == 401
    assert line.ask(_bytes(body, f"Authorization: Bearer {token}"))[0] == 200
    line.close()


def test_the_rate_holds(start: Any, example_list: Path) -> None:
    server = start(directory=str(example_list), rate=0.01, burst=3)
    line = Line(server)
    body = {"contacts": ["a.example"]}
    answers = [line.ask(_bytes(body)) for _ in range(5)]
    assert [status for status, _, _ in answers] == [200, 200, 200, 429, 429]
    assert int(answers[3][1]["retry-after"]) >= 1
    line.close()


def test_behind_a_proxy_each_client_has_its_own_rate(start: Any, example_list: Path) -> None:
    server = start(directory=str(example_list), rate=0.01, burst=1, proxies=["127.0.0.1"])
    line = Line(server)
    body = {"contacts": ["a.example"]}
    for client, wanted in (("192.0.2.1", 200), ("192.0.2.2", 200), ("192.0.2.1", 429)):
        assert line.ask(_bytes(body, f"X-Forwarded-For: {client}"))[0] == wanted
    line.close()


def test_both_ways_are_counted_and_logged(start: Any, example_list: Path) -> None:
    server = start(directory=str(example_list))
    line = Line(server)
    body = {"contacts": [FAKE]}
    for chunked in (False, True):
        assert line.ask(_bytes(body, chunked=chunked))[0] == 200
    told = server.ask("GET", "/metrics").text
    assert 'ringtrue_requests_total{route="check",status="200"} 2' in told
    assert 'ringtrue_answers_total{from="memory"} 1' in told
    server.await_event("request", 2)
    logged = [{**e, "time": "", "ms": 0} for e in server.events("request")[:2]]
    assert logged[0] == logged[1]
    line.close()
