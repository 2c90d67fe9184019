"""The pipeline: parse, whose is it, search, compare, weigh, decide."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ringtrue.detectors.base import Inquiry
from ringtrue.directory.directory import Directory
from ringtrue.errors import RingtrueError, UnparseableContact
from ringtrue.judging.clock import dates
from ringtrue.judging.deciding import Decider
from ringtrue.judging.examining import (
    claimed_by_others,
    examined,
    found_by,
    plan,
    resembled,
    resembled_beside,
)
from ringtrue.judging.faults import faulty, survived
from ringtrue.judging.policy import Policy
from ringtrue.judging.trust import asserted, assess, listing_evidence, speaking
from ringtrue.judging.verdict import Verdict
from ringtrue.kinds import parse
from ringtrue.kinds.readings import as_listed, is_plain
from ringtrue.kinds.regions import country_code
from ringtrue.kinds.ruled import reaches, ruled
from ringtrue.model import Claim, ContactPoint

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from datetime import date
_SITES = ("domain", "url")  # kinds that only a listing of their host covers


class Checker:
    """Judges contact points against one directory (default: the shipped one) by one `policy`, on
    the day `today` (for the expiry of listings; default: that of each check). Immutable."""

    def __init__(
        self,
        directory: Directory | None = None,
        policy: Policy | None = None,
        today: date | None = None,
    ) -> None:
        self.directory = Directory.default() if directory is None else directory
        self.policy = policy or Policy()
        self._today = f"{today:%Y-%m-%d}" if today else ""
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
        `quiet`: hosts that are known to resemble nothing (`ringtrue.batch.quiet_hosts`). Odd input
        is the status ``invalid``; `UnknownKind`, `UnknownBrand`, `UnknownRegion` are raised.
        """
        return self.check_whole(raw, kind, claims, region, quiet)

    def check_whole(
        self,
        raw: str,
        kind: str | None = None,
        claims: str | Iterable[str] | None = None,
        region: str | None = None,
        quiet: Collection[str] = (),
    ) -> Verdict:
        """The verdict on `raw` as a contact from its first character to its last, as `check`."""
        claimed = asserted(self.directory, claims) if claims is not None else ()
        region = country_code(region) if region else None
        try:
            contact = parse(raw, kind, region)
            return self.judge(contact, claimed, region, quiet)
        except UnparseableContact as problem:
            return self._decide.invalid(raw, problem)
        except (RingtrueError, TimeoutError):  # a caller's clock is no fault of ours
            raise
        except Exception as fault:
            if not isinstance(raw, str):
                raise
            survived(fault, "contact")
            return faulty(raw, self.directory.version)

    def judge(
        self,
        contact: ContactPoint,
        claims: tuple[Claim, ...] = (),
        region: str | None = None,
        quiet: Collection[str] = (),
    ) -> Verdict:
        """The verdict on a parsed contact point."""
        directory, policy = self.directory, self.policy
        foreign = directory.is_foreign(contact)
        owners = [] if foreign and contact.kind in _SITES else directory.owners(contact, region)
        if policy.suffixes is not None:
            contact = ruled(contact, policy.suffixes)
            kept = [listed for listed in owners if reaches(listed.value, contact)]
            foreign, owners = foreign or len(kept) < len(owners), kept
        if not owners:
            return self._of_stranger(contact, claims, region, foreign, quiet)
        owner = speaking(owners, claims)
        contact = as_listed(contact, owner)
        now, lapsed = dates(self._today, policy.grace_days)
        listing = assess(owner, contact, policy, now, lapsed, region)
        inquiry = Inquiry(contact, directory, claims, region, owner, lapsed)
        if listing.vouches and not claims and is_plain(contact):
            return self._decide.owned(inquiry, owner, listing.assurance)  # nothing left to read
        inspectors = plan(policy.disabled, policy.detectors).inspectors(
            contact, claimed=bool(claims), official=True
        )
        if listing.vouches:
            evidence = found_by(inspectors, inquiry) + claimed_by_others(inquiry)
            return self._decide.owned(inquiry, owner, listing.assurance, evidence)
        alike = resembled_beside(directory, contact, claims, owner)
        evidence = examined(inquiry, inspectors, alike, policy) + claimed_by_others(inquiry)
        return self._decide.unlisted(inquiry, [*evidence, listing_evidence(owner, listing)])

    def _of_stranger(
        self,
        contact: ContactPoint,
        claims: tuple[Claim, ...],
        region: str | None,
        foreign: bool,
        quiet: Collection[str],
    ) -> Verdict:
        """The verdict on a contact no listing covers; `foreign`: there is none for its hosts."""
        directory, policy = self.directory, self.policy
        detectors = plan(policy.disabled, policy.detectors)
        if claims or not foreign:
            inspectors = detectors.inspectors(contact, claimed=bool(claims), official=False)
        else:
            inspectors = tuple(detectors.finders(contact, directory))
        candidates = resembled(directory, contact, claims, quiet, foreign)
        abroad = directory.abroad(contact, region) if region else ()
        if not (inspectors or candidates or abroad):
            return self._decide.unrelated(contact, claims)
        now, lapsed = dates(self._today, policy.grace_days)
        inquiry = Inquiry(contact, directory, claims, region, None, lapsed)
        evidence = examined(inquiry, inspectors, candidates, policy)
        if abroad:
            owner = speaking(abroad, claims)
            listing = assess(owner, contact, policy, now, lapsed, region)
            evidence.append(listing_evidence(owner, listing))
        return self._decide.unlisted(inquiry, evidence)
