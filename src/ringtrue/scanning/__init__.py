"""Scanning a text: every contact point in it, the brands it speaks for, what it asks for.

>>> from ringtrue.scanning.view import View
>>> [f.read for f in extract(View.of("聚合支https://x.example/a,付工具")).found]
['https://x.example/a']
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache, partial
from itertools import islice
from typing import Any, Protocol

from ringtrue.errors import AllowlistError
from ringtrue.judging.faults import faulty, survived
from ringtrue.judging.offers import HOMES, BrandAnswer, brand_answer
from ringtrue.judging.policy import Policy
from ringtrue.judging.verdict import Verdict
from ringtrue.model import Brand, Status
from ringtrue.records import replace
from ringtrue.scanning import context, findings, redflags
from ringtrue.scanning.accounts import channel_words
from ringtrue.scanning.claims import (
    Bindings,
    Offers,
    ScannedClaim,
    cue_words,
    find_claims,
    only_brand,
    presses,
    speaks_for_wallet,
)
from ringtrue.scanning.context import blanks
from ringtrue.scanning.document import MAX_TEXT, Document, Link, Note, Part
from ringtrue.scanning.exempt import (
    has_other_owner,
    is_credited,
    is_named_like,
    is_somebody_elses,
)
from ringtrue.scanning.extract import MAX_CONTACTS, extract
from ringtrue.scanning.findings import Finding
from ringtrue.scanning.formats.marked import marked_links
from ringtrue.scanning.found import Finds, Found
from ringtrue.scanning.parts import merged
from ringtrue.scanning.phrases import Phrases
from ringtrue.scanning.redflags import RedFlag, by_severity, find_red_flags, request_words
from ringtrue.scanning.report import MAX_BRANDS, MAX_PLACES, ScannedContact, ScanReport, overall
from ringtrue.scanning.schemes import find_schemes
from ringtrue.scanning.sender_names import disguised
from ringtrue.scanning.senders import sender_verdict
from ringtrue.scanning.view import View
from ringtrue.text.hosts import hosting_of, is_shortener
from ringtrue.text.scripts import language_of
from ringtrue.text.wordplaces import Places, places

__all__ = [
    "MAX_TEXT",
    "Document",
    "Finding",
    "Note",
    "RedFlag",
    "ScanReport",
    "ScannedClaim",
    "ScannedContact",
    "scan_document",
    "scan_text",
]


MAX_NAMES = 20_000
"""Brand names of a text that are weighed."""
MAX_LOOKED = 2_000
"""Characters that tell in which country a text is read."""
MAX_OFFERS = 200
"""Contacts of a message that are looked at to tell who speaks."""
_SHOWN_ADDRESS = re.compile(r"(?:https?://)?[\w.-]{1,100}\.[a-z]{2,20}(?:/[^\s\[\]]{0,200})?", re.I)
"""Words of a link that are an address of their own."""
_NUMBER_NAME = re.compile(
    r"(?<![\d\w.+-])(\d{5,6})(?=\s?(?:官方|人工|在线|线上)?(?:客服|客户服务|官网|热线电话|服务电话))"
)
_HOST = re.compile(r"(?:[a-z]+://)?([^/?#:@\s]+)")
ACCUSED = (Status.SUSPICIOUS, Status.IMPERSONATION)
CREDITED = 0.3
"""The highest score of what a long text only credits."""
PRESSED = 0.6
"""How much it speaks for a fake that a text presses its reader to use a contact that is not on the
list of the brand in whose name it speaks."""
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

    def names_in(self, text: str, words: Places | None = None) -> list[tuple[int, int, str]]: ...


class Judge(Protocol):
    """What scanning asks of a checker."""

    @property
    def directory(self) -> Names: ...

    def check_whole(
        self,
        raw: str,
        kind: str | None = None,
        claims: str | Iterable[str] | None = None,
        region: str | None = None,
    ) -> Verdict: ...


def scan_text(
    text: str,
    checker: Judge,
    *,
    region: str | None = None,
    max_contacts: int = MAX_CONTACTS,
    url: str | None = None,
) -> ScanReport:
    """The report on a plain text, Chinese or English; never raises on any text.

    `region` (ISO 3166) is where the reader is: it reads national phone numbers and short codes.
    `url` is where the text was found, when that is known. Spans of the report index into `text`.
    Linear in its length; at most `MAX_TEXT` characters and `max_contacts` places are read, and
    `ScanReport.notes` says when that bites.
    """
    return scan_document(Document(text), checker, region=region, max_contacts=max_contacts, url=url)


def scan_document(
    document: Document,
    checker: Judge,
    *,
    region: str | None = None,
    max_contacts: int = MAX_CONTACTS,
    url: str | None = None,
) -> ScanReport:
    """The report on a page, mail or picture (`ringtrue.scanning.inputs.read`), as `scan_text`.

    Spans of the report index into `document.text`. With `url`, where the page was found, a brand
    that the page speaks for and that does not list that address is a finding of its own.
    """
    checker = getattr(checker, "for_texts", checker)
    if document.parts:
        return _scan_parts(document, checker, region=region, max_contacts=max_contacts)
    text = document.text
    url = url or document.address or None
    notes = list(document.notes)
    if len(text) > MAX_TEXT:
        notes.append(Note("text_cut", {"limit": MAX_TEXT, "length": len(text)}))
        text = text[:MAX_TEXT]
    if not text.strip():
        notes.append(Note("empty_text"))
    view = View.of(text)
    directory = checker.directory
    words = places(view.low, _read_words(directory.name_words))
    # Of a brand that nobody reviewed nothing is known that a contact could lack.
    brands = directory.brands
    names = [n for n in directory.names_in(view.plain, words) if brands[n[2]].reviewed]
    names = sorted([*names, *_numbered(view, names, checker)])
    if len(names) > MAX_NAMES:
        notes.append(Note("names_cut", {"limit": MAX_NAMES}))
        names = names[:MAX_NAMES]
    marked = marked_links(text) if document.form != "html" else ()
    finds = extract(view, names, max_contacts, _targets(document, view, marked), words)
    if finds.cut:
        notes.append(Note("contacts_cut", {"limit": max_contacts}))
    titles = [(view.inside(a), view.inside(b)) for a, b in document.titles()]
    subject = None
    if document.form == "mail":
        subject = (view.inside(document.subject[0]), view.inside(document.subject[1]))
    heads = [*titles, subject] if subject else titles
    # "Brand.com" is a name as well as a host.
    named = {found.start for found in finds.found if found.kind == "url" and "/" not in found.read}
    numbers = sorted((found.start, found.end) for found in finds.found if found.kind == "phone")
    outside = [
        name
        for name in names
        if finds.free(name[0], name[1])
        or _holds(name, numbers)
        or name[0] in named
        or any(a <= name[0] and name[1] <= b for a, b in heads)
    ]
    claims, bindings = find_claims(
        view,
        outside,
        directory.brands,
        titles,
        words,
        subject,
        _offers(finds),
        partial(disguised, directory=directory),
    )
    spoken = {
        claim.brand_id
        for claim in claims
        if claim.strength == "speaks_for" and (claim.how == "title" or not bindings.long)
    }
    red_flags, warnings = find_red_flags(
        view,
        claimed=bool(spoken),
        wallet=any(c.brand_id in spoken and speaks_for_wallet(c, directory.brands) for c in claims),
        free=finds.free,
        words=words,
    )
    judged = _judge(finds, bindings, checker, region)
    schemes = () if bindings.long else _schemes(view, judged)
    if not spoken and schemes and (speaker := only_brand(claims, schemes)):
        claims, bindings = bindings.spoken_for(speaker, claims)
        spoken = {speaker}
        judged = _judge(finds, bindings, checker, region)
    if not bindings.long:
        pressing = presses(view, (*red_flags, *schemes))
        judged = [(f, c, _pressed(f, c, v, checker, pressing=pressing)) for f, c, v in judged]
    if any(verdict.problem == "fault" for _, _, verdict in judged):
        notes.append(Note("contacts_faulty"))
    if document.confirmed[0] and _is_genuine(document, judged):
        server, domain = document.confirmed
        notes.append(Note("sender_confirmed", {"server": server, "domain": domain}))
    contacts = _distinct(document, view, judged)
    red_flags = by_severity((*red_flags, *schemes))
    address = _verdict(checker, url, None, None, region) if url else None
    linked = replace(document, links=(*document.links, *marked)) if marked else document
    found = _findings(linked, view, judged, claims, address, bool(spoken))
    spoken_for = [claim.brand_id for claim in claims if claim.strength == "speaks_for"]
    status, score = overall(
        contacts,
        red_flags,
        claimed=bool(spoken) and not bindings.answer,
        findings=found,
        page=address,
        long=bindings.long,
        mail=document.form == "mail",
    )
    return ScanReport(
        status,
        score,
        contacts,
        claims,
        red_flags,
        warnings,
        tuple(notes),
        directory.version,
        tuple(found),
        address,
        document.form,
        _own_contacts(spoken_for, contacts, checker, view.plain, region),
    )


def _own_contacts(
    spoken: list[str],
    contacts: Iterable[ScannedContact],
    checker: Judge,
    text: str,
    region: str | None,
) -> tuple[BrandAnswer, ...]:
    """What the list gives of the brands that a text speaks for, and of those it imitates."""
    imitated = [c.verdict.imitates for c in contacts if c.verdict.status in ACCUSED]
    wanted = dict.fromkeys([*spoken, *(ref.brand.id for ref in imitated if ref is not None)])
    brands = checker.directory.brands
    named = [brands[brand_id] for brand_id in wanted if brand_id in brands][:MAX_BRANDS]
    if not named:
        return ()
    regions = HOMES.get(language_of(text[:MAX_LOOKED]), ())
    return tuple(brand_answer(brand, "support", region, regions) for brand in named)


def _scan_parts(
    document: Document, checker: Judge, *, region: str | None, max_contacts: int
) -> ScanReport:
    """The report on messages, mails or records that are read each by itself."""
    reports: list[tuple[Part, ScanReport]] = []
    notes: list[Note] = []
    room = max_contacts
    for part in document.parts:
        if room <= 0:
            notes.append(Note("contacts_cut", {"limit": max_contacts}))
            break
        report = scan_document(part.document, checker, region=region, max_contacts=room)
        room -= sum(contact.count for contact in report.contacts)
        reports.append((part, report))
    return merged(document, reports, notes, checker.directory.version)


def _numbered(
    view: View, names: list[tuple[int, int, str]], checker: Judge
) -> Iterator[tuple[int, int, str]]:
    """Hotlines by whose number people call their owner, as names: ``12306客服``."""
    taken = {at for start, end, _ in names for at in (start, end - 1)}
    for found in islice(_NUMBER_NAME.finditer(view.plain), MAX_OFFERS):
        if found.start(1) in taken or found.end(1) - 1 in taken:
            continue
        owner = _verdict(checker, found[1], "phone", None, "CN")
        if owner.status is Status.OFFICIAL and owner.brand is not None:
            yield found.start(1), found.end(1), owner.brand.id


def _holds(name: tuple[int, int, str], numbers: list[tuple[int, int]]) -> bool:
    """Whether a number is a part of the name: ``铁路12306``."""
    at = bisect_left(numbers, (name[0], 0))
    if at == len(numbers):
        return False
    start, end = numbers[at]
    return end <= name[1] and (start, end) != name[:2]


@lru_cache(maxsize=4)
def _read_words(names: frozenset[str]) -> frozenset[str]:
    """Words whose places a scan asks for: a directory's, and those of the tables."""
    return names | _first_words()


