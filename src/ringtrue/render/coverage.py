"""What a directory covers, counted: ``ringtrue brands --stats``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from textwrap import wrap
from typing import Any

from ringtrue.kinds import PLATFORM_KINDS
from ringtrue.messages.catalogue import Catalogue
from ringtrue.model import Brand, Listed
from ringtrue.render.paint import Paint, columns, width

Counts = dict[str, int]
_WIDE = 76
_MOST = 14
_GLUE = "\N{WORD JOINER}"
"""Between a name and its count, which stay together when a line is broken."""


def coverage(brands: Iterable[Brand]) -> dict[str, Any]:
    """Counts of a directory as plain JSON values (schema version 1), most frequent first.

    Contacts that are not active vouch for nothing and are counted by `status` alone. `sources`
    counts each source of a brand once, `regions` the contacts. The head, the brands that a person
    chose and a program filled (`chosen`), and imported ones are counted apart, each by tier;
    `reach` is the head's, or where no brand is marked as such, of all.
    """
    every = list(brands)
    held = [brand for brand in every if brand.tier != "own"]
    imported = [brand for brand in every if brand.tier == "own"]
    head = [brand for brand in held if brand.head]
    listed = [contact for brand in held for contact in brand.contacts]
    closed = [channel for brand in held for channel in brand.closed_channels]
    sources = {
        (brand.id, source.ref, source.grade)
        for brand in held
        for source in (
            *(s for c in brand.contacts for s in c.sources),
            *(c.source for c in brand.closed_channels),
            *(c.source for c in brand.complete),
        )
    }
    return {
        "schema": 1,
        "brands": len(held),
        "contacts": len(listed),
        "closed_channels": len(closed),
        "brand_kinds": _count(kind for brand in held for kind in brand.kind),
        "head": _count(brand.tier for brand in head),
        "chosen": _count(brand.tier for brand in held if not brand.head),
        "contact_kinds": _count(contact.kind for contact in listed),
        "status": _count(contact.status for contact in listed),
        "assurance": _count(
            contact.level or "none" for contact in listed if contact.status == "active"
        ),
        "tiers": _tiers(listed),
        "reach": _reach(head or held),
        "sources": dict(sorted(_count(grade for _, _, grade in sources).items())),
        "regions": _count(contact.region for contact in listed),
        "closed": _count(channel.channel for channel in closed),
        "complete": _count(whole.kind for brand in held for whole in brand.complete),
        "imported": {"brands": len(imported), "contacts": sum(len(b.contacts) for b in imported)},
        "imported_kinds": _count(c.kind for brand in imported for c in brand.contacts),
    }


def coverage_text(counts: Mapping[str, Any], lang: str = "en", *, colour: bool = False) -> str:
    """The counts as a table of a few lines, without a final line break."""
    say, paint = Catalogue.load(lang), Paint(colour)
    rows: list[tuple[str, str]] = []
    for label, total, parts in (
        ("brands", counts["brands"], counts["brand_kinds"]),
        ("head", sum(counts["head"].values()), counts["head"]),
        ("chosen", sum(counts["chosen"].values()), counts["chosen"]),
        ("contacts", counts["contacts"], counts["contact_kinds"]),
        ("status", 0, counts["status"]),
        ("assurance", sum(counts["assurance"].values()), counts["assurance"]),
        ("tiers", sum(counts["tiers"].values()), counts["tiers"]),
        ("regions", len(counts["regions"]), counts["regions"]),
        ("sources", sum(counts["sources"].values()), counts["sources"]),
        ("closed", counts["closed_channels"], counts["closed"]),
        ("complete", sum(counts["complete"].values()), counts["complete"]),
        ("imported", counts["imported"]["brands"], counts["imported_kinds"]),
    ):
        if label in ("complete", "head", "chosen") and not parts:
            continue
        name = say.say("stats", label)
        text = _parts(parts, say)
        lines = [
            line.replace(_GLUE, " ")
            for line in wrap(text, _WIDE, break_long_words=False, break_on_hyphens=False)
        ]
        first = f"{total:,}" if total else ""
        for i, line in enumerate(lines or [""]):
            head = first if i == 0 else ""
            rows.append((name if i == 0 else "", f"{' ' * (6 - width(head))}{head}  {line}"))
    rows += _reached(counts, say)
    return "\n".join(columns(rows, paint, indent=""))


def _tiers(listed: Iterable[Listed]) -> Counts:
    """``vouches``: the brand's own word, two independent owners, or the reader's own list.
    ``register``: one curated list says so. ``own``: given to the brand by lists, and neither
    official nor accused."""
    found = {"vouches": 0, "register": 0, "own": 0}
    for contact in listed:
        tier = tier_of(contact)
        if tier:
            found[tier] += 1
    return found


def tier_of(contact: Listed) -> str:
    """The tier of a contact; empty for what was the brand's, or is disputed."""
    if contact.status == "active" and contact.level is not None:
        return "register" if contact.level == "register" else "vouches"
    return "own" if contact.status in ("active", "unverified") else ""


def _reach(brands: Iterable[Brand]) -> Counts:
    """Brands with a site that vouches (``site_firm``: not by one list alone), with a number of
    their home region or the word that they have none, and with an account or that word."""
    found = {"site": 0, "site_firm": 0, "phone": 0, "account": 0}
    for brand in brands:
        held = [c for c in brand.contacts if c.status == "active" and c.level is not None]
        sites = [c for c in held if c.kind in ("domain", "host") and c.use in ("link", "both")]
        places = Counter(c.region for c in held if c.region != "global")
        home = places.most_common(1)[0][0] if places else ""
        closed = {channel.channel for channel in brand.closed_channels}
        found["site"] += bool(sites)
        found["site_firm"] += any(c.level != "register" for c in sites)
        found["phone"] += "phone" in closed or any(
            c.kind == "phone" and c.region in (home, "global") for c in held
        )
        found["account"] += any(c.kind in PLATFORM_KINDS for c in held)
    return found


def _reached(counts: Mapping[str, Any], say: Catalogue) -> list[tuple[str, str]]:
    rows = []
    brands = sum(counts["head"].values())
    unit = "of_head" if brands else "of_brands"
    brands = brands or counts["brands"]
    for name, count in counts["reach"].items():
        share = 100 * count / brands if brands else 0.0
        head = f"{count:,}"
        said = say.say("stats", unit, share=f"{share:.1f}")
        rows.append((say.say("stats", name), f"{' ' * (6 - width(head))}{head}  {said}"))
    return rows


def _parts(counts: Counts, say: Catalogue) -> str:
    """``domain 470, phone 300``; of a long tail only the sum."""
    most = list(counts.items())
    shown, rest = most[:_MOST], most[_MOST:]
    if len(rest) == 1:
        shown, rest = most, []
    texts = [f"{name}{_GLUE}{count:,}" for name, count in shown]
    if rest:
        total = sum(count for _, count in rest)
        others = say.say("stats", "others", count=len(rest), total=f"{total:,}")
        texts.append(others.replace(" ", _GLUE))
    return ", ".join(texts)


def _count(names: Iterable[str]) -> Counts:
    found = Counter(names)
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))
