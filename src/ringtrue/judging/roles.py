"""What a listed contact is for: told by its kind and by the words of its purpose."""

from __future__ import annotations

from functools import cache

from ringtrue import data
from ringtrue.kinds.registry import APP_KINDS, PLATFORM_KINDS, WEB_KINDS
from ringtrue.model import Listed

_PARTS = str.maketrans("/,(", ";;;")
"""Signs between the parts of a purpose."""
_HELP_LABELS = ("help", "support")
"""First labels of hosts on which help pages stand."""
_OTHERS = frozenset(("business", "applicants", "developers", "investors", "privacy", "security"))
"""Audiences that are no customers (`ringtrue.model.Listed.audience`)."""


def role_of(listed: Listed) -> str:
    """``website``, ``help``, ``phone``, ``mail``, ``app``, ``account``; ``fraud`` for lines about
    lost cards and theft, ``report`` for mail about fakes, ``other`` for what is no customer's.

    >>> role_of(Listed("acme", "host", "help.acme.example", purpose="help centre"))
    'help'
    >>> role_of(Listed("acme", "email", "jobs@acme.example", audience="applicants"))
    'other'
    """
    if listed.audience in _OTHERS:
        return "report" if listed.audience == "security" and listed.kind == "email" else "other"
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
    for part in purpose.translate(_PARTS).split(";"):  # what it is for first of all
        for role, words in _words():
            if any(word in part for word in words):
                return role
    return "unsaid"


@cache
def _words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((role, tuple(words.split("|"))) for role, words in data.table("purpose_roles.tsv"))
