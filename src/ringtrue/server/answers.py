"""Verdicts as JSON, and a bounded memory of them.

People ask about the same contacts: a page lists one number five times, a wave of messages carries
one link. The memory holds encoded answers by question, in two generations: what is asked again
moves to the young one, and when that is full the old one goes as a whole. It lives in this process
only and is emptied when the directory or the date changes, for both decide answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from time import time
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from ringtrue.render.json_bytes import verdict_bytes
from ringtrue.server.forgetting import forget
from ringtrue.server.metrics import VERDICTS

if TYPE_CHECKING:
    from ringtrue.checking import Checker
    from ringtrue.server.metrics import Metrics

MAX_QUESTION = 512
"""Characters of a contact whose answer is kept; longer ones are rarely asked twice."""
OVERHEAD = 400
"""Bytes that one kept answer takes besides its own: the question, the table's share."""


class Question(NamedTuple):
    """What is asked of one contact, as `Checker.check` takes it, the language of the advice, and
    who asks (`ringtrue.server.guard.asker`): an answer that comes from memory comes sooner, which
    must not tell anybody what others have asked."""

    contact: str
    kind: str | None = None
    claims: tuple[str, ...] = ()
    region: str | None = None
    lang: str = "en"
    asker: int = 0


Kept = tuple[bytes, str]
"""The answer as JSON, and the name of the counter of its status."""
_FROM_MEMORY = 'ringtrue_answers_total{from="memory"}'
_FROM_WORK = 'ringtrue_answers_total{from="work"}'
FAULTS = {of: f'ringtrue_faults_total{{of="{of}"}}' for of in ("contact", "text")}
"""Names of the counters of what ringtrue itself failed on."""
_COUNTERS = {status: f'ringtrue_contacts_total{{status="{status}"}}' for status in VERDICTS}

_encode = msgspec.json.Encoder().encode


class Answers:
    """Answers questions with one checker."""

    def __init__(self, checker: Checker, memory: int, metrics: Metrics) -> None:
        self.checker = checker
        self._half = memory // 2
        self._asker = 0
        self._metrics = metrics
        self._day = date.today()
        self._looked = 0
        """The second in which the date was last asked for: finding the time zone takes time."""
        self._young: dict[Question, Kept] = {}
        self._old: dict[Question, Kept] = {}
        self._bytes = 0

    def knows(self, question: Question) -> bool:
        """Whether the memory holds the answer."""
        return question in self._young or question in self._old

    def verdict(self, question: Question, quiet: Collection[str] = ()) -> Kept:
        """The verdict as JSON, with its counter. Raises `UnknownBrand` and `UnknownKind` as the
        checker does; `quiet` is as there."""
        young = self._young.get(question)
        kept = young or self._old.get(question)
        if kept is None:
            kept = self._work(question, quiet)
        else:
            self._metrics.add(_FROM_MEMORY)
        if young is None:
            self._keep(question, kept)
        return kept

    def count(self, answered: Iterable[Kept], again: int = 0) -> None:
        """Counts verdicts by status; `again` of them were asked for twice in one batch."""
        for counter, amount in Counter([counter for _, counter in answered]).items():
            self._metrics.add(counter, amount)
        if again:
            self._metrics.add(_FROM_MEMORY, again)

    def _work(self, question: Question, quiet: Collection[str]) -> Kept:
        contact, kind, claims, region, lang, asker = question
        if asker != self._asker:
            self._asker = asker
            forget(self.checker)
        verdict = self.checker.check(contact, kind, claims or None, region, quiet)
        self._metrics.add(_FROM_WORK)
        if verdict.problem == "fault":
            self._metrics.add(FAULTS["contact"])
        return verdict_bytes(verdict, lang), _COUNTERS[verdict.status]

    def new_day(self) -> None:
        """Forgets everything when the date has changed: listings expire by it."""
        second = int(time())
        if second == self._looked:
            return
        self._looked, today = second, date.today()
        if today != self._day:
            self._day = today
            self._young, self._old, self._bytes = {}, {}, 0

    def _keep(self, question: Question, answer: Kept) -> None:
        size = len(answer[0]) + 2 * len(question.contact) + OVERHEAD
        if len(question.contact) > MAX_QUESTION or size > self._half:
            return
        if self._bytes + size > self._half:
            self._old, self._young, self._bytes = self._young, {}, 0
        self._young[question] = answer
        self._bytes += size

    def __len__(self) -> int:
        return len(self._young.keys() | self._old.keys())


def verdicts_json(version: str, verdicts: Iterable[bytes]) -> bytes:
    """The answer to a check: schema, directory version, verdicts in the order of the question."""
    head = b'{"schema":1,"directory_version":' + _encode(version) + b',"verdicts":['
    return head + b",".join(verdicts) + b"]}"
