"""display_name_spoof: a sender's name says one brand, the address says another.

What it does
    Reads the display name of an address. A brand's name in it, or one of its addresses, while
    the mail domain is not the brand's, is a claim that the address does not keep.

Why it matters
    Telephones show the name and hide the address, and the name is free text.

Examples
    "Coinbase Support" <desk@mail.example>, "support@metamask.io" <x@mail.example>

Not flagged
    Mail from the brand's listed domains, people (a given name beside a surname: John Ledger), other
    listed brands' own mail, a longer name that holds a shorter one (Agricultural Bank of China). An
    everyday word needs a word of the trade beside it (Ledger Update), or nothing at all: "Ledger"
    or "Hiba from Ledger" alone is how a firm signs, unless the address holds the word as well.

References
    RFC 5322 section 3.4; M3AAWG, Trust in Email Begins with Authentication.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ringtrue import data
from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.context import Residue, Telling, residue, telling_of
from ringtrue.detectors.handle_slips import letter_more, of_people, slipped, with_a_letter
from ringtrue.detectors.registry import NEAR
from ringtrue.kinds.facets import DisplayName, DomainName, LocalPart
from ringtrue.model import Candidate, Evidence, Family
from ringtrue.text.people import is_name
from ringtrue.text.pieces import compact
from ringtrue.text.scripts import script_of
from ringtrue.text.shown_words import set_apart
from ringtrue.text.skeleton import clean, fold, key
from ringtrue.text.words import is_word

ADDRESS = 0.93
"""An official address as the display name."""
MAX_SHOWN = 200
"""Characters of a display name in which brands are looked for."""
TWO_ADDRESSES = 0.6
"""An official address in angle brackets after a foreign one."""
WITH_BAIT = 0.87
NAME = 0.8
"""A telling name alone."""
MIXED = 0.6
COMMON_WITH_BAIT = {"high": 0.8, "medium": 0.65}
COMMON_ALONE = 0.6
"""An everyday word as the whole name, and the address tells of another."""
COMMON_FIRST = 0.55
"""A famous name before other words (DHL Paket); one that is an everyday word needs another brand
beside it (Amazon Visa)."""
_GLUED = frozenset({"Han", "Hiragana", "Katakana", "Hangul", "Thai"})
"""Scripts that are written up against a Latin name without a space."""


@cache
def _from() -> frozenset[str]:
    """Words before the firm in ``Hiba from Example``."""
    return frozenset(data.lines("from_words.txt"))


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    name, seen = candidate.name, candidate.seen
    if name is None or not isinstance(seen, DisplayName) or name.origin == "handle":
        return None
    if inquiry.contact.kind != "email":
        return None  # profile_name_spoof judges names shown beside accounts
    if _mail_owner(inquiry) == candidate.brand_id or _held(candidate, seen.text, inquiry):
        return None
    strength = _strength(candidate, seen.text, inquiry)
    if strength <= 0:
        return None
    return Evidence(
        code="display_name_spoof",
        family=Family.CLAIM,
        strength=strength,
        details={"shown": seen.text[:100], "name": name.text, "domain": _domain(inquiry)},
        brand_id=candidate.brand_id,
    )


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    """An official address, any address on an official domain, or such a domain, shown as the name.

    Two addresses in angle brackets are two readings: which of them answers is up to the mail
    program, so the official one does not vouch for the other.
    """
    found = inquiry.contact.part(DisplayName)
    shown = clean(found.text) if found is not None else ""
    if not shown or inquiry.contact.kind != "email":
        return
    if "@" not in shown and "." not in shown:
        return
    owner, own = _mail_owner(inquiry), _domain(inquiry)
    for word in shown.replace("<", " <").replace(">", "> ").split()[:12]:
        domain = word.strip("\"'()[],;<>").rpartition("@")[2].lower()
        if "." not in domain or ("@" not in word and owner is not None):
            continue
        brand = inquiry.directory.is_official_domain(domain)
        strength = ADDRESS if "@" in word or shown.startswith(word) else MIXED
        if owner is not None and brand != owner and word[0] == "<" and domain != own:
            brand, strength = owner, TWO_ADDRESSES
        elif brand is None or brand == owner:
            continue
        yield Evidence(
            code="display_name_spoof",
            family=Family.CLAIM,
            strength=strength,
            details={"shown": shown[:100], "name": domain, "domain": own},
            brand_id=brand,
        )
        return


def _held(candidate: Candidate, shown: str, inquiry: Inquiry) -> bool:
    """A longer name of another brand holds this one: Agricultural Bank of China."""
    name = candidate.name.text if candidate.name else ""
    held = [
        brand
        for start, end, brand in inquiry.directory.names_in(shown[:MAX_SHOWN])
        if name in fold(shown[start:end]) and len(fold(shown[start:end])) > len(name)
    ]
    return bool(held) and candidate.brand_id not in held


def _is_house(candidate: Candidate, inquiry: Inquiry) -> bool:
    """The name is the house's, of which the brand is a part: Rakuten, listed for Rakuten Mobile."""
    name, brand = candidate.name, inquiry.directory.brands[candidate.brand_id]
    if name is None or name.origin != "domain":
        return False
    whole = any(c.kind == "domain" and c.value == name.official for c in brand.contacts)
    return not whole and name.text != fold(brand.name) and fold(brand.name).startswith(name.text)


