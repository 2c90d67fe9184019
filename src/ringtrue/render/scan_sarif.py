"""Scan reports as SARIF 2.1.0 (OASIS), for code hosts and editors.

A rule is a status of contacts, a category of requests or a finding about the whole. Regions are
lines and columns of the file as it was given when that is a text; for pages, mails and pictures
only the file is named, because the scanned text is not the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ringtrue.messages.catalogue import Catalogue
from ringtrue.messages.shown import shown
from ringtrue.model import Status
from ringtrue.render import scan_parts as parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ringtrue.scanning.report import ScanReport

_LEVELS = {
    "critical": "error",
    "high": "warning",
    "medium": "note",
    "low": "note",
    Status.IMPERSONATION: "error",
    Status.SUSPICIOUS: "warning",
    Status.UNKNOWN: "note",
    Status.INVALID: "note",
}
_URI = "https://json.schemastore.org/sarif-2.1.0.json"


def report_sarif(
    reports: Iterable[tuple[str, str, ScanReport]],
    lang: str = "en",
    *,
    version: str = "",
    unread: Iterable[tuple[str, str]] = (),
) -> dict[str, Any]:
    """One SARIF log of many reports: ``(name of the file, scanned text, report)``; files that were
    not read, ``(name, why)``, are notifications of the run (section 3.20.21)."""
    say = Catalogue.load(lang)
    rules: dict[str, dict[str, Any]] = {}
    results = []
    for name, text, report in reports:
        lines = parts.Lines(text)
        where = _Where(name, lines, text if report.form == "text" else None)
        results += _results(report, where, rules, say)
    driver = {
        "name": "ringtrue",
        "version": version,
        "rules": list(rules.values()),
    }
    if not version:
        del driver["version"]
    run: dict[str, Any] = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints"}
    notifications = [
        {
            "level": "warning",
            "message": {"text": shown(why)},
            "locations": [_Where(name, parts.Lines(""), None).place(0, 0)],
        }
        for name, why in unread
    ]
    if notifications:
        run["invocations"] = [
            {"executionSuccessful": True, "toolExecutionNotifications": notifications}
        ]
    run["results"] = results
    return {"$schema": _URI, "version": "2.1.0", "runs": [run]}


class _Where:
    """Places of one file."""

    def __init__(self, name: str, lines: parts.Lines, text: str | None) -> None:
        self._name, self._lines, self._text = name, lines, text

    def place(self, start: int, end: int) -> dict[str, Any]:
        from urllib.parse import quote

        artifact = {"uri": quote(self._name.replace("\\", "/"), safe="/:")}
        physical: dict[str, Any] = {"artifactLocation": artifact}
        if self._text is not None and end > start:
            line, column = self._lines.place(start)
            last, last_column = self._lines.place(end)
            physical["region"] = {
                "startLine": line,
                "startColumn": column,
                "endLine": last,
                "endColumn": last_column,
            }
        return {"physicalLocation": physical}


def _results(
    report: ScanReport, where: _Where, rules: dict[str, dict[str, Any]], say: Catalogue
) -> list[dict[str, Any]]:
    results = []
    for contact in report.contacts:
        status = contact.verdict.status
        if status is Status.OFFICIAL:
            continue
        said = " ".join(parts.why(contact.verdict, say))
        message = f"{shown(contact.raw)}: {said or say.say('status', status.value)}"
        rule = _rule(rules, f"contact/{status.value}", say.say("status", status.value))
        results.append(
            _result(rule, _LEVELS[status], message, where.place(contact.start, contact.end))
        )
    for flag in report.red_flags:
        advice = say.say("redflag", flag.category)
        rule = _rule(rules, f"request/{flag.category}", advice)
        message = f"“{shown(flag.quote, parts.QUOTE)}”: {advice}"
        results.append(
            _result(rule, _LEVELS[flag.severity], message, where.place(flag.start, flag.end))
        )
    for finding, message in zip(report.findings, _each_finding(report, say), strict=True):
        rule = _rule(rules, f"finding/{finding.code}", message)
        place = where.place(finding.start, finding.end)
        results.append(_result(rule, _LEVELS[finding.severity], message, place))
    return results


def _each_finding(report: ScanReport, say: Catalogue) -> list[str]:
    from ringtrue.records import replace

    return [
        " ".join(parts.finding_texts(replace(report, findings=(finding,)), say))
        for finding in report.findings
    ]


def _rule(rules: dict[str, dict[str, Any]], code: str, text: str) -> str:
    rules.setdefault(code, {"id": code, "shortDescription": {"text": text}})
    return code


def _result(rule: str, level: str, message: str, place: dict[str, Any]) -> dict[str, Any]:
    return {
        "ruleId": rule,
        "level": level,
        "message": {"text": message},
        "locations": [place],
    }
