"""What every rendering of a scan report shows: groups of contacts, sentences, steps, lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ringtrue.kinds.facets import DomainName
from ringtrue.messages.names import country
from ringtrue.messages.next_steps import Hotline, hotlines, next_steps
from ringtrue.messages.shown import shown
from ringtrue.model import Status
from ringtrue.records import record
from ringtrue.render.answer import contact_of
from ringtrue.render.text import reasons

if TYPE_CHECKING:
    from ringtrue.judging.verdict import Verdict
    from ringtrue.messages.catalogue import Catalogue
    from ringtrue.scanning.redflags import RedFlag
    from ringtrue.scanning.report import ScannedContact, ScanReport

QUOTE = 80
"""Characters of a quotation that are shown."""
WORST_FIRST = (
    Status.IMPERSONATION,
    Status.SUSPICIOUS,
    Status.UNKNOWN,
    Status.INVALID,
    Status.OFFICIAL,
)
SAME_HOST = 3
"""Contacts of one status at one host that are shown one by one."""


@record
class Group:
    """Contacts of one status."""

    status: Status
    contacts: tuple[ScannedContact, ...]
    """In the order of the text."""
    folded: tuple[tuple[str, int], ...]
    """``(host, how many more)``."""

    @property
    def count(self) -> int:
        """All contacts of the group."""
        return len(self.contacts) + sum(more for _, more in self.folded)


def groups(report: ScanReport) -> list[Group]:
    """The contacts by status, worst first; many at one host are folded."""
    made = []
    for status in WORST_FIRST:
        kept: list[ScannedContact] = []
        seen: dict[str, int] = {}
        for contact in report.contacts:
            if contact.verdict.status is not status:
                continue
            host = _host(contact)
            if host:
                seen[host] = seen.get(host, 0) + 1
            if not host or seen[host] <= SAME_HOST:
                kept.append(contact)
        if kept:
            folded = tuple((h, n - SAME_HOST) for h, n in seen.items() if n > SAME_HOST)
            made.append(Group(status, tuple(kept), folded))
    return made


def _host(contact: ScannedContact) -> str:
    point = contact.verdict.contact
    if point is None or point.kind == "email":
        return ""
    return next((f.registrable for f in point.facets if isinstance(f, DomainName)), "")


def own_contacts(report: ScanReport, say: Catalogue) -> list[str]:
    """The own contacts of the brands that the text is about, a line a brand."""
    lines = []
    for about in report.official:
        by_role = {offer.role: offer for offer in reversed(about.offers)}
        best = [offer for offer in about.offers if by_role[offer.role] is offer]
        if best:
            told = ", ".join(contact_of(offer, say) for offer in best)
            lines.append(f"{shown(about.brand.called(say.lang))}: {told}")
    return lines


def why(verdict: Verdict, say: Catalogue) -> list[str]:
    """The two most telling reasons; what the status says only when nothing else does."""
    said = reasons(verdict, say)
    return said[1:3] or said


def requests(flags: Iterable[RedFlag], say: Catalogue) -> list[tuple[RedFlag, str]]:
    """One flag a category, worst first, with its advice."""
    by_category: dict[str, tuple[RedFlag, str]] = {}
    for flag in flags:
        if flag.category not in by_category:
            by_category[flag.category] = (flag, say.say("redflag", flag.category))
    return list(by_category.values())


def finding_texts(report: ScanReport, say: Catalogue) -> list[str]:
    """A sentence for each finding about the whole."""
    said = []
    for finding in report.findings:
        details: dict[str, object] = dict(finding.details)
        if "asks" in details:
            details["asks"] = say.say("secret", str(details["asks"]))
        said.append(say.say("finding", finding.code, **details))
    return list(dict.fromkeys(said))


def note_texts(report: ScanReport, say: Catalogue) -> list[str]:
    """A sentence for each note: what was not read."""
    return [say.say("scan_note", note.code, **note.details) for note in report.notes]


def spoken_for(report: ScanReport) -> list[str]:
    """Names of the brands that the text speaks for."""
    return [shown(c.brand) for c in report.claims if c.strength == "speaks_for"]


def step_texts(report: ScanReport, say: Catalogue, region: str | None) -> list[str]:
    """What to do now, in the order of doing, for a reader in `region`."""
    there = country(region or "", say.lang)
    return [say.say("step", code, country=there) for code in next_steps(report, region)]


def helplines(report: ScanReport, region: str | None, lang: str) -> list[Hotline]:
    """Lines that listen, when the report calls for them."""
    if report.status not in (Status.IMPERSONATION, Status.SUSPICIOUS):
        return []
    return list(hotlines(region, lang))


class Lines:
    """Line and column, both from 1, of an offset in a text."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def place(self, offset: int) -> tuple[int, int]:
        """``(line, column)`` of the character at `offset`."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
