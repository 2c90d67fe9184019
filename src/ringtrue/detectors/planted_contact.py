"""planted_contact: somebody else's number, mail or account inside an official URL.

What it does
    Reads the query, path, fragment and user name of a URL on an official host, and the labels
    below its domain, and the other recipients and the text of a ``mailto:``. A telephone number,
    e-mail address or messenger account in it that the brand does not list was put there by a
    stranger, and so was a session that a wallet would join. A wallet that the page pays is a reason
    not to vouch, no more.

Why it matters
    In June 2025 search advertisements led to the real sites of Netflix, Apple and HP with a
    fake support number in the search field (Malwarebytes): the page is genuine, the number is not.

Examples
    https://www.coinbase.com/search?q=Call+1-800-555-0142, ...?q=help@desk.example

Not flagged
    Order numbers, dates, product numbers, session ids, the brand's own contacts, and the address
    or number of the reader, alone in a parameter that is named for it (``email=``, ``phone=``).

References
    Malwarebytes 2025.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain, islice

from ringtrue import data
from ringtrue.detectors.base import Inquiry
from ringtrue.errors import UnparseableContact
from ringtrue.kinds import parse, wallet
from ringtrue.kinds.carried import UNREAD, addresses, is_overlong, readings
from ringtrue.kinds.facets import (
    DisplayName,
    DomainName,
    HandleName,
    PhoneNumber,
    UrlRest,
    WalletAddress,
)
from ringtrue.kinds.phone_shapes import words as phone_words
from ringtrue.kinds.platforms import platforms
from ringtrue.kinds.registry import kind_of_module
from ringtrue.kinds.wrapping import unwrapped
from ringtrue.model import ContactPoint, Evidence, Family, Listed
from ringtrue.text.paths import segments
from ringtrue.text.words import bait

PLANTED = 0.85
MAX_PIECES = 24
"""Values of one URL that are looked at."""
MAX_PIECE = 300
MAX_CONTACTS = 8
"""What may be a contact in one URL and is read; past it nobody vouches."""
_SPACES = re.compile(r"\+(?!\d)|(?<=[^\s+=])\+")
"""A plus that stands for a space; the one before a number stays."""
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"']{1,64}@[^\s@<>()\[\],;:\"']{3,255}")
_HEADS = re.compile(r"\bmail(?:to)?:|[?&=]", re.IGNORECASE)
_DIGITS = re.compile(r"(?<!\w)\d{10,13}(?!\w)")
_DIGIT_SIGNS = (
    "\u00b2\u00b3\u00b9\u1369-\u1371\u19da\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468"
    "\u2474-\u247c\u2488-\u2490\u24ea\u24f5-\u24fd\u24ff\u2776-\u277e\u2780-\u2788"
    "\u278a-\u2792\U00010a40-\U00010a43\U00010e60-\U00010e68\U00011052-\U0001105a"
    "\U0001f100-\U0001f10a"
)
"""What `str.isdigit` takes for a digit and ``\\d`` does not: superscripts, circled digits."""
_RUN = re.compile(rf"[\d{_DIGIT_SIGNS}+()\-. *·]{{9,}}")
_WALLET = re.compile(
    r"(?<![A-Za-z0-9])(?:0[xX][0-9a-fA-F]{40}|[A-Za-z0-9_-]{26,74})(?![A-Za-z0-9])"
)
_PAID = frozenset("to recipient payee send pay transfer donate withdraw".split())  # noqa: SIM905
"""Parameters and segments whose value is paid; elsewhere a wallet is what a page is about."""
_PAIRING = re.compile(r"(?<![a-z])wc:[0-9a-f-]{1,64}@\d", re.IGNORECASE)
"""How a wallet is paired with a site (WalletConnect, EIP-1328)."""
_LIGHTNING = re.compile(
    r"(?<![a-z0-9])(?:lnurl|ln(?:bc|tb|bcrt)(?:\d{1,12}[munp]?)?)1[02-9ac-hj-np-z]{20}",
    re.IGNORECASE,
)
"""The begin of a request for money (LUD-01, BOLT 11)."""
_OPENING = ("wallet", "remote")
_WORD = re.compile(r"[^\W\d_]{2,20}")


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    if inquiry.contact.kind == "email" and inquiry.owner is not None:
        yield from _beside_a_mail(inquiry, inquiry.owner)
        return
    host = inquiry.contact.facets[0] if inquiry.contact.facets else None
    rest = inquiry.contact.part(UrlRest)
    if rest is None or not isinstance(host, DomainName) or inquiry.owner is None:
        return
    if is_overlong(rest):
        return  # `open_redirect` says so
    pieces = _pieces(rest, host)
    paying = not _PAID.isdisjoint(segments(rest.path.lower()))
    read = ((name, one) for name, piece in pieces[:MAX_PIECES] for one in _contacts(name, piece))
    for at, (name, contact) in enumerate(read):
        if at >= MAX_CONTACTS:
            yield _unread(host.host)
            return
        if contact is None:
            continue
        about = contact.part(WalletAddress) is not None and ":" not in contact.raw
        if about and not (paying or name in _PAID):
            continue
        if _is_strangers(contact, inquiry.owner, inquiry):
            yield _beside(contact, inquiry.owner.brand_id, host.host)
            return
    unread = next((piece for _, piece in pieces if len(piece) > MAX_PIECE), "")
    if len(pieces) > MAX_PIECES or " " in unread:
        yield _unread(host.host)


def _beside_a_mail(inquiry: Inquiry, owner: Listed) -> Iterator[Evidence]:
    """``mailto:help@brand.example,desk@x.example``, ``?cc=``, ``?body=``, ``<help@brand.example>
    desk@x.example``: what stands beside the brand's address is read, or written to, as well."""
    contact = inquiry.contact
    for reading in contact.readings[:MAX_PIECES]:
        for other in _carried(reading):
            if other is not None and _is_strangers(other, owner, inquiry):
                yield _beside(other, owner.brand_id)
                return
    raw = unwrapped(contact.raw.strip())
    if '"' not in raw and raw.lower().removeprefix("mailto:") == contact.canonical:
        return
    name, _, host = contact.canonical.rpartition("@")
    shown = contact.part(DisplayName)
    for text in readings(raw):
        text = _HEADS.sub(" ", text)
        # Addresses in the shown name are judged as such (`display_name_spoof`): relays write them.
        before, address, behind = text.partition(contact.canonical)
        if shown is not None and address:
            before = before.replace(shown.text, " ")
        beside = before + address + behind
        found = chain(_mails(beside), _numbers(text, of_path=False), _accounts(text))
        for at, other in enumerate(found):
            if at >= MAX_CONTACTS:
                yield _unread()
                return
            if other is None or other.canonical == contact.canonical:
                continue
            if _is_strangers(other, owner, inquiry):
                yield _beside(other, owner.brand_id)
                return
        for at, written in enumerate(addresses(beside)):
            if written is UNREAD or at >= MAX_CONTACTS:
                yield _unread()
                return
            if written.host in (host, f"{name}.{host}") or written.host.endswith("." + host):
                continue
            try:
                other = parse(written.text, "url")
            except UnparseableContact:
                continue
            if written.stated and _is_strangers(other, owner, inquiry):
                yield _beside(other, owner.brand_id)
                return


