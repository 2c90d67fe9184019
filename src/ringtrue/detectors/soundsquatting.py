"""soundsquatting: a name that sounds like, or means, the brand: pinyin, translation, alias.

What it does
    The label is one of the brand's other names (Chinese, toneless pinyin, product name), or
    such a name with other words, while the official domain is spelled differently.

Why it matters
    People search by what they say. ``tpqianbao`` is how TP钱包 sounds, and no edit distance
    connects it with tokenpocket.pro.

Examples
    tpqianbao.example, TP钱包客服.example, ouyi-kefu.example, xn--tp-... (Han labels)

Not flagged
    Aliases of four letters or fewer on their own, everyday words, and official domains.

References
    Nikiforakis et al., Soundsquatting, ISC 2014; Valentim et al. 2023.
"""

from __future__ import annotations

from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.context import Telling, residue, telling_of
from ringtrue.kinds.facets import DomainName, HandleName
from ringtrue.model import Candidate, Evidence, Family, Name
from ringtrue.text.skeleton import fold
from ringtrue.text.words import popular_rank

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.batch.pairings import Flags, Pairings

WHOLE = 0.8
HAN = 0.88
COMMON = 0.4
"""An everyday word: just below suspicion."""
SHORT = 0.4
ACCOUNT = 0.6
"""As an account name, where the brand lists none of this name."""


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    name = candidate.name
    if name is not None and isinstance(candidate.seen, HandleName):
        return _account(candidate, inquiry)
    if name is None or name.origin != "alias" or not isinstance(candidate.seen, DomainName):
        return None
    if candidate.part not in ("label", "subdomain"):
        return None
    han = not name.text.isascii()
    if candidate.how == "token" and not han:
        return None  # Latin aliases with other words: combosquatting
    if candidate.part == "subdomain" and popular_rank(candidate.seen.registrable) is not None:
        return None
    telling = telling_of(candidate)
    if han:
        around = residue(candidate.text, candidate.start, candidate.end)
        strength = HAN if around.weight != "none" else SHORT
    elif telling is Telling.COMMON:
        strength = COMMON if len(name.text) >= 5 else SHORT
    else:
        strength = WHOLE
    if candidate.part == "subdomain":
        strength -= 0.05
    return Evidence(
        code="soundsquatting",
        family=Family.RESEMBLANCE,
        strength=strength,
        details={"seen": candidate.text, "name": name.text, "part": candidate.part},
        brand_id=candidate.brand_id,
    )


def _account(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    """``tpqianbao`` as an account: another name of the brand, and on no list of its accounts."""
    name = candidate.name
    if name is None or name.origin != "alias" or candidate.how != "same":
        return None
    brand = inquiry.directory.brands[candidate.brand_id]
    if name.text == fold(brand.name) or telling_of(candidate) is Telling.COMMON:
        return None  # the brand's own name is most likely the brand's own account
    if any(name.text in fold(contact.value) for contact in brand.contacts):
        return None
    return Evidence(
        code="soundsquatting",
        family=Family.RESEMBLANCE,
        strength=ACCOUNT,
        details={"seen": candidate.text, "name": name.text},
        brand_id=candidate.brand_id,
    )


def compare_columns(found: Pairings) -> Flags:
    """Where `compare` may find something in hosts of ASCII letters."""
    return found.same & found.in_label & found.are(_is_alias)


def _is_alias(name: Name) -> bool:
    return name.origin == "alias"
