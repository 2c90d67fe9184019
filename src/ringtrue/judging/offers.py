"""Whom to turn to: the contacts of a brand that serve a need, for a reader in a country.

An offer is a listing that vouches today and that a customer may use: never a sender, never the
desk of developers, the press or data protection. A telephone number is offered where the reader
can use it: in the reader's country, everywhere, or where all numbers of the brand are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache

from ringtrue import data
from ringtrue.judging.nearest import preference
from ringtrue.judging.trust import level_of
from ringtrue.kinds.registry import APP_KINDS, PLATFORM_KINDS, WEB_KINDS
from ringtrue.model import Brand, Listed
from ringtrue.text.skeleton import fold

NEEDS = (
    "support", "phone", "mail", "website", "app", "account", "login", "refund", "contacted", "real",
    "secret", "any",
)  # fmt: skip
"""What people ask for (`ringtrue.data/question_words.tsv`)."""
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
_HELP_LABELS = ("help", "support")
_ABROAD = ("abroad", "境外", "海外")
"""What purposes of numbers for customers on a journey hold."""
_MAIN = ("website", "")


def offers(
    brand: Brand,
    need: str,
    region: str | None = None,
    regions: Collection[str] = (),
    *,
    on: str = "",
    lapsed: str = "",
    kind: str = "",
) -> tuple[Listed, ...]:
    """The contacts of `brand` to turn to with a need (one of `NEEDS`), the best first.

    `region` is where the reader is (ISO 3166); when nobody knows, `regions` are the countries that
    the reader's language suggests. `on` and `lapsed` are ISO dates: listings that were to be
    reviewed before `lapsed` are left out. `kind` asks for one kind alone (``telegram``).
    """
    usable = [
        listed
        for listed in brand.contacts
        if listed.status == "active"
        and listed.use != "sender"
        and level_of(listed) is not None
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
            pool = _callable(pool, wanted, _home(usable))
        found += _ranked(pool, brand, wanted)[: _MOST_OF_A_ROLE.get(role, 2)]
    return tuple(dict.fromkeys(found))


def _callable(phones: list[Listed], wanted: Collection[str], home: str) -> list[Listed]:
    """The numbers that the reader can use: here, everywhere, or where the brand is at home."""
    here = [c for c in phones if c.region in wanted or c.region == "global"]
    return here or [c for c in phones if c.region == home]


def _home(usable: Iterable[Listed]) -> str:
    """The country of a brand whose site is a country's, or that has no site and contacts in one
    country alone; empty for the others."""
    usable = list(usable)
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
        return far, abroad, not plain, *preference(listed, named in fold(listed.value))

    return sorted(pool, key=rank)


def role_of(listed: Listed) -> str:
    """``website``, ``help``, ``phone``, ``mail``, ``app``, ``account``; ``fraud`` for lines about
    lost cards and theft, ``report`` for mail about fakes, ``other`` for what is no customer's.

    >>> role_of(Listed("acme", "host", "help.acme.example", purpose="help centre"))
    'help'
    """
    told = _told(listed.purpose.casefold())
    kind = listed.kind
    if kind in APP_KINDS:
        return "app"
    if kind == "phone":
        return {"help": "phone", "": "phone", "fraud": "fraud"}.get(told, "other")
    if kind == "email":
        return {"help": "mail", "report": "report", "fraud": "report"}.get(told, "other")
    if kind in PLATFORM_KINDS:
        return "other" if told == "other" else "account"
    if kind in WEB_KINDS:
        if listed.value.partition(".")[0] in _HELP_LABELS and told in ("website", "", "unsaid"):
            return "help"
        return {"": "website" if kind == "domain" else "other", "unsaid": "other"}.get(told, told)
    return "other"


@cache
def _told(purpose: str) -> str:
    if not purpose:
        return ""
    for part in re.split("[;/,(]", purpose):  # what it is for first of all
        for role, words in _words():
            if any(word in part for word in words):
                return role
    return "unsaid"


@cache
def _words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((role, tuple(words.split("|"))) for role, words in data.table("purpose_roles.tsv"))
