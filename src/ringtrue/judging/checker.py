"""The pipeline: parse, look up the owner, compare with candidates, score, decide.

Readable from top to bottom; every trust decision of ringtrue is made here or in `policy`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from time import localtime, strftime, time

from ringtrue.detectors.base import Inquiry
from ringtrue.directory.directory import Directory
from ringtrue.errors import UnknownBrand, UnparseableContact
from ringtrue.index.limits import MAX_MATCHES
from ringtrue.judging.policy import Policy
from ringtrue.judging.trust import assess, day_before, listing_evidence
from ringtrue.judging.verdict import Verdict
from ringtrue.kinds import parse
from ringtrue.kinds.facets import DomainName
from ringtrue.kinds.readings import is_plain, settled
from ringtrue.model import (
    Assurance,
    Brand,
    BrandRef,
    Candidate,
    Claim,
    ContactPoint,
    Evidence,
    Family,
    Listed,
    Status,
)

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from datetime import date

    from ringtrue.detectors.plan import Plan
    from ringtrue.search.early_exit_texts import Look


@cache
def _plan(disabled: frozenset[str]) -> Plan:
    """The detectors, imported when the first contact needs them: an official one does not."""
    from ringtrue.detectors.plan import Plan

    return Plan(disabled)


@lru_cache(maxsize=4)
def _date_of(minute: int) -> str:
    """The local date (ISO 8601), asked for once a minute: finding the time zone takes time."""
    return strftime("%Y-%m-%d", localtime())


@lru_cache(maxsize=16)
def _before(today: str, days: int) -> str:
    return day_before(today, days)


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

    def check(
        self,
        raw: str,
        kind: str | None = None,
        claims: str | Iterable[str] | None = None,
        region: str | None = None,
    ) -> Verdict:
        """The verdict on one contact point.

        `kind` says how to read it (`ringtrue.kinds.KINDS`), `claims` which brand somebody says
        it belongs to (id, name or alias; one or several), `region` where the reader is (ISO 3166).
        Odd input is the status ``invalid``, never an exception; an unknown `kind` raises
        `UnknownKind` and an unknown brand `UnknownBrand`, for those are the caller's mistakes.
        """
        asserted = self._claims(claims)
        region = region.upper() if region else None
        try:
            contact = parse(raw, kind, region)
        except UnparseableContact as problem:
            return self._invalid(raw, problem)
        return self.judge(contact, asserted, region)

    def judge(
        self, contact: ContactPoint, claims: tuple[Claim, ...] = (), region: str | None = None
    ) -> Verdict:
        """The verdict on a parsed contact point."""
        if not claims and (look := self.directory.look(contact)) is not None:
            return self._of_foreign(contact, look, region)
        owners = self.directory.owners(contact, region)
        owner = _pick(owners, claims) if owners else None
        contact = settled(contact, owner) if owner is not None else contact
        now = self._now()
        lapsed = _before(now, self.policy.grace_days)
        inquiry = Inquiry(contact, self.directory, claims, region, owner, lapsed)
        standing = None
        if owner is not None:
            standing = assess(owner, contact, self.policy, now, lapsed, region)
        if standing is not None and standing.vouches and is_plain(contact) and not claims:
            return self._owned(inquiry, owner, standing.assurance, [])  # nothing left to read
        evidence = self._inspect(inquiry, official=owner is not None)
        if standing is not None and standing.vouches:
            evidence += self._against(inquiry, owner)
            return self._owned(inquiry, owner, standing.assurance, evidence)
        evidence = self._weighed(contact, evidence + self._compare(inquiry))
        if owner is not None and standing is not None:
            # Of course it resembles the brand: it is, or was, on that brand's own list.
            evidence = [e for e in evidence if e.brand_id != owner.brand_id]
            evidence.append(listing_evidence(owner, standing))
        elif region and (abroad := _pick(self.directory.abroad(contact, region), claims)):
            there = assess(abroad, contact, self.policy, self._now(), lapsed, region)
            evidence.append(listing_evidence(abroad, there))
        return self._unlisted(inquiry, evidence)

    def _of_foreign(self, contact: ContactPoint, look: Look, region: str | None) -> Verdict:
        """The verdict on a contact for which nothing is listed and that nobody claims: mostly, a
        look at it shows that there is nothing to be found."""
        finders = _plan(self.policy.disabled).finders(contact, self.directory)
        (_, strained, clear, _), quiet = look
        if quiet and clear and not strained and not finders:
            return self._nothing_found(contact)
        lapsed = _before(self._now(), self.policy.grace_days)
        inquiry = Inquiry(contact, self.directory, (), region, None, lapsed)
        evidence = [evidence for inspect in finders for evidence in inspect(inquiry)]
        evidence += self._compare(inquiry, look)
        return self._unlisted(inquiry, self._weighed(contact, evidence))

    # -- steps ------------------------------------------------------------------------------

    def _claims(self, claims: str | Iterable[str] | None) -> tuple[Claim, ...]:
        if claims is None:
            return ()
        names = [claims] if isinstance(claims, str) else list(claims)
        found = []
        for name in names:
            brand = self.directory.brand_for(name)
            if brand is None:
                raise UnknownBrand(
                    f"{name!r} is no brand of this directory; "
                    "`ringtrue brands` lists ids, names and aliases"
                )
            found.append(Claim(brand.id, "caller", name))
        return tuple(found)

    def _inspect(self, inquiry: Inquiry, *, official: bool) -> list[Evidence]:
        inspectors = _plan(self.policy.disabled).inspectors(
            inquiry.contact, claimed=bool(inquiry.claims), official=official
        )
        return [evidence for inspect in inspectors for evidence in inspect(inquiry)]

    def _compare(self, inquiry: Inquiry, look: Look | None = None) -> list[Evidence]:
        plan = _plan(self.policy.disabled)
        candidates = self.directory.candidates(inquiry.contact, inquiry.claims, look)
        most = self.policy.max_candidates
        found = [
            evidence
            for candidate in candidates[:most]
            for compare in plan.comparers(candidate)
            if (evidence := compare(candidate, inquiry)) is not None
        ]
        if candidates and _is_crowded(candidates, most):
            details = {"compared": min(most, len(candidates))}
            found.append(Evidence("comparison_limit", Family.LISTING, 0.0, details))
        return found

    def _weighed(self, contact: ContactPoint, evidence: list[Evidence]) -> list[Evidence]:
        if evidence and self.policy.calibrated and _has_domain(contact):
            return self._fitted(evidence)
        return evidence

    def _against(self, inquiry: Inquiry, owner: Listed | None) -> list[Evidence]:
        """A listed contact that is claimed for somebody else is no official contact of theirs."""
        if owner is None or not inquiry.claimed or owner.brand_id in inquiry.claimed:
            return []
        from ringtrue.detectors import closed_channel, unlisted_claim

        return [*unlisted_claim.inspect(inquiry), *closed_channel.inspect(inquiry)]

    def _owned(
        self,
        inquiry: Inquiry,
        owner: Listed | None,
        assurance: Assurance | None,
        evidence: list[Evidence],
    ) -> Verdict:
        assert owner is not None
        brand = self.directory.brands[owner.brand_id]
        if not evidence:
            return self._verdict(inquiry, Status.OFFICIAL, 0.0, evidence, brand, None, assurance)
        from ringtrue.judging.scoring import by_brand

        brand_id, score = by_brand(evidence)
        status = self.policy.status(score, named=bool(brand_id))
        if status is Status.UNKNOWN:
            return self._verdict(inquiry, Status.OFFICIAL, 0.0, evidence, brand, None, assurance)
        imitated = self.directory.brands.get(brand_id) if brand_id else None
        return self._verdict(inquiry, status, score, evidence, brand, imitated, None)

    def _unlisted(self, inquiry: Inquiry, evidence: list[Evidence]) -> Verdict:
        if not evidence:
            return self._nothing_found(inquiry.contact, inquiry.claims)
        from ringtrue.judging.scoring import (
            by_brand,  # with what it needs: most contacts need none of it
        )

        brand_id, score = by_brand(evidence)
        if score >= self.policy.suspicious_from and brand_id:
            brand_id = self._meant(inquiry, evidence, brand_id)
        status = self.policy.status(score, named=bool(brand_id))
        imitated = None
        if brand_id and status in (Status.IMPERSONATION, Status.SUSPICIOUS):
            imitated = self.directory.brands.get(brand_id)
        owner = inquiry.owner
        brand = self.directory.brands[owner.brand_id] if owner is not None else None
        return self._verdict(inquiry, status, score, evidence, brand, imitated, None)

    def _nothing_found(self, contact: ContactPoint, claims: tuple[Claim, ...] = ()) -> Verdict:
        """Most verdicts: unknown, and owned by nobody, for a listing that does not vouch is a
        finding."""
        return Verdict(
            self.policy.status(0.0, named=False),
            0.0,
            contact.raw,
            contact,
            directory_version=self.directory.version,
            claims=claims,
        )

    def _meant(self, inquiry: Inquiry, evidence: list[Evidence], brand_id: str) -> str:
        """The brand itself, or the one of those that share its name which the host speaks of."""
        host = inquiry.contact.facets[0] if inquiry.contact.facets else None
        if not isinstance(host, DomainName) or all(e.brand_id in ("", brand_id) for e in evidence):
            return brand_id
        from ringtrue.judging.namesakes import meant

        return meant(brand_id, evidence, host, self.directory.brands)

    def _verdict(
        self,
        inquiry: Inquiry,
        status: Status,
        score: float,
        evidence: list[Evidence],
        brand: Brand | None,
        imitated: Brand | None,
        assurance: Assurance | None,
    ) -> Verdict:
        nearest = None
        if imitated is not None:
            from ringtrue.judging.nearest import nearest_official

            nearest = nearest_official(inquiry.contact, imitated)
        named = [self._named(item) for item in _distinct(evidence)] if evidence else []
        if len(named) > 1:
            named.sort(key=lambda e: (-e.strength, e.code, e.brand_id))
        return Verdict(
            status,
            score,
            inquiry.contact.raw,
            inquiry.contact,
            BrandRef(brand.id, brand.name) if brand else None,
            nearest,
            tuple(named),
            assurance,
            directory_version=self.directory.version,
            claims=inquiry.claims,
        )

    def _fitted(self, evidence: list[Evidence]) -> list[Evidence]:
        """Measured, where it is about a registered name (what subdomains show is not in the fit),
        and named in the same copy."""
        from ringtrue.judging.calibration import fitted

        brands, found = self.directory.brands, []
        for item in evidence:
            strength = item.strength
            if item.details.get("part", "label") in ("label", "host"):
                strength = fitted(item.code, strength)
            brand = brands.get(item.brand_id) if item.brand_id else None
            found.append(_with(item, strength, item.brand_name if brand is None else brand.name))
        return found

    def _named(self, item: Evidence) -> Evidence:
        if item.brand_name or not item.brand_id:
            return item
        brand = self.directory.brands.get(item.brand_id)
        return _with(item, item.strength, brand.name) if brand is not None else item

    def _invalid(self, raw: str, problem: UnparseableContact) -> Verdict:
        return Verdict(
            status=Status.INVALID,
            score=0.0,
            raw=raw,
            problem=problem.code,
            problem_details=dict(problem.details),
            directory_version=self.directory.version,
        )

    def _now(self) -> str:
        return self._today or _date_of(int(time() / 60))


def _is_crowded(candidates: list[Candidate], most: int) -> bool:
    """More names than are compared: in all, or for one text."""
    if len(candidates) > most or "crowd" in [candidate.how for candidate in candidates]:
        return True
    if len(candidates) < MAX_MATCHES:
        return False
    from collections import Counter

    texts = Counter((candidate.part, candidate.text) for candidate in candidates)
    return max(texts.values()) >= MAX_MATCHES


def _has_domain(contact: ContactPoint) -> bool:
    return any(isinstance(facet, DomainName) for facet in contact.facets)


def _with(item: Evidence, strength: float, brand_name: str) -> Evidence:
    """`item` with another strength and name (`dataclasses.replace` takes five times as long)."""
    if strength == item.strength and brand_name == item.brand_name:
        return item
    return Evidence(item.code, item.family, strength, item.details, item.brand_id, brand_name)


def _pick(owners: list[Listed], claims: tuple[Claim, ...]) -> Listed | None:
    """The listing that speaks: the claimed brand's when several brands list the contact."""
    claimed = {claim.brand_id for claim in claims}
    for listed in owners:
        if listed.brand_id in claimed:
            return listed
    return owners[0] if owners else None


def _distinct(evidence: list[Evidence]) -> list[Evidence]:
    """One finding per detector and brand: its strongest."""
    if len(evidence) == 1:
        return evidence
    best: dict[tuple[str, str], Evidence] = {}
    for item in evidence:
        slot = (item.code, item.brand_id)
        if slot not in best or item.strength > best[slot].strength:
            best[slot] = item
    return list(best.values())
