"""disguised_name: a shown name in letters that are only drawn like letters, or in mixed scripts.

What it does
    Finds mathematical, circled and full-width letters, invisible characters and mixed scripts in
    the name shown beside an account, in account names of platforms that take other scripts, and in
    mail addresses before the @.

Why it matters
    ``𝐄𝐱𝐚𝐦𝐩𝐥𝐞`` and ``Ехample`` read like the name and pass every filter that looks for it.

Examples
    "𝐄𝐱𝐚𝐦𝐩𝐥𝐞 𝐖𝐚𝐥𝐥𝐞𝐭 (@desk_0142)", "Ехample Wallet (@desk_0142)" with a Cyrillic Е and х,
    suppоrt@mail.example with a Cyrillic о

Not flagged
    Plain letters of one script, Chinese or Japanese or Korean beside Latin, emoji, accents, mail
    addresses in another script throughout (RFC 6531).

References
    Unicode UTS #39, sections 3.1 and 5.1; UAX #15 (compatibility forms).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ringtrue.detectors.base import Inquiry
from ringtrue.kinds.facets import DisplayName, HandleName, LocalPart
from ringtrue.model import Evidence, Family
from ringtrue.text.scripts import scripts
from ringtrue.text.skeleton import clean, confusable, undrawn

DRAWN = 0.3
"""Fans decorate their names so: told, below suspicion."""
MIXED = 0.5
HIDDEN = 0.5
_TOGETHER = (
    {"Latin", "Han", "Hiragana", "Katakana"},
    {"Latin", "Han", "Hangul"},
    {"Latin", "Han", "Bopomofo"},
    {"Latin", "Thai"},
    {"Latin", "Devanagari"},
    {"Latin", "Arabic"},
    {"Latin", "Hebrew"},
)
"""Scripts that honest names hold side by side, none of which looks like another."""
_JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f")
"""Emoji and Indic and Persian words need them."""


def inspect(inquiry: Inquiry) -> Iterator[Evidence]:
    facets = inquiry.contact.facets
    mail = inquiry.contact.kind == "email"
    if not facets or not (mail or isinstance(facets[0], HandleName)):
        return
    for facet in facets:
        if mail and not isinstance(facet, LocalPart):
            continue
        text = facet.text if isinstance(facet, DisplayName) else getattr(facet, "raw", "")
        how, strength = _disguise(text)
        if how:
            yield Evidence(
                code="disguised_name",
                family=Family.OBFUSCATION,
                strength=strength,
                details={"seen": text[:100], "reads": _read(text)[:100], "how": how},
            )
            return


def _disguise(text: str) -> tuple[str, float]:
    if text.isascii():
        return "", 0.0
    if any(unicodedata.category(c) == "Cf" and c not in _JOINERS for c in text):
        return "invisible", HIDDEN
    plain = clean(undrawn(text))
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    for word in words:
        found = scripts(word)
        if len(found) > 1 and not any(found <= allowed for allowed in _TOGETHER):
            return "mixed scripts", MIXED
    drawn = [c for c in text if not c.isascii() and _drawn(c)]
    return ("drawn letters", DRAWN) if len(drawn) >= 2 else ("", 0.0)


def _read(text: str) -> str:
    """What a reader takes it for: look-alike letters as the Latin ones."""
    plain = clean(undrawn(text))
    if not any(c.isascii() and c.isalpha() for c in plain):
        return plain
    return "".join(confusable(c) for c in plain)


def _drawn(c: str) -> bool:
    """A letter or digit only in the form that it stands for: 𝐄, Ｅ, ⓔ, 🅴, ᴇ."""
    plain = clean(undrawn(c))
    return plain != c and plain.isascii() and plain.isalnum()
