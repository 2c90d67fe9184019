"""``POST /v1/check``: contacts in, verdicts out, in the same order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

from starlette.requests import Request
from starlette.responses import Response

from ringtrue.errors import UnknownBrand
from ringtrue.server.answers import Answers, Question, verdicts_json
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
    if len(body.contacts) == 1:
        verdicts = [_verdict(answers, body.contacts[0], 0, lang)]
    else:
        async with in_time(service.settings.answer_seconds), service.batches:
            verdicts = await _batch(answers, body.contacts, lang)
    version = answers.checker.directory.version
    return Response(verdicts_json(version, verdicts), media_type="application/json")


async def _batch(answers: Answers, contacts: list[str | Asked], lang: str) -> list[bytes]:
    verdicts = []
    until = monotonic() + SLICE
    for number, asked in enumerate(contacts):
        verdicts.append(_verdict(answers, asked, number, lang))
        if monotonic() > until:
            await asyncio.sleep(0)
            until = monotonic() + SLICE
    return verdicts


def _verdict(answers: Answers, asked: str | Asked, number: int, lang: str) -> bytes:
    if isinstance(asked, str):
        return answers.verdict((asked, None, (), None, lang))
    field = f"contacts[{number}]"
    question: Question = (
        asked.contact,
        need_kind(asked.kind, f"{field}.kind"),
        need_claims(asked.claims, f"{field}.claims"),
        need_region(asked.region, f"{field}.region"),
        lang,
    )
    try:
        return answers.verdict(question)
    except UnknownBrand:
        raise Problem(
            "unknown_brand",
            "Give a brand's id, name or alias; /v1/brands lists them.",
            detail="The directory has no brand of this name.",
            field=f"{field}.claims",
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
