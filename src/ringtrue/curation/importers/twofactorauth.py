"""2factorauth: the files of its repository, or the published list (API versions 3 and 4).

A file of ``entries/`` is ``{"Name": {"domain", "additional-domains": […], "contact": {"twitter",
"facebook", "email", "form"}, "regions": […]}}``; version 3 of the API is a list of such pairs,
version 4 an object by domain. Grade B: a register that reviews what it takes in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ringtrue.curation.importers.base import (
    Format,
    Found,
    Origin,
    Proposal,
    Unread,
    read_json,
    table,
    texts,
)

_CONTACTS = {"twitter": "x", "facebook": "facebook", "email": "email", "form": "url"}


def read(origin: Origin) -> Iterator[Found]:
    """Proposals of one entry or of the whole list. Raises `AllowlistError`."""
    data, raw = read_json(origin.path)
    ref, date = origin.reference(raw), origin.dated()
    for number, (name, record) in enumerate(_pairs(data)):
        where = f"{origin.name}:{name or number}"[:120]
        domain = record.get("domain") if isinstance(record, dict) else None
        if isinstance(record, dict) and domain is None and "." in name:
            domain = name  # version 4: the key is the domain
        if not name or not isinstance(record, dict) or not isinstance(domain, str):
            yield Unread(where, repr(record)[:120], "has no name or no domain; see its source")
            continue
        yield from _record(name, domain, record, where, ref, date)


def _pairs(data: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(data, dict):
        yield from ((str(name), record) for name, record in data.items())
    for item in data if isinstance(data, list) else ():
        pair = item if isinstance(item, list) and len(item) == 2 else ["", item]
        yield (pair[0] if isinstance(pair[0], str) else ""), pair[1]


def _record(
    name: str, domain: str, record: dict[str, Any], where: str, ref: str, date: str
) -> Iterator[Found]:
    regions = [r.upper() for r in texts(record.get("regions")) if len(r) == 2 and r.isalpha()]
    region = regions[0] if len(regions) == 1 else "global"

    def proposal(kind: str, value: str, field: str, purpose: str) -> Proposal:
        return Proposal(
            entity=domain, name=name, kind=kind, value=value, where=where, ref=ref, grade="B",
            date=date, region=region, purpose=purpose, quote=f"{field}: {value}",
        )  # fmt: skip

    yield proposal("website", domain, "domain", "website")
    for extra in texts(record.get("additional-domains")):
        yield proposal("website", extra, "additional-domains", "website")
    for field, value in table(record.get("contact")).items():
        if field not in _CONTACTS:
            continue  # the language of the form
        for text in texts(value):
            yield proposal(_CONTACTS[field], text, f"contact.{field}", "support")


FORMAT = Format("2factorauth", "an entry of 2factorauth, or its published list", read)
