"""From a verdict to sentences for a person: what it is, why, and what to do next.

The order of preference for "why" is the order of the evidence: the strongest finding speaks.
Wording follows the browsers' studies of warnings: say what and name the target, stay calm,
one next step, never blame, and never say that something is safe.
"""

from __future__ import annotations

from functools import lru_cache

from ringtrue.messages.catalogue import Catalogue
from ringtrue.messages.names import named, written
from ringtrue.messages.shown import shown
from ringtrue.model import Evidence, Family, Imitated, Status, called

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.judging.verdict import Verdict

_WEB = ("domain", "host", "url")
_NAMED = (*_WEB, "email", "phone", "wallet", "sms_sender")


_CODED = frozenset({"channel", "listed", "platform", "region", "readings", "unsure"})
"""Parameters that hold codes: of countries, of ways to reach somebody, of accounts."""
_KEPT = 4096
"""Sentences that are kept: what a contact is and what to do depend on the list, not on the
contact's own words, so a few serve all that is ever asked."""


def advice(verdict: Verdict, lang: str) -> list[str]:
    """One to three sentences: what, why (the strongest evidence), what next."""
    if verdict.answer is not None:
        said: list[str] = verdict.answer.to_dict(lang)["advice"]
        return said
    catalogue = Catalogue.load(lang)
    params = _params(verdict, catalogue)
    first = _said(catalogue, _what(verdict), *params)
    last = _said(catalogue, _next(verdict), *params)
    reason = why(verdict, catalogue)
    return [text for text in (first, reason, last) if text]


def what(verdict: Verdict, catalogue: Catalogue) -> str:
    """What it is, in one sentence."""
    return _said(catalogue, _what(verdict), *_params(verdict, catalogue))


def next_step(verdict: Verdict, catalogue: Catalogue) -> str:
    """The one thing to do, in one sentence."""
    return _said(catalogue, _next(verdict), *_params(verdict, catalogue))


def why(verdict: Verdict, catalogue: Catalogue) -> str:
    """The reason in one sentence; empty when there is nothing to add."""
    status = verdict.status
    if status is Status.INVALID:
        return catalogue.say("problem", verdict.problem, **verdict.problem_details)
    if status is Status.OFFICIAL:
        if verdict.assurance is not None and verdict.assurance.stale:
            return _said(catalogue, "official_stale", *_params(verdict, catalogue))
        for found in verdict.evidence:
            if found.code == "platform_unnamed":
                return sentence(verdict, found, catalogue)
        return ""
    if not verdict.evidence:
        return ""
    shown = findings(verdict)
    # Listed, but not here: that says more than that it is not on the list.
    shown.sort(key=lambda evidence: evidence.code != "listing_other_region")
    return sentence(verdict, shown[0], catalogue)


def findings(verdict: Verdict) -> list[Evidence]:
    """The evidence that is worded, strongest first: one a family (the others show the same fact
    again), and of several brands only what points at the one that is imitated. How it is listed
    is worded even where it counts for nothing."""
    if len(verdict.evidence) < 2:
        return list(verdict.evidence)
    wanted = {""} if verdict.imitates is None else {"", verdict.imitates.brand.id}
    about = [e for e in verdict.evidence if e.brand_id in wanted] or list(verdict.evidence)
    strongest: dict[str, Evidence] = {}
    for item in about:
        strongest.setdefault(item.family, item)
    found = list(strongest.values())
    return [e for e in found if e.strength > 0 or e.family is Family.LISTING] or found[:1]


def sentence(verdict: Verdict, evidence: Evidence, catalogue: Catalogue) -> str:
    """What one finding says, in the catalogue's language."""
    params: dict[str, object] = {
        "raw": verdict.raw,
        "brand": called(evidence.brand_names, catalogue.lang)
        or evidence.brand_name
        or brand_name(verdict, evidence.brand_id, catalogue.lang),
        "official": _official(verdict.imitates, catalogue),
    }
    details = evidence.details
    if "" in details.values():
        details = {name: value for name, value in details.items() if value != ""}
    params.update(details)
    for name in _CODED.intersection(details):
        params[name] = named(str(details[name]), catalogue.lang)
    if not catalogue.template("evidence", evidence.code) and "says" in evidence.details:
        return shown(str(evidence.details["says"]))  # a detector of the application's own
    return catalogue.fill("evidence", evidence.code, params)


