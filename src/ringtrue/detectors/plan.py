"""Which detectors a contact needs: told at a glance from its facets, then looked up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ringtrue.detectors.base import DirectoryView, Inquiry
from ringtrue.detectors.registry import TABLE, Row, module_of
from ringtrue.kinds.facets import (
    DisplayName,
    DomainName,
    HandleName,
    LocalPart,
    PhoneNumber,
    UrlRest,
)
from ringtrue.model import Candidate, ContactPoint, Evidence, Facet

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from typing import Any

    from ringtrue.index.names import NameIndex

Inspect = Callable[[Inquiry], Iterable[Evidence]]
Compare = Callable[[Candidate, Inquiry], Evidence | None]
Gate = Callable[[ContactPoint, DirectoryView], bool]
Tells = Callable[[Candidate], bool]
Slot = tuple[object, ...]
"""Types of a contact's facets, each followed by the signs of it."""


class Plan:
    """The detectors that are not `disabled`, by what they read. Safe to share: its tables only
    fill up, with answers that never change."""

    def __init__(
        self, disabled: frozenset[str] = frozenset(), own: tuple[Inspect, ...] = ()
    ) -> None:
        """`own`: detectors of the application, asked of every contact that is not listed."""
        self._own = own
        self._rows = [row for row in TABLE if row.code not in disabled]
        self._inspect: dict[Slot, tuple[Inspect, ...]] = {}
        self._gated: dict[Slot, tuple[tuple[Gate, Inspect], ...]] = {}
        self._compare: dict[tuple[str, type[Facet], bool], tuple[Compare, ...]] = {}
        self._telling: dict[tuple[str, type[Facet]], tuple[Tells, ...]] = {}

    def inspectors(
        self, contact: ContactPoint, *, claimed: bool, official: bool
    ) -> tuple[Inspect, ...]:
        """The `inspect` of every detector that may find something in a contact like this, in the
        order of the registry. `official`: of those that look at listed contacts only."""
        slot = (claimed, official, *_slot(contact))
        found = self._inspect.get(slot)
        if found is None:
            found = self._inspect[slot] = tuple(
                _function("inspect", row)
                for row in self._rows
                if (claimed or not row.only_claimed)
                and (row.on_official or not official)
                and _looks(row, slot, "listed")
            ) + (() if official else self._own)
        return found

    def of_stranger(
        self, contact: ContactPoint, directory: DirectoryView, claimed: bool, foreign: bool
    ) -> Sequence[Inspect]:
        """The `inspect` of every detector that may find something in a contact that no listing
        covers; `foreign`: nor any of its hosts, so that the detectors' own `may` tell."""
        if claimed or not foreign:
            return self.inspectors(contact, claimed=claimed, official=False)
        return self.finders(contact, directory)

    def finders(self, contact: ContactPoint, directory: DirectoryView) -> list[Inspect]:
        """The `inspect` of every detector that may find something in a contact for which nothing
        is listed and that nobody claims: mostly none, told by their own `may`."""
        facets = contact.facets
        if len(facets) == 1 and type(host := facets[0]) is DomainName:  # most
            slot = _of_host(host, contact)
            if contact.readings:
                slot = ("readings", *slot)
        else:
            slot = _slot(contact)
        gated = self._gated.get(slot)
        if gated is None:
            gated = self._gated[slot] = tuple(
                (_function("may", row, _always), _function("inspect", row))
                for row in self._rows
                if not row.only_claimed and _looks(row, slot)
            )
        found = list(self._own)
        for may, inspect in gated:  # mostly none, and a comprehension is a call
            if may(contact, directory):
                found.append(inspect)
        return found

    def comparers(self, candidate: Candidate, *, second: bool = False) -> tuple[Compare, ...]:
        """The `compare` of every detector that judges such a pairing; `second`: of those that are
        asked where the others leave a contact below suspicion."""
        slot = (candidate.how, type(candidate.seen), second)
        found = self._compare.get(slot)
        if found is None:
            found = self._compare[slot] = tuple(
                _function("compare", row)
                for row in self._rows
                if row.second is second and slot[0] in row.compares and slot[1] in row.reads
            )
        return found

    def is_idle(self, candidate: Candidate, index: NameIndex) -> bool:
        """Whether no detector finds anything in a pairing with a name of the index, in whatever
        host its text stands: told by their own `tells`, and kept for words that come again
        (``mail``, ``shop``)."""
        name, how = candidate.name, candidate.how
        slot = candidate.text, candidate.start, candidate.end, how, id(name)  # the index keeps it
        memo = index.memo_idle
        found = memo.get(slot)
        if found is None:
            kind = how, type(candidate.seen)
            telling = self._telling.get(kind)
            if telling is None:
                telling = self._telling[kind] = tuple(
                    _function("tells", row, _tells)
                    for row in self._rows
                    if how in row.compares and kind[1] in row.reads
                )
            found = not any(tells(candidate) for tells in telling)
            if len(memo) >= MOST_IDLE:
                memo.clear()
            memo[slot] = found
        return found


