"""From weighed evidence to the verdict: whom it names, how that is called, where to turn."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ringtrue.detectors.base import Inquiry
from ringtrue.directory.directory import Directory
from ringtrue.errors import UnparseableContact
from ringtrue.judging.policy import Policy
from ringtrue.judging.verdict import Verdict
from ringtrue.kinds.facets import DomainName
from ringtrue.model import (
    Assurance,
    Brand,
    BrandRef,
    Claim,
    ContactPoint,
    Evidence,
    Family,
    FrozenDetails,
    Imitated,
    Listed,
    Status,
)
from ringtrue.records import replace


class Decider:
    """Makes verdicts by one policy, on contacts of one directory."""

    __slots__ = ("_directory", "_nothing", "_policy")

    def __init__(self, directory: Directory, policy: Policy) -> None:
        self._directory, self._policy = directory, policy
        self._nothing = policy.status(0.0, named=False)

    def invalid(self, raw: str, problem: UnparseableContact) -> Verdict:
        """`raw` is no contact point."""
        return Verdict(
            status=Status.INVALID,
            score=0.0,
            raw=raw,
            problem=problem.code,
            problem_details=FrozenDetails(problem.details),
            directory_version=self._directory.version,
        )

    def faulty(self, raw: str, fault: Exception) -> Verdict:
        """ringtrue itself failed on `raw` (`ringtrue.judging.faults.faulty`)."""
        from ringtrue.judging.faults import faulty  # hardly ever needed

        return faulty(fault, raw, self._directory.version)

    def unrelated(self, contact: ContactPoint, claims: tuple[Claim, ...] = ()) -> Verdict:
        """Nothing was found: most verdicts, and owned by nobody, for a listing that does not vouch
        is a finding."""
        return Verdict(
            self._nothing,
            0.0,
            contact.raw,
            contact,
            directory_version=self._directory.version,
            claims=claims,
        )

    def owned(
        self,
        inquiry: Inquiry,
        owner: Listed,
        assurance: Assurance | None,
        evidence: Sequence[Evidence] = (),
    ) -> Verdict:
        """A listing vouches for the contact: official, unless the evidence says otherwise. What a
        link carries besides is never vouched for (`Family.PAYLOAD`), however weak the sign."""
        status, score, imitated = Status.UNKNOWN, 0.0, None
        if evidence:
            from ringtrue.judging.scoring import by_brand

            brand_id, score = by_brand(evidence)
            status = self._policy.status(score, named=bool(brand_id))
            imitated = self._directory.brands.get(brand_id) if brand_id else None
        if status is not Status.UNKNOWN or any(map(_unvouched, evidence)):
            assurance = None
        else:
            status, score, imitated = Status.OFFICIAL, 0.0, None
        return self._verdict(inquiry, status, score, evidence, owner, imitated, assurance)

    def nowhere(self, verdict: Verdict) -> Verdict:
        """An official short code, asked for without a country: whose it is where, and no more;
        `verdict` itself where the list binds it to no country."""
        assert verdict.contact is not None
        assert verdict.brand is not None
        listed = self._directory.owners(verdict.contact, None)
        regions = dict.fromkeys(one.region for one in listed if one.brand_id == verdict.brand.id)
        if "global" in regions:
            return verdict
        details = {"official": verdict.contact.canonical, "region": ", ".join(regions)}
        unsaid = Evidence(
            "listing_region_unsaid", Family.LISTING, 0.0, FrozenDetails(details),
            verdict.brand.id, verdict.brand.name,
        )  # fmt: skip
        evidence = (*verdict.evidence, unsaid)
        return replace(verdict, status=Status.UNKNOWN, assurance=None, evidence=evidence)

    def unlisted(self, inquiry: Inquiry, evidence: Sequence[Evidence]) -> Verdict:
        """No listing vouches for the contact: what the evidence says."""
        if not evidence:
            return self.unrelated(inquiry.contact, inquiry.claims)
        from ringtrue.judging.calibration import probability  # most contacts need none of it
        from ringtrue.judging.scoring import by_brand

        brand_id, score = by_brand(evidence)
        if self._policy.calibrated:
            score = probability(inquiry.contact, score)
        if score >= self._policy.suspicious_from and brand_id and len(evidence) > 1:
            brand_id = self._meant(inquiry, evidence, brand_id)
        status = self._policy.status(score, named=bool(brand_id))
        imitated = None
        if brand_id and status in (Status.IMPERSONATION, Status.SUSPICIOUS):
            imitated = self._directory.brands.get(brand_id)
        return self._verdict(inquiry, status, score, evidence, inquiry.owner, imitated, None)

    def _meant(self, inquiry: Inquiry, evidence: Sequence[Evidence], brand_id: str) -> str:
        """The brand itself, or the one of those that share its name which the host speaks of."""
        host = inquiry.contact.facets[0] if inquiry.contact.facets else None
        named = {item.brand_id for item in evidence}
        if not isinstance(host, DomainName) or named <= {"", brand_id}:
            return brand_id
        from ringtrue.judging.namesakes import meant

        return meant(brand_id, evidence, host, self._directory.brands)

    def _verdict(
        self,
        inquiry: Inquiry,
        status: Status,
        score: float,
        evidence: Sequence[Evidence],
        owner: Listed | None,
        imitated: Brand | None,
        assurance: Assurance | None,
    ) -> Verdict:
        nearest = None
        if imitated is not None:
            find = partial(_nearest, inquiry.contact, imitated)
            nearest = Imitated.of(BrandRef(imitated.id, imitated.name, imitated.names), find)
        brands = self._directory.brands
        brand = brands[owner.brand_id] if owner is not None else None
        worded: tuple[Evidence, ...] = ()
        if evidence:
            from ringtrue.judging.weighing import shown  # most contacts need none of it

            worded = shown(evidence, brands)
        return Verdict(
            status,
            score,
            inquiry.contact.raw,
            inquiry.contact,
            BrandRef(brand.id, brand.name, brand.names) if brand else None,
            nearest,
            worded,
            assurance,
            directory_version=self._directory.version,
            claims=inquiry.claims,
        )


def _unvouched(evidence: Evidence) -> bool:
    """Whether a listing does not vouch, however weak the sign: a name without its platform is
    somebody else's, or nobody's, on some of them; a link carries a stranger's address."""
    if evidence.family is Family.PAYLOAD:
        return True
    return evidence.code == "platform_unnamed" and bool(evidence.details.get("unlisted"))


def _nearest(contact: ContactPoint, brand: Brand) -> tuple[str, str]:
    """Kind and value of the official contact to turn to instead."""
    from ringtrue.judging.nearest import nearest_official

    found = nearest_official(contact, brand)
    return found.kind, found.value
