"""Crypto addresses, by their form and, where a library reads them, their check digits."""

from __future__ import annotations

from ringtrue.errors import UnparseableContact
from ringtrue.kinds.checksums import checked, ton_account
from ringtrue.kinds.facets import WalletAddress
from ringtrue.kinds.registry import Kind
from ringtrue.model import ContactPoint

SCHEMES = frozenset({"bitcoin", "ethereum", "tron", "solana", "ton"})
"""Schemes of payment links; each has the name of its chain, but for ``ethereum`` (evm)."""
_ORDER = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE58 = frozenset(_ORDER)
_BECH32 = frozenset("qpzry9x8gf2tvdw0s3jn54khce6mua7l")
_HEX = frozenset("0123456789abcdefABCDEF")
_BASE64URL = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def parse(raw: str, region: str | None = None) -> ContactPoint:
    """An EVM, Bitcoin, Tron, Solana or TON address. Raises `UnparseableContact` (``bad_wallet``),
    also for check digits that are wrong.

    EVM and bech32 addresses are folded to lower case: their capitals are only a checksum
    (EIP-55, BIP-173). TON's forms of one account (``EQ``, ``UQ``, ``0:`` and hexadecimal digits)
    are one.

    >>> parse("ethereum:0x52908400098527886E0F7030069857D2E4169EE7@1").canonical
    'wallet:0x52908400098527886e0f7030069857d2e4169ee7'
    """
    text = _bare(raw.strip().removeprefix("wallet:").strip())
    chain = _chain(text) or ("solana" if _is_key(text) else "")
    if not chain:
        raise UnparseableContact("bad_wallet", raw)
    check = checked(chain, text)
    if check == "wrong" and chain != "evm":  # EIP-55: wallets warn, and send all the same
        raise UnparseableContact("bad_wallet", raw)
    if chain == "ton":
        address = ton_account(text)
    else:
        address = text.lower() if chain == "evm" or text.lower().startswith("bc1") else text
    return ContactPoint("wallet", raw, f"wallet:{address}", (WalletAddress(chain, address, check),))


def looks_like(raw: str) -> bool:
    """Whether `raw` has a form that hardly anything else has: Solana's only where it is as long as
    most of them."""
    text = _bare(raw.strip())
    return bool(_chain(text)) or (len(text) in (43, 44) and _is_key(text))


def is_checked(raw: str) -> bool:
    """Whether `raw` is an address whose check digits are there and right."""
    text = _bare(raw.strip())
    chain = _chain(text)
    return bool(chain) and checked(chain, text) == "right"


def _bare(text: str) -> str:
    """The address of a payment link (BIP-21: ``bitcoin:ADDRESS?amount=1``; EIP-681, where ``@``
    and a chain follow; ``ton://transfer/ADDRESS``), or `text`."""
    scheme, colon, rest = text[:200].partition(":")
    if not colon or scheme.lower() not in SCHEMES:
        return text
    rest = rest.strip().removeprefix("//").removeprefix("transfer/").partition("?")[0]
    return rest.removeprefix("pay-").partition("@")[0].rstrip("/")


def _chain(text: str) -> str:
    n = len(text)
    if n == 42 and text[:2] in ("0x", "0X") and _all(text[2:], _HEX):
        return "evm"
    if text[:3].lower() == "bc1" and 14 <= n <= 74 and _all(text[3:].lower(), _BECH32):
        # Capitals throughout or none (BIP-173).
        return "bitcoin" if text in (text.lower(), text.upper()) else ""
    if n == 34 and text[0] == "T" and _all(text, _BASE58):
        return "tron"
    if 26 <= n <= 35 and text[0] in "13" and _all(text, _BASE58) and not text.isdigit():
        return "bitcoin"
    if n == 48 and text[:2] in ("EQ", "UQ") and _all(text, _BASE64URL):
        return "ton"
    if n in (66, 67) and text[:-64] in ("0:", "-1:") and _all(text[-64:], _HEX):
        return "ton"
    return ""


def _is_key(text: str) -> bool:
    """Whether base 58 spells 32 bytes, the key that a Solana address is."""
    if not 32 <= len(text) <= 44 or not _all(text, _BASE58):
        return False
    zeros = len(text) - len(text.lstrip("1"))
    value = 0
    for c in text:
        value = value * 58 + _ORDER.index(c)
    return zeros + (value.bit_length() + 7) // 8 == 32


def _all(text: str, allowed: frozenset[str]) -> bool:
    return bool(text) and all(c in allowed for c in text)


KIND = Kind(
    names=("wallet",),
    facets=frozenset({WalletAddress}),
    sample="0x52908400098527886E0F7030069857D2E4169EE7",
    parse=lambda text, region, name: parse(text, region),
    read=parse,
    schemes=lambda: SCHEMES,
)
