"""From a verdict to sentences for a person: what it is, why, and what to do next.

The order of preference for "why" is the order of the evidence: the strongest finding speaks.
Wording follows the browsers' studies of warnings: say what and name the target, stay calm,
one next step, never blame, and never say that something is safe.
"""

from __future__ import annotations

from ringtrue.messages.catalogue import Catalogue
from ringtrue.model import BrandRef, Evidence, Family, Imitated, Status
from ringtrue.verdict import Verdict

_WEB = ("domain", "host", "url")
_NAMED = (*_WEB, "email", "phone", "wallet", "sms_sender")


def advice(verdict: Verdict, lang: str) -> list[str]:
    """One to three sentences: what, why (the strongest evidence), what next."""
    catalogue = Catalogue.load(lang)
    said = [what(verdict, catalogue), why(verdict, catalogue), next_step(verdict, catalogue)]
    return [text for text in said if text]


def what(verdict: Verdict, catalogue: Catalogue) -> str:
    """What it is, in one sentence."""
    return catalogue.say("advice", _what(verdict), **_params(verdict))


def next_step(verdict: Verdict, catalogue: Catalogue) -> str:
    """The one thing to do, in one sentence."""
    return catalogue.say("advice", _next(verdict), **_params(verdict))


def why(verdict: Verdict, catalogue: Catalogue) -> str:
    """The reason in one sentence; empty when there is nothing to add."""
    if verdict.status is Status.INVALID:
        return catalogue.say("problem", verdict.problem, **verdict.problem_details)
    if verdict.status is Status.OFFICIAL:
        stale = verdict.assurance is not None and verdict.assurance.stale
        if stale:
            return catalogue.say("advice", "official_stale", **_params(verdict))
        where = next((e for e in verdict.evidence if e.code == "platform_unnamed"), None)
        return sentence(verdict, where, catalogue) if where is not None else ""
    told = findings(verdict)
    # Listed, but not here: that says more than that it is not on the list.
    told.sort(key=lambda evidence: evidence.code != "listing_other_region")
    return sentence(verdict, told[0], catalogue) if told else ""


def findings(verdict: Verdict) -> list[Evidence]:
    """The evidence worth telling, strongest first: one a family (the others tell the same fact
    again), and of several brands only what points at the one that is imitated. How it is listed
    is worth telling even where it counts for nothing."""
    wanted = {""} if verdict.imitates is None else {"", verdict.imitates.brand.id}
    about = [e for e in verdict.evidence if e.brand_id in wanted] or list(verdict.evidence)
    strongest: dict[str, Evidence] = {}
    for item in about:
        strongest.setdefault(item.family, item)
    told = list(strongest.values())
    return [e for e in told if e.strength > 0 or e.family is Family.LISTING] or told[:1]


def sentence(verdict: Verdict, evidence: Evidence, catalogue: Catalogue) -> str:
    """What one finding says, in the catalogue's language."""
    params: dict[str, object] = {
        "raw": verdict.raw,
        "brand": evidence.brand_name or brand_name(verdict, evidence.brand_id),
        "official": official_text(verdict.imitates),
    }
    params.update({name: value for name, value in evidence.details.items() if value != ""})
    return catalogue.say("evidence", evidence.code, **params)


def brand_name(verdict: Verdict, brand_id: str) -> str:
    """The name of a brand that the verdict mentions; its id when the verdict has no name for it."""
    refs: list[BrandRef] = [ref for ref in (verdict.brand,) if ref is not None]
    if verdict.imitates is not None:
        refs.insert(0, verdict.imitates.brand)
    if not brand_id:
        return refs[0].name if refs else ""
    return next((ref.name for ref in refs if ref.id == brand_id), brand_id)


def official_text(imitated: Imitated | None) -> str:
    """The official counterpart as people write it: ``metamask.io``, ``x:@MetaMask``, ``95588``."""
    if imitated is None or not imitated.value:
        return ""
    return contact_text(imitated.kind, imitated.value)


def contact_text(kind: str, value: str) -> str:
    """A listed contact as people write it, its platform in front when it has one."""
    if kind in _NAMED or value.startswith("+"):
        return value
    if kind.endswith(("_package", "_id")):
        return f"{kind}:{value}"
    return f"{kind}:@{value}"


def _what(verdict: Verdict) -> str:
    """Message code of the first sentence."""
    codes = {evidence.code for evidence in verdict.evidence}
    listed = any(code.startswith("listing_") for code in codes)
    owner, imitated = verdict.brand, verdict.imitates
    status = verdict.status
    if status is Status.OFFICIAL:
        return f"official_{verdict.assurance.level if verdict.assurance else 'own'}"
    if status is Status.UNKNOWN and listed:
        return "unknown_listed"
    if status is Status.UNKNOWN:
        return "unknown_weak" if any(e.strength > 0 for e in verdict.evidence) else "unknown"
    if status is Status.SUSPICIOUS:
        return "suspicious" if imitated is not None else "suspicious_nobody"
    if status is Status.IMPERSONATION and owner is not None and imitated is not None:
        if owner.id != imitated.brand.id:
            return "impersonation_other"
        return "impersonation_former" if listed else "impersonation_carrier"
    return status.value


def _next(verdict: Verdict) -> str:
    """Message code of the last sentence."""
    kind = verdict.contact.kind if verdict.contact is not None else ""
    if verdict.status is Status.OFFICIAL and kind in ("phone", "email"):
        return f"official_next_{kind}"
    if verdict.status is Status.INVALID and verdict.problem == "placeholder":
        return "invalid_next_placeholder"
    if verdict.status is Status.SUSPICIOUS and not official_text(verdict.imitates):
        return "suspicious_next_nobody"
    return f"{verdict.status.value}_next"


def _params(verdict: Verdict) -> dict[str, object]:
    assurance = verdict.assurance
    return {
        "brand": brand_name(verdict, ""),
        "owner": verdict.brand.name if verdict.brand is not None else "",
        "official": official_text(verdict.imitates),
        "date": assurance.verified_on if assurance is not None else "",
        "review_by": assurance.review_by if assurance is not None else "",
    }
