"""What every request passes before its endpoint sees it, and every answer on its way out.

In this order: host, origin (CORS), load, bearer token, rate. Endpoints raise
`Problem`; whatever else they raise is a fault of ours, answered with a 500 that tells nothing.
"""

from __future__ import annotations

import json
from hashlib import sha256
from hmac import compare_digest
from time import monotonic
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException

from ringtrue.server.bodies import ClientGone
from ringtrue.server.buckets import Buckets, client_key
from ringtrue.server.logs import Done
from ringtrue.server.problems import MEDIA_TYPE, Problem, retry_after

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from ringtrue.server.state import Service

Headers = list[tuple[bytes, bytes]]

SECURITY: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
]
DEFAULTS: Headers = [
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cache-control", b"no-store"),
]
"""Headers of answers in JSON: nothing in one may load or run, and nobody keeps it. Pages bring
their own."""
PROBES = frozenset({"/healthz", "/readyz"})
"""Asked by whoever runs the server, also when it is busy: no token, no rate, no limit."""
_PREFLIGHT: Headers = [
    (b"access-control-allow-methods", b"GET, POST, OPTIONS"),
    (b"access-control-allow-headers", b"authorization, content-type"),
    (b"access-control-max-age", b"600"),
]
_ONCE = frozenset({b"host", b"origin", b"authorization", b"content-type", b"content-length",
                   b"content-encoding"})  # fmt: skip
_SCHEMES = frozenset({b"http", b"https"})
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Call:
    """One request: what endpoints may ask of the guard, and what the log tells of it."""

    __slots__ = ("_buckets", "_client", "asker", "contacts", "route", "service")

    def __init__(
        self, service: Service, buckets: Buckets | None, client: str, asker: int = 0
    ) -> None:
        self.service = service
        self.asker = asker
        self._buckets, self._client = buckets, client
        self.route = "none"
        self.contacts = 0

    def charge(self, contacts: float) -> None:
        """Takes from the client's bucket. Raises `Problem` 429 when it is empty."""
        if self._buckets is not None and contacts > 0:
            _take(self._buckets, self._client, contacts)


class Guard:
    """The outermost ASGI application."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        settings = service.settings
        self._app, self._service = app, service
        self._hosts = settings.known_hosts
        self._origins = frozenset(origin.encode() for origin in settings.origins)
        self._tokens = [sha256(token.encode()).digest() for token in settings.tokens]
        rate = settings.contacts_per_second
        self.buckets = Buckets(rate, settings.burst) if rate else None
        """What each client may still ask for; None: as much as it likes."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return  # run without lifespan and websockets
        begun = monotonic()
        service = self._service
        asked = _asked(scope["headers"])
        client = scope.get("client")
        known_as = client_key(client[0] if client else None)
        call = Call(service, self.buckets, known_as, asker(known_as, asked))
        scope["ringtrue"], scope["app"] = call, self
        status = 0
        extra: Headers = []

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = [*message.get("headers", ()), *SECURITY, *extra]
                names = [name for name, _ in headers]
                headers += [pair for pair in DEFAULTS if pair[0] not in names]
                if service.draining:
                    headers.append((b"connection", b"close"))
                message["headers"] = headers
            await send(message)

        service.active += 1
        service.metrics.active(1)
        try:
            try:
                self._admit(scope, asked, call, extra)
                if scope["method"] == "OPTIONS" and asked.get(b"access-control-request-method"):
                    call.route = "preflight"
                    await _empty(204, [*_PREFLIGHT, *_private_network(asked)], answer)
                else:
                    await self._app(scope, receive, answer)
            except Problem as problem:
                await _tell(problem, scope, answer)
            except HTTPException as error:
                await _tell(_standard(error), scope, answer)
        except ClientGone:
            pass
        except Exception as error:
            service.log.fault(error)
            if not status:
                remedy = "Try again; if it happens again, please report it."
                await _tell(Problem("fault", remedy), scope, answer)
        finally:
            service.active -= 1
            service.metrics.active(-1)
            seconds = monotonic() - begun
            method = scope["method"] if scope["method"] in _METHODS else "other"
            parent = _parent(asked) if service.telemetry is not None else None
            service.answered(Done(call.route, method, status, seconds, call.contacts), parent)

    def _admit(self, scope: Scope, asked: dict[bytes, bytes], call: Call, extra: Headers) -> None:
        """Adds the headers that the answer needs. Raises `Problem` when it may not go on."""
        path = scope["path"]
        if path in PROBES:
            return
        if twice := _twice(scope["headers"]):
            # Readers differ in which of two they believe (RFC 9112, section 3.2).
            raise Problem("bad_request", f"Send the header {twice} once.")
        host = asked.get(b"host", b"").decode("latin-1").lower()
        if not self._goes_by(host):
            remedy = "Use the address it was started with, or start it with --allow-host NAME."
            raise Problem("wrong_host", remedy)
        api = path.startswith("/v1/")
        if api:
            extra += self._cors(asked, host)
        if self._service.crowded:
            parting = (*retry_after(1), (b"connection", b"close"))
            raise Problem("busy", "Try again in a moment.", headers=parting)
        if self._service.active > self._service.settings.max_active:
            raise Problem("busy", "Try again in a moment.", headers=retry_after(1))
        if self._tokens and scope["method"] != "OPTIONS":
            self._need_token(asked.get(b"authorization", b""))
        if api or path == "/":
            call.charge(1)

    def lets_in(self, asked: dict[bytes, bytes]) -> bool:
        """Whether a request to the API with these headers, none of them an origin, may go on."""
        try:
            if self._tokens:
                self._need_token(asked.get(b"authorization", b""))
        except Problem:
            return False
        service = self._service
        if service.crowded or service.active >= service.settings.max_active:
            return False
        return self._goes_by(asked.get(b"host", b"").decode("latin-1").lower())

    def charge(self, client: str, contacts: float) -> None:
        """Takes from a client's bucket. Raises `Problem` 429 when it is empty."""
        if self.buckets is not None:
            _take(self.buckets, client, contacts)

    def _goes_by(self, host: str) -> bool:
        name, _, port = host.rpartition(":")
        return not self._hosts or (name if port.isdigit() else host) in self._hosts

    def _cors(self, asked: dict[bytes, bytes], host: str) -> Headers:
        origin = asked.get(b"origin")
        if origin is None:
            return []
        if origin in self._origins:
            return [
                (b"access-control-allow-origin", origin),
                (b"access-control-expose-headers", b"retry-after"),
                (b"vary", b"origin"),
            ]
        scheme, _, site = origin.partition(b"://")
        if scheme in _SCHEMES and site.decode("latin-1").lower() == host and host:
            return []  # our own page
        raise Problem(
            "origin_not_allowed", "Start the server with --allow-origin and this page's origin."
        )

    def _need_token(self, given: bytes) -> None:
        scheme, _, token = given.partition(b" ")
        digest = sha256(token.strip()).digest()
        # Every token is compared, in constant time: the answer's time tells nothing.
        known = sum(compare_digest(digest, held) for held in self._tokens)
        if scheme.lower() != b"bearer" or not known:
            raise Problem(
                "unauthorized",
                "Send the header Authorization: Bearer TOKEN with a token of the token file.",
                headers=((b"www-authenticate", b'Bearer realm="ringtrue"'),),
            )