def _is_strangers(contact: ContactPoint, owner: Listed, inquiry: Inquiry) -> bool:
    listed = inquiry.directory.owner(contact, inquiry.region)
    return listed is None or listed.brand_id != owner.brand_id


def _beside(contact: ContactPoint, brand_id: str, host: str = "mailto") -> Evidence:
    """A stranger's contact; a wallet's address may be what a page is about."""
    wallets = contact.kind == "wallet"
    return Evidence(
        code="planted_contact",
        family=Family.PAYLOAD,
        strength=0.0 if wallets else PLANTED,
        details={"planted": contact.canonical, "kind": contact.kind, "host": host},
        brand_id="" if wallets else brand_id,
    )


def _unread(host: str = "mailto") -> Evidence:
    """More than is read: nobody vouches for it, and nobody is accused."""
    details = {"planted": "…", "kind": "", "host": host}
    return Evidence("planted_contact", Family.PAYLOAD, strength=0.0, details=details)


def _carried(reading: str) -> Iterator[ContactPoint | None]:
    """The other recipients of a mail, and the contacts in the text that is filled in."""
    kind, _, text = reading.partition(":")
    if kind == "text":
        yield from _contacts("", text)
    elif kind == "email":
        yield _parsed(parse, text, "email")


def _parsed(read: Callable[..., ContactPoint], *arguments: str) -> ContactPoint | None:
    """What `read` reads; None when it cannot, which is work too and counts as such."""
    try:
        return read(*arguments)
    except UnparseableContact:
        return None


