"""From a contact's facets to the few official things worth comparing them with."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache

from ringtrue.index.substrings import GRAM
from ringtrue.kinds.facets import (
    AppId,
    DisplayName,
    DomainName,
    HandleName,
    LocalPart,
    PhoneNumber,
    UrlRest,
    WalletAddress,
)
from ringtrue.kinds.registry import NAMED_APPS
from ringtrue.model import Candidate, ContactPoint, Facet
from ringtrue.reading import HostReading
from ringtrue.search import across, distant
from ringtrue.search.link_words import words_of
from ringtrue.search.matches import NameMatch
from ringtrue.search.stages import matches_of_registered, matches_of_word
from ringtrue.text.hosts import hosting_places
from ringtrue.text.skeleton import SEPARATORS, fold_seen

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from typing import Any

    from ringtrue.directory.directory import Directory
    from ringtrue.index.names import NameIndex

    Find = Callable[[Directory, Any, frozenset[str]], list[Candidate]]

MIN_IN_LINK = 3
"""Letters of the shortest name that is found in the path of a link."""


def candidates(
    directory: Directory,
    contact: ContactPoint,
    claimed: frozenset[str] = frozenset(),
    quiet: Collection[str] = (),
    foreign: bool = False,
) -> list[Candidate]:
    """Pairings of `contact` with official names and numbers, few of each facet, best first, in the
    order of its facets. `claimed`: ids of the brands that somebody says it belongs to; `quiet`:
    hosts of whose pairings no detector finds anything, left out where there are no others;
    `foreign`: it is known that nothing is listed for its hosts."""
    found: list[Candidate] = []
    facets = contact.facets
    if (
        quiet
        and facets
        and getattr(facets[0], "host", None) in quiet
        and not (facets[1:] and candidates(directory, _without_host(contact), claimed))
    ):
        return []
    for facet in facets:
        if type(facet) is DomainName:
            # A listed site resembles nobody, though strangers may publish on parts of it.
            if foreign or directory.is_official_domain(facet.host) is None:
                found += _of_host(directory.names, facet)
        elif find := BY_FACET.get(type(facet)):
            found += find(directory, facet, claimed)
    if found:
        found = directory.admitted(found)
    return _without_slips(found) if len(found) > 1 else found


def _without_slips(found: list[Candidate]) -> list[Candidate]:
    """Without slips of others where the very name of a brand stands (``oberbank``, of sberbank)."""
    named = {(c.part, c.text) for c in found if c.how == "same"}
    if not named:
        return found
    return [
        c
        for c in found
        if (c.part, c.text) not in named or not (c.distance or c.how == "token_key")
    ]


def _without_host(contact: ContactPoint) -> ContactPoint:
    return ContactPoint(contact.kind, contact.raw, contact.canonical, contact.facets[1:])


def _of_host(names: NameIndex, facet: DomainName) -> list[Candidate]:
    host = HostReading(facet, names)
    found: list[Candidate] = []
    if host.own:
        label = host.registered()
        # What a platform calls its own sites is no look-alike of the platform: mailchimpapp.net.
        if (matched := matches_of_registered(label)) and facet.registrable not in hosting_places():
            found += _sites(facet, "label", label.text, matched)
    if len(host.labels) > 1:
        strained = host.strained
        for text in host.below():
            if strained:
                found += _candidates(facet, "subdomain", text, distant.find(text, host.names))
            if matched := matches_of_word(text, host.names):
                found += _sites(facet, "subdomain", text, matched)
    if host.is_joined and (matched := across.find(host.whole())):
        text = ".".join((*facet.labels, facet.suffix))
        found += _sites(facet, "host", text, matched, across.MIN_LETTERS)
    return found


def _of_rest(directory: Directory, facet: UrlRest, claimed: frozenset[str]) -> list[Candidate]:
    names, found = directory.names, []
    for part, word in words_of(facet):
        if matched := matches_of_word(word, names, near=False):
            found += _sites(facet, part, word, matched, MIN_IN_LINK)
    return found


def _of_account(
    directory: Directory, facet: HandleName, claimed: frozenset[str]
) -> list[Candidate]:
    """Pairings of an account's name, its separators kept: ``help_ru`` is two words."""
    # A post under a listed name resembles nobody: its own id is what is not listed.
    if facet.opaque or directory.accounts(facet.platform, facet.name):
        return []
    text = facet.raw or facet.name
    text = text.lower() if text.isascii() else _folded(text)
    return _candidates(facet, "handle", text, _names()(text, directory.names))


@cache
def _names() -> Callable[[str, NameIndex], list[NameMatch]]:
    """Imported for the first name that is no host's: hosts do without."""
    from ringtrue.search.worded_names import find

    return find


def _folded(text: str) -> str:
    """`fold_seen`, separators kept."""
    return "".join(c if c in SEPARATORS else fold_seen(c) for c in text)


def _of_mailbox(directory: Directory, facet: LocalPart, claimed: frozenset[str]) -> list[Candidate]:
    find, names = _names(), directory.names
    text = facet.text.lower() if facet.text.isascii() else _folded(facet.text)
    found = _candidates(facet, "local_part", text, find(text, names))
    written = facet.raw.partition("+")[0].lower()
    if written != text and written.replace(".", "") == text:
        # Dots that the provider ignores part the words all the same: ``dhl.support``.
        short = [match for match in find(written, names) if len(match.name.text) < GRAM]
        found += _candidates(facet, "local_part", written, short)
    return found


def _of_shown_name(
    directory: Directory, facet: DisplayName, claimed: frozenset[str]
) -> list[Candidate]:
    from ringtrue.text.shown_words import shown_words

    text = shown_words(facet.text)
    return _candidates(facet, "display_name", text, _names()(text, directory.names))


def _of_app(directory: Directory, facet: AppId, claimed: frozenset[str]) -> list[Candidate]:
    if facet.store not in NAMED_APPS:
        return []
    text = facet.id.lower()
    found = _candidates(facet, "app_id", text, _names()(text, directory.names))
    return [*directory.apps.candidates(facet), *found]


def _of_number(
    directory: Directory, facet: PhoneNumber, claimed: frozenset[str]
) -> list[Candidate]:
    return directory.numbers.candidates(facet, claimed)


def _of_wallet(
    directory: Directory, facet: WalletAddress, claimed: frozenset[str]
) -> list[Candidate]:
    return list(directory.wallets.candidates(facet))


BY_FACET: Mapping[type[Facet], Find] = {
    UrlRest: _of_rest,
    HandleName: _of_account,
    LocalPart: _of_mailbox,
    DisplayName: _of_shown_name,
    AppId: _of_app,
    PhoneNumber: _of_number,
    WalletAddress: _of_wallet,
}
"""What is searched for by the facet that was seen, hosts apart."""


def _sites(
    facet: Facet, part: str, text: str, found: list[NameMatch], least: int = 0
) -> list[Candidate]:
    """Candidates of those matches that are no account names and have `least` letters: accounts
    are called what sites may be called too."""
    return [
        Candidate(
            facet, match.name.brand_id, part, text, match.how, match.name, None,
            match.start, match.end, match.distance,
        )
        for match in found
        if match.name.origin != "handle" and len(match.name.text) >= least
    ]  # fmt: skip


def _candidates(facet: Facet, part: str, text: str, found: list[NameMatch]) -> list[Candidate]:
    return [
        Candidate(
            facet, match.name.brand_id, part, text, match.how, match.name, None,
            match.start, match.end, match.distance,
        )
        for match in found
    ]  # fmt: skip
