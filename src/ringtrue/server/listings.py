"""What is listed: brands, the directory's version and age, and whether the server answers."""

from __future__ import annotations

from collections import Counter
from datetime import date
from operator import itemgetter
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from ringtrue.directory.directory import Directory
from ringtrue.render.brands import brand_dict
from ringtrue.server.guard import Call
from ringtrue.server.openapi import document
from ringtrue.server.problems import Problem, retry_after


def _json(value: Any) -> Response:
    return Response(msgspec.json.encode(value), media_type="application/json")


async def brands(request: Request) -> Response:
    """Every brand in one line each."""
    call: Call = request.scope["ringtrue"]
    call.route = "brands"
    service = call.service
    directory = service.checker.directory
    version, held = service.brands_json
    if version != directory.version or not held:
        held = msgspec.json.encode(
            {
                "schema": 1,
                "directory_version": directory.version,
                "brands": sorted(
                    (
                        {
                            "id": brand.id,
                            "name": brand.name,
                            "aliases": list(brand.aliases),
                            "kind": list(brand.kind),
                            "contacts": len(brand.contacts),
                        }
                        for brand in directory.passing()
                    ),
                    key=itemgetter("id"),
                ),
            }
        )
        service.brands_json = (directory.version, held)
    return Response(held, media_type="application/json")


async def brand(request: Request) -> Response:
    """One brand with its contacts, sources and dates, by id, name or alias."""
    call: Call = request.scope["ringtrue"]
    call.route = "brand"
    directory = call.service.checker.directory
    wanted = request.path_params["id"]
    found = directory.brands.get(wanted) or directory.brand_for(wanted)
    if found is None:
        raise Problem(
            "no_such_brand", "/v1/brands lists the ids.",
            detail="The directory has no brand of this id, name or alias.", field="id",
        )  # fmt: skip
    return _json(brand_dict(found))


async def directory(request: Request) -> Response:
    """Which directory answers, how old it is, and on what its entries rest."""
    call: Call = request.scope["ringtrue"]
    call.route = "directory"
    return _json(directory_dict(call.service.checker.directory))


def directory_dict(held: Directory, today: date | None = None) -> dict[str, Any]:
    """Version, age in days since the newest check of a source, and counts.

    `assurance` counts active contacts: supported by the brand's own source, by two owners, by one
    register, or the operator's own rows; `expired` are those past their review date.
    """
    today = today or date.today()
    assurance: Counter[str] = Counter({"brand": 0, "corroborated": 0, "register": 0, "own": 0})
    status: Counter[str] = Counter()
    expired, newest = 0, ""
    for brand in held.passing():
        for listed in brand.contacts:
            status[listed.status] += 1
            newest = max(newest, listed.verified_on)
            if listed.status != "active":
                continue
            level = listed.level
            if level is not None:
                assurance[level] += 1
            expired += bool(listed.review_by) and listed.review_by < today.isoformat()
    return {
        "schema": 1,
        "version": held.version,
        "newest_check": newest or None,
        "age_days": age_days(newest, today),
        "brands": len(held.brands),
        "contacts": sum(status.values()),
        "status": dict(status),
        "assurance": dict(assurance),
        "expired": expired,
    }


def age_days(newest: str, today: date) -> int | None:
    """Whole days from an ISO date to `today`, never negative; None without a date."""
    try:
        return max(0, (today - date.fromisoformat(newest)).days)
    except ValueError:
        return None


async def openapi(request: Request) -> Response:
    """The interface in OpenAPI 3.1."""
    call: Call = request.scope["ringtrue"]
    call.route = "openapi"
    return _json(document(call.service.settings))


async def healthz(request: Request) -> Response:
    """The process answers."""
    request.scope["ringtrue"].route = "healthz"
    return _json({"status": "alive"})


async def readyz(request: Request) -> Response:
    """The directory is in memory and the server is not about to stop."""
    call: Call = request.scope["ringtrue"]
    call.route = "readyz"
    if call.service.draining:
        raise Problem("busy", "Ask another server; this one is stopping.", headers=retry_after(1))
    version = call.service.checker.directory.version
    return _json({"status": "ready", "directory_version": version})


async def metrics(request: Request) -> Response:
    """Counters in the Prometheus text format."""
    call: Call = request.scope["ringtrue"]
    call.route = "metrics"
    service = call.service
    held = service.checker.directory
    version, newest = service.newest
    if version != held.version:
        newest = max((c.verified_on for b in held.passing() for c in b.contacts), default="")
        service.newest = held.version, newest
    text = service.metrics.text(held.version, age_days(newest, date.today()))
    return Response(text, media_type="text/plain; version=0.0.4")
