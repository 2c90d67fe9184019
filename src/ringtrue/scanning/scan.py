"""Scanning a text: every contact point in it, the brands it speaks for, what it asks for.

>>> from ringtrue.scanning.view import View
>>> [f.read for f in extract(View.of("聚合支https://x.example/a,付工具")).found]
['https://x.example/a']
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache, partial
from itertools import islice
from typing import Any

from ringtrue.judging.clock import dates
from ringtrue.judging.offers import HOMES, BrandAnswer, brand_answer
from ringtrue.judging.policy import Policy
from ringtrue.judging.verdict import Verdict
from ringtrue.model import Status
from ringtrue.records import replace
from ringtrue.scanning import context, findings, redflags
from ringtrue.scanning.accounts import channel_words
from ringtrue.scanning.claims import (
    ScannedClaim,
    find_claims,
    only_brand,
    presses,
    speaks_for_wallet,
    with_speaker,
)
from ringtrue.scanning.context import blanks
from ringtrue.scanning.document import MAX_TEXT, Document, Link, Note, Part
from ringtrue.scanning.extract import MAX_CONTACTS, extract
from ringtrue.scanning.findings import Finding
from ringtrue.scanning.formats.marked import marked_links
from ringtrue.scanning.found import Found
from ringtrue.scanning.hosts import ambiguous, is_tld
from ringtrue.scanning.judged import (
    ACCUSED,
    MAX_OFFERS,
    Judge,
    Judged,
    at_home,
    calls_and_chats,
    distinct,
    judge,
    offers_of,
    pressed,
    schemes_of,
    verdict_on,
)
from ringtrue.scanning.misread import careful
from ringtrue.scanning.name_places import cue_words
from ringtrue.scanning.parts import merged
from ringtrue.scanning.phrases import Phrases, Spots
from ringtrue.scanning.redflags import by_severity, find_red_flags, request_words
from ringtrue.scanning.report import MAX_BRANDS, ScannedContact, ScanReport, overall
from ringtrue.scanning.sender_names import disguised
from ringtrue.scanning.speaker import voice_words
from ringtrue.scanning.view import View
from ringtrue.text.scripts import language_of
from ringtrue.text.wordplaces import places

MAX_NAMES = 20_000
"""Brand names of a text that are weighed."""
MAX_LOOKED = 2_000
"""Characters that tell in which country a text is read."""
_SHOWN_ADDRESS = re.compile(
    r"(?:https?://)?[\w.-]{1,100}\.([a-z]{2,20})(?:/[^\s\[\]]{0,200})?", re.I
)
"""Words of a link that are an address of their own."""
_NUMBER_NAME = re.compile(
    r"(?<![\d\w.+-])(\d{5,6})(?=\s?(?:官方|人工|在线|线上)?(?:客服|客户服务|官网|热线电话|服务电话))"
)


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
    told, url = url, url or document.address or None
    notes = list(document.notes)
    if len(text) > MAX_TEXT:
        notes.append(Note("text_cut", {"limit": MAX_TEXT, "length": len(text)}))
        text = text[:MAX_TEXT]
    if not text.strip():
        notes.append(Note("empty_text"))
    view = View.of(text)
    directory = checker.directory
    words = places(view.low, _read_words(directory.name_words))
    view = replace(view, spots=Spots(view.low, words))
    # Of a brand that nobody reviewed nothing is known that a contact could lack.
    brands = directory.brands
    names = [n for n in directory.names_in(view.plain, words) if brands[n[2]].tier != "own"]
    names = sorted([*names, *_numbered(view, names, checker)])
    if len(names) > MAX_NAMES:
        notes.append(Note("names_cut", {"limit": MAX_NAMES}))
        names = names[:MAX_NAMES]
    marked = marked_links(text) if document.form != "html" else ()
    finds = extract(view, names, max_contacts, _targets(document, view, marked), words)
    titles = [(view.inside(a), view.inside(b)) for a, b in document.titles()]
    subject = None
    if document.form == "mail":
        subject = (view.inside(document.subject[0]), view.inside(document.subject[1]))
    heads = [*titles, subject] if subject else titles
    # "Brand.com" is a name as well as a host.
    hosts = [f for f in finds.found[:MAX_OFFERS] if f.kind == "url" and "/" not in f.read]
    named = {host.start for host in hosts}
    numbers = sorted((found.start, found.end) for found in finds.found if found.kind == "phone")
    outside = [
        name
        for name in names
        if finds.free(name[0], name[1])
        or _holds(name, numbers)
        or name[0] in named
        or any(a <= name[0] and name[1] <= b for a, b in heads)
    ]
    written = {name[0] for name in outside}
    for host in (host for host in hosts if host.start not in written):
        owner = directory.is_official_domain(host.read.lower())
        if owner is not None and brands[owner].tier != "own":
            outside.append((host.start, host.end, owner))
    claims, bindings = find_claims(
        view,
        outside,
        directory.brands,
        titles,
        words,
        subject,
        offers_of(view, finds),
        partial(disguised, directory=directory),
        finds.free,
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
    judged = judge(finds, bindings, checker, region)
    schemes = () if bindings.long else schemes_of(view, judged)
    if not spoken and schemes and (speaker := only_brand(claims, schemes)):
        claims, bindings = with_speaker(speaker, claims), bindings.spoken_for(speaker)
        spoken = {speaker}
        judged = judge(finds, bindings, checker, region)
    address = verdict_on(checker, url, None, None, region) if url else None
    if address is not None and told:  # what a file says of itself, anybody can have written
        judged = at_home(judged, address, checker, region)
    if not bindings.long:
        pressing = presses(view, (*red_flags, *schemes)) or calls_and_chats(judged)
        judged = [(f, c, pressed(f, c, v, checker, pressing=pressing)) for f, c, v in judged]
    if finds.cut:
        notes.append(Note("contacts_cut", {"limit": len(judged)}))
    if any(verdict.problem == "fault" for _, _, verdict in judged):
        notes.append(Note("contacts_faulty"))
    if document.confirmed[0] and _is_genuine(document, judged):
        server, domain = document.confirmed
        notes.append(Note("sender_confirmed", {"server": server, "domain": domain}))
    contacts = distinct(document, view, judged)
    if document.doubts:
        contacts, misread = careful(contacts, document, checker, region)
        notes += misread
    red_flags = by_severity((*red_flags, *schemes))
    linked = replace(document, links=(*document.links, *marked)) if marked else document
    found = _findings(linked, view, judged, claims, address, bool(spoken))
    if not bindings.answers:
        lapsed = _lapsed(checker)
        found += findings.never_asked(document.form, red_flags, spoken, brands, address, lapsed)
    spoken_for = [claim.brand_id for claim in claims if claim.strength == "speaks_for"]
    status, score = overall(
        contacts,
        red_flags,
        claimed=bool(spoken) and not bindings.answers,
        findings=found,
        page=address,
        long=bindings.long and not document.forms,
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


def _lapsed(checker: Judge) -> str:
    """The ISO date before which the word of a list that nobody has reviewed since holds no more."""
    policy = getattr(checker, "policy", None) or Policy()
    return dates(getattr(checker, "_today", ""), policy.grace_days)[1]


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
        owner = verdict_on(checker, found[1], "phone", None, "CN")
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
    tables += [*context.context_words(), *redflags.context_words(), *voice_words()]
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
        shown = _SHOWN_ADDRESS.fullmatch(words)
        if shown is not None and is_tld(shown[1]) and shown[1].lower() not in ambiguous():
            begin = document.text.index(words, link.start)
            yield Found(view.inside(begin), view.inside(begin + len(words)), words)


def _is_genuine(document: Document, judged: Judged) -> bool:
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
    judged: Judged,
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
