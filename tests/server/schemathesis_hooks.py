"""A brand's name is text like any other to the schema; these are brands that the server lists."""

from __future__ import annotations

from typing import Any

import schemathesis


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    """Valid claims become claims of a listed brand; what is no valid claim stays."""
    body = case.body
    contacts = body.get("contacts") if isinstance(body, dict) else None
    for asked in contacts if isinstance(contacts, list) else ():
        claims = asked.get("claims") if isinstance(asked, dict) else None
        if _named(claims):
            asked["claims"] = "examplewallet"
        elif isinstance(claims, list) and all(map(_named, claims)):
            asked["claims"] = ["examplewallet"] * len(claims)


def _named(claim: Any) -> bool:
    return isinstance(claim, str) and 1 <= len(claim) <= 200


@schemathesis.serializer("message/rfc822")
def message(ctx: Any, value: Any) -> bytes:
    """A message is sent as its bytes."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")