def brand_name(verdict: Verdict, brand_id: str, lang: str) -> str:
    """The name, in a language, of a brand that the verdict mentions; its id when the verdict has no
    name for it."""
    owner = verdict.brand
    imitated = verdict.imitates.brand if verdict.imitates is not None else None
    if not brand_id:
        first = imitated or owner
        return first.called(lang) if first is not None else ""
    for ref in (imitated, owner):
        if ref is not None and ref.id == brand_id:
            return ref.called(lang)
    return brand_id


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


@lru_cache(_KEPT)
def _said(
    catalogue: Catalogue,
    code: str,
    brand: str,
    owner: str,
    official: str,
    date: str,
    review_by: str,
) -> str:
    return catalogue.say(
        "advice",
        code,
        brand=brand,
        owner=owner,
        official=official,
        date=date,
        review_by=review_by,
    )


def _what(verdict: Verdict) -> str:
    """Message code of the first sentence."""
    status, evidence = verdict.status, verdict.evidence
    if status is Status.OFFICIAL:
        return f"official_{verdict.assurance.level if verdict.assurance else 'own'}"
    if status is Status.UNKNOWN and not evidence:
        return "unknown"
    if status is Status.UNKNOWN:
        if any(item.code == "listing_region_unsaid" for item in evidence):
            return "unknown_nowhere"
        if _listed(verdict):
            return "unknown_listed"
        if verdict.brand is not None:
            return "unknown_unnamed"  # only a name without its platform has an owner here
        return "unknown_weak" if any(item.strength > 0 for item in evidence) else "unknown"
    owner, imitated = verdict.brand, verdict.imitates
    if status is Status.SUSPICIOUS:
        return "suspicious" if imitated is not None else "suspicious_nobody"
    if status is Status.IMPERSONATION and owner is not None and imitated is not None:
        if owner.id != imitated.brand.id:
            return "impersonation_other"
        return "impersonation_former" if _listed(verdict) else "impersonation_carrier"
    return status._value_  # what `value` gives, without the way through a property


def _listed(verdict: Verdict) -> bool:
    return any(item.code.startswith("listing_") for item in verdict.evidence)


def _next(verdict: Verdict) -> str:
    """Message code of the last sentence."""
    status = verdict.status
    if status is Status.OFFICIAL and verdict.contact is not None:
        kind = verdict.contact.kind
        if kind in ("phone", "email"):
            return f"official_next_{kind}"
    if status is Status.INVALID and verdict.problem == "placeholder":
        return "invalid_next_placeholder"
    if status is Status.SUSPICIOUS and not official_text(verdict.imitates):
        return "suspicious_next_nobody"
    return f"{status}_next"


def _official(imitated: Imitated | None, catalogue: Catalogue) -> str:
    """The official counterpart in a sentence: ``@MetaMask (X)``."""
    if imitated is None or not imitated.value:
        return ""
    return written(imitated.kind, imitated.value, catalogue.lang)


def _params(verdict: Verdict, catalogue: Catalogue) -> tuple[str, str, str, str, str]:
    """brand, owner, official, date and review_by, as the sentences name them."""
    owner, imitated, assurance = verdict.brand, verdict.imitates, verdict.assurance
    if owner is None and imitated is None and assurance is None:
        return _NOBODY  # most contacts
    return (
        brand_name(verdict, "", catalogue.lang),
        owner.called(catalogue.lang) if owner is not None else "",
        _official(imitated, catalogue),
        assurance.verified_on if assurance is not None else "",
        assurance.review_by if assurance is not None else "",
    )


_NOBODY = ("", "", "", "", "")
