"""Attacks of a server's clients: two heads in one, packed bodies, and what others have asked."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from serving import Server

from ringtrue import Checker, Directory
from ringtrue.server.answers import Answers, Question
from ringtrue.server.guard import asker
from ringtrue.server.metrics import Metrics
from ringtrue.text.hosts import hosting_of

BODY = b'{"contacts":["a.example"]}'


def raw(server: Server, *lines: str, body: bytes = BODY, path: str = "/v1/check") -> int:
    """The status that answers a request with exactly these header lines."""
    head = "\r\n".join((f"POST {path} HTTP/1.1", *lines, "Connection: close", "", ""))
    with socket.create_connection((server.host, server.port), timeout=10) as wire:
        wire.sendall(head.encode() + body)
        return int(wire.makefile("rb").readline().split()[1])


LENGTH = f"Content-Length: {len(BODY)}"
TYPE = "Content-Type: application/json"


@pytest.mark.parametrize(
    "twice",
    [
        ("Host: localhost", "Host: evil.example"),
        ("Host: evil.example", "Host: localhost"),
        ("Host: localhost", "host: localhost"),
        ("Host: localhost", "Origin: http://evil.example", "Origin: http://localhost"),
        ("Host: localhost", "Authorization: Bearer a", "Authorization: Bearer b"),
        ("Host: localhost", "Content-Type: text/plain"),
        ("Host: localhost", LENGTH),
    ],
)
def test_two_of_one_header_are_refused(server: Server, twice: tuple[str, ...]) -> None:
    assert raw(server, *twice, TYPE, LENGTH) == 400


def test_one_of_each_is_answered(server: Server) -> None:
    assert raw(server, "Host: localhost", TYPE, LENGTH) == 200
    assert raw(server, "Host: localhost", "Accept: a/b", "Accept: c/d", TYPE, LENGTH) == 200


@pytest.mark.parametrize("scheme", ["foo", "chrome-extension", "file", ""])
def test_an_origin_is_ours_only_as_a_site(server: Server, scheme: str) -> None:
    said = f"Origin: {scheme}://localhost"
    assert raw(server, "Host: localhost", said, TYPE, LENGTH) == 403
    assert raw(server, "Host: localhost", "Origin: http://localhost", TYPE, LENGTH) == 200


@pytest.mark.parametrize("path", ["/v1/check", "/v1/scan", "/v1/ask", "/v1/mail"])
def test_a_packed_body_is_refused(server: Server, path: str) -> None:
    kind = "Content-Type: message/rfc822" if path == "/v1/mail" else TYPE
    packed = ("Host: localhost", kind, LENGTH, "Content-Encoding: gzip")
    assert raw(server, *packed, path=path) == 415
    assert raw(server, "Host: localhost", kind, LENGTH, "Content-Encoding: identity",
               path=path) in (200, 422)  # fmt: skip


class Counting(Checker):
    """Counts what it judges."""

    asked = 0

    def check(self, *given: Any, **more: Any) -> Any:
        Counting.asked += 1
        return super().check(*given, **more)


def test_what_one_client_asked_is_new_to_another() -> None:
    checker = Counting(Directory.from_rows([("b", "Quorvex", "domain", "quorvex.example")]))
    answers = Answers(checker, 1_000_000, Metrics())
    one, other = asker("192.0.2.1", {}), asker("192.0.2.2", {})
    page = asker("192.0.2.1", {b"origin": b"https://page.example"})
    token = asker("192.0.2.1", {b"authorization": b"Bearer a"})
    for expected, who in enumerate((one, other, page, token), 1):
        for _ in range(3):
            answers.verdict(Question("quorvex.example", asker=who))
        assert Counting.asked == expected


def test_what_one_client_asked_is_in_no_cache_for_another() -> None:
    """Hosts that the package has looked at before are answered a fifth sooner."""
    checker = Checker(Directory.from_rows([("b", "Quorvex", "domain", "quorvex.example")]))
    answers = Answers(checker, 1_000_000, Metrics())
    answers.verdict(Question("https://login.quorvax.example/a", asker=1))
    assert hosting_of.cache_info().currsize
    answers.verdict(Question("+1 800 555 0142", asker=2))
    assert not hosting_of.cache_info().currsize
