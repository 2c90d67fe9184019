"""handle_padding: an official account name with separators, digits or look-alike letters.

What it does
    The account name equals an official one once separators, digits and repeated letters at its
    ends are taken off, or once look-alike letters (I l 1, O 0, rn m) are folded.

Why it matters
    ``ExampleWallet_`` and ``ExampIeWallet`` are free for anybody to register, and look the
    same in a reply.

Examples
    x:@MetaMask__, telegram:@metamask1, x:@MetaMaskk, x:@TokenPocket_TP_, instagram:@rnetamask

Not flagged
    The listed account itself in any case, everyday words with digits (ledger7), short names,
    separators where the brand's name has its spaces (bank-of-china).

References
    Mariconti et al., What's in a Name?, WWW 2017; Unicode UTS #39.
"""

from __future__ import annotations

from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.context import Residue, Telling, residue, telling_of
from ringtrue.kinds.facets import HandleName
from ringtrue.model import Brand, Candidate, Evidence, Family, Name
from ringtrue.records import memoised
from ringtrue.text.skeleton import SEPARATORS, fold, strip_marks

PADDED = 0.82
LOOKALIKE = 0.9
COMMON = 0.4
ELSEWHERE = 0.7
"""Other separators than in an account that is listed on another platform, which may not allow them:
the brand's own as often."""


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    name, seen = candidate.name, candidate.seen
    if name is None or candidate.part != "handle" or not isinstance(seen, HandleName):
        return None
    if len(name.text) < 4:
        return None
    brand = inquiry.directory.brands[candidate.brand_id]
    official = name.official.rpartition("@")[2] if name.origin == "handle" else name.text
    if candidate.how == "key":
        strength = LOOKALIKE
    elif candidate.how == "same" and name.origin == "handle":
        if seen.raw.lower() == official.lower() or _in_its_words(seen, brand):
            return None  # the very name: platform_swap judges where it is used
        elsewhere = name.official.partition(":")[0] != seen.platform
        strength = ELSEWHERE if elsewhere and _is_inside(seen) else PADDED
    elif candidate.how == "same" and (
        not _is_inside(seen) or (_parted(seen, name, inquiry) and not _in_its_words(seen, brand))
    ):
        strength = PADDED
    elif candidate.how in ("token", "token_key"):
        around = residue(candidate.text, candidate.start, candidate.end)
        repeated = len(name.text) >= 6 and _repeats(around, name.text)
        if not repeated and (not around.text.isdigit() or len(around.text) > 4):
            return None
        strength = PADDED if candidate.how == "token" else LOOKALIKE
    else:
        return None
    if telling_of(candidate) is Telling.COMMON and name.origin != "handle":
        strength = COMMON
    return Evidence(
        code="handle_padding",
        family=Family.RESEMBLANCE,
        strength=strength,
        details={"seen": seen.raw, "official": official, "folded": fold(seen.raw)},
        brand_id=candidate.brand_id,
    )


def _is_inside(seen: HandleName) -> bool:
    """Separators stand inside the name, if at all, and not at its ends."""
    return seen.name.strip("_.-") == seen.name


def _in_its_words(seen: HandleName, brand: Brand) -> bool:
    """Separators stand where the brand has spaces: ``bank-of-china``. Platforms have them so."""
    raw = seen.raw.lower().replace("_", "-").replace(".", "-")
    words = [word for word in raw.split("-") if word]
    return _is_inside(seen) and words in _spellings(brand)


@memoised
def _spellings(brand: Brand) -> list[list[str]]:
    names = map(strip_marks, (brand.name, *brand.aliases))
    return [[fold(word) for word in name.split()] for name in names]


def _parted(seen: HandleName, name: Name, inquiry: Inquiry) -> bool:
    """Separators inside a name that the brand writes in one: ``meta_mask``; not ``gate_io``."""
    plain = name.official.rpartition("@")[2] or name.text
    if not any(c in SEPARATORS for c in seen.raw) or any(c in "-_" for c in plain):
        return False
    dotted = seen.name.replace("_", ".").replace("-", ".")
    return inquiry.directory.is_official_domain(dotted) != name.brand_id


def _repeats(around: Residue, name: str) -> bool:
    """The first or last letter stands there once or twice more: ``MetaMaskk``."""
    before, after = around.before, around.after
    if not 1 <= len(before) + len(after) <= 2:
        return False
    return set(before) <= {name[0]} and set(after) <= {name[-1]}
