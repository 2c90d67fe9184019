"""The search for the names that an account, a mailbox, a shown name or an app's id may resemble.

Such names hold words that impostors add, glued or not, where hosts hold labels. So pieces and what
is left without those words are looked at as the whole is.
"""

from __future__ import annotations

from ringtrue.index.names import NameIndex
from ringtrue.reading import TextReading
from ringtrue.search import account_slips, words_off
from ringtrue.search.matches import NameMatch
from ringtrue.search.stages import matches
from ringtrue.text.skeleton import SEPARATORS
from ringtrue.text.words import bait_in

LOOSE = ("near_token", "part")
"""How a piece is nearly a name."""


def find(text: str, names: NameIndex) -> list[NameMatch]:
    """Protected names that a name of words may resemble, the likest first. `text`: case-folded,
    its separators kept."""
    found = _with_reason(text, matches(TextReading(text, names)))
    known = {(match.name.brand_id, match.name.text) for match in found}
    for match in (*words_off.find(text, names), *account_slips.find(text, names)):
        slot = match.name.brand_id, match.name.text
        if slot not in known:
            known.add(slot)
            found.append(match)
    return found


def _with_reason(text: str, matched: list[NameMatch]) -> list[NameMatch]:
    """A piece that is nearly a name (com.in.bank) takes a support word or digits beside it."""
    if all(match.how not in LOOSE for match in matched):
        return matched
    baited = any(weight == "high" for _, weight, _ in bait_in(text))
    return [
        match
        for match in matched
        if match.how not in LOOSE
        or baited
        or (text[: match.start] + text[match.end :]).strip(SEPARATORS).isdigit()
    ]
