"""Answers as JSON, schema version 1: a format of its own, not a dump of our dataclasses.

A verdict is one object::

    schema             1
    status             official | impersonation | suspicious | unknown | invalid
    score              0..1, four decimals
    kind               kind of contact, null when invalid
    raw                the string as it was given
    canonical          its normal form, null when invalid
    brand              {id, name} of the list that holds it, or null
    imitates           {brand: {id, name}, kind, value} or null; kind and value null when the
                       brand lists nothing that can be shown instead
    evidence           [{code, family, strength, details}], strongest first
    assurance          {level, tier, verified_on, review_by, sources, stale} or null; tier: vouches,
                       or register where one curated list alone says so
    problem            {code, details} when invalid, else null
    readings           other contacts the same string could mean, as kind:canonical
    answer             only where a question was asked instead: what the list says (`render.answer`)
    advice             one to three sentences in the language that was asked for
    directory_version  which directory answered

Fields may be added within a version; none changes its meaning or goes away.
"""

from __future__ import annotations

from collections.abc import Mapping

from ringtrue.messages.advice import advice
from ringtrue.model import Assurance, BrandRef, Details, Evidence, Imitated

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from typing import Any, Literal

    from ringtrue.judging.verdict import Verdict
    from ringtrue.render.shapes import (
        AssuranceDict,
        BrandDict,
        EvidenceDict,
        OfficialDict,
        VerdictDict,
    )

SCHEMA: Literal[1] = 1


def verdict_dict(verdict: Verdict, lang: str = "en") -> VerdictDict:
    """A verdict as plain JSON values."""
    contact, evidence = verdict.contact, verdict.evidence
    told: VerdictDict = {
        "schema": SCHEMA,
        "status": verdict.status._value_,  # `value`, without the way through a property
        "score": round(verdict.score, 4),
        "kind": contact.kind if contact is not None else None,
        "raw": verdict.raw,
        "canonical": contact.canonical if contact is not None else None,
        "brand": _brand(verdict.brand) if verdict.brand is not None else None,
        "imitates": _imitates(verdict.imitates),
        "evidence": [_evidence(item) for item in evidence] if evidence else [],
        "assurance": _assurance(verdict.assurance),
        "problem": (
            {"code": verdict.problem, "details": _details(verdict.problem_details)}
            if verdict.problem
            else None
        ),
        "readings": list(contact.readings) if contact is not None else [],
        "advice": advice(verdict, lang),
        "directory_version": verdict.directory_version,
    }
    if verdict.answer is not None:
        told["answer"] = verdict.answer.to_dict(lang)
    return told


def dumps(value: Mapping[str, Any], *, ascii_only: bool = False) -> str:
    r"""One line of JSON that any terminal, log and parser takes as one line.

    Chinese stays readable; everything unprintable is escaped, also where JSON would allow it:
    bidirectional overrides, C1 controls, U+2028 and lone surrogates (which UTF-8 cannot carry).
    `ascii_only` escapes everything else too, for streams that are not UTF-8.

    >>> dumps({"raw": "钱包\u202e\ud800"})
    '{"raw": "钱包\\u202e\\ud800"}'
    """
    import json

    text = json.dumps(value, ensure_ascii=ascii_only, allow_nan=False)
    if text.isprintable():
        return text  # the everyday case
    # Unprintable characters occur inside strings only, where JSON reads \u escapes.
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)


def _brand(ref: BrandRef) -> BrandDict:
    return {"id": ref.id, "name": ref.name}


def _imitates(imitated: Imitated | None) -> OfficialDict | None:
    if imitated is None:
        return None
    return {
        "brand": _brand(imitated.brand),
        "kind": imitated.kind or None,
        "value": imitated.value or None,
    }


def _evidence(item: Evidence) -> EvidenceDict:
    return {
        "code": item.code,
        "family": item.family._value_,
        "strength": round(item.strength, 4),
        "details": _details(item.details),
    }


def _details(details: Details) -> dict[str, Any]:
    return {k: list(v) if isinstance(v, tuple) else v for k, v in details.items()}


def _assurance(assurance: Assurance | None) -> AssuranceDict | None:
    if assurance is None:
        return None
    return {
        "level": assurance.level,
        "tier": assurance.tier,
        "verified_on": assurance.verified_on,
        "review_by": assurance.review_by,
        "sources": list(assurance.sources),
        "stale": assurance.stale,
    }
