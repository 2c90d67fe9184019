"""What to do now: the steps that a report calls for, and who listens in the reader's country."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from ringtrue import data
from ringtrue.messages.catalogue import Catalogue
from ringtrue.model import Status
from ringtrue.records import record

if TYPE_CHECKING:
    from ringtrue.scanning.report import ScanReport

# The category of a request or finding -> the step for whoever has already complied.
_AFTER = {
    "secret": "shared_phrase",
    "wallet-ruse": "shared_phrase",
    "secret_form": "shared_phrase",
    "otp": "shared_code",
    "remote-access": "let_in",
    "payment-demand": "paid",
    "recovery-scam": "paid",
    "refund": "paid",
    "identity": "shared_identity",
    "download": "let_in",
}
_WEIGHTY = ("critical", "high")


@record
class Hotline:
    """A line that listens to victims; `source` says where it was read."""

    code: str
    """What it is called in the section ``hotline`` of a language."""
    country: str
    how: str
    """``phone``, ``sms`` or ``web``."""
    value: str
    purpose: str
    """``police``, ``bank`` or ``report``."""
    source: str
    date: str

    def name(self, lang: str) -> str:
        """The name in a language."""
        return Catalogue.load(lang).say("hotline", self.code)


@cache
def _table() -> tuple[Hotline, ...]:
    return tuple(Hotline(*row[:-1]) for row in data.table("hotlines.tsv"))


def hotlines(region: str | None, lang: str = "en") -> Sequence[Hotline]:
    """The lines of a country; without one, of those that the language names, in their order."""
    named = region.upper() if region else Catalogue.load(lang).template("language", "countries")
    wanted = named.split()
    return [line for country in wanted for line in _table() if line.country == country]


def next_steps(report: ScanReport, region: str | None = None) -> list[str]:
    """Message codes ``step.<code>``, in the order of doing; empty for a text that says nothing.
    ``no_line`` is for a reader in a `region` of which no line that listens is known."""
    if report.status not in (Status.IMPERSONATION, Status.SUSPICIOUS):
        if report.status is Status.OFFICIAL:
            return ["official"]
        spoken = any(claim.strength == "speaks_for" for claim in report.claims)
        return ["unknown"] if report.contacts or report.red_flags or spoken else []
    steps = ["stop"]
    if any(c.verdict.imitates is not None for c in report.contacts):
        steps.append("use_official")
    categories = [f.category for f in report.red_flags if f.severity in _WEIGHTY]
    categories += [f.code for f in report.findings if f.severity in _WEIGHTY]
    after = dict.fromkeys(_AFTER[c] for c in categories if c in _AFTER)
    after.setdefault("paid")
    unheard = ["no_line"] if region and not hotlines(region) else []
    return [*steps, *after, "report", *unheard]
