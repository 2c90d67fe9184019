"""Scan reports as JSON, schema version 1 (``ringtrue schema scan``, `data/schema_scan_v1.json`).

Fields may be added within a version; none changes its meaning or goes away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ringtrue.messages.catalogue import Catalogue
from ringtrue.messages.next_steps import next_steps
from ringtrue.render import scan_parts as parts
from ringtrue.render.answer import brand_dict

if TYPE_CHECKING:
    from ringtrue.render.shapes import FlagDict, ReportDict
    from ringtrue.scanning.redflags import RedFlag
    from ringtrue.scanning.report import ScanReport

SCHEMA: Literal[1] = 1


def report_dict(report: ScanReport, lang: str = "en", region: str | None = None) -> ReportDict:
    """A report as plain JSON values. Spans are offsets in the scanned text, end not included."""
    say = Catalogue.load(lang)
    return {
        "schema": SCHEMA,
        "status": report.status.value,
        "score": round(report.score, 4),
        "form": report.form,
        "address": report.address.to_dict(lang) if report.address is not None else None,
        "contacts": [
            {
                "start": c.start,
                "end": c.end,
                "raw": c.raw,
                "kind": c.kind,
                "role": c.role,
                "claim": c.claim,
                "count": c.count,
                "places": [list(place) for place in c.places],
                "box": list(c.box) if c.box is not None else None,
                "unsure": c.unsure,
                "readings": list(c.readings),
                "verdict": c.verdict.to_dict(lang),
            }
            for c in report.contacts
        ],
        "claims": [
            {
                "brand": {"id": c.brand_id, "name": c.brand},
                "strength": c.strength,
                "how": c.how,
                "start": c.start,
                "end": c.end,
                "text": c.text,
                "mentions": c.mentions,
            }
            for c in report.claims
        ],
        "findings": [
            {
                "code": f.code,
                "severity": f.severity,
                "start": f.start,
                "end": f.end,
                "details": dict(f.details),
            }
            for f in report.findings
        ],
        "red_flags": [_flag(flag, say) for flag in report.red_flags],
        "warnings": [_flag(flag, say) for flag in report.warnings],
        "official": [brand_dict(about, lang) for about in report.official],
        "next_steps": next_steps(report, region),
        "advice": parts.step_texts(report, say, region),
        "hotlines": [
            {
                "country": line.country,
                "how": line.how,
                "value": line.value,
                "name": line.name(lang),
                "for": line.purpose,
                "source": line.source,
                "date": line.date,
            }
            for line in parts.helplines(report, region, lang)
        ],
        "notes": [
            {"code": n.code, "details": dict(n.details), "text": text}
            for n, text in zip(report.notes, parts.note_texts(report, say), strict=True)
        ],
        "directory_version": report.directory_version,
    }


def _flag(flag: RedFlag, say: Catalogue) -> FlagDict:
    return {
        "id": flag.id,
        "category": flag.category,
        "severity": flag.severity,
        "start": flag.start,
        "end": flag.end,
        "quote": flag.quote,
        "text": say.say("redflag", flag.category),
    }
