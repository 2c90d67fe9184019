"""What may be wrong with one listed contact: pure rules, used by the lint.

Each yields ``(field, message, remedy)``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from ringtrue import data
from ringtrue.directory.allowlist import FACT_DAYS, RELEASED
from ringtrue.directory.imported import list_sources
from ringtrue.directory.refs import registrable
from ringtrue.kinds import KINDS, WEB_KINDS, parse
from ringtrue.kinds.facets import DomainName
from ringtrue.kinds.host import domain_name
from ringtrue.kinds.platforms import is_platform_host
from ringtrue.kinds.registry import NUMBER_KINDS
from ringtrue.model import Listed, Source
from ringtrue.text.hosts import hosting_of, is_free_mail
from ringtrue.text.scripts import scripts
from ringtrue.text.skeleton import clean, fold, key
from ringtrue.text.suffix import split

if TYPE_CHECKING:
    from ringtrue.directory.schema import ClosedRow, CompleteRow, NeverRow, SourceRow

Fault = tuple[str, str, str]

REVIEW_DAYS = {
    "discord": 60,  # an invite expires or is taken over
    "domain": 180,
    "host": 180,
    "url": 180,
    "email": 180,
    "phone": 180,
    "sms_sender": 180,
    "whatsapp": 180,
    "youtube": 365,  # a channel id is never given out twice
    "play_package": 365,
    "appstore_id": 365,
    "chrome_extension_id": 365,
    "edge_extension_id": 365,
    "firefox_addon_id": 365,
    "wallet": 365,
}
"""Days from `verified_on` to the latest `review_by`, by kind."""
HANDLE_DAYS = 90
"""Days from `verified_on` to the latest `review_by` of account names, which can be released and
registered again."""
CLOSED_DAYS = 365
"""Days from `verified_on` to the latest `review_by` of closed channels."""
COMPLETE_DAYS = 180
"""Days from `verified_on` to the latest `review_by` of complete kinds: brands open new accounts and
lines as they move their sites."""
CHANNELS = (
    "sms",
    "outbound_call",
    *(kind for kind in KINDS if kind not in ("handle", "sms_sender")),
)
"""What a brand may say that it does not use: a kind, texts to a number, and calling people."""

_NATIVE_NAMES = ("wechat", "weibo", "qq", "line")
_NAME_SCRIPTS = frozenset({"Latin", "Han", "Hiragana", "Katakana", "Hangul", "Common", "Inherited"})


def contact_faults(value: str, region: str, listed: Listed) -> Iterator[Fault]:
    """Faults of a row that need no other file. `value` and `region` as written in the file."""
    canonical = parse(value, "url").canonical if listed.kind == "url" else listed.value
    if canonical != value:
        yield "value", f"{value!r} is not in canonical form", f"write {canonical!r}"
    yield from _characters(value, listed)
    if listed.kind in WEB_KINDS:
        yield from _shared(listed)
    if listed.kind in NUMBER_KINDS and not listed.value.startswith("+") and region == "global":
        yield (
            "region",
            f"{value!r} is a short code, which means something in one country only",
            "write its region",
        )
    if listed.status == "active" and all(source.grade == "C" for source in listed.sources):
        yield (
            "status",
            f"{value!r} rests on grade C sources only",
            'set status = "unverified", or cite the brand itself or a curated register',
        )
    if listed.kind in RELEASED and listed.review_by < listed.verified_on:
        yield (
            "sources",
            f"what its newest source says of {listed.value!r} is older than {FACT_DAYS} days",
            'find a newer source, or set status = "unverified"',
        )
        return
    limit = REVIEW_DAYS.get(listed.kind, HANDLE_DAYS)
    yield from review_faults(listed.verified_on, listed.review_by, limit)


def everybodys_faults(listed: Listed) -> Iterator[Fault]:
    """Faults of a host on which everybody has an address or an account, of a brand that does not
    run it (`runs_mail`)."""
    if listed.kind not in ("domain", "host") or listed.path:
        return
    domain = registrable(listed.value)
    if is_free_mail(domain) and (listed.kind == "domain" or listed.value == domain):
        yield (
            "value",
            f"everybody can have an address at {domain!r}",
            "list the brand's own mailbox as kind 'email', or its own host",
        )
    elif is_platform_host(listed.value):
        yield (
            "value",
            f"everybody can have an account on {listed.value!r}",
            "list the brand's own account under the platform's kind",
        )


def runs_accounts(trades: Iterable[str], names: Collection[str], domains: Iterable[str]) -> bool:
    """Whether a brand gives addresses or accounts to everybody: by its trade, or since a mail
    provider's domain among its `domains` bears its name (`names` are folded)."""
    if _RUNS & set(trades):
        return True
    for domain in domains:
        label = fold(domain.partition(".")[0])
        begins = len(label) >= TELLING and any(name.startswith(label) for name in names)
        if (begins or label in names) and is_free_mail(domain):
            return True
    return False


