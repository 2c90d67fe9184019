"""The interface described in OpenAPI 3.1, from the same constants that the code checks by."""

from __future__ import annotations

from typing import Any

from ringtrue.asking.question import MAX_QUESTION
from ringtrue.kinds import KINDS
from ringtrue.model import Status
from ringtrue.server.bodies import MAX_CLAIMS, MAX_NAME, REGIONS
from ringtrue.server.problems import MEDIA_TYPE, PROBLEMS
from ringtrue.server.settings import Settings

_STRING = {"type": "string"}
_INTEGER = {"type": "integer", "minimum": 0}
_SCORE = {"type": "number", "minimum": 0, "maximum": 1}
_STATUS = {"enum": [status.value for status in Status]}
_LANG = {"type": "string", "pattern": r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})?$", "default": "en"}
_REGION = {"enum": [*sorted(REGIONS), None]}
_TEXT = {"type": ["string", "null"]}
_NAMED = {"type": "string", "minLength": 1, "maxLength": MAX_NAME}


def document(settings: Settings) -> dict[str, Any]:
    """The OpenAPI document of a server with these settings."""
    from ringtrue import __version__

    secured: dict[str, Any] = {}
    if settings.tokens:
        secured = {"security": [{"token": []}]}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "ringtrue",
            "version": __version__,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            "description": 'Is this contact point really the brand\'s? No answer means "safe".',
        },
        **secured,
        "paths": _paths(settings),
        "components": {
            "schemas": _schemas(settings),
            **({"securitySchemes": _SECURITY} if settings.tokens else {}),
        },
    }


_SECURITY = {"token": {"type": "http", "scheme": "bearer"}}


_LINKS: dict[str, tuple[str, dict[str, Any]]] = {
    "/v1/brands": ("brand", {"parameters": {"id": "$response.body#/brands/0/id"}}),
    "/v1/brands/{id}": (
        "check",
        {"requestBody": {"contacts": ["$response.body#/contacts/0/value"], "lang": "en"}},
    ),
}
"""What an answer can be asked about further."""


def _paths(settings: Settings) -> dict[str, Any]:
    paths = _described(settings)
    for path, (operation, given) in _LINKS.items():
        links = {operation: {"operationId": operation, **given}}
        paths[path]["get"]["responses"]["200"]["links"] = links
    return paths


def _described(settings: Settings) -> dict[str, Any]:
    common = ("bad_json", "body_too_slow", "body_too_large", "not_json", "packed_body",
              "invalid_field",
              "rate_limited", "fault", "busy", *_access(settings))  # fmt: skip
    plain = ("rate_limited", "fault", "busy", *_access(settings))
    return {
        "/v1/check": {
            "post": _post("check", "Judge contacts, in their order", "Check", "Verdicts", common)
        },
        "/v1/scan": {
            "post": _post("scan", "Judge every contact of a text or page", "Scan", "Report", common)
        },
        "/v1/ask": {
            "post": _post(
                "ask", "A brand's own contacts for what is asked", "Ask", "Answer", common
            )
        },
        "/v1/mail": {
            "post": {
                **_get(
                    "mail",
                    "Judge a message, for a mail gateway",
                    "Mail",
                    (
                        "not_message",
                        "packed_body",
                        "body_too_slow",
                        "body_too_large",
                        "invalid_field",
                        "rate_limited",
                        "fault",
                        "busy",
                        *_access(settings),
                    ),
                ),
                "parameters": [
                    _parameter("lang", _LANG, "Language of the sentences."),
                    _parameter("region", {"enum": sorted(REGIONS)}, "Country of the reader."),
                    _parameter(
                        "server",
                        {"type": "string"},
                        "A server of one's own whose Authentication-Results are believed.",
                    ),
                ],
                "requestBody": {
                    "required": True,
                    "content": {"message/rfc822": {"schema": {}}},
                },
            }
        },
        "/v1/brands": {"get": _get("brands", "Every brand that is listed", "Brands", plain)},
        "/v1/brands/{id}": {
            "get": {
                **_get("brand", "A brand and its contacts", "Brand", (*plain, "no_such_brand")),
                "parameters": [
                    {
                        "name": "id",
                        "in": "path",
                        "required": True,
                        "description": "Id, name or alias of a brand.",
                        "schema": {"type": "string", "minLength": 1},
                        "example": "tokenpocket",
                    }
                ],
            }
        },
        "/v1/directory": {
            "get": _get("directory", "Version, age and assurance", "Directory", plain)
        },
        "/v1/openapi.json": {"get": _get("openapi", "This document", "Any", plain)},
        "/healthz": {"get": {**_get("healthz", "It runs", "Any", ("fault",)), "security": []}},
        "/readyz": {
            "get": {**_get("readyz", "It may be asked", "Any", ("fault", "busy")), "security": []}
        },
        "/metrics": {
            "get": {
                "operationId": "metrics",
                "summary": "Counters for Prometheus",
                "responses": {
                    "200": {"description": "Text", "content": {"text/plain": {"schema": _STRING}}},
                    **_problems(("fault", "busy", *_access(settings))),
                },
            }
        },
    }


def _access(settings: Settings) -> tuple[str, ...]:
    access = ["origin_not_allowed"]
    if settings.known_hosts:
        access.append("wrong_host")
    if settings.tokens:
        access.append("unauthorized")
    return tuple(access)


def _post(name: str, summary: str, body: str, answer: str, codes: tuple[str, ...]) -> Any:
    return {
        **_get(name, summary, answer, codes),
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": _ref(f"{body}Request")}},
        },
    }