@cache
def _first_words() -> frozenset[str]:
    """Words with which a phrase of any table can begin."""
    tables: list[Phrases[Any]] = [request_words(), cue_words(), channel_words(), blanks()]
    tables += [*context.context_words(), *redflags.context_words()]
    return frozenset().union(*(table.first_words for table in tables))


def _targets(document: Document, view: View, marked: tuple[Link, ...]) -> Iterator[Found]:
    """What is known without reading: the senders of a mail, and the targets of links, which are
    offered by the words that are clicked."""
    for begin, stop in document.mailboxes:
        start, end = view.inside(begin), view.inside(stop)
        if end > start:
            yield Found(start, end, document.text[begin:stop], "email")
    for link in document.links:
        start, end = view.inside(link.target_start), view.inside(link.target_end)
        if end > start:
            near = view.inside(link.start), view.inside(link.end)
            target = document.text[link.target_start : link.target_end]
            yield Found(start, end, target, near=near)
    for link in marked:
        start, end = view.inside(link.target_start), view.inside(link.target_end)
        if end > start:
            yield Found(start, end, document.text[link.target_start : link.target_end])
        words = document.text[link.start : link.end].strip("*_ ")
        if _SHOWN_ADDRESS.fullmatch(words):
            begin = document.text.index(words, link.start)
            yield Found(view.inside(begin), view.inside(begin + len(words)), words)


