"""Which detectors a contact needs: told by its facets once, then looked up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from ringtrue.detectors.base import Detector, DirectoryView, Inquiry
from ringtrue.kinds.facets import (
    AppId,
    DisplayName,
    DomainName,
    HandleName,
    IpAddress,
    LocalPart,
    PhoneNumber,
    RemoteId,
    UrlRest,
    WalletAddress,
)
from ringtrue.model import Candidate, ContactPoint, Evidence, Facet

Inspect = Callable[[Inquiry], Iterable[Evidence]]
Compare = Callable[[Candidate, Inquiry], Evidence | None]
Gate = Callable[[ContactPoint, DirectoryView], bool]

GROUPS: dict[str, frozenset[type[Facet]]] = {
    "of_sites": frozenset({DomainName, UrlRest, HandleName, LocalPart}),
    "of_signs": frozenset({DomainName}),
    "of_hosts": frozenset({DomainName}),
    "of_links": frozenset({UrlRest, IpAddress, LocalPart}),
    "of_carriers": frozenset({UrlRest, LocalPart}),
    "of_accounts": frozenset({HandleName, DisplayName, LocalPart, AppId}),
    "of_numbers": frozenset({PhoneNumber}),
    "of_claims": frozenset({WalletAddress, RemoteId}),
}
"""Modules of detectors, in the order of the registry, and the facets that one of them reads."""
SIGNS: dict[str, frozenset[str]] = {
    "of_sites": frozenset({"subdomain"}),
    "of_signs": frozenset({"subdomain", "unicode", "listed"}),
    "of_carriers": frozenset({"listed"}),
}
"""Modules whose `inspect` all have `Detector.needs`, and which: imported where one is met."""
INSPECTING = frozenset({"of_signs", "of_hosts", "of_carriers"})
"""Modules without a `compare`."""
OFFICIAL = frozenset({"of_links", "of_carriers", "of_accounts", "of_numbers"})
"""Modules that have something to ask of official contacts (`Detector.on_official`)."""
_ALWAYS = frozenset({""})


class Plan:
    """The detectors that are not `disabled`, by what they read. Safe to share: its tables only
    fill up, with answers that never change."""

    def __init__(self, disabled: frozenset[str] = frozenset()) -> None:
        self._disabled = disabled
        self._inspect: dict[tuple[object, ...], tuple[Inspect, ...]] = {}
        self._gated: dict[tuple[object, ...], tuple[tuple[Gate, Inspect], ...]] = {}
        self._compare: dict[tuple[str, type[Facet]], tuple[Compare, ...]] = {}

    def inspectors(
        self, contact: ContactPoint, *, claimed: bool, official: bool
    ) -> tuple[Inspect, ...]:
        """The `inspect` of every detector that may find something in a contact like this, in the
        order of the registry. `official`: of those that look at listed contacts only."""
        slot = (*map(type, contact.facets), claimed, official, *_signs(contact))
        found = self._inspect.get(slot)
        if found is None:
            found = self._inspect[slot] = tuple(
                detector.inspect
                for detector in self._inspecting(
                    contact, claimed=claimed, has=("", "listed"), official=official
                )
                if detector.inspect is not None
            )
        return found

    def finders(self, contact: ContactPoint, directory: DirectoryView) -> list[Inspect]:
        """The `inspect` of every detector that may find something in a contact for which nothing
        is listed and that nobody claims: mostly none, told by their own `may`."""
        slot = (*map(type, contact.facets), *_signs(contact))
        gated = self._gated.get(slot)
        if gated is None:
            gated = self._gated[slot] = tuple(
                (detector.may or _always, detector.inspect)
                for detector in self._inspecting(contact, claimed=False, has=("",))
                if detector.inspect is not None
            )
        return [inspect for may, inspect in gated if may(contact, directory)]

    def _inspecting(
        self,
        contact: ContactPoint,
        *,
        claimed: bool,
        has: tuple[str, ...],
        official: bool = False,
    ) -> list[Detector]:
        types = set(map(type, contact.facets))
        signs = {*has, *_signs(contact)}
        groups = OFFICIAL if official else GROUPS.keys()
        return [
            detector
            for detector in self._reading(types, claimed=claimed, signs=signs, groups=groups)
            if (claimed or not detector.only_claimed)
            and (detector.on_official or not official)
            and (not detector.reads or not types.isdisjoint(detector.reads))
            and detector.needs in signs
        ]

    def comparers(self, candidate: Candidate) -> tuple[Compare, ...]:
        """The `compare` of every detector that judges such a pairing."""
        slot = (candidate.how, type(candidate.seen))
        found = self._compare.get(slot)
        if found is None:
            found = self._compare[slot] = tuple(
                detector.compare
                for detector in self._reading({slot[1]})
                if detector.compare is not None
                and (not detector.reads or slot[1] in detector.reads)
                and (not detector.pairings or slot[0] in detector.pairings)
            )
        return found

    def _reading(
        self,
        types: set[type[Facet]],
        *,
        claimed: bool = False,
        signs: set[str] | None = None,
        groups: Collection[str] = GROUPS.keys(),
    ) -> list[Detector]:
        """The detectors of those of `groups` that read one of these facets: to `inspect` a contact
        that has these signs, or, without any, to `compare`."""
        return [
            detector
            for group, facets in GROUPS.items()
            if group in groups
            if not types.isdisjoint(facets) or (claimed and group == "of_claims")
            if group not in INSPECTING or signs is not None
            if signs is None or not signs.isdisjoint(SIGNS.get(group, _ALWAYS))
            for detector in _group(group)
            if detector.code not in self._disabled
        ]


def _group(name: str) -> tuple[Detector, ...]:
    # A name to be taken from it makes `__import__` give the module itself, not the package.
    found: tuple[Detector, ...] = __import__(
        f"ringtrue.detectors.{name}", fromlist=("DETECTORS",)
    ).DETECTORS
    return found


def _always(contact: ContactPoint, directory: DirectoryView) -> bool:
    return True


def _signs(contact: ContactPoint) -> tuple[str, ...]:
    """Which of `Detector.needs` the contact has."""
    found: tuple[str, ...] = ("readings",) if contact.readings else ()
    for facet in contact.facets:
        seen = type(facet)
        if seen is DomainName:
            if len(facet.labels) > 1:  # type: ignore[attr-defined]
                found += ("subdomain",)
            if "xn--" in facet.host:  # type: ignore[attr-defined]
                found += ("unicode",)
        elif seen is PhoneNumber:
            found += _signs_of_number(facet, contact.raw)  # type: ignore[arg-type]
        elif seen in _NAMED:
            found += _signs_of_name(facet)
    return found


_NAMED = frozenset({HandleName, LocalPart, DisplayName})


def _signs_of_number(number: PhoneNumber, raw: str) -> tuple[str, ...]:
    found: tuple[str, ...] = ("disguise",) if number.obfuscations else ()
    if number.extension:
        found += ("extension",)
    if not raw.isascii() or raw.swapcase() != raw:
        found += ("words",)
    return found


def _signs_of_name(facet: Facet) -> tuple[str, ...]:
    if isinstance(facet, HandleName):
        found: tuple[str, ...] = () if facet.raw.isascii() else ("foreign",)
        if facet.opaque:
            found += ("opaque",)
        return found if facet.platform else (*found, "unnamed")
    if isinstance(facet, LocalPart):
        return () if facet.raw.isascii() else ("foreign",)
    assert isinstance(facet, DisplayName)
    return ("shown",) if facet.text.isascii() else ("shown", "foreign")
