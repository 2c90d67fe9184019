"""target_embedding: an official name or domain inside the host of another (levelsquatting).

What it does
    Looks for an official domain (``coinbase.com``, also with hyphens or nothing for its dots)
    and for brand names as subdomain labels of a host that is registered to somebody else.

Why it matters
    ``amazon.com-offers.com`` fools more readers than any typing error (Roberts et al., CCS
    2019): eyes stop at the part they know, and the owner stands at the end.

Examples
    coinbase.com.nervo.example, dock.io-bonus.online, kraken-com.ga, metamask.verify.example

Not flagged
    Brand names as subdomains of popular sites (coinbase.zendesk.com is hosted_content),
    everyday words as subdomains, the brand's own hosts.

References
    Roberts et al. 2019; Du et al., Levelsquatting, 2019; Chromium GetTargetEmbeddingType.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from ringtrue.detectors.base import DirectoryView, Inquiry
from ringtrue.detectors.context import (
    Residue,
    Telling,
    famous_piece,
    heaviest,
    inside_word,
    is_community,
    residue,
    telling_of,
)
from ringtrue.kinds.facets import DomainName
from ringtrue.model import Brand, Candidate, ContactPoint, Evidence, Family, Name
from ringtrue.records import memoised
from ringtrue.text import words
from ringtrue.text.hosts import hosting_of, is_content_network
from ringtrue.text.shape import embedded_endings
from ringtrue.text.skeleton import fold
from ringtrue.text.words import popular_rank

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.batch.pairings import Flags, Pairings

DOMAIN = 0.95
"""The official domain, dots kept."""
FLATTENED = 0.88
"""The official domain with hyphens or nothing for its dots."""
NAME = 0.85
NAME_MIXED = 0.7
NAME_COMMON = 0.5
INFRASTRUCTURE = 10_000
"""Rank of popular sites down to which a foreign name in the host is taken for their business."""
FAMOUS_PIECE = 0.65
POSED = 0.55
GLUED = 0.55
"""A distinct name glued to what is no word."""
PROTECTED = 8
"""Letters from which a listed name that is a bait word too (blockchain) is the brand's first."""
_MANY = 16
"""First labels of a brand's hosts from which what was found in a host is kept."""
COMMON_ALONE = 0.35
"""Noted, below suspicion."""
COMMON_WITH_BAIT = 0.65
"""An everyday word as subdomain, when the registered label itself holds a bait word."""


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    name, seen = candidate.name, candidate.seen
    if name is None or not isinstance(seen, DomainName) or name.origin == "handle":
        return None
    if candidate.part not in ("label", "subdomain"):
        return None
    embedded = _embedded(seen, candidate, inquiry)
    if not embedded and candidate.part == "label":
        return None  # as most are
    if _is_infrastructure(seen.host, seen.suffix, seen.registrable):
        return None
    if embedded:
        official, strength = embedded
    elif hosting_of(seen.host) is None:
        official, strength = name.official or name.text, _as_subdomain(candidate)
    else:
        return None
    if strength <= 0:
        return None
    return Evidence(
        code="target_embedding",
        family=Family.RESEMBLANCE,
        strength=strength,
        details={"seen": seen.host, "official": official, "registrable": seen.registrable},
        brand_id=candidate.brand_id,
    )


@lru_cache(maxsize=256)
def _is_infrastructure(host: str, suffix: str, registrable: str) -> bool:
    """Content networks and wrappers carry others' names by design (apple.com.edgekey.net)."""
    if hosting_of(host) is not None:
        return False
    if is_content_network(suffix):
        return True
    rank = popular_rank(registrable)
    return rank is not None and rank <= INFRASTRUCTURE


