"""Two lists of one brand as one, and a name for what a list holds."""

from __future__ import annotations

from collections.abc import Iterable

from ringtrue.index.digest import hexdigest
from ringtrue.model import Brand
from ringtrue.records import replace


def join(first: Brand, second: Brand) -> Brand:
    """A brand with the contacts of both lists; where both list a contact, `first` speaks."""
    contacts = {(c.kind, c.value, c.path, c.region): c for c in second.contacts}
    contacts.update({(c.kind, c.value, c.path, c.region): c for c in first.contacts})
    return replace(
        first,
        aliases=tuple(dict.fromkeys((*first.aliases, second.name, *second.aliases))),
        common_word=first.common_word or second.common_word,
        contacts=tuple(contacts.values()),
        closed_channels=(*first.closed_channels, *second.closed_channels),
        complete=(*first.complete, *second.complete),
        never_asks=(*first.never_asks, *second.never_asks),
        common_names=tuple(dict.fromkeys((*first.common_names, *second.common_names))),
        names=tuple({**dict(second.names), **dict(first.names)}.items()),
        protects=first.protects and second.protects,
        tier=max(first.tier, second.tier, key=("own", "register", "vouches").index),
        head=first.head or second.head,
    )


def digest(brands: Iterable[Brand]) -> str:
    """A short hash of who lists what: order does not matter."""
    rows = sorted(
        f"{c.brand_id}\t{c.kind}\t{c.value}\t{c.region}\t{c.status}"
        for brand in brands
        for c in brand.contacts
    )
    return "own+" + hexdigest("\n".join(rows).encode())[:8]
