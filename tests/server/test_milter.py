"""A real Postfix that asks a real Rspamd as its milter, whose plug-in asks a real `ringtrue serve`
(docs/mail.md)."""

from __future__ import annotations

import email
import email.policy
import shutil
import smtplib
import socket
import tempfile
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from postfix import Postfix, free_port
from rspamd import Rspamd
from serving import Server

FAKE = (
    b"From: Example Wallet <desk@mail-help.example>\r\nSubject: locked\r\n\r\n"
    b"Open https://examplewa1let.example/login and type your seed phrase.\r\n"
)
HONEST = b"From: Maria <maria@mail.example>\r\nSubject: ten\r\n\r\nSee you at ten.\r\n"
MAILS = 500
ONLY_HEADS = "reject = 1000;"


class Gateway:
    """A Postfix with doors, each with an Rspamd of its own behind it."""

    def __init__(self, doors: dict[str, dict[str, Any]]) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="ringtrue-milter-", dir="/tmp"))
        self._folder.chmod(0o755)
        self.rspamd: dict[str, Rspamd] = {}
        try:
            for name, settings in doors.items():
                (self._folder / name).mkdir()
                given = {"milter": "", "actions": ONLY_HEADS, **settings}
                self.rspamd[name] = Rspamd(self._folder / name, **given)
            sockets = {name: f"unix:{one.started().socket}" for name, one in self.rspamd.items()}
            self.postfix = Postfix(sockets)
        except BaseException:
            self._end()
            raise

    def _end(self) -> None:
        for running in self.rspamd.values():
            running.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def stop(self) -> None:
        self.postfix.stop()
        self._end()


@pytest.fixture(scope="module")
def gateway(server: Server) -> Iterator[Gateway]:
    url = f"{server.url}/v1/mail"
    with socket.socket() as mute:  # takes connections and says nothing
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        silent = f"http://127.0.0.1:{mute.getsockname()[1]}/"
        running = Gateway(
            {
                "tagging": {"url": url, "timeout": 30.0},
                "refusing": {"url": url, "actions": "reject = 7;"},
                "keeping": {
                    "url": url, "actions": "reject = 7;", "milter": "quarantine_on_reject = true;",
                },
                "small": {"url": url, "max_size": 2000},
                "strange": {"url": f"{server.url}/readyz"},
                "away": {"url": f"http://127.0.0.1:{free_port()}/v1/mail"},
                "slow": {"url": silent, "timeout": 0.3},
                "dying": {"url": url},
                "plain": {"url": url, "heads": False},
            }
        )  # fmt: skip
        yield running
        running.stop()


def read(message: bytes) -> EmailMessage:
    found = email.message_from_bytes(message, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


def test_good_and_bad_mails_get_their_heads(gateway: Gateway) -> None:
    sent = []
    for n in range(MAILS):
        forged = b"X-Ringtrue-Status: unknown; score=0.00\r\nx-ringtrue-list: mine\r\n" * (n % 3)
        text = FAKE if n % 2 else HONEST
        sent.append(forged + text.replace(b"\r\n\r\n", b"\r\nX-N: %d\r\n\r\n" % n, 1))
    gateway.postfix.send("tagging", *sent)
    seen = set()
    for message in gateway.postfix.arrived("tagging", MAILS):
        mail = read(message)
        (said,) = mail.get_all("X-Ringtrue-Status")
        (version,) = mail.get_all("X-Ringtrue-List")
        assert version == "v1"
        seen.add(int(mail["X-N"]))
        if int(mail["X-N"]) % 2:
            assert said.startswith("impersonation; score=")
            assert said.endswith("brand=examplewallet")
        else:
            assert said.startswith("unknown; score=")
    assert len(seen) == MAILS


def test_an_impersonation_is_refused_or_kept_back(gateway: Gateway) -> None:
    with pytest.raises(smtplib.SMTPDataError) as refused:
        gateway.postfix.send("refusing", FAKE)
    assert refused.value.smtp_code == 554
    gateway.postfix.send("refusing", HONEST)
    gateway.postfix.send("keeping", FAKE, HONEST)
    assert len(gateway.postfix.arrived("refusing", 1)) == 1
    assert len(gateway.postfix.arrived("keeping", 1)) == 1
    assert gateway.postfix.held() == 1


@pytest.mark.parametrize(
    ("door", "why"), [("away", ""), ("slow", ""), ("strange", "status 405"), ("small", "too large")]
)
def test_mail_passes_when_ringtrue_is_away_slow_or_strange(
    gateway: Gateway, door: str, why: str
) -> None:
    begin = time.monotonic()
    gateway.postfix.send(door, FAKE + b"padding\r\n" * 1000)
    (message,) = gateway.postfix.arrived(door, 1)
    assert time.monotonic() - begin < 10
    (said,) = read(message).get_all("X-Ringtrue-Status")
    assert said.startswith(f"unchecked; {why}")


def test_mail_passes_when_rspamd_dies(gateway: Gateway) -> None:
    gateway.postfix.send("dying", FAKE)
    gateway.rspamd["dying"].stop()
    gateway.postfix.send("dying", HONEST)
    heads = [read(m)["X-Ringtrue-Status"] for m in gateway.postfix.arrived("dying", 2)]
    assert heads.count(None) == 1


def test_heads_may_be_left_to_rspamd(gateway: Gateway) -> None:
    gateway.postfix.send("plain", FAKE)
    (message,) = gateway.postfix.arrived("plain", 1)
    assert read(message)["X-Ringtrue-Status"] is None


def test_the_settings_that_are_documented_are_those_that_are_tried() -> None:
    text = (Path(__file__).parents[2] / "docs" / "mail.md").read_text("utf-8")
    for word in ("self_scan = yes", "quarantine_on_reject", "milter_default_action = accept"):
        assert word in text
