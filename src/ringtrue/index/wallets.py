"""The listed wallet addresses by their ends: which of them may an address be meant to pass for?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ringtrue.kinds.facets import WalletAddress
from ringtrue.model import Candidate, Listed

SHOWN = 4
"""Characters that wallets show of each end of an address (``0x5290…9EE7``)."""
_PREFIX = {"evm": 2, "ton": 2, "bitcoin": 0, "tron": 1, "solana": 0}
MAX_CANDIDATES = 8


class WalletIndex:
    """Active wallet contacts by their first and last characters. Immutable."""

    def __init__(self, wallets: Iterable[Listed]) -> None:
        self._ends: dict[tuple[str, str], list[Listed]] = {}
        for listed in wallets:
            if listed.status == "active":
                for chain in _PREFIX:
                    self._ends.setdefault(_slot(chain, listed.value), []).append(listed)

    def candidates(self, facet: WalletAddress) -> Iterator[Candidate]:
        """Listed addresses with the same ends and another middle."""
        found: dict[str, Listed] = {}
        for listed in self._ends.get(_slot(facet.chain, facet.address), ()):
            if listed.value != facet.address and len(listed.value) == len(facet.address):
                found.setdefault(listed.value, listed)
        for listed in list(found.values())[:MAX_CANDIDATES]:
            yield Candidate(
                seen=facet,
                brand_id=listed.brand_id,
                part="wallet",
                text=facet.address,
                how="ends",
                official=listed,
            )


def _slot(chain: str, address: str) -> tuple[str, str]:
    start = _PREFIX.get(chain, 0)
    if address.startswith("bc1"):
        start = 4  # bc1 and the version stand in every address of the kind
    return address[start : start + SHOWN], address[-SHOWN:]
