"""The early way out of numbers, accounts and addresses: nothing is listed for them or near them.

As `ringtrue.directory.screen` does for hosts, and with its tests: it errs to one side alone, and
what it cannot tell at once goes the long way (`Directory.owners`, `candidates`).
"""

from __future__ import annotations

from ringtrue.directory.screen import glance
from ringtrue.directory.slips import slip_index
from ringtrue.kinds.email import mailbox
from ringtrue.kinds.facets import DomainName, HandleName, LocalPart, PhoneNumber
from ringtrue.model import ContactPoint
from ringtrue.text.pieces import compact, pairs, pieces
from ringtrue.text.skeleton import ASCII_KEY

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.directory.index import Directory
    from ringtrue.directory.names import NameIndex

_GRAM, _FEW, _LONGEST = 4, 32, 80


def is_far(directory: Directory, contact: ContactPoint) -> bool:
    """Whether nothing is listed for `contact` in any standing and no official name or number is
    close to it. False where that takes a closer look."""
    facets = contact.facets
    first = facets[0] if facets else None
    if type(first) is PhoneNumber:
        return _is_far_number(directory, contact)
    if type(first) is HandleName:
        return len(facets) == 1 and _is_far_account(directory, first)
    if type(first) is DomainName and contact.kind == "email" and len(facets) == 2:
        return type(facets[1]) is LocalPart and _is_far_mail(directory, contact, first, facets[1])
    return False


def _is_far_number(directory: Directory, contact: ContactPoint) -> bool:
    numbers = directory.numbers
    for facet in contact.facets:
        if type(facet) is not PhoneNumber or not numbers.is_far(facet):
            return False
    for reading in contact.readings:
        kind, _, value = reading.partition(":")
        if directory.has_exactly(kind, value):
            return False
    return True


def _is_far_account(directory: Directory, account: HandleName) -> bool:
    platform, text = account.platform, account.raw or account.name
    if not platform or platform == "bluesky" or account.opaque or not text.isascii():
        return False
    if directory.has_exactly(platform, account.name):
        return False
    text = text.lower()
    if not is_text_clear(directory.names, text):
        return False
    return next(slip_index(directory).near(text), None) is None


def _is_far_mail(
    directory: Directory, contact: ContactPoint, host: DomainName, local: LocalPart
) -> bool:
    if not directory.is_foreign(host.host) or directory.has_exactly("email", contact.canonical):
        return False
    if (box := mailbox(contact.canonical)) and directory.has_mailbox(box):
        return False
    names = directory.names
    if not local.text.isascii() or not is_text_clear(names, compact(local.text)):
        return False
    _, strained, clear = glance(names, host)
    return clear and not strained


def is_text_clear(index: NameIndex, text: str) -> bool:
    """Whether `NameIndex.matches` finds nothing in a text (cleaned, case-folded)."""
    text = text[:_LONGEST]
    letters = compact(text)
    if not letters.isascii() or "rn" in letters or "vv" in letters or "cl" in letters:
        return False
    folded = _folded(letters)
    stems = index.stems
    if stems and (len(stems) > _FEW or any(stem in folded for stem in stems)):
        return False
    begins = index.begins(folded)
    if begins and index.holds(folded, begins):
        return False
    if len(letters) < _GRAM:
        if index.same(letters) or index.alike(folded):
            return False
    elif index.near(folded) or index.may_be_turned(letters, folded, begun=bool(begins)):
        return False
    return text.isalpha() or _pieces_clear(index, text)


def _pieces_clear(index: NameIndex, text: str) -> bool:
    """So for the parts of a text with digits or separators."""
    spans = pieces(text)
    if any(b - a <= _GRAM and index.is_short(text[a:b]) for a, b in spans):
        return False
    folded, whole = _folded(text), (0, len(text))
    for a, b in [*(s for s in spans if s[1] - s[0] >= _GRAM and s != whole), *pairs(text)]:
        if index.near(compact(folded[a:b])):
            return False
    return "-" not in text or not index.worn_parts(text)


def _folded(text: str) -> str:
    """The `key` of small ASCII letters, digits and separators in which no pair looks like another
    letter."""
    if text.isalnum():
        return text.replace("i", "l").replace("1", "l").replace("0", "o")
    return text.translate(ASCII_KEY)
