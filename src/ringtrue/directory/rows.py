"""From a row of a list to a `Listed` contact, in canonical form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ringtrue.errors import AllowlistError, RingtrueError
from ringtrue.kinds import parse
from ringtrue.kinds.registry import KINDS, UNLISTED, WEB_KINDS, kind_of
from ringtrue.model import Brand, Listed

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from typing import Any


def listed_from(
    brand_id: str, kind: str, value: str, *, region: str = "global", where: int = 0, **more: Any
) -> Listed:
    """A listing with its value in canonical form, by the parser that reads seen contacts.

    Raises `AllowlistError`.
    """
    if kind not in KINDS or kind in UNLISTED:
        known = ", ".join(k for k in KINDS if k not in UNLISTED)
        raise AllowlistError(
            f"{kind!r} is no kind; use one of: {known}, alias",
            file="rows",
            line=where,
            field="kind",
        )
    try:
        contact = parse(value, kind, None if region == "global" else region)
        # A web address is listed as one whatever its link names, anything else as what it is.
        reader = kind_of(kind if kind in WEB_KINDS else contact.kind)
        fields = {"region": region} | reader.listed(contact, kind, region) | more
        return Listed(brand_id, kind, **fields)
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
