"""What detectors find in a contact, and in its likeness to official ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, partial

from ringtrue.detectors.base import Inquiry
from ringtrue.directory.directory import Directory
from ringtrue.judging.policy import Policy
from ringtrue.kinds.facets import DisplayName, DomainName
from ringtrue.model import Brand, Candidate, Claim, ContactPoint, Evidence, Listed
from ringtrue.records import replace

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from collections.abc import Callable

    from ringtrue.detectors.plan import Compare, Inspect, Plan

NOBODY: frozenset[str] = frozenset()
"""The ids of the brands that a contact without claims is claimed for."""


def found_by(inspectors: Iterable[Inspect], inquiry: Inquiry) -> list[Evidence]:
    """What these detectors find in the contact by itself."""
    return [evidence for inspect in inspectors for evidence in inspect(inquiry)]


def examined(
    inquiry: Inquiry,
    inspectors: Sequence[Inspect],
    candidates: Sequence[Candidate],
    policy: Policy,
) -> list[Evidence]:
    """What detectors find in the contact and in its pairings with official ones, and whether there
    were more of these than are compared; with measured strengths. Where a brand's listing does not
    vouch, the contact resembles that brand, of course: it is, or was, on its own list."""
    own = "" if inquiry.owner is None else inquiry.owner.brand_id
    found = found_by(inspectors, inquiry) if inspectors else []
    if candidates:
        from ringtrue.judging.weighing import crowd_evidence  # an official contact needs none

        detectors, most = plan(policy.disabled, policy.detectors), policy.max_candidates
        comparers, index = detectors.comparers, inquiry.directory.names
        kept = [
            c
            for c in candidates[:most]
            if (not own or c.brand_id != own)
            and not (c.distance and c.part == "subdomain" and detectors.is_idle(c, index))
        ]
        more, silent = _compared(kept, inquiry, comparers, policy)
        found += more + crowd_evidence(candidates, most)
        for evidence in found:
            if evidence.brand_id and evidence.strength >= policy.suspicious_from:
                break
        else:
            found += _compared(silent, inquiry, partial(comparers, second=True), policy)[0]
    return [evidence for evidence in found if evidence.brand_id != own] if own else found


def _compared(
    candidates: Sequence[Candidate],
    inquiry: Inquiry,
    comparers: Callable[[Candidate], Iterable[Compare]],
    policy: Policy,
) -> tuple[list[Evidence], list[Candidate]]:
    """What is found in pairings, each finding worth what was measured, and the pairings in which
    nothing tells of a registered name."""
    found: list[Evidence] = []
    silent: list[Candidate] = []
    for candidate in candidates:
        of_it = _of_one(candidate, inquiry, comparers)
        if candidate.how == "near_token" and candidate.part == "label":
            from ringtrue.detectors.likeness import by_itself

            if (alone := by_itself(candidate)) is not None:
                of_it += _of_one(alone, inquiry, comparers)
        if not of_it:
            silent.append(candidate)
            continue
        if policy.calibrated:
            from ringtrue.judging.likelihood import each_weighed, is_weighed, weighed

            if is_weighed(candidate):
                of_it = weighed(candidate, of_it, inquiry)
            else:
                of_it = each_weighed(candidate, of_it, inquiry)
                silent.append(candidate)
        found += of_it
    return found, silent


def _of_one(
    candidate: Candidate, inquiry: Inquiry, comparers: Callable[[Candidate], Iterable[Compare]]
) -> list[Evidence]:
    found = []
    for compare in comparers(candidate):
        evidence = compare(candidate, inquiry)
        if evidence is not None:
            found.append(evidence)
    return found


def claimed_by_others(inquiry: Inquiry) -> list[Evidence]:
    """A listed contact that is claimed for somebody else is no official contact of theirs."""
    if inquiry.owner is None or inquiry.owner.brand_id in inquiry.claimed:
        return []
    from ringtrue.detectors import closed_channel, unlisted_claim

    return [*unlisted_claim.inspect(inquiry), *closed_channel.inspect(inquiry)]


def shown_for_others(directory: Directory, inquiry: Inquiry) -> list[Evidence]:
    """The name of another listed brand beside an address that a listing vouches for: a mailbox that
    somebody took over, or a forged sender.

    Mail of platforms shows whom it is about, and that of a house may show another of its brands; so
    the owner's own name, owners who are a platform or in the same trade, and brands that share a
    word or a contact say nothing.
    """
    shown, owner = inquiry.contact.part(DisplayName), inquiry.owner
    if shown is None or owner is None:
        return []
    from ringtrue.kinds.mail_text import via  # only mail needs it

    if via(shown.text):
        return []
    house = directory.brands[owner.brand_id]
    named = {brand_id for *_, brand_id in directory.names_in(shown.text)}
    if not house.kind or "platform" in house.kind or owner.brand_id in named:
        return []
    from ringtrue.detectors import display_name_spoof

    found = []
    for one in resembled(directory, inquiry.contact):
        brand = directory.brands[one.brand_id]
        if one.brand_id in named and isinstance(one.seen, DisplayName) and _are_apart(house, brand):
            evidence = display_name_spoof.compare(one, inquiry)
            if evidence is not None and evidence.strength >= display_name_spoof.NAME:
                found.append(replace(evidence, strength=display_name_spoof.MIXED))
    return found


def _are_apart(house: Brand, brand: Brand) -> bool:
    """Whether two brands have nothing in common that a list can tell."""
    words = [set(" ".join((b.name, *b.aliases)).lower().split()) for b in (house, brand)]
    values = [{c.value for c in b.contacts} for b in (house, brand)]
    kinds = set(house.kind) & set(brand.kind)
    return not (kinds or words[0] & words[1] or values[0] & values[1])


@cache
def plan(disabled: frozenset[str], own: tuple[Inspect, ...] = ()) -> Plan:
    """The detectors that are not `disabled`, imported when the first contact needs them: an
    official one does not."""
    from ringtrue.detectors.plan import Plan

    return Plan(disabled, own)


def resembled(
    directory: Directory,
    contact: ContactPoint,
    claims: Sequence[Claim] = (),
    foreign: bool = False,
) -> list[Candidate]:
    """Pairings with what the contact may be meant to resemble (`ringtrue.search.candidates`)."""
    claimed = frozenset([claim.brand_id for claim in claims])
    return search()(directory, contact, claimed, (), foreign)


def of_others(
    directory: Directory, contact: ContactPoint, candidates: list[Candidate]
) -> list[Candidate]:
    """`candidates` without the registered name of a domain that a list gives to a brand: below it
    a platform's users make hosts, but the name is the platform's."""
    host = contact.part(DomainName)
    if host is None or all(row.status != "unverified" for row in directory.of_domain(host.host)):
        return candidates
    return [one for one in candidates if one.part != "label"]


def resembled_beside(
    directory: Directory, contact: ContactPoint, claims: Sequence[Claim], owner: Listed
) -> list[Candidate]:
    """What a contact may be meant to resemble that a listing of `owner` covers and does not vouch
    for.

    What a list gives to a brand, and nobody has verified, is never accused of resembling one,
    unless somebody says that it is that one's: the caller, or the name beside an address. Its
    owner's own name says nothing.
    """
    silent = owner.status == "unverified" and not claims
    shown = contact.part(DisplayName)
    if shown is None:
        return [] if silent else resembled(directory, contact, claims)
    found = resembled(directory, contact, claims)
    if any(brand_id == owner.brand_id for *_, brand_id in directory.names_in(shown.text)):
        found = [one for one in found if not isinstance(one.seen, DisplayName)]
    return [one for one in found if isinstance(one.seen, DisplayName)] if silent else found


@cache
def search() -> Callable[..., list[Candidate]]:
    """`ringtrue.search.candidates.candidates`, imported when the first contact needs it: an
    official one does not."""
    from ringtrue.search.candidates import candidates

    return candidates
