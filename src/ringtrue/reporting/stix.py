"""Findings as STIX 2.1 (OASIS), through the library `stix2` (extra ``[report]``).

A finding is an indicator with a pattern on the observable, and the observable itself; the brand is
an identity, and a relationship says what the indicator is about. Ids are made from the content
(UUIDv5 in a namespace of our own), so that the same finding has the same id in every run.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ringtrue.errors import MissingExtra
from ringtrue.judging.verdict import Verdict
from ringtrue.kinds.facets import DomainName

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:ringtrue:stix:1")
_OBSERVED = {"url": "url", "email": "email-addr"}


def bundle(findings: Iterable[tuple[Verdict, datetime]]) -> dict[str, Any]:
    """A bundle of findings as plain JSON values. Raises `MissingExtra` without the library."""
    objects: dict[str, dict[str, Any]] = {}
    for verdict, when in findings:
        for made in objects_of(verdict, when):
            objects.setdefault(made["id"], made)
    name = "|".join(sorted(objects))
    return {
        "type": "bundle",
        "id": f"bundle--{uuid.uuid5(_NAMESPACE, name)}",
        "objects": list(objects.values()),
    }


def objects_of(verdict: Verdict, when: datetime) -> list[dict[str, Any]]:
    """The STIX objects of one finding; none for what has no contact or no alarm."""
    if verdict.contact is None or not verdict.is_alarm:
        return []
    try:
        import stix2
    except ImportError:
        raise MissingExtra("STIX reports", "stix2", "report") from None
    contact = verdict.contact
    host = contact.part(DomainName)
    value = contact.canonical
    kind = _OBSERVED.get(contact.kind, "domain-name" if host is not None else "")
    if kind == "domain-name" and host is not None:
        value = host.host
    brand = verdict.imitates.brand if verdict.imitates is not None else None
    told = verdict.to_dict("en")
    made: list[Any] = []
    if kind:
        observable = {
            "url": stix2.URL, "domain-name": stix2.DomainName, "email-addr": stix2.EmailAddress,
        }[kind](value=value)  # fmt: skip
        made.append(observable)
        pattern = f"[{kind}:value = '{_escaped(value)}']"
    else:  # numbers and accounts have no object of their own in STIX 2.1
        pattern = f"[user-account:account_login = '{_escaped(value)}']"
    indicator = stix2.Indicator(
        id=f"indicator--{uuid.uuid5(_NAMESPACE, f'{contact.kind} {contact.canonical}')}",
        created=when,
        modified=when,
        valid_from=when,
        name=f"{verdict.status} {contact.canonical}"[:200],
        description=" ".join(told["advice"]),
        indicator_types=["malicious-activity" if verdict.status == "impersonation" else "unknown"],
        pattern=pattern,
        pattern_type="stix",
        confidence=round(verdict.score * 100),
        labels=[item.code for item in verdict.evidence],
    )
    made.append(indicator)
    if brand is not None:
        identity = stix2.Identity(
            id=f"identity--{uuid.uuid5(_NAMESPACE, brand.id)}",
            created=when,
            modified=when,
            name=brand.name,
            identity_class="organization",
        )
        made += [identity, stix2.Relationship(
            id=f"relationship--{uuid.uuid5(_NAMESPACE, f'{indicator.id} {brand.id}')}",
            created=when,
            modified=when,
            relationship_type="related-to",
            source_ref=indicator.id,
            target_ref=identity.id,
            description="presents itself as",
        )]  # fmt: skip
    return [json.loads(one.serialize()) for one in made]


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")
