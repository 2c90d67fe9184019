"""``POST /v1/mail``: a message (RFC 5322) in; its verdict, symbols and heads for a gateway out."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from ringtrue.judging.verdict import Verdict
from ringtrue.model import Status
from ringtrue.scanning import scan_document
from ringtrue.scanning.mails import read_mail
from ringtrue.scanning.report import ScanReport
from ringtrue.server.bodies import need_lang, need_region, read_body
from ringtrue.server.checks import in_time
from ringtrue.server.guard import Call
from ringtrue.server.problems import Problem
from ringtrue.server.scans import CHARACTERS_A_TOKEN, beside

MESSAGE = "message/rfc822"
_MOST_OPTIONS = 10
"""Contacts that a symbol names."""
_SYMBOLS = {
    Status.IMPERSONATION: "RINGTRUE_IMPERSONATION",
    Status.SUSPICIOUS: "RINGTRUE_SUSPICIOUS",
}


async def mail(request: Request) -> Response:
    """Judges one message: who it says it is from, every contact in it, what it asks for.
    ``?server=NAME`` names a server of one's own whose Authentication-Results are believed."""
    call: Call = request.scope["ringtrue"]
    call.route = "mail"
    service = call.service
    declared = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if declared != MESSAGE:
        raise Problem("not_message", f"Send the header Content-Type: {MESSAGE}.")
    lang = need_lang(request.query_params.get("lang", "en"))
    region = need_region(request.query_params.get("region"), "region")
    servers = request.query_params.getlist("server")[:10]
    body = await read_body(request, service.settings)
    call.charge(len(body) / CHARACTERS_A_TOKEN)
    checker = service.checker

    def work() -> tuple[dict[str, Any], int]:
        report = scan_document(
            read_mail(body, servers=servers),
            checker,
            region=region,
            max_contacts=service.settings.max_scan_contacts,
        )
        found = {
            "schema": 1,
            "status": report.status.value,
            "score": round(report.score, 4),
            "symbols": symbols(report),
            "heads": heads(report),
            "report": report.to_dict(lang, region),
        }
        return found, len(report.contacts)

    async with in_time(service.settings.answer_seconds):
        found, call.contacts = await beside(service, work)
    return Response(msgspec.json.encode(found), media_type="application/json")


def symbols(report: ScanReport) -> list[dict[str, Any]]:
    """What a gateway counts: one symbol for the message, with what it rests on."""
    name = _SYMBOLS.get(report.status)
    if name is None:
        return []
    accused = [c.verdict for c in report.contacts if c.verdict.is_alarm]
    options = [_told(verdict) for verdict in accused[:_MOST_OPTIONS]]
    options += [finding.code for finding in report.findings][:_MOST_OPTIONS]
    return [{"name": name, "weight": round(report.score, 4), "options": options}]


def heads(report: ScanReport) -> dict[str, str]:
    """Heads to add to the message; ASCII, one line each, nothing foreign but canonical contacts."""
    named = [c.verdict.imitates.brand.id for c in report.contacts if c.verdict.imitates is not None]
    said = f"{report.status.value}; score={report.score:.2f}"
    if named:
        said += f"; brand={named[0]}"
    return {"X-Ringtrue-Status": said, "X-Ringtrue-List": report.directory_version}


def _told(verdict: Verdict) -> str:
    contact = verdict.contact.canonical if verdict.contact is not None else ""
    text = "".join(
        c if c.isascii() and c.isprintable() and c not in " ,;" else "_" for c in contact
    )
    brand = verdict.imitates.brand.id if verdict.imitates is not None else "?"
    return f"{brand}:{text[:120]}"
