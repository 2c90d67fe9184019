"""brand_in_path: an official domain or brand name after the host of somebody else.

What it does
    Looks for official domains and distinct brand names in the path, query and fragment of a
    URL whose host is not the brand's.

Why it matters
    Asked where a link leads, most of 1,929 people expected the firm named anywhere in it
    (Albakry et al., CHI 2020).

Examples
    https://203.0.113.7/tokenpocket.pro/kefu, https://x.example/metamask/login,
    https://x.example/#coinbase.com

Not flagged
    Reviews and news that name a brand in a longer title, popular sites of others, search
    results, everyday words.

References
    Albakry et al. 2020; Reynolds et al. 2020.
"""

from __future__ import annotations

from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.context import Telling, residue, telling_of
from ringtrue.kinds.facets import DomainName, IpAddress, UrlRest
from ringtrue.model import Candidate, Evidence, Family
from ringtrue.text.hosts import hosting_of
from ringtrue.text.words import popular_rank

ON_ADDRESS = 0.85
"""On a bare IP address nobody publishes reviews."""
DOMAIN = 0.65
WITH_BAIT = 0.6
NAME = 0.3
_TITLE_WORDS = 4
"""A path segment of more words than this is a headline, not a brand's page."""


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    name = candidate.name
    if name is None or not isinstance(candidate.seen, UrlRest):
        return None
    if len(name.text) < 4:
        return None
    host = inquiry.contact.facets[0]
    on_address = isinstance(host, IpAddress)
    if isinstance(host, DomainName) and not on_address:
        if popular_rank(host.registrable) is not None or hosting_of(host.host):
            return None
        if inquiry.directory.is_official_domain(host.host):
            return None
    strength = _strength(candidate, on_address)
    if strength <= 0:
        return None
    return Evidence(
        code="brand_in_path",
        family=Family.RESEMBLANCE,
        strength=strength,
        details={"seen": candidate.text, "name": name.text, "part": candidate.part},
        brand_id=candidate.brand_id,
    )


def _strength(candidate: Candidate, on_address: bool) -> float:
    name, text = candidate.name, candidate.text
    assert name is not None
    if name.official and name.official in text:
        return ON_ADDRESS if on_address else DOMAIN
    telling = telling_of(candidate)
    if telling is Telling.COMMON or text.count("-") + text.count("_") > _TITLE_WORDS:
        return 0.0
    around = residue(text, candidate.start, candidate.end)
    if around.weight == "none" or not (around.bounded or around.worded):
        return 0.0
    if on_address:
        return ON_ADDRESS
    return WITH_BAIT if around.weight in ("high", "medium") else NAME
