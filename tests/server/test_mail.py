"""``POST /v1/mail``, and the plug-in for a real Rspamd in front of it."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from postfix import free_port
from rspamd import PLUGIN, Rspamd
from serving import Server

ROOT = Path(__file__).parents[2]
GOOD, BAD = 250, 250


def letter(sender: str, text: str, **heads: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = sender, "someone@mail.example"
    message["Subject"] = heads.pop("subject", "hello")
    message["Date"] = "Tue, 01 Dec 2026 10:00:00 +0000"
    message["Message-Id"] = "<1@mail.example>"
    for name, value in heads.items():
        message[name] = value
    message.set_content(text)
    return message.as_bytes()


FAKE = letter(
    "Example Wallet <desk@mail-help.example>",
    "Your wallet is locked. Open https://examplewa1let.example/login and type your seed phrase.",
)
HONEST = letter("Maria <maria@mail.example>", "See you at ten, https://meet.example.org/x")


def ask(server: Server, body: bytes, query: str = "", kind: str = "message/rfc822") -> Any:
    link = http.client.HTTPConnection(server.host, server.port, timeout=60)
    link.request("POST", f"/v1/mail{query}", body, {"Content-Type": kind})
    answer = link.getresponse()
    text = answer.read()
    link.close()
    return answer.status, json.loads(text)


def test_a_message_in_symbols_and_heads_out(server: Server) -> None:
    status, told = ask(server, FAKE)
    assert (status, told["status"]) == (200, "impersonation")
    symbol = told["symbols"][0]
    assert symbol["name"] == "RINGTRUE_IMPERSONATION"
    assert "examplewallet:https://examplewa1let.example/login" in symbol["options"]
    assert told["heads"]["X-Ringtrue-Status"].startswith("impersonation; score=")
    assert told["heads"]["X-Ringtrue-Status"].endswith("brand=examplewallet")
    assert told["report"]["contacts"]


def test_an_honest_message_has_no_symbol(server: Server) -> None:
    _, told = ask(server, HONEST, "?lang=zh&region=CN&server=mx.mail.example")
    assert told["symbols"] == []
    assert told["status"] != "official"


def test_heads_hold_nothing_that_a_stranger_writes(server: Server) -> None:
    text = "Example Wallet: https://examplewa1let.example/%0d%0aX-Evil:1\r\nX-Evil: 2"
    _, told = ask(server, letter("Example Wallet <a@b.example>", text))
    for name, value in told["heads"].items():
        assert name.startswith("X-Ringtrue-")
        assert value.isascii()
        assert value.isprintable()
        assert "Evil" not in value
    assert all(o.isascii() and o.isprintable() for s in told["symbols"] for o in s["options"])


@pytest.mark.parametrize(
    ("body", "kind", "query", "status", "code"),
    [
        (b"{}", "application/json", "", 415, "not_message"),
        (HONEST, "message/rfc822", "?region=XX", 422, "invalid_field"),
        (b"x" * (1024 * 1024 + 1), "message/rfc822", "", 413, "body_too_large"),
    ],
)
def test_what_is_refused(
    server: Server, body: bytes, kind: str, query: str, status: int, code: str
) -> None:
    got, told = ask(server, body, query, kind)
    assert (got, told["code"]) == (status, code)


def test_odd_messages_are_answered(server: Server) -> None:
    for body in (
        b"\x00" * 100,
        b"From: x\n" * 500,
        b"",
        b"  \r\n",
        b"no head",
        b"A" * 5000,
        b"\xff\xfe\r\n\r\n",
    ):
        status, told = ask(server, body)
        assert (status, told["schema"]) == (200, 1)


@pytest.fixture
def gateway(tmp_path: Path, server: Server) -> Iterator[Rspamd]:
    running = Rspamd(tmp_path, f"{server.url}/v1/mail").started()
    yield running
    running.stop()


def test_rspamd_tells_fakes_from_honest_mail(gateway: Rspamd) -> None:
    for n in range(BAD):
        sender = f"Example Wallet <desk{n}@mail-{n}.example>"
        text = f"Locked. Open https://examplewa1let.example/{n} and type your seed phrase."
        found = gateway.scan(letter(sender, text))
        symbol = found["symbols"]["RINGTRUE_IMPERSONATION"]
        assert symbol["score"] > 5
        assert found["action"] == "reject", found
    for n in range(GOOD):
        found = gateway.scan(letter(f"Maria <maria{n}@mail.example>", f"See you at {n}."))
        assert not [name for name in found["symbols"] if name.startswith("RINGTRUE_")]
        assert found["action"] == "no action"


def test_mail_passes_when_ringtrue_is_away_slow_or_strange(tmp_path: Path) -> None:
    away = Rspamd(tmp_path, f"http://127.0.0.1:{free_port()}/v1/mail").started()
    found = away.scan(FAKE)
    away.stop()
    assert found["symbols"]["RINGTRUE_FAIL"]["score"] == 0
    assert found["action"] == "no action"
    with socket.socket() as silent:  # takes the connection and says nothing
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        slow = Rspamd(
            tmp_path, f"http://127.0.0.1:{silent.getsockname()[1]}/", timeout=0.3
        ).started()
        begin = time.monotonic()
        found = slow.scan(FAKE)
        slow.stop()
    assert time.monotonic() - begin < 10
    assert "RINGTRUE_FAIL" in found["symbols"]
    assert found["action"] == "no action"


def test_debians_own_configuration_takes_it_as_the_page_says(tmp_path: Path) -> None:
    tool = shutil.which("rspamadm")
    if tool is None:
        pytest.skip("needs rspamd")
    etc = tmp_path / "etc"
    shutil.copytree("/etc/rspamd", etc)
    (etc / "plugins.d").mkdir(exist_ok=True)
    shutil.copy(PLUGIN, etc / "plugins.d")
    page = (ROOT / "docs" / "mail.md").read_text("utf-8")
    (settings,) = re.findall("echo '(ringtrue {.*)' >> /etc/rspamd/rspamd.conf.local", page)
    (proxy,) = re.findall(r"worker-proxy\.inc`:\n\n```text\n(.*?)```", page, re.DOTALL)
    (etc / "rspamd.conf.local").write_text(settings)
    (etc / "local.d" / "worker-proxy.inc").write_text(proxy)
    dump = [tool, f"--var=LOCAL_CONFDIR={etc}", "configdump", "-c", str(etc / "rspamd.conf")]
    told, more = (
        subprocess.run(command, capture_output=True, text=True, timeout=120).stdout
        for command in ([*dump, "--symbol-details"], dump)
    )
    scores = dict(re.findall(r"(RINGTRUE_\w+) \{\s+score = ([\d.]+);", told))
    assert scores == {
        "RINGTRUE_IMPERSONATION": "8.0", "RINGTRUE_SUSPICIOUS": "4.0", "RINGTRUE_FAIL": "0.0",
    }  # fmt: skip
    assert 'bind_socket = "/var/spool/postfix/rspamd/milter mode=0666"' in more
