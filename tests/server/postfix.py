"""A real Postfix of its own: own configuration, queue and ports, on loopback.

It has doors, each a port with a milter behind it or none; mail that came by a door lands in the
mailbox of its name, one file a message.
"""

from __future__ import annotations

import os
import pwd
import shutil
import smtplib
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

_SERVICES = """
pickup    unix  n - n 60 1 pickup
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 300 1 qmgr
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
trace     unix  - - n - 0 bounce
showq     unix  n - n - - showq
error     unix  - - n - - error
retry     unix  - - n - - error
discard   unix  - - n - - discard
virtual   unix  - n n - - virtual
anvil     unix  - - n - 1 anvil
scache    unix  - - n - 1 scache
proxymap  unix  - - n - - proxymap
postlog   unix-dgram n - n - 1 postlogd
"""


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Postfix:
    """Postfix with the doors `milters`: a name each, and its milter (``inet:HOST:PORT``) or ""."""

    def __init__(self, milters: dict[str, str], **settings: str) -> None:
        if not Path("/usr/lib/postfix/sbin/master").exists():
            pytest.skip("needs postfix (Debian: apt-get install postfix)")
        if os.geteuid() != 0:
            pytest.skip("postfix starts as root only")
        # Its folders must be open to its own users: pytest's are not.
        self._base = Path(tempfile.mkdtemp(prefix="ringtrue-postfix-", dir="/tmp"))
        self._base.chmod(0o755)
        config, queue = self._base / "etc", self._base / "queue"
        data, self._boxes = self._base / "data", self._base / "boxes"
        for folder in (config, queue, data, self._boxes):
            folder.mkdir()
        user = pwd.getpwnam("postfix")
        for folder in (data, self._boxes):
            os.chown(folder, user.pw_uid, user.pw_gid)
        self.ports = {name: free_port() for name in milters}
        doors = "".join(
            f"127.0.0.1:{port} inet n - n - - smtpd -o smtpd_milters={milters[name]}\n"
            for name, port in self.ports.items()
        )
        boxes = " ".join(f"{{ {name}@example.test = {name}/ }}" for name in milters)
        given = {
            "compatibility_level": "3.6",
            "queue_directory": str(queue), "data_directory": str(data),
            "mail_owner": "postfix", "setgid_group": "postdrop", "myhostname": "mx.example.test",
            "mydestination": "", "mynetworks": "127.0.0.0/8", "inet_interfaces": "127.0.0.1",
            "inet_protocols": "ipv4", "alias_maps": "", "alias_database": "",
            "virtual_mailbox_domains": "example.test", "virtual_mailbox_base": str(self._boxes),
            "virtual_mailbox_maps": f"inline:{{ {boxes} }}", "virtual_minimum_uid": "1",
            "virtual_uid_maps": f"static:{user.pw_uid}",
            "virtual_gid_maps": f"static:{user.pw_gid}",
            "smtpd_relay_restrictions": "permit_mynetworks, reject", "biff": "no",
            "maillog_file_prefixes": str(self._base), "maillog_file": str(self._base / "log"),
            "milter_default_action": "accept", "default_process_limit": "20",
            "smtpd_client_connection_rate_limit": "0", "anvil_status_update_time": "1h",
            "in_flow_delay": "0", **settings,
        }  # fmt: skip
        (config / "main.cf").write_text("".join(f"{k} = {v}\n" for k, v in given.items()))
        (config / "master.cf").write_text(doors + _SERVICES)
        self._run = ["/usr/sbin/postfix", "-c", str(config)]
        # `postfix start` makes the queue's folders, each with its owner.
        made = subprocess.run(
            [*self._run, "start"], capture_output=True, text=True, timeout=60, check=False
        )
        assert made.returncode == 0, made.stdout + made.stderr + self.log
        for port in self.ports.values():
            until = time.monotonic() + 60
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    assert time.monotonic() < until, self.log
                    time.sleep(0.05)

    @property
    def log(self) -> str:
        """What it has written down."""
        path = self._base / "log"
        return path.read_text("utf-8", "replace") if path.exists() else "no log"

    def session(self, door: str) -> smtplib.SMTP:
        """A connection that messages can be sent on."""
        return smtplib.SMTP("127.0.0.1", self.ports[door], timeout=60)

    def send(self, door: str, *messages: bytes) -> None:
        """Hands over messages, one after another. Raises `smtplib.SMTPException`."""
        with self.session(door) as session:
            for message in messages:
                session.sendmail("sender@mail.example", [f"{door}@example.test"], message)

    def arrived(self, door: str, count: int, seconds: float = 60) -> list[bytes]:
        """The messages that came by a door, when `count` are there."""
        until = time.monotonic() + seconds
        found: list[Path] = []
        while time.monotonic() < until:
            found = [path for path in self._boxes.glob(f"{door}/new/*") if path.is_file()]
            if len(found) >= count:
                break
            time.sleep(0.05)
        assert len(found) == count, f"{len(found)} of {count}\n{self.log[-3000:]}"
        return [path.read_bytes() for path in sorted(found)]

    def held(self) -> int:
        """Messages that are kept back."""
        return sum(path.is_file() for path in (self._base / "queue" / "hold").rglob("*"))

    def stop(self) -> None:
        """Ends it and takes its folders away."""
        subprocess.run([*self._run, "abort"], capture_output=True, timeout=60, check=False)
        shutil.rmtree(self._base, ignore_errors=True)
