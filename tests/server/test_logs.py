"""The log tells what happened, and nothing of what anybody asked."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

from ringtrue.server.logs import Log

SECRETS = (
    "needle-one", "needle-two", "needle-three", "needle-four", "needle-five", "needle-six",
    "needle-seven", "needle-eight", "needle-nine", "555 0177", "5550177",
)  # fmt: skip


def test_no_contact_no_body_no_address_gets_into_the_log(start: Any, example_list: Path) -> None:
    token = "needle-three-is-a-token"
    server = start(directory=str(example_list), tokens=[token], rate=20.0, burst=50)
    known = {"Authorization": f"Bearer {token}"}
    form = {**known, "Content-Type": "application/x-www-form-urlencoded"}
    ask = server.ask
    json_type = {**known, "Content-Type": "application/json"}
    statuses = [
        ask("POST", "/v1/check", {"contacts": ["needle-one.example"]}, known).status,
        ask("POST", "/v1/check", {"contacts": ["+1 800 555 0177"]}, known).status,
        ask("POST", "/v1/check", {"contacts": [{"contact": "needle-one", "kind": "needle-two"}]},
            known).status,
        ask("POST", "/v1/check", {"contacts": [{"contact": "a", "claims": "needle-two"}]},
            known).status,
        ask("POST", "/v1/check", {"needle-two": 1}, known).status,
        ask("POST", "/v1/check", b'{"needle-two', json_type).status,
        ask("POST", "/v1/scan", {"text": "call +1 800 555 0177 needle-one.example"}, known).status,
        ask("GET", "/v1/brands/needle-four", headers=known).status,
        ask("GET", "/needle-five?q=needle-five", headers=known).status,
        ask("GET", "/", headers={"Authorization": "Bearer needle-six"}).status,
        ask("GET", "/", headers={**known, "X-Other": "needle-seven"}).status,
        ask("POST", "/", b"q=needle-eight.example&lang=en", form).status,
        ask("GET", "/v1/brands", headers={**known, "Host": "needle-nine.example"}).status,
        ask("GET", "/v1/brands", headers={**known, "Origin": "https://needle-nine.example"}).status,
        ask("POST", "/v1/check", {"contacts": ["needle-one.example"] * 99}, known).status,
        ask("POST", "/v1/check", {"contacts": ["needle-one.example"] * 99}, known).status,
        ask("NEEDLE-FIVE", "/", headers=known).status,
    ]  # fmt: skip
    assert {200, 400, 401, 403, 404, 421, 422, 429} <= set(statuses)
    with socket.create_connection((server.host, server.port)) as connection:
        connection.sendall(b"needle-five needle-five\r\n\r\n")
        connection.recv(1000)
    server.stop()
    log = "".join(server.log)
    for line in server.log:
        json.loads(line)
    assert len(server.events("request")) >= 15
    assert not [secret for secret in SECRETS if secret.lower() in log.lower()]
    requests = server.events("request")
    assert {r["route"] for r in requests} >= {"check", "scan", "brand", "page", "none"}
    assert set(requests[0]) == {
        "time", "level", "event", "pid", "route", "method", "status", "ms", "contacts",
    }  # fmt: skip


def test_a_fault_is_told_by_its_place_only(capsys: Any) -> None:
    def broken() -> None:
        raise ValueError("needle-one.example")

    try:
        broken()
    except ValueError as error:
        Log().fault(error)
    line = json.loads(capsys.readouterr().err)
    assert (line["level"], line["error"]) == ("error", "ValueError")
    assert line["at"][-1].startswith("test_logs.py:")
    assert "needle" not in json.dumps(line)


def test_requests_can_be_left_out(start: Any, example_list: Path) -> None:
    server = start(directory=str(example_list), log_requests=False)
    server.check("a.example")
    server.stop()
    assert not server.events("request")
    assert [json.loads(line)["event"] for line in server.log] == ["listening", "stopping"]
