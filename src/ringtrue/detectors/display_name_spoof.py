"""display_name_spoof: a sender's name says one brand, the address says another.

What it does
    Reads the display name of an address. A brand's name in it, or one of its addresses, while
    the mail domain is not the brand's, is a claim that the address does not keep.

Why it matters
    Telephones show the name and hide the address, and the name is free text.

Examples
    "Coinbase Support" <desk@mail.example>, "support@metamask.io" <x@mail.example>

Not flagged
    Mail from the brand's listed domains, surname twins (John Ledger), everyday words without a
    support word, other listed brands' own mail.

References
    RFC 5322 section 3.4; M3AAWG, Trust in Email Begins with Authentication.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import Detector, Inquiry
from ringtrue.detectors.judging import Telling, residue, telling_of
from ringtrue.kinds.facets import DisplayName, DomainName
from ringtrue.model import Candidate, Evidence, Family
from ringtrue.text.skeleton import clean, key

ADDRESS = 0.93
"""An official address as the display name."""
TWO_ADDRESSES = 0.6
"""An official address in angle brackets after a foreign one."""
WITH_BAIT = 0.87
NAME = 0.8
"""A telling name alone."""
MIXED = 0.6
COMMON_WITH_BAIT = 0.8


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    name, seen = candidate.name, candidate.seen
    if name is None or not isinstance(seen, DisplayName) or name.origin == "handle":
        return None
    if inquiry.contact.kind != "email":
        return None  # profile_name_spoof judges names shown beside accounts
    if candidate.how not in ("same", "key", "token", "token_key"):
        return None
    if _mail_owner(inquiry) == candidate.brand_id:
        return None
    strength = _strength(candidate, seen.text)
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
    """An official address, or any address on an official domain, shown as the name.

    Two addresses in angle brackets are two readings: which of them answers is up to the mail
    program, so the official one does not vouch for the other.
    """
    found = next((f for f in inquiry.contact.facets if isinstance(f, DisplayName)), None)
    shown = clean(found.text) if found is not None else ""
    if "@" not in shown or inquiry.contact.kind != "email":
        return
    owner, own = _mail_owner(inquiry), _domain(inquiry)
    for word in shown.replace("<", " <").replace(">", "> ").split()[:12]:
        domain = word.strip("\"'(),;<>").rpartition("@")[2].lower()
        if "." not in domain or "@" not in word:
            continue
        brand = inquiry.directory.is_official_domain(domain)
        strength = ADDRESS
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


def _strength(candidate: Candidate, shown: str) -> float:
    around = residue(candidate.text, candidate.start, candidate.end)
    telling = telling_of(candidate)
    # Words decide here: "Coinbase Support" is a desk, "John Ledger" is a person.
    if (
        candidate.name is not None
        and candidate.name.text.isascii()
        and not _whole_words(candidate.name.text, shown)
    ):
        return 0.0
    if telling is Telling.COMMON:
        return COMMON_WITH_BAIT if around.weight == "high" else 0.0
    if around.weight in ("high", "medium"):
        return WITH_BAIT
    return NAME if telling is Telling.DISTINCT else MIXED


def _whole_words(name: str, shown: str) -> bool:
    """The name is made of whole words of the display name, or of words that look like it."""
    words = "".join(c if c.isalnum() else " " for c in shown).split()
    wanted = key(name)
    for i in range(len(words)):
        run = ""
        for word in words[i : i + len(name)]:
            run += word
            if run.casefold() == name or key(run) == wanted:
                return True
            if len(run) > 2 * len(name):
                break
    return not shown.isascii()


def _mail_owner(inquiry: Inquiry) -> str | None:
    domain = _domain(inquiry)
    return inquiry.directory.is_official_domain(domain) if domain else None


def _domain(inquiry: Inquiry) -> str:
    found = next((f for f in inquiry.contact.facets if isinstance(f, DomainName)), None)
    return found.host if found else ""


DETECTOR = Detector(
    "display_name_spoof",
    Family.CLAIM,
    __doc__ or "",
    compare=compare,
    inspect=inspect,
    on_official=True,
    reads=(DisplayName,),
    pairings=frozenset({"same", "key", "token", "token_key"}),
)
