"""From a row of a list to a `Listed` contact, in canonical form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ringtrue.errors import AllowlistError, RingtrueError
from ringtrue.kinds import KINDS, WEB_KINDS
from ringtrue.kinds.facets import (
    AppId,
    DomainName,
    HandleName,
    PhoneNumber,
    UrlRest,
    WalletAddress,
)
from ringtrue.model import Brand, ContactPoint, Listed

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from typing import Any

_NEVER_LISTED = ("handle", "remote_id")
"""Names without a platform are nobody's; remote-assistance ids nobody publishes."""


def listed_from(
    brand_id: str, kind: str, value: str, *, region: str = "global", where: int = 0, **more: Any
) -> Listed:
    """A listing with its value in canonical form, by the parser that reads seen contacts.

    Raises `AllowlistError`.
    """
    from ringtrue.kinds import parse

    if kind not in KINDS or kind in _NEVER_LISTED:
        known = ", ".join(k for k in KINDS if k not in _NEVER_LISTED)
        raise AllowlistError(
            f"{kind!r} is no kind; use one of: {known}, alias",
            file="rows",
            line=where,
            field="kind",
        )
    try:
        contact = parse(value, kind, None if region == "global" else region)
        return _listed(brand_id, kind, contact, region, more)
    except (RingtrueError, TypeError) as error:
        raise AllowlistError(
            f"{value!r} of {brand_id!r}: {error}; correct the value",
            file="rows",
            line=where,
            field=kind,
        ) from error


def brands_from(rows: Iterable[Sequence[str]]) -> Iterator[Brand]:
    """Brands of ``(brand_id, brand_name, kind, value[, region])`` rows. Raises `AllowlistError`."""
    names: dict[str, str] = {}
    aliases: dict[str, list[str]] = {}
    contacts: dict[str, list[Listed]] = {}
    for number, row in enumerate(rows, 1):
        if not 4 <= len(row) <= 5:
            raise AllowlistError(
                f"{tuple(row)!r} has {len(row)} fields; "
                "give (brand_id, brand_name, kind, value[, region])",
                file="rows",
                line=number,
            )
        brand_id, name, kind, value = row[:4]
        names.setdefault(brand_id, name)
        if kind == "alias":
            aliases.setdefault(brand_id, []).append(value)
            continue
        region = row[4] if len(row) == 5 and row[4] else "global"
        contacts.setdefault(brand_id, []).append(
            listed_from(brand_id, kind, value, region=region, where=number)
        )
    for brand_id, name in names.items():
        yield Brand(
            brand_id,
            name,
            aliases=tuple(aliases.get(brand_id, ())),
            contacts=tuple(contacts.get(brand_id, ())),
        )


def _listed(
    brand_id: str, kind: str, contact: ContactPoint, region: str, more: dict[str, Any]
) -> Listed:
    facet = contact.facets[0] if contact.facets else None
    value = contact.canonical
    if kind in WEB_KINDS:
        if not isinstance(facet, DomainName):
            raise AllowlistError("is no domain; list a link under the platform it belongs to")
        if not facet.labels:
            raise AllowlistError(
                f"{facet.host} is a public suffix, whose names belong to strangers; "
                "list the host below it"
            )
        value = facet.host
        if kind == "domain":
            more.setdefault("match", "registrable")
        rest = contact.facets[1] if len(contact.facets) > 1 else None
        if kind == "url" and isinstance(rest, UrlRest):
            more.setdefault("path", rest.path.rstrip("/"))
    elif isinstance(facet, HandleName):
        value = facet.name
    elif isinstance(facet, AppId):
        value = facet.id
    elif isinstance(facet, WalletAddress):
        value = facet.address
    elif isinstance(facet, PhoneNumber):
        if facet.short and region == "global":
            region = facet.region or "global"
        more.setdefault("use", "sender" if kind == "sms_sender" else "call-to")
    return Listed(brand_id=brand_id, kind=kind, value=value, region=region, **more)
