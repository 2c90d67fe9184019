"""What every detector is asked with: the inquiry, and what it may ask of the directory."""

from __future__ import annotations

from collections.abc import Mapping

from ringtrue.model import Brand, Claim, Complete, ContactPoint, Listed
from ringtrue.records import record

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from typing import Protocol

    from ringtrue.index.names import NameIndex
else:
    Protocol = object


class DirectoryView(Protocol):
    """What a detector may ask of the directory."""

    @property
    def brands(self) -> Mapping[str, Brand]: ...

    def owner(self, contact: ContactPoint, region: str | None = None) -> Listed | None: ...

    @property
    def names(self) -> NameIndex:
        """The protected names."""

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

    def complete(self, brand: Brand, kind: str) -> Complete | None:
        """The statement that `brand` lists every contact of this kind, while it holds; None: that
        one is missing says nothing, for the list may lack it."""
        for whole in brand.complete:
            if whole.kind != kind or (whole.review_by and whole.review_by < self.expired_before):
                continue
            if whole.region == "global" or whole.region == self.region:
                return whole
        return None

    def holds_all(self, brand: Brand, kind: str) -> bool:
        """Whether `brand` lists every contact of this kind: it is stated so, or the application
        stated the list itself, which is taken to be whole."""
        return self.complete(brand, kind) is not None or is_stated(brand)


def is_stated(brand: Brand) -> bool:
    """The application stated the brand's contacts itself: no source is cited for any."""
    return bool(brand.contacts) and not any(c.sources for c in brand.contacts)
