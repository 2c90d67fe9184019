"""Address cards: the YAML files of metowolf/vCards, and vCard files (``.vcf``, RFC 6350).

YAML: ``basic: {organization, cellPhone: [number | {number, label}], workEmail: […], url}``. vCard:
ORG or FN, TEL, EMAIL, URL. Numbers are read as Chinese ones unless another country is given.
What begins with 106 sends messages and cannot be called. A number here says "this organisation
uses it", never "a call from it is genuine". Grade B for the collection, C for anybody's .vcf.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from ringtrue.curation.importers import yaml_texts
from ringtrue.curation.importers.base import (
    MAX_TEXT,
    Format,
    Found,
    Origin,
    Proposal,
    Unread,
    read_text,
    table,
)
from ringtrue.errors import AllowlistError

MAX_CARD = 1 << 20
_QUOTED = "QUOTED-PRINTABLE"
"""How telephones of vCard 2.1 write names that are not ASCII."""
_FIELDS = {"cellPhone": "phone", "workEmail": "email", "url": "website"}
_PROPERTIES = {"TEL": "phone", "EMAIL": "email", "URL": "website"}


def read(origin: Origin) -> Iterator[Found]:
    """Proposals of one card file. Raises `AllowlistError`."""
    text = read_text(origin.path, MAX_CARD)
    if text.lstrip()[:11].upper() == "BEGIN:VCARD":
        yield from _vcf(text, origin)
    else:
        yield from _yaml(text, origin)


def _proposal(
    origin: Origin, name: str, kind: str, value: str, label: str, where: str, grade: str
) -> Proposal:
    bare = "".join(c for c in value if c.isdigit() or c == "+")
    sends = kind == "phone" and bare.startswith("106") and len(bare) >= 8
    return Proposal(
        entity=name, name=name, kind="sms_sender" if sends else kind, value=value, where=where,
        ref=origin.reference(), grade=grade, date=origin.dated(),
        region=origin.region or "CN" if kind == "phone" else "global",
        purpose=label, use="both" if kind == "email" else "", quote=value,
    )  # fmt: skip


def _yaml(text: str, origin: Origin) -> Iterator[Found]:
    try:
        card = table(table(yaml_texts.loads(text)).get("basic"))
    except ValueError as error:
        raise AllowlistError(str(error), file=origin.path) from error
    name = card.get("organization")
    if not isinstance(name, str) or not name:
        raise AllowlistError("has no organization; add basic.organization", file=origin.path)
    for field, kind in _FIELDS.items():
        items = card.get(field, [])
        for item in items if isinstance(items, list) else [items]:
            row = item if isinstance(item, dict) else {"number": item}
            value, label = row.get("number", ""), row.get("label", "")
            if not isinstance(value, str) or not value or not isinstance(label, str):
                yield Unread(f"{origin.name}:{field}", repr(item)[:120], "is no text; write one")
                continue
            yield _proposal(origin, name, kind, value, label, f"{origin.name}:{field}", "B")


def _vcf(text: str, origin: Origin) -> Iterator[Found]:
    """Cards of a .vcf file; folded lines begin with a space (RFC 6350 section 3.2)."""
    card: list[tuple[str, str, str, int]] = []
    names: dict[str, str] = {}
    unfolded = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "")
    for number, line in enumerate(_joined(unfolded.split("\n")), 1):
        head, colon, value = line.partition(":")
        key, _, parameters = head.partition(";")
        key = key.rpartition(".")[2].strip().upper()  # item1.TEL
        if _QUOTED in parameters.upper():
            value = unquote_to_bytes(value.replace("=", "%")).decode("utf-8", "replace")
        value = value.replace("\\,", ",").replace("\\;", ";").strip()
        if key == "END":
            name = names.get("ORG") or names.get("FN") or ""
            for kind, given, label, place in card:
                where = f"{origin.name}:{place}"
                if name:
                    yield _proposal(origin, name, kind, given, label, where, "C")
                else:
                    yield Unread(where, given, "stands in a card without ORG and FN; name it")
            card, names = [], {}
        elif key in ("ORG", "FN") and value:
            names.setdefault(key, value.partition(";")[0].strip())
        elif key in _PROPERTIES and colon and value:
            given = value.removeprefix("tel:") if key == "TEL" else value
            card.append((_PROPERTIES[key], given, "", number))
        elif key in _PROPERTIES:
            yield Unread(f"{origin.name}:{number}", parameters[:80], "has no value; add it")
    if card or names:
        yield Unread(origin.name, next(iter(names.values()), ""), "has no END; give a whole card")


def _joined(lines: list[str]) -> Iterator[str]:
    """Lines of a card; one that ends in ``=`` and is quoted goes on in the next (vCard 2.1)."""
    held = ""
    for line in lines:
        quoted = held or _QUOTED in line.partition(":")[0].upper()
        if quoted and line.endswith("=") and len(held) < MAX_TEXT * 9:
            held += line[:-1]
            continue
        yield held + line
        held = ""
    if held:
        yield held


FORMAT = Format("vcards", "address cards: YAML of metowolf/vCards, or .vcf", read)
