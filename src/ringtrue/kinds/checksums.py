"""Whether an address's check digits are right: by kept libraries, where they are installed.

Base58Check by base58, bech32 (BIP-173) by bech32, EIP-55 by eth-hash, all in the extra
``[wallets]``; TON's CRC-16 by the standard library. Solana's addresses carry no check digits.
"""

from __future__ import annotations

from binascii import crc_hqx
from typing import Literal

Checked = Literal["right", "wrong", "none", "unread"]
"""``none``: the form has no check digits; ``unread``: it has, and the library is not there."""


def checked(chain: str, text: str) -> Checked:
    """The state of the check digits of `text`, an address of `chain` by its form.

    >>> checked("ton", "EQDtFpEwcFAEcRe5mLVh2N6C0x-_hJEM7W61_JLnSF74p4q2")
    'right'
    """
    if chain == "ton":
        return _ton(text)
    try:
        if chain == "evm":
            return _eip55(text[2:])
        if chain == "tron":
            return _base58(text, 0x41)
        if chain == "bitcoin":
            return _bech32(text) if text[:3].lower() == "bc1" else _base58(text, 0x00, 0x05)
    except ImportError:
        return "unread"
    return "none"


def _base58(text: str, *versions: int) -> Checked:
    import base58

    try:
        raw = base58.b58decode_check(text)
    except ValueError:
        return "wrong"
    return "right" if len(raw) == 21 and raw[0] in versions else "wrong"


def _bech32(text: str) -> Checked:
    import bech32

    if text[3:4].lower() != "q":
        return "unread"  # from version 1 on the check digits are bech32m's (BIP-350)
    version, program = bech32.decode("bc", text)
    return "right" if version == 0 and program is not None else "wrong"


def _eip55(digits: str) -> Checked:
    if digits in (digits.lower(), digits.upper()):
        return "none"
    from eth_hash.auto import keccak

    wanted = keccak(digits.lower().encode()).hex()
    right = all(
        not c.isalpha() or c.isupper() == (int(mark, 16) > 7)
        for c, mark in zip(digits, wanted, strict=False)
    )
    return "right" if right else "wrong"


def _ton(text: str) -> Checked:
    from base64 import urlsafe_b64decode

    raw = urlsafe_b64decode(text)
    return "right" if crc_hqx(raw[:34], 0) == int.from_bytes(raw[34:], "big") else "wrong"
