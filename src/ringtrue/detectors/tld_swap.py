"""tld_swap: the official label under another suffix.

What it does
    The registered label is exactly an official one (hyphens aside), the suffix is not. What that
    is worth is measured (`ringtrue.judging.likelihood`): an impersonation, mostly. It is noted,
    below suspicion, under a country's own ending (but for the coined name of a wallet or a
    protocol, which has no offices), and where the name is a phrase of the trade (blockchain), an
    everyday word under an ending that everybody has, or two or three letters.

Why it matters
    A fifth of the look-alike domains of crypto brands keep the name and change the ending.

Examples
    myetherwallet.cx, etherscan.tech, tron.gg, tokenpocket.example

Not flagged
    The brand's own regional domains (they belong on its list), popular sites of others (curve.com),
    tenants of private suffixes (``google.codeberg.page``), and a mail provider's name under the
    endings at which people are known to have their mailboxes (hotmail.de).

References
    Le Pochat et al. 2019; the shares of fakes: data/calibration.tsv.
"""

from __future__ import annotations

from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.context import Telling, generic, telling_of
from ringtrue.kinds.facets import DomainName
from ringtrue.model import Brand, Candidate, Evidence, Family, Name
from ringtrue.records import memoised
from ringtrue.text.hosts import is_free_mail
from ringtrue.text.shape import GENERIC_ENDINGS
from ringtrue.text.suffix import is_national
from ringtrue.text.words import bait

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.batch.pairings import Flags, Pairings

DISTINCT = 0.85
MIXED = 0.75
COMMON = 0.55
NATIONAL = 0.48
"""A coined name under a country's own ending: as often the brand's office there, missing on the
list, as a fake ..."""
NATIONAL_WORD = 0.35
"""... and any other name: an office more often."""
ONLINE = frozenset({"wallet", "defi", "hardware"})
"""Brands of no other kind have no offices, and who has their coined name is no other firm: of 149
one has a site under a country's ending that its list lacks, and eight have fakes there."""
COMMON_GENERIC = 0.45
"""An everyday word under an old worldwide ending: somebody else's shop (curve.com)."""
GENERIC = 0.4
"""A phrase of the trade (blockchain, my crypto): anybody's."""
TINY = 0.3
"""Two or three letters: many honest owners."""
TEMPTING = 0.6
"""An everyday word, or two or three letters, under an ending that is a word of the trade:
``fulcrum.claims``, ``eos.win``."""


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    name, seen = candidate.name, candidate.seen
    if name is None or candidate.part != "label":
        return None
    if not isinstance(seen, DomainName) or name.origin != "domain":
        return None
    if seen.private_suffix:
        return None  # a tenant of a platform or a forge: hosted_content judges it
    if is_free_mail(seen.registrable) and is_free_mail(name.official):
        return None
    telling = telling_of(candidate)
    strength = {Telling.DISTINCT: DISTINCT, Telling.MIXED: MIXED, Telling.COMMON: COMMON}[telling]
    brand = inquiry.directory.brands[candidate.brand_id]
    word = telling is Telling.COMMON and is_national(seen.suffix)  # rainbow.de, lido.ch
    if (word or _is_office(seen, brand)) and seen.suffix != name.official.partition(".")[2]:
        # under its own ending it has a hyphen that the official one has not
        strength = NATIONAL if telling is Telling.DISTINCT else NATIONAL_WORD
    elif telling is Telling.COMMON and tempts(seen.suffix):
        strength = TEMPTING
    elif telling is Telling.COMMON and seen.suffix in GENERIC_ENDINGS:
        strength = COMMON_GENERIC
    if generic(name.text):
        strength = GENERIC
    elif len(name.text) <= 3:
        strength = TEMPTING if tempts(seen.suffix) else TINY
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


def may_be_house(seen: DomainName, brand: Brand) -> bool:
    """Whether a host stands under a country's own ending, as sites of the brand do: of the sites
    that a register of brands has and the list lacks, nine in ten are of such brands."""
    return not seen.private_suffix and _is_office(seen, brand) and _is_abroad(brand)


def _is_office(seen: DomainName, brand: Brand) -> bool:
    """Whether it stands under a country's own ending, and the brand may have offices."""
    return is_national(seen.suffix) and not (brand.kind and ONLINE.issuperset(brand.kind))


@memoised
def _is_abroad(brand: Brand) -> bool:
    endings = {c.value.rpartition(".")[2] for c in brand.contacts if c.kind == "domain"}
    return any(map(is_national, endings))


def tempts(suffix: str) -> bool:
    """An ending that is a bait word, and not one that everybody has (com, net, a country's)."""
    return len(suffix) > 2 and suffix not in GENERIC_ENDINGS and bait(suffix) in ("high", "medium")


def compare_columns(found: Pairings) -> Flags:
    """Where `compare` may find something."""
    return found.same & found.in_label & found.are(_is_domain)


def _is_domain(name: Name) -> bool:
    return name.origin == "domain"
