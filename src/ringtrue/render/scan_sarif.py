"""Scan reports as SARIF 2.1.0 (OASIS), for code hosts and editors.

A rule is a status of contacts, a category of requests or a finding about the whole. Regions are
lines and columns of the file as it was given when that is a text; for pages, mails and pictures
only the file is named, because the scanned text is not the file.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ringtrue.messages.catalogue import Catalogue
from ringtrue.messages.shown import shown
from ringtrue.model import Status
from ringtrue.render import scan_parts as parts
from ringtrue.render.listed import unlisted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ringtrue.scanning.report import ScannedContact, ScanReport

_SEVERITIES = {
    "critical": "9.0",
    "high": "7.5",
    "medium": "5.0",
    "low": "2.0",
    Status.IMPERSONATION: "8.0",
    Status.SUSPICIOUS: "5.0",
    "unlisted": "4.0",
}
"""Severities as code hosts sort them: critical from 9.0, high from 7.0, medium from 4.0 (GitHub,
"SARIF support for code scanning", property ``security-severity``)."""
_HOME = "https://github.com/OWNER/ringtrue"
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
    kinds: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """One SARIF log of many reports: ``(name of the file, scanned text, report)``; files that were
    not read, ``(name, why)``, are notifications of the run (section 3.20.21). Contacts of `kinds`
    that are not on the list are errors (`ringtrue.render.listed`)."""
    say = Catalogue.load(lang)
    rules: dict[str, dict[str, Any]] = {}
    results = []
    for name, text, report in reports:
        lines = parts.Lines(text)
        where = _Where(name, lines, text if report.form == "text" else None)
        missing = unlisted(report, kinds) if kinds else []
        results += _results(report, where, rules, say, missing)
    _fingerprint(results)
    driver = {
        "name": "ringtrue",
        "informationUri": _HOME,
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
    report: ScanReport,
    where: _Where,
    rules: dict[str, dict[str, Any]],
    say: Catalogue,
    missing: list[ScannedContact],
) -> list[dict[str, Any]]:
    results = []
    for contact in report.contacts:
        status = contact.verdict.status
        if status is Status.OFFICIAL:
            continue
        said = " ".join(parts.why(contact.verdict, say))
        message = f"{shown(contact.raw)}: {said or say.say('status', status.value)}"
        place = where.place(contact.start, contact.end)
        if contact in missing and not contact.verdict.is_alarm:
            rule = _rule(rules, "contact/unlisted", say.say("status", "unknown"), "unlisted")
            results.append(_result(rule, "error", message, place))
            continue
        rule = _rule(rules, f"contact/{status.value}", say.say("status", status.value), status)
        results.append(_result(rule, _LEVELS[status], message, place))
    for flag in report.red_flags:
        advice = say.say("redflag", flag.category)
        rule = _rule(rules, f"request/{flag.category}", advice, flag.severity)
        message = f"“{shown(flag.quote, parts.QUOTE)}”: {advice}"
        results.append(
            _result(rule, _LEVELS[flag.severity], message, where.place(flag.start, flag.end))
        )
    for finding, message in zip(report.findings, _each_finding(report, say), strict=True):
        rule = _rule(rules, f"finding/{finding.code}", message, finding.severity)
        place = where.place(finding.start, finding.end)
        results.append(_result(rule, _LEVELS[finding.severity], message, place))
    return results


def _each_finding(report: ScanReport, say: Catalogue) -> list[str]:
    from ringtrue.records import replace

    return [
        " ".join(parts.finding_texts(replace(report, findings=(finding,)), say))
        for finding in report.findings
    ]


def _rule(rules: dict[str, dict[str, Any]], code: str, text: str, severity: str) -> str:
    """Names a rule (section 3.49) the first time that it is needed; its help says where more is."""
    if code not in rules:
        page = f"{_HOME}/blob/main/docs/answers.md"
        rules[code] = {
            "id": code,
            "shortDescription": {"text": text},
            "helpUri": page,
            "help": {"text": f"{text} {page}", "markdown": f"{text} [docs/answers.md]({page})"},
            "properties": {"tags": ["security"]},
        }
        if severity in _SEVERITIES:
            rules[code]["properties"]["security-severity"] = _SEVERITIES[severity]
    return code


def _fingerprint(results: list[dict[str, Any]]) -> None:
    """Tells results apart, and the same one in the next run, whatever lines are put before it
    (section 3.27.17): by file, rule and message, and the how-manieth of these it is."""
    seen: dict[str, int] = {}
    for result in results:
        file = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        told = "\n".join((file, result["ruleId"], result["message"]["text"]))
        seen[told] = seen.get(told, 0) + 1
        digest = sha256(f"{told}\n{seen[told]}".encode()).hexdigest()[:32]
        result["partialFingerprints"] = {"ringtrue/v1": digest}


def _result(rule: str, level: str, message: str, place: dict[str, Any]) -> dict[str, Any]:
    return {
        "ruleId": rule,
        "level": level,
        "message": {"text": message},
        "locations": [place],
    }
