"""mailbox_brand: a brand's domain, or its name and a support word, as a mailbox of somebody else.

What it does
    Looks for an official domain before the @ (``noreply-brand.example@``), and for a brand's name
    beside a support word in a mailbox of a domain that is not the brand's. The first is an
    impersonation at a provider where anybody can open a mailbox and beside a support word. Anywhere
    else both are suspicious, for people give each firm an address of its own at their own domain.

Why it matters
    Narrow screens show the beginning of an address, and filters look for the domain anywhere.

Examples
    noreply-metamask.io@gmail.com, support.coinbase.com@desk.example, metamask-support@desk.example

Not flagged
    Mail of the brand's own domains, addresses that were rewritten on the way (SRS0=, bounces with
    the receiver's address and an equals sign, relays that write ``_at_``), a name without a
    support word, everyday words.

References
    RFC 5321 section 4.5.5; the Sender Rewriting Scheme; VERP (Bernstein 1997).
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import DirectoryView, Inquiry
from ringtrue.detectors.context import Telling, residue, telling_of
from ringtrue.kinds.facets import DomainName, LocalPart
from ringtrue.model import Candidate, ContactPoint, Evidence, Family
from ringtrue.text.hosts import is_disposable, is_free_mail
from ringtrue.text.shown_words import set_apart
from ringtrue.text.words import bait_in

AT_FREE_MAIL = 0.85
"""An official domain at a provider that anybody can use, or beside a support word ..."""
ELSEWHERE = 0.6
"""... and at another domain: as often somebody's own address for that firm."""
NAMED = 0.55
"""A name and a support word at a domain that is not the brand's."""
_REWRITTEN = ("=", "_at_", ".at.")
"""What stands in addresses that relays and bounces have made of others."""


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    name, seen = candidate.name, candidate.seen
    domain = inquiry.contact.part(DomainName)
    if name is None or name.origin == "handle" or not isinstance(seen, LocalPart):
        return None
    if domain is None or _is_open(domain) or inquiry.directory.is_official_domain(domain.host):
        return None
    around = residue(candidate.text, candidate.start, candidate.end)
    if around.weight != "high" or telling_of(candidate) is not Telling.DISTINCT:
        return None
    if _is_rewritten(seen) or not set_apart(candidate.text, candidate.start, candidate.end):
        return None
    return _evidence(seen, domain, candidate.brand_id, name.text, NAMED)


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    seen, domain = inquiry.contact.part(LocalPart), inquiry.contact.part(DomainName)
    if seen is None or domain is None or "." not in seen.raw or _is_rewritten(seen):
        return
    local, directory = seen.raw.casefold(), inquiry.directory
    own = directory.is_official_domain(domain.host)
    for piece in local.replace("+", "-").replace("_", "-").split("-"):
        while "." in piece:
            brand = directory.is_official_domain(piece)
            if brand is not None and brand != own:
                baited = any(weight == "high" for _, weight, _ in bait_in(local))
                strength = AT_FREE_MAIL if baited or _is_open(domain) else ELSEWHERE
                yield _evidence(seen, domain, brand, piece, strength)
                return
            piece = piece.partition(".")[2]


def may(contact: ContactPoint, directory: DirectoryView) -> bool:
    seen = contact.part(LocalPart)
    return seen is not None and "." in seen.raw


def _is_open(domain: DomainName) -> bool:
    return is_free_mail(domain.registrable) or is_disposable(domain.host)


def _is_rewritten(seen: LocalPart) -> bool:
    return any(mark in seen.raw.casefold() for mark in _REWRITTEN)


def _evidence(
    seen: LocalPart, domain: DomainName, brand_id: str, name: str, strength: float
) -> Evidence:
    return Evidence(
        code="mailbox_brand",
        family=Family.RESEMBLANCE,
        strength=strength,
        details={"seen": seen.raw[:100], "name": name, "domain": domain.registrable},
        brand_id=brand_id,
    )
