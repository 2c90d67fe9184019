"""Requests as types: read within limits, decoded, and refused by field."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from ringtrue.kinds import KINDS
from ringtrue.kinds.regions import codes, country_code
from ringtrue.messages.catalogue import Catalogue, languages
from ringtrue.server.problems import Problem, retry_after

if TYPE_CHECKING:
    from starlette.requests import Request

    from ringtrue.server.settings import Settings

T = TypeVar("T")
REGIONS = frozenset(spelled for code in codes() for spelled in (code, code.lower()))
"""Countries as a request may name them."""
MAX_CLAIMS = 16
"""Brands that one contact may be claimed for."""
MAX_NAME = 200
"""Characters of a brand's name in a claim."""
JSON = "application/json"
_AT = re.compile(r" - at `\$\.?([^`]*)`$")
_LANG = re.compile(r"[A-Za-z]{2,8}([-_.][A-Za-z0-9-]{1,16}){0,3}")
_OURS = frozenset(languages())
_KINDS = frozenset(KINDS)


class Asked(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One contact with what is known about it."""

    contact: str
    kind: str | None = None
    claims: str | list[str] | None = None
    region: str | None = None


class CheckBody(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """``POST /v1/check``."""

    contacts: list[str | Asked]
    lang: str = "en"


class ScanBody(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """``POST /v1/scan``: either `text` or `html`."""

    text: str | msgspec.UnsetType = msgspec.UNSET
    html: str | msgspec.UnsetType = msgspec.UNSET
    url: str | None = None
    lang: str = "en"
    region: str | None = None


class AskBody(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """``POST /v1/ask``."""

    question: str
    lang: str = "en"
    region: str | None = None


async def read_body(request: Request, settings: Settings) -> bytes:
    """The whole body. Raises `Problem` when it is too large, too slow or packed."""
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Problem("packed_body", "Send the body as it is, without Content-Encoding.")
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > settings.max_body:
        raise _too_large(settings)
    parts: list[bytes] = []
    size = 0
    # Whoever sends slowly is not at work and keeps nobody out; what is held for all of them is
    # bounded.
    service = request.scope["ringtrue"].service
    service.active -= 1
    try:
        async with asyncio.timeout(settings.body_seconds):
            more = True
            while more:
                message = await request.receive()
                if message["type"] != "http.request":
                    raise ClientGone
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                service.arriving += len(parts[-1])
                if size > settings.max_body:
                    raise _too_large(settings)
                if service.arriving > settings.max_active * settings.max_body:
                    raise Problem("busy", "Try again in a moment.", headers=retry_after(1))
                more = message.get("more_body", False)
    except TimeoutError:
        raise Problem(
            "body_too_slow",
            "Send the body at once.",
            detail=f"The body did not arrive within {settings.body_seconds:g} s.",
            headers=((b"connection", b"close"),),
        ) from None
    finally:
        service.active += 1
        service.arriving -= size
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _too_large(settings: Settings) -> Problem:
    return Problem(
        "body_too_large",
        "Send fewer contacts or less text in one request.",
        detail=f"A body may have {settings.max_body} bytes.",
    )


class ClientGone(Exception):
    """The client hung up before its request was complete: nobody waits for an answer."""


def is_json(declared: str) -> bool:
    """Whether a content type says JSON."""
    return declared == JSON or declared.partition(";")[0].strip().lower() == JSON


async def read_json(request: Request, settings: Settings, kind: type[T]) -> T:
    """The body as `kind`. Raises `Problem` naming the field that is not as it should be."""
    if not is_json(request.headers.get("content-type", "")):
        # It also keeps foreign pages out: a browser asks us before it sends this type elsewhere.
        raise Problem("not_json", "Send the header Content-Type: application/json.")
    body = await read_body(request, settings)
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError as error:
        raise _invalid(str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        place = re.search(r"\(byte (\d+)\)$", str(error))
        raise Problem(
            "bad_json",
            "Send one JSON object in UTF-8.",
            detail=f"The body is not JSON{f' at byte {place[1]}' if place else ''}.",
        ) from None


def _invalid(message: str) -> Problem:
    found = _AT.search(message)
    field = found[1] if found else ""
    what = message[: found.start()] if found else message
    inner = re.search(r"`([^`]{1,60})`", what)
    if inner and what.startswith(("Object missing required", "Object contains unknown")):
        field = f"{field}.{inner[1]}" if field else inner[1]
    return Problem(
        "invalid_field",
        "See /v1/openapi.json for what each field may hold.",
        detail=f"{what}.",
        field=field,
    )


def need_lang(lang: str) -> str:
    """The language that answers when `lang` is asked for and looks like one: en where none of
    ours is meant, zh for zh-TW."""
    if lang not in _OURS and not _LANG.fullmatch(lang):
        raise Problem(
            "invalid_field", "Give a language such as en or zh-CN, or leave it out.", field="lang"
        )
    return Catalogue.load(lang).lang


def need_region(region: str | None, field: str) -> str | None:
    """`region` in capitals when it is a country's code."""
    if region is None:
        return None
    if region not in REGIONS:
        raise Problem(
            "invalid_field",
            "Give an ISO 3166 country code of two letters, such as CN, or leave it out.",
            detail="The region is no country code.",
            field=field,
        )
    return country_code(region)


def need_kind(kind: str | None, field: str) -> str | None:
    """`kind` when there is such a kind."""
    if kind is not None and kind not in _KINDS:
        raise Problem(
            "unknown_kind", f"Use one of: {', '.join(KINDS)}; or leave it out.", field=field
        )
    return kind


def need_claims(claims: Any, field: str) -> tuple[str, ...]:
    """`claims` as names, not too many and not too long."""
    names = () if claims is None else (claims,) if isinstance(claims, str) else tuple(claims)
    if len(names) > MAX_CLAIMS or not all(1 <= len(name) <= MAX_NAME for name in names):
        raise Problem(
            "invalid_field",
            f"Name at most {MAX_CLAIMS} brands of 1 to {MAX_NAME} characters.",
            field=field,
        )
    return names
