"""What a reviewer should look at next: listings that expire, and listings with one witness.

Pure: the date is given, nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Literal

from ringtrue.directory.refs import owner_of
from ringtrue.model import Brand, ClosedChannel, Complete, Listed, Source
from ringtrue.progress import over
from ringtrue.records import record

Why = Literal["expires", "one_source", "unverified"]


@record
class Due:
    """One listing that wants a look."""

    why: Why
    brand_id: str
    kind: str
    value: str
    """The contact, the channel that the brand does not use, or the kind that is complete."""
    review_by: str
    days: int
    """Days until `review_by`; negative when it is past."""
    source: str = ""
    """The only owner behind it (``one_source``), e.g. ``the brand`` or ``ccxt``."""
    grade: str = ""
    """Best grade of its sources."""


def due(brands: Collection[Brand], today: date, within: int) -> list[Due]:
    """What is due, the most urgent first: expiring, then unverified, then with one witness.

    A witness is an owner: ten pages of the brand itself are one. Legacy, retired and revoked
    contacts vouch for nothing and are left out.
    """
    found: list[Due] = []
    for brand in over(brands):
        for listed in brand.contacts:
            found += _contact(listed, today, within)
        for channel in brand.closed_channels:
            days = _days(channel.review_by, today)
            if days <= within:
                found.append(_closed(brand.id, channel, days))
        for whole in brand.complete:
            days = _days(whole.review_by, today) if whole.review_by else within + 1
            if days <= within:
                found.append(_complete(brand.id, whole, days))
    order = {"expires": 0, "unverified": 1, "one_source": 2}
    return sorted(found, key=lambda d: (order[d.why], d.review_by, d.brand_id, d.kind, d.value))


def _contact(listed: Listed, today: date, within: int) -> list[Due]:
    if listed.status not in ("active", "unverified", "disputed") or not listed.review_by:
        return []
    days = _days(listed.review_by, today)
    best = min((source.grade for source in listed.sources), default="")
    shown = listed.value + listed.path

    def due_for(why: Why, source: str = "") -> Due:
        return Due(
            why, listed.brand_id, listed.kind, shown, listed.review_by, days, source, best
        )  # fmt: skip

    if listed.status != "active":
        return [due_for("unverified")]
    found = [due_for("expires")] if days <= within else []
    witnesses = {_witness(source) for source in listed.sources}
    return [*found, due_for("one_source", witnesses.pop())] if len(witnesses) == 1 else found


def _witness(source: Source) -> str:
    return "the brand" if source.grade in ("A", "A2") else owner_of(source.ref)


def _closed(brand_id: str, channel: ClosedChannel, days: int) -> Due:
    return Due(
        "expires", brand_id, "closed_channel", channel.channel, channel.review_by, days, "",
        channel.source.grade,
    )  # fmt: skip


def _complete(brand_id: str, whole: Complete, days: int) -> Due:
    return Due(
        "expires", brand_id, "complete", whole.kind, whole.review_by, days, "", whole.source.grade
    )


def _days(review_by: str, today: date) -> int:
    return (date.fromisoformat(review_by) - today).days