MOST_IDLE = 4096
"""Pairings for which `Plan.is_idle` is kept."""


def _looks(row: Row, slot: Slot, *more: str) -> bool:
    """Whether the detector inspects contacts with these facets and signs."""
    if row.inspects != "always" and row.inspects not in (*slot, *more):
        return False
    return not row.reads or not row.reads.isdisjoint(slot)


def _function(name: str, row: Row, without: object = None) -> Any:
    module = module_of(row.code)
    return getattr(module, name, without) if without else getattr(module, name)


def _always(contact: ContactPoint, directory: DirectoryView) -> bool:
    return True


def _tells(candidate: Candidate) -> bool:
    return True


# -- signs (`Row.inspects`) -----------------------------------------------------------------------


def _slot(contact: ContactPoint) -> Slot:
    slot: Slot = ("readings",) if contact.readings else ()
    for facet in contact.facets:
        kind = type(facet)
        if signs := _SIGNS.get(kind):
            slot += signs(facet, contact)
        else:
            slot += (kind,)
    return slot


def _of_host(host: DomainName, contact: ContactPoint) -> Slot:
    """Labels below the registered one (other than a lone www), two of them or one of several words,
    and an A-label."""
    labels, found = host.labels, _PLAIN
    if len(labels) > 1:
        if len(labels) > 2 or "-" in labels[0]:
            found = _PARTED
        elif labels[0] != "www":
            found = _BELOW
    return (*found, "unicode") if "xn--" in host.host else found


_PLAIN: Slot = (DomainName,)
_BELOW: Slot = (DomainName, "subdomain")
_PARTED: Slot = (DomainName, "subdomain", "parted")


def _of_link(rest: UrlRest, contact: ContactPoint) -> Slot:
    """A user name, a scheme that opens no host, two hosts by two standards."""
    found: Slot = (UrlRest, "userinfo") if rest.userinfo else (UrlRest,)
    if rest.scheme not in ("https", "http"):
        found += ("scheme",)
    if rest.rfc3986_host and rest.rfc3986_host != getattr(contact.facets[0], "host", ""):
        found += ("differs",)
    return found


def _of_number(number: PhoneNumber, contact: ContactPoint) -> Slot:
    """A disguise, an extension, letters beside it."""
    found: Slot = (PhoneNumber, "disguise") if number.obfuscations else (PhoneNumber,)
    if number.extension:
        found += ("extension",)
    if not contact.raw.isascii() or contact.raw.swapcase() != contact.raw:
        found += ("words",)
    return found


def _of_account(account: HandleName, contact: ContactPoint) -> Slot:
    """Not ASCII, naming nobody, on a platform that nobody named."""
    found: Slot = (HandleName,) if account.raw.isascii() else (HandleName, "foreign")
    if account.opaque:
        found += ("opaque",)
    return found if account.platform else (*found, "unnamed")


def _of_mailbox(mailbox: LocalPart, contact: ContactPoint) -> Slot:
    return (LocalPart,) if mailbox.raw.isascii() else (LocalPart, "foreign")


def _of_shown(shown: DisplayName, contact: ContactPoint) -> Slot:
    """A name shown beside an account or mailbox, and one that is not ASCII."""
    return (DisplayName, "shown") if shown.text.isascii() else (DisplayName, "shown", "foreign")


_SIGNS: dict[type[Facet], Callable[[Any, ContactPoint], Slot]] = {
    DomainName: _of_host,
    UrlRest: _of_link,
    PhoneNumber: _of_number,
    HandleName: _of_account,
    LocalPart: _of_mailbox,
    DisplayName: _of_shown,
}
