"""Other things that the same string could mean: the readings that an answer considered.

``95588`` is a short code and a QQ number, ``name.example`` a domain and, on platforms with dots
in their names, an account. The first reading is judged; the others are named, and looked up.
"""

from __future__ import annotations

from dataclasses import replace

from ringtrue.model import ContactPoint

_QQ = range(5, 12)
"""Digits of a QQ number."""
_STORE_IDS = (9, 10)
"""Digits of today's App Store ids."""
_LONGEST_NAME = 30
"""Characters of the longest account name with dots on the platforms that have them."""


def with_readings(contact: ContactPoint, text: str) -> ContactPoint:
    """`contact`, read from the bare string `text`, with the other readings of it added."""
    more = _readings(contact, text)
    return replace(contact, readings=(*contact.readings, *more)) if more else contact


def _readings(contact: ContactPoint, text: str) -> tuple[str, ...]:
    if contact.kind == "phone" and text.isascii() and text.isdigit() and text[0] != "0":
        found = [f"qq:@{text}"] if len(text) in _QQ else []
        if len(text) in _STORE_IDS:
            found.append(f"appstore_id:{text}")
        return tuple(found)
    if contact.kind == "domain" and len(text) <= _LONGEST_NAME and text.count(".") == 1:
        return () if "-" in text else (f"handle:@{text.lower()}",)
    return ()
