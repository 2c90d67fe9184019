"""The short way: one contact asked for in one piece is answered where its bytes arrive.

Most requests are `POST /v1/check` with one contact that was asked about before. Their answer is in
memory, and a task, a scope and a response object cost several times what it takes to find it. What
is not of the plainest form, and whatever would be refused, takes the long way through
`ringtrue.server.guard`, which alone knows how to refuse.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

import msgspec

from ringtrue.server.answers import Question, verdicts_json
from ringtrue.server.bodies import CheckBody, is_json, need_kind, need_lang, need_region
from ringtrue.server.buckets import client_key
from ringtrue.server.guard import DEFAULTS, SECURITY, Guard, Headers, asker
from ringtrue.server.logs import Done
from ringtrue.server.problems import Problem

if TYPE_CHECKING:
    from ringtrue.server.state import Service

URL = b"/v1/check"
LONGEST = 4096
"""Bytes of a body that may take the short way."""
IN_ROW = 0.002
"""Seconds of answers in a row to what one piece of data asks; more take turns with others."""
_LONG_WAY = frozenset({b"origin", b"expect", b"transfer-encoding", b"upgrade", b"content-encoding"})
"""Headers of requests that ask for more than an answer."""
_TRACED = _LONG_WAY | {b"traceparent"}
"""The same where a collector is told of each request's place in its trace."""
_KEPT = frozenset({b"", b"keep-alive", b"Keep-Alive"})
"""What the header Connection may say."""

_decode = msgspec.json.Decoder(CheckBody).decode


class Quick:
    """Answers plain requests of one worker."""

    def __init__(self, guard: Guard, service: Service) -> None:
        self._guard, self._service = guard, service
        # Behind a proxy the client is found in a header: by the long way.
        self._open = not service.settings.proxies
        self._long_way = _TRACED if service.settings.telemetry else _LONG_WAY
        self._longest = min(LONGEST, service.settings.max_body)
        self._dated: Headers | None = None
        self._head = b""

    def may(self, headers: Headers) -> bool:
        """Whether a POST to `URL` with these headers may be answered at once when its body is
        here."""
        if not self._open or self._service.draining:
            return False
        asked = dict(headers)
        length = asked.get(b"content-length", b"")
        return (
            self._long_way.isdisjoint(asked)
            and asked.get(b"connection", b"") in _KEPT
            and len(asked) == len(headers)
            and len(length) <= 4
            and length.isdigit()
            and int(length) <= self._longest
            and is_json(asked.get(b"content-type", b"").decode("latin-1"))
            and self._guard.lets_in(asked)
        )

    def answer(
        self, body: bytes, client: str | None, headers: Headers, dated: Headers
    ) -> bytes | None:
        """The whole answer, with `dated` among its headers; None when it is for the long way."""
        begun = monotonic()
        service = self._service
        answers = service.answers
        try:
            asked = _decode(body)
            if len(asked.contacts) != 1:
                return None
            contact, lang = asked.contacts[0], need_lang(asked.lang)
            who = asker(client_key(client), dict(headers))
            if isinstance(contact, str):
                question = Question(contact, lang=lang, asker=who)
            elif contact.claims is None:
                kind, region = need_kind(contact.kind, ""), need_region(contact.region, "")
                question = Question(contact.contact, kind, (), region, lang, who)
            else:
                return None
            if self._guard.buckets is not None:
                self._guard.charge(client_key(client), 1)
        except (msgspec.MsgspecError, ValueError, RecursionError, Problem):
            return None
        answers.new_day()
        try:
            answered = answers.verdict(question)
        except Exception:
            return None  # a fault of ours: the long way answers and tells of it
        content = verdicts_json(answers.checker.directory.version, (answered[0],))
        answers.count((answered,))
        seconds = monotonic() - begun
        service.answered(Done("check", "POST", 200, seconds, 1))
        return b"%b%d\r\n\r\n%b" % (self._start(dated), len(content), content)

    def _start(self, dated: Headers) -> bytes:
        """Status line and headers up to the length of the content; made once a second."""
        if dated is not self._dated:
            fields = [*dated, *SECURITY, *DEFAULTS, (b"content-type", b"application/json")]
            lines = b"".join(b"%b: %b\r\n" % field for field in fields)
            self._dated, self._head = dated, b"HTTP/1.1 200 OK\r\n" + lines + b"content-length: "
        return self._head