def _embedded(seen: DomainName, candidate: Candidate, inquiry: Inquiry) -> tuple[str, float] | None:
    """The official domain that stands in the host before its real end, and a strength."""
    brand = inquiry.directory.brands.get(candidate.brand_id)
    if brand is None:
        return None
    host, hosts = seen.host, _hosts(brand)
    inside = hosts.inside(host) if len(hosts.by_first) < _MANY else _asked_again(hosts, host)
    if not inside:
        return None
    own_depth, real_end = len(seen.labels) - 1, len(host) - len(seen.suffix) - 1
    dotted = host.replace("-", ".")
    for _, official in inside:
        if host.endswith(official) and (host == official or host.endswith("." + official)):
            continue
        joined = official.replace(".", "")
        for written, form, strength in (
            (host, official, DOMAIN),
            (dotted, official.replace("-", "."), FLATTENED),
            (host, joined, FLATTENED),
        ):
            at = written.find(form)
            if at < 0:
                continue
            end = at + len(form)
            if end > real_end and host[:at].count(".") == own_depth:
                continue  # ebay.com.ar: the label is the official one, tld_swap judges it
            if form == joined == seen.labels[-1] == fold(brand.name):
                continue  # replit.fr beside repl.it: the name itself under another ending
            left = at == 0 or host[at - 1] in ".-"
            right = end == len(host) or host[end] in ".-"
            if end == len(host) and form == official:
                continue  # x-coinbase.com: combosquatting judges it
            if len(official) < 7 and form == joined:
                continue  # eosio, tpxyz: too short without its dot
            if left and (right or (strength == DOMAIN and official.count(".") > 1)):
                return official, strength  # ``nhk.or.jpaccount`` is read as nhk.or.jp too
    return None


class _Hosts:
    """A brand's hosts by their first labels (hundreds share one): place, host, its letters."""

    __slots__ = ("by_first",)

    def __init__(self, brand: Brand) -> None:
        self.by_first: dict[str, list[tuple[int, str, str]]] = {}
        for at, listed in enumerate(brand.contacts):
            host = listed.value
            if listed.kind in ("domain", "host") and "." in host:
                rows = self.by_first.setdefault(host.partition(".")[0], [])
                rows.append((at, host, host.replace(".", "").replace("-", "")))

    def inside(self, host: str) -> list[tuple[int, str]]:
        """Those that may stand in `host`, in their order: every form of one begins with its first
        label, and has its letters."""
        found, letters = [], ""
        for first, rows in self.by_first.items():
            if first in host:
                letters = letters or host.replace(".", "").replace("-", "")
                found += [(at, official) for at, official, its in rows if its in letters]
        return sorted(found)


_hosts = memoised(_Hosts)


@lru_cache(maxsize=64)
def _asked_again(hosts: _Hosts, host: str) -> list[tuple[int, str]]:
    """As `_Hosts.inside`, for brands of so many names that several are found in one host."""
    return hosts.inside(host)


def _as_subdomain(candidate: Candidate) -> float:
    telling = telling_of(candidate)
    name = candidate.name
    assert name is not None
    around = residue(candidate.text, candidate.start, candidate.end)
    if around.weight == "none" or _is_a_word(candidate, name):
        return 0.0
    if len(name.text) < 3 and candidate.how != "same" and not around.weight:
        return 0.0
    if telling is not Telling.DISTINCT and _posed(candidate, around):
        return POSED
    if candidate.how == "same" and is_community(name.text):
        return COMMON_ALONE  # discord.project.example leads to a community, as it says
    if telling is Telling.COMMON and name.famous:
        if candidate.how in ("same", "key") and len(name.text) >= 4:
            return NAME_MIXED if len(name.text) >= 5 else COMMON_ALONE
        if famous_piece(candidate, around):
            return FAMOUS_PIECE
    if telling is Telling.COMMON:
        if candidate.how in ("token", "token_key"):
            if around.bounded and around.weight:
                return NAME_COMMON
            if around.text == "s":
                return COMMON_ALONE
            if inside_word(candidate.text, candidate.start, candidate.end):
                return 0.0
            if name.famous and around.weight in ("high", "medium") and _leads(candidate):
                return NAME_COMMON
            if around.worded:
                plain = words.is_word(name.text) and not name.famous
                noted = around.weight or (around.bounded and not plain)
                return COMMON_ALONE if noted and len(name.text) >= 4 else 0.0
            at_edge = around.bounded or _leads(candidate) or _ends(candidate)
            return COMMON_ALONE if at_edge else 0.0
        return _common_whole(candidate)
    if candidate.how in ("token", "token_key") and not (around.bounded or around.weight):
        if len(name.text) >= 7 or (len(name.text) == 6 and name.famous and _leads(candidate)):
            return GLUED
        return COMMON_ALONE if _leads(candidate) or _ends(candidate) else 0.0
    return NAME if telling is Telling.DISTINCT else NAME_MIXED


