"""What a page or mail as a whole does wrong, beyond its single contacts.

``page_claim``      it speaks for a brand, at an address that the brand does not list
``link_mismatch``   a link shows one address and leads to another
``reply_elsewhere`` answers to a mail go to another domain than its sender's
``auth_failed``     the receiver's server says that the sender is not who the mail says
``secret_form``     a form asks for a recovery phrase, a card or a password
``never_asked``     it asks for what the brand in whose name it speaks says it never asks for
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from ringtrue import data
from ringtrue.judging.verdict import Verdict
from ringtrue.kinds.facets import DomainName
from ringtrue.model import Brand, ContactPoint, Status
from ringtrue.records import made, record
from ringtrue.scanning.claims import DOMINANT_MENTIONS, DOMINANT_SHARE, ScannedClaim
from ringtrue.scanning.document import Document, Link
from ringtrue.scanning.redflags import RedFlag, Severity

CODES = (
    "page_claim", "link_mismatch", "reply_elsewhere", "auth_failed", "secret_form", "never_asked",
)  # fmt: skip
MAX_MISMATCHES = 100


@record
class Finding:
    """A finding about the whole."""

    code: str
    """One of `CODES`; message ``finding.<code>``."""
    severity: Severity
    start: int
    end: int
    """Span in the text."""
    details: Mapping[str, str] = made(default_factory=dict)
    """Parameters of the message."""


def page_claims(address: Verdict, claims: Sequence[ScannedClaim]) -> list[Finding]:
    """Brands that a page speaks for without being on their lists.

    High when the title names the brand, or the text is all about it, and words such as "official
    support" stand beside the name; medium on less, and when another brand lists the address.
    """
    host = host_of(address.contact)
    if not host:
        return []
    found = []
    total = sum(claim.mentions for claim in claims)
    for claim in claims:
        about = claim.how in ("title", "dominant") or _is_about(claim, total)
        owner = address.brand is not None and address.brand.id == claim.brand_id
        if claim.strength != "speaks_for" or owner:
            continue
        plain = address.status is not Status.OFFICIAL and claim.cued
        severity: Severity = "high" if plain and about else "medium"
        details = {"brand": claim.brand, "host": host}
        found.append(Finding("page_claim", severity, claim.start, claim.end, details))
    return found


def _is_about(claim: ScannedClaim, total: int) -> bool:
    """The text talks of hardly any other brand."""
    return claim.mentions >= DOMINANT_MENTIONS and claim.mentions > DOMINANT_SHARE * total


def link_mismatches(
    document: Document, judged: Sequence[tuple[int, int, Verdict]]
) -> list[Finding]:
    """Links whose words are an address of their own, and another one than the target.

    `judged` are the contacts by span, in order. Critical when the words show an official contact
    and the target is not that brand's; high in a mail, where genuine senders count clicks so, and
    where the words are a picture or more than the address.
    """
    from bisect import bisect_left

    starts = [start for start, _, _ in judged]
    targets = {start: verdict for start, _, verdict in judged}
    found: list[Finding] = []
    for link in document.links:
        if link.hidden or link.end <= link.start:
            continue
        target = targets.get(link.target_start)
        at = bisect_left(starts, link.start)
        if target is None or at == len(judged):
            continue
        start, end, shown = judged[at]
        if end > link.end or shown.contact is None or not _fills(document, link, start, end):
            continue
        if _same(shown.contact, target.contact):
            continue
        severity: Severity = "medium"
        if shown.status is Status.OFFICIAL and target.status is not Status.OFFICIAL:
            plain = document.text[link.start : link.end].strip() == document.text[start:end]
            plain = plain and document.form != "mail" and bool(host_of(shown.contact))
            severity = "critical" if plain else "high"
        elif target.status is Status.OFFICIAL:
            severity = "low"
        details = {
            "shown": document.text[start:end][:200],
            "target": document.text[link.target_start : link.target_end][:200],
        }
        found.append(Finding("link_mismatch", severity, link.start, link.end, details))
        if len(found) >= MAX_MISMATCHES:
            break
    return found


def _fills(document: Document, link: Link, start: int, end: int) -> bool:
    """Whether the address makes up most of the words, so that it reads as the target."""
    words = document.text[link.start : link.end].strip()
    return 2 * (end - start) > len(words)


def _same(shown: ContactPoint, target: ContactPoint | None) -> bool:
    if target is None:
        return False
    if shown.kind == "phone" or target.kind == "phone":
        digits = [c.canonical.lstrip("+")[-7:] for c in (shown, target) if c.kind == "phone"]
        return len(digits) == 2 and digits[0] == digits[1]
    one, other = domain_of(shown), domain_of(target)
    if one is None or other is None:
        return shown.canonical == target.canonical or (one is None and other is not None)
    return one.registrable == other.registrable


def reply_elsewhere(
    document: Document, sender: Verdict | None, reply: Verdict | None, *, claimed: bool
) -> list[Finding]:
    """A Reply-To at another domain than From.

    High when the sender is a domain of its own, the answer goes to free mail, and the mail speaks
    for a brand; medium without the claim; low for two domains of whoever.
    """
    from ringtrue.text.hosts import is_free_mail

    if sender is None or reply is None:
        return []
    one, other = domain_of(sender.contact), domain_of(reply.contact)
    if one is None or other is None or one.registrable == other.registrable:
        return []
    official = sender.status is Status.OFFICIAL and reply.status is Status.OFFICIAL
    if official and sender.brand == reply.brand:
        return []  # both are on the list of one brand
    severity: Severity = "low"
    if is_free_mail(other.registrable) and not is_free_mail(one.registrable):
        severity = "high" if claimed else "medium"
    start = document.text.find("Reply-To:")
    end = document.text.find("\n", start)
    details = {"sender": one.host, "reply": document.reply_to[1]}
    return [Finding("reply_elsewhere", severity, max(0, start), max(0, end), details)]


def auth_failed(document: Document, sender: Verdict | None, *, claimed: bool) -> list[Finding]:
    """A server that says that From is forged (``dmarc=fail``).

    Critical for a mail that says it is a brand's, by its address or its words: whoever forwards a
    list's mail fails too, but speaks for nobody. Low otherwise.
    """
    if not document.failed:
        return []
    owned = sender is not None and sender.status is Status.OFFICIAL
    severity: Severity = "critical" if claimed or owned else "low"
    start, end = document.mailboxes[0] if document.mailboxes else (0, 0)
    return [Finding("auth_failed", severity, start, end, {"server": document.failed})]


def secret_forms(document: Document, address: Verdict | None, *, claimed: bool) -> list[Finding]:
    """Forms for secrets on a page that is not the brand's own; one finding a kind of secret.

    A recovery phrase is asked for by nobody but wallets themselves, so that is always high. A
    card or a password is asked for by every shop: high only when the page speaks for a brand at
    an address that is not the brand's.
    """
    if address is not None and address.status is Status.OFFICIAL:
        return []
    found: dict[str, Finding] = {}
    for form in document.forms:
        severity: Severity = "low"
        if form.asks == "secret":
            severity = "critical" if claimed else "high"
        elif claimed and address is not None:
            severity = "high"
        if form.asks not in found:
            line = document.text.find("\n", form.start)
            end = line if line > form.start else min(len(document.text), form.start + 1)
            details = {"asks": form.asks}
            found[form.asks] = Finding("secret_form", severity, form.start, end, details)
    return list(found.values())


def never_asked(
    form: str,
    flags: Sequence[RedFlag],
    spoken: Iterable[str],
    brands: Mapping[str, Brand],
    address: Verdict | None,
    lapsed: str,
) -> list[Finding]:
    """Requests that the brand in whose name a text speaks says it never makes: one finding a brand
    and request, in the place of the words that ask.

    Critical: by the brand's own word the text is not the brand's. Statements about a channel hold
    for texts that came over it, and here only mails are known to; statements that were to be
    reviewed before the ISO date `lapsed` hold no more. Not on a page that is the brand's own.
    """
    asked = [flag for flag in flags if flag.severity in ("critical", "high")]
    own = address.brand.id if address is not None and address.brand is not None else ""
    found = []
    for brand_id in sorted(spoken) if asked else ():
        if brand_id == own:
            continue
        told: set[str] = set()
        for never in brands[brand_id].never_asks:
            if never.over and (never.over, form) != ("email", "mail"):
                continue
            if never.request in told or (never.review_by and never.review_by < lapsed):
                continue
            rows = _request_rows()[never.request]
            flag = next((flag for flag in asked if flag.id in rows), None)
            if flag is not None:
                told.add(never.request)
                details = {
                    "brand": brands[brand_id].name,
                    "request": never.request,
                    "category": flag.category,
                    "statement": never.statement,
                    "source": never.source.ref,
                    "date": never.verified_on,
                }
                found.append(Finding("never_asked", "critical", flag.start, flag.end, details))
    return found


@cache
def _request_rows() -> dict[str, frozenset[str]]:
    """The rows of the table of requests that make each of those that brands name."""
    table = data.table("never_requests.tsv")
    return {request: frozenset(rows.split(",")) for request, rows in table}


def domain_of(contact: ContactPoint | None) -> DomainName | None:
    """The domain name of a link or mail address."""
    if contact is None:
        return None
    return contact.part(DomainName)


def host_of(contact: ContactPoint | None) -> str:
    """The host of a link; empty for everything else."""
    domain = domain_of(contact) if contact is not None and contact.kind != "email" else None
    return domain.host if domain is not None else ""
