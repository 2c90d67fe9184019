"""What a detector is: one file, one code, one page, one comparison, one guard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ringtrue.model import (
    Brand,
    Candidate,
    Claim,
    ContactPoint,
    Evidence,
    Facet,
    Family,
    Listed,
)
from ringtrue.records import record

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from typing import Literal, Protocol
else:
    Protocol = object


class DirectoryView(Protocol):
    """What a detector may ask of the directory."""

    @property
    def brands(self) -> Mapping[str, Brand]: ...

    def owner(self, contact: ContactPoint, region: str | None = None) -> Listed | None: ...

    def is_official_domain(self, host: str) -> str | None:
        """Brand id of an active listing that covers `host`, else None."""

    def accounts(self, platform: str, name: str) -> list[Listed]:
        """Listings of an account in any standing."""

    def account_called(self, name: str) -> Listed | None:
        """The first listing of an account of that name on any platform, in any standing."""

    def names_in(self, text: str) -> list[tuple[int, int, str]]:
        """Brands named in running text: ``(start, end, brand_id)``."""


@record
class Inquiry:
    """One question, as every detector sees it."""

    contact: ContactPoint
    directory: DirectoryView
    claims: tuple[Claim, ...] = ()
    region: str | None = None
    owner: Listed | None = None
    """The listing that covers the contact itself, when there is one (official carriers)."""
    expired_before: str = ""
    """ISO date: what had to be reviewed before it no longer counts (today minus the grace)."""

    @property
    def claimed(self) -> frozenset[str]:
        """Ids of the claimed brands."""
        return frozenset(claim.brand_id for claim in self.claims)


@record
class Detector:
    """A rule. `code` is its file name; `page` is its module docstring."""

    code: str
    family: Family
    page: str
    compare: Callable[[Candidate, Inquiry], Evidence | None] | None = None
    """Judges one pairing of seen and official."""
    inspect: Callable[[Inquiry], Iterable[Evidence]] | None = None
    """Judges the contact without any pairing."""
    reads: tuple[type[Facet], ...] = ()
    """The facets that it is about: `compare` gets pairings of these, `inspect` contacts that have
    one of them. Empty: any."""
    pairings: frozenset[str] = frozenset()
    """The values of `Candidate.how` that `compare` judges."""
    only_claimed: bool = False
    """`inspect` runs only when somebody claims a brand."""
    needs: Literal[
        "", "subdomain", "unicode", "readings", "shown", "foreign", "opaque", "unnamed",
        "disguise", "extension", "words", "listed",
    ] = ""  # fmt: skip
    """What else a contact must have for `inspect` to find anything, told at a glance: labels below
    the registered one, an A-label, other readings; a name shown beside an account or mailbox, one
    that is not ASCII, an account that names nobody or whose platform nobody named; a number's
    disguise, its extension, letters beside it; a listing of its host or of what that is below."""
    may: Callable[[ContactPoint, DirectoryView], bool] | None = None
    """Whether `inspect` may find anything in a contact for which nothing is listed: quick, and
    never wrong where it says no. Without it, it always may."""
    on_official: bool = False
    """`inspect` runs on contacts that the directory owns too (planted contacts, redirects)."""
