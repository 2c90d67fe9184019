"""``ringtrue milter`` between a real Postfix and a real `ringtrue serve`."""

from __future__ import annotations

import email
import email.policy
import json
import shutil
import signal
import smtplib
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from postfix import Postfix, free_port
from serving import Server

pytest.importorskip("Milter", reason="needs the extra [milter] (Debian: libmilter-dev)")

FAKE = (
    b"From: Example Wallet <desk@mail-help.example>\r\nSubject: locked\r\n\r\n"
    b"Open https://examplewa1let.example/login and type your seed phrase.\r\n"
)
HONEST = b"From: Maria <maria@mail.example>\r\nSubject: ten\r\n\r\nSee you at ten.\r\n"


class Gateway:
    """A Postfix with a ``ringtrue milter`` behind each door; `doors` are their URLs and options."""

    def __init__(self, doors: dict[str, tuple[str, ...]]) -> None:
        self.lines: dict[str, list[dict[str, Any]]] = {name: [] for name in doors}
        self.processes: dict[str, subprocess.Popen[str]] = {}
        self._readers = []
        self._folder = tempfile.mkdtemp(prefix="ringtrue-milter-", dir="/tmp")
        Path(self._folder).chmod(0o755)
        milters = {}
        try:
            for name, (url, *options) in doors.items():
                port = free_port()
                listen, milters[name] = f"inet:{port}@127.0.0.1", f"inet:127.0.0.1:{port}"
                if name == "tagging":  # one by a socket of the file system, as the docs advise
                    listen = milters[name] = f"unix:{self._folder}/milter"
                self.processes[name] = subprocess.Popen(
                    [sys.executable, "-m", "ringtrue", "milter", "--url", url,
                     "--listen", listen, *options],
                    stderr=subprocess.PIPE, text=True, umask=0,
                )  # fmt: skip
                reader = threading.Thread(target=self._read, args=(name,), daemon=True)
                reader.start()
                self._readers.append(reader)
            self.postfix = Postfix(milters)
        except BaseException:
            for process in self.processes.values():
                process.kill()
            raise

    def _read(self, name: str) -> None:
        stream = self.processes[name].stderr
        assert stream is not None
        for line in stream:
            self.lines[name].append(json.loads(line) if line[0] == "{" else {"event": line})

    def stop(self) -> None:
        self.postfix.stop()
        shutil.rmtree(self._folder, ignore_errors=True)
        for process in self.processes.values():
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process, reader in zip(self.processes.values(), self._readers, strict=True):
            assert process.wait(30) in (0, -signal.SIGKILL)
            reader.join(10)
            assert process.stderr is not None
            process.stderr.close()


@pytest.fixture(scope="module")
def silent() -> Iterator[str]:
    """The address of a server that takes connections and says nothing."""
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        yield f"http://127.0.0.1:{mute.getsockname()[1]}/"


@pytest.fixture(scope="module")
def gateway(server: Server, silent: str) -> Iterator[Gateway]:
    url, patient = f"{server.url}/v1/mail", ("--timeout", "30")
    running = Gateway(
        {
            "tagging": (url, *patient),
            "refusing": (url, *patient, "--action", "reject", "--quiet"),
            "keeping": (url, *patient, "--action", "quarantine", "--quiet"),
            "small": (url, *patient, "--max-size", "2000"),
            "strange": (f"{server.url}/readyz",),
            "away": (f"http://127.0.0.1:{free_port()}/v1/mail",),
            "slow": (silent, "--timeout", "0.3"),
            "dying": (url, *patient),
        }
    )
    yield running
    running.stop()


