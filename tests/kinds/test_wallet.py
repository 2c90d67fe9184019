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
# One account of TON in its three forms (TEP-2), and a key of Solana.
TON = "EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N"
TON_SAFE = "UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI"
TON_RAW = "0:83dfd552e63729b472fcbcc8c45ebcc6691702558b68ec7527e1ba403a0f31a8"
KEY = "7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV"

FORMS = [
    (EVM, "evm", EVM.lower()),
    ("0X" + EVM[2:], "evm", EVM.lower()),
    (f"ethereum:{EVM}", "evm", EVM.lower()),
    (BECH32, "bitcoin", BECH32.lower()),
    (BECH32.lower(), "bitcoin", BECH32.lower()),
    (LEGACY, "bitcoin", LEGACY),
    (f"bitcoin:{LEGACY}?amount=1", "bitcoin", LEGACY),
    (TRON, "tron", TRON),
    (f"{EVM}".replace("0x", "ethereum:pay-0x") + "@137?value=1", "evm", EVM.lower()),
    (TON, "ton", TON),
    (TON_SAFE, "ton", TON),
    (f"ton://transfer/{TON_SAFE}?amount=1", "ton", TON),
    (TON_RAW, "ton", TON),
    (f"solana:{KEY}?amount=1", "solana", KEY),
    (KEY, "solana", KEY),
]


@pytest.mark.parametrize(("raw", "chain", "address"), FORMS)
def test_canonical(raw: str, chain: str, address: str) -> None:
    contact = parse(raw)
    assert (contact.kind, contact.canonical) == ("wallet", f"wallet:{address}")
    (facet,) = contact.facets
    assert isinstance(facet, WalletAddress)
    assert (facet.chain, facet.address) == (chain, address)
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


CHECKED = [
    ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "right"),
    ("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "none"),
    ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", "wrong"),
    (EVM, "none"),
    (LEGACY, "right"),
    (BECH32.lower(), "right"),
    (TRON, "right"),
    # BIP-350's own examples: versions 1 (32 octets, 40) and 16.
    ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "right"),
    ("bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y", "right"),
    ("BC1SW50QGDZ25J", "right"),
    ("EQDtFpEwcFAEcRe5mLVh2N6C0x-_hJEM7W61_JLnSF74p4q2", "right"),
]


@pytest.mark.parametrize(("raw", "check"), CHECKED)
def test_check_digits_are_read(raw: str, check: str) -> None:
    (facet,) = parse(raw).facets
    assert isinstance(facet, WalletAddress)
    assert facet.check == check


@pytest.mark.parametrize(
    "raw",
    [
        LEGACY[:-1] + "b",
        BECH32.lower()[:-1] + "5",
        # BIP-350: bech32's constant under version 1, bech32m's under version 0, version 17
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",
        "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R",
        TRON[:-1] + "u",
        "EQDtFpEwcFAEcRe5mLVh2N6C0x-_hJEM7W61_JLnSF74p4q3",
    ],
)
def test_wrong_check_digits_are_no_address(raw: str) -> None:
    with pytest.raises(UnparseableContact) as problem:
        parse(raw, "wallet")
    assert problem.value.code == "bad_wallet"


def test_without_the_libraries_the_form_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for name in ("base58", "bech32", "eth_hash.auto"):
        monkeypatch.setitem(sys.modules, name, None)
    for raw in (LEGACY, BECH32.lower(), TRON, "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"):
        (facet,) = parse(raw).facets
        assert isinstance(facet, WalletAddress)
        assert facet.check == "unread"
