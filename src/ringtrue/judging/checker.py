"""The pipeline: parse, whose is it, search, compare, weigh, decide."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ringtrue.detectors.base import Inquiry
from ringtrue.directory.directory import Directory
from ringtrue.errors import RingtrueError, UnparseableContact
from ringtrue.judging import examining
from ringtrue.judging.clock import dates
from ringtrue.judging.deciding import Decider
from ringtrue.judging.policy import Policy
from ringtrue.judging.trust import asserted, assess, listing_evidence, speaking
from ringtrue.judging.verdict import Verdict
from ringtrue.kinds import parse
from ringtrue.kinds.readings import as_listed, is_plain
from ringtrue.model import Claim, ContactPoint, Listed

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from datetime import date
_SITES = ("domain", "url")  # kinds that only a listing of their host covers


class Checker:
    """Judges contact points against one directory (default: the shipped one) by one `policy`, on
    the day `today` (for the expiry of listings; default: that of each check). Immutable."""

    def __init__(
        self, directory: Directory | None = None, policy: Policy | None = None,
        today: date | None = None,
    ) -> None:  # fmt: skip
        self.directory = Directory.default() if directory is None else directory
        self.policy = policy or Policy()
        self._today = f"{today:%Y-%m-%d}" if today else ""
        self._decide = Decider(self.directory, self.policy)

    def check_whole(
        self, raw: str, kind: str | None = None, claims: str | Iterable[str] | None = None,
        region: str | None = None, quiet: Collection[str] = (),
    ) -> Verdict:  # fmt: skip
        """The verdict on `raw` as a contact from its first character to its last; else as
        `ringtrue.Checker.check`, which reads what stands about a contact too."""
        claimed = asserted(self.directory, claims) if claims is not None else ()
        if region:
            from ringtrue.kinds.regions import country_code

            region = country_code(region)
        try:
            return self.judge(parse(raw, kind, region), claimed, region, quiet)
        except UnparseableContact as problem:
            return self._decide.invalid(raw, problem)
        except (RingtrueError, TimeoutError):  # a caller's clock is no fault of ours
            raise
        except Exception as fault:
            return self._decide.faulty(raw, fault)

    check = check_whole

    def judge(
        self, contact: ContactPoint, claims: tuple[Claim, ...] = (), region: str | None = None,
        quiet: Collection[str] = (),
    ) -> Verdict:  # fmt: skip
        """The verdict on a parsed contact point."""
        foreign = self.directory.is_foreign(contact)
        alone = foreign and contact.kind in _SITES
        owners = [] if alone else self.directory.owners(contact, region)
        if self.policy.suffixes is not None:
            from ringtrue.kinds.ruled import reached, ruled

            contact = ruled(contact, self.policy.suffixes)
            owners, foreign = reached(owners, contact, foreign)
        if owners:
            return self._of_listed(contact, speaking(owners, claims), claims, region)
        return self._of_stranger(contact, claims, region, foreign, quiet)

    def _of_listed(
        self, contact: ContactPoint, owner: Listed, claims: tuple[Claim, ...], region: str | None
    ) -> Verdict:
        """The verdict on a contact that the listing `owner` covers."""
        directory, policy = self.directory, self.policy
        contact = as_listed(contact, owner)
        now, lapsed = dates(self._today, policy.grace_days)
        listing = assess(owner, contact, policy, now, lapsed, region)
        inquiry = Inquiry(contact, directory, claims, region, owner, lapsed)
        if listing.vouches and not claims and is_plain(contact):
            return self._decide.owned(inquiry, owner, listing.assurance)  # nothing left to read
        detectors = examining.plan(policy.disabled, policy.detectors)
        inspectors = detectors.inspectors(contact, claimed=bool(claims), official=True)
        if listing.vouches:
            evidence = examining.found_by(inspectors, inquiry)
            evidence += examining.claimed_by_others(inquiry) if claims else []
            evidence += examining.shown_for_others(directory, inquiry)
            return self._decide.owned(inquiry, owner, listing.assurance, evidence)
        alike = examining.resembled_beside(directory, contact, claims, owner)
        evidence = examining.examined(inquiry, inspectors, alike, policy)
        evidence += examining.claimed_by_others(inquiry) if claims else []
        return self._decide.unlisted(inquiry, [*evidence, listing_evidence(owner, listing)])

    def _of_stranger(
        self, contact: ContactPoint, claims: tuple[Claim, ...], region: str | None, foreign: bool,
        quiet: Collection[str],
    ) -> Verdict:  # fmt: skip
        """The verdict on a contact no listing covers; `foreign`: there is none for its hosts."""
        directory, policy = self.directory, self.policy
        detectors = examining.plan(policy.disabled, policy.detectors)
        inspectors = detectors.of_stranger(contact, directory, bool(claims), foreign)
        if claims:
            candidates = examining.resembled(directory, contact, claims, foreign)
        else:
            candidates = examining.search()(directory, contact, examining.NOBODY, quiet, foreign)
        if candidates and not foreign:
            candidates = examining.of_others(directory, contact, candidates)
        abroad = directory.abroad(contact, region) if region else ()
        if not (inspectors or candidates or abroad):
            return self._decide.unrelated(contact, claims)
        now, lapsed = dates(self._today, policy.grace_days)
        inquiry = Inquiry(contact, directory, claims, region, None, lapsed)
        evidence = examining.examined(inquiry, inspectors, candidates, policy)
        if abroad:
            owner = speaking(abroad, claims)
            listing = assess(owner, contact, policy, now, lapsed, region)
            evidence.append(listing_evidence(owner, listing))
        return self._decide.unlisted(inquiry, evidence)
