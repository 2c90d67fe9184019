"""address_poisoning: a wallet address with the ends of an official one and another middle.

What it does
    Compares the first and the last characters, which wallets show, with the addresses on the
    list. Seven of them alike around another middle, three at least at each end, do not happen by
    chance.

Why it matters
    Thieves grind such addresses and plant them in a wallet's history by a tiny payment; whoever
    copies the last address pays them. 270 million such attempts were counted in two years.

Examples
    0x5290…9EE7 for an official 0x5290…9EE7 with other digits between

Not flagged
    The official address in any spelling, addresses with one end alike or six characters in all,
    other chains.

References
    Tsuchiya et al., Blockchain Address Poisoning, USENIX Security 2025.
"""

from __future__ import annotations

from ringtrue.detectors.base import Inquiry
from ringtrue.kinds.facets import WalletAddress
from ringtrue.model import Candidate, Evidence, Family

SAME_ENDS = 0.95


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    seen, official = candidate.seen, candidate.official
    if not isinstance(seen, WalletAddress) or official is None:
        return None
    return Evidence(
        code="address_poisoning",
        family=Family.RESEMBLANCE,
        strength=SAME_ENDS,
        details={"seen": seen.address, "official": official.value},
        brand_id=candidate.brand_id,
    )
