"""profile_name_spoof: the name shown beside an account says one brand, the account says another.

What it does
    Judges ``Name (@account)`` as two claims. A brand's name in the shown name, while the account
    is not on the brand's list, is a claim that the account does not keep. The same for the name
    in a store page's address, which most stores ignore (``/detail/NAME/ID``).

Why it matters
    The shown name is free text on every platform, and it is what people read: a third of
    350,000 squatted accounts carried the brand's logo too.

Examples
    "Coinbase Support ✅ (@mary_0142)", "TP钱包客服 (@abc_desk)",
    chromewebstore.google.com/detail/metamask/ and the id of another extension

Not flagged
    The brand's listed accounts, people (a given name beside a surname: John Ledger), everyday words
    without a support word, fans and news, names that the account repeats (the account itself is
    judged then).

References
    Acharya et al., USENIX Security 2024; Which? 2024.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.context import Telling, residue, telling_of
from ringtrue.detectors.handle_slips import letter_more, of_people, slipped, with_a_letter
from ringtrue.detectors.registry import NEAR
from ringtrue.kinds.facets import AppId, DisplayName, HandleName
from ringtrue.model import Candidate, Evidence, Family, Name
from ringtrue.text.shown_words import set_apart
from ringtrue.text.skeleton import fold_seen, key

WITH_BAIT = 0.85
"""A telling name and a support word."""
WHOLE = 0.7
"""A telling name, and nothing else."""
BESIDE = 0.5
"""A telling name among other words: an employee, a fan, a reseller as often."""
MIXED = 0.15
"""Taken off for a name that others have too."""
COMMON_WITH_BAIT = 0.7
APP = 0.6
"""A store page's address: the brand lists other apps in that store."""
APP_ALONE = 0.45
"""The brand lists none there: the list is thin, not the app wrong."""
UNSURE = 0.7
"""The most where the account holds the name too and the list may lack accounts there: firms run
support accounts under their own name."""
SAME = Family.RESEMBLANCE
"""The family of what the account itself tells: one fact counts once."""
OTHERS_ACCOUNT = 0.6
"""One brand's listed account under another brand's name."""


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    name, seen = candidate.name, candidate.seen
    if name is None or not isinstance(seen, DisplayName) or name.origin == "handle":
        return None
    carrier, family = inquiry.contact.facets[0], Family.CLAIM
    if isinstance(carrier, AppId):
        strength = _of_an_app(candidate, inquiry)
    elif isinstance(carrier, HandleName):
        strength = _of_an_account(candidate, inquiry)
        if _repeats(name, inquiry) and not _holds_all(candidate, carrier, inquiry):
            # "Example Support (@examplesupport)" says nothing that the account does not say.
            strength, family = min(strength, UNSURE), SAME
    else:
        return None
    return _evidence(seen.text, inquiry, candidate.brand_id, strength, family) if strength else None


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    """A listed account that is shown under the name of another brand."""
    owner, contact = inquiry.owner, inquiry.contact
    if owner is None or not contact.facets or not isinstance(contact.facets[0], HandleName):
        return
    shown = next((f.text for f in contact.facets if isinstance(f, DisplayName)), "")
    named = {brand for _, _, brand in inquiry.directory.names_in(shown)}
    if named and owner.brand_id not in named:
        yield _evidence(shown, inquiry, min(named), OTHERS_ACCOUNT)


def _of_an_account(candidate: Candidate, inquiry: Inquiry) -> float:
    name = candidate.name
    assert name is not None
    around = residue(candidate.text, candidate.start, candidate.end)
    telling = telling_of(candidate)
    apart = set_apart(candidate.text, candidate.start, candidate.end)
    letter = not apart and with_a_letter(candidate) is not None and telling is not Telling.COMMON
    if around.weight == "none" or not (apart or letter) or of_people(candidate):
        return 0.0
    baited, alone = around.weight in ("high", "medium"), not around.text.strip("0123456789")
    if candidate.how in NEAR:
        return slipped(candidate, WITH_BAIT if baited else WHOLE) if baited or alone else 0.0
    if letter:
        return WITH_BAIT if baited else letter_more() if len(around.text) == 1 else 0.0
    if telling is Telling.COMMON:
        return COMMON_WITH_BAIT if around.weight == "high" else 0.0
    minus = MIXED if telling is Telling.MIXED else 0.0
    if baited:
        return WITH_BAIT - minus
    if _repeats(name, inquiry):
        return 0.0  # MetaMask (@metamask): the account says the same, and is judged for it
    return (WHOLE if not around.text else BESIDE) - minus


def _of_an_app(candidate: Candidate, inquiry: Inquiry) -> float:
    if telling_of(candidate) is Telling.COMMON or candidate.how in NEAR:
        return 0.0
    around = residue(candidate.text, candidate.start, candidate.end)
    if around.weight == "none" or not set_apart(candidate.text, candidate.start, candidate.end):
        return 0.0
    brand = inquiry.directory.brands[candidate.brand_id]
    here = any(c.kind == inquiry.contact.kind and c.status == "active" for c in brand.contacts)
    return APP if here else APP_ALONE


def _repeats(name: Name, inquiry: Inquiry) -> bool:
    """The account holds the name too."""
    accounts = [f.raw for f in inquiry.contact.facets if isinstance(f, HandleName)]
    return any(name.key in key(fold_seen(account)) for account in accounts)


def _holds_all(candidate: Candidate, account: HandleName, inquiry: Inquiry) -> bool:
    brand = inquiry.directory.brands[candidate.brand_id]
    return inquiry.holds_all(brand, account.platform)


def _evidence(
    shown: str, inquiry: Inquiry, brand_id: str, strength: float, family: Family = Family.CLAIM
) -> Evidence:
    return Evidence(
        code="profile_name_spoof",
        family=family,
        strength=strength,
        details={"shown": shown[:100], "seen": inquiry.contact.canonical},
        brand_id=brand_id,
    )
