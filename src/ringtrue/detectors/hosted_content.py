"""hosted_content: a brand's name on free hosting or on a page that anyone can make.

What it does
    The host belongs to a platform where strangers publish (github.io, web.app, sites.google.com,
    notion.site, form builders), and the part that the stranger chose names a brand.

Why it matters
    Live kits sit on free hosting: it costs nothing, has a good name and a valid certificate.

Examples
    binance-support.web.app, metamask.github.io, sites.google.com/view/coinbase-help,
    notion.site/tokenpocket-wallet-login

Not flagged
    Pages there that name no brand, everyday words, and the brand's own listed tenants
    (tphelp.gitbook.io).

References
    Public Suffix List, private section; eth-phishing-detect pull requests 2024-2026.
"""

from __future__ import annotations

from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.context import Residue, Telling, famous_piece, residue, telling_of
from ringtrue.kinds.facets import DomainName, UrlRest
from ringtrue.model import Candidate, Evidence, Family, Name
from ringtrue.text.hosts import hosting_of, is_content_network
from ringtrue.text.user_pages import user_page
from ringtrue.text.words import popular_rank

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.batch.pairings import Flags, Pairings

WITH_BAIT = 0.88
NAME = 0.65
COMMON_WITH_BAIT = 0.6
CONTENT_NETWORK = 10_000
"""Rank of popular suffixes down to which brands themselves are the tenants."""


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    name = candidate.name
    if name is None or name.origin == "handle":
        return None
    domain = _domain(candidate, inquiry)
    platform = _platform(domain) if domain else None
    chosen = None
    if domain and platform is None and isinstance(candidate.seen, UrlRest):
        chosen = _chosen(domain, candidate.seen)
    if domain is None or (platform is None and chosen is None):
        return None
    platform = platform or chosen or ""
    if name.text in platform and chosen is None:
        return None  # the platform's own name, not what a stranger chose
    if isinstance(candidate.seen, UrlRest):
        if candidate.part != "path":
            return None
    elif candidate.part not in ("label", "subdomain"):
        return None
    around = residue(candidate.text, candidate.start, candidate.end)
    telling = telling_of(candidate)
    if around.weight == "none" or (name.text in platform and not around.weight):
        return None
    if len(name.text) < 4 and not (name.famous and around.bounded and around.weight):
        return None
    if telling is Telling.COMMON and (famous_piece(candidate, around) or _numbered(name, around)):
        strength = NAME
    elif telling is Telling.COMMON:
        if around.weight != "high" or not (around.bounded or around.worded):
            return None
        strength = COMMON_WITH_BAIT
    elif around.weight:
        strength = WITH_BAIT
    else:
        strength = NAME if around.bounded or len(name.text) >= 7 else 0.0
    if telling is Telling.MIXED:
        strength -= 0.1
    if strength <= 0:
        return None
    return Evidence(
        code="hosted_content",
        family=Family.RESEMBLANCE,
        strength=strength,
        details={"platform": platform, "name": name.text, "seen": candidate.text},
        brand_id=candidate.brand_id,
    )


def _domain(candidate: Candidate, inquiry: Inquiry) -> DomainName | None:
    if isinstance(candidate.seen, DomainName):
        return candidate.seen
    return inquiry.contact.part(DomainName)


def _chosen(domain: DomainName, seen: UrlRest) -> str | None:
    """The site on which a user chose the name in this path (a shop, a collection)."""
    page = user_page(domain.host, seen.path, seen.query, seen.fragment)
    return page.host if page is not None and page.gives == "name" else None


def _platform(seen: DomainName) -> str | None:
    """Free hosting, or a private suffix under which everybody registers (``net.tf``)."""
    if found := hosting_of(seen.host):
        return found
    if not seen.private_suffix or is_content_network(seen.suffix):
        return None
    rank = popular_rank(seen.suffix)
    return seen.suffix if rank is None or rank > CONTENT_NETWORK else None


def _numbered(name: Name, around: Residue) -> bool:
    """A famous name and a number (``poste-76``, ``poste-a54``): one of a series."""
    bordered = name.famous and len(name.text) >= 4 and around.bounded
    return bordered and (not around.worded or around.text.isdigit()) and _has_digit(around.text)


def _has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)


def compare_columns(found: Pairings) -> Flags:
    """Where `compare` may find something: on hosting platforms and below private suffixes."""
    return found.in_label & found.hosted
