"""painted_badge: a tick or another sign of verification painted into a shown name.

What it does
    Finds ticks, blue discs and the like in the name shown beside an account.

Why it matters
    A platform's own mark stands beside the name and cannot be typed. Whoever paints one into the
    name wants it taken for the mark.

Examples
    "Example Wallet Support ✅ (@mary_0142)", "Example Bank ☑️ (@desk_0142)"

Not flagged
    Other emoji, signs in mail names, listed accounts.

References
    Which?, fake airline accounts on X, 2024; X Help, About profile labels.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ringtrue import data
from ringtrue.detectors.base import Inquiry
from ringtrue.kinds.facets import DisplayName, HandleName
from ringtrue.model import Evidence, Family

PAINTED = 0.4
"""Below suspicion alone: many people decorate their names."""


@cache
def _signs() -> dict[str, str]:
    return dict(data.table("badge_signs.tsv"))


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    facets = inquiry.contact.facets
    if not facets or not isinstance(facets[0], HandleName):
        return
    shown = next((f.text for f in facets if isinstance(f, DisplayName)), "")
    found = next((c for c in shown if c in _signs()), None)
    if found is not None:
        yield Evidence(
            code="painted_badge",
            family=Family.OBFUSCATION,
            strength=PAINTED,
            details={"shown": shown[:100], "sign": found},
        )