_Judged = list[tuple[Found, str | None, Verdict]]


def _judge(finds: Finds, bindings: Bindings, checker: Judge, region: str | None) -> _Judged:
    """Every place with its claim and verdict; what is written twice is judged once."""
    verdicts: dict[tuple[str, str | None, str | None, str | None], Verdict] = {}

    def verdict(found: Found, claim: str | None) -> Verdict:
        question = (found.read, found.kind, claim, found.region or region)
        if question not in verdicts:
            verdicts[question] = _verdict(checker, *question)
        return verdicts[question]

    judged: _Judged = []
    for found in finds.found:
        start, end = found.near or (found.start, found.end)
        bound = bindings.of(start, end, found.kind, _reach(found))
        if bound is not None and _is_name(checker.directory.brands, bound.brand_id, found.read):
            bound = None  # "contact Brand.com": it is the name itself
        claim = bound.brand_id if bound is not None else None
        answer = verdict(found, claim)
        if bound is not None and answer.status in ACCUSED and has_other_owner(answer):
            alone = verdict(found, None)
            if is_somebody_elses(alone, bound, answer):
                claim, answer = None, alone
        if (
            bindings.long
            and claim is None
            and answer.status in ACCUSED
            and is_credited(
                answer,
                common=_is_common(answer, checker.directory),
                named=bindings.names,
            )
        ) or (
            answer.status in ACCUSED
            and bindings.is_addressed(found.start, found.end, found.kind)
            and is_named_like(answer)
        ):
            answer = replace(answer, status=Status.UNKNOWN, score=min(answer.score, CREDITED))
        judged.append((found, claim, answer))
    return judged


