"""Listed brands for readers: a line a brand, or one with its contacts, sources and dates."""

from __future__ import annotations

from typing import Any

from ringtrue.messages.advice import contact_text
from ringtrue.messages.catalogue import Catalogue
from ringtrue.messages.shown import shown
from ringtrue.model import Brand, ClosedChannel, Complete, Listed, NeverAsks, Source
from ringtrue.render.paint import Paint, columns, width

_ID = 20


def brand_line(brand: Brand) -> str:
    """One line: id, name, how many contacts, other names."""
    gap = " " * max(1, _ID - width(brand.id))
    names = ", ".join(brand.aliases[:4])
    line = f"{brand.id}{gap}{brand.name}  {len(brand.contacts)}" + (f"  {names}" if names else "")
    return shown(line)


def brand_text(brand: Brand, lang: str = "en", *, colour: bool = False) -> str:
    """A brand with everything that is listed for it, without a final line break."""
    say, paint = Catalogue.load(lang), Paint(colour)
    lines = [f"{paint('bold', shown(brand.name))}  {brand.id}"]
    if brand.aliases:
        lines += columns([(say.say("ui", "aliases"), shown(", ".join(brand.aliases)))], paint)
    for channel in brand.closed_channels:
        lines += ["", *_closed(channel, say, paint)]
    for never in brand.never_asks:
        lines += ["", *_never(never, say, paint)]
    for whole in brand.complete:
        lines += ["", *_complete(whole, say, paint)]
    for listed in brand.contacts:
        lines += ["", *_listed(listed, say, paint)]
    return "\n".join(lines)


def brand_dict(brand: Brand) -> dict[str, Any]:
    """A brand as plain JSON values (schema version 1)."""
    return {
        "schema": 1,
        "id": brand.id,
        "name": brand.name,
        "aliases": list(brand.aliases),
        "common_word": brand.common_word,
        "common_names": list(brand.common_names),
        "protects": brand.protects,
        "tier": brand.tier,
        "head": brand.head,
        "names": dict(brand.names),
        "kind": list(brand.kind),
        "contacts": [
            {
                "kind": c.kind,
                "value": c.value,
                "match": c.match,
                "path": c.path,
                "purpose": c.purpose,
                "scope": c.scope,
                "audience": c.audience,
                "use": c.use,
                "region": c.region,
                "status": c.status,
                "since": c.since,
                "until": c.until,
                "successor": c.successor,
                "verified_on": c.verified_on,
                "review_by": c.review_by,
                "corroborated": c.corroborated,
                "sources": [_source(s) for s in c.sources],
                "note": c.note,
            }
            for c in brand.contacts
        ],
        "closed_channels": [
            {
                "channel": c.channel,
                "statement": c.statement,
                "region": c.region,
                "verified_on": c.verified_on,
                "review_by": c.review_by,
                "source": _source(c.source),
            }
            for c in brand.closed_channels
        ],
        "never_asks": [
            {
                "request": n.request,
                "over": n.over,
                "statement": n.statement,
                "region": n.region,
                "verified_on": n.verified_on,
                "review_by": n.review_by,
                "source": _source(n.source),
            }
            for n in brand.never_asks
        ],
        "complete": [
            {
                "kind": c.kind,
                "region": c.region,
                "verified_on": c.verified_on,
                "review_by": c.review_by,
                "source": _source(c.source),
            }
            for c in brand.complete
        ],
    }


def _listed(listed: Listed, say: Catalogue, paint: Paint) -> list[str]:
    facts = [listed.kind, listed.status, listed.purpose, listed.scope, listed.audience, listed.use]
    if listed.region != "global":
        facts.append(listed.region)
    if listed.match == "exact" and listed.kind in ("domain", "host", "url"):
        facts.append("exact")
    value = contact_text(listed.kind, listed.value) + listed.path
    head = f"{paint('bold', shown(value))}  {', '.join(fact for fact in facts if fact)}"
    if listed.successor:
        head += f"  → {shown(listed.successor)}"
    rows = []
    if listed.verified_on or listed.review_by:
        rows.append(("", _dates(listed.verified_on, listed.review_by, say)))
    rows += [(say.say("ui", "source"), _quoted(source)) for source in listed.sources]
    return [head, *columns(rows, paint)]


def _closed(channel: ClosedChannel, say: Catalogue, paint: Paint) -> list[str]:
    head = f"{say.say('ui', 'closed')} {paint('bold', shown(channel.channel))}"
    rows = [("", _dates(channel.verified_on, channel.review_by, say))]
    rows += [(say.say("ui", "source"), _quoted(channel.source))]
    return [f"{head}  “{shown(channel.statement)}”", *columns(rows, paint)]


def _never(never: NeverAsks, say: Catalogue, paint: Paint) -> list[str]:
    head = f"{say.say('answer', 'never_asks')} {paint('bold', shown(never.request))}"
    head += f"  {shown(never.over)}" if never.over else ""
    rows = [("", _dates(never.verified_on, never.review_by, say))]
    rows += [(say.say("ui", "source"), _quoted(never.source))]
    return [f"{head}  “{shown(never.statement)}”", *columns(rows, paint)]


def _complete(whole: Complete, say: Catalogue, paint: Paint) -> list[str]:
    region = f"  {whole.region}" if whole.region != "global" else ""
    rows = [("", _dates(whole.verified_on, whole.review_by, say))]
    rows += [(say.say("ui", "source"), _quoted(whole.source))]
    head = f"{say.say('ui', 'complete')} {paint('bold', shown(whole.kind))}{region}"
    return [head, *columns(rows, paint)]


def _dates(verified_on: str, review_by: str, say: Catalogue) -> str:
    return say.say("ui", "checked", date=verified_on, review_by=review_by)


def _quoted(source: Source) -> str:
    quote = f"  “{shown(source.quote)}”" if source.quote else ""
    return f"{shown(source.ref)}  {source.grade}  {source.date}{quote}"


def _source(source: Source) -> dict[str, str]:
    return {
        "ref": source.ref,
        "grade": source.grade,
        "date": source.date,
        "quote": source.quote,
    }
