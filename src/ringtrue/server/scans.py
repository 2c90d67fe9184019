"""``POST /v1/scan``: a text or a page in, every contact in it with its verdict out."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from ringtrue.scanning import scan_document
from ringtrue.scanning.document import Document
from ringtrue.scanning.html_page import read_html
from ringtrue.server.answers import FAULTS
from ringtrue.server.bodies import ScanBody, need_lang, need_region, read_json
from ringtrue.server.checks import in_time
from ringtrue.server.forgetting import forget
from ringtrue.server.guard import Call
from ringtrue.server.problems import Problem
from ringtrue.server.state import Service

CHARACTERS_A_TOKEN = 500
"""Characters of a text that cost as much as one contact."""


async def scan(request: Request) -> Response:
    """Judges every contact of a text or page, which may be asked about with its address."""
    call: Call = request.scope["ringtrue"]
    call.route = "scan"
    service = call.service
    body = await read_json(request, service.settings, ScanBody)
    text, html = body.text, body.html
    if isinstance(text, str) == isinstance(html, str):
        raise Problem(
            "invalid_field", "Send either text or html.",
            detail="The request has both or neither.", field="text",
        )  # fmt: skip
    lang, region = need_lang(body.lang), need_region(body.region, "region")
    call.charge(len(text or html or "") / CHARACTERS_A_TOKEN)
    checker = service.checker

    def work() -> tuple[dict[str, Any], int]:
        document = (
            Document(text) if isinstance(text, str) else read_html(html or "", url=body.url or "")
        )
        report = scan_document(
            document,
            checker,
            region=region,
            url=body.url,
            max_contacts=service.settings.max_scan_contacts,
        )
        if any(note.code.endswith("_faulty") for note in report.notes):
            service.metrics.add(FAULTS["text"])
        found: dict[str, Any] = dict(report.to_dict(lang, region))
        if isinstance(html, str):
            found["text"] = document.text  # spans index into it
        return found, len(report.contacts)

    async with in_time(service.settings.answer_seconds):
        found, call.contacts = await beside(service, work)
    return Response(msgspec.json.encode(found), media_type="application/json")


async def beside(service: Service, work: Any) -> Any:
    """Runs `work` in a thread, few at a time. One that is given up keeps its place until it ends,
    so that impatient clients cannot pile up work."""
    await service.scans.acquire()
    try:
        running = asyncio.get_running_loop().run_in_executor(service.threads, work)
    except BaseException:
        service.scans.release()
        raise
    running.add_done_callback(lambda done: _ended(service, done))
    return await asyncio.shield(running)


def _ended(service: Service, done: asyncio.Future[Any]) -> None:
    service.scans.release()
    forget(service.checker)
    if not done.cancelled():
        done.exception()  # whoever still waits gets it; nobody else needs to hear of it
