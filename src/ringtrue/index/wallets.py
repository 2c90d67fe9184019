"""The listed wallet addresses by their ends: which of them may an address be meant to pass for?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ringtrue.kinds.facets import WalletAddress
from ringtrue.model import Candidate, Listed
from ringtrue.text.edits import common_start

LEAST = 3
"""Characters of each end that are alike, at least ..."""
ALIKE = 7
"""... and of both ends together: an address out of 16 to the power of 7 has them by chance. Wallets
show four of each end (``0x5290…9EE7``), and thieves grind as many as they can pay for."""
_PREFIX = {"evm": 2, "ton": 2, "bitcoin": 0, "tron": 1, "solana": 0}
MAX_CANDIDATES = 8


class WalletIndex:
    """Active wallet contacts by their first and last characters. Immutable."""

    def __init__(self, wallets: Iterable[Listed]) -> None:
        self._ends: dict[tuple[str, str], list[Listed]] = {}
        for listed in wallets:
            if listed.status == "active":
                for slot in {_slot(chain, listed.value) for chain in _PREFIX}:
                    self._ends.setdefault(slot, []).append(listed)

    def candidates(self, facet: WalletAddress) -> Iterator[Candidate]:
        """Listed addresses with the same ends and another middle, the likest first."""
        seen = _written(facet.chain, facet.address)
        found: dict[str, tuple[int, Listed]] = {}
        for listed in self._ends.get(_slot(facet.chain, facet.address), ()):
            alike = _alike(seen, _written(facet.chain, listed.value))
            if listed.value != facet.address and alike >= ALIKE:
                found.setdefault(listed.value, (alike, listed))
        likest = sorted(found.values(), key=lambda pair: (-pair[0], pair[1].value))
        for _, listed in likest[:MAX_CANDIDATES]:
            yield Candidate(
                seen=facet,
                brand_id=listed.brand_id,
                part="wallet",
                text=facet.address,
                how="ends",
                official=listed,
            )


def _written(chain: str, address: str) -> str:
    """An address without what stands in every one of its kind."""
    # bc1 and the version stand in every address of the kind
    return address[4 if address.startswith("bc1") else _PREFIX.get(chain, 0) :]


def _slot(chain: str, address: str) -> tuple[str, str]:
    text = _written(chain, address)
    return text[:LEAST], text[-LEAST:]


def _alike(one: str, other: str) -> int:
    """Characters that both begin with, and that they end with."""
    return common_start(one, other) + common_start(one[::-1], other[::-1])