_RUNS = {"carrier", "messenger", "platform", "social"}
"""Trades of those who give addresses and accounts to everybody."""
TELLING = 4
"""Letters of a domain with which a name may begin and be its owner's."""


def source_faults(row: SourceRow, own: Collection[str], vouching: bool) -> Iterator[Fault]:
    """Faults of a source that cannot have its grade. `own`: registrable domains of the brand;
    `vouching`: something that vouches cites it."""
    if row.grade not in ("A", "A2"):
        return
    for source in list_sources().values():
        if row.ref.startswith((f"{source.repository}@", f"{source.repository}/")):
            if source.grade != "A":
                yield (
                    "grade",
                    f"{source.repository!r} is a list of others, not the brand's own word",
                    f"write grade = {source.grade!r}",
                )
            return
    if not vouching or "://" not in row.ref:
        return
    hosts = re.findall(r"https?://([^/\s:?#]+)", row.ref)
    if any(registrable(host.lower()) in own or _is_government(host.lower()) for host in hosts):
        return
    host = hosts[0] if hosts else row.ref[:80]
    if hosting_of(host) is not None or is_platform_host(host) or "github.com" in host:
        return  # its own page on a platform: that it is its own, a person has to see
    yield (
        "grade",
        f"{host!r} is no host of the brand's and no government's",
        "cite the brand's own page, or write grade = 'B' for a register and 'C' for others",
    )


def _is_government(host: str) -> bool:
    labels = host.split(".")
    tails = [".".join(labels[at:]) for at in range(len(labels))]
    return any(pattern.fullmatch(tail) for pattern in _government() for tail in tails)


@cache
def _government() -> tuple[re.Pattern[str], ...]:
    lines = data.lines("government_endings.txt")
    marks = {"?": "[a-z]", "*": "[a-z0-9-]+", ".": r"\."}
    return tuple(re.compile("".join(marks.get(c, c) for c in line)) for line in lines)


def domain_faults(value: str, listed: Listed) -> Iterator[Fault]:
    """Faults of a domain that needs no row of its own. `value` as written in the file."""
    if listed.value != value:
        yield "value", f"{value!r} is not in canonical form", f"write {listed.value!r}"
    yield from _characters(value, listed)
    yield from _shared(listed)


def closed_faults(
    closed: ClosedRow, source: Source | None, contacts: Iterable[Listed]
) -> Iterator[Fault]:
    """Faults of a statement about a channel; `contacts` are the brand's own."""
    yield from _own_word(closed.source, source)
    if closed.channel not in CHANNELS:
        remedy = f"write one of {', '.join(CHANNELS)}"
        yield "channel", f"{closed.channel!r} is no channel that a contact can be on", remedy
    for listed in contacts:
        # Mail and accounts may serve other ends than support; a telephone line is one or is none.
        if closed.channel == listed.kind == "phone" and listed.status == "active":
            regions = {closed.region, listed.region}
            if listed.use != "sender" and ("global" in regions or len(regions) == 1):
                message = f"no telephone line, it says, but {listed.value!r} is listed"
                remedy = "find out which is right; calling nobody is channel = 'outbound_call'"
                yield "channel", message, remedy
    yield from review_faults(closed.verified_on, closed.review_by, CLOSED_DAYS)


