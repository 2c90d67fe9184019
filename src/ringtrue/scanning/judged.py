"""Contacts of a text, each judged under the claim that its place gives it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Protocol

from ringtrue.errors import AllowlistError
from ringtrue.judging.faults import faulty
from ringtrue.judging.policy import Policy
from ringtrue.judging.verdict import Verdict
from ringtrue.kinds.facets import DomainName
from ringtrue.kinds.platforms import platforms
from ringtrue.model import Brand, Status
from ringtrue.records import replace
from ringtrue.scanning import senders
from ringtrue.scanning.accounts import WHATSAPP
from ringtrue.scanning.attribution import Offers
from ringtrue.scanning.bindings import Binding, Bindings
from ringtrue.scanning.blocks import rows_of
from ringtrue.scanning.document import Document
from ringtrue.scanning.exempt import (
    has_other_owner,
    is_credited,
    is_desk_named,
    is_named_like,
    is_somebody_elses,
)
from ringtrue.scanning.found import Finds, Found
from ringtrue.scanning.redflags import RedFlag
from ringtrue.scanning.report import MAX_PLACES, ScannedContact
from ringtrue.scanning.schemes import find_schemes
from ringtrue.scanning.view import View
from ringtrue.text.hosts import hosting_of, is_shortener
from ringtrue.text.wordplaces import Places

LONGEST_NAME = 64
"""Characters of a contact that can be a brand's name."""
MAX_OFFERS = 200
"""Contacts of a message that are looked at to tell who speaks."""
_HOST = re.compile(r"(?:[a-z]+://)?([^/?#:@\s]+)")
MAX_ACCUSED = 1_000
"""Places of a text that are accused of being given out as one brand's; whoever plants more has
been told of."""
ACCUSED = (Status.SUSPICIOUS, Status.IMPERSONATION)
CREDITED = 0.3
"""The highest score of what a long text only credits."""
PRESSED = 0.6
"""How much it speaks for a fake that a text presses its reader to use a contact that is not on the
list of the brand in whose name it speaks."""
CLAIMED = frozenset(("unlisted_claim", "comparison_limit", "user_page", "post_link"))
"""What is found of a contact against which only its being offered as a brand's speaks."""
LINK_REACH = 48
"""Characters around the words of a link in which a claim makes its target the brand's."""


class Names(Protocol):
    """What scanning asks of a directory."""

    @property
    def brands(self) -> Mapping[str, Brand]: ...

    @property
    def version(self) -> str: ...

    @property
    def name_words(self) -> frozenset[str]: ...

    def is_official_domain(self, host: str) -> str | None: ...

    def names_in(self, text: str, words: Places | None = None) -> list[tuple[int, int, str]]: ...

    def spellings(self) -> Iterator[tuple[str, tuple[str, ...], bool, bool]]: ...


class Judge(senders.Judge, Protocol):
    """What scanning asks of a checker."""

    @property
    def directory(self) -> Names: ...


Judged = list[tuple[Found, str | None, Verdict]]


def judge(finds: Finds, bindings: Bindings, checker: Judge, region: str | None) -> Judged:
    """Every place with its claim and verdict; what is written twice is judged once."""
    verdicts: dict[tuple[str, str | None, str | None, str | None], Verdict] = {}

    def verdict(found: Found, claim: str | None) -> Verdict:
        question = (found.read, found.kind, claim, found.region or region)
        if question not in verdicts:
            verdicts[question] = verdict_on(checker, *question)
        return verdicts[question]

    judged: Judged = []
    accused: Counter[str] = Counter()
    for found in finds.found:
        start, end = found.near or (found.start, found.end)
        bound = bindings.of(start, end, found.kind, _reach(found))
        if bound is not None and _is_name(checker.directory, found.read):
            bound = None  # "contact Brand.com": it is the name itself
        claim = bound.brand_id if bound is not None else None
        if claim is not None and accused[claim] >= MAX_ACCUSED:
            finds.cut = True
            continue
        answer = verdict(found, claim)
        if bound is not None and _only_names_its_platform(checker.directory, bound, answer):
            claim, answer = None, verdict(found, None)
        elif bound is not None and answer.status in ACCUSED and has_other_owner(answer):
            alone = verdict(found, None)
            page = bindings.long and any(item.code == "user_page" for item in answer.evidence)
            if (page and alone.status not in ACCUSED) or is_somebody_elses(alone, bound, answer):
                claim, answer = None, alone
        if (
            bindings.long
            and claim is None
            and answer.status in ACCUSED
            and is_credited(
                answer,
                common=_is_common(answer, checker.directory),
                named=_nobody if bindings.writes(_label(answer)) else bindings.names,
            )
        ) or (answer.status in ACCUSED and _is_spoken_of(found, answer, bindings)):
            answer = replace(answer, status=Status.UNKNOWN, score=min(answer.score, CREDITED))
        judged.append((found, claim, answer))
        if claim is not None and answer.status in ACCUSED:
            accused[claim] += 1
    return judged


