"""homograph: a name written with characters that look like the official ones.

What it does
    Compares confusable keys (UTS #39 skeleton plus our own pairs: rn/m, vv/w, cl/d, 0/o,
    1/l/i). The whole label, or a brand name standing inside it, must have the key of an
    official name without being that name.

Why it matters
    Nobody sees the difference between ``metamask`` and ``rnetarnask`` in a small font, and
    none at all between Latin and Cyrillic ``а``.

Examples
    xn--80ak6aa92e.com (Cyrillic), rnetamask.io, myethervvallet.com, trez0r.io, ExampIeWallet

Not flagged
    Names that are ordinary words themselves (modern/modem, clock/dock), popular sites of
    others, and other brands' official contacts; names in another script under an ending in that
    script, and short ones inside its words.

References
    Unicode UTS #39 section 4; Suzuki et al., ShamFinder, IMC 2019;
    Chromium's skeleton_generator.cc.
"""

from __future__ import annotations

from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.context import (
    Telling,
    bounded_columns,
    is_famous,
    made_of_words,
    residue,
    telling_columns,
    telling_of,
    weight_columns,
)
from ringtrue.kinds.facets import DomainName
from ringtrue.model import Candidate, ContactPoint, Evidence, Family

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.batch.pairings import Flags, Pairings

SHORTEST = 4
"""Letters of the shortest name in ASCII letters that anything but its own letters may stand for."""
BY_CHANCE = 7
"""Letters from which a glued name does not stand inside a longer one by chance."""

WHOLE = 0.92
FOREIGN_SCRIPT = 0.96
INSIDE = 0.85
INSIDE_COMMON = 0.55


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    name = candidate.name
    if name is None or name.origin == "handle":
        return None
    if candidate.part in ("host", "path", "query", "fragment", "display_name", "app_id"):
        return None
    seen = candidate.text[candidate.start : candidate.end]
    ascii_only = seen.isascii()
    foreign = not any(c.isascii() and c.isalpha() for c in candidate.text)
    if ascii_only and (len(name.text) < SHORTEST or made_of_words(seen)):
        return None
    if foreign and is_foreign_ending(inquiry.contact):
        return None
    if candidate.how == "key":
        strength = WHOLE if ascii_only else FOREIGN_SCRIPT
        if ascii_only and len(name.text) < 5:
            strength = 0.6
        if candidate.part == "subdomain":
            strength -= 0.07
    else:
        around = residue(candidate.text, candidate.start, candidate.end)
        telling = telling_of(candidate)
        second_sign = around.weight or name.famous
        if ascii_only and telling is Telling.COMMON and not (around.bounded and second_sign):
            return None
        if ascii_only and made_of_words(candidate.text):
            return None
        by_chance = (ascii_only or foreign) and len(name.text) < BY_CHANCE
        if by_chance and not (around.bounded or around.weight):
            return None  # four or five letters stand inside longer names by chance
        strength = INSIDE if not ascii_only or telling is not Telling.COMMON else INSIDE_COMMON
    return Evidence(
        code="homograph",
        family=Family.RESEMBLANCE,
        strength=strength,
        details={"seen": seen, "official": name.text, "part": candidate.part},
        brand_id=candidate.brand_id,
    )


def is_foreign_ending(contact: ContactPoint) -> bool:
    """Whether a host's ending is in another script, which tells that of its names (``.рф``)."""
    host = contact.part(DomainName)
    return host is not None and host.suffix.startswith("xn--")


def compare_columns(found: Pairings) -> Flags:
    """Where `compare` may find something in hosts of ASCII letters."""
    bounded, baited = bounded_columns(found), weight_columns(found) > 0
    meant = bounded & (baited | found.are(is_famous))
    inside = found.token_key & (bounded | baited | (found.size >= BY_CHANCE))
    inside &= meant | (telling_columns(found) != Telling.COMMON)
    return found.in_label & (found.size >= SHORTEST) & (found.key | inside)
