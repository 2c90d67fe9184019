"""Contacts that a claim does not accuse: those whose owner is known to be somebody else.

A page that lists four banks' hotlines, a warning that ends in the number of the police and a link
to a project on the very platform that the text names give nobody's contact out as another's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from ringtrue import data
from ringtrue.judging.verdict import Verdict
from ringtrue.kinds.facets import DomainName
from ringtrue.model import Evidence, Status
from ringtrue.scanning.bindings import Binding
from ringtrue.scanning.cues import cue, role_words
from ringtrue.text.hosts import hosting_of, is_shortener
from ringtrue.text.words import bait

_ACCOUNT_NAMES = frozenset(
    (
        *("typosquatting", "resemblance", "handle_slips", "platform_unnamed"),
        *("handle_affix", "handle_padding"),
    )
)
_CREDITED_NAMES = _ACCOUNT_NAMES | {"platform_swap", "app_id_squatting"}
_DESK_NAMES = frozenset(("handle_affix", "platform_unnamed"))
_NAMED = {"display_name_spoof", "freemail_brand", "mailbox_brand"}
_HOLDS = frozenset(
    (
        *("hosted_content", "brand_in_path", "generated_domain", "user_page", "open_redirect"),
        *("target_embedding", "tld_swap", "soundsquatting", "post_link", "listing_retired"),
    )
)
"""Findings about a name that stands somewhere in an address as it is, or sounds like it."""
_SLIP = 0.95
"""Strength of a slip that is hardly an honest neighbour's name."""
_ESCAPED = re.compile(r"\\(?:[^A-Za-z0-9@\s]|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|\Z)")
"""What Markdown, patterns and strings of code escape; ``\\@`` is a trick of links."""
_CREDIT = re.compile(r"\A(?:.*\b(?:from|by)\b|(?:[\W\d]|(?:copyright|c)\b)+)")
"""What credits whom it names: ``Copyright (C) 1999``, ``With stellar help from``."""
_NO_DIGIT = re.compile(r"\D")
_LETTER = re.compile(r"[A-Za-z]")
_HOST = re.compile(r"(?:https?://)?(?:www\.)?([^/?#:]+)")


def has_other_owner(claimed: Verdict) -> bool:
    """Whether the verdict on a contact as the claimed brand's tells of somebody whose it may be."""
    return _listens(claimed.raw) or any(
        item.code == "user_page" or (item.code == "unlisted_claim" and item.details.get("owner"))
        for item in claimed.evidence
    )


def is_somebody_elses(alone: Verdict, bound: Binding, claimed: Verdict) -> bool:
    """Whether a contact, judged `alone`, is no contact that the text offers as the brand's.

    `claimed` is the verdict on it as that brand's.
    """
    if alone.status is Status.OFFICIAL:
        return True
    if alone.status in (Status.SUSPICIOUS, Status.IMPERSONATION):
        return False
    if _listens(alone.raw) or (alone.brand is not None and not _is_anybodys(alone)):
        return True
    if bound.by in ("label", "channel label", "site", "answer", "speaker"):
        owner = {e.details.get("owner") for e in claimed.evidence if e.code == "user_page"}
        return any(e.code == "unlisted_claim" and e.brand_name in owner for e in claimed.evidence)
    return False


