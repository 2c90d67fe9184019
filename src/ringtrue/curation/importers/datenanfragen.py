"""datenanfragen.de: the company records of its repository, one JSON file a company.

``{"slug", "name", "runs": […], "phone", "fax", "email", "web", "webform", "relevant-countries",
"sources": […], "quality"}``. The contact is the privacy officer or the switchboard, and says so in
its purpose. Scraped records have grade C, reviewed ones B. Also a list of such records.
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
    texts,
)

_FIELDS = {
    "web": ("website", "website"),
    "webform": ("url", "privacy requests"),
    "email": ("email", "privacy officer"),
    "phone": ("phone", "switchboard or privacy officer"),
}


def read(origin: Origin) -> Iterator[Found]:
    """Proposals of one record or of a list of them. Raises `AllowlistError`."""
    data, raw = read_json(origin.path)
    ref, date = origin.reference(raw), origin.dated()
    for record in data if isinstance(data, list) else [data]:
        slug = record.get("slug") if isinstance(record, dict) else None
        name = record.get("name") if isinstance(record, dict) else None
        if not isinstance(slug, str) or not isinstance(name, str) or not name.strip():
            yield Unread(origin.name, repr(record)[:120], "has no slug or no name; see its source")
            continue
        yield from _record(slug[:120], name, record, origin, ref, date)


def _record(
    slug: str, name: str, record: dict[str, Any], origin: Origin, ref: str, date: str
) -> Iterator[Found]:
    countries = [c.upper() for c in texts(record.get("relevant-countries")) if c != "all"]
    region = countries[0] if len(countries) == 1 and len(countries[0]) == 2 else "global"
    grade = "C" if record.get("quality") == "scraped" else "B"
    for field, (kind, purpose) in _FIELDS.items():
        for text in texts(record.get(field)):
            yield Proposal(
                entity=slug, name=name, kind=kind, value=text, where=f"{origin.name}:{slug}",
                ref=ref, grade=grade, date=date,
                region=origin.region or region if kind == "phone" else region,
                purpose=purpose, use="both" if kind == "email" else "",
                quote=f"{field}: {text}",
            )  # fmt: skip


FORMAT = Format("datenanfragen", "company records of datenanfragen.de", read)
