"""``POST /v1/check``: contacts in, verdicts out, in the same order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from time import monotonic

from starlette.requests import Request
from starlette.responses import Response

from ringtrue.errors import UnknownBrand
from ringtrue.server.answers import Answers, Kept, Question, verdicts_json
from ringtrue.server.bodies import (
    Asked,
    CheckBody,
    need_claims,
    need_kind,
    need_lang,
    need_region,
    read_json,
)
from ringtrue.server.guard import Call
from ringtrue.server.problems import Problem, retry_after

SLICE = 0.002
"""Seconds of a batch's work after which other requests have their turn."""
_NOT_YET: Kept = (b"", "")


async def check(request: Request) -> Response:
    """Judges 1 to `max_batch` contacts."""
    call: Call = request.scope["ringtrue"]
    call.route = "check"
    service = call.service
    body = await read_json(request, service.settings, CheckBody)
    limit = service.settings.max_batch
    if not 1 <= len(body.contacts) <= limit:
        raise Problem(
            "too_many_contacts" if body.contacts else "invalid_field",
            f"Send 1 to {limit} contacts in one request.",
            detail=f"The request has {len(body.contacts)} contacts.",
            field="contacts",
        )
    lang = need_lang(body.lang)
    call.charge(len(body.contacts) - 1)
    call.contacts = len(body.contacts)
    answers = service.answers
    answers.new_day()
    questions = [
        _question(asked, number, lang, call.asker) for number, asked in enumerate(body.contacts)
    ]
    if len(questions) == 1:
        answered = [_verdict(answers, questions[0], questions)]
        answers.count(answered)
    else:
        async with in_time(service.settings.answer_seconds), service.batches:
            new = [q.contact for q in dict.fromkeys(questions) if not answers.knows(q)]
            quiet = await service.quiet_hosts(new, answers.checker)
            answered = await _batch(answers, questions, quiet)
    version = answers.checker.directory.version
    content = verdicts_json(version, [verdict for verdict, _ in answered])
    return Response(content, media_type="application/json")


def _question(asked: str | Asked, number: int, lang: str, asker: int) -> Question:
    if isinstance(asked, str):
        return Question(asked, lang=lang, asker=asker)
    kind, claims, region = asked.kind, asked.claims, asked.region
    return Question(
        asked.contact,
        need_kind(kind, f"contacts[{number}].kind") if kind is not None else None,
        need_claims(claims, f"contacts[{number}].claims") if claims is not None else (),
        need_region(region, f"contacts[{number}].region") if region is not None else None,
        lang,
        asker,
    )


async def _batch(
    answers: Answers, questions: list[Question], quiet: Collection[str] = ()
) -> list[Kept]:
    """The answers in the order of the questions; what is asked twice is judged once."""
    found = dict.fromkeys(questions, _NOT_YET)
    until = monotonic() + SLICE
    for question in found:
        found[question] = _verdict(answers, question, questions, quiet)
        if monotonic() > until:
            await asyncio.sleep(0)
            until = monotonic() + SLICE
    answered = [found[question] for question in questions]
    answers.count(answered, len(questions) - len(found))
    return answered


def _verdict(
    answers: Answers,
    question: Question,
    questions: list[Question],
    quiet: Collection[str] = (),
) -> Kept:
    try:
        return answers.verdict(question, quiet)
    except UnknownBrand:
        raise Problem(
            "unknown_brand",
            "Give a brand's id, name or alias; /v1/brands lists them.",
            detail="The directory has no brand of this name.",
            field=f"contacts[{questions.index(question)}].claims",
        ) from None


@asynccontextmanager
async def in_time(seconds: float) -> AsyncIterator[None]:
    """Ends the work inside with `Problem` 503 after so many seconds."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise Problem(
            "too_slow",
            "Send fewer contacts or less text in one request, or try again later.",
            detail=f"The answer was not ready after {seconds:g} s.",
            headers=retry_after(1),
        ) from None
