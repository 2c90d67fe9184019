"""Asking `ringtrue serve` about one message, with an end to every wait.

A mail gateway must never hold up mail: whoever asks is told, within a second or what is set, what
ringtrue says or why the message goes unchecked. A server that hangs costs a message that second,
and only so many messages at once: the rest pass at once. (Failures do not end the asking: who can
make messages that take long could let others pass by them.)
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Any
from urllib.parse import urlencode, urlsplit

import msgspec
import urllib3

from ringtrue.errors import RingtrueError

PREFIX = "X-Ringtrue-"
"""How every head begins that is added, and that is taken out of what strangers send."""
MOST_ANSWER = 8 * 1024 * 1024
"""Bytes of an answer that are read."""
MOST_HEAD = 200
"""Characters of a head."""
STATUSES = ("impersonation", "suspicious", "unknown", "invalid")
"""What may be said of a message (`ringtrue.server.mail`): never official."""


class Unchecked(Exception):
    """Why a message was not checked, in a few words that a head may hold."""


@dataclass(frozen=True, slots=True)
class Told:
    """What ringtrue says of a message."""

    status: str
    """One of `STATUSES`."""
    score: float
    """Between 0 and 1."""
    heads: tuple[tuple[str, str], ...]
    """Heads to add, name and value: ASCII, one line."""


class Asker:
    """Asks one server; shared by threads."""

    def __init__(
        self,
        url: str,
        *,
        timeout: float = 1.0,
        token: str = "",
        servers: tuple[str, ...] = (),
        most_active: int = 16,
    ) -> None:
        """`url` of ``/v1/mail``, `timeout` in seconds for connecting and answering together,
        `servers` whose Authentication-Results are believed, `most_active` messages asked about at
        once. Raises `RingtrueError` for what cannot be."""
        parts = urlsplit(url)
        local = parts.hostname in ("127.0.0.1", "::1", "localhost")
        if parts.scheme != "https" and not (parts.scheme == "http" and local):
            raise RingtrueError(f"{url[:80]!r}: mail goes to this machine, or by https")
        if not 0 < timeout <= 60 or most_active < 1:
            raise RingtrueError(f"timeout {timeout} must be above 0 and at most 60 seconds")
        self._url = url + ("?" + urlencode([("server", s) for s in servers]) if servers else "")
        self._pool = urllib3.PoolManager(
            maxsize=most_active, retries=False, timeout=urllib3.Timeout(total=timeout)
        )
        self._head = {"Content-Type": "message/rfc822"}
        if token:
            self._head["Authorization"] = f"Bearer {token}"
        self._free = BoundedSemaphore(most_active)

    def ask(self, message: bytes) -> Told:
        """What ringtrue says of a message (RFC 5322). Raises `Unchecked`."""
        if not self._free.acquire(blocking=False):
            raise Unchecked("too many at once")
        try:
            return self._asked(message)
        finally:
            self._free.release()

    def _asked(self, message: bytes) -> Told:
        try:
            answer = self._pool.request(
                "POST", self._url, body=message, headers=self._head,
                redirect=False, preload_content=False,
            )  # fmt: skip
            body = b"" if answer.status != 200 else answer.read(MOST_ANSWER + 1)
            if not body or len(body) > MOST_ANSWER:
                answer.close()  # what is left is not read
            answer.release_conn()
        except urllib3.exceptions.NewConnectionError:  # in some versions a kind of TimeoutError
            raise Unchecked("away") from None
        except urllib3.exceptions.TimeoutError:
            raise Unchecked("timeout") from None
        except (urllib3.exceptions.HTTPError, OSError):
            raise Unchecked("away") from None
        if answer.status != 200:
            raise Unchecked(f"status {answer.status}")
        if len(body) > MOST_ANSWER:
            raise Unchecked("answer too long")
        try:
            return _told(msgspec.json.decode(body))
        except (msgspec.DecodeError, KeyError, TypeError, ValueError, AttributeError):
            raise Unchecked("answer unreadable") from None


def _told(answer: Any) -> Told:
    status, score = answer["status"], float(answer["score"])
    if status not in STATUSES or not 0 <= score <= 1:
        raise ValueError(status)
    heads = tuple(
        (name, value)
        for name, value in answer["heads"].items()
        if name.startswith(PREFIX) and name.replace("-", "").isalnum()
        and name.isascii() and value.isascii() and value.isprintable() and len(value) <= MOST_HEAD
    )  # fmt: skip
    return Told(status, score, heads)