def complete_faults(
    row: CompleteRow, source: Source | None, contacts: Iterable[Listed]
) -> Iterator[Fault]:
    """Faults of a statement that nothing of some kinds is missing; `contacts` are the brand's."""
    yield from _own_word(row.source, source)
    listed = {c.kind for c in contacts if c.status == "active"}
    for kind in row.kinds:
        if kind not in listed:
            remedy = f"list what its page publishes; that it uses no {kind} is a closed channel"
            yield "kinds", f"no active contact of the kind {kind!r} is listed", remedy
        elif row.kinds.count(kind) > 1:
            yield "kinds", f"{kind!r} stands there twice", "name it once"
            break
    yield from review_faults(row.verified_on, row.review_by, COMPLETE_DAYS)


def never_faults(row: NeverRow, source: Source | None) -> Iterator[Fault]:
    """Faults of a statement about a request that the brand never makes."""
    yield from _own_word(row.source, source)
    if row.over and row.over not in CHANNELS:
        remedy = f"write one of {', '.join(CHANNELS)}, or leave it out"
        yield "over", f"{row.over!r} is no channel that a request can come by", remedy
    yield from review_faults(row.verified_on, row.review_by, CLOSED_DAYS)


def _own_word(name: str, source: Source | None) -> Iterator[Fault]:
    """Only the brand knows what it does not do: a register or a newspaper repeats it at best."""
    if source is not None and source.grade not in ("A", "A2"):
        message = f"{name!r} is of grade {source.grade}, not the brand's own word"
        yield "source", message, "cite the brand's page or repository, or leave it out"


def review_faults(verified_on: str, review_by: str, limit: int) -> Iterator[Fault]:
    """Faults of the two dates; `limit` in days."""
    try:
        days = (date.fromisoformat(review_by) - date.fromisoformat(verified_on)).days
    except ValueError as error:
        yield "review_by", str(error), "write days as YYYY-MM-DD"
        return
    if days < 0:
        yield (
            "review_by",
            f"{review_by} is before verified_on {verified_on}",
            "a review follows the check",
        )
    elif days > limit:
        yield (
            "review_by",
            f"{review_by} is {days} days after verified_on, and this kind allows {limit}",
            "bring it nearer",
        )


def _characters(value: str, listed: Listed) -> Iterator[Fault]:
    if clean(value) != value:
        yield (
            "value",
            f"{value!r} holds invisible or compatibility characters",
            "type it anew from the source",
        )
    elif not value.isascii() and (
        listed.kind not in _NATIVE_NAMES or not scripts(value) <= _NAME_SCRIPTS
    ):
        yield (
            "value",
            f"{value!r} holds characters outside ASCII that can pass for others",
            "write the ASCII form (A-labels for hosts)",
        )
    if listed.kind in WEB_KINDS and "xn--" in listed.value:
        facet = domain_name(listed.value)
        for label in facet.labels if isinstance(facet, DomainName) else ():
            if not label.isascii() and key(label).isascii():
                yield (
                    "value",
                    f"{label!r} looks like {key(label)!r}",
                    "check that the brand itself owns this look-alike",
                )


def _shared(listed: Listed) -> Iterator[Fault]:
    """Of a platform's own host, listed without a path, only the front page is ever official
    (`ringtrue.directory.host_owners`): it is no fault."""
    platform = hosting_of(listed.value)
    _, suffix, private = split(listed.value)
    if platform is None and not private:
        return
    if listed.match == "registrable":
        yield (
            "match",
            f"{listed.value!r} stands on a host that strangers share ({platform or suffix})",
            "list the exact host as kind 'host'",
        )
