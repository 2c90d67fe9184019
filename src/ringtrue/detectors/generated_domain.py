"""generated_domain: a registered name that reads as if a program had made it.

What it does
    Weighs the letter pairs of the registered label against those of popular names and frequent
    words (`ringtrue.text.pairs`), and looks for digits strewn among its letters. It names no
    brand: it supports whichever other signs name one.

Why it matters
    Phishing in series runs on throw-away names: the brand stands in a subdomain
    (``orico.tuyrfhjg.example``), and the name that was paid for is noise.

Examples
    amazon.vfdfeyrt4.example, login.ti4j5wb.example, bank.qzxkvjh.example

Not flagged
    Popular sites, words and compounds of words, names of fewer than five letters (initials), a
    name without a subdomain (a brand inside it makes it odd), and nothing at all by this sign
    alone: many honest firms are called by their initials.

References
    Antonakakis et al., From Throw-Away Traffic to Bots, USENIX Security 2012; Yadav et al.,
    IMC 2010.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import DirectoryView, Inquiry
from ringtrue.kinds.facets import DomainName
from ringtrue.model import ContactPoint, Evidence, Family
from ringtrue.text.hosts import hosting_of
from ringtrue.text.shape import is_noise
from ringtrue.text.words import popular_rank

SUPPORT = 0.35
"""Below suspicion alone: about one in fourteen honest firms has such a name."""


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    for facet in inquiry.contact.facets:
        if not isinstance(facet, DomainName) or not set(facet.labels[:-1]) - {"www"}:
            continue
        if popular_rank(facet.registrable) is not None or hosting_of(facet.host):
            continue
        if is_noise(facet.label):
            yield Evidence(
                code="generated_domain",
                family=Family.DECEPTION,
                strength=SUPPORT,
                details={"seen": facet.label, "registrable": facet.registrable},
            )


def may(contact: ContactPoint, directory: DirectoryView) -> bool:
    facet = contact.facets[0]
    if not isinstance(facet, DomainName) or facet.labels[:-1] == ("www",):
        return False
    return is_noise(facet.label)
