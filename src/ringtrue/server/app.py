"""The ASGI application: routes behind the guard."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, Router

from ringtrue.server import listings
from ringtrue.server.asking import ask
from ringtrue.server.checks import check
from ringtrue.server.guard import Guard
from ringtrue.server.mail import mail
from ringtrue.server.page import asset, page
from ringtrue.server.scans import scan
from ringtrue.server.state import Service

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send


def application(service: Service) -> Guard:
    """The application of one worker. Run it with lifespan and websockets off."""
    routes: list[BaseRoute] = [
        Route("/v1/check", check, methods=["POST"]),
        Route("/v1/scan", scan, methods=["POST"]),
        Route("/v1/ask", ask, methods=["POST"]),
        Route("/v1/mail", mail, methods=["POST"]),
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
    return Guard(_Direct(Router(routes, redirect_slashes=False)), service)


class _Direct:
    """The way to `/v1/check` without a search: nearly every request goes there, and a router
    takes as long as the answer."""

    def __init__(self, router: Router) -> None:
        self.router = router
        self._busy: dict[tuple[str, str], Callable[[Request], Awaitable[Response]]] = {
            ("POST", "/v1/check"): check,
            ("POST", "/"): page,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        endpoint = self._busy.get((scope["method"], scope["path"]))
        if endpoint is None:
            await self.router(scope, receive, send)
            return
        response = await endpoint(Request(scope, receive))
        await response(scope, receive, send)
