"""What the web page asks, and what is found. Nothing of a server: the static page has it too."""

from __future__ import annotations

import re
from typing import NamedTuple

from ringtrue.checking import Checker
from ringtrue.judging.verdict import Verdict
from ringtrue.messages.catalogue import FALLBACK
from ringtrue.model import Status
from ringtrue.scanning import ScanReport, scan_text
from ringtrue.server.page_html import MOST_CONTACTS

_ONE = 200
"""Characters up to which a line may be one contact, rather than a text with contacts."""


class Form(NamedTuple):
    """What the page asks."""

    q: str = ""
    claims: str = ""
    region: str = ""
    lang: str = FALLBACK
    part: bool = False


def judge(form: Form, checker: Checker) -> Verdict | ScanReport:
    """One contact is checked, a question answered; a text that holds contacts is scanned."""
    text, region = form.q.strip(), form.region or None
    claims = claim(form, checker)
    one = len(text) <= _ONE and "\n" not in text
    verdict = checker.check(text, None, claims, region) if one else None
    if verdict is not None:
        if verdict.answer is not None:
            # What asks the reader for something is no question of the reader's.
            report = scan_text(text, checker, region=region)
            return report if report.red_flags else verdict
        read = verdict.status is not Status.INVALID or verdict.problem == "placeholder"
        if read and (claims or not re.search(r"\s", text) or _alone(text)):
            return verdict
    report = scan_text(text, checker, region=region, max_contacts=MOST_CONTACTS * 4)
    found = report.contacts
    if verdict is None or (found and len(found[0].raw) < len(text)) or report.red_flags:
        return report
    return verdict


def claim(form: Form, checker: Checker) -> str | None:
    """The brand that is claimed, when it is listed."""
    if form.claims and checker.directory.brand_for(form.claims) is not None:
        return form.claims
    return None


def _alone(text: str) -> bool:
    """Whether white space stands inside one contact: a number's, a mail's with its name."""
    return bool(re.fullmatch(r"[+()\d\s.\-]{3,40}|[^<>]{1,150}<[^<>\s]{3,}>", text))