def _take(buckets: Buckets, client: str, contacts: float) -> None:
    wait = buckets.take(client, contacts, monotonic())
    if wait:
        raise Problem(
            "rate_limited",
            "Wait as long as Retry-After says, then go on more slowly.",
            detail=f"This server gives {buckets.rate:g} contacts a second to one client.",
            headers=retry_after(wait),
        )


def asker(client: str, asked: dict[bytes, bytes]) -> int:
    """Who asks, as far as one can tell them apart: by address, token and the page they ask from. A
    number that nobody outside this process can choose."""
    return hash((client, asked.get(b"authorization"), asked.get(b"origin")))


def _twice(headers: Any) -> str:
    """The first of the headers that decide who may ask, or what a body is, that is there twice;
    Content-Type, which mail gateways repeat, only where the two differ."""
    found: dict[bytes, bytes] = {}
    for name, value in headers:
        if name in _ONCE:
            if name in found and (name != b"content-type" or found[name] != value):
                return str(name, "ascii")
            found[name] = value
    return ""


def _asked(headers: Any) -> dict[bytes, bytes]:
    """The headers by lower-case name; of several equal ones the last."""
    return dict(headers)


def _parent(asked: dict[bytes, bytes]) -> dict[str, str] | None:
    """The caller's place in a trace (W3C Trace Context), if it says so."""
    given = asked.get(b"traceparent")
    if given is None:
        return None
    state = asked.get(b"tracestate", b"")[:512]
    return {"traceparent": given[:200].decode("latin-1"), "tracestate": state.decode("latin-1")}


def _private_network(asked: dict[bytes, bytes]) -> Headers:
    """A browser asks before a page may call into a local network (WICG private network access)."""
    if asked.get(b"access-control-request-private-network") == b"true":
        return [(b"access-control-allow-private-network", b"true")]
    return []


def _standard(error: HTTPException) -> Problem:
    """The router's own errors as problems."""
    if error.status_code == 405:
        allow = (error.headers or {}).get("Allow", "")
        return Problem(
            "method_not_allowed", f"Use one of: {allow}.", headers=((b"allow", allow.encode()),)
        )
    if error.status_code == 404:
        return Problem("not_found", "The endpoints are listed in /v1/openapi.json.")
    return Problem("bad_form", "Send the form as the page does.")


async def _tell(problem: Problem, scope: Scope, send: Send) -> None:
    body = json.dumps(problem.to_dict()).encode()
    headers = [
        (b"content-type", MEDIA_TYPE.encode()),
        (b"content-length", str(len(body)).encode()),
        *problem.headers,
    ]
    await send({"type": "http.response.start", "status": problem.status, "headers": headers})
    body = b"" if scope["method"] == "HEAD" else body
    await send({"type": "http.response.body", "body": body})


async def _empty(status: int, headers: Headers, send: Send) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
