"""freemail_brand: a brand's name as a mailbox at a provider that anybody can use.

What it does
    The mail domain is a public or disposable provider, and the name before the @ holds a
    brand's name. With a role word (support, help, kefu), also one behind a plus, it is an
    impersonation. The name alone is suspicious, not more: it says whom the box is named after, not
    that it serves that brand's customers. A display name or a claim beside it says so. Behind five
    letters or more, glued (johnnygithub@gmail.com), it is only noted: somebody's own box.

Why it matters
    No bank, exchange or wallet answers its customers from gmail.com.

Examples
    tokenpocket.support@gmail.com, metamask-help@outlook.com, binance@163.com

Not flagged
    People (j.ledger@gmail.com, andreas.schwab@gmail.com), a brand behind a plus
    (jane+coinbase@gmail.com is how customers tell their senders apart), everyday words without a
    role word, company domains, and free-mail addresses that the brand itself lists.

References
    IC3 annual report 2024 (business e-mail compromise); research on GitHub issue spam.
"""

from __future__ import annotations

from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.context import Telling, residue, telling_of
from ringtrue.kinds.facets import DomainName, LocalPart
from ringtrue.model import Candidate, Evidence, Family
from ringtrue.text.hosts import is_disposable, is_free_mail
from ringtrue.text.people import is_person
from ringtrue.text.words import bait_in

WITH_BAIT = {"high": 0.87, "medium": 0.8}
COMMON_WITH_BAIT = {"high": 0.7, "medium": 0.4}
ALONE = 0.62
ALONE_MIXED = 0.5
OWN_BOX = 0.3
"""Behind other letters, glued: somebody's own box for that service."""


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    name = candidate.name
    if name is None or not isinstance(candidate.seen, LocalPart) or len(name.text) < 3:
        return None
    domain = inquiry.contact.part(DomainName)
    if domain is None or not (is_free_mail(domain.registrable) or is_disposable(domain.host)):
        return None
    text, at = candidate.text, candidate.end
    tag = _tag(candidate.seen)
    around = residue(f"{text}-{tag}" if tag else text, candidate.start, at)
    telling = telling_of(candidate)
    if around.weight == "none" or _is_person(candidate.seen, name.text):
        return None
    if telling is Telling.COMMON:
        strength = COMMON_WITH_BAIT.get(around.weight, 0.0) if around.worded else 0.0
    elif around.weight:
        strength = WITH_BAIT[around.weight]
    elif candidate.start and not around.bounded and around.letters > 4:
        strength = OWN_BOX
    elif telling is Telling.DISTINCT and (around.letters <= 4 or around.worded):
        strength = ALONE
    else:
        strength = ALONE_MIXED if candidate.how == "same" else 0.3
    if strength <= 0:
        return None
    return Evidence(
        code="freemail_brand",
        family=Family.RESEMBLANCE,
        strength=strength,
        details={"provider": domain.registrable, "name": name.text, "seen": candidate.text},
        brand_id=candidate.brand_id,
    )


def _is_person(seen: LocalPart, name: str) -> bool:
    """A given name and a surname, parted or glued: andreas.schwab, andreasschwab."""
    local = seen.raw.partition("+")[0].casefold()
    words = "".join(c if c.isalpha() else " " for c in local).split()
    if len(words) == 1 and words[0] != name:
        words = [words[0].replace(name, "", 1), name]
    return is_person(words, name)


def _tag(seen: LocalPart) -> str:
    """What stands behind the plus, when it is a role word: ``example+help``."""
    tag = seen.raw.partition("+")[2].casefold()[:40]
    return tag if any(weight in ("high", "medium") for _, weight, _ in bait_in(tag)) else ""
