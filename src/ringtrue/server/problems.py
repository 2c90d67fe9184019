"""Errors as RFC 9457 problem details: what is wrong, which field, and what to do about it."""

from __future__ import annotations

from typing import Any

MEDIA_TYPE = "application/problem+json"

PROBLEMS: dict[str, tuple[int, str]] = {
    "bad_request": (400, "The request cannot be read"),
    "bad_json": (400, "The body is not JSON"),
    "bad_form": (400, "The form cannot be read"),
    "bad_query": (400, "The query cannot be read"),
    "unauthorized": (401, "A bearer token is needed"),
    "origin_not_allowed": (403, "This origin may not call"),
    "not_found": (404, "There is nothing here"),
    "no_such_brand": (404, "No such brand is listed"),
    "method_not_allowed": (405, "This method is not offered here"),
    "body_too_slow": (408, "The body did not arrive in time"),
    "body_too_large": (413, "The body is too large"),
    "not_json": (415, "The body must be declared as JSON"),
    "packed_body": (415, "The body must not be compressed"),
    "not_message": (415, "The body must be declared as a message"),
    "wrong_host": (421, "This server does not go by that name"),
    "invalid_field": (422, "A field is not as it should be"),
    "too_many_contacts": (422, "Too many contacts in one request"),
    "unknown_kind": (422, "No such kind of contact"),
    "unknown_brand": (422, "No such brand"),
    "head_too_large": (431, "The request's line and headers are too long"),
    "rate_limited": (429, "Too many contacts in a short time"),
    "fault": (500, "A fault inside ringtrue"),
    "busy": (503, "Too much work at once"),
    "too_slow": (503, "The answer took too long"),
}
"""Code of a problem: its HTTP status and its title. Codes are part of the interface."""


class Problem(Exception):
    """Ends a request with a problem document."""

    def __init__(
        self,
        code: str,
        remedy: str,
        *,
        detail: str = "",
        field: str = "",
        headers: tuple[tuple[bytes, bytes], ...] = (),
    ) -> None:
        self.code = code
        self.status, self.title = PROBLEMS[code]
        self.remedy = remedy
        self.detail = detail or self.title + "."
        self.field = field
        self.headers = headers
        super().__init__(code)

    def to_dict(self) -> dict[str, Any]:
        """The problem document: RFC 9457 members, and ours: `code`, `field`, `remedy`."""
        return {
            "type": f"urn:ringtrue:problem:{self.code.replace('_', '-')}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
            "field": self.field or None,
            "remedy": self.remedy,
        }


def retry_after(seconds: float) -> tuple[tuple[bytes, bytes], ...]:
    """The Retry-After header: whole seconds, at least one."""
    whole = max(1, int(seconds) + (seconds % 1 > 0))
    return ((b"retry-after", str(whole).encode()),)
