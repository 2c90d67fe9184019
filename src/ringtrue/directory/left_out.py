"""A directory as it would be if one brand did not exist: whose would its contacts seem to be?

For the lint, which asks this for every contact of every brand: one view whose hidden brand
changes, because an index without that brand would have to be built for each.
"""

from __future__ import annotations

from ringtrue.directory.directory import Directory
from ringtrue.model import Candidate, ContactPoint, Listed


class Others(Directory):
    """All brands of `whole` but the one that is hidden. Not to be shared between threads."""

    def __init__(self, whole: Directory) -> None:
        self.__dict__.update(whole.__dict__)
        self.hidden = ""
        """Id of the brand whose contacts and names do not count."""

    def owners(self, contact: ContactPoint, region: str | None = None) -> list[Listed]:
        """Listings of the other brands that cover `contact`."""
        return self._seen(super().owners(contact, region))

    def accounts(self, platform: str, name: str) -> list[Listed]:
        """Listings of an account by the other brands."""
        return self._seen(self._exact.get((platform, name), []))

    def admitted(self, candidates: list[Candidate]) -> list[Candidate]:
        """Pairings with names and numbers of the other brands."""
        return [c for c in super().admitted(candidates) if c.brand_id != self.hidden]

    def on_host(
        self, host: str, path: str = "", query: str = "", fragment: str = ""
    ) -> list[Listed]:
        """Listings of the other brands that cover a page of a host."""
        return self._seen(super().on_host(host, path, query, fragment))

    def of_domain(self, host: str) -> list[Listed]:
        """Listings of the other brands that cover a host."""
        return self._seen(super().of_domain(host))

    def _seen(self, listings: list[Listed]) -> list[Listed]:
        return [listed for listed in listings if listed.brand_id != self.hidden]
