"""From `check` to `ask`: input that is a question, and no contact."""

from __future__ import annotations

import re

from ringtrue.asking.answer import answered, verdicts_on
from ringtrue.asking.question import MAX_QUESTION, Question, read
from ringtrue.judging.checker import Checker
from ringtrue.judging.verdict import Verdict
from ringtrue.model import FrozenDetails, Status
from ringtrue.records import replace
from ringtrue.text.scripts import language_of

_NO_QUESTION = ("empty", "too_long", "placeholder", "control_characters", "fault")
_GLUED = ("handle", "domain", "url")
"""Kinds as which a question in letters of other scripts is read: no space parts its words."""
_REACHING = frozenset({"phone", "support"})
_LONGEST_SHORT = 6
"""Digits of a short code."""
_SHOWN = frozenset("@<(（")
"""Signs of a shown name beside a contact: it is the pair that is judged."""
_GLUE = frozenset("@:/.\\-_%&=+#~")
"""Signs that join what stands beside a contact to it."""
_MARKS = re.compile(r"[@:/_]|\w\.\w|\.\.")
"""Signs of a contact, a broken one too: what holds them is no question, however much it reads like
one."""


def handed_over(verdict: Verdict, checker: Checker, region: str | None) -> Verdict:
    """The verdict on the one contact of a question, or one that carries the answer; `verdict`
    itself when its text is no question. A contact that could be read is handed over only when its
    letters are those of no account name, or nothing but a name and words of asking."""
    text, contact = verdict.raw, verdict.contact
    if len(text) > MAX_QUESTION or verdict.problem in _NO_QUESTION:
        return verdict
    if contact is not None and (contact.kind not in _GLUED or not _SHOWN.isdisjoint(text)):
        return verdict
    question = read(text, checker.directory)
    if not _is_question(question, verdict):
        return verdict
    if question.contacts:  # one: nobody asks what else the answer would say
        return replace(verdicts_on(question, checker, region)[0], raw=text)
    language = language_of(text) or "en"
    answer = answered(question, checker, region=region, lang=language)
    return replace(
        verdict,
        status=Status.INVALID,
        score=0.0,
        contact=None,
        brand=answer.brands[0].brand if answer.brands else None,
        imitates=None,
        evidence=(),
        assurance=None,
        problem="question",
        problem_details=FrozenDetails(),
        answer=answer,
    )


def _is_question(question: Question, verdict: Verdict) -> bool:
    if question.contacts:
        (read_as, kind), *others = question.contacts
        before, _, behind = verdict.raw.partition(read_as)
        glued = before[-1:] in _GLUE or behind[:1] in _GLUE
        if (before + behind) and (glued or _MARKS.search(before) or _MARKS.search(behind)):
            return False  # a part of something else
        if others or read_as == verdict.raw:
            return False
        # "12306客服" asks for whoever answers there, "your code is 123456" for nobody.
        is_short = kind == "phone" and read_as.isdigit() and len(read_as) <= _LONGEST_SHORT
        asks = bool(question.needs) and _REACHING.issuperset(question.needs) and not question.rest
        return question.doubting or (is_short and asks)
    if _MARKS.search(verdict.raw):
        return False
    if verdict.contact is None:
        return bool(question.brands) or (question.asking and bool(question.needs))
    if verdict.contact.kind != "handle":
        return False
    if question.rest:  # perhaps the name of an account
        about = question.brands or (question.asking and question.needs)
        return verdict.status is Status.UNKNOWN and bool(about)
    return bool(question.brands) or question.asking
