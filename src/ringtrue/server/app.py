"""The ASGI application: routes behind the guard."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route, Router

from ringtrue.server import listings
from ringtrue.server.checks import check
from ringtrue.server.guard import Guard
from ringtrue.server.page import asset, page
from ringtrue.server.scans import scan
from ringtrue.server.state import Service


def application(service: Service) -> Guard:
    """The application of one worker. Run it with lifespan and websockets off."""
    routes: list[BaseRoute] = [
        Route("/v1/check", check, methods=["POST"]),
        Route("/v1/scan", scan, methods=["POST"]),
        Route("/v1/brands", listings.brands),
        Route("/v1/brands/{id:path}", listings.brand),
        Route("/v1/directory", listings.directory),
        Route("/v1/openapi.json", listings.openapi),
        Route("/healthz", listings.healthz),
        Route("/readyz", listings.readyz),
        Route("/metrics", listings.metrics),
        Route("/", page, methods=["GET", "POST"]),
        Route("/static/{name}", asset),
    ]
    return Guard(Router(routes, redirect_slashes=False), service)