def read(message: bytes) -> EmailMessage:
    found = email.message_from_bytes(message, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


def test_good_and_bad_mails_get_their_heads(gateway: Gateway) -> None:
    sent = []
    for n in range(60):
        forged = b"X-Ringtrue-Status: unknown; score=0.00\r\nx-ringtrue-list: mine\r\n" * (n % 3)
        text = FAKE if n % 2 else HONEST
        sent.append(forged + text.replace(b"\r\n\r\n", b"\r\nX-N: %d\r\n\r\n" % n, 1))
    gateway.postfix.send("tagging", *sent)
    for message in gateway.postfix.arrived("tagging", 60):
        mail = read(message)
        (said,) = mail.get_all("X-Ringtrue-Status")
        (version,) = mail.get_all("X-Ringtrue-List")
        assert version == "v1"
        if int(mail["X-N"]) % 2:
            assert said.startswith("impersonation; score=")
            assert said.endswith("brand=examplewallet")
        else:
            assert said.startswith("unknown; score=")
    told = [line for line in gateway.lines["tagging"] if line.get("event") == "mail"]
    assert [line["status"] for line in told].count("impersonation") == 30
    assert len(told) == 60


def test_an_impersonation_is_refused_or_kept_back(gateway: Gateway) -> None:
    with pytest.raises(smtplib.SMTPDataError) as refused:
        gateway.postfix.send("refusing", FAKE)
    assert refused.value.smtp_code == 550
    assert b"ringtrue" in refused.value.smtp_error
    gateway.postfix.send("refusing", HONEST)
    gateway.postfix.send("keeping", FAKE, HONEST)
    assert len(gateway.postfix.arrived("refusing", 1)) == 1
    assert len(gateway.postfix.arrived("keeping", 1)) == 1
    assert gateway.postfix.held() == 1


@pytest.mark.parametrize(
    ("door", "why"), [("away", "away"), ("slow", "timeout"), ("strange", "status 405")]
)
def test_mail_passes_when_ringtrue_is_away_slow_or_strange(
    gateway: Gateway, door: str, why: str
) -> None:
    begin = time.monotonic()
    gateway.postfix.send(door, FAKE)
    (message,) = gateway.postfix.arrived(door, 1)
    assert time.monotonic() - begin < 10
    assert read(message).get_all("X-Ringtrue-Status") == [f"unchecked; {why}"]


def test_a_mail_that_is_too_large_passes_and_the_next_one_is_whole(gateway: Gateway) -> None:
    gateway.postfix.send("small", FAKE + b"padding\r\n" * 50_000, FAKE, b"a: b\r\n" * 500 + FAKE)
    said = sorted(read(m)["X-Ringtrue-Status"] for m in gateway.postfix.arrived("small", 3))
    assert said[0].startswith("impersonation")
    assert said[1:] == ["unchecked; too large"] * 2


def test_mail_passes_when_the_milter_dies(gateway: Gateway) -> None:
    gateway.postfix.send("dying", FAKE)
    gateway.processes["dying"].kill()
    gateway.processes["dying"].wait(30)
    gateway.postfix.send("dying", HONEST)
    heads = [read(m)["X-Ringtrue-Status"] for m in gateway.postfix.arrived("dying", 2)]
    assert heads.count(None) == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--listen", "everywhere"], "give inet:PORT@ADDRESS"),
        (["--url", "http://mail.example/v1/mail"], "to this machine, or by https"),
        (["--timeout", "0"], "above 0"),
        (["--max-size", "3"], "1024"),
        (["--token-file", "/nonexistent"], "cannot read"),
    ],
)
def test_settings_that_cannot_be(options: list[str], said: str, capsys: Any) -> None:
    from ringtrue.cli import main

    assert main(["milter", *options]) == 2
    assert said in capsys.readouterr().err


def test_without_the_library_the_extra_is_named(monkeypatch: Any, capsys: Any) -> None:
    from ringtrue.cli import main, milter

    monkeypatch.setattr(milter, "find_spec", lambda name: None)
    assert main(["milter"]) == 2
    assert "ringtrue[milter]" in capsys.readouterr().err


def test_heads_of_a_strange_server_are_not_passed_on() -> None:
    from ringtrue.gateway.asking import _told

    told = _told(
        {
            "status": "unknown", "score": 0.1,
            "heads": {
                "X-Ringtrue-Status": "unknown", "Subject": "x", "X-Ringtrue-A": "a\r\nBcc: b",
                "X-Ringtrue-B:": "b", "X-Ringtrue-C": "c" * 300, "X-Ringtrue-D": "é",
            },
        }
    )  # fmt: skip
    assert told.heads == (("X-Ringtrue-Status", "unknown"),)
    for wrong in ({"status": "official", "score": 0}, {"status": "unknown", "score": 7}, []):
        with pytest.raises((ValueError, KeyError, TypeError)):
            _told(wrong)


def test_no_more_are_asked_about_at_once_than_may_be(silent: str) -> None:
    from ringtrue.gateway.asking import Asker, Unchecked

    asker = Asker(silent, timeout=2, most_active=2)
    found: list[str] = []

    def ask() -> None:
        try:
            asker.ask(b"x")
        except Unchecked as why:
            found.append(str(why))

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(found) == ["timeout"] * 2 + ["too many at once"] * 3


def test_the_heads_that_are_documented_are_those_that_are_added() -> None:
    text = (Path(__file__).parents[2] / "docs" / "mail.md").read_text("utf-8")
    for word in ("X-Ringtrue-Status", "unchecked; ", "--action", "milter_default_action = accept"):
        assert word in text
