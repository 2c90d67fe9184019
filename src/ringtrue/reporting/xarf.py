"""Findings in the eXtended Abuse Reporting Format, version 4, through its library (extra
``[report]``): what hosters and registrars read by machine. Nothing is sent.
"""

from __future__ import annotations

import base64
import json
from typing import Any

from ringtrue.errors import MissingExtra, RingtrueError
from ringtrue.judging.verdict import Verdict
from ringtrue.kinds.facets import DomainName


def report(verdict: Verdict, org: str, mail: str) -> dict[str, Any]:
    """The report on a link or domain as plain JSON values, from `org`, reached at `mail`.

    Raises `MissingExtra` without the library, `RingtrueError` for what the format has no place
    for (numbers, accounts) and for a sender that it refuses.
    """
    try:
        import xarf
    except ImportError:
        raise MissingExtra("XARF reports", "xarf", "report") from None
    host = verdict.contact.part(DomainName) if verdict.contact is not None else None
    if host is None or verdict.contact is None:
        raise RingtrueError(f"{verdict.raw[:80]!r} has no host: XARF is for links and domains")
    told = dict(verdict.to_dict("en"))
    evidence = {
        "content_type": "application/json",
        "description": "verdict of ringtrue, schema version 1",
        "payload": base64.b64encode(json.dumps(told).encode()).decode(),
    }
    who = {"org": org, "contact": mail, "domain": mail.rpartition("@")[2]}
    url = verdict.contact.canonical if verdict.contact.kind == "url" else f"https://{host.host}/"
    more: dict[str, Any] = {}
    if verdict.imitates is not None:
        more["target_brand"] = verdict.imitates.brand.name
    made = xarf.create_report(
        category="content", type="phishing", source_identifier=host.host, reporter=who, sender=who,
        url=url, domain=host.registrable, description=verdict.summary(), evidence=[evidence],
        **more,
    )  # fmt: skip
    if made.errors or made.report is None:
        raise RingtrueError(f"the report is refused: {made.errors[:1] or 'by its own schema'}")
    whole: dict[str, Any] = json.loads(made.report.model_dump_json(exclude_none=True))
    return whole
