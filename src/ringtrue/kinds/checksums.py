"""Whether an address's check digits are right: by kept libraries, where they are installed.

Base58Check by base58, bech32 and bech32m (BIP-173, BIP-350) by bech32, EIP-55 by eth-hash, all in
the extra ``[wallets]``; TON's CRC-16 by the standard library. Solana's addresses carry no check
digits.
"""

from __future__ import annotations

from binascii import crc_hqx

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from typing import Literal

    Checked = Literal["right", "wrong", "none", "unread"]
    """``none``: the form has no check digits; ``unread``: it has, and the library is not there."""

_BECH32, _BECH32M = 1, 0x2BC830A3
"""What the checksum comes to under version 0 (BIP-173) and under later ones (BIP-350)."""
_LONGEST_BECH32 = 90
"""Characters (BIP-173)."""


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
    from base58 import b58decode_check

    try:
        raw = b58decode_check(text)
    except ValueError:
        return "wrong"
    return "right" if len(raw) == 21 and raw[0] in versions else "wrong"


def _bech32(text: str) -> Checked:
    """Version 0 with bech32's constant, later ones (taproot) with bech32m's, and a program whose
    length the version allows (BIP-141, BIP-350). The package's own decoder knows version 0 only."""
    from bech32 import CHARSET, bech32_hrp_expand, bech32_polymod, convertbits

    prefix, _, rest = text.lower().rpartition("1")
    values = [CHARSET.find(c) for c in rest]
    if text not in (text.lower(), text.upper()) or prefix != "bc" or -1 in values:
        return "wrong"
    if len(values) < 7 or len(text) > _LONGEST_BECH32:
        return "wrong"
    version, program = values[0], convertbits(values[1:-6], 5, 8, False)
    sizes = (20, 32) if version == 0 else range(2, 41)
    if version > 16 or program is None or len(program) not in sizes:
        return "wrong"
    found = bech32_polymod([*bech32_hrp_expand(prefix), *values])
    return "right" if found == (_BECH32 if version == 0 else _BECH32M) else "wrong"


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


def ton_account(text: str) -> str:
    """The one form of a TON account (TEP-2): that of a contract's, which begins with ``EQ``.

    ``UQ`` says of the same account that money for it does not come back; ``0:`` and hexadecimal
    digits are the form without check digits.

    >>> ton_account("UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI")
    'EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N'
    """
    from base64 import urlsafe_b64decode, urlsafe_b64encode

    chain, colon, digits = text.partition(":")
    if colon:
        body = bytes([int(chain) % 256]) + bytes.fromhex(digits)
    else:
        body = urlsafe_b64decode(text)[1:34]
    raw = b"\x11" + body
    return urlsafe_b64encode(raw + crc_hqx(raw, 0).to_bytes(2, "big")).decode()


def _ton(text: str) -> Checked:
    from base64 import urlsafe_b64decode

    if ":" in text:
        return "none"
    raw = urlsafe_b64decode(text)
    return "right" if crc_hqx(raw[:34], 0) == int.from_bytes(raw[34:], "big") else "wrong"
