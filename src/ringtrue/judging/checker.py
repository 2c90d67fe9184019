"""The pipeline: parse, whose is it, search, compare, weigh, decide."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import cache

from ringtrue.detectors.base import Inquiry
from ringtrue.directory.directory import Directory
from ringtrue.errors import UnknownBrand, UnparseableContact
from ringtrue.judging.clock import day_before, today_here
from ringtrue.judging.deciding import Decider
from ringtrue.judging.policy import Policy
from ringtrue.judging.trust import assess, listing_evidence, speaking
from ringtrue.judging.verdict import Verdict
from ringtrue.judging.weighing import crowd_evidence, weighed
from ringtrue.kinds import parse
from ringtrue.kinds.readings import as_listed, is_plain
from ringtrue.model import Candidate, Claim, ContactPoint, Evidence

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from datetime import date

    from ringtrue.detectors.plan import Plan

    Search = Callable[[Directory, ContactPoint, frozenset[str], Collection[str]], list[Candidate]]


class Checker:
    """Judges contact points against one directory. Immutable and safe to share.

    `directory` defaults to the shipped one, `policy` to ``Policy()``, and `today` (for the
    expiry of listings) to the current date at each check.
    """

    def __init__(
        self,
        directory: Directory | None = None,
        policy: Policy | None = None,
        today: date | None = None,
    ) -> None:
        self.directory = Directory.default() if directory is None else directory
        self.policy = policy or Policy()
        self._today = f"{today:%Y-%m-%d}" if today is not None else ""
        self._decide = Decider(self.directory, self.policy)

    def check(
        self,
        raw: str,
        kind: str | None = None,
        claims: str | Iterable[str] | None = None,
        region: str | None = None,
        quiet: Collection[str] = (),
    ) -> Verdict:
        """The verdict on one contact point.

        `kind` says how to read it (`ringtrue.kinds.KINDS`), `claims` which brand somebody says
        it belongs to (id, name or alias; one or several), `region` where the reader is (ISO 3166).
        `quiet`: hosts that are known to resemble nothing (`ringtrue.batch.quiet_hosts`).
        Odd input is the status ``invalid``, never an exception; an unknown `kind` raises
        `UnknownKind` and an unknown brand `UnknownBrand`, for those are the caller's mistakes.
        """
        asserted = self._claims(claims) if claims is not None else ()
        region = region.upper() if region else None
        try:
            contact = parse(raw, kind, region)
        except UnparseableContact as problem:
            return self._decide.invalid(raw, problem)
        return self.judge(contact, asserted, region, quiet)

    def judge(
        self,
        contact: ContactPoint,
        claims: tuple[Claim, ...] = (),
        region: str | None = None,
        quiet: Collection[str] = (),
    ) -> Verdict:
        """The verdict on a parsed contact point."""
        directory, policy = self.directory, self.policy
        owners = directory.owners(contact, region)
        if not owners:
            return self._of_stranger(contact, claims, region, quiet)
        owner = speaking(owners, claims)
        contact = as_listed(contact, owner)
        now = self._today or today_here()
        lapsed = day_before(now, policy.grace_days)
        listing = assess(owner, contact, policy, now, lapsed, region)
        inquiry = Inquiry(contact, directory, claims, region, owner, lapsed)
        if listing.vouches and not claims and is_plain(contact):
            return self._decide.owned(inquiry, owner, listing.assurance)  # nothing left to read
        plan = _plan(policy.disabled)
        inspectors = plan.inspectors(contact, claimed=bool(claims), official=True)
        evidence = [found for inspect in inspectors for found in inspect(inquiry)]
        if listing.vouches:
            evidence += _against(inquiry)
            return self._decide.owned(inquiry, owner, listing.assurance, evidence)
        evidence += self._compared(inquiry, _search()(directory, contact, inquiry.claimed, ()))
        evidence = weighed(contact, evidence, policy, directory.brands)
        # Of course it resembles the brand: it is, or was, on that brand's own list.
        evidence = [found for found in evidence if found.brand_id != owner.brand_id]
        return self._decide.unlisted(inquiry, [*evidence, listing_evidence(owner, listing)])

    def _of_stranger(
        self,
        contact: ContactPoint,
        claims: tuple[Claim, ...],
        region: str | None,
        quiet: Collection[str],
    ) -> Verdict:
        """The verdict on a contact that no listing covers."""
        directory, policy = self.directory, self.policy
        plan = _plan(policy.disabled)
        if claims or not directory.is_foreign(contact):
            inspectors = plan.inspectors(contact, claimed=bool(claims), official=False)
        else:
            inspectors = tuple(plan.finders(contact, directory))
        claimed = frozenset([claim.brand_id for claim in claims])
        candidates = _search()(directory, contact, claimed, () if claims else quiet)
        abroad = directory.abroad(contact, region) if region else ()
        if not (inspectors or candidates or abroad):
            return self._decide.unrelated(contact, claims)
        now = self._today or today_here()
        lapsed = day_before(now, policy.grace_days)
        inquiry = Inquiry(contact, directory, claims, region, None, lapsed)
        evidence = [found for inspect in inspectors for found in inspect(inquiry)]
        evidence += self._compared(inquiry, candidates)
        evidence = weighed(contact, evidence, policy, directory.brands)
        if abroad:
            there = speaking(abroad, claims)
            listing = assess(there, contact, policy, now, lapsed, region)
            evidence.append(listing_evidence(there, listing))
        return self._decide.unlisted(inquiry, evidence)

    def _compared(self, inquiry: Inquiry, candidates: list[Candidate]) -> list[Evidence]:
        plan, most = _plan(self.policy.disabled), self.policy.max_candidates
        found = [
            evidence
            for candidate in candidates[:most]
            for compare in plan.comparers(candidate)
            if (evidence := compare(candidate, inquiry)) is not None
        ]
        return found + crowd_evidence(candidates, most) if candidates else found

    def _claims(self, claims: str | Iterable[str]) -> tuple[Claim, ...]:
        found = []
        for name in [claims] if isinstance(claims, str) else claims:
            brand = self.directory.brand_for(name)
            if brand is None:
                raise UnknownBrand(
                    f"{name!r} is no brand of this directory; "
                    "`ringtrue brands` lists ids, names and aliases"
                )
            found.append(Claim(brand.id, "caller", name))
        return tuple(found)


def _against(inquiry: Inquiry) -> list[Evidence]:
    """A listed contact that is claimed for somebody else is no official contact of theirs."""
    if not inquiry.claimed or inquiry.owner is None or inquiry.owner.brand_id in inquiry.claimed:
        return []
    from ringtrue.detectors import closed_channel, unlisted_claim

    return [*unlisted_claim.inspect(inquiry), *closed_channel.inspect(inquiry)]


@cache
def _plan(disabled: frozenset[str]) -> Plan:
    """The detectors, imported when the first contact needs them: an official one does not."""
    from ringtrue.detectors.plan import Plan

    return Plan(disabled)


@cache
def _search() -> Search:
    """The search for what a contact may resemble, which an official one does without."""
    from ringtrue.search.candidates import candidates

    return candidates
