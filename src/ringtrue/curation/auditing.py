"""Where a brand's own site and its allowlist contradict each other, or the site itself."""

from __future__ import annotations

from collections.abc import Iterable

from ringtrue.curation.importers.base import Found, Unread
from ringtrue.curation.importers.site import CONTACTS_FILE
from ringtrue.curation.normalise_row import settle
from ringtrue.directory.imported import owner_slot
from ringtrue.kinds import parse
from ringtrue.kinds.registry import WEB_KINDS
from ringtrue.model import Brand, Listed
from ringtrue.records import record


@record
class Contradiction:
    """One thing that somebody has to look at."""

    code: str
    """``unread``: the site publishes what proves nothing; ``unlisted``: the site publishes it and
    the list lacks it; ``not_vouched``: the list has it in another standing; ``unpublished``: the
    list vouches for it and the site's contacts file, which names others of this kind, does not;
    ``closed``: the list says that the brand does not use this channel; ``alone``: a page names it
    and the site's contacts file does not."""
    kind: str
    value: str
    where: str
    why: str = ""


def audit(found: Iterable[Found], brand: Brand) -> list[Contradiction]:
    """Contradictions between what a site publishes and a brand's list, in the order of the site."""
    told: list[Contradiction] = []
    published: dict[tuple[str, ...], Listed] = {}
    official: dict[tuple[str, ...], Listed] = {}
    listed = {owner_slot(c): c for c in brand.contacts}
    closed = {c.channel for c in brand.closed_channels}
    kinds: set[str] = set()
    places: list[tuple[Listed, str]] = []
    for item in found:
        contact = item if isinstance(item, Unread) else settle(item)
        if isinstance(contact, Unread):
            told.append(Contradiction("unread", "", contact.value, contact.where, contact.why))
            continue
        assert not isinstance(item, Unread)
        slot = owner_slot(contact)
        if slot not in published:
            places.append((contact, item.where))
        published.setdefault(slot, contact)
        if item.where.startswith(f"{CONTACTS_FILE}:"):
            official[slot] = contact
            kinds.add(_family(contact))
    for contact, where in places:
        mine = listed.get(owner_slot(contact)) or _covering(contact, brand)
        value = contact.value + contact.path
        if contact.kind in closed:
            told.append(Contradiction("closed", contact.kind, value, where))
        if mine is None:
            told.append(Contradiction("unlisted", contact.kind, value, where))
        elif mine.status != "active":
            told.append(Contradiction("not_vouched", contact.kind, value, where, mine.status))
        if official and owner_slot(contact) not in official and _family(contact) in kinds:
            told.append(Contradiction("alone", contact.kind, value, where))
    for contact in brand.contacts:
        lacks = contact.status == "active" and owner_slot(contact) not in official
        if lacks and _family(contact) in kinds:
            value = contact.value + contact.path
            told.append(Contradiction("unpublished", contact.kind, value, CONTACTS_FILE))
    return told


def _family(listed: Listed) -> str:
    return "web" if listed.kind in WEB_KINDS else listed.kind


def _covering(contact: Listed, brand: Brand) -> Listed | None:
    """A listed domain that holds a host or a page."""
    if contact.kind not in WEB_KINDS:
        return None
    from ringtrue.directory.directory import Directory

    raw = f"https://{contact.value}{contact.path}"
    return Directory([brand]).owner(parse(raw, "url"))