def is_credited(verdict: Verdict, *, common: bool, named: Callable[[str], bool]) -> bool:
    """Whether only the name of a person or of a stranger's page is like a brand's: a mail address
    beside somebody's name, an account without a word of support, an address inside another.

    In a long text, which credits people and links to all kinds of places, that says nothing by
    itself: fakes are one link in many thousands there, and sites about a brand, its projects on
    free hosting and pages that write about it are many. What stays is what honest sites hardly
    have: a second sign (a disguise, a cheap ending, a word of bait that asks for trust), or a slip
    in the name of a brand that the text speaks of (`named`, by its id). `common`: the name is an
    everyday word; code has such in front of an ending.
    """
    kind = verdict.contact.kind if verdict.contact is not None else ""
    codes = {item.code for item in verdict.evidence if item.strength > 0}
    if kind in ("phone", ""):
        return False
    if kind in ("url", "domain") and common and codes <= {"tld_swap", "cheap_ending"}:
        return True
    if kind not in ("url", "domain"):
        shown, _, address = verdict.raw.lower().rpartition("<")
        shown = _CREDIT.sub("", shown)
        if any(cue(role).any(shown) for role in ("notice", "desk", "site")):
            return False
        named_as = address.partition("@")[0] if kind == "email" else verdict.raw.lower()
        if any(word in named_as for word in role_words("office")):
            return kind == "email" and bool(shown) and codes <= _NAMED
    if kind == "email":
        codes -= {*_NAMED, "typosquatting", "resemblance"} if shown else _NAMED  # a person's
    elif kind not in ("url", "domain"):
        return codes <= _CREDITED_NAMES
    hosted = "hosted_content" in codes or _is_anybodys(verdict)
    return all(
        _is_resemblance(item, verdict.raw, named=named(item.brand_id), hosted=hosted)
        for item in verdict.evidence
        if item.code in codes
    )


def _is_resemblance(item: Evidence, raw: str, *, named: bool, hosted: bool) -> bool:
    """Whether a finding says no more than that a site's name or address holds a brand's."""
    if item.strength <= 0 or item.code in _HOLDS:
        return True
    if item.code == "combosquatting":
        if named and not hosted and len(str(item.details.get("added", ""))) == 1:
            return False  # a letter more is a slip
        return bait(str(item.details.get("bait", ""))) != "high"  # no login, wallet, support
    if item.code in ("typosquatting", "resemblance"):
        whole = item.details.get("distance") == 0
        same = whole and (hosted or item.code == "resemblance")  # the name with other words
        return same or (not named and (hosted or item.strength < _SLIP))
    if item.code == "parser_differential":
        return _ESCAPED.search(raw) is not None  # a pattern or a string of code, not a link
    return not named and item.code == "cheap_ending"


def is_desk_named(verdict: Verdict) -> bool:
    """Whether an account is called as firms call their own desks: ``@BrandCares``, ``@AskBrand``,
    ``@Brand_CS``."""
    added = (e.details.get("added", "") for e in verdict.evidence if e.code == "handle_affix")
    return is_named_like(verdict, desks=True) and set(added) <= set(role_words("firms"))


def is_named_like(verdict: Verdict, *, desks: bool = False) -> bool:
    """Whether only the name of an account is like a brand's: ``@brandhelp``, but not
    ``@brand_recovery``; with `desks` only as those of firms' own desks are."""
    if any(
        lure in str(item.details.get("added", ""))
        for item in verdict.evidence
        for lure in role_words("lure")
    ):
        return False
    codes = {item.code for item in verdict.evidence if item.strength > 0}
    return codes <= (_DESK_NAMES if desks else _ACCOUNT_NAMES)


def _is_anybodys(verdict: Verdict) -> bool:
    """Whether strangers put there what they like: a shortener, free hosting."""
    contact = verdict.contact
    domain = contact.part(DomainName) if contact is not None else None
    return domain is not None and (is_shortener(domain.host) or hosting_of(domain.host) is not None)


@cache
def _lines() -> frozenset[str]:
    """The numbers and sites at which victims of fraud are heard."""
    found = set()
    for _, _, how, value, *_ in data.table("hotlines.tsv"):
        found.add(_NO_DIGIT.sub("", value) if how != "web" else value.partition("/")[0])
    return frozenset(found)


def _listens(raw: str) -> bool:
    host = _HOST.match(raw.lower())
    number = "" if _LETTER.search(raw) else _NO_DIGIT.sub("", raw)
    return number in _lines() or (host is not None and host[1] in _lines())
