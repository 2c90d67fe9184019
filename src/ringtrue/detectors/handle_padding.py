"""handle_padding: an official account name with separators, digits or look-alike letters.

What it does
    The account name equals an official one once separators and digits at its ends are taken
    off, or once look-alike letters (I l 1, O 0, rn m) are folded.

Why it matters
    ``ExampleWallet_`` and ``ExampIeWallet`` are free for anybody to register, and look the
    same in a reply.

Examples
    x:@MetaMask__, telegram:@metamask1, x:@TokenPocket_TP_, instagram:@rnetamask

Not flagged
    The listed account itself in any case, everyday words with digits (ledger7), short names.

References
    Mariconti et al., What's in a Name?, WWW 2017; Unicode UTS #39.
"""

from __future__ import annotations

from ringtrue.detectors.base import Detector, Inquiry
from ringtrue.detectors.judging import Telling, telling_of
from ringtrue.kinds.facets import HandleName
from ringtrue.model import Candidate, Evidence, Family
from ringtrue.text.skeleton import fold

PADDED = 0.82
LOOKALIKE = 0.9
COMMON = 0.4


def compare(candidate: Candidate, inquiry: Inquiry) -> Evidence | None:
    name, seen = candidate.name, candidate.seen
    if name is None or candidate.part != "handle" or not isinstance(seen, HandleName):
        return None
    if len(name.text) < 4:
        return None
    official = name.official.rpartition("@")[2] if name.origin == "handle" else name.text
    if candidate.how == "key":
        strength = LOOKALIKE
    elif candidate.how == "same" and name.origin == "handle":
        if seen.raw.lower() == official.lower():
            return None  # the very name: platform_swap judges where it is used
        strength = PADDED
    elif candidate.how == "same" and seen.name.strip("_.-") != seen.name:
        strength = PADDED
    elif candidate.how in ("token", "token_key"):
        rest = candidate.text[: candidate.start] + candidate.text[candidate.end :]
        if not rest.isdigit() or len(rest) > 4:
            return None
        strength = PADDED if candidate.how == "token" else LOOKALIKE
    else:
        return None
    if telling_of(candidate) is Telling.COMMON and name.origin != "handle":
        strength = COMMON
    return Evidence(
        code="handle_padding",
        family=Family.RESEMBLANCE,
        strength=strength,
        details={"seen": seen.raw, "official": official, "folded": fold(seen.raw)},
        brand_id=candidate.brand_id,
    )


DETECTOR = Detector("handle_padding", Family.RESEMBLANCE, __doc__ or "", compare=compare)