def _only_names_its_platform(directory: Names, bound: Binding, verdict: Verdict) -> bool:
    """Whether the brand is named as the place where an account is: ``WhatsApp: +44 ...``,
    ``LinkedIn: linkedin.com/in/me``."""
    kind = verdict.contact.kind if verdict.contact is not None else ""
    if bound.by == "channel label":
        return kind == "phone" or kind in platforms()
    if kind not in platforms() or bound.by not in ("label", "answer", "speaker"):
        return False
    brand, hosts = directory.brands.get(bound.brand_id), platforms()[kind].hosts
    return brand is not None and any(listed.value in hosts for listed in brand.contacts)


def _is_spoken_of(found: Found, verdict: Verdict, bindings: Bindings) -> bool:
    """Whether a text only speaks of an account whose name is like a brand's."""
    if bindings.is_named(found.start, found.kind):
        return is_named_like(verdict)
    if bindings.answers and found.kind == "handle" and is_desk_named(verdict):
        return True  # a desk that answers a customer on a network: "DM us @BrandCares"
    return bindings.is_spoken_of(found.start, found.kind) and is_named_like(verdict, desks=True)


def pressed(
    found: Found, claim: str | None, verdict: Verdict, checker: Judge, *, pressing: bool
) -> Verdict:
    """The verdict on what is offered as a brand's and is not on its list: an impersonation where
    the text presses its reader, or hides where the link leads."""
    if claim is None or verdict.status is not Status.SUSPICIOUS or verdict.imitates is None:
        return verdict
    if not any(item.code == "unlisted_claim" for item in verdict.evidence):
        return verdict
    if not pressing and not _is_short(found):
        return verdict
    score = 1.0 - (1.0 - verdict.score) * (1.0 - PRESSED)
    policy = getattr(checker, "policy", None) or Policy()
    return replace(verdict, score=score, status=policy.status(score, named=True))


def at_home(judged: Judged, page: Verdict, checker: Judge, region: str | None) -> Judged:
    """The same on a page of a brand's own: what it offers as its own and the list lacks is no
    stranger's. What looks like the brand's, and what it says it does not have, stays accused."""
    if not page.is_official or page.brand is None:
        return judged

    heard: Judged = []
    for found, claim, verdict in judged:
        if (
            claim == page.brand.id
            and verdict.status in ACCUSED
            and CLAIMED.issuperset(item.code for item in verdict.evidence)
        ):
            claim = None
            verdict = verdict_on(checker, found.read, found.kind, None, found.region or region)
        heard.append((found, claim, verdict))
    return heard


def calls_and_chats(judged: Judged) -> bool:
    """Whether a text offers a number and an account of a messenger as one brand's, neither of
    which the brand lists: fake desks do, a firm has one of the two on its list."""
    ways: dict[str | None, set[bool]] = {}
    for _, claim, verdict in judged:
        kind = verdict.contact.kind if verdict.contact is not None else ""
        if claim is not None and verdict.status in ACCUSED and kind in ("phone", *platforms()):
            ways.setdefault(claim, set()).add(kind == "phone")
    return any(len(seen) == 2 for seen in ways.values())


def _is_short(found: Found) -> bool:
    """Whether it is a shortened link."""
    host = _HOST.match(found.read.lower())
    return _sort_of(found) == "link" and host is not None and is_shortener(host[1])


