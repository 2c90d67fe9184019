"""tollfree_prefix_swap: an official toll-free number behind another toll-free prefix.

What it does
    Compares the subscriber digits of numbers inside one toll-free family (North America 800,
    888, 877, 866, 855, 844, 833; China 400 and 800; United Kingdom 0800 and 0808; others in
    tollfree_families.tsv). Equal digits behind another prefix of the family are evidence.

Why it matters
    People remember "800" and the last seven digits. Numbers with the other prefixes are bought
    to catch these callers; about one in six of 600 banks had such a neighbour (Pindrop).

Examples
    +1 888 555 0142 for +1 800 555 0142, 800-882-0142 for 400-882-0142 in China

Not flagged
    A firm that lists both numbers, another listed brand's number, equal last digits in other
    areas (+1 415 555 0142), and prefixes of two different families.

References
    Miramirkhani et al., NDSS 2017; Pindrop on misdial traps; tollfree_families.tsv.
"""

from __future__ import annotations

from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.swapped_prefix import evidence
from ringtrue.kinds.facets import PhoneNumber
from ringtrue.model import Candidate, Evidence

SWAP = 0.85


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    official = candidate.official
    if inquiry.owner is not None or official is None:
        return None
    if any(isinstance(f, PhoneNumber) and f.e164 == official.value for f in inquiry.contact.facets):
        return None
    return evidence("tollfree_prefix_swap", SWAP, candidate)
