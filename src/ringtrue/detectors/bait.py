"""bait: support and wallet-repair words on cheap ground, without any brand.

What it does
    Counts heavy bait words in the registered label, or in the first one on free hosting. Two of
    them on free hosting, or one among three bait words there, are suspicious; on a domain of its
    own three are suspicious, and two are noted.

Why it matters
    ``dapp-sync-support`` imitates nobody and catches everybody: 3,498 generated phishing names
    without a brand were found in four weeks (Koide et al., ACSAC 2023).

Examples
    websync-dapp-support.web.app, wallet-validate-recover.pages.dev, claim-airdrop.example

Not flagged
    One such word (support.example.org), benign words beside them, popular sites.

References
    Koide et al. 2023; Akamai 2022.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import DirectoryView, Inquiry
from ringtrue.kinds.facets import DomainName
from ringtrue.model import ContactPoint, Evidence, Family
from ringtrue.text.baits import tables
from ringtrue.text.hosts import hosting_of
from ringtrue.text.words import begins_bait, popular_rank, split_bait

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    import numpy as np

    from ringtrue.batch.early_exit import Batch

HOSTED = 0.6
OWN_DOMAIN = 0.35
THREE = 0.55
HEAVY = 2
"""Heavy words of a label that is odd without a platform around it."""


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    for facet in inquiry.contact.facets:
        if not isinstance(facet, DomainName) or not facet.labels:
            continue
        if not any(map(_may_beg, {facet.labels[-1], facet.labels[0]})):
            continue
        hosted = hosting_of(facet.host) is not None
        if not hosted and popular_rank(facet.registrable) is not None:
            continue
        label = facet.labels[-1] if facet.private_suffix or not hosted else facet.labels[0]
        words = _bait_words(label)
        heavy = [word for word, weight in words if weight == "high"]
        if any(weight == "none" for _, weight in words):
            continue
        if len(heavy) >= HEAVY:
            strength = HOSTED if hosted else THREE if len(heavy) >= 3 else OWN_DOMAIN
        elif hosted and heavy and len(words) >= 3:
            strength = HOSTED
        else:
            continue
        yield Evidence(
            code="bait",
            family=Family.BAIT,
            strength=strength,
            details={"words": ", ".join(heavy[:4]), "seen": label},
        )


def may(contact: ContactPoint, directory: DirectoryView) -> bool:
    facet = contact.facets[0]
    if type(facet) is not DomainName:
        return False
    labels = facet.labels
    return bool(labels) and (_begs(labels[-1]) or (len(labels) > 1 and _begs(labels[0])))


def _begs(label: str) -> bool:
    """Two bait words or more, one of them heavy and none benign: what any finding takes."""
    if label.isalpha():
        if len(label) < 6 and label.isascii():
            return False  # of ASCII letters each has three or more
        heads = tables().heads
        if not label.startswith(heads.get(label[:2], ())) and label[:1] not in heads:
            return False
    found = _bait_words(label)
    if len(found) < 2:
        return False
    weights = [weight for _, weight in found]
    return "high" in weights and "none" not in weights


def _may_beg(label: str) -> bool:
    return any(map(begins_bait, label.split("-"))) if "-" in label else begins_bait(label)


def _bait_words(label: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for piece in label.split("-"):
        found += split_bait(piece) or []
    return found


def inspect_columns(batch: Batch) -> np.ndarray:
    """Per host: `inspect` may find something."""
    import numpy as np

    told = np.zeros(batch.hosts.size, bool)
    if HEAVY < 2:
        return told | True  # one word at one place is not looked for
    for row in np.flatnonzero(batch.hosted & ~batch.kept).tolist():
        told[row] = any(map(_begs, batch.hosts.host(row).split(".")))
    labels = batch.tables.baits.labels_of_words(batch.hosts, batch.spans, batch.kept)
    for label in labels.tolist():
        words = [weight for _, weight in _bait_words(batch.hosts.label(label))]
        if words.count("high") >= HEAVY and "none" not in words:
            told[batch.hosts.label_row[label]] = True
    return told
