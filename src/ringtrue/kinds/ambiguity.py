"""Other things that the same string could mean: the readings that an answer considered.

Digits may be a telephone number or an App Store id (a QQ number is added with the telephone
readings), ``name.example`` a domain or, on platforms with dots in their names, an account.
"""

from __future__ import annotations

from dataclasses import replace

from ringtrue.model import ContactPoint

_STORE_IDS = (9, 10)
"""Digits of today's App Store ids."""
_LONGEST_NAME = 30
"""Characters of the longest account name with dots on the platforms that have them."""


def with_readings(contact: ContactPoint, text: str) -> ContactPoint:
    """`contact`, read from the bare string `text`, with the other readings of it added."""
    more = _reading(contact, text)
    return replace(contact, readings=(*contact.readings, more)) if more else contact


def _reading(contact: ContactPoint, text: str) -> str:
    if contact.kind == "phone":
        digits = text.isascii() and text.isdigit() and text[0] != "0"
        return f"appstore_id:{text}" if digits and len(text) in _STORE_IDS else ""
    if contact.kind == "domain" and len(text) <= _LONGEST_NAME and text.count(".") == 1:
        return "" if "-" in text else f"handle:@{text.lower()}"
    return ""
