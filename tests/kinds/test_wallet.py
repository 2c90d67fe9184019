"""Crypto addresses: their forms, and what only looks like one."""

from __future__ import annotations

import pytest

from ringtrue import parse
from ringtrue.errors import UnparseableContact
from ringtrue.kinds.facets import WalletAddress
from ringtrue.kinds.wallet import looks_like

# Examples of the standards themselves (EIP-55, BIP-173) and other public ones.
EVM = "0x52908400098527886E0F7030069857D2E4169EE7"
BECH32 = "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4"
LEGACY = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
TRON = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"
SOLANA = "11111111111111111111111111111111"

FORMS = [
    (EVM, "evm", EVM.lower()),
    ("0X" + EVM[2:], "evm", EVM.lower()),
    (f"ethereum:{EVM}", "evm", EVM.lower()),
    (BECH32, "bitcoin", BECH32.lower()),
    (BECH32.lower(), "bitcoin", BECH32.lower()),
    (LEGACY, "bitcoin", LEGACY),
    (f"bitcoin:{LEGACY}?amount=1", "bitcoin", LEGACY),
    (TRON, "tron", TRON),
]


@pytest.mark.parametrize(("raw", "chain", "address"), FORMS)
def test_canonical(raw: str, chain: str, address: str) -> None:
    contact = parse(raw)
    assert (contact.kind, contact.canonical) == ("wallet", f"wallet:{address}")
    assert contact.facets == (WalletAddress(chain, address),)
    assert parse(contact.canonical).canonical == contact.canonical
    assert parse(address, "wallet").canonical == contact.canonical


def test_solana_only_when_it_is_called_a_wallet() -> None:
    assert parse(f"wallet:{SOLANA}").canonical == f"wallet:{SOLANA}"
    assert parse(SOLANA, "wallet").facets == (WalletAddress("solana", SOLANA),)
    assert not looks_like(SOLANA)


def test_capitals_tell_addresses_apart_where_they_count() -> None:
    assert parse(TRON).canonical != f"wallet:{TRON.lower()}"


@pytest.mark.parametrize(
    "raw",
    [
        "x",
        EVM[:-1],
        EVM + "0",
        EVM.replace("5", "g"),
        "0OIl" * 9,
        BECH32[:10] + BECH32[10:].lower(),
    ],
)
def test_malformed_addresses_are_invalid(raw: str) -> None:
    with pytest.raises(UnparseableContact) as error:
        parse(raw, "wallet")
    assert error.value.code == "bad_wallet"
    assert not looks_like(raw)
