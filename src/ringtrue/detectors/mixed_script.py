"""mixed_script: letters of scripts that no language mixes, in one label.

What it does
    Applies the Highly Restrictive level of UTS #39 to each label: Latin with Cyrillic or Greek
    and the like is a finding; Latin with Han, Kana or Hangul is how Asian names are written.

Why it matters
    One Cyrillic letter in a Latin name is invisible. Without a brand behind it this is a weak
    sign; with one, homograph says so.

Examples
    xn--bnance-pvf.com (one Cyrillic letter), secure-аccount.example

Not flagged
    bücher.example, 中国银行.example, tp钱包.example, кремль.example, イオンcard.example

References
    Unicode UTS #39 section 5.2; Chromium idn.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringtrue.detectors.base import Inquiry
from ringtrue.kinds.facets import DomainName
from ringtrue.model import Evidence, Family
from ringtrue.text.scripts import scripts

MIXED = 0.5
_TOGETHER = (
    {"Latin", "Han", "Hiragana", "Katakana"},
    {"Latin", "Han", "Hangul"},
    {"Latin", "Han", "Bopomofo"},
)


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    for facet in inquiry.contact.facets:
        if not isinstance(facet, DomainName) or "xn--" not in facet.host:
            continue
        for label in facet.labels:
            if label.isascii():
                continue
            found = scripts(label)
            if len(found) <= 1 or any(found <= allowed for allowed in _TOGETHER):
                continue
            yield Evidence(
                code="mixed_script",
                family=Family.DECEPTION,
                strength=MIXED,
                details={"seen": label, "scripts": ", ".join(sorted(found))},
            )
            return
