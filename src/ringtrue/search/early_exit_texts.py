"""The early way out of links, numbers, accounts and addresses: nothing is listed for them or near.

As `ringtrue.search.early_exit` does for hosts, and with its tests. It errs to one side alone: what
it cannot tell at once goes the long way (`Directory.owners`, `candidates`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from ringtrue.index.near import MAX_KEPT
from ringtrue.kinds.facets import DomainName, HandleName, LocalPart, PhoneNumber, UrlRest
from ringtrue.model import ContactPoint, Facet
from ringtrue.search.early_exit import Glance, glance
from ringtrue.search.link_words import words_of
from ringtrue.text.pieces import compact, pairs, pieces
from ringtrue.text.skeleton import ASCII_KEY

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from ringtrue.directory.directory import Directory
    from ringtrue.index.names import NameIndex
    from ringtrue.index.slips import SlipIndex

Look = tuple[Glance, bool]
"""What was seen of its host, and whether no official name or number is close to the rest of it."""

_NO_HOST: Glance = (False, False, True, None)
_GRAM, _FEW, _LONGEST = 4, 32, 80
_SHORT = 24
"""Letters of the longest word whose answer is kept."""


def look(directory: Directory, contact: ContactPoint) -> Look | None:
    """What a look tells of `contact` when nothing is listed for it in any standing. None where
    something is, or where that takes more than a look. (Of a link, `Directory.look` knows already
    that nothing is listed for its host.)"""
    facets = contact.facets
    first = facets[0] if facets else None
    if type(first) is PhoneNumber:
        return _at_number(directory, contact)
    if type(first) is HandleName and len(facets) == 1:
        return _at_account(directory, first)
    if type(first) is DomainName and len(facets) == 2:
        if contact.kind == "url":
            return _at_link(directory, first, facets[1])
        if contact.kind == "email":
            return _at_mail(directory, contact, first, facets[1])
    return None


def _at_link(directory: Directory, host: DomainName, rest: Facet) -> Look | None:
    if type(rest) is not UrlRest:
        return None
    names = directory.names
    quiet = all(is_word_clear(names, word) for _, word in words_of(rest))
    return glance(names, host), quiet


def _at_number(directory: Directory, contact: ContactPoint) -> Look | None:
    numbers, quiet = directory.numbers, True
    for facet in contact.facets:
        if type(facet) is not PhoneNumber or numbers.has(facet):
            return None
        quiet = quiet and not numbers.may_have_near(facet)
    for reading in contact.readings:
        kind, _, value = reading.partition(":")
        if directory.has_exactly(kind, value):
            return None
    return _NO_HOST, quiet


def _at_account(directory: Directory, account: HandleName) -> Look | None:
    platform = account.platform
    if not platform or platform == "bluesky" or account.opaque:
        return None
    if directory.has_exactly(platform, account.name):
        return None
    text = account.raw or account.name
    if not text.isascii() or not is_text_clear(directory.names, text := text.lower()):
        return _NO_HOST, False
    return _NO_HOST, next(_slips()(directory).near(text), None) is None


def _at_mail(
    directory: Directory, contact: ContactPoint, host: DomainName, local: Facet
) -> Look | None:
    if type(local) is not LocalPart:
        return None
    if not directory.is_foreign(host.host) or directory.has_exactly("email", contact.canonical):
        return None
    if (box := _mailbox()(contact.canonical)) and directory.has_mailbox(box):
        return None
    names, text = directory.names, local.text
    quiet = text.isascii() and is_text_clear(names, compact(text))
    return glance(names, host), quiet


@cache
def _mailbox() -> Callable[[str], str]:
    """Imported for the first mail address: links do without."""
    from ringtrue.kinds.email import mailbox

    return mailbox


@cache
def _slips() -> Callable[[Directory], SlipIndex]:
    """So for the first account."""
    from ringtrue.index.slips import slip_index

    return slip_index


def is_word_clear(index: NameIndex, word: str) -> bool:
    """Whether no name is in a word of a link. Kept: ``login`` comes again and again."""
    told = index.told
    known = told.get(word)
    if known is None:
        known = is_text_clear(index, word, near=False)
        if len(word) <= _SHORT:
            if len(told) >= MAX_KEPT:
                told.clear()
            told[word] = known
    return known


def is_text_clear(index: NameIndex, text: str, *, near: bool = True) -> bool:
    """Whether `NameIndex.matches` finds nothing in a text (cleaned, case-folded)."""
    text = text[:_LONGEST]
    letters = compact(text)
    if not letters.isascii() or "rn" in letters or "vv" in letters or "cl" in letters:
        return False
    folded = _folded(letters)
    stems = index.stems
    if stems and (len(stems) > _FEW or any(stem in folded for stem in stems)):
        return False
    standing, begun = index.standing(folded)
    if standing:
        return False
    if len(letters) < _GRAM:
        if index.same(letters) or index.alike(folded):
            return False
    elif (near and index.near(folded)) or index.may_be_turned(letters, folded, begun=begun):
        return False
    return text.isalpha() or _pieces_clear(index, text, near=near)


def _pieces_clear(index: NameIndex, text: str, *, near: bool) -> bool:
    """So for the parts of a text with digits or separators."""
    spans = pieces(text)
    if any(b - a <= _GRAM and index.is_short(text[a:b]) for a, b in spans):
        return False
    if not near:
        return True
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