def _is_a_word(candidate: Candidate, name: Name) -> bool:
    """A short name that is a bait word too, or a word as it stands: hotels, whoever is called
    hoteis."""
    if words.bait(name.text) is not None and len(name.text) < PROTECTED:
        return True
    folded = candidate.how in ("key", "token_key")
    return folded and words.is_word(candidate.text[candidate.start : candidate.end])


def _leads(candidate: Candidate) -> bool:
    """The label begins with the name, as it is spelled: ``ubernats``, ``aeoncadred``."""
    return candidate.how == "token" and not candidate.start and candidate.end >= 4


def _ends(candidate: Candidate) -> bool:
    """The label ends with the name, as it is spelled: ``wwwinfororico``."""
    long_enough = candidate.end - candidate.start >= 4
    return candidate.how == "token" and candidate.end == len(candidate.text) and long_enough


def _posed(candidate: Candidate, around: Residue) -> bool:
    """A common name set up as an address: ``www.jcb.x.example``, ``poste-48a.x.example``,
    ``wwwinfoepos.x.example``, ``kotayamato.co-jp.x.example``.

    Nobody puts www before a label inside a longer host, a random string beside a plain word, or
    an ending after it, but who wants the label to be read as the site.
    """
    name, seen = candidate.name, candidate.seen
    if name is None or not isinstance(seen, DomainName) or is_community(name.text):
        return False
    text = candidate.text
    if candidate.how == "token" and len(name.text) >= 4:
        at_edge = candidate.start == 3 or _ends(candidate)
        if at_edge and text.startswith("www") and text[3:4].isalpha():
            return True
        at_edge = _leads(candidate) or _ends(candidate)
        if (
            at_edge
            and len(name.text) >= 5
            and any(seen.labels[at] == text for at, _ in embedded_endings(seen.labels[:-1]))
        ):
            return True
    if candidate.how == "same" and len(name.text) >= 3:
        labels = seen.labels[:-1]
        return any(a == "www" and b == candidate.text for a, b in pairwise(labels))
    bordered = candidate.how == "token" and around.bounded and len(name.text) >= 5
    return bordered and not around.worded and any(c.isdigit() for c in candidate.text)


def _common_whole(candidate: Candidate) -> float:
    """``ledger.accounts.example`` is anybody's; ``ledger.verify-login.example`` is not."""
    if candidate.how != "same" or not isinstance(candidate.seen, DomainName):
        return 0.0
    if len(candidate.text) < 3:
        return 0.0
    if heaviest(candidate.seen.label) == "high":
        return COMMON_WITH_BAIT
    others = (label for label in candidate.seen.labels[:-1] if label != candidate.text)
    return POSED if any(words.bait(label) == "high" for label in others) else COMMON_ALONE


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    """An official domain written out before the real one, whatever its name is worth:
    ``us.battle.net.login.example``."""
    for facet in inquiry.contact.facets:
        if not isinstance(facet, DomainName) or len(facet.labels) < 2:
            continue
        labels = facet.labels[:-1]
        if _is_infrastructure(facet.host, facet.suffix, facet.registrable):
            continue
        for at, ending in embedded_endings(labels):
            official = f"{labels[at].rpartition('-')[2]}.{ending}"
            if f"{official}." not in facet.host:
                continue  # with hyphens: the comparison of names judges it
            brand_id = inquiry.directory.is_official_domain(official)
            if brand_id:
                yield Evidence(
                    code="target_embedding",
                    family=Family.RESEMBLANCE,
                    strength=DOMAIN,
                    details={
                        "seen": facet.host,
                        "official": official,
                        "registrable": facet.registrable,
                    },
                    brand_id=brand_id,
                )
                return


def may(contact: ContactPoint, directory: DirectoryView) -> bool:
    facet = contact.facets[0]
    return isinstance(facet, DomainName) and bool(embedded_endings(facet.labels[:-1]))


def compare_columns(found: Pairings) -> Flags:
    """Where `compare` may find something: in subdomains, and beside an official address."""
    return found.in_label & (found.below | _addressed_columns(found))


def _addressed_columns(found: Pairings) -> Flags:
    """The letters of an official host stand in the host, between borders: `_embedded`."""
    import numpy as np

    hosts, (row, start, end) = found.hosts, found.addresses
    told = np.zeros(hosts.size, bool)
    bordered = hosts.is_mark(start - 1) & hosts.is_mark(end)
    told[row[bordered & (hosts.labels_of(start) == hosts.labels_of(end - 1))]] = True
    return told.take(found.row)
