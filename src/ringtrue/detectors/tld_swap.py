"""tld_swap: the official label under another suffix.

What it does
    The registered label is exactly an official one (hyphens aside), the suffix is not. Alone that
    is an impersonation, of an everyday word too: of 49 such names that were met two were honest.
    Under a country's own ending it is suspicious, not more. It is noted, below suspicion, where
    the name is a phrase of the trade (blockchain), an everyday word under a country's ending or
    one that everybody has, or two or three letters.

Why it matters
    A fifth of the look-alike domains of crypto brands keep the name and change the ending.

Examples
    myetherwallet.cx, etherscan.tech, tron.gg, tokenpocket.example

Not flagged
    The brand's own regional domains (they belong on its list), popular sites of others
    (curve.com), and a mail provider's name under the endings at which people are known to have
    their mailboxes (hotmail.de).

References
    Le Pochat et al. 2019; the shares of fakes: data/calibration.tsv.
"""

from __future__ import annotations

from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.context import Telling, generic, telling_of
from ringtrue.kinds.facets import DomainName
from ringtrue.model import Candidate, Evidence, Family, Name
from ringtrue.text.hosts import hosting_of, is_free_mail
from ringtrue.text.shape import GENERIC_ENDINGS
from ringtrue.text.suffix import is_national
from ringtrue.text.words import bait, popular_rank

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.batch.pairings import Flags, Pairings

DISTINCT = 0.85
MIXED = 0.75
COMMON = 0.55
NATIONAL = 0.5
"""Under a country's own ending: often the brand's office there, missing on the list."""
COMMON_NATIONAL = 0.45
"""An everyday word under a country's ending, or an old worldwide one: somebody else's shop
(orange.ch, curve.com)."""
GENERIC = 0.4
"""A phrase of the trade (blockchain, my crypto): anybody's."""
TINY = 0.3
"""Two or three letters: many honest owners."""
TINY_BAIT = 0.6
"""Two or three letters under an ending that is a word of the trade: ``eos.win``."""


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    name, seen = candidate.name, candidate.seen
    if name is None or candidate.part != "label":
        return None
    if not isinstance(seen, DomainName) or name.origin != "domain":
        return None
    if seen.private_suffix and (hosting_of(seen.host) or popular_rank(_parent(seen))):
        return None  # a tenant of a hosting platform (hosted_content) or of a content network
    if is_free_mail(seen.registrable) and is_free_mail(name.official):
        return None
    telling = telling_of(candidate)
    strength = {Telling.DISTINCT: DISTINCT, Telling.MIXED: MIXED, Telling.COMMON: COMMON}[telling]
    if is_national(seen.suffix) and not seen.private_suffix:
        # ``ripple.com.lv`` begins as the official one does; so do the brands' own sites abroad.
        common = telling is Telling.COMMON and not _extends(seen.suffix, name.official)
        strength = COMMON_NATIONAL if common else NATIONAL
    elif telling is Telling.COMMON and seen.suffix in GENERIC_ENDINGS:
        strength = COMMON_NATIONAL
    if generic(name.text):
        strength = GENERIC
    elif len(name.text) <= 3:
        strength = TINY_BAIT if _tempts(seen.suffix) else TINY
    return Evidence(
        code="tld_swap",
        family=Family.RESEMBLANCE,
        strength=strength,
        details={
            "seen": seen.registrable,
            "suffix": seen.suffix,
            "official": name.official,
        },
        brand_id=candidate.brand_id,
    )


def _tempts(suffix: str) -> bool:
    """An ending that is a bait word, and not one that everybody has (com, net, a country's)."""
    return len(suffix) > 2 and suffix not in GENERIC_ENDINGS and bait(suffix) in ("high", "medium")


def _extends(suffix: str, official: str) -> bool:
    """The official ending with a country after it: ``stellar.org`` as ``stellar.org.sb``."""
    ending = official.partition(".")[2]
    return bool(ending) and suffix.startswith(ending + ".")


def _parent(seen: DomainName) -> str:
    """The domain that keeps a private suffix: fastly.net for map.fastly.net."""
    return ".".join(seen.suffix.split(".")[-2:])


def compare_columns(found: Pairings) -> Flags:
    """Where `compare` may find something."""
    return found.same & found.in_label & found.are(_is_domain)


def _is_domain(name: Name) -> bool:
    return name.origin == "domain"
