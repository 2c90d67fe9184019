"""embedded_suffix: an ending such as .com or .co.jp in the middle of a host.

What it does
    Looks for a public suffix among the labels before the registered one, with dots or hyphens
    (``www.bank.co.jp.x.example``, ``bank-co-jp.x.example``): a whole address written in front
    of the real one. It names no brand; it supports whichever other signs name one.

Why it matters
    Readers stop at the ending they know. Long runs of such hosts are made by machine, the brand
    in them misspelt to escape lists.

Examples
    www.jacss.co.jp.x.example, login.example-com.y.example

Not flagged
    Content networks and other popular sites (bank.com.edgekey.net), official hosts, ordinary
    subdomains.

References
    Du et al., Levelsquatting, 2019; Roberts et al., CCS 2019.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import DirectoryView, Inquiry
from ringtrue.kinds.facets import DomainName
from ringtrue.model import ContactPoint, Evidence, Family
from ringtrue.text.shape import embedded_endings
from ringtrue.text.words import popular_rank

SUPPORT = 0.45
"""Below suspicion alone: proxies and archives write hosts this way too."""


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    for facet in inquiry.contact.facets:
        if not isinstance(facet, DomainName) or len(facet.labels) < 2:
            continue
        if popular_rank(facet.registrable) is not None:
            continue
        found = embedded_endings(facet.labels[:-1])
        if found:
            yield Evidence(
                code="embedded_suffix",
                family=Family.DECEPTION,
                strength=SUPPORT,
                details={"suffix": found[0][1], "registrable": facet.registrable},
            )
            return


def may(contact: ContactPoint, directory: DirectoryView) -> bool:
    facet = contact.facets[0]
    return isinstance(facet, DomainName) and bool(embedded_endings(facet.labels[:-1]))