def _is_name(directory: Names, raw: str) -> bool:
    """Whether a contact is written just as a brand's name is: ``Booking.com``, ``GOV.UK``."""
    if "." not in raw or len(raw) > LONGEST_NAME:
        return False
    return any((a, b) == (0, len(raw)) for a, b, _ in directory.names_in(raw))


def _nobody(_brand: str) -> bool:
    """No brand: the text speaks of a subject of its own, whose name is a brand's with a letter."""
    return False


def _label(verdict: Verdict) -> str:
    """The label of a contact's registrable domain."""
    domain = verdict.contact.part(DomainName) if verdict.contact is not None else None
    return domain.registrable.partition(".")[0] if domain is not None else ""


def _is_common(verdict: Verdict, directory: Names) -> bool:
    """Whether the brand that a contact is like is called by an everyday word."""
    brand = verdict.imitates.brand.id if verdict.imitates is not None else ""
    return brand in directory.brands and directory.brands[brand].common_word


def schemes_of(view: View, judged: Judged) -> tuple[RedFlag, ...]:
    """The patterns that the text follows with contacts that nobody lists."""
    spans = tuple((found.start, found.end) for found, _, _ in judged)
    unlisted = [found for found, _, answer in judged if answer.status is not Status.OFFICIAL]
    kinds = set(map(_sort_of, unlisted[:MAX_OFFERS]))
    if any(map(_is_free, unlisted[:MAX_OFFERS])):
        kinds.add("free")
    return find_schemes(view, spans, frozenset(kinds))


def _is_free(found: Found) -> bool:
    host = _HOST.match(found.read.lower())
    return _sort_of(found) == "link" and host is not None and hosting_of(host[1]) is not None


def _sort_of(found: Found) -> str:
    """``link``, ``phone`` or ``account``."""
    if found.read.startswith(WHATSAPP):
        return "phone"  # "WhatsApp +44 ...": a number is what the text shows
    if found.kind in (None, "url"):
        return "link"
    return "phone" if found.kind == "phone" else "account"


def offers_of(view: View, finds: Finds) -> Offers:
    """What a text offers."""
    offered = set()
    for found in finds.found[:MAX_OFFERS]:
        offered.add("shortener" if _is_short(found) else _sort_of(found))
    spans = tuple((found.start, found.end) for found in finds.found[:MAX_OFFERS])
    near = [found.near or (found.start, found.end) for found in finds.found[:MAX_OFFERS]]
    rows = rows_of(view.plain, near) if "\t" in view.plain else frozenset()
    return Offers(spans, frozenset(offered), rows)


def verdict_on(
    checker: Judge, raw: str, kind: str | None, claim: str | None, region: str | None
) -> Verdict:
    """The checker's verdict; ``invalid`` when it fails, so that the other contacts are answered."""
    try:
        if kind == "email":
            return senders.sender_verdict(checker, raw, claim, region)
        return checker.check_whole(raw, kind, claim, region)
    except AllowlistError:
        raise  # a list that cannot be read is no fault of one contact
    except Exception as fault:
        return faulty(fault, raw, checker.directory.version)


def _reach(found: Found) -> int | None:
    """A page links to sites of all kinds, which are the brand's only by the words around them;
    whom it lets one call or write to is always a contact that it offers."""
    web = found.near is not None and found.read[:4].lower() in ("http", "ftp:", "data")
    return LINK_REACH if web else None


def distinct(document: Document, view: View, judged: Judged) -> tuple[ScannedContact, ...]:
    """One entry a contact and claim, in the order of their first places."""
    places: dict[tuple[str, str | None], list[tuple[Found, Verdict]]] = {}
    for found, claim, verdict in judged:
        contact = verdict.contact
        same = f"{contact.kind}:{contact.canonical}" if contact is not None else found.read
        places.setdefault((same, claim), []).append((found, verdict))
    contacts = []
    for (_, claim), held in places.items():
        found, verdict = held[0]
        start, end = view.span(found.start, found.end)
        kind = verdict.contact.kind if verdict.contact is not None else found.kind or "url"
        contacts.append(
            ScannedContact(
                start,
                end,
                view.text[start:end],
                kind,
                verdict,
                claim,
                len(held),
                document.role(start),
                tuple(view.span(f.start, f.end) for f, _ in held[:MAX_PLACES]),
                document.box(start, end) if document.boxes else None,
            )
        )
    return tuple(contacts)