def _pieces(rest: UrlRest, host: DomainName) -> list[tuple[str, str]]:
    """Values of the query and fragment with their names, segments of the path, the user name, and
    labels that hold a number."""
    found = []
    for part in (rest.query, rest.fragment):
        for pair in re.split("[&;]", part, maxsplit=MAX_PIECES) if part else ():
            name, _, value = pair.partition("=")
            found.append((_bare(name), value) if value else ("", pair))
            if value and not name.replace("_", "").replace("-", "").isalnum():
                found.append(("", name))
    for segment in re.split("[/;]", rest.path, maxsplit=MAX_PIECES):
        found += [("/", segment), ("/", segment.partition("=")[2])]
    found.append(("", rest.userinfo))
    found += [("/", label) for label in host.labels[:-1]]
    return [(name, _SPACES.sub(" ", piece)) for name, piece in found if len(piece) >= 5]


def _bare(name: str) -> str:
    return "".join(c for c in name.lower() if c.isalnum())


def _contacts(name: str, piece: str) -> Iterator[ContactPoint | None]:
    """Contacts in one value, segment or label; but for the reader's own, alone where it belongs."""
    for text in readings(piece[:MAX_PIECE]):
        of_path = name == "/"
        spaced = text.replace("-", " ") if of_path and "@" not in text else text
        numbers = _numbers(spaced.replace("_", " "), of_path)
        every = chain(_mails(text), numbers, _accounts(text), _wallets(text), _opening(text))
        found = list(islice(every, MAX_CONTACTS + 1))
        known = [contact for contact in found if contact is not None]
        if len(known) == 1 and _is_readers(name, text, known[0]):
            found.remove(known[0])
        yield from found


def _is_readers(name: str, text: str, contact: ContactPoint) -> bool:
    """Alone in a parameter for it, or an address alone in the path; nobody's desk."""
    if contact.kind == "email":
        local = text.strip().partition("@")[0].lower()
        desk = any(bait(word) for word in re.split(r"[^a-z]+", local) if word)
        return not desk and (name in _readers_own() or name == "/") and " " not in text.strip()
    if contact.kind == "phone":
        return name in _readers_own() and not _WORD.search(text)
    return False


@cache
def _readers_own() -> frozenset[str]:
    return frozenset(data.lines("readers_own.tsv"))


def _wallets(text: str) -> Iterator[ContactPoint | None]:
    """Wallets' addresses, sessions that a wallet would join, and what it would pay."""
    for match in chain(_PAIRING.finditer(text), _LIGHTNING.finditer(text)):
        yield ContactPoint("wallet", match[0], match[0])
    for match in _WALLET.finditer(text):
        if match[0][:2].lower() == "0x" or wallet.is_checked(match[0]):
            yield _parsed(wallet.parse, match[0])


def _opening(text: str) -> Iterator[ContactPoint | None]:
    """What opens a program to pay somebody or to let somebody in: ``anydesk:123456789``."""
    scheme, _, rest = text.strip().partition(":")
    scheme, kinds = scheme.lower(), map(kind_of_module, _OPENING)
    if rest and any(scheme in kind.schemes() or kind.knows_prefix(scheme) for kind in kinds):
        yield _parsed(parse, text.strip())


def _mails(text: str) -> Iterator[ContactPoint | None]:
    from ringtrue.kinds import email

    if "@" not in text:
        return
    for match in _ADDRESS.finditer(text):
        yield _parsed(email.parse, match[0].strip(".!?*"))