def _get(name: str, summary: str, answer: str, codes: tuple[str, ...]) -> dict[str, Any]:
    schema = {"type": "object"} if answer == "Any" else _ref(answer)
    return {
        "operationId": name,
        "summary": summary,
        "responses": {
            "200": {"description": summary, "content": {"application/json": {"schema": schema}}},
            **_problems(codes),
        },
    }


def _problems(codes: tuple[str, ...]) -> dict[str, Any]:
    by_status: dict[int, list[str]] = {}
    for code in codes:
        status, title = PROBLEMS[code]
        by_status.setdefault(status, []).append(title)
    return {
        str(status): {
            "description": "; ".join(titles),
            "content": {MEDIA_TYPE: {"schema": _ref("Problem")}},
        }
        for status, titles in sorted(by_status.items())
    }


def _parameter(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(required: str, /, **fields: Any) -> dict[str, Any]:
    """An object with these fields, of which those named in `required` (``*``: all) must be."""
    names = list(fields) if required == "*" else required.split()
    return {"type": "object", "required": names, "properties": fields}


def _list(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _closed(schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**schema, "additionalProperties": False, **more}


def _schemas(settings: Settings) -> dict[str, Any]:
    contact = _closed(
        _object(
            "contact",
            contact=_STRING,
            kind={"enum": [*KINDS, None], "description": "How to read it."},
            claims={
                "description": "Brands that somebody says it belongs to: ids, names or aliases.",
                "anyOf": [_NAMED, {**_list(_NAMED), "maxItems": MAX_CLAIMS}, {"type": "null"}],
            },
            region={**_REGION, "description": "Country of the reader, ISO 3166."},
        )
    )
    return {
        "CheckRequest": _closed(
            _object(
                "contacts",
                contacts={
                    **_list({"anyOf": [_STRING, _ref("Contact")]}),
                    "minItems": 1,
                    "maxItems": settings.max_batch,
                },
                lang=_LANG,
            )
        ),
        "Contact": contact,
        "ScanRequest": _closed(
            _object(
                "",
                text={"type": "string"},
                html={"type": "string"},
                url={"type": ["string", "null"], "description": "Address of the page."},
                lang=_LANG,
                region=_REGION,
            ),
            oneOf=[{"required": ["text"]}, {"required": ["html"]}],
        ),
        **_answers(),
        "Verdicts": _object(
            "*", schema={"const": 1}, directory_version=_STRING, verdicts=_list(_ref("Verdict"))
        ),
        "Mail": _object(
            "*",
            schema={"const": 1},
            status=_STATUS,
            score=_SCORE,
            symbols=_list(_object("*", name=_STRING, weight=_SCORE, options=_list(_STRING))),
            heads={"type": "object", "additionalProperties": _STRING},
            report=_ref("Report"),
        ),
        "AskRequest": _closed(
            _object(
                "question",
                question={"type": "string", "minLength": 1, "maxLength": MAX_QUESTION},
                lang=_LANG,
                region=_REGION,
            )
        ),
        "Brands": _object(
            "*",
            schema={"const": 1},
            directory_version=_STRING,
            brands=_list(
                _object(
                    "*",
                    id=_STRING,
                    name=_STRING,
                    aliases=_list(_STRING),
                    kind=_list(_STRING),
                    contacts=_INTEGER,
                )
            ),
        ),
        "Brand": _object(
            "schema id name contacts closed_channels",
            schema={"const": 1},
            id=_STRING,
            name=_STRING,
            contacts=_list({"type": "object"}),
            closed_channels=_list({"type": "object"}),
            never_asks=_list({"type": "object"}),
        ),
        "Directory": _object(
            "*",
            schema={"const": 1},
            version=_STRING,
            newest_check=_TEXT,
            age_days={"type": ["integer", "null"]},
            brands=_INTEGER,
            contacts=_INTEGER,
            status={"type": "object"},
            assurance={"type": "object"},
            expired=_INTEGER,
        ),
        "Problem": _object(
            "*",
            type=_STRING,
            title=_STRING,
            status=_INTEGER,
            detail=_STRING,
            code={"enum": list(PROBLEMS)},
            field=_TEXT,
            remedy=_STRING,
        ),
    }


def _answers() -> dict[str, Any]:
    """Verdicts, reports and answers as `ringtrue.render.shapes` types them."""
    import msgspec

    from ringtrue.render.shapes import AnswerDict, ReportDict, VerdictDict

    given = (VerdictDict, ReportDict, AnswerDict)
    _, made = msgspec.json.schema_components(given, ref_template="#/components/schemas/{name}")
    found = {
        _NAMES.get(name, name.removesuffix("Dict")): _named(schema) for name, schema in made.items()
    }
    for name in ("Verdict", "Report"):
        found[name]["properties"]["score"] = _SCORE
    found["Report"]["properties"]["text"] = {
        "type": "string",
        "description": "What was read of `html`; spans index into it.",
    }
    return found


_NAMES = {"BrandDict": "BrandName", "ProblemDict": "ContactProblem"}
"""Shapes whose plain name is another answer's."""


def _named(schema: Any) -> Any:
    """A schema whose references go to the plain names."""
    if isinstance(schema, list):
        return [_named(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _named(value) for key, value in schema.items() if key != "title"}
    if isinstance(ref := found.get("$ref"), str):
        name = ref.rpartition("/")[2]
        found["$ref"] = _ref(_NAMES.get(name, name.removesuffix("Dict")))["$ref"]
    return found
