"""``POST /v1/ask``: a question about a brand in, the brand's own contacts out."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from ringtrue.asking.question import MAX_QUESTION
from ringtrue.server.bodies import AskBody, need_lang, need_region, read_json
from ringtrue.server.forgetting import forget
from ringtrue.server.guard import Call
from ringtrue.server.problems import Problem


async def ask(request: Request) -> Response:
    """Answers one question; whoever asks is never accused."""
    call: Call = request.scope["ringtrue"]
    call.route = "ask"
    service = call.service
    body = await read_json(request, service.settings, AskBody)
    if not 1 <= len(body.question) <= MAX_QUESTION:
        raise Problem(
            "invalid_field",
            f"Send a question of 1 to {MAX_QUESTION} characters; longer texts go to /v1/scan.",
            field="question",
        )
    lang, region = need_lang(body.lang), need_region(body.region, "region")
    answer = service.checker.ask(body.question, region, lang)
    forget(service.checker)
    return Response(msgspec.json.encode(answer.to_dict(lang)), media_type="application/json")
