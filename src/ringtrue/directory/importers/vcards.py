"""Address cards: the YAML files of metowolf/vCards, and vCard files (``.vcf``, RFC 6350).

YAML: ``basic: {organization, cellPhone: [number | {number, label}], workEmail: […], url}``. vCard:
ORG or FN, TEL, EMAIL, URL. Numbers are read as Chinese ones unless another country is given.
What begins with 106 sends messages and cannot be called. A number here says "this organisation
uses it", never "a call from it is genuine". Grade B for the collection, C for anybody's .vcf.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.directory.importers import plain_yaml
from ringtrue.directory.importers.base import (
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
        card = table(table(plain_yaml.loads(text)).get("basic"))
    except ValueError as error:
        raise AllowlistError(f"{error}; write it as plain YAML", file=origin.path) from error
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
    for number, line in enumerate(unfolded.split("\n"), 1):
        head, colon, value = line.partition(":")
        key, _, parameters = head.partition(";")
        key = key.rpartition(".")[2].strip().upper()  # item1.TEL
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


FORMAT = Format("vcards", "address cards: YAML of metowolf/vCards, or .vcf", read)
