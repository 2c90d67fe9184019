"""Whom to turn to: the contacts of a brand that serve a need, for a reader in a country.

An offer is a listing that vouches today and that a customer may use: never a sender, never the
desk of developers, the press or data protection. A telephone number is offered where the reader
can use it: in the reader's country, everywhere, or where all numbers of the brand are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from ringtrue.judging.nearest import preference
from ringtrue.judging.roles import role_of
from ringtrue.kinds.registry import PLATFORM_KINDS
from ringtrue.model import Brand, BrandRef, ClosedChannel, Listed, NeverAsks
from ringtrue.records import record
from ringtrue.text.skeleton import fold

NEEDS = (
    "support", "phone", "mail", "website", "app", "account", "login", "refund", "contacted", "real",
    "secret", "any",
)  # fmt: skip
"""What people ask for (`ringtrue.data/question_words.tsv`)."""
HOMES = {"zh": ("CN",), "ja": ("JP",), "ko": ("KR",)}
"""Countries that the letters of a text suggest (`ringtrue.text.scripts.language_of`)."""
_ROLES = {
    "phone": ("phone", "fraud", "help", "website"),
    "mail": ("mail", "help", "website"),
    "website": ("website", "help"),
    "login": ("website", "app", "help"),
    "app": ("app", "website"),
    "account": ("account", "website"),
    "any": ("website", "help", "phone", "mail", "app"),
}
"""Roles that serve a need, the best first."""
_SUPPORT = ("help", "phone", "mail", "website")
_MOST_OF_A_ROLE = {"app": 5, "account": 4, "fraud": 1}
_ABROAD = ("abroad", "境外", "海外")
"""What purposes of numbers for customers on a journey hold."""
_MAIN = ("website", "")


@record
class Offer:
    """A contact to turn to, with the listing's own dates and sources."""

    kind: str
    value: str
    """As a list holds it; a page's address with its path."""
    role: str
    """``website``, ``help``, ``phone``, ``fraud``, ``mail``, ``app`` or ``account``."""
    region: str
    """ISO 3166 country or ``global``."""
    level: str
    """On what it rests, as `ringtrue.model.Assurance.level`."""
    verified_on: str
    source: str
    """Reference of the first source; empty in the caller's own rows."""


@record
class BrandAnswer:
    """What the list says of one brand, for what was asked."""

    brand: BrandRef
    offers: tuple[Offer, ...] = ()
    """The best first; empty when the list has nothing that can be offered."""
    served: bool = True
    """Whether the first of them is what was asked for, and not only the next best: a question for a
    telephone number may be answered with a help page."""
    closed: tuple[ClosedChannel, ...] = ()
    """Channels that the brand says it does not use, those first that were asked for."""
    never_asks: tuple[NeverAsks, ...] = ()
    """Requests that the brand says it never makes, one a kind."""


_CHANNELS = {"phone": ("phone", "outbound_call"), "mail": ("email",)}
"""Closed channels that answer a need."""
_SERVING = {
    "phone": ("phone", "fraud"),
    "mail": ("mail",),
    "website": ("website",),
    "login": ("website",),
    "app": ("app",),
    "account": ("account",),
}
_SUPPORTING = ("help", "phone", "mail", "fraud")


def brand_answer(
    brand: Brand,
    need: str,
    region: str | None = None,
    regions: Collection[str] = (),
    *,
    lapsed: str = "",
    platform: str = "",
) -> BrandAnswer:
    """What the list of `brand` gives for a need, as `offers`, and the channels it says no to."""
    found = offers(brand, need, region, regions, lapsed=lapsed, kind=platform)
    if not found:
        served = False
        found = offers(brand, "website", region, regions, lapsed=lapsed) if platform else ()
    elif platform or need == "any":
        served = True
    else:
        served = role_of(found[0]) in _SERVING.get(need, _SUPPORTING)
    closed = sorted(
        (c for c in brand.closed_channels if not (c.review_by and c.review_by < lapsed)),
        key=lambda channel: channel.channel not in _CHANNELS.get(need, (platform,)),
    )
    said = (n for n in brand.never_asks if not (n.review_by and n.review_by < lapsed))
    never = {item.request: item for item in said}
    return BrandAnswer(
        BrandRef(brand.id, brand.name, brand.names),
        tuple(map(_offer, found)),
        served,
        tuple(closed),
        tuple(never.values()),
    )


def _offer(listed: Listed) -> Offer:
    return Offer(
        listed.kind,
        listed.value + listed.path,
        role_of(listed),
        listed.region,
        listed.level or "",
        listed.verified_on,
        listed.sources[0].ref if listed.sources else "",
    )


def offers(
    brand: Brand,
    need: str,
    region: str | None = None,
    regions: Collection[str] = (),
    *,
    lapsed: str = "",
    kind: str = "",
) -> tuple[Listed, ...]:
    """The contacts of `brand` to turn to with a need (one of `NEEDS`), the best first.

    `region` is where the reader is (ISO 3166); when nobody knows, `regions` are the countries that
    the reader's language suggests. Listings that were to be reviewed before the ISO date `lapsed`
    are left out. `kind` asks for one kind alone (``telegram``).
    """
    usable = [
        listed
        for listed in brand.contacts
        if listed.status == "active"
        and listed.use != "sender"
        and listed.level is not None
        and not (listed.review_by and listed.review_by < lapsed)
    ]
    wanted = {region} if region else set(regions)
    if kind:
        pool = [c for c in usable if c.kind == kind and role_of(c) != "other"]
        return tuple(_ranked(pool, brand, wanted))[: _MOST_OF_A_ROLE["account"]]
    found: list[Listed] = []
    for role in _ROLES.get(need, _SUPPORT):
        pool = [listed for listed in usable if role_of(listed) == role]
        if role in ("phone", "fraud"):
            if role == "fraud" and found:
                continue  # a line for whoever has lost a card serves where no other is listed
            pool = _callable(pool, wanted, _home(usable, wanted))
        found += _ranked(pool, brand, wanted)[: _MOST_OF_A_ROLE.get(role, 2)]
    return tuple(dict.fromkeys(found))


def _callable(phones: list[Listed], wanted: Collection[str], home: str) -> list[Listed]:
    """The numbers that the reader can use: here, everywhere, or where the brand is at home."""
    here = [c for c in phones if c.region in wanted or c.region == "global"]
    return here or [c for c in phones if c.region == home]


def _home(usable: Sequence[Listed], wanted: Collection[str]) -> str:
    """The country of a brand whose site is a country's, or that has no site and contacts in one
    country alone; empty for the others, and for one that has a site for the reader's country."""
    if any(listed.region in wanted and role_of(listed) == "website" for listed in usable):
        return ""
    for listed in usable:
        if role_of(listed) == "website":
            ending = listed.value.rpartition(".")[2].upper()
            country = listed.region if listed.region != "global" else ending
            return country if len(country) == 2 else ""
    regions = {listed.region for listed in usable}
    return regions.pop() if len(regions) == 1 else ""


def _ranked(pool: Iterable[Listed], brand: Brand, wanted: Collection[str]) -> list[Listed]:
    named = fold(brand.name)

    def rank(listed: Listed) -> tuple[object, ...]:
        plain = listed.kind in PLATFORM_KINDS or listed.purpose in _MAIN
        far = 0 if listed.region in wanted else 1 if listed.region == "global" else 2
        abroad = any(word in listed.purpose for word in _ABROAD)
        part = listed.scope in ("product", "unit")
        return far, abroad, part, not plain, *preference(listed, named in fold(listed.value))

    return sorted(pool, key=rank)