def _numbers(text: str, of_path: bool) -> Iterator[ContactPoint | None]:
    """Numbers that are written as numbers; bare digits where words speak of a desk or a call."""
    from ringtrue.kinds import phone

    runs = _number_runs(text)
    if not runs:
        runs = _DIGITS.findall(text)
        if not runs:
            return
        words = [word.lower() for word in _WORD.findall(text)]
        told = any(bait(word) in ("high", "medium") or word in _calls() for word in words)
        told = told or any(sign in text for sign in _calls() if not sign.isascii())
        if not told:
            return
    elif of_path and not any(run.startswith("+") or "(" in run for run in runs):
        words = [word.lower() for word in _WORD.findall(text)]
        if not any(word in _calls() or bait(word) for word in words):
            return  # digits and hyphens of a path are dates and ids
    for run in runs:
        contact = _parsed(phone.parse, run)
        facet = contact and contact.part(PhoneNumber)
        meant = facet and not facet.short and (facet.valid or _written_as_number(run))
        yield contact if meant else None


@cache
def _calls() -> frozenset[str]:
    return frozenset(word for word in phone_words("label") if " " not in word)


def _accounts(text: str) -> Iterator[ContactPoint | None]:
    """Names behind the name of a messenger, ``telegram @name``, ``微信: name``, or before it:
    ``@name on telegram``."""
    low = text.lower()
    shown = text if len(low) == len(text) else low
    for match in _named().finditer(low):
        word, start = match[1], match.start()
        if word.isascii() and start and low[start - 1].isascii() and low[start - 1].isalnum():
            continue  # the end of another word
        sign, name = match[2].strip(), shown[match.start(3) : match.end(3)]
        chosen = name[0].isalpha() and any(c.isdigit() or c == "_" for c in name)
        if not sign and not chosen:
            continue  # "telegram channel"
        contact = _parsed(parse, f"{word}:@{name.strip('.-')}")
        yield contact if contact and contact.part(HandleName) else None
    for match in _named_after().finditer(low) if "@" in low else ():
        contact = _parsed(parse, f"{match[2]}:@{match[1].strip('.-')}")
        yield contact if contact and contact.part(HandleName) else None


@cache
def _named() -> re.Pattern[str]:
    """A messenger's name and what stands behind it, in small letters."""
    return re.compile(
        rf"({_messengers()})(?=(\s*[:：]\s*@?|\s*@|\s)\s*([a-z0-9][a-z0-9_.-]{{4,39}}))"
    )


@cache
def _named_after() -> re.Pattern[str]:
    """A name and the messenger that it is said to be on."""
    name = r"(?<![a-z0-9._-])@([a-z0-9][a-z0-9_.-]{4,39})"
    return re.compile(rf"{name}\s(?:on|via|at|in)\s({_messengers()})(?![a-z0-9])")


@cache
def _messengers() -> str:
    """Their names by their first letter, which is all that is looked at in most places of a
    text."""
    words = {
        prefix.partition("=")[0].lower()
        for platform in platforms().values()
        for prefix in platform.prefixes
    }
    words.discard("x")  # a letter before it is a platform
    ends: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        ends.setdefault(re.escape(word[0]), []).append(re.escape(word[1:]))
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in ends.items())


def _number_runs(piece: str) -> list[str]:
    """Runs of digits and their punctuation that are written as telephone numbers."""
    runs = []
    for match in _RUN.finditer(piece):
        run = match[0].strip(" -.*·")
        digits = sum(c.isdigit() for c in run)
        # An id has letters at its dots: "a2g3p.36963666.0.0.2c6e78".
        beside = piece[max(0, match.start() - 1) : match.start()] + piece[match.end() :][:1]
        dotted = not set(run) - set("0123456789.") and len(beside) == 2 and beside.isalnum()
        if 9 <= digits <= 15 and not dotted and _written_as_number(run):
            runs.append(run)
    return runs


def _written_as_number(run: str) -> bool:
    """With a plus, brackets or groups: bare digit strings are ids far more often."""
    return run.startswith("+") or "(" in run or sum(run.count(c) for c in "- .*·") >= 2
