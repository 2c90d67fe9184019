"""A milter for Postfix and Sendmail, by pymilter (libmilter): heads for each message, and what else
its keeper asks for. What cannot be checked passes with a head that says why.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from typing import Any, ClassVar

import Milter

from ringtrue.gateway.asking import PREFIX, Asker, Told, Unchecked

STATUS = f"{PREFIX}Status"
MOST_HEADS = 10_000
"""Lines of a message's head that are kept; a longer head goes unchecked."""
ACTIONS = ("tag", "quarantine", "reject")
"""What may be done with an impersonation, besides the heads."""
_SAID = "This message presents itself as a brand that it is not from (ringtrue)"


@dataclass(frozen=True, slots=True)
class Settings:
    """How the milter treats messages."""

    asker: Asker
    action: str = "tag"
    """One of `ACTIONS`, for messages that are ``impersonation``."""
    max_size: int = 1_000_000
    """Bytes of a message; longer ones pass unchecked."""
    quiet: bool = False
    """No line of JSON on standard error for each message."""


class Gateway(Milter.Base):  # type: ignore[misc]
    """One connection of a mail server; several messages may come on it."""

    settings: ClassVar[Settings]

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._parts: list[bytes] = []
        self._size = 0
        self._forged: dict[str, int] = {}

    @Milter.noreply  # type: ignore[untyped-decorator]
    def envfrom(self, sender: str, *parameters: str) -> int:
        """A message begins."""
        self._begin()
        return int(Milter.CONTINUE)

    @Milter.decode("bytes")  # type: ignore[untyped-decorator]
    @Milter.noreply  # type: ignore[untyped-decorator]
    def header(self, name: str, value: bytes) -> int:
        """One head, as it came. Ours, by whomever they were written, are noted and left out."""
        if name.lower().startswith(PREFIX.lower()):
            self._forged[name.lower()] = self._forged.get(name.lower(), 0) + 1
            return int(Milter.CONTINUE)
        line = name.encode("ascii", "replace") + b": " + value.replace(b"\n", b"\r\n") + b"\r\n"
        if len(self._parts) > MOST_HEADS:
            self._size = self.settings.max_size + 1
        return self._add(line)

    @Milter.noreply  # type: ignore[untyped-decorator]
    def eoh(self) -> int:
        """The head ends."""
        return self._add(b"\r\n")

    def body(self, chunk: bytes) -> int:
        """A piece of the body; no more are asked for when the message is too large."""
        self._add(chunk)
        too_large = self._size > self.settings.max_size
        return int(Milter.SKIP if too_large else Milter.CONTINUE)

    def _add(self, part: bytes) -> int:
        self._size += len(part)
        if self._size <= self.settings.max_size:
            self._parts.append(part)
        else:
            self._parts.clear()
        return int(Milter.CONTINUE)

    def eom(self) -> int:
        """The message is whole: it is judged, and passed, kept back or refused."""
        began = time.monotonic()
        for name, count in self._forged.items():
            for index in range(count, 0, -1):
                self.chgheader(name, index, "")
        told: Told | None = None
        why = ""
        try:
            if self._size > self.settings.max_size:
                raise Unchecked("too large")
            told = self.settings.asker.ask(b"".join(self._parts))
        except Unchecked as reason:
            why = str(reason)
        for name, value in told.heads if told else ((STATUS, f"unchecked; {why}"),):
            self.addheader(name, value)
        self._log(told, why, time.monotonic() - began)
        self._begin()
        return self._act(told)

    def abort(self) -> int:
        """The message is given up; another may follow."""
        self._begin()
        return int(Milter.CONTINUE)

    def _act(self, told: Told | None) -> int:
        if told is not None and told.status == "impersonation":
            if self.settings.action == "reject":
                self.setreply("550", "5.7.1", _SAID)
                return int(Milter.REJECT)
            if self.settings.action == "quarantine":
                self.quarantine(_SAID)
        return int(Milter.CONTINUE)

    def _log(self, told: Told | None, why: str, seconds: float) -> None:
        if self.settings.quiet:
            return
        line: dict[str, Any] = {"event": "mail", "seconds": round(seconds, 4)}
        line |= {"status": told.status, "score": told.score} if told else {"unchecked": why}
        print(json.dumps(line), file=sys.stderr, flush=True)


def serve(listen: str, settings: Settings) -> None:
    """Serves a mail server at `listen` (``inet:8890@127.0.0.1``, ``unix:/run/ringtrue/milter``)
    until SIGTERM or SIGINT. Raises `Milter.error` when it cannot listen there."""
    Gateway.settings = settings
    Milter.factory = Gateway
    Milter.set_flags(Milter.ADDHDRS | Milter.CHGHDRS | Milter.QUARANTINE)
    Milter.runmilter("ringtrue", listen, timeout=60)
