"""premium_swap: an official toll-free number behind a premium-rate prefix.

What it does
    Compares the subscriber digits of a premium-rate number with those of the official toll-free
    and national-rate numbers of the same country (premium_swaps.tsv). Equal digits are evidence.

Why it matters
    The part that people remember is right, and the call costs by the minute. Numbers with 900
    were rented beside well-known 800 numbers for those who misdial (FTC 2004).

Examples
    +1 900 555 0142 for +1 800 555 0142, 0871 157 0142 for 0808 157 0142 in the United Kingdom

Not flagged
    A firm that lists both numbers, another listed brand's number, premium numbers with other
    digits (premium_rate notes those), another country's premium prefix.

References
    FTC 2004 on misdialled 800 numbers; national numbering plans in premium_swaps.tsv.
"""

from __future__ import annotations

from ringtrue.detectors.base import Inquiry
from ringtrue.detectors.swapped_prefix import evidence
from ringtrue.model import Candidate, Evidence

SWAP = 0.85


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    if inquiry.owner is not None:
        return None
    return evidence("premium_swap", SWAP, candidate)