def _strength(candidate: Candidate, shown: str, inquiry: Inquiry) -> float:
    around = residue(candidate.text, candidate.start, candidate.end)
    telling = telling_of(candidate)
    # Words decide here: "Coinbase Support" is a desk, "John Ledger" is a person.
    apart = set_apart(candidate.text, candidate.start, candidate.end)
    letter = not apart and with_a_letter(candidate) is not None and telling is not Telling.COMMON
    if not (apart or letter) or of_people(candidate):
        return 0.0
    baited = around.weight in ("high", "medium")
    if letter:
        return WITH_BAIT if baited else letter_more() if len(around.text) == 1 else 0.0
    if candidate.how in NEAR:
        alone = not around.text.strip("0123456789")
        return slipped(candidate, WITH_BAIT if baited else NAME) if baited or alone else 0.0
    if _is_house(candidate, inquiry):
        return 0.0
    if telling is Telling.COMMON:
        return max(
            _with_trade(around),
            _common(candidate, shown, inquiry),
        )
    if baited:
        return WITH_BAIT
    if around.weight == "none":
        return MIXED  # a fan club or a forum says so itself
    if _is_its_host(around, candidate.text, inquiry):
        return 0.0  # "Capital One Arena" <x@capitalonearena.com> says no more than its host does
    return NAME if telling is Telling.DISTINCT else MIXED


def _is_its_host(around: Residue, shown: str, inquiry: Inquiry) -> bool:
    """Other words stand beside the name, and the sender's host is called the same."""
    host = inquiry.contact.part(DomainName)
    return bool(around.text) and host is not None and compact(shown) == compact(host.label)


def _with_trade(around: Residue) -> float:
    """An everyday word beside a word of the trade: Ledger Support; Ledger Update and no more."""
    if around.weight == "medium" and around.text != around.word:
        return 0.0  # Amazon Rainforest Fund
    return COMMON_WITH_BAIT.get(around.weight, 0.0)


def _common(candidate: Candidate, shown: str, inquiry: Inquiry) -> float:
    """An everyday word that stands where a firm's name stands, in a mail of somebody else."""
    name = candidate.name
    if name is None or candidate.how not in ("same", "key", "token") or len(name.text) < 3:
        return 0.0
    words = _words(clean(shown))
    if not words or _excused(name.text, inquiry):
        return 0.0
    whole = "".join(words)
    if fold(whole) == name.text:
        return COMMON_ALONE
    if not whole.isascii() and key(whole) == name.key:
        return NAME  # written with letters that only look so
    if len(words) > 2 and words[-2].lower() in _from() and fold(words[-1]) == name.text:
        return COMMON_ALONE
    if not name.famous or not _stands_first(shown, name.text):
        return 0.0
    beside = {brand for *_, brand in inquiry.directory.names_in(shown[:MAX_SHOWN])}
    return COMMON_FIRST if not name.common or beside - {candidate.brand_id} else 0.0


def _stands_first(shown: str, name: str) -> bool:
    """The name is the first word, or the first after ``from``: Amazon Visa, Equipo de Google."""
    words = _words(clean(shown))
    return any(
        fold(word) == name and (not i or words[i - 1].lower() in _from())
        for i, word in enumerate(words)
    )


def _excused(name: str, inquiry: Inquiry) -> bool:
    """The address holds the word as people and firms of that name do: j.ledger, phoenixledger."""
    for facet in inquiry.contact.facets:
        texts = facet.labels[-1:] if isinstance(facet, DomainName) else ()
        if isinstance(facet, LocalPart) and (is_word(name) or is_name(name)):
            texts = (facet.text,)  # nobody is called DHL
        for text in texts:
            start = text.casefold().find(name)
            if start < 0:
                continue
            around = residue(text.casefold(), start, start + len(name))
            if isinstance(facet, DomainName) and not around.text:
                return True
            if around.text.strip("0123456789") and around.weight not in ("high", "medium"):
                return True
    return False


def _words(shown: str) -> list[str]:
    """Runs of letters and digits; scripts without spaces end where another script begins."""
    spaced = "".join(
        f" {c} " if not c.isascii() and script_of(c) in _GLUED else c if c.isalnum() else " "
        for c in shown
    )
    return spaced.split()


def _mail_owner(inquiry: Inquiry) -> str | None:
    domain = _domain(inquiry)
    return inquiry.directory.is_official_domain(domain) if domain else None


def _domain(inquiry: Inquiry) -> str:
    found = inquiry.contact.part(DomainName)
    return found.host if found else ""