def _pressed(
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


def _is_short(found: Found) -> bool:
    """Whether it is a shortened link."""
    host = _HOST.match(found.read.lower())
    return _sort_of(found) == "link" and host is not None and is_shortener(host[1])


def _is_name(brands: Mapping[str, Brand], brand_id: str, raw: str) -> bool:
    """Whether a contact is written just as the brand's name is."""
    brand = brands.get(brand_id)
    return brand is not None and raw.lower() in {n.lower() for n in (brand.name, *brand.aliases)}


def _is_common(verdict: Verdict, directory: Names) -> bool:
    """Whether the brand that a contact is like is called by an everyday word."""
    brand = verdict.imitates.brand.id if verdict.imitates is not None else ""
    return brand in directory.brands and directory.brands[brand].common_word


def _schemes(view: View, judged: _Judged) -> tuple[RedFlag, ...]:
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
    if found.kind in (None, "url"):
        return "link"
    return "phone" if found.kind == "phone" else "account"


def _offers(finds: Finds) -> Offers:
    """What a text offers."""
    offered = set()
    for found in finds.found[:MAX_OFFERS]:
        offered.add("shortener" if _is_short(found) else _sort_of(found))
    spans = tuple((found.start, found.end) for found in finds.found[:MAX_OFFERS])
    return Offers(spans, frozenset(offered))


def _verdict(
    checker: Judge, raw: str, kind: str | None, claim: str | None, region: str | None
) -> Verdict:
    """The checker's verdict; ``invalid`` when it fails, so that the other contacts are answered."""
    try:
        if kind == "email":
            return sender_verdict(checker, raw, claim, region)
        return checker.check_whole(raw, kind, claim, region)
    except AllowlistError:
        raise  # a list that cannot be read is no fault of one contact
    except Exception as fault:
        survived(fault, "contact")
        return faulty(raw, checker.directory.version)


def _reach(found: Found) -> int | None:
    """A page links to sites of all kinds, which are the brand's only by the words around them;
    whom it lets one call or write to is always a contact that it offers."""
    web = found.near is not None and found.read[:4].lower() in ("http", "ftp:", "data")
    return LINK_REACH if web else None


def _distinct(document: Document, view: View, judged: _Judged) -> tuple[ScannedContact, ...]:
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


def _is_genuine(document: Document, judged: _Judged) -> bool:
    """Whether the sender of a mail is on a brand's list, so that a server's word makes it so."""
    return any(
        verdict.status is Status.OFFICIAL
        and verdict.contact is not None
        and verdict.contact.canonical == document.reply_to[0]
        for found, _, verdict in judged
        if found.kind == "email"
    )


def _findings(
    document: Document,
    view: View,
    judged: _Judged,
    claims: tuple[ScannedClaim, ...],
    address: Verdict | None,
    claimed: bool,
) -> list[Finding]:
    found: list[Finding] = []
    if address is not None:
        found += findings.page_claims(address, claims)
    if document.links:
        spans = [(*view.span(f.start, f.end), verdict) for f, _, verdict in judged]
        found += findings.link_mismatches(document, spans)
    if document.reply_to[1] or document.failed:
        mails = {
            verdict.contact.canonical: verdict
            for _, _, verdict in judged
            if verdict.contact is not None and verdict.contact.kind == "email"
        }
        sender, reply = (mails.get(address) for address in document.reply_to)
        found += findings.reply_elsewhere(document, sender, reply, claimed=claimed)
        found += findings.auth_failed(document, sender, claimed=claimed)
    if document.forms:
        found += findings.secret_forms(document, address, claimed=claimed)
    return found
